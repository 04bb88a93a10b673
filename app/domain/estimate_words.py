"""Every sentence of an estimate, in English and in Spanish (usted), at a reading level of grade 6 to 8.

Each entry is (English, Spanish); the words in braces are the values of a step.
"""

from app.domain.estimate_steps import Step

NOT_A_PROMISE = (
    "This is our best estimate, not a guarantee; your plan decides.",
    "Esta es nuestra mejor estimación, no una garantía; su plan decide.",
)
NO_PROMISE_ALONE = (
    "This is our best estimate, not a guarantee.",
    "Esta es nuestra mejor estimación, no una garantía.",
)
CONFIDENCES: dict[str, tuple[str, str]] = {
    "high": ("We are quite sure of it.", "Estamos bastante seguros."),
    "medium": ("It can still change somewhat.", "Todavía puede cambiar un poco."),
    "low": ("It can still change a lot.", "Todavía puede cambiar mucho."),
}
TEXTS: dict[str, tuple[str, str]] = {
    "charge": ("Our charge is {charge}.", "Nuestro cargo es {charge}."),
    "self_pay": (
        "No insurance is billed for it: you pay {amount}.",
        "No se envía a ningún seguro: usted paga {amount}.",
    ),
    "price_contract": (
        "{plan} allows {allowed} by our contract.",
        "{plan} aprueba {allowed} según nuestro contrato.",
    ),
    "price_schedule": (
        "{plan} allows {allowed} by its fee schedule.",
        "{plan} aprueba {allowed} según su lista de precios.",
    ),
    "price_usual": (
        "{plan} has usually allowed {allowed} for it.",
        "{plan} por lo general ha aprobado {allowed}.",
    ),
    "price_medicare": (
        "We do not have the price of {plan}; by Medicare’s prices it would be {allowed}.",
        "No tenemos el precio de {plan}; según los precios de Medicare sería {allowed}.",
    ),
    "price_first": (
        "We do not have the price of {plan}; we count what the first plan allows, {allowed}.",
        "No tenemos el precio de {plan}; contamos lo que aprueba el primer plan, {allowed}.",
    ),
    "price_unknown": (
        "We do not know what {plan} allows; at most it is our charge of {charge}.",
        "No sabemos cuánto aprueba {plan}; a lo más es nuestro cargo de {charge}.",
    ),
    "benefit_unknown": (
        "We do not know how {plan} shares the cost of this service; at most you pay all of it.",
        "No sabemos cómo {plan} reparte el costo de este servicio; a lo más usted lo paga todo.",
    ),
    "not_covered": (
        "{plan} does not cover it: you pay our charge of {amount}.",
        "{plan} no lo cubre: usted paga nuestro cargo de {amount}.",
    ),
    "not_covered_ours": (
        "{plan} does not cover it, and we have no signed notice: we do not ask you for it.",
        "{plan} no lo cubre y no tenemos un aviso firmado: no se lo cobramos.",
    ),
    "copay": ("Your copay for the visit is {amount}.", "Su copago por la visita es {amount}."),
    "copay_not_asked": (
        "The copay of {copay} is not asked for this kind of service.",
        "El copago de {copay} no se cobra por este tipo de servicio.",
    ),
    "copay_after_deductible": (
        "The copay of {copay} is not used: the yearly deductible takes the whole price.",
        "El copago de {copay} no se usa: el deducible anual toma todo el precio.",
    ),
    "copay_once": (
        "The copay of {copay} is asked once for the visit, not for this service as well.",
        "El copago de {copay} se cobra una vez por la visita, no también por este servicio.",
    ),
    "deductible": (
        "{amount} goes to your yearly deductible.",
        "{amount} va a su deducible anual.",
    ),
    "coinsurance": (
        "Your share of the rest is {amount}.",
        "Su parte del resto es {amount}.",
    ),
    "nothing_shared": (
        "{plan} asks no share of you for it.",
        "{plan} no le pide ninguna parte por esto.",
    ),
    "capped": (
        "You reach the most you pay in a year: that takes off {amount}.",
        "Usted llega a lo máximo que paga en un año: eso quita {amount}.",
    ),
    "balance": (
        "We are not in the network of {plan}: {amount} above its price is yours.",
        "No estamos en la red de {plan}: {amount} por encima de su precio le corresponde a usted.",
    ),
    "plan_pays": ("{plan} pays {amount}.", "{plan} paga {amount}."),
    "held_back": (
        "{amount} is cut from that by law; nobody owes it.",
        "La ley quita {amount} de ese pago; nadie lo debe.",
    ),
    "second_pays": ("{plan} then pays {amount}.", "Después, {plan} paga {amount}."),
    "second_nothing": ("{plan} then pays nothing.", "Después, {plan} no paga nada."),
    "forgiven": (
        "{amount} may not be asked of you, because Medicaid protects you.",
        "No se le pueden cobrar {amount}, porque Medicaid le protege.",
    ),
    "line_share": ("Your part for this service: {amount}.", "Su parte por este servicio: {amount}."),
    "total": ("Together we expect you to pay {amount}.", "En total calculamos que usted pagará {amount}."),
    "total_range": (
        "Together we expect you to pay between {low} and {amount}.",
        "En total calculamos que usted pagará entre {low} y {amount}.",
    ),
    "paid": (
        "You have paid {paid} for this visit; {due} is left.",
        "Usted ya pagó {paid} por esta visita; quedan {due}.",
    ),
    "too_much": (
        "{amount} of it may be more than your share; we give it back once your plan has answered.",
        "{amount} de eso puede ser más que su parte; se lo devolvemos cuando su plan haya respondido.",
    ),
    "as_of": (
        "{plan} told us on {on}: deductible left {deductible}, family {family}, "
        "most you still pay this year {cap}.",
        "{plan} nos informó el {on}: deducible restante {deductible}, familia {family}, "
        "lo máximo que aún paga este año {cap}.",
    ),
    "doubt_no_price": (
        "We do not know the plan’s price of every service.",
        "No conocemos el precio del plan para cada servicio.",
    ),
    "doubt_no_benefit": (
        "We do not know how the plan shares the cost of every service.",
        "No sabemos cómo el plan reparte el costo de cada servicio.",
    ),
    "doubt_plan_figures": (
        "We do not know how much of your deductible you have used; at most all of it is left.",
        "No sabemos cuánto de su deducible ha usado; a lo más queda todo.",
    ),
    "doubt_no_yearly_amounts": (
        "We do not know your plan’s yearly deductible.",
        "No conocemos el deducible anual de su plan.",
    ),
    "doubt_medicare_price": (
        "A price is taken from Medicare, and your plan may allow more or less.",
        "Un precio viene de Medicare, y su plan puede aprobar más o menos.",
    ),
    "doubt_network_assumed": (
        "We assume that we are in your plan’s network.",
        "Suponemos que estamos en la red de su plan.",
    ),
    "doubt_outside_shares": (
        "We know what your plan asks inside its network; outside it you may owe more.",
        "Sabemos lo que su plan pide dentro de su red; fuera de ella usted puede deber más.",
    ),
    "doubt_old_amounts": (
        "What is left of your yearly amounts was last asked more than 7 days ago.",
        "Lo que queda de sus montos anuales se preguntó hace más de 7 días.",
    ),
    "doubt_usual_price": (
        "A price is what the plan usually allowed before.",
        "Un precio es lo que el plan por lo general aprobó antes.",
    ),
    "doubt_open_claims": (
        "Your plan has not answered all earlier claims; they may use up your deductible first.",
        "Su plan no ha respondido todos los reclamos anteriores; pueden usar su deducible primero.",
    ),
    "doubt_approval": (
        "Your plan asks for an approval first; without it the plan may pay nothing.",
        "Su plan pide una autorización antes; sin ella puede no pagar nada.",
    ),
    "doubt_conditions": (
        "Your plan covers a service only under conditions.",
        "Su plan cubre un servicio solo con condiciones.",
    ),
    "doubt_old_guideline": (
        "What we know of your plan’s rules was not looked up again lately.",
        "Lo que sabemos de las reglas de su plan no se ha revisado últimamente.",
    ),
    "doubt_third_plan": (
        "A third plan may pay as well; that is not counted here.",
        "Un tercer plan también puede pagar; eso no se cuenta aquí.",
    ),
}


def choose_text(texts: tuple[str, str], language: str) -> str:
    """The text of a language; English where it is neither."""
    return texts[language == "es"]


def say_no_promise(language: str, *, has_plan: bool) -> str:
    """Write that an estimate is no guarantee; a plan decides only where there is one."""
    return choose_text(NOT_A_PROMISE if has_plan else NO_PROMISE_ALONE, language)


def say_step(step: Step, language: str = "en") -> str:
    """Write a step as a sentence."""
    return choose_text(TEXTS[step.key], language).format(**dict(step.values))

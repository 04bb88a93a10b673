"""Wording of the answers about refusals: why, what the office does, appeals, and cover that had ended."""

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "none_denied": (
        "Nothing of yours stands refused on our side now.",
        "Por nuestra parte, no hay nada suyo negado en este momento.",
    ),
    "denied_follow": (
        "If you have a letter that says so, please send it; we will look and call you by {day}.",
        "Si tiene una carta que lo dice, envíenosla; la revisaremos y le llamaremos a más tardar el {day}.",
    ),
    "we_sent": (
        "About {amount} that {payer} refused: {action} on {day}.",
        "Sobre {amount} que {payer} negó: {action} el {day}.",
    ),
    "expect_answer": (
        "We expect an answer by {day}.",
        "Esperamos respuesta a más tardar el {day}.",
    ),
    "we_look": (
        "{payer} refused {amount} on {day}. We are looking at it, and have until {due} to correct or "
        "dispute it.",
        "{payer} negó {amount} el {day}. Lo estamos revisando, y tenemos hasta el {due} para corregirlo o "
        "disputarlo.",
    ),
    "we_look_open": (
        "{payer} refused {amount} on {day}. We are looking at it.",
        "{payer} negó {amount} el {day}. Lo estamos revisando.",
    ),
    "we_look_late": (
        "{payer} refused {amount} on {day}. The last day we know of to dispute it was {due}; we will ask "
        "whether they still take it.",
        "{payer} negó {amount} el {day}. El último día que conocemos para disputarlo fue el {due}; "
        "preguntaremos si todavía lo aceptan.",
    ),
    "case_working": (
        "We dispute it as our case {case}, and are preparing what we send.",
        "Lo disputamos como nuestro caso {case}, y estamos preparando lo que enviaremos.",
    ),
    "case_sent": (
        "We dispute it as our case {case}; {payer} has to answer now.",
        "Lo disputamos como nuestro caso {case}; ahora le toca responder a {payer}.",
    ),
    "case_lost": (
        "In our case {case} {payer} kept to its answer; we are deciding on the next step.",
        "En nuestro caso {case}, {payer} mantuvo su respuesta; estamos decidiendo el siguiente paso.",
    ),
    "do_not_pay": ("Please do not pay it yet.", "No lo pague todavía, por favor."),
    "code": (
        "We can correct errors; codes must match the record of the visit, whoever pays. I will ask for a "
        "review, and call you by {day}.",
        "Podemos corregir errores; los códigos deben coincidir con el expediente de la consulta, pague "
        "quien pague. Pediré una revisión y le llamaré a más tardar el {day}.",
    ),
    "appeal_until": (
        "For {service} of {on}, that {payer} refused, the last day we know of is {day}.",
        "Para {service} del {on}, que {payer} negó, el último día que conocemos es el {day}.",
    ),
    "appeal_over": (
        "For {service} of {on}, that {payer} refused, the last day we know of was {day}; we will ask "
        "whether they still take an appeal.",
        "Para {service} del {on}, que {payer} negó, el último día que conocemos fue el {day}; "
        "preguntaremos si todavía aceptan una apelación.",
    ),
    "appeal_open": (
        "For {service} of {on}, that {payer} refused, we do not know the last day yet; the plan’s letter "
        "names it.",
        "Para {service} del {on}, que {payer} negó, todavía no sabemos el último día; la carta del plan lo "
        "indica.",
    ),
    "appeal_letter": (
        "Your own plan letter counts if it names another day.",
        "Si la carta de su plan indica otro día, vale esa carta.",
    ),
    "appeal_for_you": (
        "We can send the appeal for you with your signature, or you can send it yourself.",
        "Podemos enviar la apelación por usted con su firma, o puede enviarla usted mismo.",
    ),
    "appeal_none": (
        "Nothing of yours stands refused on our side. If your plan refused something, its letter says how "
        "and until when to appeal; please send it to us, and we will look by {day}.",
        "Por nuestra parte no hay nada suyo negado. Si su plan negó algo, su carta dice cómo y hasta "
        "cuándo apelar; envíenosla, y la revisaremos a más tardar el {day}.",
    ),
    "check_active": (
        "Our check of {day} shows that {plan} was active.",
        "Nuestra verificación del {day} muestra que {plan} estaba activo.",
    ),
    "check_inactive": (
        "Our check of {day} shows that {plan} was not active.",
        "Nuestra verificación del {day} muestra que {plan} no estaba activo.",
    ),
    "check_unclear": (
        "Our check of {day} with {plan} got no clear answer.",
        "Nuestra verificación del {day} con {plan} no tuvo una respuesta clara.",
    ),
    "no_check": (
        "We have no check with {plan} on file yet; we will make one by {day}.",
        "Todavía no tenemos ninguna verificación con {plan}; la haremos a más tardar el {day}.",
    ),
    "on_file_then": (
        "On our file {plan} is in force on {day}.",
        "En nuestro registro {plan} está vigente el {day}.",
    ),
    "none_then": (
        "On our file no insurance of yours is in force on {day}. Please give us the card of that time.",
        "En nuestro registro no hay un seguro suyo vigente el {day}. Denos la tarjeta de esa fecha, por "
        "favor.",
    ),
    "ask_plan": (
        "Please ask the plan about {day}; meanwhile we hold the bill for {days} days.",
        "Por favor, pregunte al plan por el {day}; mientras tanto esperaremos {days} días con la cuenta.",
    ),
})  # fmt: skip

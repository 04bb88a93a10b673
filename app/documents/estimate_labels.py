"""The fixed words of the estimate sheet and of the Good Faith Estimate, in English and in Spanish."""

_WORDS: dict[str, tuple[str, str]] = {
    "estimate": ("Estimate of your visit", "Estimación de su visita"),
    "visit_on": ("Visit on", "Visita el"),
    "made_on": ("Estimate of", "Estimación del"),
    "patient": ("Patient", "Paciente"),
    "number": ("Patient number", "Número de paciente"),
    "provider": ("Provider", "Profesional"),
    "plans": ("Insurance", "Seguro"),
    "no_plan": ("none: you pay yourself", "ninguno: usted paga"),
    "you_pay": ("You pay about", "Usted paga cerca de"),
    "rests_on": ("What this rests on", "En qué se basa"),
    "service": ("Service", "Servicio"),
    "yours": ("Your part", "Su parte"),
    "good_faith": ("Good Faith Estimate", "Estimación de buena fe"),
    "birth_date": ("Date of birth", "Fecha de nacimiento"),
    "main_service": ("Main service", "Servicio principal"),
    "expected": ("Expected services", "Servicios previstos"),
    "code": ("Code", "Código"),
    "diagnosis": ("Diagnosis", "Diagnóstico"),
    "units": ("Units", "Unidades"),
    "charge": ("Expected charge", "Cargo previsto"),
    "total": ("Total expected", "Total previsto"),
    "not_known": ("not known before the visit", "no se conoce antes de la visita"),
    "npi": ("NPI {npi}", "NPI {npi}"),
    "group_npi": ("Practice NPI {npi}", "NPI del consultorio {npi}"),
    "tax_id": ("Tax ID {tax_id}", "Identificación fiscal {tax_id}"),
    "place": ("Where: {place}", "Dónde: {place}"),
    "by": ("Given by", "Quien los presta"),
    "separate": ("Services to be scheduled separately", "Servicios que se programan por separado"),
    "no_separate": (
        "We know of none. If you schedule or ask for other services later, you can ask for an estimate of "
        "them; it is given to you then.",
        "No conocemos ninguno. Si más adelante programa o pide otros servicios, puede pedir una estimación; "
        "se le dará entonces.",
    ),
    "rights": ("What you should know", "Lo que debe saber"),
    "questions": ("Questions? Call {phone}.", "¿Preguntas? Llame al {phone}."),
    "next_page": ("{title}, {patient}", "{title}, {patient}"),
}
DISCLAIMERS: dict[str, tuple[str, ...]] = {
    "en": (
        "You have the right to this estimate of the total expected cost of care that is not an emergency.",
        "We may recommend other services as part of your care that are scheduled or asked for separately. "
        "They are not in this estimate.",
        "This is only an estimate of what we reasonably expect today. The services and charges of the bill "
        "may differ from it.",
        "If a provider bills you $400 or more above his part of this estimate, you have the right to dispute "
        "the bill. Start within 120 calendar days of the date on the first bill. There is a fee of $25. If "
        "you win, you pay the price of this estimate; if not, the price that is decided.",
        "To start a dispute or to learn more, go to www.cms.gov/nosurprises or call 1-800-985-3059. You may "
        "also ask us first to correct the bill, to negotiate it or for financial help.",
        "Starting a dispute does not harm the quality of your care. While it runs we do not send the bill to "
        "collections and add no late fees.",
        "This estimate is not a contract. You do not have to get these services from us.",
        "Keep this paper: you may need it if you are billed a higher amount.",
    ),
    "es": (
        "Usted tiene derecho a esta estimación del costo total previsto de los servicios que no son de "
        "emergencia.",
        "Podemos recomendar otros servicios como parte de su atención que se programan o se piden por "
        "separado. No están en esta estimación.",
        "Esto es solo una estimación de lo que razonablemente prevemos hoy. Los servicios y los cargos de la "
        "factura pueden ser diferentes.",
        "Si un profesional le factura $400 o más por encima de su parte de esta estimación, usted tiene "
        "derecho a disputar la factura. Comience dentro de 120 días calendario desde la fecha de la primera "
        "factura. Hay una tarifa de $25. Si gana, usted paga el precio de esta estimación; si no, el precio "
        "que se decida.",
        "Para comenzar una disputa o saber más, visite www.cms.gov/nosurprises o llame al 1-800-985-3059. "
        "También puede pedirnos primero que corrijamos la factura, que la negociemos o que le demos ayuda "
        "económica.",
        "Comenzar una disputa no afecta la calidad de su atención. Mientras dure, no enviamos la factura a "
        "cobranza ni agregamos cargos por atraso.",
        "Esta estimación no es un contrato. Usted no tiene que recibir estos servicios de nosotros.",
        "Guarde este papel: puede necesitarlo si le facturan un monto mayor.",
    ),
}


def estimate_label(key: str, language: str, **values: object) -> str:
    """The words of a key in a language, filled with values."""
    return _WORDS[key][language == "es"].format(**values)

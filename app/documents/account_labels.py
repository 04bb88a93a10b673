"""The fixed words of the explanation letter, the walk-out statement and the year-end summary (usted)."""

ACCOUNT_LABELS: dict[str, tuple[str, str]] = {
    "date": ("Date", "Fecha"),
    "account": ("Account number", "Número de cuenta"),
    "letter": ("ABOUT YOUR BILL", "SOBRE SU CUENTA"),
    "yours_now": ("Yours to pay", "Le toca pagar a usted"),
    "opening": (
        "This letter explains your bill, service by service: what we billed, what came off, what your "
        "insurance paid, and what is yours and why.",
        "Esta carta explica su cuenta, servicio por servicio: lo que cobramos, lo que se descontó, lo que "
        "pagó su seguro, y lo que le toca a usted y por qué.",
    ),
    "together": ("Yours, for all services above", "Le toca a usted por todos los servicios de arriba"),
    "waiting": (
        "With insurance (nothing is asked of you for it now)",
        "Con el seguro (por ahora no se le pide nada por eso)",
    ),
    "no_bill": (
        "It shows your account as of {day}. It is not a new bill.",
        "Muestra su cuenta al {day}. No es una cuenta nueva.",
    ),
    "questions": ("Questions? Call {phone}.", "¿Preguntas? Llame al {phone}."),
    "walkout": ("TODAY'S VISIT", "SU VISITA DE HOY"),
    "patient": ("Patient", "Paciente"),
    "service": ("Service", "Servicio"),
    "provider": ("Seen by", "Atendió"),
    "amount": ("Amount", "Cantidad"),
    "charged": ("Charged today", "Cobrado hoy"),
    "taken_off": ("Taken off", "Descontado"),
    "insurance_paid": ("Insurance paid", "Pagó el seguro"),
    "you_paid": ("You paid for these services", "Usted pagó por estos servicios"),
    "billed": ("Billed to insurance", "Se cobra al seguro"),
    "yours_today": ("Yours to pay now", "Le toca pagar ahora"),
    "paid_now": ("Received today", "Recibido hoy"),
    "nothing_paid": ("Nothing was paid today.", "Hoy no se pagó nada."),
    "paid_by": ("Receipt {receipt}, {method}", "Recibo {receipt}, {method}"),
    "counts": (
        "What you paid counts toward your share.",
        "Lo que usted pagó se descuenta de su parte.",
    ),
    "your_share": ("Your share", "Su parte"),
    "year_end": ("PAID IN {year}", "PAGADO EN {year}"),
    "printed": ("Printed", "Impreso"),
    "whole_account": ("All patients of this account", "Todos los pacientes de esta cuenta"),
    "you_paid_in": ("You paid in {year}", "Usted pagó en {year}"),
    "by_payment": ("By date of payment", "Por fecha de pago"),
    "by_service": ("By date of service", "Por fecha de servicio"),
    "receipt": ("Receipt", "Recibo"),
    "method": ("Paid by", "Forma de pago"),
    "you_paid_column": ("You paid", "Usted pagó"),
    "insurance_column": ("Insurance paid*", "Pagó el seguro*"),
    "all_payments": ("Paid in {year}", "Pagado en {year}"),
    "used": ("Used for the services above", "Usado para los servicios de arriba"),
    "elsewhere": ("Used for another account", "Usado para otra cuenta"),
    "given_back": ("Given back to you", "Devuelto a usted"),
    "kept": ("Kept as credit for later", "Queda como crédito para después"),
    "no_payments": ("You paid nothing to us in {year}.", "Usted no nos pagó nada en {year}."),
    "apart": (
        "* What insurance has paid so far. It is shown apart and is in none of the sums of what you paid.",
        "* Lo que el seguro ha pagado hasta ahora. Se muestra aparte y no está en lo que usted pagó.",
    ),
    "one_patient": (
        "A payment is shown with the part that went to this patient's services. Credit is not in it.",
        "Cada pago se muestra con la parte usada para los servicios de este paciente. El crédito no está "
        "incluido.",
    ),
    "tax_use": (
        "Keep this page for your taxes, HSA or FSA. Payments count in the year in which you paid. Ask your "
        "tax adviser what you may claim; do not claim what insurance or an HSA or FSA has paid back.",
        "Guarde esta hoja para sus impuestos, HSA o FSA. Los pagos cuentan en el año en que usted pagó. "
        "Pregunte a su asesor qué puede reclamar; no reclame lo que el seguro, HSA o FSA ya le devolvió.",
    ),
    "later_page": ("Account {account}, {what}", "Cuenta {account}, {what}"),
    "next_page": ("Account {account}, page {page} of {pages}", "Cuenta {account}, página {page} de {pages}"),
}


def account_label(key: str, language: str, **words: object) -> str:
    """Give a fixed word or sentence in the paper's language, with its blanks filled."""
    return ACCOUNT_LABELS[key][language == "es"].format(**words)

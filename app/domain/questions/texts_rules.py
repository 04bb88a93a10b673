"""Wording of the answers about the office's rules: collections, credit reports, privacy, self-pay."""

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "bills_sent": (
        "We sent {count} bills, the last on {day}.",
        "Enviamos {count} cuentas, la última el {day}.",
    ),
    "one_bill_sent": (
        "We sent one bill, on {day}.",
        "Enviamos una cuenta, el {day}.",
    ),
    "no_bills_sent": (
        "We have sent no bill to this account yet.",
        "Todavía no hemos enviado ninguna cuenta.",
    ),
    "still_open": ("Open now: {amount}.", "Pendiente ahora: {amount}."),
    "no_agency": (
        "Our file shows no hand-over of your account to an agency.",
        "En nuestro registro no consta que su cuenta se haya entregado a una agencia.",
    ),
    "pause": (
        "If something was wrong, tell me and I will pause it today; we will look at it by {day}.",
        "Si hubo un error, dígame y lo detengo hoy; lo revisaremos a más tardar el {day}.",
    ),
    "reports_not": (
        "Our office does not report to credit bureaus.",
        "Nuestro consultorio no reporta a burós de crédito.",
    ),
    "reports": (
        "Our office may report unpaid bills to credit bureaus; we write to you before we do.",
        "Nuestro consultorio puede reportar cuentas sin pagar a burós de crédito; antes le escribimos.",
    ),
    "agency_rule": (
        "An agency has its own rules; it must tell you about the debt in writing, and you have 30 days to "
        "dispute it.",
        "Una agencia tiene sus propias reglas; debe avisarle de la deuda por escrito, y usted tiene 30 "
        "días para disputarla.",
    ),
    "may_talk": (
        "Yes, with your written permission on file: {people}.",
        "Sí, con su permiso escrito registrado: {people}.",
    ),
    "only_written": (
        "With anyone else, only with your written permission; here is the form.",
        "Con otras personas, solo con su permiso escrito; aquí está el formulario.",
    ),
    "not_yet_written": (
        "Only with your written permission; here is the form. We have none on file yet.",
        "Solo con su permiso escrito; aquí está el formulario. Todavía no tenemos ninguno registrado.",
    ),
    "may_keep": (
        "Yes, if you pay in full; we will not send it to your plan. It will not count toward your "
        "deductible.",
        "Sí, si lo paga completo; no lo enviaremos a su plan. No contará para su deducible.",
    ),
    "keep_price": (
        "The price of {service} is {amount}.",
        "El precio de {service} es {amount}.",
    ),
    "already_sent": (
        "The visit of {day} has already gone to your plan, so it cannot be kept from it now.",
        "La consulta del {day} ya se envió a su plan, así que ya no se puede evitar que lo sepa.",
    ),
    "ask_before": (
        "Please tell us before the visit, and sign the request.",
        "Avísenos antes de la consulta y firme la petición.",
    ),
})  # fmt: skip

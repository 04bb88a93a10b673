"""Wording of the answers about payments: receipts, instalments, help, refunds, returned checks, fees."""

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "got_it": (
        "Yes: {amount} by {method} on {day}, receipt {receipt}.",
        "Sí: {amount} por {method} el {day}, recibo {receipt}.",
    ),
    "came_back": (
        "Your check for {amount} of {day}, receipt {receipt}, came back unpaid on {back}.",
        "Su cheque por {amount} del {day}, recibo {receipt}, fue devuelto sin pagar el {back}.",
    ),
    "not_yet": (
        "Not yet: we have no payment of yours on file. If you have paid, tell me when and how, and we will "
        "look for it by {day}.",
        "Aún no: no tenemos ningún pago suyo registrado. Si ya pagó, dígame cuándo y cómo, y lo buscaremos "
        "a más tardar el {day}.",
    ),
    "on_day_not": (
        "There is none of {day} on file; this is the latest we have.",
        "No hay ninguno del {day}; este es el último que tenemos.",
    ),
    "print_now": (
        "I can print or send it now, for HSA, FSA or taxes.",
        "Puedo imprimirlo o enviarlo ahora, para HSA, FSA o impuestos.",
    ),
    "latest_receipt": (
        "Your latest receipt is number {receipt}: {amount} on {day}.",
        "Su último recibo es el número {receipt}: {amount} el {day}.",
    ),
    "instalments": (
        "Yes: {count} payments of {amount}, from {day}, no interest.",
        "Sí: {count} pagos de {amount}, desde el {day}, sin intereses.",
    ),
    "instalments_last": (
        "Yes: {count} payments, from {day}, no interest: {amount} each, and the last {last}.",
        "Sí: {count} pagos, desde el {day}, sin intereses: {amount} cada uno, y el último {last}.",
    ),
    "one_payment": (
        "What is open is {amount}; that is one payment. Tell me if you need more days.",
        "Lo pendiente es {amount}; eso es un solo pago. Dígame si necesita más días.",
    ),
    "nothing_to_pay": ("You owe nothing now.", "Usted no debe nada ahora."),
    "written_agreement": (
        "We write it down, and you sign it.",
        "Lo ponemos por escrito y usted lo firma.",
    ),
    "help_form": (
        "There is a form to ask for help with the bill; we decide within {days} days of getting it.",
        "Hay un formulario para pedir ayuda con la cuenta; decidimos en {days} días desde que lo recibimos.",
    ),
    "no_copay_waiver": (
        "We cannot waive copays as a routine: your plan’s contract does not allow it.",
        "No podemos perdonar copagos de rutina: el contrato con su plan no lo permite.",
    ),
    "open_now": ("Open now: {amount}.", "Pendiente ahora: {amount}."),
    "credit": (
        "Your credit with us is {amount}.",
        "Su crédito con nosotros es {amount}.",
    ),
    "no_credit": (
        "We see no credit of yours at this time.",
        "Por ahora no vemos ningún crédito suyo.",
    ),
    "credit_waits": (
        "{amount} of your services is still with your insurance; we send the credit back when that is "
        "decided.",
        "{amount} de sus servicios siguen con su seguro; devolvemos el crédito cuando eso se decida.",
    ),
    "credit_sent_by": (
        "Nothing stands in its way; it will be sent by {day}.",
        "Nada lo impide; se enviará a más tardar el {day}.",
    ),
    "refund_asked": (
        "A refund of {amount} is asked for and waits for a second person’s approval.",
        "Un reembolso de {amount} está pedido y espera la aprobación de una segunda persona.",
    ),
    "refund_sent": (
        "A refund of {amount} was sent by {method} on {day}.",
        "Un reembolso de {amount} se envió por {method} el {day}.",
    ),
    "returned": (
        "The bank returned your check of {amount} on {day}.",
        "El banco devolvió su cheque de {amount} el {day}.",
    ),
    "returned_fee": (
        "The policy you signed has a fee of {amount} for that.",
        "La política que usted firmó tiene un cargo de {amount} por eso.",
    ),
    "no_fee": ("We charge no fee for that.", "No cobramos ningún cargo por eso."),
    "pay_otherwise": (
        "Please pay by card or cash by {day}.",
        "Por favor, pague con tarjeta o efectivo a más tardar el {day}.",
    ),
    "none_returned": (
        "No: we have no returned check of yours on file.",
        "No: no tenemos ningún cheque suyo devuelto.",
    ),
    "ways": ("{ways}.", "{ways}."),
    "online": (
        "Online, at {url}.",
        "En línea, en {url}.",
    ),
    "by_phone": (
        "Our phone is {phone}.",
        "Nuestro teléfono es {phone}.",
    ),
    "missed_fee": (
        "Visits cancelled under {hours} hours before cost {amount}; insurance does not pay it.",
        "Las citas canceladas con menos de {hours} horas cuestan {amount}; el seguro no lo paga.",
    ),
    "no_missed_fee": (
        "Our office has no fee for missed visits. If you see one on a bill of ours, we will look at it by "
        "{day}.",
        "Nuestro consultorio no cobra por citas perdidas. Si ve ese cargo en una cuenta nuestra, lo "
        "revisaremos a más tardar el {day}.",
    ),
    "missed_review": (
        "If something kept you from calling, tell me; the manager can look at it.",
        "Si algo le impidió avisar, dígame; la gerencia puede revisarlo.",
    ),
})  # fmt: skip

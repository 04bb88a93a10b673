"""Wording of the answers about a bill; what became of each line is said by the account's own sentences."""

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "copay_only": (
        "The copay covers the visit itself; what your plan leaves to you beside it comes on top.",
        "El copago cubre la consulta misma; lo demás que su plan le deja se suma.",
    ),
    "no_copay": (
        "Your plan’s answer names no copay for this; here is what it leaves to you.",
        "La respuesta de su plan no indica copago para esto; aquí está lo que le deja.",
    ),
    "no_line": (
        "We find no such service on your account. Tell me the day, and I will look again.",
        "No encontramos ese servicio en su cuenta. Dígame el día y lo busco otra vez.",
    ),
    "nothing_owed": (
        "You owe nothing for it now.",
        "Usted no debe nada por eso ahora.",
    ),
    "done_by": (
        "On {day} {provider} did {service}.",
        "El {day} {provider} realizó {service}.",
    ),
    "done": ("On {day} you had {service}.", "El {day} se realizó {service}."),
    "preventive_free": (
        "The preventive part was free: {service} on {day}.",
        "La parte preventiva fue gratis: {service} el {day}.",
    ),
    "preventive_owed": (
        "Your plan left a part of the check-up itself to you:",
        "Su plan le dejó una parte del chequeo mismo:",
    ),
    "also_treated": (
        "Something else was also done the same day, and for that the usual share of your plan applies:",
        "Ese mismo día también se atendió otra cosa, y por eso aplica la parte usual de su plan:",
    ),
    "no_check_up": (
        "We find no check-up on your account for it. Tell me the day, and I will look again.",
        "No encontramos un chequeo en su cuenta. Dígame el día y lo busco otra vez.",
    ),
    "outside": (
        "A laboratory, hospital or imaging center that took part in your care bills on its own; its bill "
        "is not ours.",
        "Un laboratorio, hospital o centro de imágenes que participó en su atención factura por separado; "
        "esa cuenta no es nuestra.",
    ),
    "outside_phones": (
        "Those we send to, with their numbers: {places}.",
        "A estos lugares enviamos, con su teléfono: {places}.",
    ),
    "outside_unknown": (
        "Its number stands on its bill; we do not know it here.",
        "Su teléfono está en esa cuenta; aquí no lo tenemos.",
    ),
    "our_visit": (
        "Ours of {day} was {amount} in all.",
        "La nuestra del {day} fue de {amount} en total.",
    ),
    "signed": (
        "The person who signed for this account is {who}; we send the bill there.",
        "La persona que firmó por esta cuenta es {who}; allí enviamos la cuenta.",
    ),
    "signed_unknown": (
        "We do not know who signed for this account; we will look and call you by {day}.",
        "No sabemos quién firmó por esta cuenta; lo revisaremos y le llamaremos a más tardar el {day}.",
    ),
    "court": (
        "A court can order repayment between parents; that is between them, and the bill does not change.",
        "Un juez puede ordenar el reembolso entre los padres; eso es entre ellos, y la cuenta no cambia.",
    ),
    "eob_same": (
        "The EOB of {day} says {eob} is yours for {service}, and ours says the same.",
        "La EOB del {day} dice que {eob} le corresponden por {service}, y la nuestra dice lo mismo.",
    ),
    "eob_other": (
        "The EOB of {day} says {eob} is yours for {service}; ours says {ours}.",
        "La EOB del {day} dice que {eob} le corresponden por {service}; la nuestra dice {ours}.",
    ),
    "eob_paid": (
        "You have paid {amount} of it since.",
        "Desde entonces usted ya pagó {amount}.",
    ),
    "eob_reason_written_off": (
        "We took {amount} off since.",
        "Desde entonces le quitamos {amount}.",
    ),
    "eob_reason_next": (
        "{amount} of it is with your next insurance now.",
        "{amount} están ahora con su siguiente seguro.",
    ),
    "eob_reason_disputed": (
        "We dispute {amount} of it with your plan; please do not pay that part yet.",
        "Estamos disputando {amount} con su plan; por favor, no pague esa parte todavía.",
    ),
    "eob_follow": (
        "We follow the EOB. If yours says another amount, please send it; we will compare and call you by "
        "{day}.",
        "Seguimos la EOB. Si la suya dice otra cantidad, envíenosla; la compararemos y le llamaremos a más "
        "tardar el {day}.",
    ),
    "no_eob": (
        "We have no EOB of your plan for this yet. Please send us yours; we will compare and call you by "
        "{day}.",
        "Todavía no tenemos una EOB de su plan para esto. Por favor, envíenos la suya; la compararemos y "
        "le llamaremos a más tardar el {day}.",
    ),
    "you_are_right": (
        "You are right: the EOB of {day} leaves nothing to you for {service}. We will remove {amount} and "
        "send a corrected statement by {due}.",
        "Tiene razón: la EOB del {day} no le deja nada por {service}. Quitaremos {amount} y enviaremos una "
        "cuenta corregida a más tardar el {due}.",
    ),
    "eob_agrees": (
        "The EOB of {day} leaves nothing to you for {service}, and we ask nothing of you for it.",
        "La EOB del {day} no le deja nada por {service}, y no le pedimos nada por eso.",
    ),
    "hold_pay": (
        "Please do not pay it while we look.",
        "Por favor, no lo pague mientras lo revisamos.",
    ),
})  # fmt: skip

"""Wording of the answers about coverage: networks, guidelines, referrals, approvals, video, Medicare."""

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "in_network": (
        "Yes: {provider} is in network with {plan} as of {day}.",
        "Sí: {provider} está dentro de la red de {plan} al {day}.",
    ),
    "out_of_network": (
        "No: {provider} is out of network with {plan} as of {day}. You can still be seen, but your share "
        "may be higher.",
        "No: {provider} está fuera de la red de {plan} al {day}. Podemos atenderle, pero su parte puede "
        "ser mayor.",
    ),
    "network_unknown": (
        "We do not have it confirmed yet whether we are in network with {plan}. We will ask the plan and "
        "tell you by {day}.",
        "Todavía no tenemos confirmado si estamos en la red de {plan}. Preguntaremos al plan y le "
        "avisaremos a más tardar el {day}.",
    ),
    "plan_phone": ("The plan’s number is {phone}.", "El teléfono del plan es {phone}."),
    "no_insurance": (
        "We have no insurance on file for you that is in force on {day}. Please give us your card, and we "
        "will look.",
        "No tenemos registrado un seguro suyo vigente el {day}. Denos su tarjeta y lo revisamos.",
    ),
    "about": ("About {service}:", "Sobre {service}:"),
    "about_video": ("About {service} by video:", "Sobre {service} por video:"),
    "choose_service": (
        "Which service is it? Tell me its name or code, and I will look what your plan says of it.",
        "¿Qué servicio es? Dígame el nombre o el código y reviso lo que dice su plan.",
    ),
    "cover_unknown": (
        "We do not know yet whether {plan} covers {service}: we have nothing in writing about it. We will "
        "ask the plan and tell you by {day}.",
        "Todavía no sabemos si {plan} cubre {service}: no tenemos nada por escrito. Preguntaremos al plan "
        "y le avisaremos a más tardar el {day}.",
    ),
    "needs_referral": (
        "Your plan needs a referral for this.",
        "Su plan requiere una referencia para esto.",
    ),
    "needs_no_referral": (
        "Your plan does not need a referral for this.",
        "Su plan no requiere referencia para esto.",
    ),
    "referral_unknown": (
        "We do not know yet whether your plan needs a referral. We will ask and tell you by {day}.",
        "Todavía no sabemos si su plan requiere una referencia. Preguntaremos y le avisaremos a más tardar "
        "el {day}.",
    ),
    "referral_left": (
        "You have a referral on file: {left} left until {day}.",
        "Tiene una referencia registrada: quedan {left} hasta el {day}.",
    ),
    "referral_open": (
        "You have a referral on file, with no number and no last day set.",
        "Tiene una referencia registrada, sin límite de cantidad ni último día.",
    ),
    "referral_left_open": (
        "You have a referral on file: {left} left, with no last day.",
        "Tiene una referencia registrada: quedan {left}, sin último día.",
    ),
    "referral_until": (
        "You have a referral on file until {day}.",
        "Tiene una referencia registrada hasta el {day}.",
    ),
    "no_referral": (
        "We have no referral of yours on file.",
        "No tenemos ninguna referencia suya registrada.",
    ),
    "approval_status": ("Your approval is {status}.", "Su autorización está {status}."),
    "approval_asked": ("We asked for it on {day}.", "La pedimos el {day}."),
    "approval_units": (
        "Approved: {approved}, of which {left} are left.",
        "Aprobadas: {approved}; quedan {left}.",
    ),
    "approval_until": ("It is good until {day}.", "Vale hasta el {day}."),
    "approval_ended": ("It ended on {day}.", "Terminó el {day}."),
    "approval_follow": (
        "We will ask the plan again by {day} and call you.",
        "Preguntaremos otra vez al plan a más tardar el {day} y le llamaremos.",
    ),
    "no_approval": (
        "We have no approval on file for you. If your visit needs one, we will ask for it; we will look by "
        "{day}.",
        "No tenemos ninguna autorización suya registrada. Si su consulta la necesita, la pediremos; lo "
        "revisaremos a más tardar el {day}.",
    ),
    "approval_to_ask": (
        "We have no approval of yours on file. We will look by {day} whether you need it already, and if "
        "so ask for it.",
        "No tenemos ninguna autorización suya registrada. A más tardar el {day} revisaremos si ya la "
        "necesita y, si es así, la pediremos.",
    ),
    "video_unknown": (
        "We do not know yet whether {plan} covers a visit by video. We will ask the plan and tell you by "
        "{day}.",
        "Todavía no sabemos si {plan} cubre una consulta por video. Preguntaremos al plan y le avisaremos "
        "a más tardar el {day}.",
    ),
    "video_share": ("Your share would be {amount}.", "Su parte sería {amount}."),
    "part_b": (
        "After the yearly deductible you pay 20% of what Medicare allows.",
        "Después del deducible anual usted paga el 20% de lo que Medicare aprueba.",
    ),
    "medigap": ("{plan} may pay that part.", "{plan} puede cubrir esa parte."),
    "no_medicare": (
        "We have no Medicare on file for you that is in force on {day}. Please bring your card.",
        "No tenemos registrado un Medicare suyo vigente el {day}. Por favor, traiga su tarjeta.",
    ),
    "notice": (
        "The form of {day} says that Medicare may not pay {service}, about {amount}; you choose whether to "
        "have it, and sign your choice.",
        "El formulario del {day} avisa que Medicare quizá no pague {service}, cerca de {amount}; usted "
        "decide si lo quiere y firma su decisión.",
    ),
    "no_notice": (
        "The form (ABN) means that Medicare may not pay for a service; you choose before it is done. We "
        "have no such form of yours on file.",
        "El formulario (ABN) avisa que Medicare quizá no pague un servicio; usted decide antes de que se "
        "haga. No tenemos ninguno suyo registrado.",
    ),
})  # fmt: skip

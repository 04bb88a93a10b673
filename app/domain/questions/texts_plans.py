"""Wording of the answers about several plans, a new plan, Medicaid and accidents."""

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "first_because": (
        "{plan} pays first because {reason}; please confirm with both plans.",
        "Primero paga {plan} porque {reason}; confirme con ambos planes.",
    ),
    "first_on_file": (
        "{plan} stands first on our file, and {other} after it; we have no reason on file. Please confirm "
        "with both plans and tell us.",
        "En nuestro registro {plan} está primero, y {other} después; no tenemos el motivo. Confirme con "
        "ambos planes y avísenos.",
    ),
    "then_pays": ("{plan} pays after it.", "{plan} paga después."),
    "one_plan": (
        "We have one plan of yours on file: {plan}. Please give us the card of the other.",
        "Tenemos registrado un solo plan suyo: {plan}. Denos la tarjeta del otro, por favor.",
    ),
    "no_plan": (
        "We have no insurance on file for you that is in force on {day}. Please give us your card.",
        "No tenemos registrado un seguro suyo vigente el {day}. Denos su tarjeta, por favor.",
    ),
    "rebill_yes": (
        "Yes: {plan} was active on {on} by our file; we can send it until {day}.",
        "Sí: según nuestro registro, {plan} estaba activo el {on}; podemos enviarlo hasta el {day}.",
    ),
    "rebill_late": (
        "{plan} was active on {on} by our file, but its time to send ended on {day}. We will ask the plan "
        "whether it still takes the claim.",
        "Según nuestro registro, {plan} estaba activo el {on}, pero el plazo para enviar terminó el {day}. "
        "Preguntaremos al plan si todavía acepta el reclamo.",
    ),
    "rebill_no": (
        "By our file no other insurance of yours was active on {on}. Please give us the card of that day; "
        "we will send it again if that plan was active, and call you by {day}.",
        "Según nuestro registro, ningún otro seguro suyo estaba activo el {on}. Denos la tarjeta de esa "
        "fecha; lo enviaremos de nuevo si ese plan estaba activo, y le llamaremos a más tardar el {day}.",
    ),
    "medicaid_stop": (
        "You should not get this bill. We stop it today and check {reason}.",
        "No debería recibir esta cuenta. La detenemos hoy y revisamos {reason}.",
    ),
    "medicaid_call": ("We will call you by {day}.", "Le llamaremos a más tardar el {day}."),
    "medicaid_unknown": (
        "We have no Medicaid on file for you that is in force on {day}. Please give us your card; until we "
        "know, we hold the bill.",
        "No tenemos registrado un Medicaid suyo vigente el {day}. Denos su tarjeta; mientras tanto, "
        "detenemos la cuenta.",
    ),
    "medicaid_nothing": (
        "No bill of ours is open: you owe nothing now.",
        "No hay ninguna cuenta nuestra pendiente: usted no debe nada ahora.",
    ),
    "accident_first": (
        "Then {insurer} pays first. Please give us the claim number and the adjuster’s name and phone.",
        "Entonces paga primero {insurer}. Denos el número de reclamo y el nombre y teléfono del ajustador.",
    ),
    "accident_unknown": (
        "Then the insurance of the accident pays first. We have none on file: please give us its name, the "
        "claim number, and the adjuster’s name and phone.",
        "Entonces paga primero el seguro del accidente. No tenemos ninguno registrado: denos su nombre, el "
        "número de reclamo, y el nombre y teléfono del ajustador.",
    ),
    "accident_marked": (
        "The visit of {day} is marked as an accident on our file.",
        "La consulta del {day} está marcada como accidente en nuestro registro.",
    ),
})  # fmt: skip

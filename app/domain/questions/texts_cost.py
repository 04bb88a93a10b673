"""Wording of the answers about cost before the bill: estimates, copay, deductible, own price."""

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "expect": (
        "For {service} we expect you to pay about {amount}: {parts}.",
        "Para {service} calculamos que usted pagará cerca de {amount}: {parts}.",
    ),
    "expect_bare": (
        "For {service} we expect you to pay about {amount}.",
        "Para {service} calculamos que usted pagará cerca de {amount}.",
    ),
    "no_estimate": (
        "We have not made an estimate for {service} yet. We will make one and call you by {day}.",
        "Todavía no hemos hecho un estimado para {service}. Lo haremos y le llamaremos a más tardar el "
        "{day}.",
    ),
    "copay_known": (
        "What we know already: your plan’s copay for it is {amount}.",
        "Lo que ya sabemos: el copago de su plan es {amount}.",
    ),
    "copay": (
        "Your copay is {amount} for this kind of visit, due at check-in.",
        "Su copago es {amount} por este tipo de consulta, se paga al llegar.",
    ),
    "no_copay": (
        "Your plan lists no copay for this kind of visit; a deductible or coinsurance may apply.",
        "Su plan no indica copago por este tipo de consulta; puede haber deducible o coseguro.",
    ),
    "copay_unknown": (
        "We do not know your copay yet. Please look at your card; we will ask the plan and tell you by "
        "{day}.",
        "Todavía no sabemos su copago. Mire su tarjeta, por favor; preguntaremos al plan y le avisaremos a "
        "más tardar el {day}.",
    ),
    "no_insurance": (
        "We have no insurance on file for you that is in force on {day}.",
        "No tenemos registrado un seguro suyo vigente el {day}.",
    ),
    "left_of": (
        "{amount} of {whole} is left of your deductible as of {day}; claims in process may change it.",
        "Quedan {amount} de {whole} de su deducible al {day}; los reclamos en trámite pueden cambiarlo.",
    ),
    "left": (
        "{amount} is left of your deductible as of {day}; claims in process may change it.",
        "Quedan {amount} de su deducible al {day}; los reclamos en trámite pueden cambiarlo.",
    ),
    "left_old": (
        "That was some days ago; we will ask the plan again by {day}.",
        "Eso fue hace unos días; preguntaremos otra vez al plan a más tardar el {day}.",
    ),
    "left_unknown": (
        "We do not know yet how much is left of your deductible; we will ask the plan and tell you by "
        "{day}.",
        "Todavía no sabemos cuánto le falta del deducible; preguntaremos al plan y le avisaremos a más "
        "tardar el {day}.",
    ),
    "whole_year": (
        "For the whole year your plan’s deductible is {amount}.",
        "El deducible de su plan para todo el año es {amount}.",
    ),
    "price": (
        "The price of {service} without insurance is {amount}, or {today} if you pay on the day.",
        "El precio de {service} sin seguro es {amount}, o {today} si paga el mismo día.",
    ),
    "price_bare": (
        "The price of {service} without insurance is {amount}.",
        "El precio de {service} sin seguro es {amount}.",
    ),
    "written": (
        "You will get a written estimate by {day}.",
        "Recibirá un estimado por escrito a más tardar el {day}.",
    ),
    "price_unknown": (
        "We do not have the price of {service} at hand; tell us what you need, and we will send it in "
        "writing by {day}.",
        "No tenemos a mano el precio de {service}; díganos qué necesita y se lo enviaremos por escrito a "
        "más tardar el {day}.",
    ),
    "has_insurance": (
        "You do have {plan} on file; with it the price may be another.",
        "Usted sí tiene {plan} registrado; con él el precio puede ser otro.",
    ),
    "above": (
        "We billed {billed}; the estimate said {estimated}. The difference is {amount}.",
        "Cobramos {billed}; el estimado decía {estimated}. La diferencia es {amount}.",
    ),
    "not_above": (
        "We billed {billed}; the estimate said {estimated}. The bill is not above it.",
        "Cobramos {billed}; el estimado decía {estimated}. La cuenta no es más alta.",
    ),
    "share_above": (
        "Your share is {billed}; the estimate said {estimated}. The difference is {amount}.",
        "Su parte es {billed}; el estimado decía {estimated}. La diferencia es {amount}.",
    ),
    "share_not_above": (
        "Your share is {billed}; the estimate said {estimated}. The bill is not above it.",
        "Su parte es {billed}; el estimado decía {estimated}. La cuenta no es más alta.",
    ),
    "may_dispute": (
        "Because it is $400 or more, you may dispute it within 120 days of the bill, until {day}.",
        "Como es de $400 o más, usted puede disputarla en 120 días desde la factura, hasta el {day}.",
    ),
    "may_dispute_later": (
        "Because it is $400 or more, you may dispute it within 120 days of the first bill.",
        "Como es de $400 o más, usted puede disputarla en 120 días desde la primera factura.",
    ),
    "dispute_rule": (
        "If you have no insurance and a bill is $400 or more above the written estimate, you may dispute "
        "it within 120 days.",
        "Si no tiene seguro y una cuenta supera el estimado escrito por $400 o más, puede disputarla en "
        "120 días.",
    ),
    "review": (
        "We will review it now and call you by {day}.",
        "La revisaremos ahora y le llamaremos a más tardar el {day}.",
    ),
    "estimate_unknown": (
        "We find no estimate for that visit on file. Please send us yours; we will compare and call you by "
        "{day}.",
        "No encontramos un estimado de esa consulta. Por favor, envíenos el suyo; lo compararemos y le "
        "llamaremos a más tardar el {day}.",
    ),
})  # fmt: skip

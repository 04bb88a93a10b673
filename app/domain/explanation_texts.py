"""Every sentence that explains money, in English and in Spanish (usted), at a reading level of grade 6 to 8.

Each entry is (English, Spanish); the words in braces are filled by `app.domain.explanations`.
"""

LANGUAGES = ("en", "es")

ITEM_TEXTS: dict[str, tuple[str, str]] = {
    "charged": ("We charged {billed}.", "Cobramos {billed}."),
    "self_pay": (
        "We charged {billed}. No insurance was billed for this visit.",
        "Cobramos {billed}. No se envió a ningún seguro.",
    ),
    "fee": (
        "Your check came back unpaid. The policy you signed has a fee of {billed} for that.",
        "Su cheque fue devuelto sin pagar. La política que usted firmó tiene un cargo de {billed} por eso.",
    ),
    "moved": (
        "We charged {billed} and sent the claim to your insurance. What is left is yours.",
        "Cobramos {billed} y enviamos el reclamo a su seguro. Lo que queda le corresponde a usted.",
    ),
    "allowed_and_paid": (
        "{payer} allowed {allowed} of the {billed} we charged and paid {paid}.",
        "{payer} aprobó {allowed} de los {billed} que cobramos y pagó {paid}.",
    ),
    "allowed": (
        "{payer} allowed {allowed} of the {billed} we charged.",
        "{payer} aprobó {allowed} de los {billed} que cobramos.",
    ),
    "paid_of_charge": (
        "{payer} paid {paid} of the {billed} we charged.",
        "{payer} pagó {paid} de los {billed} que cobramos.",
    ),
    "paid_nothing": (
        "{payer} paid nothing of the {billed} we charged.",
        "{payer} no pagó nada de los {billed} que cobramos.",
    ),
    "denied": (
        "{payer} did not approve the {billed} we charged.",
        "{payer} no aprobó los {billed} que cobramos.",
    ),
    "then_paid": ("{payer} then paid {paid}.", "Después, {payer} pagó {paid}."),
    "then_nothing": ("{payer} then paid nothing.", "Después, {payer} no pagó nada."),
    "then_denied": ("{payer} did not approve the rest.", "{payer} no aprobó el resto."),
    "discount": (
        "Your plan's discount takes off {amount}.",
        "El descuento de su plan le quita {amount}.",
    ),
    "other_adjustment": (
        "Another {amount} was taken off; you do not owe it.",
        "Se quitaron otros {amount}; usted no los debe.",
    ),
    "other_adjustment_alone": (
        "{amount} was taken off; you do not owe it.",
        "Se quitaron {amount}; usted no los debe.",
    ),
    "taken_back": (
        "Your insurance has taken back {amount} of what it had paid.",
        "Su seguro recuperó {amount} de lo que había pagado.",
    ),
    "withdrawn": (
        "An earlier answer of your insurance no longer counts; they are deciding again.",
        "Una respuesta anterior de su seguro ya no vale; están decidiendo de nuevo.",
    ),
    "check_returned": (
        "Your check for {amount} of this came back unpaid, so it does not count as paid.",
        "Su cheque por {amount} de esto fue devuelto sin pagar, así que no cuenta como pago.",
    ),
    "refused_part": ("{payer} did not approve {amount} of it.", "{payer} no aprobó {amount} de eso."),
    "insurance_refunded": (
        "We gave {amount} back to your insurance, which had paid too much.",
        "Devolvimos {amount} a su seguro, que había pagado de más.",
    ),
    "deductible": (
        "{amount} went to your deductible",
        "{amount} se aplicaron a su deducible",
    ),
    "coinsurance": (
        "{amount} is your share of the cost (coinsurance)",
        "{amount} son su parte del costo (coseguro)",
    ),
    "coinsurance_percent": (
        "{percent}% of the allowed price is {amount} (coinsurance)",
        "el {percent}% del precio aprobado es {amount} (coseguro)",
    ),
    "coinsurance_percent_rest": (
        "{percent}% of the rest is {amount} (coinsurance)",
        "el {percent}% del resto es {amount} (coseguro)",
    ),
    "copay": ("{amount} is your copay", "{amount} son su copago"),
    "not_covered": (
        "{amount} is for care your plan does not cover",
        "{amount} son por atención que su plan no cubre",
    ),
    "other": (
        "{amount} is another part your plan leaves to you",
        "{amount} son otra parte que su plan le deja a usted",
    ),
    "written_off": ("We took {amount} off your bill.", "Le quitamos {amount} de su cuenta."),
    "you_paid": ("You have paid {amount}.", "Usted ya pagó {amount}."),
    "you_owe": ("You owe {amount}.", "Usted debe {amount}."),
    "overpaid": (
        "You have paid {amount} too much; it is a credit on your account.",
        "Usted pagó {amount} de más; es un crédito en su cuenta.",
    ),
    "nothing_owed": ("You owe nothing for this.", "Usted no debe nada por esto."),
    "waiting": (
        "We sent the claim to {payer}; it has been with them since {since}. Please do not pay yet.",
        "Enviamos el reclamo a {payer}; está con ellos desde el {since}. Por favor, no pague todavía.",
    ),
    "waiting_undated": (
        "We are preparing the claim to {payer}; {amount} is for them to decide. "
        "Please do not pay that part yet.",
        "Estamos preparando el reclamo a {payer}; ellos deben decidir sobre {amount}. "
        "Por favor, no pague esa parte todavía.",
    ),
    "under_review": (
        "We have been working on {amount} of this with {payer} since {since}. It is under review: "
        "please do not pay that part now.",
        "Trabajamos con {payer} en {amount} de esto desde el {since}. Está en revisión: "
        "por favor, no pague esa parte ahora.",
    ),
    "rest_waiting": (
        "{amount} has been with {payer} since {since}. Please do not pay that part yet.",
        "{amount} están con {payer} desde el {since}. Por favor, no pague esa parte todavía.",
    ),
    "working_on_it": (
        "We are working on {amount} of this with {payer}. Nothing is asked of you for it now.",
        "Estamos resolviendo {amount} de esto con {payer}. Por ahora no se le pide nada por eso.",
    ),
    "your_insurance": ("your insurance", "su seguro"),
    "equation_billed": ("Billed {amount}", "Cobrado {amount}"),
    "equation_discount": ("plan's discount {amount}", "descuento del plan {amount}"),
    "equation_other": ("other taken off {amount}", "otras rebajas {amount}"),
    "equation_insurance": ("insurance paid {amount}", "pagó el seguro {amount}"),
    "equation_written_off": ("we took off {amount}", "le quitamos {amount}"),
    "equation_you_paid": ("you paid {amount}", "usted pagó {amount}"),
    "equation_waiting": ("with insurance {amount}", "con el seguro {amount}"),
    "equation_yours": ("yours {amount}", "le toca a usted {amount}"),
}

ACCOUNT_TEXTS: dict[str, tuple[str, str]] = {
    "owes": ("You owe {amount} now.", "Usted debe {amount} ahora."),
    "owes_for_many": (
        "You owe {amount} now, for {count} services.",
        "Usted debe {amount} ahora, por {count} servicios.",
    ),
    "nothing": ("You owe nothing now.", "Usted no debe nada ahora."),
    "with_insurance": (
        "{amount} is still with your insurance; please do not pay that part yet.",
        "{amount} siguen con su seguro; por favor, no pague esa parte todavía.",
    ),
    "credit": (
        "You have a credit of {amount} with us; it is not taken off the amount above.",
        "Usted tiene un crédito de {amount} con nosotros; no está descontado de la cantidad anterior.",
    ),
    "credit_only": (
        "You have a credit of {amount} with us.",
        "Usted tiene un crédito de {amount} con nosotros.",
    ),
    "last_payment": (
        "Your last payment was {amount} on {paid_on}. Thank you.",
        "Su último pago fue de {amount} el {paid_on}. Gracias.",
    ),
}

EXCLUDED_TEXTS: dict[str, tuple[str, str]] = {
    "do_not_bill": (
        "The account is marked “do not bill”.",
        "La cuenta está marcada «no enviar facturas».",
    ),
    "deceased": (
        "The person has died; name a contact for the estate before any bill is sent.",
        "La persona falleció; indique un contacto de la sucesión antes de enviar una factura.",
    ),
    "bankruptcy": (
        "A bankruptcy notice is on file; no bill may be sent.",
        "Hay un aviso de bancarrota; no se puede enviar ninguna factura.",
    ),
    "credit_balance": (
        "The account has a credit that covers what is owed. Use or refund the credit first.",
        "La cuenta tiene un crédito que cubre lo que se debe. Primero use o devuelva el crédito.",
    ),
    "bill_anew": (
        "A visit went to an insurance that had ended, and another was in force. Bill it anew first, on the "
        "patient’s Insurance page.",
        "Una visita se cobró a un seguro que ya había terminado, y otro estaba vigente. Primero cóbrela al "
        "otro, en la página Insurance del paciente.",
    ),
    "with_insurer": (
        "Everything open is still with an insurer.",
        "Todo lo pendiente sigue con una aseguradora.",
    ),
    "nothing_owed": ("Nothing is owed.", "No se debe nada."),
    "below_minimum": (
        "The amount is below the smallest one that is mailed; it waits for the next statement.",
        "La cantidad es menor que el mínimo que se envía; espera al próximo estado de cuenta.",
    ),
    "bad_address": (
        "There is no address the post can deliver to. Ask for the address.",
        "No hay una dirección a la que llegue el correo. Pida la dirección.",
    ),
    "billed_recently": (
        "A statement went out within this cycle and nothing has changed since.",
        "Ya se envió un estado de cuenta en este ciclo y nada ha cambiado.",
    ),
    "enough_mailings": (
        "Enough statements went out without a payment. Look at the account and decide by hand.",
        "Ya se enviaron suficientes estados de cuenta sin recibir pago. Revise la cuenta y decida.",
    ),
    "unprintable": (
        "A name or text on it cannot be printed. Fix what is named and run again.",
        "Un nombre o texto no se puede imprimir. Corrija lo indicado y repita.",
    ),
}

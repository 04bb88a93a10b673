"""The fixed words of the front desk's papers, in English and in Spanish (usted)."""

DESK_LABELS: dict[str, tuple[str, str]] = {
    "page": ("Page {page} of {pages}", "Página {page} de {pages}"),
    "printed": ("Printed", "Impreso"),
    "number": ("Chart number", "N.º de expediente"),
    "signature": ("Signature", "Firma"),
    "date": ("Date", "Fecha"),
    "name": ("Name", "Nombre"),
    "birth_date": ("Birth date", "Fecha de nacimiento"),
    "address": ("Address", "Dirección"),
    "phone": ("Phone", "Teléfono"),
    "patient": ("Patient", "Paciente"),
    # Superbill
    "superbill": ("SUPERBILL", "RECIBO MÉDICO"),
    "superbill_for": ("For the patient’s own claim", "Para el reclamo del paciente"),
    "visit_on": ("Date of service", "Fecha de servicio"),
    "insurance": ("Insurance", "Seguro"),
    "member_id": ("Member ID", "N.º de miembro"),
    "not_on_file": ("not on file", "no registrado"),
    "provider": ("Provider", "Proveedor"),
    "npi": ("NPI {npi}", "NPI {npi}"),
    "group_npi": ("Practice NPI", "NPI del consultorio"),
    "license": ("License {license}", "Licencia {license}"),
    "place": ("Place of service", "Lugar de servicio"),
    "diagnoses": ("Diagnoses (ICD-10-CM)", "Diagnósticos (ICD-10-CM)"),
    "code": ("Code", "Código"),
    "modifiers": ("Mod.", "Mod."),
    "service": ("Service", "Servicio"),
    "pointers": ("Diag.", "Diag."),
    "units": ("Units", "Unid."),
    "pos": ("POS", "Lugar"),
    "charge": ("Charge", "Cargo"),
    "total": ("Total charges", "Total de cargos"),
    "paid": ("Paid {paid_on}, {method}", "Pagado {paid_on}, {method}"),
    "taken_off": ("Insurance and discounts", "Seguro y descuentos"),
    "balance": ("Balance", "Saldo"),
    "provider_signature": ("Provider’s signature", "Firma del proveedor"),
    "no_claim": (
        "This is not a claim, and no payment is assigned to the practice. Send it to your insurance with its "
        "own form.",
        "Este papel no es un reclamo y no cede ningún pago al consultorio. Envíelo a su seguro con el "
        "formulario de ellos.",
    ),
    # Registration form
    "registration": ("REGISTRATION", "REGISTRO"),
    "registration_update": ("UPDATE OF YOUR DATA", "ACTUALIZACIÓN DE DATOS"),
    "write_clearly": (
        "Please print clearly and sign at the four places below.",
        "Escriba con letra clara y firme en los cuatro lugares de abajo.",
    ),
    "correct_it": (
        "Please check each line, cross out what is wrong, write what is right, and sign at the four "
        "places below.",
        "Revise cada línea, tache lo incorrecto, escriba lo correcto y firme en los cuatro lugares de abajo.",
    ),
    "person": ("1  Patient", "1  Paciente"),
    "sex": ("Sex", "Sexo"),
    "phone2": ("Other phone", "Otro teléfono"),
    "email": ("E-mail", "Correo electrónico"),
    "language": ("Language", "Idioma"),
    "guarantor": ("2  Who pays the bill", "2  Quién paga la cuenta"),
    "first_insurance": ("3  First insurance", "3  Primer seguro"),
    "second_insurance": ("4  Second insurance", "4  Segundo seguro"),
    "plan": ("Insurance and plan", "Seguro y plan"),
    "group_number": ("Group number", "N.º de grupo"),
    "holder": ("Card holder", "Titular"),
    "holder_birth_date": ("Holder’s birth date", "Nacimiento del titular"),
    "relationship": ("Patient is the holder’s", "El paciente es del titular"),
    "self": ("self", "titular"),
    "spouse": ("spouse", "cónyuge"),
    "child": ("child", "hijo o hija"),
    "other": ("other", "otro"),
    "emergency": ("5  In an emergency, call", "5  En una emergencia, llamar a"),
    "how_related": ("Relationship", "Parentesco"),
    "agreements": ("6  Agreements, each signed by itself", "6  Acuerdos, cada uno con su firma"),
    "release_head": ("Release of information", "Entrega de información"),
    "release": (
        "You may give my insurance the medical and other facts it needs to decide on my claims.",
        "Pueden dar a mi seguro los datos médicos y otros que necesite para decidir mis reclamos.",
    ),
    "assignment_head": ("Assignment of benefits", "Cesión de beneficios"),
    "assignment": (
        "My insurance may pay the practice directly for the care that it bills for me.",
        "Mi seguro puede pagar directamente al consultorio por la atención que factura por mí.",
    ),
    "responsibility_head": ("Financial responsibility", "Responsabilidad de pago"),
    "responsibility": (
        "I owe what my insurance leaves to me under its rules: copays, deductible, coinsurance, and "
        "care it does "
        "not cover when I was told so beforehand.",
        "Yo debo lo que mi seguro me deja según sus reglas: copagos, deducible, coaseguro y la "
        "atención que no "
        "cubre cuando me lo avisaron antes.",
    ),
    "contact_head": ("Consent to be contacted", "Permiso para comunicarse"),
    "contact": (
        "You may reach me about visits and bills by:  ☐ call  ☐ voice message  ☐ text  ☐ e-mail  "
        "☐ mail. I can change this at any time.",
        "Pueden comunicarse sobre visitas y cuentas por:  ☐ llamada  ☐ mensaje de voz  ☐ texto   "
        "☐ correo electrónico  ☐ correo. Puedo cambiarlo cuando quiera.",
    ),
    "signed_by": (
        "Signature of patient or person who may sign",
        "Firma del paciente o de quien puede firmar",
    ),
    "en": ("English", "inglés"),
    "es": ("Spanish", "español"),
    # Advance notice (ABN); headings of the blanks as on the form
    "abn": (
        "Advance Beneficiary Notice of Noncoverage (ABN)",
        "Aviso anticipado de no cobertura al beneficiario (ABN)",
    ),
    "abn_a": ("A. Notifier:", "A. Notificador:"),
    "abn_b": ("B. Patient Name:", "B. Nombre del paciente:"),
    "abn_c": ("C. Identification Number:", "C. Número de identificación:"),
    "abn_d": ("D. Service", "D. Servicio"),
    "abn_e": ("E. Reason Medicare May Not Pay:", "E. Razón por la que Medicare podría no pagar:"),
    "abn_f": ("F. Estimated Cost", "F. Costo estimado"),
    "abn_g": ("G. OPTIONS: Check only one box. We cannot choose for you.",
              "G. OPCIONES: Marque solo una casilla. No podemos elegir por usted."),
    "abn_h": ("H. Additional Information:", "H. Información adicional:"),
    "abn_i": ("I. Signature:", "I. Firma:"),
    "abn_j": ("J. Date:", "J. Fecha:"),
    "abn_note": (
        "NOTE: If Medicare does not pay for the service under D, you may have to pay. Medicare does "
        "not pay for "
        "everything, even when you or your provider have good reason to want it. We expect that "
        "Medicare may not "
        "pay for it.",
        "NOTA: Si Medicare no paga el servicio de D, es posible que usted tenga que pagarlo. "
        "Medicare no paga todo, "
        "aunque usted o su proveedor tengan una buena razón. Creemos que Medicare podría no pagarlo.",
    ),
    "abn_now": ("WHAT YOU NEED TO DO NOW:", "QUÉ DEBE HACER AHORA:"),
    "abn_do": (
        "Read this notice, ask us whatever you want to know, and tick one option below. If you tick "
        "option 1 or 2, "
        "we may help you use other insurance that you have, but Medicare cannot make us do so.",
        "Lea este aviso, pregúntenos lo que quiera saber y marque una opción abajo. Si marca la "
        "opción 1 o 2, "
        "podemos ayudarle a usar otro seguro que tenga, pero Medicare no puede exigirlo.",
    ),
    "abn_1": ("OPTION 1", "OPCIÓN 1"),
    "abn_1_words": (
        "I want the service under D. You may ask me to pay now, and I also want Medicare billed so "
        "that it decides. "
        "If Medicare does not pay, I must pay, and I can appeal to Medicare. If Medicare pays, you "
        "return what I "
        "paid, less copays and deductible.",
        "Quiero el servicio de D. Pueden pedirme que pague ahora, y también quiero que se facture a "
        "Medicare para "
        "que decida. Si Medicare no paga, debo pagar y puedo apelar ante Medicare. Si Medicare paga, "
        "me devuelven "
        "lo que pagué, menos copagos y deducible.",
    ),
    "abn_2": ("OPTION 2", "OPCIÓN 2"),
    "abn_2_words": (
        "I want the service under D, but do not bill Medicare. You may ask me to pay now. I must "
        "pay, and I cannot "
        "appeal, because Medicare is not billed.",
        "Quiero el servicio de D, pero no facturen a Medicare. Pueden pedirme que pague ahora. Debo "
        "pagar y no "
        "puedo apelar, porque no se factura a Medicare.",
    ),
    "abn_3": ("OPTION 3", "OPCIÓN 3"),
    "abn_3_words": (
        "I do not want the service under D. I do not have to pay, and I cannot appeal to see whether "
        "Medicare would "
        "pay.",
        "No quiero el servicio de D. No tengo que pagar y no puedo apelar para saber si Medicare pagaría.",
    ),
    "abn_ours": (
        "This notice gives our opinion; it is not a decision of Medicare. Questions about this "
        "notice or about "
        "Medicare bills: 1-800-MEDICARE (1-800-633-4227, TTY 1-877-486-2048).",
        "Este aviso da nuestra opinión; no es una decisión de Medicare. Preguntas sobre este aviso o "
        "sobre cuentas "
        "de Medicare: 1-800-MEDICARE (1-800-633-4227, TTY 1-877-486-2048).",
    ),
    "abn_signing": (
        "Signing below means that you received this notice and understand it. You may ask for a copy.",
        "Su firma abajo significa que recibió este aviso y lo entiende. Puede pedir una copia.",
    ),
    "abn_form": ("Form {form} (edition {edition})", "Formulario {form} (edición {edition})"),
    "abn_facsimile": (
        "Facsimile of layout: use the CMS form for signature.",
        "Copia del formato: use el formulario de CMS para firmar.",
    ),
}  # fmt: skip


def desk_label(key: str, language: str, **words: object) -> str:
    """Give a fixed word or sentence in the paper's language, with its blanks filled."""
    return DESK_LABELS[key][language == "es"].format(**words)

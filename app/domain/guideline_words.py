"""What guidelines say of a service, to read out to a patient or to print, in English and in Spanish (usted).

A record's own words for patients go before the ones made here. Each answer says when it was read, warns where
it must be looked up again, and ends with the sentence that it is no promise of payment.
"""

from datetime import date

from app.domain.date_entry import format_date
from app.domain.explanation_texts import LANGUAGES
from app.domain.guidelines import Answer, Approval, Aspect, Guideline, GuidelineAnswer, Period, is_due
from app.domain.service_counts import CountBy

_TEXTS: dict[str, tuple[str, str]] = {
    "insurer": ("your insurance", "su seguro"),
    "covered": (
        "Our notes say that {insurer} covers this service.",
        "Según nuestras notas, {insurer} cubre este servicio.",
    ),
    "covered_if": (
        "Our notes say that {insurer} covers this service only under certain conditions.",
        "Según nuestras notas, {insurer} cubre este servicio solo bajo ciertas condiciones.",
    ),
    "conditions": ("The conditions: {conditions}.", "Pregúntenos cuáles son las condiciones."),
    "not_covered": (
        "Our notes say that {insurer} does not cover this service. You may have to pay for it yourself.",
        "Según nuestras notas, {insurer} no cubre este servicio. Es posible que usted tenga que pagarlo.",
    ),
    "bundled": (
        "Our notes say that {insurer} pays for this service as part of another one, not by itself.",
        "Según nuestras notas, {insurer} paga este servicio como parte de otro, no por separado.",
    ),
    "unknown": (
        "We do not know yet whether {insurer} covers this service. We will ask and tell you.",
        "Todavía no sabemos si {insurer} cubre este servicio. Vamos a preguntar y le avisaremos.",
    ),
    "approval_no": ("No approval is needed beforehand.", "No se necesita una aprobación previa."),
    "approval_always": (
        "Your insurance must approve it beforehand. Our office asks for the approval.",
        "Su seguro debe aprobarlo antes. Nuestro consultorio pide la aprobación.",
    ),
    "approval_after": (
        "After {count}, your insurance must approve it beforehand. Our office asks for the approval.",
        "Después de {count}, su seguro debe aprobarlo antes. Nuestro consultorio pide la aprobación.",
    ),
    "referral": (
        "You need a referral from your doctor for it.",
        "Usted necesita una referencia de su médico para esto.",
    ),
    "no_referral": ("No referral is needed.", "No se necesita una referencia."),
    "frequency": ("Your insurance pays for at most {count}.", "Su seguro paga como máximo {count}."),
    "read_on": ("We last checked this on {day}.", "Lo revisamos por última vez el {day}."),
    "overdue": (
        "It is time to check this again, so it may have changed. We will ask your insurance.",
        "Ya es hora de revisarlo otra vez, así que puede haber cambiado. Vamos a preguntar a su seguro.",
    ),
    "hinges": (
        "It can be otherwise for some diagnoses or ages.",
        "Puede ser distinto con algunos diagnósticos o edades.",
    ),
    "no_promise": ("This is not a promise of payment.", "Esto no es una promesa de pago."),
}
_PERIODS = {
    Period.DAY: ("a day", "por día"),
    Period.MONTH: ("a month", "por mes"),
    Period.YEAR: ("a calendar year", "por año calendario"),
    Period.LIFETIME: ("in a lifetime", "en toda la vida"),
}
_COUNTED = {
    CountBy.VISITS: (("visit", "visits"), ("visita", "visitas")),
    CountBy.UNITS: (("unit", "units"), ("unidad", "unidades")),
}


def patient_answer(answer: GuidelineAnswer, today: date, language: str, insurer: str = "") -> str:
    """Say to a patient what the records say of a service; `language` is `en` or `es`.

    A record's own words stand for every aspect that it decides. Without a name the insurer is `your
    insurance`.
    """
    place = LANGUAGES.index(language)
    decider = answer.decided_by.get(Aspect.ANSWER.value) if answer.is_known else None
    own = _own_words(decider, place)
    name = insurer or _TEXTS["insurer"][place]
    sentences = [own or _coverage(answer, name, place)]
    for aspect, say in _ASPECTS.items():
        record = answer.decided_by.get(aspect.value)
        if record is not None and not (own and record is decider):
            sentences.append(say(record, place))
    if answer.hinging and answer.is_known:
        sentences.append(_TEXTS["hinges"][place])
    sentences += _reading(answer, decider, today, place)
    return " ".join(sentence for sentence in (*sentences, _TEXTS["no_promise"][place]) if sentence)


def approval_answer(answer: GuidelineAnswer, today: date, language: str) -> str:
    """Say to a patient whether an approval is needed beforehand; empty where no record tells of it."""
    place = LANGUAGES.index(language)
    record = answer.decided_by.get(Aspect.APPROVAL.value)
    if record is None:
        return ""
    sentences = (_approval(record, place), *_reading(answer, record, today, place))
    return " ".join((*sentences, _TEXTS["no_promise"][place]))


def _own_words(guideline: Guideline | None, place: int) -> str:
    if guideline is None:
        return ""
    said = (guideline.patient_en, guideline.patient_es)[place].strip()
    return said if not said or said.endswith((".", "!", "?")) else f"{said}."


def _coverage(answer: GuidelineAnswer, insurer: str, place: int) -> str:
    said = _TEXTS[(answer.answer if answer.is_known else Answer.UNKNOWN).value][place].format(insurer=insurer)
    decider = answer.decided_by.get(Aspect.ANSWER.value)
    conditions = decider.conditions.strip().rstrip(".") if decider is not None else ""
    if answer.answer is not Answer.CONDITIONAL or not conditions:
        return said
    return f"{said} {_TEXTS['conditions'][place].format(conditions=conditions)}"


def _approval(guideline: Guideline, place: int) -> str:
    count = _count(guideline, guideline.approval_after or 0, place)
    keys = {
        Approval.NOT_NEEDED: "approval_no",
        Approval.ALWAYS: "approval_always",
        Approval.AFTER: "approval_after",
    }
    return _TEXTS[keys[guideline.approval]][place].format(count=count)


def _referral(guideline: Guideline, place: int) -> str:
    return _TEXTS["referral" if guideline.referral else "no_referral"][place]


def _frequency(guideline: Guideline, place: int) -> str:
    return _TEXTS["frequency"][place].format(count=_count(guideline, guideline.most or 0, place))


def _count(guideline: Guideline, most: int, place: int) -> str:
    word = _COUNTED[guideline.count_by][place][most != 1]
    return f"{most} {word} {_PERIODS[guideline.period][place]}"


def _reading(answer: GuidelineAnswer, decider: Guideline | None, today: date, place: int) -> list[str]:
    """Say when what decides was read, and that it is old where any record that decides is."""
    said = []
    if decider is not None and decider.confirmed_on is not None:
        said.append(_TEXTS["read_on"][place].format(day=format_date(decider.confirmed_on)))
    if any(is_due(each, today) for each in answer.decided_by.values()):
        said.append(_TEXTS["overdue"][place])
    return said


_ASPECTS = {Aspect.APPROVAL: _approval, Aspect.REFERRAL: _referral, Aspect.FREQUENCY: _frequency}

"""What must be known before the first word is said, as chips in the header."""

from datetime import date

from app.domain.coming_of_age import check_coming_of_age
from app.domain.completeness import Completeness, check_patient_record, is_stale
from app.domain.date_entry import age_on, format_date
from app.domain.findings import Severity
from app.queries.patient_records import PatientRecord
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind


def chips_of(record: PatientRecord, today: date) -> tuple[Chip, ...]:
    """The alerts of a record, the most urgent first."""
    lacks = check_patient_record(record.facts, today)
    alerts = (
        (record.deceased_on is not None, ChipKind.DENIED, "Deceased"),
        (record.confidential, ChipKind.DISPUTE, "Confidential"),
        (not lacks.may_bill, ChipKind.DENIED, f"Cannot be billed: {missing(lacks)}"),
        (record.no_checks, ChipKind.DENIED, "No checks"),
        (bool(record.above_estimate), ChipKind.DISPUTE, "Bill above its estimate"),
        (record.facts.returned_mail, ChipKind.DENIED, "Mail came back"),
        (bool(check_coming_of_age(record.family, today)), ChipKind.DUE, _coming_of_age(record, today)),
        (is_stale(record.facts.confirmed_on, today), ChipKind.DUE, "Confirm address and insurance"),
    )
    return tuple(Chip(kind, word) for is_so, kind, word in alerts if is_so)


def missing(lacks: Completeness) -> str:
    """Say how many things block a bill: `2 things missing`."""
    blocking = {gap.text for gap in (*lacks.to_see, *lacks.to_bill) if gap.severity is Severity.ERROR}
    return f"{len(blocking)} thing{'' if len(blocking) == 1 else 's'} missing"


def age_and_sex(birth_date: date | None, sex: str, today: date) -> str:
    """Write `65 F`, or months for a baby."""
    if birth_date is None:
        return sex or "age not known"
    years = age_on(birth_date, today)
    months = (today.year - birth_date.year) * 12 + today.month - birth_date.month
    months -= today.day < birth_date.day
    age = f"{years}" if years >= 2 else f"{max(months, 0)} months"
    return f"{age} {sex}".strip()


def _coming_of_age(record: PatientRecord, today: date) -> str:
    born = record.family.birth_date
    if born is None:
        return ""
    turned = age_on(born, today) >= 18
    when = format_date(born)[:5]
    count = record.family.open_claims
    claims = f", {count} claim{'' if count == 1 else 's'} open" if count else ""
    return f"Turned 18 on {when}{claims}" if turned else f"Turns 18 on {when}{claims}"

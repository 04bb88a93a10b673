"""Advance notices to Medicare patients: which were given, and what a new one is filled with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.advance_notice import DEFAULT_EDITION, NoticedService
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.adjudications import policies_in_order
from app.queries.asking import asks
from app.queries.office_lists import find_setting
from app.queries.record_facts import day
from app.queries.superbills import service_names

FORM_SETTING, EDITION_SETTING = "abn_form", "abn_edition"
MEDICARE = "medicare"


@dataclass(frozen=True, slots=True)
class AdvanceNoticeLine:
    """A notice that was given; `option` is empty and `signed_on` None while it is not signed."""

    id: int
    version: int
    visit_id: int | None
    codes: tuple[str, ...]
    reason: str
    estimate: Money
    issued_on: date
    option: str
    signed_on: date | None
    file_id: int

    @property
    def is_signed(self) -> bool:
        """Tell whether the patient has chosen and signed."""
        return self.signed_on is not None


@dataclass(frozen=True, slots=True)
class NoticeSetUp:
    """What the practice has set: the form's edition, and the languages for which it has the blank form."""

    edition: str
    has_form: tuple[str, ...]


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_advance_notices(patient_id: int) -> tuple[AdvanceNoticeLine, ...]:
    """The notices given to a patient, the newest first."""
    rows = select(
        "select id, version, visit_id, codes, reason, estimate_cents, issued_on, option, signed_on, file_id "
        "from advance_notice where patient_id = ? order by id desc",
        patient_id,
    )
    return tuple(
        AdvanceNoticeLine(
            notice,
            version,
            visit,
            tuple(codes.split()),
            reason,
            Money(cents),
            date.fromisoformat(issued),
            option or "",
            day(signed),
            file,
        )
        for notice, version, visit, codes, reason, cents, issued, option, signed, file in rows
    )


@asks(Right.SEE_OFFICE)
def find_notice_set_up() -> NoticeSetUp:
    """The form's edition as set, and the languages whose blank form is loaded."""
    loaded = tuple(language for language in ("en", "es") if find_setting(form_setting(language)))
    return NoticeSetUp(find_setting(EDITION_SETTING) or DEFAULT_EDITION, loaded)


@asks(Right.SEE_OFFICE)
def find_notice_form(language: str) -> bytes | None:
    """The practice's own blank form for a language, None where none is loaded."""
    rows = select(
        "select content from stored_file where id = ? and kind = ?",
        find_setting(form_setting(language)),
        FORM_SETTING,
    )
    return bytes(rows[0][0]) if rows else None


def form_setting(language: str) -> str:
    """The name of the setting that holds the kept form of a language."""
    return f"{FORM_SETTING}_{language}"


def noticed_services(codes: Sequence[str], language: str) -> tuple[NoticedService, ...]:
    """Codes with the practice's own names, in the order given."""
    names = service_names(codes, language)
    return tuple(NoticedService(code, names.get(code, "")) for code in codes)


def has_medicare(patient_id: int, on: date) -> bool:
    """Tell whether one of the patient's policies in force is Original Medicare's."""
    policies = policies_in_order(patient_id, on)
    marks = ", ".join("?" * len(policies))
    rows = select(
        "select 1 from policy o join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
        f"where o.id in ({marks}) and y.form_kind = '{MEDICARE}' "
        "and y.line_of_business <> 'medicare_advantage' limit 1",
        *policies,
    )
    return bool(rows)

"""Advance notices (ABN): given to a Medicare patient before a service, and signed with his choice."""

from dataclasses import dataclass
from datetime import date

from app.documents.advance_notice import draw_advance_notice, draw_notice_on_form
from app.documents.fonts import list_drawable
from app.documents.notice_blanks import find_notice_blanks
from app.domain.advance_notice import AdvanceNotice, check_advance_notice, read_option
from app.domain.errors import InputError, RuleError
from app.domain.money import Money
from app.domain.paper_checks import require_printable
from app.domain.people import PersonName
from app.domain.rights import Right
from app.models.notices import AdvanceNotice as NoticeRow
from app.models.office import Setting
from app.models.records import Patient
from app.queries.letterheads import find_letterhead
from app.queries.notices import (
    FORM_SETTING,
    find_notice_form,
    find_notice_set_up,
    form_setting,
    has_medicare,
    noticed_services,
)
from app.queries.visits import find_visit
from app.services.desk_papers import keep_paper
from app.services.files import NewFile, keep_file, paper_mark
from app.services.papers import PrintedPaper
from app.services.rows import change_row, fetch
from app.services.session import Session

NOTICE = "advance_notice"


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """A notice to be given: the services' codes, why Medicare may not pay, and what they cost together."""

    patient_id: int
    codes: tuple[str, ...]
    reason: str
    estimate: Money | None
    visit_id: int | None = None
    more: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class IssuedNotice:
    """A notice given: its id, the paper, and whether it is on the practice's own CMS form."""

    id: int
    paper: PrintedPaper
    on_form: bool


def issue_advance_notice(session: Session, entry: NoticeEntry) -> IssuedNotice:
    """Draw and keep a notice, on the practice's own form where one is loaded for the language.

    Refused for a patient without Original Medicare, and while a blank is empty.
    """
    session.require(Right.EDIT_PATIENT, patient=entry.patient_id)
    with session.transaction() as transaction:
        notice = _compose(session, entry)
        require_printable(notice, check_advance_notice(notice), list_drawable())
        form = find_notice_form(entry.language)
        mark = paper_mark()
        pdf = draw_notice_on_form(notice, form, mark) if form else draw_advance_notice(notice, mark)
        name = f"abn-{notice.identification}-{notice.issued_on}.pdf"
        kept = NewFile(NOTICE, name, pdf, "patient", entry.patient_id, entry.patient_id)
        facts = {"codes": entry.codes, "estimate": notice.estimate, "edition": notice.edition}
        paper = keep_paper(transaction, kept, facts)
        row = NoticeRow.create(
            patient=entry.patient_id,
            visit=entry.visit_id,
            codes=" ".join(entry.codes),
            reason=notice.reason,
            estimate=notice.estimate,
            edition=notice.edition,
            issued_on=notice.issued_on,
            file=paper.file_id,
            user=session.user.id,
        )
        transaction.record("notice", row.id, "issue_notice", patient=entry.patient_id, after=facts)
        return IssuedNotice(int(row.id), paper, form is not None)


@dataclass(frozen=True, slots=True)
class NoticeSignature:
    """What came back on the paper: the option that the patient ticked, and the day he signed."""

    option: str
    signed_on: date


def record_notice_signature(
    session: Session, patient_id: int, notice_id: int, version: int, signature: NoticeSignature
) -> None:
    """Record a patient's choice and signature; a notice is signed once."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    row = fetch(NoticeRow, notice_id, "notice")
    signed_on = signature.signed_on
    if row.patient_id != patient_id:
        raise InputError("That notice does not belong to this patient. Open the patient again.")
    read_option(signature.option)
    if row.signed_on is not None:
        raise RuleError("This notice is signed already. Nothing was changed. Give a new notice instead.")
    if not row.issued_on <= signed_on <= session.today():
        raise InputError(
            f"The patient signs between {row.issued_on:%m/%d/%Y}, when it was printed, and today. "
            "Check the date on the paper."
        )
    with session.transaction() as transaction:
        values = {"option": signature.option, "signed_on": signed_on}
        change_row(transaction, NoticeRow, notice_id, version, values, what="notice", patient=patient_id)


def keep_notice_form(session: Session, language: str, name: str, content: bytes) -> None:
    """Keep the practice's own blank form CMS-R-131, on which notices of this language are printed."""
    session.require(Right.SET_UP_OFFICE)
    find_notice_blanks(content)
    with session.transaction() as transaction:
        file_id = keep_file(transaction, NewFile(FORM_SETTING, name, content, "setting"))
        setting = form_setting(language)
        Setting.insert(name=setting, value=str(file_id)).on_conflict("replace").execute()
        transaction.record("setting", None, "set_setting", after={setting: file_id, "name": name})


def _compose(session: Session, entry: NoticeEntry) -> AdvanceNotice:
    row = fetch(Patient, entry.patient_id, "patient")
    if entry.visit_id is not None:
        find_visit(entry.visit_id, entry.patient_id)
    today = session.today()
    if not has_medicare(entry.patient_id, today):
        raise RuleError(
            f"Nothing was printed. {row.first} {row.last} has no Original Medicare policy in force today, "
            "and this notice is for Original Medicare only. Add the policy on the Insurance page first."
        )
    return AdvanceNotice(
        practice=find_letterhead(),
        language=entry.language,
        patient_name=PersonName(row.last, row.first, row.middle, row.suffix).spoken,
        identification=row.number,
        services=noticed_services(entry.codes, entry.language),
        reason=" ".join(entry.reason.split()),
        estimate=entry.estimate,
        issued_on=today,
        edition=find_notice_set_up().edition,
        more=" ".join(entry.more.split()),
    )

"""The list of payers' rules as data: its fields, columns, and how a rule is added or changed."""

from typing import Any

from app.domain.code_ranges import tidy_codes
from app.domain.guideline_explanations import explain_service
from app.domain.guidelines import Answer, Approval, Period, Status
from app.domain.service_counts import CountBy
from app.queries.guidelines import GuidelineLine, list_guidelines
from app.services.guidelines import add_guideline, change_guideline
from app.services.session import Session
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.settings.office_specs import read_count
from app.views.settings.record_list import RecordSpec, Values

_ANSWERS = (
    (Answer.NOT_SAID.value, "Not said"),
    (Answer.COVERED.value, "Covered"),
    (Answer.CONDITIONAL.value, "Covered under conditions"),
    (Answer.NOT_COVERED.value, "Not covered"),
    (Answer.BUNDLED.value, "Only as part of another service"),
    (Answer.UNKNOWN.value, "Asked, and not known"),
)
_APPROVALS = (
    (Approval.NOT_SAID.value, "Not said"),
    (Approval.NOT_NEEDED.value, "Not needed"),
    (Approval.ALWAYS.value, "Approval always"),
    (Approval.AFTER.value, "Approval after so many"),
)
_REFERRALS = ((None, "Not said"), (True, "Needed"), (False, "Not needed"))
_STATES = (
    (Status.ACTIVE.value, "Counts"),
    (Status.DRAFT.value, "A draft"),
    (Status.WITHDRAWN.value, "Withdrawn, from that date on"),
)
_COUNTS = ((CountBy.VISITS.value, "Visits"), (CountBy.UNITS.value, "Units"))
_PERIODS = (
    (Period.YEAR.value, "a calendar year"),
    (Period.MONTH.value, "a month"),
    (Period.DAY.value, "a day"),
    (Period.LIFETIME.value, "in a lifetime"),
)


def _save(session: Session, row: GuidelineLine | None, values: Values) -> int:
    return add_guideline(session, values) if row is None else change_guideline(session, row.id, values)


def _today(desk: Desk) -> tuple[object, ...]:
    return (desk.session.today(),)


def _service(line: GuidelineLine) -> str:
    return explain_service(line.guideline)


def _said(line: GuidelineLine) -> str:
    return f"{line.says} (look it up again)" if line.is_due else line.says


FIELDS: tuple[Field, ...] = (
    Field("payer", "Insurer", Kind.CHOICE, required=True),
    Field("plan", "Plan", Kind.CHOICE),
    Field("codes", "Codes", Kind.CODE, read=tidy_codes, help="Like 97110 or 97110-97150."),
    Field("category", "Or kind of service", help="Like imaging; both empty: any service."),
    Field("answer", "Covered?", Kind.CHOICE, choices=_ANSWERS),
    Field("conditions", "Under which conditions", wide=True),
    Field("approval", "Approval", Kind.CHOICE, choices=_APPROVALS),
    Field("approval_after", "How many without it", Kind.CODE, read=read_count, width=6),
    Field("referral", "Referral", Kind.CHOICE, choices=_REFERRALS),
    Field("most", "How many are paid", Kind.CODE, read=read_count, width=6),
    Field("count_by", "Counted in", Kind.CHOICE, choices=_COUNTS),
    Field("period", "Counted over", Kind.CHOICE, choices=_PERIODS),
    Field("effective", "Counts from", Kind.DATE, required=True, help="Earlier services keep the old rule."),
    Field("ends", "Counts to", Kind.DATE, help="Empty while it counts."),
    Field("source_title", "Where it says so", help="The bulletin or page, by its title."),
    Field("source_page", "Page", width=6),
    Field("source_link", "Link"),
    Field("call_reference", "Reference of the call"),
    Field("confirmed_by", "Looked up by"),
    Field("confirmed_on", "Looked up on", Kind.DATE),
    Field("review_on", "Look up again on", Kind.DATE, help="Empty: in 90 or 180 days."),
    Field("status", "This guideline", Kind.CHOICE, choices=_STATES),
    Field("note", "In plain words", wide=True),
)
FRESH: dict[str, Any] = {
    "answer": Answer.NOT_SAID.value,
    "approval": Approval.ALWAYS.value,
    "referral": None,
    "status": Status.ACTIVE.value,
    "count_by": CountBy.VISITS.value,
    "period": Period.YEAR.value,
}
RULES = RecordSpec(
    key="guideline",
    title="Payer rules",
    one="rule",
    lead="What an insurer asks for a service and since when. A change is a new version: services before its "
    "date are judged by the old one.",
    fields=FIELDS,
    columns=(
        Column("Insurer", lambda line: line.payer, width=15),
        Column("Service", _service, width=8),
        Column("Asks", _said),
    ),
    query=list_guidelines,
    arguments=_today,
    save=_save,
    values=lambda line: line.values,
    identity=lambda line: line.id,
    numbers=frozenset({"most", "approval_after"}),
    fresh=FRESH,
)

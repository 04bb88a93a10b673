"""The list of payers' rules as data: its fields, columns, and how a rule is added or changed."""

from typing import Any

from app.domain.code_ranges import tidy_codes
from app.domain.coverage_rules import Ask, Period
from app.domain.service_counts import CountBy
from app.queries.coverage_rules import RuleLine, list_rules
from app.services.coverage_rules import add_rule, change_rule
from app.services.session import Session
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.settings.office_specs import read_count
from app.views.settings.record_list import RecordSpec, Values

_ASKS = (
    (Ask.AUTHORIZATION.value, "Approval always"),
    (Ask.AFTER.value, "Approval after so many"),
    (Ask.REFERRAL.value, "A referral"),
    (Ask.NOT_COVERED.value, "Nothing: it is not covered"),
    (Ask.FREQUENCY.value, "No more than so many"),
)
_COUNTS = ((CountBy.VISITS.value, "Visits"), (CountBy.UNITS.value, "Units"))
_PERIODS = (
    (Period.YEAR.value, "a calendar year"),
    (Period.MONTH.value, "a month"),
    (Period.DAY.value, "a day"),
    (Period.LIFETIME.value, "in a lifetime"),
)


def _save(session: Session, row: RuleLine | None, values: Values) -> int:
    return add_rule(session, values) if row is None else change_rule(session, row.id, values)


def _today(desk: Desk) -> tuple[object, ...]:
    return (desk.session.today(),)


def _named(line: RuleLine) -> str:
    return f"{line.payer} {line.rule.plan}".strip()


def _service(line: RuleLine) -> str:
    return line.values["codes"] or line.rule.category or "any service"


def _said(line: RuleLine) -> str:
    return f"{line.asks} (look it up again)" if line.is_due else line.asks


FIELDS: tuple[Field, ...] = (
    Field("payer", "Insurer", Kind.CHOICE, required=True),
    Field("plan", "Plan", Kind.CHOICE),
    Field("codes", "Codes", Kind.CODE, read=tidy_codes, help="Like 97110 or 97110-97150."),
    Field("category", "Or kind of service", help="Like imaging; both empty: any service."),
    Field("ask", "The insurer asks", Kind.CHOICE, choices=_ASKS),
    Field("most", "How many without it", Kind.CODE, read=read_count, width=6),
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
    Field("withdrawn", "Asked no longer, from that date on", Kind.CHECK),
    Field("note", "In plain words", wide=True),
)
FRESH: dict[str, Any] = {
    "ask": Ask.AUTHORIZATION.value,
    "count_by": CountBy.VISITS.value,
    "period": Period.YEAR.value,
}
RULES = RecordSpec(
    key="coverage_rule",
    title="Payer rules",
    one="rule",
    lead="What an insurer asks for a service and since when. A change is a new version: services before its "
    "date are judged by the old one.",
    fields=FIELDS,
    columns=(
        Column("Insurer", _named, width=15),
        Column("Service", _service, width=8),
        Column("Asks", _said),
    ),
    query=list_rules,
    arguments=_today,
    save=_save,
    values=lambda line: line.values,
    identity=lambda line: line.id,
    numbers=frozenset({"most"}),
    fresh=FRESH,
)

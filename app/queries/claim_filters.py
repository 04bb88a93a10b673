"""Which claims a list is to show: one value for every list, and the conditions it becomes.

The windows of payers are worked out in `domain` and handed to the database as the last day a claim may bear,
by payer; so a list never reads a claim that is in time.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.claim_work import latest_start
from app.domain.payer_windows import PayerWindows, windows_of
from app.models.records import Payer
from app.queries.claim_responses import still_counts
from app.queries.patients import search_words
from app.queries.payer_windows import payer_facts

LONGEST_NUMBER = 15
_FOUND = (
    "(m.number = ? or m.patient_id in (select rowid from patient_search where patient_search match ?) "
    # `cross join` keeps SQLite from reading all policies before the few payers.
    "or m.policy_id in (select o.id from payer y cross join plan n on n.payer_id = y.id "
    "cross join policy o on o.plan_id = n.id where ' ' || y.name like ? escape '\\'))"
)
_BY_PAYER = """json_extract(?, '$."' || n.payer_id || '"')"""
_SILENT = (
    f"m.state = 'sent' and m.sent_on <= (select {_BY_PAYER} from policy o join plan n on n.id = o.plan_id "
    "where o.id = m.policy_id)"
)
# The day from which claim m of visit v may be filed with payer y. As in the claim check, a claim after other
# payers counts from their answer, except to Medicare.
FILING_START = (
    "coalesce((select max(a.received_on) from claim e join adjudication a on a.claim_id = e.id "
    "where m.rank > 1 and y.line_of_business <> 'medicare' and e.visit_id = m.visit_id and e.rank < m.rank "
    "and e.state not in ('void', 'closed') and not exists("
    "select 1 from adjudication_void w where w.adjudication_id = a.id)), v.on_date)"
)
# A corrected claim was filed in time once; its own window runs from the answer.
_FILING = (
    "m.state in ('ready', 'printed') and m.resubmission_code = '' and exists(select 1 from visit v "
    "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
    f"where v.id = m.visit_id and {FILING_START} <= {_BY_PAYER})"
)
OPEN_REJECTION = (
    "m.id in (select r.claim_id from claim_response r where r.outcome = 'rejected' "
    f"and {still_counts('r.claim_id')})"
)


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; what is left at its default asks nothing.

    `text` is a claim number, or beginnings of words in the patient's or payer's name. `silent` claims were
    sent longer ago than their payer takes to answer; with `filing_within` those not sent yet that have so
    many days or fewer to be filed; `rejected` ones have a rejection that nobody has said to be fixed.
    """

    states: tuple[str, ...] = ()
    text: str = ""
    held: bool | None = None
    rejected: bool = False
    silent: bool = False
    filing_within: int | None = None


def conditions_of(asked: ClaimFilter, today: date) -> tuple[str, list[Any]]:
    """Write a filter as a `where` clause over claims named m, with its values."""
    parts: list[str] = []
    values: list[Any] = []
    if asked.states:
        # Held claims are few and have an index of their own, which the state's must not push aside.
        column = "+m.state" if asked.held else "m.state"
        parts.append(f"{column} in ({','.join('?' * len(asked.states))})")
        values += asked.states
    if asked.held is not None:
        parts.append("m.held <> ''" if asked.held else "m.held = ''")
    if asked.rejected:
        parts.append(f"+m.state = 'ready' and {OPEN_REJECTION}")
    if asked.silent:
        parts.append(_SILENT)
        values.append(_days_by_payer(lambda windows: today - timedelta(days=windows.answer.days + 1)))
    if asked.filing_within is not None:
        end = today + timedelta(days=asked.filing_within)
        parts.append(_FILING)
        values.append(_days_by_payer(lambda windows: latest_start(windows.filing, end)))
    if asked.text.strip():
        parts.append(_FOUND)
        values += _sought(asked.text.strip(), today)
    return (f" where {' and '.join(parts)}" if parts else ""), values


def windows_by_payer() -> dict[int, PayerWindows]:
    """The windows of every payer."""
    return {row.id: windows_of(payer_facts(row)) for row in Payer.select()}


def _days_by_payer(last_day: Callable[[PayerWindows], date]) -> str:
    return json.dumps({str(payer): f"{last_day(found)}" for payer, found in windows_by_payer().items()})


def _sought(text: str, today: date) -> list[Any]:
    number = text.lstrip("#")
    is_number = number.isdigit() and len(number) <= LONGEST_NUMBER
    pattern = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return [int(number) if is_number else -1, search_words(text, today) or '""', f"% {pattern}%"]

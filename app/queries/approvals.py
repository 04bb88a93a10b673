"""Requests about money: who asked for what, who decided, and what the office has set as limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.approvals import (
    APPROVAL_LIVES,
    LIMIT_SETTING,
    ApprovalLimits,
    RequestKind,
    RequestSums,
    read_limits,
)
from app.domain.money import ZERO, Money
from app.domain.money_requests import RequestContent, RequestLine, read_content
from app.domain.posting import UNAPPLIED
from app.domain.returned_checks import FeePolicy
from app.domain.rights import Right, Role
from app.models.database import select
from app.queries.asking import asks

WAITING = ("waiting", "approved")
DECIDED = ("posted", "rejected", "withdrawn", "stale", "taken_back")
MOST_ROWS = 500
FEE_ALLOWED, FEE_AMOUNT = "check_fee_allowed", "check_fee_amount"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a request: `approved`, `rejected`, `exception`, or nothing yet (empty)."""

    what: str = ""
    by: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """A request as lists show it; `hash` is what an approval is given for."""

    id: int
    kind: RequestKind
    amount: Money
    summary: str
    reason: str
    asked_by: str
    asker_id: int
    asked_at: datetime
    state: str
    hash: str
    decision: Decision

    @property
    def dies_at(self) -> datetime | None:
        """When an approval that was given and not used yet ends."""
        at = self.decision.at
        return at + APPROVAL_LIVES if at and self.state == "approved" else None


@dataclass(frozen=True, slots=True)
class ApprovalDetail:
    """A request whole: what each line gives, in words, its form, and its refund where one was issued."""

    line: ApprovalLine
    parts: tuple[tuple[str, Money], ...]
    facts: tuple[tuple[str, str], ...]
    file_id: int | None
    patient_id: int | None
    refund_id: int | None
    refund_state: str

    @property
    def waits_for_check(self) -> bool:
        """Tell whether a refund by check still lacks the number of the check."""
        facts = dict(self.facts)
        return self.line.kind.is_refund and facts["method"] == "check" and not facts.get("check_number")


@dataclass(frozen=True, slots=True)
class ReasonSum:
    """What was written off for one kind of reason, less what was taken back."""

    kind: RequestKind
    count: int
    amount: Money


_LINES = (
    "select r.id, r.kind, r.cents, r.summary, r.reason, u.display_name, r.user_id, r.asked_at, r.state, "
    "r.hash, d.decision, w.display_name, d.at, d.note from approval_request r "
    "join user u on u.id = r.user_id left join approval_decision d "
    "on d.id = (select max(x.id) from approval_decision x where x.request_id = r.id) "
    "left join user w on w.id = d.user_id "
)


@asks(Right.SEE_PATIENT)
def list_requests(decided: bool = False) -> tuple[ApprovalLine, ...]:
    """Requests that wait, the oldest first; or those that are decided, the latest first."""
    states, order = (DECIDED, "desc") if decided else (WAITING, "asc")
    marks = ", ".join("?" * len(states))
    rows = select(f"{_LINES} where r.state in ({marks}) order by r.id {order} limit {MOST_ROWS}", *states)
    return tuple(_line(row) for row in rows)


@asks(Right.SEE_PATIENT)
def find_request(request_id: int) -> ApprovalDetail:
    """One request with all that stands in it."""
    ((text, file_id, patient_id),) = select(
        "select content, file_id, patient_id from approval_request where id = ?", request_id
    )
    (row,) = select(f"{_LINES} where r.id = ?", request_id)
    content = read_content(text)
    refunds = select("select id, state from refund where request_id = ?", request_id)
    refund_id, refund_state = refunds[0] if refunds else (None, "")
    parts = tuple((_words_of(line), line.amount) for line in content.lines)
    return ApprovalDetail(_line(row), parts, content.facts, file_id, patient_id, refund_id, refund_state)


@asks(Right.SEE_PATIENT)
def list_approvers() -> tuple[tuple[str, str], ...]:
    """The (log-in name, name) of everybody who may approve, by name."""
    rows = select(
        "select name, display_name from user where active = 1 and role = ? order by display_name, id",
        Role.MANAGER.value,
    )
    return tuple((name, shown) for name, shown in rows)


@asks(Right.SEE_PATIENT)
def list_write_off_sums(first: date, last: date) -> tuple[ReasonSum, ...]:
    """What was written off on these days by kind of reason; what was taken back on them counts against it."""
    rows = select(
        "select q.kind, count(distinct p.id), sum(e.cents) from posting p "
        "join posting o on o.id = coalesce(p.reverses, p.id) "
        "join approval_request q on o.source_key >= 'approval/' || q.id || '/' "
        "and o.source_key < 'approval/' || q.id || '0' join entry e on e.posting_id = p.id "
        "where p.posted_on between ? and ? and p.kind in ('write_off', 'write_off_void') "
        "and e.account like 'writeoff%' group by q.kind order by q.kind",
        first.isoformat(),
        last.isoformat(),
    )
    return tuple(ReasonSum(RequestKind(kind), count, Money(cents)) for kind, count, cents in rows)


@asks(Right.SEE_PATIENT)
def list_exceptions(first: date, last: date) -> tuple[ApprovalLine, ...]:
    """The exception lines of these days: what a one-person office approved without a second person."""
    rows = select(
        f"{_LINES} where d.decision = 'exception' and substr(d.at, 1, 10) between ? and ? order by d.id",
        first.isoformat(),
        last.isoformat(),
    )
    return tuple(_line(row) for row in rows)


@asks(Right.SEE_OFFICE)
def find_limits() -> ApprovalLimits:
    """The limits as the office has set them."""
    rows = select("select name, value from setting where substr(name, 1, 6) = ?", LIMIT_SETTING)
    return read_limits(dict(rows))


@asks(Right.SEE_OFFICE)
def find_fee_policy() -> FeePolicy:
    """What the policy that patients sign says of a fee for a returned check."""
    found = dict(select("select name, value from setting where name in (?, ?)", FEE_ALLOWED, FEE_AMOUNT))
    usual = FeePolicy()
    cents = int(found[FEE_AMOUNT]) if FEE_AMOUNT in found else usual.amount.cents
    return FeePolicy(found.get(FEE_ALLOWED) == "yes", Money(cents))


def others_approve(user_id: int) -> bool:
    """Tell whether somebody else of the office may approve."""
    rows = select(
        "select 1 from user where active = 1 and role = ? and id <> ? limit 1", Role.MANAGER.value, user_id
    )
    return bool(rows)


def sums_of_request(user_id: int, content: RequestContent, since: date, today: date) -> RequestSums:
    """What a request comes to with what its user wrote off alone since a day: by claim, patient and today."""
    claims: dict[int, Money] = {}
    patients: dict[int, Money] = {}
    for charge, amount in ((line.charge_id, line.amount) for line in content.lines):
        if charge is not None:
            ((visit, patient),) = select("select visit_id, patient_id from charge where id = ?", charge)
            claims[visit] = claims.get(visit, ZERO) + amount
            patients[patient] = patients.get(patient, ZERO) + amount
    day = content.amount
    for visit, patient, asked_at, cents in select(_ALONE, user_id, since.isoformat()):
        if visit in claims:
            claims[visit] += Money(cents)
        if patient in patients:
            patients[patient] += Money(cents)
        if asked_at[:10] == today.isoformat():
            day += Money(cents)
    return RequestSums(
        content.amount, max(claims.values(), default=ZERO), max(patients.values(), default=ZERO), day
    )


# Write-offs that nobody else has seen; each source lies between `approval/12/` and `approval/120`.
_ALONE = (
    "select c.visit_id, c.patient_id, r.asked_at, e.cents from approval_request r join posting p "
    "on p.source_key >= 'approval/' || r.id || '/' and p.source_key < 'approval/' || r.id || '0' "
    "join entry e on e.posting_id = p.id join charge c on c.id = e.charge_id "
    "where r.user_id = ? and r.asked_at >= ? and r.state = 'posted' and e.account like 'writeoff%' "
    "and not exists(select 1 from approval_decision d where d.request_id = r.id)"
)


def postings_of_request(request_id: int) -> tuple[int, ...]:
    """The postings of a request that were not taken back, the latest first."""
    rows = select(
        "select p.id from posting p where p.source_key >= 'approval/' || ?1 || '/' "
        "and p.source_key < 'approval/' || ?1 || '0' "
        "and not exists(select 1 from posting r where r.reverses = p.id) order by p.id desc",
        request_id,
    )
    return tuple(posting for (posting,) in rows)


def decision_at(request_id: int) -> datetime | None:
    """When a request was decided last."""
    rows = select("select max(at) from approval_decision where request_id = ?", request_id)
    return datetime.fromisoformat(rows[0][0]) if rows[0][0] else None


def stands_on(line: RequestLine) -> Money:
    """What stands now where a line of a request takes from; credit as a positive amount."""
    if line.account == UNAPPLIED:
        rows = select("select -cents from payment_balance where payment_id = ?", line.payment_id)
    else:
        rows = select(
            "select cents from charge_balance where charge_id = ? and account = ? and guarantor_id = ? "
            "and policy_id = ?",
            line.charge_id,
            line.account,
            line.guarantor_id,
            line.policy_id or 0,
        )
    return Money(rows[0][0]) if rows else ZERO


def is_unchanged(content: RequestContent) -> bool:
    """Tell whether every line still stands as it did when the request was made."""
    sign = -1 if content.kind is RequestKind.PAYER_REFUND else 1
    return all(stands_on(line) == line.stands * sign for line in content.lines)


def _words_of(line: RequestLine) -> str:
    """What a line is about: a service and its day, or a receipt."""
    if line.charge_id is None:
        ((number, on),) = select(
            "select receipt_number, received_on from payment where id = ?", line.payment_id
        )
        return f"Receipt {number} of {date.fromisoformat(on):%m/%d/%Y}"
    ((name, words, on),) = select(
        "select trim(t.first || ' ' || t.last), coalesce(r.name, c.code), c.service_on from charge c "
        "join patient t on t.id = c.patient_id left join procedure r on r.code = c.code where c.id = ?",
        line.charge_id,
    )
    return f"{name}, {words} of {date.fromisoformat(on):%m/%d/%Y}"


def _line(row: Sequence[Any]) -> ApprovalLine:
    request, kind, cents, summary, reason, by, by_id, at, state, digest, what, who, decided, note = row
    decision = Decision(what, who, datetime.fromisoformat(decided), note) if what else Decision()
    return ApprovalLine(
        *(request, RequestKind(kind), Money(cents), summary, reason, by, by_id),
        *(datetime.fromisoformat(at), state, digest, decision),
    )

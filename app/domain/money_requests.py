"""A request about money as a frozen plan: which lines change by how much, and how they stood before.

Its text is canonical JSON, and its hash is what an approval is given for: another line, amount or reason is
another hash. `stands` keeps how each line stood, so that an edit of what it is about is seen.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.approvals import RequestKind
from app.domain.errors import InputError
from app.domain.money import ZERO, Money, total
from app.domain.posting import (
    INSURANCE_AR,
    PATIENT_AR,
    UNAPPLIED,
    PlannedEntry,
    PlannedPosting,
    Share,
    plan_allocation_posting,
)
from app.domain.trail import canonical

REFUNDS = "refunds"
WRITE_OFF_ACCOUNTS = {
    RequestKind.SMALL_BALANCE: "writeoff_small",
    RequestKind.HARDSHIP: "writeoff_hardship",
    RequestKind.COURTESY: "writeoff_courtesy",
    RequestKind.TIMELY_FILING: "writeoff_timely",
    RequestKind.CONTRACTUAL: "writeoff_contractual",
    RequestKind.BAD_DEBT: "writeoff_bad_debt",
}
# Whose bucket a write-off lowers: these the insurer's, where the practice gives up what it asked of it.
OF_INSURER = frozenset({RequestKind.TIMELY_FILING, RequestKind.CONTRACTUAL})


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One amount of a request on one ledger account, and what `stands` there while nothing has changed.

    A payment's credit and an insurer's credit are written as positive amounts.
    """

    guarantor_id: int
    amount: Money
    stands: Money
    account: str = PATIENT_AR
    charge_id: int | None = None
    policy_id: int | None = None
    payment_id: int | None = None


@dataclass(frozen=True, slots=True)
class RequestContent:
    """What is asked for, whole; `facts` are (name, value) pairs such as a refund's payee and method."""

    kind: RequestKind
    lines: tuple[RequestLine, ...]
    reason: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def amount(self) -> Money:
        """What all lines come to."""
        return total(line.amount for line in self.lines)

    def fact(self, name: str) -> str:
        """A fact by name; empty where it is not there."""
        return dict(self.facts).get(name, "")

    @property
    def text(self) -> str:
        """The content as canonical JSON."""
        lines = [
            [
                *(line.guarantor_id, line.amount.cents, line.stands.cents),
                *(line.account, line.charge_id, line.policy_id, line.payment_id),
            ]
            for line in self.lines
        ]
        return canonical(
            {"kind": self.kind.value, "lines": lines, "reason": self.reason, "facts": dict(self.facts)}
        )

    @property
    def hash(self) -> str:
        """The hash of the canonical text; SHA-256 in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def read_content(text: str) -> RequestContent:
    """Read a content back from its canonical text."""
    raw = json.loads(text)
    lines = tuple(
        RequestLine(guarantor, Money(cents), Money(stands), account, charge, policy, payment)
        for guarantor, cents, stands, account, charge, policy, payment in raw["lines"]
    )
    return RequestContent(RequestKind(raw["kind"]), lines, raw["reason"], tuple(sorted(raw["facts"].items())))


def compose_content(
    kind: RequestKind, lines: Iterable[RequestLine], reason: str, **facts: str
) -> RequestContent:
    """Freeze a request; raises InputError where it says no reason or no amount, or more than stands there."""
    found = tuple(lines)
    if not reason.strip():
        raise InputError("Say why; the reason stays on record. Nothing was asked for yet.")
    if not found or min(line.amount for line in found) <= ZERO:
        raise InputError("Type an amount above 0.00. Nothing was asked for yet.")
    for line in found:
        if line.amount > line.stands:
            raise InputError(
                f"One line holds {line.stands.dollars} now, so {line.amount.dollars} cannot come from it. "
                "Nothing was asked for yet. Lower the amount."
            )
    kept = tuple(sorted((name, value) for name, value in facts.items() if value))
    return RequestContent(kind, found, " ".join(reason.split()), kept)


def plan_request(content: RequestContent, request_id: int, on: date) -> tuple[PlannedPosting, ...]:
    """Plan what a request posts: one posting for each account; its source makes it happen once only."""
    if content.kind is RequestKind.CREDIT_TRANSFER:
        return (_with_source(_plan_transfer(content, on), content, request_id, 1),)
    by_account: dict[int, list[RequestLine]] = {}
    for line in content.lines:
        by_account.setdefault(line.guarantor_id, []).append(line)
    plan = _plan_write_off if content.kind.is_write_off else _plan_refund
    return tuple(
        _with_source(plan(content, lines, on), content, request_id, number)
        for number, lines in enumerate(by_account.values(), 1)
    )


def _plan_write_off(content: RequestContent, lines: Sequence[RequestLine], on: date) -> PlannedPosting:
    given_up = WRITE_OFF_ACCOUNTS[content.kind]
    entries: list[PlannedEntry] = []
    for line in lines:
        entries.append(
            PlannedEntry(line.account, line.guarantor_id, -line.amount, line.charge_id, line.policy_id)
        )
        entries.append(PlannedEntry(given_up, line.guarantor_id, line.amount, line.charge_id))
    return PlannedPosting("write_off", on, tuple(entries))


def _plan_refund(_content: RequestContent, lines: Sequence[RequestLine], on: date) -> PlannedPosting:
    entries: list[PlannedEntry] = []
    for line in lines:
        entries.append(
            PlannedEntry(
                *(line.account, line.guarantor_id, line.amount),
                *(line.charge_id, line.policy_id, line.payment_id),
            )
        )
        entries.append(
            PlannedEntry(
                *(REFUNDS, line.guarantor_id, -line.amount),
                *(line.charge_id, None, line.payment_id),
            )
        )
    return PlannedPosting("refund", on, tuple(entries))


def _plan_transfer(content: RequestContent, on: date) -> PlannedPosting:
    payments = {line.payment_id for line in content.lines}
    (payment_id,) = (payment for payment in payments if payment is not None)
    shares = [
        Share(line.charge_id, line.guarantor_id, line.amount)
        for line in content.lines
        if line.charge_id is not None
    ]
    return plan_allocation_posting(payment_id, int(content.fact("from_account")), shares, on)


def _with_source(
    posting: PlannedPosting, content: RequestContent, request_id: int, number: int
) -> PlannedPosting:
    return PlannedPosting(
        posting.kind,
        posting.posted_on,
        posting.entries,
        posting.effective_on,
        content.reason,
        f"{source_of(request_id)}{number}",
    )


def source_of(request_id: int) -> str:
    """How the sources of a request's postings begin."""
    return f"approval/{request_id}/"


def refund_of_credit(payment_id: int, account_id: int, amount: Money, credit: Money) -> RequestLine:
    """The part of a patient's refund that comes from one payment's credit."""
    return RequestLine(account_id, amount, credit, UNAPPLIED, payment_id=payment_id)


def refund_of_insurer(
    charge_id: int, account_id: int, policy_id: int, amount: Money, credit: Money
) -> RequestLine:
    """The part of an insurer's refund that comes from its credit on one line."""
    return RequestLine(account_id, amount, credit, INSURANCE_AR, charge_id, policy_id)

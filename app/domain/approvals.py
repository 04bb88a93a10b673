"""Who must ask a second person before money is given up or given back, and how long an approval lives.

Limits count per claim (the lines of one visit), per patient in a year, and per user and day, so that many
small amounts are caught as one large one is. In an office where nobody else could approve, an exception line
for the doctor or the outside accountant stands in for the second person, and large amounts wait a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.errors import RuleError
from app.domain.money import ZERO, Money, read_money
from app.domain.rights import Role

APPROVAL_LIVES = timedelta(minutes=15)
ALONE_WAITS = timedelta(hours=24)
LIMIT_SETTING = "limit_"
_CLAIM, _PATIENT, _USER_DAY = Money(50_00), Money(100_00), Money(500_00)
_MANAGER, _SMALL = Money(1_000_00), Money(5_00)


class RequestKind(StrEnum):
    """What is asked for; the first six are write-offs."""

    SMALL_BALANCE = "small_balance"
    HARDSHIP = "hardship"
    COURTESY = "courtesy"
    TIMELY_FILING = "timely_filing"
    CONTRACTUAL = "contractual"
    BAD_DEBT = "bad_debt"
    PATIENT_REFUND = "patient_refund"
    PAYER_REFUND = "payer_refund"
    CREDIT_TRANSFER = "credit_transfer"

    @property
    def is_write_off(self) -> bool:
        """Tell whether something that is owed is given up."""
        return self not in _GIVES_BACK

    @property
    def is_refund(self) -> bool:
        """Tell whether money leaves the practice."""
        return self in (RequestKind.PATIENT_REFUND, RequestKind.PAYER_REFUND)


_GIVES_BACK = frozenset({RequestKind.PATIENT_REFUND, RequestKind.PAYER_REFUND, RequestKind.CREDIT_TRANSFER})
# What a biller may do alone up to the limits; everything else of his is always seen by a second person.
_BY_LIMIT = frozenset({RequestKind.COURTESY, RequestKind.TIMELY_FILING})


class Need(StrEnum):
    """What a request needs before anything is posted."""

    NOTHING = "nothing"
    SECOND_PERSON = "second person"
    EXCEPTION = "exception line"
    LATE_EXCEPTION = "exception line after a day"


@dataclass(frozen=True, slots=True)
class ApprovalLimits:
    """The limits as the office has set them; these are the values of a new practice.

    `claim`, `patient` and `user_day` bound what a biller writes off alone, `manager` what a manager does;
    `alone` is the amount above which a one-person office waits a day; `small_balance` the amount below which
    a run takes accounts; `copay_waivers` how many copays a year a patient may be spared as a courtesy.
    """

    claim: Money = _CLAIM
    patient: Money = _PATIENT
    user_day: Money = _USER_DAY
    manager: Money = _MANAGER
    alone: Money = _MANAGER
    small_balance: Money = _SMALL
    copay_waivers: int = 1


@dataclass(frozen=True, slots=True)
class RequestSums:
    """What a request comes to, and what its user gave up with it: of one claim, of one patient, and today."""

    amount: Money
    claim: Money = ZERO
    patient: Money = ZERO
    user_day: Money = ZERO


def read_limits(settings: Mapping[str, str]) -> ApprovalLimits:
    """Read the limits from the office's settings (`limit_claim`, ...); what is not set is as in a new one."""
    found = ApprovalLimits()
    for slot in fields(ApprovalLimits):
        text = settings.get(LIMIT_SETTING + slot.name, "")
        if text:
            value = int(text) if slot.name == "copay_waivers" else read_money(text)
            found = replace(found, **{slot.name: value})  # type: ignore[arg-type]
    return found


def check_limits(limits: ApprovalLimits) -> None:
    """Refuse limits that would let a manager raise his own, or that mean nothing."""
    usual = ApprovalLimits()
    if limits.manager > usual.manager or limits.alone > usual.alone:
        raise RuleError(
            f"A manager’s own limit may be lowered, and put back to {usual.manager.dollars}, but nobody "
            "raises his own limit. Nothing was changed."
        )
    amounts = (limits.claim, limits.patient, limits.user_day, limits.manager, limits.alone)
    if min(*amounts, limits.small_balance) < ZERO or limits.copay_waivers < 0:
        raise RuleError("A limit is never less than 0.00. Nothing was changed. Look at the amounts again.")


def find_need(kind: RequestKind, role: Role, sums: RequestSums, limits: ApprovalLimits, others: bool) -> Need:
    """Tell what a request needs; `others` says that somebody else of the office could approve it."""
    if not (_always_asks(kind, role) or _is_above(role, sums, limits)):
        return Need.NOTHING
    if others or role is not Role.MANAGER:
        return Need.SECOND_PERSON
    return Need.LATE_EXCEPTION if sums.amount > limits.alone else Need.EXCEPTION


def _always_asks(kind: RequestKind, role: Role) -> bool:
    if role is Role.MANAGER:
        return not kind.is_write_off
    return kind not in _BY_LIMIT


def _is_above(role: Role, sums: RequestSums, limits: ApprovalLimits) -> bool:
    if role is Role.MANAGER:
        return max(sums.amount, sums.claim, sums.patient, sums.user_day) > limits.manager
    return sums.claim > limits.claim or sums.patient > limits.patient or sums.user_day > limits.user_day


def check_approver(requester_id: int, approver_id: int, is_alone: bool) -> None:
    """Refuse a person who approves what he asked for himself, unless nobody else could."""
    if requester_id == approver_id and not is_alone:
        raise RuleError(
            "You asked for this yourself, so another person approves it. Nothing was posted. "
            "Ask a manager to sign here, or to open “Approvals”."
        )


def check_waited(asked_at: datetime, now: datetime, amount: Money, limits: ApprovalLimits) -> None:
    """Refuse a large amount of a one-person office before its day has passed."""
    if amount > limits.alone and now - asked_at < ALONE_WAITS:
        due = asked_at + ALONE_WAITS
        raise RuleError(
            f"Nobody else can approve {amount.dollars}, so it waits a day: until {due:%m/%d/%Y %I:%M %p}. "
            "Nothing was posted."
        )


def is_alive(approved_at: datetime, now: datetime) -> bool:
    """Tell whether an approval may still be used; a clock set back gives it no longer life."""
    return timedelta(0) <= now - approved_at <= APPROVAL_LIVES

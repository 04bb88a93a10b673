"""How long insurers leave for each step of a dispute: rules as data, the usual ones marked as such.

A rule is for a plan, a payer, a line of business, or all; it is never edited, a change is a new version of
its chain, and the one in force on the day that starts the clock counts. The usual rules follow 42 CFR 405
subpart I (Medicare Part B), 42 CFR 422.582 and 438.402 (Medicare Advantage, Medicaid managed care), 32 CFR
199.10 (TRICARE) and 29 CFR 2560.503-1 with 45 CFR 147.136 (commercial); all are to be confirmed per payer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.money import Money

LONG_AGO = date(2000, 1, 1)


class DeadlineKind(StrEnum):
    """What must be done by a day."""

    CORRECTED_CLAIM = "corrected_claim"
    APPEAL = "appeal"
    RECORDS = "records"
    TAKEBACK = "takeback"
    EXTERNAL_REVIEW = "external_review"
    FILING = "filing"
    UNDERPAYMENT = "underpayment"
    DECISION = "decision"
    OTHER = "other"


class Unit(StrEnum):
    """What a rule counts in; a month or year ends on the same date, or on the last of a shorter month."""

    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    MONTHS = "months"
    YEARS = "years"


class CountsFrom(StrEnum):
    """The day that starts the clock: day 0."""

    NOTICE = "notice"
    RECEIPT = "receipt"
    SERVICE = "service"
    DECISION = "decision"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """How long there is for one step at one level, and how long the other side takes to decide.

    `receipt_days` are the days after which a notice is presumed to have arrived, where receipt counts;
    `least` is the amount in dispute that the level asks for. `id` 0 is a usual rule of the program.
    """

    kind: DeadlineKind
    amount: int
    unit: Unit = Unit.DAYS
    counts_from: CountsFrom = CountsFrom.NOTICE
    level: int = 1
    name: str = ""
    line_of_business: str = ""
    payer_id: int | None = None
    plan_id: int | None = None
    receipt_days: int = 0
    least: Money | None = None
    decided_in: int | None = None
    decided_unit: Unit = Unit.DAYS
    addressee: str = ""
    source: str = ""
    effective: date = LONG_AGO
    ends: date | None = None
    id: int = 0
    chain_id: int = 0
    version: int = 1
    withdrawn: bool = False
    note: str = ""

    @property
    def is_default(self) -> bool:
        """Tell whether it is only the usual rule, not confirmed by the office."""
        return self.id == 0


@dataclass(frozen=True, slots=True)
class RuleScope:
    """Whose rules are asked for."""

    payer_id: int
    plan_id: int | None
    line_of_business: str


_APPEAL, _NOTICE, _RECEIPT = DeadlineKind.APPEAL, CountsFrom.NOTICE, CountsFrom.RECEIPT
_MEDICARE, _ADVANTAGE = "medicare", "medicare_advantage"
_HEARINGS = "the Office of Medicare Hearings and Appeals"
_B = "42 CFR 405 subpart I"
# The amounts that a hearing and the court ask for, in whole dollars, by the first day on which they counted.
_YEARS_2025, _YEARS_2026 = (LONG_AGO, date(2025, 12, 31)), (date(2026, 1, 1), None)


def _medicare(
    level: int,
    name: str,
    addressee: str,
    days_and_decided: tuple[int, int | None],
    least: int | None = None,
    years: tuple[date, date | None] = (LONG_AGO, None),
) -> DeadlineRule:
    days, decided = days_and_decided
    return DeadlineRule(
        _APPEAL,
        days,
        counts_from=_RECEIPT,
        receipt_days=5,
        level=level,
        name=name,
        addressee=addressee,
        line_of_business=_MEDICARE,
        decided_in=decided,
        least=None if least is None else Money(least * 100),
        source=_B,
        effective=years[0],
        ends=years[1],
    )


USUAL_RULES: tuple[DeadlineRule, ...] = (
    DeadlineRule(DeadlineKind.CORRECTED_CLAIM, 180, name="Corrected claim", source="usual in contracts"),
    DeadlineRule(
        DeadlineKind.CORRECTED_CLAIM,
        1,
        Unit.YEARS,
        name="Reopening for a clerical error",
        line_of_business=_MEDICARE,
        source="42 CFR 405.980",
    ),
    DeadlineRule(_APPEAL, 180, name="Internal appeal", decided_in=60, source="29 CFR 2560.503-1"),
    DeadlineRule(
        DeadlineKind.EXTERNAL_REVIEW,
        4,
        Unit.MONTHS,
        CountsFrom.DECISION,
        level=2,
        name="External review",
        addressee="the independent review organization",
        decided_in=45,
        source="45 CFR 147.136",
    ),
    _medicare(1, "Redetermination", "the Medicare contractor (MAC)", (120, 60)),
    _medicare(2, "Reconsideration", "the independent contractor (QIC)", (180, 60)),
    _medicare(3, "Hearing", _HEARINGS, (60, 90), 190, _YEARS_2025),
    _medicare(3, "Hearing", _HEARINGS, (60, 90), 200, _YEARS_2026),
    _medicare(4, "Council review", "the Medicare Appeals Council", (60, 90)),
    _medicare(5, "Federal court", "the federal district court", (60, None), 1900, _YEARS_2025),
    _medicare(5, "Federal court", "the federal district court", (60, None), 1960, _YEARS_2026),
    DeadlineRule(
        _APPEAL,
        65,
        name="Plan reconsideration",
        line_of_business=_ADVANTAGE,
        decided_in=60,
        source="42 CFR 422.582",
    ),
    DeadlineRule(
        _APPEAL, 60, name="Plan appeal", line_of_business="medicaid", decided_in=30, source="42 CFR 438.402"
    ),
    DeadlineRule(
        _APPEAL,
        120,
        counts_from=CountsFrom.DECISION,
        level=2,
        name="State fair hearing",
        addressee="the state agency",
        line_of_business="medicaid",
        decided_in=90,
        source="42 CFR 438.408",
    ),
    DeadlineRule(
        _APPEAL, 90, name="Appeal", line_of_business="tricare", decided_in=60, source="32 CFR 199.10"
    ),
    DeadlineRule(
        _APPEAL, 90, name="Second review", line_of_business="workers_comp", source="usual in states"
    ),
    DeadlineRule(DeadlineKind.RECORDS, 45, counts_from=CountsFrom.REQUEST, name="Records", source="usual"),
    DeadlineRule(DeadlineKind.TAKEBACK, 60, name="Dispute of a takeback", source="usual in contracts"),
    DeadlineRule(DeadlineKind.UNDERPAYMENT, 365, name="Contract dispute", source="usual in contracts"),
)
_PLAN, _PAYER, _BUSINESS = 8, 4, 2


def choose_rule(
    rules: Sequence[DeadlineRule], kind: DeadlineKind, level: int, scope: RuleScope, on: date
) -> DeadlineRule | None:
    """Choose the rule for a step and level on the day that starts the clock; the office's own go first.

    A plan's rule goes before the payer's, before that of the line of business, before one for all; a usual
    rule of the program counts only where the office has none of the kind and level.
    """
    own = _best(_versions_on(rules, on), kind, level, scope)
    return own or _best([rule for rule in USUAL_RULES if _is_in_force(rule, on)], kind, level, scope)


def levels_of(rules: Sequence[DeadlineRule], scope: RuleScope, on: date) -> tuple[DeadlineRule, ...]:
    """The levels of appeal that a payer has, each by the rule that counts, external review with them."""
    found = []
    for level in range(1, 10):
        kinds = (DeadlineKind.APPEAL, DeadlineKind.EXTERNAL_REVIEW)
        rule = next((each for kind in kinds if (each := choose_rule(rules, kind, level, scope, on))), None)
        if rule is None or (rule.kind is DeadlineKind.EXTERNAL_REVIEW and not _has_external(scope)):
            break
        found.append(rule)
    return tuple(found)


def _has_external(scope: RuleScope) -> bool:
    """Tell whether insurers of the line of business are bound to outside review."""
    return scope.line_of_business in ("", "commercial", "exchange", "blues")


def _best(
    rules: Sequence[DeadlineRule], kind: DeadlineKind, level: int, scope: RuleScope
) -> DeadlineRule | None:
    scored = [
        (score, rule.effective, rule.id, at)
        for at, rule in enumerate(rules)
        if rule.kind is kind and rule.level == level and (score := _score(rule, scope)) is not None
    ]
    return rules[max(scored)[-1]] if scored else None


def _score(rule: DeadlineRule, scope: RuleScope) -> int | None:
    wanted = (
        (rule.plan_id, scope.plan_id, _PLAN),
        (rule.payer_id, scope.payer_id, _PAYER),
        (rule.line_of_business or None, scope.line_of_business, _BUSINESS),
    )
    if any(own is not None and own != asked for own, asked, _ in wanted):
        return None
    return sum(points for own, _, points in wanted if own is not None)


def _versions_on(rules: Sequence[DeadlineRule], on: date) -> list[DeadlineRule]:
    """Give the version of each chain that counts on a day, none where it was withdrawn or has ended."""
    newest: dict[int, DeadlineRule] = {}
    for rule in rules:
        known = newest.get(rule.chain_id)
        if rule.effective <= on and (known is None or rule.version > known.version):
            newest[rule.chain_id] = rule
    return [rule for rule in newest.values() if not rule.withdrawn and _is_in_force(rule, on)]


def _is_in_force(rule: DeadlineRule, on: date) -> bool:
    return rule.effective <= on <= (rule.ends or date.max)

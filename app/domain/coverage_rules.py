"""What a payer asks for a service, since when, and where it says so: dated rules that claims are judged by.

A rule is never edited: a change is a new version of the same chain, with its own date. A service is judged
by the version in force on its date. No rule is no promise: nothing is then asked, and nothing is said to be
covered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.authorization_checks import Needs, check_authorization
from app.domain.authorizations import CareRecord
from app.domain.code_ranges import ANY, score_code
from app.domain.date_entry import format_date
from app.domain.findings import Finding, Severity
from app.domain.service_counts import CountBy, ServiceCharge, ServiceLine, charges_before, count_with

REVIEW_DAYS = 180
APPROVAL_REVIEW_DAYS = 90  # lists of what needs approval change more often
PLAN_SCORE = 16
CATEGORY_SCORE = 2


class Ask(StrEnum):
    """What a rule asks; `AFTER` is an approval once so many are used."""

    AUTHORIZATION = "authorization"
    AFTER = "after"
    REFERRAL = "referral"
    NOT_COVERED = "not_covered"
    FREQUENCY = "frequency"


class Period(StrEnum):
    """What a rule counts over; the year is the calendar year."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    LIFETIME = "lifetime"


COUNTING = frozenset({Ask.AFTER, Ask.FREQUENCY})
_APPROVAL = frozenset({Ask.AUTHORIZATION, Ask.AFTER})
_PERIOD_NAMES = {
    Period.DAY: "a day",
    Period.MONTH: "a month",
    Period.YEAR: "a calendar year",
    Period.LIFETIME: "in a lifetime",
}


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """One version of what a payer, or one of its plans, asks for codes or a category; both dates included.

    `plan_id` None is every plan of the payer; no `codes` and no `category` is every service. `most` is the
    count that needs nothing, where the rule counts. `chain_id` joins the versions of one rule, `version`
    numbers them from 1; a `withdrawn` version asks nothing from its date on.
    """

    id: int
    chain_id: int
    version: int
    payer_id: int
    ask: Ask
    effective: date
    ends: date | None = None
    payer: str = ""
    plan_id: int | None = None
    plan: str = ""
    codes: tuple[str, ...] = ()
    category: str = ""
    most: int | None = None
    count_by: CountBy = CountBy.VISITS
    period: Period = Period.YEAR
    note: str = ""
    source_title: str = ""
    source_page: str = ""
    source_link: str = ""
    call_reference: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None
    review_on: date | None = None
    withdrawn: bool = False

    @property
    def source(self) -> str:
        """Name where it says so, as far as known."""
        page = f"page {self.source_page}" if self.source_page else ""
        call = f"call {self.call_reference}" if self.call_reference else ""
        return ", ".join(part for part in (self.source_title, page, self.source_link, call) if part)


def rules_in_force(
    rules: Sequence[CoverageRule], payer: int, plan: int | None, code: str, on: date, category: str = ""
) -> tuple[CoverageRule, ...]:
    """Choose the rules for a payer, plan and code on a date of service, at most one for each thing asked.

    Of a chain the newest version that had begun counts, even where it has ended or was withdrawn. A plan's
    rule goes before the payer's, an exact code before a range, before a category, before any service; then
    the later date.
    """
    scored = [
        (score, rule)
        for rule in _versions_on(rules, on)
        if (score := _score(rule, payer, plan, code, category)) is not None
    ]
    best: dict[str, CoverageRule] = {}
    for _score_of, rule in sorted(scored, key=lambda each: (each[0], each[1].effective, each[1].id)):
        best["approval" if rule.ask in _APPROVAL else rule.ask.value] = rule
    return tuple(best.values())


def rules_for_line(rules: Sequence[CoverageRule], line: ServiceLine) -> tuple[CoverageRule, ...]:
    """Choose the rules that a line is judged by."""
    return rules_in_force(rules, line.payer_id, line.plan_id, line.code, line.on, line.category)


def find_needs(rules: Sequence[CoverageRule], line: ServiceLine, charges: Sequence[ServiceCharge]) -> Needs:
    """Tell whether the rules need an approval or a referral for a line, and why.

    The n-th service is counted among the charges that came before it in the rule's period, for its codes
    and that payer.
    """
    authorization = referral = ""
    for rule in rules_for_line(rules, line):
        if rule.ask is Ask.AUTHORIZATION:
            authorization = f"{line.plan_name} needs approval for {line.code}{_since(rule)}."
        elif rule.ask is Ask.AFTER and count_for_rule(rule, line, charges) > (rule.most or 0):
            authorization = _explain_after(rule, line, charges)
        elif rule.ask is Ask.REFERRAL:
            referral = f"{line.plan_name} needs a referral for {line.code}{_since(rule)}."
    return Needs(authorization, referral)


def check_rules(
    line: ServiceLine, rules: Sequence[CoverageRule], charges: Sequence[ServiceCharge]
) -> tuple[Finding, ...]:
    """Check a line against what the payer does not cover (COV-05) and how often it pays (FREQ-01).

    Approvals and referrals are checked by `check_authorization` with the needs of `find_needs`;
    `check_claim_line` asks for both together.
    """
    findings = []
    for rule in rules_for_line(rules, line):
        if rule.ask is Ask.NOT_COVERED:
            findings.append(_explain_not_covered(rule, line))
        elif rule.ask is Ask.FREQUENCY and count_for_rule(rule, line, charges) > (rule.most or 0):
            findings.append(_explain_too_often(rule, line, charges))
    return tuple(findings)


def check_claim_line(
    line: ServiceLine, rules: Sequence[CoverageRule], record: CareRecord, today: date
) -> tuple[Finding, ...]:
    """Check a line against all that the payer's rules ask: coverage, frequency, approval and referral."""
    needs = find_needs(rules, line, record.charges)
    return (
        *check_rules(line, rules, record.charges),
        *check_authorization(line, needs, record, today),
    )


def count_for_rule(rule: CoverageRule, line: ServiceLine, charges: Sequence[ServiceCharge]) -> int:
    """Count what a rule counts up to and with a line: 13 for the thirteenth visit of the period."""
    return count_with(line, _counted_before(rule, line, charges), rule.count_by)


def is_for(rule: CoverageRule, code: str, category: str = "") -> bool:
    """Tell whether a rule is about a service, by its codes or its category."""
    return _score_service(rule, code, category) is not None


def is_due(rule: CoverageRule, today: date) -> bool:
    """Tell whether a rule must be looked up again."""
    return rule.review_on is not None and rule.review_on <= today


def is_same_period(period: Period, day: date, other: date) -> bool:
    """Tell whether two days lie in one period of a rule."""
    return {
        Period.DAY: day == other,
        Period.MONTH: (day.year, day.month) == (other.year, other.month),
        Period.YEAR: day.year == other.year,
        Period.LIFETIME: True,
    }[period]


def review_due(ask: Ask, confirmed_on: date) -> date:
    """The day on which a rule should be looked up again."""
    days = APPROVAL_REVIEW_DAYS if ask in _APPROVAL else REVIEW_DAYS
    return confirmed_on + timedelta(days=days)


def explain_ask(rule: CoverageRule) -> str:
    """Say what a rule asks, in plain words: `Approval after 12 visits a calendar year`."""
    most, per = f"{rule.most or 0} {_counted(rule, rule.most or 0)}", _PERIOD_NAMES[rule.period]
    words = {
        Ask.AUTHORIZATION: "Approval always",
        Ask.AFTER: f"Approval after {most} {per}",
        Ask.REFERRAL: "Referral",
        Ask.NOT_COVERED: "Not covered",
        Ask.FREQUENCY: f"At most {most} {per}",
    }
    return words[rule.ask]


def _versions_on(rules: Sequence[CoverageRule], on: date) -> list[CoverageRule]:
    """Give the version of each chain that counts on a day, none where it has ended or was withdrawn."""
    newest: dict[int, CoverageRule] = {}
    for rule in rules:
        known = newest.get(rule.chain_id)
        if rule.effective <= on and (known is None or rule.version > known.version):
            newest[rule.chain_id] = rule
    return [rule for rule in newest.values() if not rule.withdrawn and on <= (rule.ends or date.max)]


def _score(rule: CoverageRule, payer: int, plan: int | None, code: str, category: str) -> int | None:
    if rule.payer_id != payer or rule.plan_id not in (None, plan):
        return None
    service = _score_service(rule, code, category)
    return None if service is None else service + (PLAN_SCORE if rule.plan_id is not None else 0)


def _score_service(rule: CoverageRule, code: str, category: str) -> int | None:
    if rule.codes:
        return score_code(rule.codes, code)
    if not rule.category:
        return ANY
    is_same = rule.category.strip().casefold() == category.strip().casefold()
    return CATEGORY_SCORE if is_same else None


def _counted_before(
    rule: CoverageRule, line: ServiceLine, charges: Sequence[ServiceCharge]
) -> tuple[ServiceCharge, ...]:
    return tuple(
        charge
        for charge in charges_before(line, charges)
        if not charge.is_void
        and rule.payer_id in charge.payer_ids
        and is_for(rule, charge.code, charge.category)
        and is_same_period(rule.period, charge.on, line.on)
    )


def _explain_after(rule: CoverageRule, line: ServiceLine, charges: Sequence[ServiceCharge]) -> str:
    most, nth = rule.most or 0, count_for_rule(rule, line, charges)
    return (
        f"{line.plan_name} needs approval for {line.code} after {most} {_counted(rule, most)} "
        f"{_PERIOD_NAMES[rule.period]}{_since(rule)}; this makes {nth}."
    )


def _explain_not_covered(rule: CoverageRule, line: ServiceLine) -> Finding:
    reviewed = f", looked up on {format_date(rule.confirmed_on)}" if rule.confirmed_on else ""
    note = f": {rule.note.strip().rstrip('.')}" if rule.note.strip() else ""
    text = f"Our notes say {line.plan_name} does not cover {line.code}{note}{reviewed}."
    fix = "Tell the patient beforehand, or ask the insurer again."
    return _finding(text, fix, "COV-05", rule)


def _explain_too_often(rule: CoverageRule, line: ServiceLine, charges: Sequence[ServiceCharge]) -> Finding:
    before, most = _counted_before(rule, line, charges), rule.most or 0
    last = f" The last one was on {format_date(max(each.on for each in before))}." if before else ""
    text = (
        f"{line.plan_name} pays {line.code} at most {most} {_counted(rule, most)} "
        f"{_PERIOD_NAMES[rule.period]}; this makes {count_for_rule(rule, line, charges)}.{last}"
    )
    return _finding(text, "Compare the dates, or ask the insurer for more.", "FREQ-01", rule)


def _finding(text: str, fix: str, rule_id: str, rule: CoverageRule) -> Finding:
    where = f" See {rule.source}." if rule.source else ""
    return Finding(Severity.WARNING, "24D", text, f"{fix}{where}", rule_id, f"coverage_rule/{rule.id}")


def _counted(rule: CoverageRule, most: int) -> str:
    return rule.count_by.value if most != 1 else rule.count_by.value.removesuffix("s")


def _since(rule: CoverageRule) -> str:
    return f" since {format_date(rule.effective)}"

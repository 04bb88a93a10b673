"""Last days of disputes: computed by the rule in force, ended as met or missed; and the rules themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.catalogs import denial_codes
from app.domain.disputes.cases import CaseKind
from app.domain.disputes.deadline_rules import (
    CountsFrom,
    DeadlineKind,
    DeadlineRule,
    Unit,
    choose_rule,
)
from app.domain.disputes.deadlines import Deadline, clock_start, compute_deadline
from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.models import disputes as tables
from app.models.disputes import DisputeCase, DisputeDeadline, DisputeDeadlineEnd, DisputeLine
from app.models.records import Payer, Plan
from app.queries.deadline_rules import last_rule_chain, newest_rule_version, rules_for
from app.queries.disputable_claims import DisputableClaim, disputable_claim
from app.queries.payer_windows import payer_facts
from app.services.rows import check_columns, fetch
from app.services.session import Session, Transaction

MOOT = "moot"
_OUTLIVE_A_LOSS = {DeadlineKind.CORRECTED_CLAIM, DeadlineKind.FILING}
ENDS = ("met", "missed", MOOT)
_OWN = frozenset({"id", "chain_id", "version", "user", "at"})


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """A deadline to add: by a rule, from the day that starts the clock, or with the day of a letter.

    `due_on` is the day that a letter itself names; it counts instead of a rule, with `source` as its proof.
    """

    kind: DeadlineKind
    starts_on: date
    level: int = 1
    received_on: date | None = None
    due_on: date | None = None
    source: str = ""


def add_deadline(session: Session, case_id: int, entry: DeadlineEntry) -> int:
    """Add a deadline to a case, and give its id; one of the same kind and level that is open is replaced."""
    session.require(Right.WORK_DISPUTE)
    with session.transaction() as transaction:
        case = fetch(DisputeCase, case_id, "case")
        return write_deadline(transaction, case, _computed(case, entry))


def end_deadline(session: Session, deadline_id: int, outcome: str, note: str = "") -> None:
    """Say what became of a deadline: met, missed, or moot."""
    session.require(Right.WORK_DISPUTE)
    if outcome not in ENDS:
        raise InputError("Say whether the deadline was met, missed, or does not matter any more.")
    with session.transaction() as transaction:
        row = fetch(DisputeDeadline, deadline_id, "deadline")
        if DisputeDeadlineEnd.get_or_none(DisputeDeadlineEnd.deadline == row.id) is not None:
            raise RuleError("A colleague has settled this deadline already. Nothing was changed.")
        write_end(transaction, row, outcome, note)


def add_deadline_rule(session: Session, values: Mapping[str, Any]) -> int:
    """Add how long a payer leaves for a step from a date on, and give the rule's id."""
    session.require(Right.SET_UP_OFFICE)
    check_columns(tables.DeadlineRule, values)
    facts = _sound(values)
    with session.transaction() as transaction:
        return _write_rule(transaction, last_rule_chain() + 1, 1, facts)


def change_deadline_rule(session: Session, rule_id: int, values: Mapping[str, Any]) -> int:
    """Write a new version of a rule and give its id; deadlines computed before keep the old one.

    Raises RuleError when `rule_id` is not the newest version: a colleague has written one since.
    """
    session.require(Right.SET_UP_OFFICE)
    check_columns(tables.DeadlineRule, values)
    before = fetch(tables.DeadlineRule, rule_id, "rule")
    kept = {name: value for name, value in before.__data__.items() if name not in _OWN}
    facts = _sound({**kept, **values})
    if facts == kept:
        return rule_id
    with session.transaction() as transaction:
        if newest_rule_version(before.chain_id) != before.version:
            raise RuleError(
                "A colleague changed this rule while you were typing. Nothing was overwritten and what you "
                "typed is still here. Look at the new version, then save again."
            )
        return _write_rule(transaction, before.chain_id, before.version + 1, facts)


def write_first_deadlines(transaction: Transaction, case: DisputeCase, claim: DisputableClaim) -> None:
    """Compute the deadlines that a new case begins with, inside the open transaction."""
    rules = _rules(claim)
    charges = {row.charge_id for row in DisputeLine.select().where(DisputeLine.case == case.id)}
    served_on = min(line.service_on for line in claim.lines if line.charge_id in charges)
    for kind in _first_kinds(case):
        rule = choose_rule(rules, kind, 1, claim.scope, case.noticed_on)
        if rule is not None:
            starts_on = clock_start(rule, case.noticed_on, served_on)
            write_deadline(transaction, case, compute_deadline(rule, starts_on))


def write_deadline(transaction: Transaction, case: DisputeCase, deadline: Deadline) -> int:
    """Write a computed deadline inside the open transaction, in place of an open one of its kind."""
    session = transaction.session
    for row in _open_of(case.id, deadline.kind, deadline.level):
        write_end(transaction, row, "replaced")
    made = DisputeDeadline.create(
        case=case.id,
        kind=deadline.kind.value,
        level=deadline.level,
        starts_on=deadline.starts_on,
        due_on=deadline.due_on,
        how=deadline.how,
        source=deadline.source,
        is_default=deadline.is_default,
        rule=deadline.rule_id if deadline.rule_id > 0 else None,
        user=session.user.id,
        at=session.now().isoformat(),
    )
    facts = {"case": case.number, "kind": deadline.kind.value, "due_on": deadline.due_on}
    transaction.record("dispute_deadline", made.id, "add_deadline", patient=case.patient_id, after=facts)
    return int(made.id)


def write_end(transaction: Transaction, row: DisputeDeadline, outcome: str, note: str = "") -> None:
    """End a deadline inside the open transaction."""
    session = transaction.session
    DisputeDeadlineEnd.insert(
        deadline=row.id,
        outcome=outcome,
        on_date=session.today(),
        note=note.strip(),
        user=session.user.id,
        at=session.now().isoformat(),
    ).execute()
    patient = DisputeCase.get_by_id(row.case_id).patient_id
    transaction.record(
        "dispute_deadline", row.id, "end_deadline", patient=patient, after={"outcome": outcome}
    )


def end_open(transaction: Transaction, case: DisputeCase, *, is_closed: bool) -> None:
    """End the open deadlines of a level that was decided, inside the open transaction: they are moot.

    A lost level leaves the time to correct the claim or to file it as it was.
    """
    for kind in DeadlineKind if is_closed else set(DeadlineKind) - _OUTLIVE_A_LOSS:
        for row in _open_of(case.id, kind, None):
            write_end(transaction, row, MOOT)


def revive_ended(transaction: Transaction, case: DisputeCase, since: str) -> None:
    """Let the last days that were moot since a moment count again, but not the insurer's own."""
    ended = DisputeDeadlineEnd.select(DisputeDeadlineEnd.deadline).where(
        (DisputeDeadlineEnd.outcome == MOOT) & (DisputeDeadlineEnd.at >= since)
    )
    here = (DisputeDeadline.case == case.id) & DisputeDeadline.id.in_(ended)
    ours = DisputeDeadline.kind != DeadlineKind.DECISION.value
    for row in list(DisputeDeadline.select().where(here & ours).order_by(DisputeDeadline.id)):
        deadline = Deadline(
            DeadlineKind(row.kind),
            row.level,
            "",
            row.starts_on,
            row.due_on,
            row.how,
            row.source,
            row.is_default,
            row.rule_id or 0,
        )
        write_deadline(transaction, case, deadline)


def rule_for(case: DisputeCase, kind: DeadlineKind, level: int, on: date) -> DeadlineRule | None:
    """The rule that counts for a case's step and level on a day."""
    claim = disputable_claim(case.claim_id)
    return choose_rule(_rules(claim), kind, level, claim.scope, on)


def _first_kinds(case: DisputeCase) -> tuple[DeadlineKind, ...]:
    if case.kind == CaseKind.UNDERPAYMENT:
        return (DeadlineKind.UNDERPAYMENT,)
    if case.kind == CaseKind.TAKEBACK:
        return (DeadlineKind.TAKEBACK, DeadlineKind.APPEAL)
    code = denial_codes().get(case.reason.partition("-")[2])
    first = (DeadlineKind.APPEAL, DeadlineKind.CORRECTED_CLAIM)
    return (*first, DeadlineKind.RECORDS) if code and code.deadline == "records_request" else first


def _computed(case: DisputeCase, entry: DeadlineEntry) -> Deadline:
    if entry.due_on is not None:
        if entry.due_on < entry.starts_on:
            raise InputError("The last day lies before the day that starts the clock. Check the two dates.")
        if not entry.source.strip():
            raise InputError("Say where the day stands: the letter, its date and page.")
        how = "The day that the insurer’s letter names."
        return Deadline(
            entry.kind,
            entry.level,
            "",
            entry.starts_on,
            entry.due_on,
            how,
            entry.source.strip(),
            is_default=False,
        )
    rule = rule_for(case, entry.kind, entry.level, entry.starts_on)
    if rule is None:
        raise RuleError("No rule says how long there is. Type the last day and where it stands.")
    return compute_deadline(rule, entry.starts_on, entry.received_on)


def _rules(claim: DisputableClaim) -> tuple[DeadlineRule, ...]:
    return rules_for(claim.scope, payer_facts(Payer.get_by_id(claim.payer_id)))


def _open_of(case_id: int, kind: DeadlineKind, level: int | None) -> list[DisputeDeadline]:
    ended = DisputeDeadlineEnd.select(DisputeDeadlineEnd.deadline)
    here = (DisputeDeadline.case == case_id) & (DisputeDeadline.kind == kind.value)
    if level is not None:
        here &= DisputeDeadline.level == level
    return list(DisputeDeadline.select().where(here & DisputeDeadline.id.not_in(ended)))


def _write_rule(transaction: Transaction, chain: int, version: int, facts: Mapping[str, Any]) -> int:
    session = transaction.session
    row = tables.DeadlineRule.create(
        **facts, chain_id=chain, version=version, user=session.user.id, at=session.now().isoformat()
    )
    after = {"chain": chain, "version": version, **facts}
    transaction.record("deadline_rule", row.id, "write_deadline_rule", after=after)
    return int(row.id)


def _sound(values: Mapping[str, Any]) -> dict[str, Any]:
    """Tidy a rule's facts and refuse what cannot stand."""
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if facts.get("kind") not in list(DeadlineKind) or facts.get("unit") not in list(Unit):
        raise InputError("Choose what is to be done, and whether days, months or years are counted.")
    if facts.get("counts_from") not in list(CountsFrom):
        raise InputError("Choose the day from which the time is counted.")
    if int(facts.get("amount") or 0) < 1:
        raise InputError("Type how many days, months or years there are.")
    if facts.get("effective") is None:
        raise InputError("Type the date from which the rule counts.")
    if facts.get("ends") is not None and facts["ends"] < facts["effective"]:
        raise InputError("The rule ends before it begins. Check the two dates.")
    plan = Plan.get_or_none(Plan.id == facts["plan"]) if facts.get("plan") else None
    if plan is not None and plan.payer_id != facts.get("payer"):
        raise InputError("That plan belongs to another insurer. Choose one of its own, or all plans.")
    return facts

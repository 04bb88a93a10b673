"""What payers ask of a service: rules are added, and changed by a new version; an old version stays."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.code_ranges import tidy_codes
from app.domain.coverage_rules import COUNTING, Ask, review_due
from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.models.authorizations import CoverageRule
from app.models.records import Payer, Plan
from app.queries.coverage_rules import last_chain, newest_version
from app.services.files import NewFile, keep_file
from app.services.rows import check_columns, fetch
from app.services.session import Session, Transaction

_OWN = frozenset({"id", "chain_id", "version", "user", "at"})


def add_rule(session: Session, values: Mapping[str, Any]) -> int:
    """Add what a payer asks of a service from a date on, and give the rule's id."""
    session.require(Right.SET_UP_OFFICE)
    check_columns(CoverageRule, values)
    facts = _sound(values)
    with session.transaction() as transaction:
        return _write(transaction, last_chain() + 1, 1, facts, "add_rule")


def change_rule(session: Session, rule_id: int, values: Mapping[str, Any]) -> int:
    """Write a new version of a rule and give its id; services before its date keep the old one.

    Raises RuleError when `rule_id` is not the newest version: a colleague has written one since.
    """
    session.require(Right.SET_UP_OFFICE)
    return _change(session, rule_id, values)


def attach_rule_file(session: Session, rule_id: int, path: Path) -> int:
    """Keep the paper that a rule comes from beside all its versions, and give the file's id."""
    session.require(Right.SET_UP_OFFICE)
    try:
        content = path.read_bytes()
    except OSError:
        raise InputError(f"“{path.name}” cannot be read. Nothing was kept. Choose another file.") from None
    rule = fetch(CoverageRule, rule_id, "rule")
    paper = NewFile("payer_rule", path.name, content, "coverage_rule", rule.chain_id)
    with session.transaction() as transaction:
        file_id = keep_file(transaction, paper)
        after = {"name": path.name, "file": file_id}
        transaction.record("coverage_rule", rule_id, "attach_rule_file", after=after)
        return file_id


def _change(session: Session, rule_id: int, values: Mapping[str, Any]) -> int:
    check_columns(CoverageRule, values)
    before = fetch(CoverageRule, rule_id, "rule")
    kept = {name: value for name, value in before.__data__.items() if name not in _OWN}
    facts = _sound({**kept, **values})
    if facts == kept:
        return rule_id
    with session.transaction() as transaction:
        _refuse_old(before)
        return _write(transaction, before.chain_id, before.version + 1, facts, "change_rule")


def _write(transaction: Transaction, chain: int, version: int, facts: Mapping[str, Any], action: str) -> int:
    session = transaction.session
    row = CoverageRule.create(
        **facts, chain_id=chain, version=version, user=session.user.id, at=session.now().isoformat()
    )
    transaction.record("coverage_rule", row.id, action, after={"chain": chain, "version": version, **facts})
    return int(row.id)


def _refuse_old(before: CoverageRule) -> None:
    if newest_version(before.chain_id) != before.version:
        raise RuleError(
            "A colleague changed this rule while you were typing. Nothing was overwritten and what you typed "
            "is still here. Look at the new version, then save again."
        )


def _sound(values: Mapping[str, Any]) -> dict[str, Any]:
    """Tidy a rule's facts and refuse what cannot stand."""
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if Payer.get_or_none(Payer.id == facts.get("payer")) is None:
        raise InputError("Choose the insurer whose rule this is.")
    plan = Plan.get_or_none(Plan.id == facts["plan"]) if facts.get("plan") else None
    if plan is not None and plan.payer_id != facts["payer"]:
        raise InputError("That plan belongs to another insurer. Choose one of its own, or all plans.")
    facts["codes"] = tidy_codes(facts.get("codes") or "")
    effective, ends = facts.get("effective"), facts.get("ends")
    if effective is None:
        raise InputError("Type the date from which the rule counts.")
    if ends is not None and ends < effective:
        raise InputError("The rule ends before it begins. Check the two dates.")
    return _counted(facts)


def _counted(facts: dict[str, Any]) -> dict[str, Any]:
    if facts.get("ask") not in list(Ask):
        raise InputError("Choose what the insurer asks.")
    ask = Ask(facts["ask"])
    if ask in COUNTING and facts.get("most") is None:
        raise InputError("Type after how many visits or units, as 12.")
    if ask not in COUNTING:
        facts["most"] = None
    if facts.get("confirmed_on") and not facts.get("review_on"):
        facts["review_on"] = review_due(ask, facts["confirmed_on"])
    return facts

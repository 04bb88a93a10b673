"""Contracts with payers and plans: added, changed by a new version, ended; an old version stays as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from app.domain.code_ranges import tidy_codes, write_codes
from app.domain.contracts import ContractTerm, check_term
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO
from app.domain.percents import MOST, read_percents, write_percents
from app.domain.rights import Right
from app.domain.underpayments import Tolerance
from app.models import contracts as tables
from app.models.office import Setting
from app.models.records import Payer, Plan
from app.queries.contracts import (
    LEAST_SETTING,
    PERCENT_SETTING,
    last_contract_chain,
    newest_contract_version,
    standing_contract,
    terms_of,
)
from app.services.rows import check_columns, fetch
from app.services.session import Session, Transaction

_OWN = frozenset({"id", "chain_id", "version", "user", "at"})


def add_contract(session: Session, values: Mapping[str, Any], terms: Sequence[ContractTerm]) -> int:
    """Add a contract with a payer or plan and its terms; gives its id.

    Refused where the payer or plan has one in force that day: that one is changed by a new version.
    """
    session.require(Right.SET_UP_OFFICE)
    check_columns(tables.Contract, values)
    facts, sound = _sound(values), _sound_terms(terms)
    with session.transaction() as transaction:
        _refuse_second(facts)
        return _write(transaction, (last_contract_chain() + 1, 1), facts, sound, "add_contract")


def change_contract(
    session: Session, contract_id: int, values: Mapping[str, Any], terms: Sequence[ContractTerm]
) -> int:
    """Write a new version of a contract and give its id; services before its first day keep the old one.

    Raises RuleError when `contract_id` is not the newest version: a colleague has written one since.
    """
    session.require(Right.SET_UP_OFFICE)
    check_columns(tables.Contract, values)
    return _change(session, contract_id, values, terms, "change_contract")


def end_contract(session: Session, contract_id: int, last_day: date) -> int:
    """Let a contract end on a day of service; gives the id of the version that says so."""
    session.require(Right.SET_UP_OFFICE)
    return _change(session, contract_id, {"ends": last_day}, None, "end_contract")


def set_tolerance(session: Session, tolerance: Tolerance) -> None:
    """Say how far below its contract an insurer may stay before a service counts as underpaid."""
    session.require(Right.SET_UP_OFFICE)
    if tolerance.least < ZERO or not 0 <= tolerance.percent_bp <= MOST:
        raise InputError("Type an amount of 0.00 or more, and a percent of 0 or more. Nothing was changed.")
    values = {LEAST_SETTING: str(tolerance.least.cents), PERCENT_SETTING: str(tolerance.percent_bp)}
    with session.transaction() as transaction:
        for name, value in values.items():
            Setting.insert(name=name, value=value).on_conflict("replace").execute()
        transaction.record("setting", None, "set_tolerance", after=values)


def _change(
    session: Session,
    contract_id: int,
    values: Mapping[str, Any],
    terms: Sequence[ContractTerm] | None,
    action: str,
) -> int:
    before = fetch(tables.Contract, contract_id, "contract")
    kept = {name: value for name, value in before.__data__.items() if name not in _OWN}
    facts, old = _sound({**kept, **values}), terms_of(contract_id)
    sound = old if terms is None else _sound_terms(terms)
    if (facts, sound) == (kept, old):
        return contract_id
    with session.transaction() as transaction:
        if newest_contract_version(before.chain_id) != before.version:
            raise RuleError(
                "A colleague changed this contract while you were typing. Nothing was overwritten and what "
                "you typed is still here. Look at the new version, then save again."
            )
        _refuse_second(facts, before.chain_id)
        return _write(transaction, (before.chain_id, before.version + 1), facts, sound, action)


def _write(
    transaction: Transaction,
    place: tuple[int, int],
    facts: Mapping[str, Any],
    terms: Sequence[ContractTerm],
    action: str,
) -> int:
    session, (chain, version) = transaction.session, place
    row = tables.Contract.create(
        **facts, chain_id=chain, version=version, user=session.user.id, at=session.now().isoformat()
    )
    rows = [_columns(term) for term in terms]
    for position, columns in enumerate(rows, 1):
        tables.ContractTerm.insert(contract=row.id, position=position, **columns).execute()
    told = {"chain": chain, "version": version, **facts, "terms": [_told(columns) for columns in rows]}
    transaction.record("contract", row.id, action, after=told)
    return int(row.id)


def _refuse_second(facts: Mapping[str, Any], own_chain: int = 0) -> None:
    other = standing_contract(facts["payer"], facts["plan"], facts["effective"], own_chain)
    if other is not None:
        raise RuleError(
            f"There is a contract for this insurer and plan since {other.effective:%m/%d/%Y} already. "
            "Nothing was saved. Choose it in the list and change it from its new first day on, or end it "
            "first."
        )


def _sound(values: Mapping[str, Any]) -> dict[str, Any]:
    """Tidy a contract's facts and refuse what cannot stand."""
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if Payer.get_or_none(Payer.id == facts.get("payer")) is None:
        raise InputError("Choose the insurer whose contract this is.")
    plan_id = facts.setdefault("plan", None)
    plan = Plan.get_or_none(Plan.id == plan_id) if plan_id else None
    if plan is not None and plan.payer_id != facts["payer"]:
        raise InputError("That plan belongs to another insurer. Choose one of its own, or all plans.")
    effective, ends = facts.get("effective"), facts.setdefault("ends", None)
    if effective is None:
        raise InputError("Type the first day of service on which the contract counts.")
    if ends is not None and ends < effective:
        raise InputError("The contract ends before it begins. Check the two dates.")
    facts["multiple_codes"] = tidy_codes(facts.get("multiple_codes") or "")
    facts["multiple"] = write_percents(read_percents(facts.get("multiple") or ""))
    return facts


def _sound_terms(terms: Sequence[ContractTerm]) -> tuple[ContractTerm, ...]:
    if not terms:
        raise InputError("The contract pays nothing yet. Add at least one rate.")
    sound = tuple(
        replace(
            term,
            category=term.category.strip(),
            modifier=term.modifier.strip().upper(),
            source=term.source.strip(),
        )
        for term in terms
    )
    for term in sound:
        check_term(term)
    return sound


def _columns(term: ContractTerm) -> dict[str, Any]:
    values = {each.name: getattr(term, each.name) for each in fields(term)}
    return {**values, "kind": term.kind.value, "codes": write_codes(term.codes)}


def _told(columns: Mapping[str, Any]) -> dict[str, Any]:
    """A term as the trail keeps it: only what it says."""
    return {name: value for name, value in columns.items() if value}

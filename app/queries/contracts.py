"""Contracts with payers and plans: those there are, the one of a day, and what it makes of a claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.code_ranges import read_codes
from app.domain.contracts import Contract, ContractTerm, RateKind, choose_contract, explain_term
from app.domain.expected_allowed import ExpectedLine
from app.domain.money import Money
from app.domain.percents import read_percents
from app.domain.rights import Right
from app.domain.underpayments import Tolerance
from app.models import contracts as tables
from app.models.database import select
from app.models.office import Setting
from app.queries.asking import asks
from app.queries.contract_rates import RateSource, price_claims

LEAST_SETTING, PERCENT_SETTING = "underpaid_least_cents", "underpaid_percent_bp"


@dataclass(frozen=True, slots=True)
class ContractLine:
    """The newest version of a contract as settings list it; `values` are its columns as the form has them."""

    id: int
    contract: Contract
    payer: str
    rates: str
    values: dict[str, Any]


@asks(Right.SEE_OFFICE)
def list_contracts() -> tuple[ContractLine, ...]:
    """The newest version of every contract, by payer and plan."""
    newest = {each.chain_id: each for each in list_all_contracts()}
    rows = {row.id: row for row in tables.Contract.select()}
    lines = [_line(each, rows[each.id]) for each in newest.values()]
    return tuple(sorted(lines, key=lambda line: (line.payer.casefold(), line.contract.effective)))


@asks(Right.SEE_OFFICE)
def list_contract_versions(chain_id: int) -> tuple[Contract, ...]:
    """Every version of a contract, the newest first."""
    found = [each for each in list_all_contracts() if each.chain_id == chain_id]
    return tuple(reversed(found))


@asks(Right.SEE_OFFICE)
def find_contract(payer_id: int, plan_id: int | None, on: date) -> Contract | None:
    """The contract that counts for services of a day; a plan's own goes before the payer's."""
    return choose_contract(list_all_contracts(payer_id), payer_id, plan_id, on)


@asks(Right.SEE_PATIENT)
def expected_for_claim(claim_id: int) -> tuple[ExpectedLine, ...]:
    """What the contract pays for each line of a claim, in their order; nothing without a contract."""
    return expected_lines(claim_id, RateSource(list_all_contracts()))


@asks(Right.SEE_OFFICE)
def find_tolerance() -> Tolerance:
    """How far below its contract an insurer may stay; the usual one until the practice says otherwise."""
    kept = {row.name: int(row.value) for row in Setting.select().where(Setting.name.startswith("underpaid_"))}
    usual = Tolerance()
    least, percent = kept.get(LEAST_SETTING, usual.least.cents), kept.get(PERCENT_SETTING, usual.percent_bp)
    return Tolerance(Money(least), percent)


def expected_lines(claim_id: int, source: RateSource) -> tuple[ExpectedLine, ...]:
    """What the contract pays for the lines of one of many claims; inside another question only."""
    return tuple(each for _, each in price_claims((claim_id,), source).get(claim_id, ()))


@asks(Right.SEE_OFFICE)
def list_all_contracts(payer_id: int | None = None) -> tuple[Contract, ...]:
    """Every version of the contracts of a payer or of all, oldest first; a part of other questions."""
    rows = tables.Contract.select().order_by(tables.Contract.chain_id, tables.Contract.version)
    found = list(rows if payer_id is None else rows.where(tables.Contract.payer == payer_id))
    terms: dict[int, list[ContractTerm]] = {row.id: [] for row in found}
    for row in tables.ContractTerm.select().order_by(
        tables.ContractTerm.contract, tables.ContractTerm.position
    ):
        if row.contract_id in terms:
            terms[row.contract_id].append(_term(row))
    payers, plans = _names("payer"), _names("plan")
    return tuple(_contract(row, tuple(terms[row.id]), payers, plans) for row in found)


def terms_of(contract_id: int) -> tuple[ContractTerm, ...]:
    """The terms of one version in their order."""
    rows = tables.ContractTerm.select().where(tables.ContractTerm.contract == contract_id)
    return tuple(_term(row) for row in rows.order_by(tables.ContractTerm.position))


def standing_contract(payer_id: int, plan_id: int | None, on: date, beside: int = 0) -> Contract | None:
    """The contract of exactly this payer and plan in force on a day, beside one chain; None without one."""
    found = list_all_contracts(payer_id)
    same = [each for each in found if each.plan_id == plan_id and each.chain_id != beside]
    return choose_contract(same, payer_id, plan_id, on)


def last_contract_chain() -> int:
    """The highest number of a chain of versions given out, 0 where there is no contract yet."""
    return int(select("select coalesce(max(chain_id), 0) from contract")[0][0])


def newest_contract_version(chain_id: int) -> int:
    """The number of a chain's newest version."""
    return int(select("select max(version) from contract where chain_id = ?", chain_id)[0][0])


def _line(contract: Contract, row: tables.Contract) -> ContractLine:
    values = {
        name: value
        for name, value in row.__data__.items()
        if name not in ("id", "chain_id", "version", "user", "at")
    }
    rates = "; ".join(f"{term.service}: {explain_term(term)}" for term in contract.terms)
    return ContractLine(contract.id, contract, contract.payer, rates, values)


def _contract(
    row: tables.Contract,
    terms: tuple[ContractTerm, ...],
    payers: Mapping[int, str],
    plans: Mapping[int, str],
) -> Contract:
    return Contract(
        id=row.id,
        chain_id=row.chain_id,
        version=row.version,
        payer_id=row.payer_id,
        effective=row.effective,
        terms=terms,
        payer=payers[row.payer_id],
        plan_id=row.plan_id,
        plan=plans[row.plan_id] if row.plan_id else "",
        name=row.name,
        ends=row.ends,
        lesser_of=row.lesser_of,
        multiple_bp=read_percents(row.multiple),
        multiple_codes=read_codes(row.multiple_codes),
        bilateral_bp=row.bilateral_bp,
        dispute_days=row.dispute_days,
        source_title=row.source_title,
        source_page=row.source_page,
        note=row.note,
    )


def _term(row: tables.ContractTerm) -> ContractTerm:
    return ContractTerm(
        RateKind(row.kind),
        read_codes(row.codes),
        row.category,
        row.modifier,
        row.amount,
        row.percent_bp,
        row.year,
        row.source,
    )


def _names(table: str) -> Mapping[int, str]:
    return dict(select(f"select id, name from {table}"))

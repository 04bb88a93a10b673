"""The list of contracts as data: its fields, columns, and how a contract is added or changed."""

from typing import Any

from app.domain.code_ranges import tidy_codes
from app.domain.contracts import BILATERAL_BP, DISPUTE_DAYS
from app.domain.date_entry import format_date
from app.domain.percents import read_percent, read_percents, write_percent, write_percents
from app.queries.contracts import ContractLine, list_contracts
from app.services.contracts import add_contract, change_contract
from app.services.session import Session
from app.views.common.columns import Column
from app.views.common.fields import Field, Kind
from app.views.settings.office_specs import read_count
from app.views.settings.record_list import RecordSpec, Values

TERMS = "terms"


def tidy_percent(text: str) -> str:
    """Read a typed percent and write it the one way it is shown."""
    return write_percent(read_percent(text))


def _tidy_percents(text: str) -> str:
    return write_percents(read_percents(text))


def _save(session: Session, row: ContractLine | None, values: Values) -> int:
    facts = dict(values)
    terms, both_sides = facts.pop(TERMS), facts.pop("both_sides")
    facts["bilateral_bp"] = read_percent(both_sides) if both_sides else BILATERAL_BP
    if row is None:
        return add_contract(session, facts, terms)
    return change_contract(session, row.id, facts, terms)


def _values(line: ContractLine) -> dict[str, Any]:
    both_sides = write_percent(line.contract.bilateral_bp)
    return {**line.values, "both_sides": both_sides, TERMS: line.contract.terms}


def _named(line: ContractLine) -> str:
    return f"{line.payer} {line.contract.plan}".strip()


def _days(line: ContractLine) -> str:
    contract = line.contract
    until = f" to {format_date(contract.ends)}" if contract.ends else ""
    return f"from {format_date(contract.effective)}{until}"


FIELDS: tuple[Field, ...] = (
    Field("payer", "Insurer", Kind.CHOICE, required=True),
    Field("plan", "Plan", Kind.CHOICE),
    Field("name", "Name of the contract", help="As your papers call it."),
    Field("effective", "Counts from", Kind.DATE, required=True, help="Earlier services keep the old rates."),
    Field("ends", "Counts to", Kind.DATE, help="Empty while it counts."),
    Field("lesser_of", "Never pays more than the charge", Kind.CHECK),
    Field(
        "multiple",
        "Second, third and later procedures",
        Kind.CODE,
        read=_tidy_percents,
        help="Percents like 50, 25; empty: each is paid in full.",
    ),
    Field(
        "multiple_codes",
        "Which procedures those are",
        Kind.CODE,
        read=tidy_codes,
        help="Codes; empty: those that Medicare’s fee schedule marks.",
    ),
    Field("both_sides", "Both sides (modifier 50)", Kind.CODE, read=tidy_percent, help="Empty: 150 %."),
    Field(
        "dispute_days",
        "Days to dispute a payment",
        Kind.CODE,
        read=read_count,
        help=f"Empty: {DISPUTE_DAYS}, counted from the answer.",
    ),
    Field("source_title", "Where it says so", help="The contract or exhibit, by its title."),
    Field("source_page", "Page", width=6),
    Field("note", "In plain words", wide=True),
)
CONTRACTS = RecordSpec(
    key="contract",
    title="Contracts",
    one="contract",
    lead="What insurers have agreed to pay, and since when. Answers below it are listed under Payments, "
    "Underpaid. A change is a new version: services before its date keep the old one.",
    fields=FIELDS,
    columns=(
        Column("Insurer", _named, width=15),
        Column("Counts", _days, width=14),
        Column("Pays", lambda line: line.rates),
    ),
    query=list_contracts,
    save=_save,
    values=_values,
    identity=lambda line: line.id,
    numbers=frozenset({"dispute_days"}),
    fresh={"lesser_of": True, TERMS: ()},
)

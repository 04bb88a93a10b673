"""The office's own lists: practice, providers, places, payers, plans, fees and procedures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.benefits import BenefitMode, BenefitRow, check_benefit_row
from app.domain.errors import InputError
from app.domain.findings import Severity
from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.models.database import Table
from app.models.office import Place, Practice, Provider, Setting
from app.models.records import Benefit, Fee, Payer, Plan, Procedure, TradingPartner
from app.services.rows import change_row, check_columns
from app.services.session import Session, Transaction

LISTS: dict[str, type[Table]] = {
    "provider": Provider,
    "place": Place,
    "payer": Payer,
    "plan": Plan,
    "trading_partner": TradingPartner,
}


def add_to_list(session: Session, what: str, values: Mapping[str, Any]) -> int:
    """Add a `provider`, `place`, `payer`, `plan` or `trading_partner` and give its id."""
    session.require(Right.SET_UP_OFFICE)
    check_columns(LISTS[what], values)
    named = values.get("name") or values.get("last") or ""
    if not str(named).strip():
        raise InputError(f"The {_word(what)} needs a name.")
    with session.transaction() as transaction:
        _refuse_double(what, values)
        return write_in_list(transaction, what, values)


def write_in_list(transaction: Transaction, what: str, values: Mapping[str, Any]) -> int:
    """Write a row of a list inside the open transaction."""
    row = LISTS[what].create(**values)
    row_id = int(row.__data__["id"])
    transaction.record(what, row_id, f"add_{what}", after=dict(values))
    return row_id


def change_in_list(session: Session, what: str, row_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Change a row of a list by its name in `LISTS`; refused when a colleague saved since `version`."""
    session.require(Right.SET_UP_OFFICE)
    with session.transaction() as transaction:
        _refuse_double(what, values, row_id)
        change_row(transaction, LISTS[what], row_id, version, values, what=what)


def _word(what: str) -> str:
    return what.replace("_", " ")


def _refuse_double(what: str, values: Mapping[str, Any], row_id: int = 0) -> None:
    """Trading partners are told apart by their names, also on the command line."""
    if what != "trading_partner" or "name" not in values:
        return
    same = (TradingPartner.name == values["name"]) & (TradingPartner.id != row_id)
    if TradingPartner.get_or_none(same) is not None:
        raise InputError(
            f"There is a trading partner “{values['name']}” already. Give this one another name."
        )


def change_practice(session: Session, version: int, values: Mapping[str, Any]) -> None:
    """Change the practice's own facts: name, numbers, addresses, messages."""
    session.require(Right.SET_UP_OFFICE)
    with session.transaction() as transaction:
        change_row(transaction, Practice, 1, version, values, what="practice")


def set_benefit(session: Session, plan_id: int, category: str, values: Mapping[str, Any]) -> None:
    """Say what a plan pays for one category of service, replacing what was said before."""
    session.require(Right.SET_UP_OFFICE)
    check_columns(Benefit, values)
    _check_benefit(category, values)
    with session.transaction() as transaction:
        here = (Benefit.plan == plan_id) & (Benefit.category == category)
        Benefit.delete().where(here).execute()
        Benefit.create(**{**values, "plan": plan_id, "category": category})
        transaction.record("plan", plan_id, "set_benefit", after={"category": category, **values})


def _check_benefit(category: str, values: Mapping[str, Any]) -> None:
    row = BenefitRow(
        category,
        BenefitMode[values["mode"]],
        values.get("copay"),
        values.get("coinsurance_bp", 0),
        bool(values.get("deductible_applies")),
    )
    wrong = [found.text for found in check_benefit_row(row) if found.severity is Severity.ERROR]
    if wrong:
        raise InputError(f"{' '.join(wrong)} Nothing was changed. Compare it with the plan’s list.")


def set_fee(session: Session, code: str, amount: Money, effective: date, modifier: str = "") -> None:
    """Set the fee of a code and modifier from a date on."""
    session.require(Right.SET_UP_OFFICE)
    with session.transaction() as transaction:
        write_fee(transaction, code, amount, effective, modifier)


def write_fee(
    transaction: Transaction, code: str, amount: Money, effective: date, modifier: str = ""
) -> None:
    """Write the fee of a code and modifier from a date on inside the open transaction."""
    if amount <= ZERO:
        raise InputError(f"The fee for {code} must be more than 0.00.")
    here = (Fee.code == code) & (Fee.modifier == modifier) & (Fee.effective == effective)
    Fee.delete().where(here).execute()
    row = Fee.create(code=code, modifier=modifier, amount=amount, effective=effective)
    transaction.record("fee", row.id, "set_fee", after={"code": code, "modifier": modifier, "amount": amount})


def keep_procedure(session: Session, code: str, values: Mapping[str, Any]) -> None:
    """Add a procedure to the practice's own list, or change its plain names and category."""
    session.require(Right.SET_UP_OFFICE)
    check_columns(Procedure, values)
    code = code.strip().upper()
    if not code or not str(values.get("name", "-")).strip():
        raise InputError("A procedure needs a code and a plain name.")
    with session.transaction() as transaction:
        write_procedure(transaction, code, values)


def write_procedure(transaction: Transaction, code: str, values: Mapping[str, Any]) -> None:
    """Write a procedure, or its new names, inside the open transaction."""
    if Procedure.get_or_none(Procedure.code == code) is None:
        Procedure.insert(**{**values, "code": code}).execute()
    else:
        Procedure.update(**values).where(Procedure.code == code).execute()
    transaction.record("procedure", None, "keep_procedure", after={"code": code, **values})


def set_setting(session: Session, name: str, value: str) -> None:
    """Set a named setting of the practice."""
    session.require(Right.SET_UP_OFFICE)
    with session.transaction() as transaction:
        Setting.insert(name=name, value=value).on_conflict("replace").execute()
        transaction.record("setting", None, "set_setting", after={name: value})

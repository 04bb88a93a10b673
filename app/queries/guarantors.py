"""Guarantor accounts found while typing, to put a patient into a family."""

from dataclasses import dataclass
from typing import Any

from app.domain.rights import Right
from app.models.database import select
from app.models.records import GuarantorAccount
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class GuarantorLine:
    """An account as a choice of who pays; `members` names the patients on it."""

    id: int
    number: str
    name: str
    street: str
    members: str


@dataclass(frozen=True, slots=True)
class GuarantorDetail:
    """An account's columns as forms change or copy them."""

    id: int
    version: int
    number: str
    values: dict[str, Any]


@asks(Right.SEE_PATIENT)
def list_guarantors(text: str, limit: int = 8) -> tuple[GuarantorLine, ...]:
    """Accounts by number or the beginning of the guarantor's or a member's last name; none confidential."""
    typed = text.replace("%", "").replace("_", "").replace(",", " ").split()
    if not typed:
        return ()
    start = f"{typed[0]}%"
    rows = select(
        "select a.id, a.number, a.last, a.first, a.street, (select group_concat(first, ', ') from patient t "
        "where t.account_id = a.id and t.active = 1) from guarantor_account a where a.confidential = 0 and "
        "(a.number = ? or a.last like ? or a.id in (select account_id from patient where last like ?)) "
        "order by a.last, a.first, a.id limit ?",
        typed[0].upper(),
        start,
        start,
        limit,
    )
    return tuple(
        GuarantorLine(account, number, f"{last}, {first}".strip(", "), street, members or "")
        for account, number, last, first, street, members in rows
    )


@asks(Right.SEE_PATIENT)
def find_guarantor(account_id: int) -> GuarantorDetail:
    """One account's own columns."""
    row = GuarantorAccount.get_by_id(account_id)
    values = {name: value for name, value in row.__data__.items() if name not in ("id", "version", "number")}
    return GuarantorDetail(row.id, row.version, row.number, values)

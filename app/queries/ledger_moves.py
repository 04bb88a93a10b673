"""The ledger of one account or of one charge, read as movements with their names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.explanations import explain_date
from app.domain.itemised_ledger import LedgerMove
from app.domain.money import Money
from app.domain.movement_words import MoveNames, compose_ledger_move
from app.domain.movements import LedgerEntry, compose_movements
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

_ENTRIES = (
    "select p.id, p.kind, p.posted_on, p.effective_on, p.reverses is not null, p.reason, u.display_name, "
    "e.account, e.charge_id, e.policy_id, e.payment_id, e.cents from entry e "
    "join posting p on p.id = e.posting_id join user u on u.id = p.user_id where "
)
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class AccountLedger:
    """Every movement of an account, and the day from which its open lines are still told in full."""

    moves: tuple[LedgerMove, ...]
    open_since: date | None


@asks(Right.SEE_PATIENT)
def list_ledger_moves(account_id: int, language: str) -> AccountLedger:
    """Every movement of an account in the order posted, in the words of a language (`en`, `es`)."""
    entries = load_entries("e.guarantor_id = ?", account_id)
    names = load_names(entries, language)
    moves = tuple(compose_ledger_move(each, names, language) for each in compose_movements(entries))
    return AccountLedger(moves, _open_since(account_id))


def load_entries(where: str, *params: object) -> tuple[LedgerEntry, ...]:
    """Entries in posting order; for other questions of this floor."""
    rows = select(f"{_ENTRIES}{where} order by e.posting_id, e.id", *params)
    return tuple(_entry(row) for row in rows)


def load_names(entries: Sequence[LedgerEntry], language: str) -> MoveNames:
    """The names of all that some entries speak of; for other questions of this floor."""
    services, days, patients = {}, {}, {}
    for charge, english, spanish, on, patient in _by_ids(_CHARGES, (entry.charge_id for entry in entries)):
        services[charge] = spanish if language == "es" and spanish else english
        days[charge] = explain_date(date.fromisoformat(on))
        patients[charge] = patient
    payers = dict(_by_ids(_PAYERS, (entry.policy_id for entry in entries)))
    receipts = {
        payment: (number, method)
        for payment, number, method in _by_ids(_RECEIPTS, (entry.payment_id for entry in entries))
    }
    return MoveNames(services, days, patients, payers, receipts)


_CHARGES = (
    "select c.id, coalesce(r.name, c.code), coalesce(r.name_es, ''), c.service_on, "
    "trim(t.first || ' ' || t.last) from charge c join patient t on t.id = c.patient_id "
    "left join procedure r on r.code = c.code where c.id"
)
_PAYERS = (
    "select o.id, y.name from policy o join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
    "where o.id"
)
_RECEIPTS = "select id, receipt_number, method from payment where id"


def _entry(row: tuple[Any, ...]) -> LedgerEntry:
    posting, kind, posted, effective, reverses, *rest, cents = row
    days = date.fromisoformat(posted), date.fromisoformat(effective)
    reason, who, account, charge, policy, payment = rest
    return LedgerEntry(
        posting,
        kind,
        *days,
        bool(reverses),
        reason,
        who,
        account,
        charge,
        policy,
        payment,
        Money(cents),
    )


def _by_ids(sql: str, ids: Iterable[int | None]) -> list[tuple[Any, ...]]:
    wanted = sorted({each for each in ids if each is not None})
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found += select(f"{sql} in ({', '.join('?' * len(some))})", *some)
    return found


def _open_since(account_id: int) -> date | None:
    """The oldest date of service for which anybody still owes."""
    rows = select(
        "select min(c.service_on) from (select distinct charge_id from entry where guarantor_id = ?1 "
        "and charge_id is not null) e join charge_balance b on b.charge_id = e.charge_id "
        "and b.guarantor_id = ?1 and b.cents <> 0 join charge c on c.id = e.charge_id",
        account_id,
    )
    return date.fromisoformat(rows[0][0]) if rows[0][0] else None

"""The one way postings enter the ledger, and the way a posting is read back to be reversed."""

from collections.abc import Sequence

from app.domain.money import Money
from app.domain.posting import PlannedEntry, PlannedPosting
from app.models.database import database, select


def append(postings: Sequence[PlannedPosting], user_id: int, at: str) -> list[int]:
    """Write postings, their entries and their seals inside the open transaction; gives their ids in order.

    Raises IntegrityError where the ledger's own guards refuse one.
    """
    first = last_posting() + 1
    ids = list(range(first, first + len(postings)))
    connection = database.connection()
    connection.executemany(
        "insert into posting(id, kind, posted_on, effective_on, reason, source_key, reverses, user_id, at) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                posting_id,
                posting.kind,
                posting.posted_on.isoformat(),
                (posting.effective_on or posting.posted_on).isoformat(),
                posting.reason,
                posting.source_key,
                posting.reverses,
                user_id,
                at,
            )
            for posting_id, posting in zip(ids, postings, strict=True)
        ],
    )
    connection.executemany(
        "insert into entry(posting_id, account, guarantor_id, charge_id, policy_id, payment_id, cents) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                posting_id,
                entry.account,
                entry.guarantor_id,
                entry.charge_id,
                entry.policy_id,
                entry.payment_id,
                entry.amount.cents,
            )
            for posting_id, posting in zip(ids, postings, strict=True)
            for entry in posting.entries
        ],
    )
    connection.executemany("insert into seal(posting_id) values (?)", [(posting_id,) for posting_id in ids])
    return ids


def last_posting() -> int:
    """The id of the ledger's last posting, 0 while it is empty."""
    return int(select("select coalesce(max(id), 0) from posting")[0][0])


def entries_of(posting_id: int) -> tuple[PlannedEntry, ...]:
    """Read a posting's entries back, in order."""
    rows = select(
        "select account, guarantor_id, cents, charge_id, policy_id, payment_id from entry "
        "where posting_id = ? order by id",
        posting_id,
    )
    return tuple(
        PlannedEntry(account, guarantor, Money(cents), charge, policy, payment)
        for account, guarantor, cents, charge, policy, payment in rows
    )


def reversal_of(posting_id: int) -> int | None:
    """Find the posting that takes this one back, if there is one."""
    rows = select("select id from posting where reverses = ?", posting_id)
    return rows[0][0] if rows else None

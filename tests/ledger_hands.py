"""What the ledger holds at a moment, and amounts written as remittances do."""

from datetime import date

from app.models.database import select
from tests.practice_fixtures import TODAY


def cuts(*parts):
    """Write adjustments as remittances do: `cuts("CO-45 8360", "PR-1 5000")`, in cents."""
    split = [part.split() for part in parts]
    return tuple((*name.split("-"), int(cents)) for name, cents in split)


def ledger():
    """What every account, bucket and payment of the ledger comes to, so that two moments can be compared."""
    return {
        tuple(row[:-1]): row[-1]
        for row in select(
            "select account, guarantor_id, charge_id, policy_id, payment_id, sum(cents) as s from entry "
            "group by 1, 2, 3, 4, 5 having s <> 0"
        )
    }


def books_and_claims():
    """The ledger, and where every claim stands that is not void."""
    return ledger(), select(
        "select visit_id, policy_id, rank, state from claim where state <> 'void' order by 1, 2, 3"
    )


def of(account):
    """What an account of the ledger comes to."""
    return select("select coalesce(sum(cents), 0) from entry where account = ?", account)[0][0]


def day(month, number) -> date:
    return date(TODAY.year, month, number)

"""Indexes for what is asked on a key press or on opening a tab, so that a large practice waits for nothing."""

from typing import Any

STEPS = (
    "create index payment_received on payment(received_on)",
    "create index payment_visit on payment(visit_id)",
    "create index payment_left on payment_balance(payment_id) where cents < 0",
    "create index adjudication_received on adjudication(received_on)",
    "create index claim_policy on claim(policy_id)",
    "create index visit_planned on visit(on_date, id) where state = 'planned'",
    "create index guarantor_account_begins on guarantor_account(last collate nocase)",
    "create index patient_begins on patient(last collate nocase)",
    "create index entry_account on entry(account, cents) where charge_id is not null",
    "create index access_user on access(user_id, what, seq)",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the indexes."""
    for step in STEPS:
        db.execute_sql(step)

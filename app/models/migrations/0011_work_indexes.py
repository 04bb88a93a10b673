"""Indexes for the work lists of claims: what is on hold, rejected, or never billed is found without a search."""

from typing import Any

STEPS = (
    "create index claim_held on claim(id) where held <> ''",
    "create index claim_standing on claim(visit_id) where state <> 'void'",
    "create index claim_response_rejected on claim_response(claim_id, claim_version) where outcome = 'rejected'",
    "create index visit_done on visit(on_date, id, patient_id) where state = 'done' and self_pay = 0",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the indexes."""
    for step in STEPS:
        db.execute_sql(step)

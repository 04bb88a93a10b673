"""The counts, totals and heads by which a copy of a practice is known to be whole."""

from collections.abc import Sequence
from typing import Any

from app.models.database import select

# One question, so that all of it is of one moment even while work goes on.
_FACTS = """
    select (select count(*) from patient) as patients,
      (select count(*) from charge) as charges,
      (select count(*) from payment) as payments,
      (select count(*) from posting) as postings,
      (select count(*) from entry) as entries,
      (select coalesce(sum(cents), 0) from entry) as ledger_sum_cents,
      (select coalesce(sum(cents), 0) from entry where cents > 0) as debits_cents,
      (select coalesce(sum(cents), 0) from account_balance where account = 'patient_ar')
        as patients_owe_cents,
      (select coalesce(sum(cents), 0) from account_balance where account = 'insurance_ar')
        as insurers_owe_cents,
      (select count(*) from stored_file) as files,
      (select coalesce(max(seq), 0) from audit) as audit_rows,
      (select coalesce((select hash from audit order by seq desc limit 1), '')) as audit_head,
      (select max(name) from schema_migration) as schema
"""


def read_facts(connection: Any) -> dict[str, int | str]:
    """Read counts, totals in cents and the head of the audit trail over any connection to a practice file."""
    cursor = connection.execute(_FACTS)
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def count_rows(tables: Sequence[str]) -> dict[str, int]:
    """Count the rows of tables of the open practice."""
    return {table: int(select(f"select count(*) from {table}")[0][0]) for table in tables}

"""The ledger learns new kinds of postings, and entries that concern the practice alone.

The list of kinds stood in a CHECK, which SQLite cannot change; it becomes a table, so that a kind is a row from
now on. The constraints are taken out of the stored text of the two tables, as SQLite's own documentation of
ALTER TABLE describes for changes that leave the rows as they are; triggers guard what the constraints did.
"""

from typing import Any

KINDS = (
    ("charge", "Charges"),
    ("charge_void", "Charges voided"),
    ("payment", "Payment"),
    ("payment_void", "Payment voided"),
    ("allocation", "Payment used"),
    ("allocation_void", "Payment freed"),
    ("adjudication", "Insurer’s answer"),
    ("adjudication_void", "Insurer’s answer taken back"),
    ("transfer", "Moved to whom it concerns"),
    ("transfer_void", "Move taken back"),
    ("write_off", "Write-off"),
    ("write_off_void", "Write-off taken back"),
    ("refund", "Refund"),
    ("refund_void", "Refund taken back"),
    ("fee", "Fee"),
    ("fee_void", "Fee taken back"),
    ("deposit", "Deposit"),
    ("deposit_void", "Deposit taken back"),
    ("drawer", "Drawer counted"),
    ("provider_adjustment", "Insurer’s adjustment of a payment"),
    ("provider_adjustment_void", "Insurer’s adjustment taken back"),
    ("opening", "Opening balance"),
    ("history", "Imported history"),
)
ACCOUNTS = (
    ("interest", "Interest from insurers"),
    ("fee_income", "Fees charged"),
    ("drawer_difference", "Cash over or short"),
)
KIND_CHECK = """ check(kind in ('charge', 'charge_void', 'payment', 'payment_void', 'allocation',
        'allocation_void', 'adjudication', 'adjudication_void', 'transfer', 'write_off', 'opening',
        'history'))"""
GUARANTOR = "guarantor_id integer not null references guarantor_account(id)"
GUARDS = {
    "posting_kind_known": """before insert on posting
        when not exists(select 1 from posting_kind where code = new.kind)
        begin select raise(abort, 'the kind of posting is not known'); end""",
    "entry_concerns": """before insert on entry when new.guarantor_id is null
        and new.account not in ('bank', 'cash_drawer', 'payer_clearing', 'expense', 'interest',
        'drawer_difference')
        begin select raise(abort, 'the entry names no account holder'); end""",
}


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Loosen the two constraints in the schema's text, and put triggers in their place."""
    db.execute_sql(
        "create table posting_kind(code text primary key, name text not null) strict, without rowid"
    )
    for code, name in KINDS:
        db.execute_sql("insert into posting_kind(code, name) values (?, ?)", (code, name))
    for code, name in ACCOUNTS:
        db.execute_sql("insert into ledger_account(code, name) values (?, ?)", (code, name))
    _rewrite(db, "posting", KIND_CHECK, "")
    _rewrite(db, "entry", GUARANTOR, GUARANTOR.replace(" not null", ""))
    for name, body in GUARDS.items():
        db.execute_sql(f"create trigger {name} {body}")
    for event in ("update", "delete"):
        db.execute_sql(
            f"create trigger posting_kind_no{event[:3]} before {event} on posting_kind "
            "begin select raise(abort, 'kinds of postings are never changed'); end"
        )


def _rewrite(db: Any, table: str, old: str, new: str) -> None:
    """Replace a part of a table's stored definition; a text that is not there once is a fault of this step."""
    (sql,) = db.execute_sql(
        "select sql from sqlite_schema where type = 'table' and name = ?", (table,)
    ).fetchone()
    if sql.count(old) != 1:
        raise RuntimeError(f"the definition of {table} is not the one this step knows")
    (version,) = db.execute_sql("pragma schema_version").fetchone()
    db.execute_sql("pragma writable_schema = on")
    db.execute_sql(
        "update sqlite_schema set sql = ? where type = 'table' and name = ?", (sql.replace(old, new), table)
    )
    db.execute_sql(f"pragma schema_version = {version + 1}")
    db.execute_sql("pragma writable_schema = off")

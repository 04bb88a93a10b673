"""Remittances: what payers sent with their money, claim by claim, and step by step what was posted of it."""

from typing import Any

STEPS = (
    """
    create table remittance(
      id integer primary key, file_id integer not null references stored_file(id), position integer not null,
      name text not null, payer_key text not null, payer_name text not null, trace text not null,
      method text not null default '', handling text not null default '',
      paid_on text not null check(date(paid_on) is paid_on), cents integer not null,
      claims integer not null, reason text not null default '', user_id integer not null references user(id),
      at text not null
    ) strict
    """,
    "create index remittance_trace on remittance(payer_key, trace)",
    "create unique index remittance_file on remittance(file_id, position)",
    """
    create table remittance_void(
      remittance_id integer primary key references remittance(id), reason text not null check(reason <> ''),
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    """
    create table remittance_claim(
      id integer primary key, remittance_id integer not null references remittance(id),
      position integer not null, number text not null default '', payer_control text not null default '',
      status text not null default '', patient text not null default '',
      charge_cents integer not null, paid_cents integer not null,
      content text not null check(json_valid(content)), claim_id integer references claim(id),
      found_by text not null default '' check(found_by in ('', 'number', 'control', 'chosen')),
      verdict text not null check(verdict in ('clear', 'look', 'unknown')),
      action text not null check(action in ('answer', 'take_back', 'note')),
      reasons text not null default '', is_open integer not null check(is_open in (0, 1)),
      version integer not null default 1
    ) strict
    """,
    "create unique index remittance_claim_place on remittance_claim(remittance_id, position)",
    "create index remittance_claim_claim on remittance_claim(claim_id)",
    "create index remittance_claim_open on remittance_claim(remittance_id, position) where is_open = 1",
    """
    create table remittance_adjustment(
      id integer primary key, remittance_id integer not null references remittance(id),
      position integer not null, code text not null default '', reference text not null default '',
      cents integer not null,
      kind text not null check(kind in ('interest', 'takeback', 'carried', 'other')),
      claim_id integer references claim(id), reason text not null default '',
      is_open integer not null check(is_open in (0, 1)), version integer not null default 1
    ) strict
    """,
    "create unique index remittance_adjustment_place on remittance_adjustment(remittance_id, position)",
    "create index remittance_adjustment_reference on remittance_adjustment(reference) where kind = 'carried'",
    "create index remittance_adjustment_claim on remittance_adjustment(claim_id)",
    "create index remittance_adjustment_open on remittance_adjustment(remittance_id, position) "
    "where is_open = 1",
    """
    create table remittance_step(
      id integer primary key, remittance_id integer not null references remittance(id),
      remittance_claim_id integer references remittance_claim(id),
      remittance_adjustment_id integer references remittance_adjustment(id),
      kind text not null check(kind in ('payment', 'answer', 'taken_back', 'moved', 'note', 'adjustment')),
      adjudication_id integer references adjudication(id), posting_id integer references posting(id),
      cents integer not null, undoes integer references remittance_step(id),
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create index remittance_step_remittance on remittance_step(remittance_id, id)",
    "create index remittance_step_claim on remittance_step(remittance_claim_id)",
    "create index remittance_step_adjustment on remittance_step(remittance_adjustment_id)",
    "create index remittance_step_adjudication on remittance_step(adjudication_id)",
    "create unique index remittance_step_undoes on remittance_step(undoes)",
    "create index adjudication_control on adjudication(payer_control) where payer_control <> ''",
    "create index adjudication_check on adjudication(check_number) where check_number <> ''",
    "create index claim_response_control on claim_response(payer_control) where payer_control <> ''",
    # What insurers still owe is little beside all that they ever did.
    "create index charge_with_insurer on charge_balance(charge_id) "
    "where account = 'insurance_ar' and cents > 0",
    "create index policy_member on policy(member_id) where member_id <> ''",
    "create trigger remittance_once before insert on remittance when exists(select 1 from remittance r "
    "where r.payer_key = new.payer_key and r.trace = new.trace and r.paid_on = new.paid_on "
    "and r.cents = new.cents and not exists(select 1 from remittance_void v where v.remittance_id = r.id)) "
    "begin select raise(abort, 'the same money was posted before'); end",
    # What the payer said stands; only what it was matched to goes on.
    "create trigger remittance_claim_noupd before update of id, remittance_id, position, number, payer_control, "
    "status, patient, charge_cents, paid_cents, content, action on remittance_claim "
    "begin select raise(abort, 'what a payer said of a claim is never edited'); end",
    "create trigger remittance_adjustment_noupd before update of id, remittance_id, position, code, reference, "
    "cents on remittance_adjustment "
    "begin select raise(abort, 'what a payer said of its payment is never edited'); end",
    *(
        f"create trigger {table}_noupd before update on {table} "
        f"begin select raise(abort, '{table} rows are never edited'); end"
        for table in ("remittance", "remittance_void", "remittance_step")
    ),
    *(
        f"create trigger {table}_nodel before delete on {table} "
        f"begin select raise(abort, '{table} rows are never deleted'); end"
        for table in (
            "remittance",
            "remittance_void",
            "remittance_claim",
            "remittance_adjustment",
            "remittance_step",
        )
    ),
    "insert into ledger_account(code, name) values ('payer_carried', 'Carried from one payment to another'), "
    "('payer_other', 'Other money of insurers')",
    "insert into posting_kind(code, name) values ('remittance', 'Insurer’s payment'), "
    "('remittance_void', 'Insurer’s payment taken back')",
)
CONCERNS = "entry_concerns"
NOBODYS = "'payer_carried', 'payer_other', "


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables, and let the two new accounts be the practice's own."""
    for step in STEPS:
        db.execute_sql(step)
    (guard,) = db.execute_sql("select sql from sqlite_schema where name = ?", (CONCERNS,)).fetchone()
    if guard.count("in ('bank'") != 1:
        raise RuntimeError(f"the guard {CONCERNS} is not the one this step knows")
    db.execute_sql(f"drop trigger {CONCERNS}")
    db.execute_sql(guard.replace("in ('bank'", f"in ({NOBODYS}'bank'"))

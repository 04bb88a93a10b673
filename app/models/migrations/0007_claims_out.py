"""Claims out: trading partners, batches, payers' receipts, corrections, overrides, and what an 837P needs beside."""

from typing import Any

YES_OR_NO = "integer not null default {} check({} in (0, 1))"


def flag(name: str, default: int = 0) -> str:
    """Write a yes-or-no column."""
    return f"{name} {YES_OR_NO.format(default, name)}"


STEPS = (
    f"""
    create table trading_partner(
      id integer primary key, name text not null, submitter_name text not null default '',
      submitter_id text not null default '', contact_name text not null default '',
      contact_phone text not null default '', contact_email text not null default '',
      receiver_name text not null default '', receiver_id text not null default '',
      sender_qualifier text not null default 'ZZ', receiver_qualifier text not null default 'ZZ',
      interchange_sender text not null default '', interchange_receiver text not null default '',
      group_sender text not null default '', group_receiver text not null default '',
      usage text not null default 'T' check(usage in ('T', 'P')), {flag("line_feed")}, {flag("wants_ta1")},
      outbox text not null default '', inbox text not null default '',
      interchange_number integer not null default 0, group_number integer not null default 0,
      {flag("active", 1)}, version integer not null default 1
    ) strict
    """,
    "create unique index trading_partner_name on trading_partner(name)",
    """
    create table claim_batch(
      id integer primary key, number integer not null, kind text not null check(kind in ('paper', 'edi')),
      partner_id integer references trading_partner(id), made_on text not null check(date(made_on) is made_on),
      made_at text not null, user_id integer not null references user(id), file_id integer not null
        references stored_file(id), claims integer not null, cents integer not null,
      interchange_number integer, group_number integer, set_number text not null default '',
      reference text not null default '', outbox_name text not null default ''
    ) strict
    """,
    "create unique index claim_batch_number on claim_batch(number)",
    "create unique index claim_batch_reference on claim_batch(reference) where reference <> ''",
    "create unique index claim_batch_interchange on claim_batch(partner_id, interchange_number) "
    "where kind = 'edi'",
    """
    create table claim_batch_event(
      id integer primary key, batch_id integer not null references claim_batch(id),
      event text not null check(event in ('placed', 'confirmed', 'undone', 'answered')),
      on_date text not null check(date(on_date) is on_date), method text not null default '',
      note text not null default '', user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create index claim_batch_event_batch on claim_batch_event(batch_id, id)",
    """
    create table claim_answer_file(
      id integer primary key, file_id integer not null references stored_file(id), name text not null,
      sha256 text not null, sender text not null default '', control_number text not null default '',
      kinds text not null default '', unmatched integer not null default 0,
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create unique index claim_answer_file_bytes on claim_answer_file(sha256)",
    "create index claim_answer_file_sender on claim_answer_file(sender, control_number)",
    """
    create table claim_response(
      id integer primary key, claim_id integer not null references claim(id),
      claim_version integer not null, batch_id integer references claim_batch(id),
      answer_file_id integer references claim_answer_file(id),
      kind text not null check(kind in ('TA1', '999', '277CA', '277', 'typed', 'forwarded')),
      outcome text not null check(outcome in ('received', 'accepted', 'rejected', 'pended', 'final', 'look',
        'no_change')),
      category text not null default '', status text not null default '', entity text not null default '',
      text text not null default '', field text not null default '', payer_control text not null default '',
      on_date text not null check(date(on_date) is on_date), user_id integer not null references user(id),
      at text not null
    ) strict
    """,
    "create index claim_response_claim on claim_response(claim_id, id)",
    """
    create table claim_correction(
      id integer primary key, claim_id integer not null references claim(id),
      after_version integer not null, what_happened text not null,
      code text not null check(code in ('1', '7', '8')), reference text not null default '',
      note text not null default '', user_id integer not null references user(id), at text not null,
      check(code = '1' or reference <> '')
    ) strict
    """,
    "create index claim_correction_claim on claim_correction(claim_id, id)",
    """
    create table claim_override(
      id integer primary key, claim_id integer not null references claim(id), rule text not null,
      field text not null, reason text not null check(reason <> ''),
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create unique index claim_override_place on claim_override(claim_id, rule, field)",
    "alter table claim add column held text not null default ''",
    "alter table claim add column resubmission_code text not null default '' "
    "check(resubmission_code in ('', '7', '8'))",
    "alter table claim add column original_reference text not null default ''",
    "alter table claim add column sent_on text",
    "alter table claim_version add column batch_id integer references claim_batch(id)",
    "alter table claim_version add column edi text not null default ''",
    "create index claim_version_batch on claim_version(batch_id)",
    "alter table payer add column partner_id integer references trading_partner(id)",
    "alter table payer add column filing_code text not null default ''",
    f"alter table payer add column {flag('wants_taxonomy')}",
    "alter table policy add column msp_type text not null default ''",
    "alter table place add column clia text not null default ''",
    "alter table visit add column referral_number text not null default ''",
    "alter table visit add column accident_on text",
    "alter table visit add column admitted_on text",
    "alter table visit add column discharged_on text",
    "alter table charge add column description text not null default ''",
    "alter table charge add column ndc text not null default ''",
    "alter table charge add column ndc_unit text not null default ''",
    "alter table charge add column ndc_quantity text not null default ''",
    "insert into counter(name, value) values ('claim_batch', 0)",
)
APPEND_ONLY = (
    "claim_batch",
    "claim_batch_event",
    "claim_answer_file",
    "claim_response",
    "claim_correction",
    "claim_override",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables, and guard the control numbers: they only rise."""
    for step in STEPS:
        db.execute_sql(step)
    for table in APPEND_ONLY:
        db.execute_sql(
            f"create trigger {table}_noupd before update on {table} "
            f"begin select raise(abort, '{table} rows are never edited'); end"
        )
        db.execute_sql(
            f"create trigger {table}_nodel before delete on {table} "
            f"begin select raise(abort, '{table} rows are never deleted'); end"
        )
    db.execute_sql(
        "create trigger trading_partner_rises before update on trading_partner "
        "when new.interchange_number < old.interchange_number or new.group_number < old.group_number "
        "begin select raise(abort, 'control numbers are never given out twice'); end"
    )

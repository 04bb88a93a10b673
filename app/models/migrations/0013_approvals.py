"""Requests about money and who decided them, refunds, returned checks, and what patients want of their credit."""

from typing import Any

KINDS = (
    "'small_balance', 'hardship', 'courtesy', 'timely_filing', 'contractual', 'bad_debt', 'patient_refund', "
    "'payer_refund', 'credit_transfer'"
)
STATES = "'waiting', 'approved', 'posted', 'rejected', 'withdrawn', 'stale', 'taken_back'"
STEPS = (
    f"""
    create table approval_request(
      id integer primary key, kind text not null check(kind in ({KINDS})),
      content text not null check(json_valid(content)), hash text not null check(length(hash) = 64),
      cents integer not null check(cents between 1 and 100000000), summary text not null default '',
      patient_id integer references patient(id), account_id integer references guarantor_account(id),
      file_id integer references stored_file(id), reason text not null check(trim(reason) <> ''),
      user_id integer not null references user(id), asked_at text not null,
      state text not null default 'waiting' check(state in ({STATES})), version integer not null default 1
    ) strict
    """,
    "create index approval_request_state on approval_request(state, id)",
    "create index approval_request_asked on approval_request(user_id, asked_at)",
    """
    create table approval_decision(
      id integer primary key, request_id integer not null references approval_request(id),
      decision text not null check(decision in ('approved', 'rejected', 'exception')),
      hash text not null check(length(hash) = 64), user_id integer not null references user(id),
      at text not null, note text not null default ''
    ) strict
    """,
    "create index approval_decision_request on approval_decision(request_id, id)",
    "create index approval_decision_at on approval_decision(decision, at)",
    """
    create table refund(
      id integer primary key, request_id integer not null references approval_request(id),
      account_id integer not null references guarantor_account(id), payer_id integer references payer(id),
      payee text not null check(payee <> ''), address text not null default '',
      method text not null check(method in ('check', 'card', 'hsa', 'ach')),
      check_number text not null default '', cents integer not null check(cents between 1 and 100000000),
      state text not null default 'printed' check(state in ('printed', 'cashed', 'void')),
      issued_on text not null check(date(issued_on) is issued_on),
      user_id integer not null references user(id), at text not null, version integer not null default 1,
      check(method <> 'check' or check_number <> '')
    ) strict
    """,
    "create unique index refund_request on refund(request_id)",
    "create unique index refund_check on refund(check_number) where method = 'check'",
    "create index refund_account on refund(account_id, id)",
    """
    create table returned_check(
      id integer primary key, payment_id integer not null references payment(id),
      returned_on text not null check(date(returned_on) is returned_on), reason text not null,
      fee_charge_id integer references charge(id), user_id integer not null references user(id),
      at text not null
    ) strict
    """,
    "create unique index returned_check_payment on returned_check(payment_id)",
    """
    create table credit_choice(
      id integer primary key, payment_id integer not null references payment(id),
      choice text not null check(choice in ('keep', 'refund', 'move')), note text not null default '',
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create index credit_choice_payment on credit_choice(payment_id, id)",
    "alter table guarantor_account add column no_checks integer not null default 0",
    # What was asked stands; only its state goes on.
    "create trigger approval_request_noupd before update of id, kind, content, hash, cents, summary, "
    "patient_id, account_id, file_id, reason, user_id, asked_at on approval_request "
    "begin select raise(abort, 'what an approval_request asks is never edited'); end",
    "create trigger refund_noupd before update of id, request_id, account_id, payer_id, payee, address, "
    "method, check_number, cents, issued_on, user_id, at on refund "
    "begin select raise(abort, 'what a refund paid is never edited'); end",
    "create trigger approval_not_own before insert on approval_decision when new.decision = 'approved' and "
    "new.user_id = (select user_id from approval_request where id = new.request_id) "
    "begin select raise(abort, 'nobody approves his own request'); end",
    "create trigger approval_of_content before insert on approval_decision when "
    "new.hash is not (select hash from approval_request where id = new.request_id) "
    "begin select raise(abort, 'the decision is for another content'); end",
    *(
        f"create trigger {table}_noupd before update on {table} "
        f"begin select raise(abort, '{table} rows are never edited'); end"
        for table in ("approval_decision", "returned_check", "credit_choice")
    ),
    *(
        f"create trigger {table}_nodel before delete on {table} "
        f"begin select raise(abort, '{table} rows are never deleted'); end"
        for table in ("approval_request", "approval_decision", "refund", "returned_check", "credit_choice")
    ),
    "insert into ledger_account(code, name) values "
    "('writeoff_contractual', 'Contractual, above the fee schedule')",
    "insert into posting_kind(code, name) values ('payment_returned', 'Check returned by the bank'), "
    "('check_return', 'Returned check taken from the bank')",
    # Insurers' credits are few among many balances.
    "create index charge_credit on charge_balance(charge_id) where account = 'insurance_ar' and cents < 0",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables and their guards."""
    for step in STEPS:
        db.execute_sql(step)

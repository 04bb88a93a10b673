"""The ledger: days, visits, charges, payments, and append-only double entry guarded by the database itself.

A posting cannot be committed without its seal row (a deferred foreign key), and the seal is refused unless the
entries balance, mirror what they reverse, and take from no payment more than it holds.
"""

from typing import Any

ACCOUNTS = (
    ("patient_ar", "Owed by patients"),
    ("insurance_ar", "Owed by insurers"),
    ("collections_ar", "Placed with an agency"),
    ("unapplied", "Patients' credit not yet used"),
    ("cash_drawer", "Cash and checks in the drawer"),
    ("bank", "Bank"),
    ("revenue", "Charges"),
    ("contractual", "Plan discounts"),
    ("sequestration", "Government reduction"),
    ("payer_reduction", "Other payer reductions"),
    ("writeoff_small", "Small balances written off"),
    ("writeoff_courtesy", "Courtesy"),
    ("writeoff_hardship", "Hardship"),
    ("writeoff_timely", "Timely filing, ours"),
    ("writeoff_bad_debt", "Bad debt"),
    ("writeoff_other", "Other write-offs"),
    ("refunds", "Refunds"),
    ("payer_clearing", "Payer clearing"),
    ("expense", "Expenses"),
    ("opening", "Opening balances and imported history"),
)

STEPS = (
    "create table ledger_account(code text primary key, name text not null) strict, without rowid",
    """
    create table day_event(
      seq integer primary key, day text not null check(date(day) is day),
      event text not null check(event in ('open', 'close', 'reopen')),
      user_id integer not null references user(id), at text not null, reason text not null default '',
      last_posting integer not null
    ) strict
    """,
    "create index day_event_day on day_event(day, seq)",
    """
    create table visit(
      id integer primary key, patient_id integer not null references patient(id),
      provider_id integer references provider(id), place_id integer references place(id),
      on_date text not null check(date(on_date) is on_date), at_time text not null default '',
      state text not null default 'planned' check(state in ('planned', 'done', 'cancelled')),
      reason text not null default '', confidential integer not null default 0 check(confidential in (0, 1)),
      self_pay integer not null default 0 check(self_pay in (0, 1)),
      employment integer not null default 0, auto integer not null default 0, auto_state text not null default '',
      other_accident integer not null default 0, onset_on text, referring_qualifier text not null default '',
      referring_name text not null default '', referring_npi text not null default '',
      authorization_number text not null default '', additional_info text not null default '',
      version integer not null default 1
    ) strict
    """,
    "create index visit_patient on visit(patient_id, on_date)",
    "create index visit_date on visit(on_date, at_time)",
    """
    create table visit_diagnosis(
      visit_id integer not null references visit(id), position integer not null check(position between 1 and 12),
      code text not null, primary key(visit_id, position)
    ) strict, without rowid
    """,
    """
    create table visit_template(
      id integer primary key, name text not null, content text not null, version integer not null default 1
    ) strict
    """,
    "create unique index visit_template_name on visit_template(name)",
    """
    create table charge(
      id integer primary key, visit_id integer not null references visit(id),
      patient_id integer not null references patient(id), provider_id integer references provider(id),
      line_number integer not null, service_on text not null check(date(service_on) is service_on),
      service_to text, pos text not null default '', code text not null, modifiers text not null default '',
      pointers text not null default '', units integer not null check(units between 1 and 9999),
      cents integer not null check(cents between 1 and 100000000)
    ) strict
    """,
    "create index charge_visit on charge(visit_id, line_number)",
    "create index charge_patient on charge(patient_id, service_on)",
    """
    create table payment(
      id integer primary key, receipt_number integer not null, account_id integer not null
        references guarantor_account(id),
      patient_id integer references patient(id), visit_id integer references visit(id),
      received_on text not null check(date(received_on) is received_on),
      method text not null check(method in ('cash', 'check', 'card', 'hsa', 'ach', 'other')),
      reference text not null default '', payer_name text not null default '', memo text not null default '',
      cents integer not null check(cents between 1 and 100000000),
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create unique index payment_receipt on payment(receipt_number)",
    "create index payment_account on payment(account_id, id)",
    "create table seal(posting_id integer primary key references posting(id)) strict",
    """
    create table posting(
      id integer primary key references seal(posting_id) deferrable initially deferred,
      kind text not null check(kind in ('charge', 'charge_void', 'payment', 'payment_void', 'allocation',
        'allocation_void', 'adjudication', 'adjudication_void', 'transfer', 'write_off', 'opening',
        'history')),
      posted_on text not null check(date(posted_on) is posted_on),
      effective_on text not null check(date(effective_on) is effective_on),
      reason text not null default '', source_key text, reverses integer references posting(id),
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create unique index posting_source on posting(source_key)",
    "create unique index posting_reverses on posting(reverses)",
    "create index posting_day on posting(posted_on)",
    """
    create table entry(
      id integer primary key, posting_id integer not null references posting(id),
      account text not null references ledger_account(code),
      guarantor_id integer not null references guarantor_account(id),
      charge_id integer references charge(id), policy_id integer references policy(id),
      payment_id integer references payment(id),
      cents integer not null check(cents <> 0 and abs(cents) <= 100000000),
      check(account not in ('patient_ar', 'insurance_ar', 'collections_ar') or charge_id is not null),
      check(account <> 'insurance_ar' or policy_id is not null),
      check(account <> 'unapplied' or payment_id is not null)
    ) strict
    """,
    "create index entry_posting on entry(posting_id)",
    "create index entry_charge on entry(charge_id)",
    "create index entry_guarantor on entry(guarantor_id, id)",
    "create index entry_payment on entry(payment_id)",
    """
    create table charge_balance(
      charge_id integer not null, account text not null, guarantor_id integer not null,
      policy_id integer not null, cents integer not null,
      primary key(charge_id, account, guarantor_id, policy_id)
    ) strict, without rowid
    """,
    """
    create table account_balance(
      guarantor_id integer not null, account text not null, cents integer not null,
      primary key(guarantor_id, account)
    ) strict, without rowid
    """,
    """
    create table payment_balance(
      payment_id integer primary key, cents integer not null
    ) strict
    """,
)

GUARDS = {
    "posting_open": """before insert on posting when coalesce((select event from day_event
        where day = new.posted_on order by seq desc limit 1), 'none') not in ('open', 'reopen')
        begin select raise(abort, 'the day is not open'); end""",
    "posting_effective": """before insert on posting when new.effective_on > new.posted_on
        begin select raise(abort, 'effective later than posted'); end""",
    "day_in_order": """before insert on day_event when
        (new.event = 'open') <> not exists(select 1 from day_event where day = new.day)
        or new.event <> 'open' and (new.event = 'close') <> coalesce((select event from day_event
          where day = new.day order by seq desc limit 1) in ('open', 'reopen'), 0)
        begin select raise(abort, 'the day cannot be opened or closed that way'); end""",
    "day_marks_ledger": """before insert on day_event when
        new.last_posting <> (select coalesce(max(id), 0) from posting)
        begin select raise(abort, 'the day event does not name the last posting'); end""",
    "entry_sealed": """before insert on entry when exists(select 1 from seal where posting_id = new.posting_id)
        begin select raise(abort, 'the posting is sealed'); end""",
    "seal_balanced": """before insert on seal when
        (select coalesce(sum(cents), 1) from entry where posting_id = new.posting_id) <> 0
        begin select raise(abort, 'the posting does not balance'); end""",
    "seal_mirrors": """before insert on seal when exists(
        select 1 from posting p where p.id = new.posting_id and p.reverses is not null and exists(
          select account, guarantor_id, charge_id, policy_id, payment_id, sum(cents) s from entry
          where posting_id in (p.id, p.reverses)
          group by account, guarantor_id, charge_id, policy_id, payment_id having s <> 0))
        begin select raise(abort, 'the reversal does not mirror its posting'); end""",
    "seal_reverses_once": """before insert on seal when exists(
        select 1 from posting p join posting o on o.id = p.reverses
        where p.id = new.posting_id and o.reverses is not null)
        begin select raise(abort, 'a reversal is not reversed'); end""",
    "seal_not_overdrawn": """before insert on seal when exists(
        select 1 from entry e join payment_balance b on b.payment_id = e.payment_id
        where e.posting_id = new.posting_id and b.cents > 0)
        begin select raise(abort, 'more is taken from a payment than it holds'); end""",
    "entry_sums": """after insert on entry begin
        insert into charge_balance(charge_id, account, guarantor_id, policy_id, cents)
          select new.charge_id, new.account, new.guarantor_id, coalesce(new.policy_id, 0), new.cents
          where new.account in ('patient_ar', 'insurance_ar', 'collections_ar')
          on conflict do update set cents = cents + excluded.cents;
        insert into account_balance(guarantor_id, account, cents)
          select new.guarantor_id, new.account, new.cents
          where new.account in ('patient_ar', 'insurance_ar', 'collections_ar', 'unapplied')
          on conflict do update set cents = cents + excluded.cents;
        insert into payment_balance(payment_id, cents)
          select new.payment_id, new.cents where new.account = 'unapplied'
          on conflict do update set cents = cents + excluded.cents;
        end""",
}
APPEND_ONLY = ("ledger_account", "day_event", "charge", "payment", "posting", "entry", "seal")


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the ledger and its guards."""
    for step in STEPS:
        db.execute_sql(step)
    for code, name in ACCOUNTS:
        db.execute_sql("insert into ledger_account(code, name) values (?, ?)", (code, name))
    for name, body in GUARDS.items():
        db.execute_sql(f"create trigger {name} {body}")
    for table in APPEND_ONLY:
        db.execute_sql(
            f"create trigger {table}_noupd before update on {table} "
            f"begin select raise(abort, '{table} rows are never edited'); end"
        )
        db.execute_sql(
            f"create trigger {table}_nodel before delete on {table} "
            f"begin select raise(abort, '{table} rows are never deleted'); end"
        )
        key = {"ledger_account": "code", "day_event": "seq", "seal": "posting_id"}.get(table, "id")
        db.execute_sql(
            f"create trigger {table}_noreplace before insert on {table} "
            f"when exists(select 1 from {table} where {key} = new.{key}) "
            f"begin select raise(abort, '{table} rows are never replaced'); end"
        )

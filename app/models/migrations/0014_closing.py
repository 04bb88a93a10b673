"""Deposits, counts of the drawer, months closed and reopened, and what was posted with an earlier date."""

from typing import Any

STEPS = (
    """
    create table drawer_count(
      id integer primary key, on_date text not null check(date(on_date) is on_date),
      expected_cents integer not null, counted_cents integer not null,
      float_cents integer not null default 0 check(float_cents >= 0),
      coins text not null check(json_valid(coins)), reason text not null default '',
      initials text not null check(trim(initials) <> ''), posting_id integer references posting(id),
      user_id integer not null references user(id), at text not null,
      check((expected_cents <> counted_cents) = (posting_id is not null)),
      check(expected_cents = counted_cents or trim(reason) <> '')
    ) strict
    """,
    "create index drawer_count_day on drawer_count(on_date, id)",
    """
    create table deposit(
      id integer primary key, number integer not null, on_date text not null check(date(on_date) is on_date),
      bank text not null check(trim(bank) <> ''), cents integer not null check(cents between 1 and 100000000),
      posting_id integer not null references posting(id), user_id integer not null references user(id),
      at text not null
    ) strict
    """,
    "create unique index deposit_number on deposit(number)",
    "create unique index deposit_posting on deposit(posting_id)",
    "create index deposit_day on deposit(on_date, id)",
    """
    create table deposit_item(
      id integer primary key, deposit_id integer not null references deposit(id),
      payment_id integer references payment(id), count_id integer references drawer_count(id),
      cents integer not null check(cents <> 0), check((payment_id is null) <> (count_id is null))
    ) strict
    """,
    "create index deposit_item_deposit on deposit_item(deposit_id, id)",
    "create index deposit_item_payment on deposit_item(payment_id)",
    "create index deposit_item_count on deposit_item(count_id)",
    """
    create table month_event(
      seq integer primary key,
      month text not null check(length(month) = 7 and date(month || '-01') is month || '-01'),
      event text not null check(event in ('close', 'reopen')), user_id integer not null references user(id),
      second_user_id integer references user(id), at text not null, reason text not null default '',
      last_posting integer not null, opening_cents integer not null default 0,
      charged_cents integer not null default 0, paid_cents integer not null default 0,
      adjusted_cents integer not null default 0, closing_cents integer not null default 0,
      file_id integer references stored_file(id),
      check(event = 'close' or trim(reason) <> ''),
      check(opening_cents + charged_cents - paid_cents - adjusted_cents = closing_cents)
    ) strict
    """,
    "create index month_event_month on month_event(month, seq)",
    """
    create table late_entry(
      posting_id integer primary key references posting(id), user_id integer not null references user(id),
      granted_by_id integer references user(id), reason text not null check(trim(reason) <> ''),
      at text not null
    ) strict
    """,
    "alter table day_event add column second_user_id integer references user(id)",
    "insert into counter(name, value) values ('deposit', 0)",
    "create index entry_drawer on entry(posting_id, cents) where account = 'cash_drawer'",
    "create index payment_drawer on payment(id) where method in ('cash', 'check')",
)
_CLOSED = (
    "coalesce((select event from month_event where month = {month} order by seq desc limit 1), '') = 'close'"
)
GUARDS = {
    "posting_month_open": f"""before insert on posting when {_CLOSED.format(month="substr(new.effective_on, 1, 7)")}
        begin select raise(abort, 'the month is closed'); end""",
    "day_month_open": f"""before insert on day_event when new.event <> 'close'
        and {_CLOSED.format(month="substr(new.day, 1, 7)")}
        begin select raise(abort, 'the month of the day is closed'); end""",
    "month_in_order": f"""before insert on month_event
        when (new.event = 'reopen') <> ({_CLOSED.format(month="new.month")})
        begin select raise(abort, 'the month cannot be closed or reopened that way'); end""",
    "month_days_closed": """before insert on month_event when new.event = 'close' and exists(
        select 1 from day_event d where d.day >= new.month || '-01' and d.day <= new.month || '-31'
          and d.event <> 'close' and d.seq = (select max(seq) from day_event where day = d.day))
        begin select raise(abort, 'a day of the month is open'); end""",
    "month_marks_ledger": """before insert on month_event when
        new.last_posting <> (select coalesce(max(id), 0) from posting)
        begin select raise(abort, 'the month event does not name the last posting'); end""",
    "deposit_item_once": """before insert on deposit_item when exists(
        select 1 from deposit_item i join deposit d on d.id = i.deposit_id
        where (i.payment_id = new.payment_id or i.count_id = new.count_id)
          and not exists(select 1 from posting r where r.reverses = d.posting_id))
        begin select raise(abort, 'the money is in another deposit'); end""",
}
APPEND_ONLY = {
    "drawer_count": "id",
    "deposit": "id",
    "deposit_item": "id",
    "month_event": "seq",
    "late_entry": "posting_id",
}


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables and their guards."""
    for step in STEPS:
        db.execute_sql(step)
    for name, body in GUARDS.items():
        db.execute_sql(f"create trigger {name} {body}")
    for table, key in APPEND_ONLY.items():
        db.execute_sql(
            f"create trigger {table}_noupd before update on {table} "
            f"begin select raise(abort, '{table} rows are never edited'); end"
        )
        db.execute_sql(
            f"create trigger {table}_nodel before delete on {table} "
            f"begin select raise(abort, '{table} rows are never deleted'); end"
        )
        db.execute_sql(
            f"create trigger {table}_noreplace before insert on {table} "
            f"when exists(select 1 from {table} where {key} = new.{key}) "
            f"begin select raise(abort, '{table} rows are never replaced'); end"
        )

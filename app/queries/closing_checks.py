"""What must hold of deposits, counts of the drawer and closed months; a question gives back what does not."""

from app.queries.ledger_checks import LedgerCheck

_AR = "('patient_ar', 'insurance_ar', 'collections_ar')"
_STANDS = "not exists(select 1 from posting r where r.reverses = d.posting_id)"

CLOSING_CHECKS = (
    LedgerCheck(
        17,
        "deposit",
        "Deposit {0} is {1} cents, but its parts come to {2} and its posting to {3}.",
        """select * from (select d.id, d.cents as stated,
          (select coalesce(sum(cents), 0) from deposit_item where deposit_id = d.id) as parts,
          (select coalesce(sum(cents), 0) from entry where posting_id = d.posting_id and account = 'bank')
            as posted from deposit d) where stated <> parts or stated <> posted""",
    ),
    LedgerCheck(
        17,
        "payment",
        "Payment {0} was brought to the bank {1} times.",
        f"""select i.payment_id, count(*) from deposit_item i join deposit d on d.id = i.deposit_id
          where i.payment_id is not null and {_STANDS} group by i.payment_id having count(*) > 1""",
    ),
    LedgerCheck(
        17,
        "payment",
        "Payment {0} brought {1} cents to the bank, but {2} lay in the drawer for it.",
        f"""select * from (select i.payment_id as payment, i.cents as brought, coalesce((select sum(e.cents)
            from entry e where e.payment_id = i.payment_id and e.account = 'cash_drawer'), 0) as lay
          from deposit_item i join deposit d on d.id = i.deposit_id
          where i.payment_id is not null and {_STANDS}) where brought <> lay""",
    ),
    LedgerCheck(
        17,
        "deposit",
        "Deposit {0} has number {1}, where {2} should follow.",
        """select id, number, due from (select id, number, 1 + lag(number, 1, 0) over (order by number) as due
          from deposit) where number <> due""",
    ),
    LedgerCheck(
        18,
        "drawer",
        "The count {0} of the drawer found {1} cents, but {2} were posted.",
        """select * from (select c.id, c.counted_cents - c.expected_cents as found,
          coalesce((select sum(e.cents) from entry e where e.posting_id = c.posting_id
            and e.account = 'cash_drawer'), 0) as posted from drawer_count c) where found <> posted""",
    ),
    LedgerCheck(
        18,
        "posting",
        "Posting {0} changed the drawer by {1} cents without a payment, a deposit or a count.",
        """select p.id, sum(e.cents) from entry e join posting p on p.id = e.posting_id
          where e.account = 'cash_drawer' and e.payment_id is null
            and not exists(select 1 from deposit d where d.posting_id in (p.id, p.reverses))
            and not exists(select 1 from drawer_count c where c.posting_id = p.id)
          group by p.id""",
    ),
    LedgerCheck(
        19,
        "posting",
        "Posting {0} bears {1}, a day of a month that was closed when it was posted.",
        """select p.id, p.effective_on from posting p where (select event from month_event m
          where m.month = substr(p.effective_on, 1, 7) and m.last_posting < p.id
          order by m.seq desc limit 1) = 'close'""",
    ),
    LedgerCheck(
        19,
        "month",
        "The month {1} was closed while {2} of its days was open.",
        """select m.seq, m.month, d.day from month_event m join day_event d on substr(d.day, 1, 7) = m.month
          where m.event = 'close' and m.seq = (select max(seq) from month_event where month = m.month)
            and d.seq = (select max(seq) from day_event where day = d.day) and d.event <> 'close'""",
    ),
    LedgerCheck(
        20,
        "month",
        "The month {1} was closed with {2} cents owed, but its entries come to {3}.",
        f"""with sums as (select substr(p.effective_on, 1, 7) as month, sum(e.cents) as cents
            from entry e join posting p on p.id = e.posting_id where e.account in {_AR} group by 1)
          select * from (select m.seq, m.month, m.closing_cents as kept,
            (select coalesce(sum(cents), 0) from sums where sums.month <= m.month) as summed
          from month_event m where m.event = 'close'
            and m.seq = (select max(seq) from month_event where month = m.month)) where kept <> summed""",
    ),
    LedgerCheck(
        20,
        "month",
        "The month {1} opened with {2} cents owed, but {3} had closed with {4}.",
        """with standing as (select seq, month, opening_cents, closing_cents,
            lag(month) over (order by month) as before, lag(closing_cents) over (order by month) as due
            from month_event m where event = 'close'
            and seq = (select max(seq) from month_event where month = m.month))
          select seq, month, opening_cents, before, due from standing
          where due is not null and opening_cents <> due
            and not exists(select 1 from month_event x where x.month > before
              and x.month < standing.month)""",
    ),
)

"""What must hold in every practice file, as questions that give back only what does not.

Each row a question gives is one finding: the id it is about, then what its sentence names. The numbers are
those of the list that the papers of this project promise (docs/features.md); 6 stands for insurers' answers.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """One question: its line of the list, what its ids are ids of, and how a finding reads."""

    number: int
    subject: str
    sentence: str
    sql: str


LEDGER_CHECKS = (
    LedgerCheck(
        1,
        "ledger",
        "All entries together are {1} cents apart from zero.",
        "select 0, sum(cents) from entry having sum(cents) <> 0",
    ),
    LedgerCheck(
        2,
        "posting",
        "Posting {0} is {1} cents apart from zero.",
        "select posting_id, sum(cents) from entry group by posting_id having sum(cents) <> 0",
    ),
    LedgerCheck(
        2,
        "posting",
        "Posting {0} has no entries.",
        "select id from posting where not exists(select 1 from entry where posting_id = posting.id)",
    ),
    LedgerCheck(
        3,
        "posting",
        "Posting {0} is not sealed.",
        "select id from posting where not exists(select 1 from seal where posting_id = posting.id)",
    ),
    LedgerCheck(
        4,
        "posting",
        "Posting {0} does not mirror posting {1}, which it takes back.",
        """select distinct id, reverses from (
          select p.id, p.reverses, sum(e.cents) as apart from posting p
          join entry e on e.posting_id in (p.id, p.reverses) where p.reverses is not null
          group by p.id, e.account, e.guarantor_id, e.charge_id, e.policy_id, e.payment_id)
          where apart <> 0""",
    ),
    LedgerCheck(
        4,
        "posting",
        "Posting {0} takes back posting {1}, which itself takes one back.",
        "select p.id, o.id from posting p join posting o on o.id = p.reverses where o.reverses is not null",
    ),
    LedgerCheck(
        5,
        "payment",
        "Payment {0} came in with {1} cents, but {2} were posted.",
        """select * from (select t.id, t.cents, coalesce((select -sum(e.cents) from entry e
          join posting p on p.id = e.posting_id where p.source_key = 'payment/' || t.id
          and e.account = 'unapplied' and e.payment_id = t.id), 0) as posted from payment t)
          where posted <> cents""",
    ),
    LedgerCheck(
        5,
        "payment",
        "Of payment {0}, {1} cents more were used than came in.",
        """select payment_id, sum(cents) from entry where account = 'unapplied'
          group by payment_id having sum(cents) > 0""",
    ),
    LedgerCheck(
        5,
        "payment",
        "Payment {0} adds {2} cents to charge {1} instead of paying it.",
        """select payment_id, charge_id, sum(cents) from entry where account = 'patient_ar'
          and payment_id is not null group by payment_id, charge_id having sum(cents) > 0""",
    ),
    LedgerCheck(
        6,
        "adjudication",
        "Answer {0} states {1} cents as paid; its lines come to {2}, its posting to {3}.",
        """select * from (select a.id, a.paid_cents as paid,
          coalesce((select sum(paid_cents) from adjudication_line where adjudication_id = a.id), 0) as lines,
          coalesce((select sum(cents) from entry where posting_id = a.posting_id
            and account in ('bank', 'payer_clearing')), 0) as posted
          from adjudication a) where paid <> lines or paid <> posted""",
    ),
    LedgerCheck(
        6,
        "adjudication",
        "Answer {0} and its posting disagree about whether it was taken back.",
        """select a.id from adjudication a left join adjudication_void v on v.adjudication_id = a.id
          left join posting b on b.reverses = a.posting_id
          where a.posting_id is not null and b.id is not v.posting_id""",
    ),
    LedgerCheck(
        6,
        "remittance",
        "Remittance {0} is {1} cents, but {2} were posted into the bank.",
        """select * from (select r.id, r.cents as paid, coalesce((select sum(e.cents) from remittance_step s
          join entry e on e.posting_id = s.posting_id where s.remittance_id = r.id and s.kind = 'payment'
          and s.undoes is null and e.account = 'bank'), 0) as posted from remittance r)
          where paid <> posted""",
    ),
    LedgerCheck(
        6,
        "remittance",
        "Of the {1} claims of remittance {0}, {2} are posted or wait for a person.",
        """select * from (select r.id, r.claims, (select count(*) from remittance_claim c
          where c.remittance_id = r.id and (c.is_open = 1) <> exists(select 1 from remittance_step s
            where s.remittance_claim_id = c.id and s.undoes is null
            and not exists(select 1 from remittance_step u where u.undoes = s.id))) as known
          from remittance r where not exists(select 1 from remittance_void v where v.remittance_id = r.id))
          where claims <> known""",
    ),
    LedgerCheck(
        6,
        "remittance",
        "Remittance {0} was taken back, but {1} cents of it still stand.",
        """select v.remittance_id, sum(s.cents) from remittance_void v
          join remittance_step s on s.remittance_id = v.remittance_id
          group by v.remittance_id having sum(s.cents) <> 0""",
    ),
    LedgerCheck(
        6,
        "remittance",
        "Of remittance {0}, {1} cents are said to be posted by posting {2}, which posts {3}.",
        """select s.remittance_id, s.cents, s.posting_id, coalesce(sum(e.cents), 0) as posted
          from remittance_step s left join entry e on e.posting_id = s.posting_id
          and e.account = 'payer_clearing' where s.posting_id is not null
          group by s.id having s.cents <> posted""",
    ),
    LedgerCheck(
        6,
        "ledger",
        "Payer clearing holds {1} cents, but remittances leave {2} to be explained.",
        """select 0, held, left from (select
          (select coalesce(sum(cents), 0) from entry where account = 'payer_clearing') as held,
          (select coalesce(sum(cents), 0) from remittance_step) as left) where held <> left""",
    ),
    LedgerCheck(
        7,
        "charge",
        "The kept balance of charge {0} on {1} is {2} cents; its entries come to {3}.",
        """with sums as (select charge_id, account, guarantor_id, coalesce(policy_id, 0) as policy_id,
            sum(cents) as cents from entry where account in ('patient_ar', 'insurance_ar', 'collections_ar')
            group by 1, 2, 3, 4),
          both as (select charge_id, account, guarantor_id, policy_id, cents as kept, 0 as summed
            from charge_balance
            union all select charge_id, account, guarantor_id, policy_id, 0, cents from sums)
          select charge_id, account, sum(kept), sum(summed) from both
          group by charge_id, account, guarantor_id, policy_id having sum(kept) <> sum(summed)""",
    ),
    LedgerCheck(
        7,
        "account",
        "The kept balance of account {0} on {1} is {2} cents; its entries come to {3}.",
        """with sums as (select guarantor_id, account, sum(cents) as cents from entry
            where account in ('patient_ar', 'insurance_ar', 'collections_ar', 'unapplied') group by 1, 2),
          both as (select guarantor_id, account, cents as kept, 0 as summed from account_balance
            union all select guarantor_id, account, 0, cents from sums)
          select guarantor_id, account, sum(kept), sum(summed) from both
          group by guarantor_id, account having sum(kept) <> sum(summed)""",
    ),
    LedgerCheck(
        7,
        "payment",
        "The kept rest of payment {0} is {1} cents; its entries come to {2}.",
        """with both as (select payment_id, cents as kept, 0 as summed from payment_balance
            union all select payment_id, 0, cents from entry where account = 'unapplied')
          select payment_id, sum(kept), sum(summed) from both
          group by payment_id having sum(kept) <> sum(summed)""",
    ),
    LedgerCheck(
        8,
        "posting",
        "Posting {0} bears {1}, a day that was not open when it was posted.",
        """select p.id, p.posted_on from posting p where coalesce((select event from day_event d
          where d.day = p.posted_on and d.last_posting < p.id order by d.seq desc limit 1), 'none')
          not in ('open', 'reopen')""",
    ),
    LedgerCheck(
        9,
        "payment",
        "Payment {0} has receipt {1}, where {2} should follow.",
        """select id, receipt_number, due from (select id, receipt_number,
          1 + lag(receipt_number, 1, 0) over (order by receipt_number) as due from payment)
          where receipt_number <> due""",
    ),
    LedgerCheck(
        9,
        "counter",
        "The counter of receipts stands at {1}, but the last receipt is {2}.",
        """select 0, c.value, (select coalesce(max(receipt_number), 0) from payment) as last from counter c
          where c.name = 'receipt' and c.value <> last""",
    ),
    LedgerCheck(
        10,
        "payment",
        "Payment {0} was posted {1} times.",
        """select t.id, count(distinct p.id) from payment t left join entry e
          on e.payment_id = t.id and e.account = 'unapplied' and e.charge_id is null
          left join posting p on p.id = e.posting_id and p.kind = 'payment'
          group by t.id having count(distinct p.id) <> 1""",
    ),
    LedgerCheck(
        10,
        "posting",
        "Postings {0} and {1} have the same source, “{2}”.",
        """select min(id), max(id), source_key from posting where source_key is not null
          group by source_key having count(*) > 1""",
    ),
    LedgerCheck(
        15,
        "file",
        "The pages of file {0} are not the {1} pages of the papers in it.",
        """with ranges as (select file_id, first_page, last_page from claim_version where edi = ''
            union all select file_id, first_page, last_page from statement),
          steps as (select *, 1 + lag(last_page, 1, 0) over (partition by file_id order by first_page) as due
            from ranges)
          select f.id, f.pages from stored_file f where f.id in (select file_id from ranges) and (
            exists(select 1 from steps s where s.file_id = f.id
              and (s.first_page <> s.due or s.last_page < s.first_page))
            or (select max(last_page) from ranges r where r.file_id = f.id) <> f.pages)""",
    ),
    LedgerCheck(
        15,
        "statement",
        "Statement {0} asks for {1} cents, but its lines come to {2}.",
        """select * from (select s.id, s.cents, (select coalesce(sum(cents), 0) from statement_item
          where statement_id = s.id) as lines from statement s) where cents <> lines""",
    ),
    LedgerCheck(
        16,
        "charge",
        "Charge {0} is not in the ledger.",
        "select id from charge where not exists(select 1 from entry where charge_id = charge.id)",
    ),
    LedgerCheck(
        16,
        "charge",
        "Charge {0} is {1} cents, but {2} stand in the ledger as earned.",
        """select c.id, c.cents, -sum(e.cents) from charge c
          join entry e on e.charge_id = c.id and e.account = 'revenue'
          group by c.id having -sum(e.cents) not in (0, c.cents)""",
    ),
)

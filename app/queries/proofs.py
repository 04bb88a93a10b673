"""The equations behind the totals that people rely on, asked of the ledger itself."""

from datetime import date

from app.domain.aging import AgingAnchor
from app.domain.money import Money, total
from app.domain.proofs import Proof, Term
from app.domain.reports import ReportKind
from app.domain.rights import Right
from app.models.database import select
from app.queries.aging import aging
from app.queries.asking import asks
from app.queries.days import find_books_proof
from app.queries.deposits import drawer
from app.queries.ledger_checks import LEDGER_CHECKS

MOST_NAMED = 5
_DRAWER = (
    "select coalesce(sum(case when e.payment_id is not null then e.cents else 0 end), 0), "
    "coalesce(sum(case when p.kind = 'drawer' then e.cents else 0 end), 0), "
    "coalesce(-sum(case when p.kind in ('deposit', 'deposit_void') then e.cents else 0 end), 0) "
    "from entry e join posting p on p.id = e.posting_id where e.account = 'cash_drawer'"
)
_REMITTED = (
    "select coalesce(sum(a.paid_cents), 0) from adjudication a where not exists("
    "select 1 from adjudication_void v where v.adjudication_id = a.id)"
)
_BANKED = (
    "select coalesce(sum(e.cents), 0) from entry e join posting p on p.id = e.posting_id "
    "where e.account in ('bank', 'payer_clearing') and p.kind in ('adjudication', 'adjudication_void')"
)


@asks(Right.SEE_PATIENT)
def find_proofs(today: date) -> tuple[Proof, ...]:
    """Every equation: the books, the drawer, insurers' payments, and the aging against the ledger."""
    return (
        _books(),
        _drawer(),
        _insurers(),
        _aged("Aging of patients", ReportKind.AGING_GUARANTORS, today),
        _aged("Aging of insurers", ReportKind.AGING_PAYERS, today),
    )


def _books() -> Proof:
    found = find_books_proof()
    terms = (
        Term("Charges", found.charged),
        Term("brought in", found.brought_in),
        Term("patients paid", found.patients_paid, minus=True),
        Term("insurers paid", found.insurers_paid, minus=True),
        Term("adjustments", found.reduced, minus=True),
    )
    return Proof("The books", terms, Term("balance", found.owed), _offenders(7))


def _drawer() -> Proof:
    ((taken, found, deposited),) = select(_DRAWER)
    held = drawer()
    terms = (
        Term("Cash and checks taken", Money(taken)),
        Term("counted over or short", Money(found)),
        Term("deposited", Money(deposited), minus=True),
    )
    return Proof("The drawer", terms, Term("in the drawer", held.cash + held.checks))


def _insurers() -> Proof:
    ((stated,),), ((posted,),) = select(_REMITTED), select(_BANKED)
    terms = (Term("Insurers’ answers state", Money(stated)),)
    return Proof("Insurers’ payments", terms, Term("posted as paid", Money(posted)), _offenders(6))


def _aged(title: str, kind: ReportKind, today: date) -> Proof:
    found = aging(kind, today, AgingAnchor.SERVICE)
    terms = (
        Term("Open by age", total(line.aging.total for line in found.lines)),
        Term("credits", total(line.aging.credits for line in found.lines), minus=True),
    )
    return Proof(title, terms, Term("ledger", found.ledger - found.unused))


def _offenders(number: int) -> tuple[str, ...]:
    """What the check of the file names under a line, the first few of it."""
    named = [
        f"{check.subject} {row[0]}"
        for check in LEDGER_CHECKS
        if check.number == number
        for row in select(check.sql)
    ]
    more = (f"{len(named) - MOST_NAMED:,} more",) if len(named) > MOST_NAMED else ()
    return (*named[:MOST_NAMED], *more)

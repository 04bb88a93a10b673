"""A business day: its state, what was posted on it, what is unfinished, and the proof of the books."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.standing import IS_VOIDED

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class DayEventLine:
    """A day opened, closed or reopened: when, by whom, and why."""

    event: str
    at: datetime
    user: str
    reason: str


@dataclass(frozen=True, slots=True)
class PostingKindLine:
    """The postings of one kind on a day, and the money they moved; negative where they took it back.

    An insurer's answer does three things, each a row: `_paid`, `_written_off` and `_left` after its kind.
    """

    kind: str
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class UnfinishedLine:
    """Something to look at before a day is closed: a `claim`, `visit` or `receipt`, and whose it is."""

    kind: str
    id: int
    patient_id: int | None
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class BooksProof:
    """All charges less all payments and reductions, against the balances kept beside the ledger."""

    charged: Money
    patients_paid: Money
    insurers_paid: Money
    reduced: Money
    brought_in: Money
    owed: Money

    @property
    def difference(self) -> Money:
        """What does not agree; anything but zero is a fault."""
        return (
            self.charged
            + self.brought_in
            - self.patients_paid
            - self.insurers_paid
            - self.reduced
            - self.owed
        )


@dataclass(frozen=True, slots=True)
class DayDetail:
    """A business day whole; `state` is none, open, closed or reopened."""

    day: date
    state: str
    events: tuple[DayEventLine, ...]
    postings: tuple[PostingKindLine, ...]
    unfinished: tuple[UnfinishedLine, ...]


_STATES = {"open": "open", "close": "closed", "reopen": "reopened"}


@asks(Right.SEE_PATIENT)
def find_day(day: date) -> DayDetail:
    """One business day with what was posted on it and what is unfinished."""
    events = tuple(
        DayEventLine(event, datetime.fromisoformat(at), user, reason)
        for event, at, user, reason in select(
            "select d.event, d.at, u.display_name, d.reason from day_event d join user u on u.id = d.user_id "
            "where d.day = ? order by d.seq",
            day.isoformat(),
        )
    )
    state = _STATES[events[-1].event] if events else "none"
    unfinished = (*_unprinted_receipts(day), *_unbilled_visits(day), *_unprinted_claims(day))
    return DayDetail(day, state, events, _postings(day), unfinished)


@asks(Right.SEE_PATIENT)
def find_books_proof() -> BooksProof:
    """Add the whole ledger up, and hold it against the balances kept beside it."""
    sums = dict(select("select account, sum(cents) from entry where charge_id is not null group by account"))
    owed = select("select coalesce(sum(cents), 0) from charge_balance")[0][0]
    charged = -sums.pop("revenue", 0)
    patients_paid = sums.pop("unapplied", 0)
    insurers_paid = sums.pop("bank", 0) + sums.pop("payer_clearing", 0)
    brought_in = -sums.pop("opening", 0)
    reduced = sum(cents for account, cents in sums.items() if not account.endswith("_ar"))
    return BooksProof(*map(Money, (charged, patients_paid, insurers_paid, reduced, brought_in, owed)))


def _postings(day: date) -> tuple[PostingKindLine, ...]:
    rows = select(
        "select p.kind || case when p.kind not in ('adjudication', 'adjudication_void') then '' "
        "when e.account in ('bank', 'payer_clearing') then '_paid' "
        "when e.account in ('patient_ar', 'insurance_ar') then '_left' "
        "else '_written_off' end as what, count(distinct p.id), sum(e.cents) "
        "from posting p join entry e on e.posting_id = p.id "
        "where p.posted_on = ? and (e.cents > 0) = (p.reverses is null) group by what order by min(e.id)",
        day.isoformat(),
    )
    return tuple(PostingKindLine(kind, count, Money(cents)) for kind, count, cents in rows)


def _unprinted_receipts(day: date) -> list[UnfinishedLine]:
    rows = select(
        "select p.id, p.receipt_number, p.patient_id, a.last || ', ' || a.first from payment p "
        "join guarantor_account a on a.id = p.account_id where p.received_on = ? and not exists(select 1 "
        "from stored_file f where f.subject = 'payment' and f.subject_id = p.id and f.kind = 'receipt') "
        f"and not {IS_VOIDED} order by p.id limit {MOST_ROWS}",
        day.isoformat(),
    )
    return [
        UnfinishedLine("receipt", payment, patient, name.strip(", "), f"Receipt {number} was not printed")
        for payment, number, patient, name in rows
    ]


def _unbilled_visits(day: date) -> list[UnfinishedLine]:
    rows = select(
        "select v.id, v.on_date, v.patient_id, t.last || ', ' || t.first from visit v "
        "join patient t on t.id = v.patient_id where v.state = 'planned' and v.on_date <= ? "
        f"order by v.on_date, v.id limit {MOST_ROWS}",
        day.isoformat(),
    )
    return [
        UnfinishedLine(
            "visit", visit, patient, name, f"Visit of {date.fromisoformat(on):%m/%d/%Y} has no charges yet"
        )
        for visit, on, patient, name in rows
    ]


def _unprinted_claims(day: date) -> list[UnfinishedLine]:
    rows = select(
        "select m.id, m.number, m.patient_id, t.last || ', ' || t.first from claim m "
        "join patient t on t.id = m.patient_id where m.state = 'ready' and m.created_on <= ? "
        f"order by m.id limit {MOST_ROWS}",
        day.isoformat(),
    )
    return [
        UnfinishedLine("claim", claim, patient, name, f"Claim {number} was not printed")
        for claim, number, patient, name in rows
    ]

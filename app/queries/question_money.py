"""Payments, refunds, bills and estimates of an account, as answers to questions need them."""

from datetime import date

from app.domain.money import ZERO, Money, total
from app.domain.questions.facts import (
    Asked,
    BillFacts,
    EstimateFacts,
    PaymentFacts,
    QuestionFacts,
    RefundFacts,
)
from app.models.database import select
from app.queries.estimates import EstimateLine, latest_estimate
from app.queries.record_facts import day
from app.queries.standing import IS_VOIDED

MOST_VISITS = 20
ABOVE_ESTIMATE = 22
_PARTS = {
    "copay": ("copay", "copago"),
    "deductible": ("deductible", "deducible"),
    "coinsurance": ("coinsurance", "coseguro"),
    "not_covered": ("not covered", "no cubierto"),
    "balance": ("above the plan’s price", "por encima del precio del plan"),
}
_PAYMENTS = (
    "select p.id, p.receipt_number, p.received_on, p.cents, p.method, r.returned_on, c.cents "
    "from payment p left join returned_check r on r.payment_id = p.id "
    "left join charge c on c.id = r.fee_charge_id "
    f"where p.account_id = ? and (r.payment_id is not null or not {IS_VOIDED}) order by p.received_on, p.id"
)
_REFUNDS = (
    "select q.id, q.cents, coalesce(r.method, ''), r.issued_on from approval_request q "
    "left join refund r on r.request_id = q.id and r.state <> 'void' "
    "where q.account_id = ? and q.kind = 'patient_refund' and (r.id is not null or q.state = 'waiting') "
    "order by q.id"
)


def payments_of(account_id: int) -> tuple[PaymentFacts, ...]:
    """The payments of an account that stand, and those whose check came back, the oldest first."""
    return tuple(
        PaymentFacts(
            payment,
            receipt,
            date.fromisoformat(on),
            Money(cents),
            method,
            day(returned),
            ZERO if fee is None else Money(fee),
        )
        for payment, receipt, on, cents, method, returned, fee in select(_PAYMENTS, account_id)
    )


def refunds_of(account_id: int) -> tuple[RefundFacts, ...]:
    """The refunds to the patient's side that were sent or wait for approval, the oldest first."""
    return tuple(
        RefundFacts(request, Money(cents), method, day(issued))
        for request, cents, method, issued in select(_REFUNDS, account_id)
    )


def count_bills(account_id: int) -> BillFacts:
    """How many statements were made for an account, and the last one."""
    rows = select("select id, on_date from statement where account_id = ? order by on_date, id", account_id)
    if not rows:
        return BillFacts()
    last, on = rows[-1]
    return BillFacts(len(rows), last, date.fromisoformat(on))


def estimate_asked(facts: QuestionFacts, asked: Asked) -> EstimateFacts | None:
    """The estimate made last for the visit asked about, if it is of the service asked about too.

    Without a visit chosen it is that of the next visit, or of the newest where a bill is held against it.
    """
    chosen = [item.visit_id for item in facts.chosen_items] if facts.focus.charge_id else []
    visits = [facts.focus.visit_id] if facts.focus.visit_id else chosen
    for visit_id in (visits or _visits_meant(facts, asked))[:MOST_VISITS]:
        line = latest_estimate(visit_id)
        if line is not None and facts.focus.code in ("", *(each.code for each in line.content.lines)):
            return _estimate(line, visit_id)
    return None


def _visits_meant(facts: QuestionFacts, asked: Asked) -> list[int]:
    if asked.number == ABOVE_ESTIMATE:
        return [visit.id for visit in reversed(facts.visits)]
    return [visit.id for visit in facts.visits if visit.is_planned and visit.on >= facts.today]


def _estimate(line: EstimateLine, visit_id: int) -> EstimateFacts:
    return EstimateFacts(
        line.id,
        line.charge if line.is_good_faith else line.patient,
        line.made_on,
        visit_id,
        _parts(line),
        line.is_good_faith,
        len(line.content.lines),
    )


def _parts(line: EstimateLine) -> tuple[tuple[tuple[str, str], Money], ...]:
    """What the first plan leaves, by kind; nothing where a later plan changes it."""
    lines = line.content.lines
    if line.is_good_faith or any(each.second for each in lines):
        return ()
    sums = [(words, total(getattr(each, name) for each in lines)) for name, words in _PARTS.items()]
    kept = tuple((words, amount) for words, amount in sums if amount)
    return kept if total(amount for _, amount in kept) == line.patient else ()

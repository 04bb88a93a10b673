"""Kills a program that posts charges, answers and payments, again and again, and looks at what is left.

    python -m tests.kill_while_posting [KILLS] [SEED]

How it is done, and what must hold then: `tests/killed_programs.py`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import Money
from app.services import adjudications, payments, visits
from app.services.session import Session
from tests.killed_programs import KilledProgram, Say, main
from tests.small_practice import make_small_practice

PRICE, DISCOUNT, PAID, SHARE = 16500, 6000, 7000, 3500


def post(session: Session, _path: Path, _words: Sequence[str], say: Say) -> None:
    """A visit with two lines, its answer, and a payment used for one line."""
    patient, lines = 1, (visits.LineEntry("99213", Money(PRICE), pos="11"),) * 2
    today = session.today()
    made = visits.submit_visit(session, visits.VisitEntry(patient, today, ("J02.9",), lines, {}))
    say("visit", made.visit_id)
    adjustments = (Adjustment("CO", "45", Money(DISCOUNT)), Adjustment("PR", "1", Money(SHARE)))
    answer = tuple(
        LineAnswer(charge, Money(PRICE - DISCOUNT), Money(PAID), adjustments) for charge in made.charge_ids
    )
    entry = adjudications.AnswerEntry(made.claim_id, today, answer)
    say("answer", adjudications.post_adjudication(session, entry))
    money = payments.PaymentEntry(1, Money(SHARE + 100), "cash", shares=((made.charge_ids[0], Money(SHARE)),))
    say("payment", payments.take_payment(session, money))


HALF_DONE = {
    "select v.id from visit v where v.state = 'done' and (select count(distinct e.posting_id) from charge c "
    "join entry e on e.charge_id = c.id join posting p on p.id = e.posting_id and p.kind = 'charge' "
    "where c.visit_id = v.id) <> 1": "a visit without one whole posting",
    "select v.id from visit v where v.state = 'done' and v.id > 2 and (select count(*) from charge c "
    "where c.visit_id = v.id) <> 2": "a visit without its two lines",
    "select a.id from adjudication a where a.id > 1 and (select count(*) from entry e "
    "where e.posting_id = a.posting_id) <> 4 * (select count(*) from adjudication_line l "
    "where l.adjudication_id = a.id)": "half an answer",
    "select m.id from claim m where (m.state = 'answered') <> exists(select 1 from adjudication a "
    "where a.claim_id = m.id)": "a claim whose state is not that of its answer",
    "select p.id from payment p where p.id > 1 and (select count(distinct e.posting_id) from entry e "
    "where e.payment_id = p.id) <> 2": "a payment without its use",
}
PROGRAM = KilledProgram(
    "tests.kill_while_posting",
    lambda folder: make_small_practice(folder).path,
    post,
    {
        "visit": "select id from visit",
        "answer": "select id from adjudication",
        "payment": "select id from payment",
    },
    HALF_DONE,
)

if __name__ == "__main__":
    sys.exit(main(PROGRAM, sys.argv[1:]))

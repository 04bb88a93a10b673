"""The demo practice's remittances: payers by file answer by 835; two files wait in the inbox to be tried.

The clean file posts with one key. The mixed one has a claim that is paid and one that is denied, an earlier
answer taken back and corrected, a takeback of another, and a claim that the practice does not know.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import ZERO, Money, total
from app.domain.remittance_matching import KnownClaim, KnownLine
from app.models.claims import Adjudication, AdjudicationAdjustment, AdjudicationLine, AdjudicationVoid, Claim
from app.models.records import Payer, Plan, Policy
from app.models.whole_file import write_whole
from app.queries.answer_facts import known_claims
from app.queries.remitted_claims import paid_claims
from app.services.demo_advice import AnsweredClaim, DemoAdvice, Withheld, write_advice
from app.services.demo_answers import Deductibles, compose_denial, compose_first_answer
from app.services.demo_desk import billed_lines, post_advice, working_day
from app.services.demo_people import DemoPatient
from app.services.demo_scene import DemoPlan, DemoScene, moment

CLEAN_FILE, MIXED_FILE = "remittance-clean.835", "remittance-mixed.835"
UNKNOWN_NUMBER = "OLD-7741"
# This plan has no deductible: what it answers does not depend on what it answered before.
_PLAN = "heart"
_MIXED_BACK = 40
_MOST_CLEAN = 12
_MIXED_BEFORE, _MIXED, _CLEAN = 9001, 9002, 9003
_RAISED_BY = Money(500)


def plan_mixed_remittance(scene: DemoScene, people: Sequence[DemoPatient]) -> None:
    """Plan a payment of the past in which much happens at once; its unknown claim still waits today."""
    day = working_day(scene.today - timedelta(days=_MIXED_BACK))
    scene.plan(moment(day, 13), partial(_post_mixed, scene, people))


def put_remittances_in_inbox(scene: DemoScene, people: Sequence[DemoPatient]) -> None:
    """Lay two remittances of this morning into the inbox, for claims that went out and wait."""
    inbox = scene.practice.path.parent / "inbox"
    waiting = _waiting(scene, people)
    mixed, clean = waiting[:2], waiting[2 : 2 + _MOST_CLEAN]
    if clean:
        paid = [_paid(scene, claim) for claim in clean]
        write_whole(inbox / CLEAN_FILE, write_advice(_advice(scene, _CLEAN, scene.today, paid)))
        write_whole(inbox / MIXED_FILE, write_advice(_mixed(scene, people, scene.today, mixed)))


def _post_mixed(scene: DemoScene, people: Sequence[DemoPatient]) -> None:
    waiting = _waiting(scene, people)[:2]
    if len(waiting) == 2:
        post_advice(scene, _mixed(scene, people, scene.biller.today(), waiting))


def _mixed(
    scene: DemoScene, people: Sequence[DemoPatient], day: date, waiting: Sequence[KnownClaim]
) -> DemoAdvice:
    paid, denied = waiting
    denial = compose_denial(billed_lines(scene, denied.claim_id), "197")
    claims = [_paid(scene, paid), AnsweredClaim(denied, denial), _unknown(paid)]
    withheld: list[Withheld] = []
    settled = list(_settled(scene, people))
    if settled:
        known, before = settled[0]
        claims += [AnsweredClaim(known, before, is_reversal=True), AnsweredClaim(known, _raised(before))]
    if len(settled) > 1:
        known, before = settled[1]
        most = total(claim.paid for claim in claims)
        withheld.append(Withheld("WO", known.number, min(most, total(answer.paid for answer in before))))
    return _advice(scene, _MIXED if day == scene.today else _MIXED_BEFORE, day, claims, withheld)


def _advice(
    scene: DemoScene,
    number: int,
    day: date,
    claims: Sequence[AnsweredClaim],
    withheld: Sequence[Withheld] = (),
) -> DemoAdvice:
    payer = Payer.get_by_id(Plan.get_by_id(_plan(scene).id).payer_id)
    return DemoAdvice(payer, number, moment(day, 7), tuple(claims), tuple(withheld))


def _plan(scene: DemoScene) -> DemoPlan:
    return scene.office.plans[_PLAN]


def _paid(scene: DemoScene, claim: KnownClaim) -> AnsweredClaim:
    lines = billed_lines(scene, claim.claim_id)
    return AnsweredClaim(claim, compose_first_answer(claim.patient_id, _plan(scene), lines, Deductibles()))


def _unknown(like: KnownClaim) -> AnsweredClaim:
    """A claim that the practice had sent by its program before this one."""
    line = KnownLine(0, "", "99213", (), like.lines[0].service_on, 16500)
    claim = like._replace(number=UNKNOWN_NUMBER, last="Overbrook", first="Lena", member_id="", lines=(line,))
    return AnsweredClaim(claim, (_answer(0, Money(10065), Money(6435)),))


def _raised(before: Sequence[LineAnswer]) -> tuple[LineAnswer, ...]:
    """The same answers, with more allowed and paid for the first line whose discount leaves room."""
    answers = list(before)
    for at, answer in enumerate(answers):
        discount = total(part.amount for part in answer.adjustments if part.code == "45")
        if discount > _RAISED_BY:
            answers[at] = _answer(answer.charge_id, answer.paid + _RAISED_BY, discount - _RAISED_BY)
            break
    return tuple(answers)


def _answer(charge_id: int, paid: Money, discount: Money) -> LineAnswer:
    return LineAnswer(charge_id, paid, paid, (Adjustment("CO", "45", discount),))


def _waiting(scene: DemoScene, people: Sequence[DemoPatient]) -> list[KnownClaim]:
    """The claims of the plan that were sent and that nobody has answered, the oldest first."""
    mine = (Claim.state == "sent") & _of_plan(scene, people)
    ids = [row.id for row in Claim.select(Claim.id).join(Policy).where(mine).order_by(Claim.id)]
    return list(known_claims(ids).values())


def _of_plan(scene: DemoScene, people: Sequence[DemoPatient]) -> Any:
    """The claims that the plan pays first; the stories are left as they are told."""
    ids = [patient.id for patient in people]
    return (Claim.rank == 1) & (Policy.plan == _plan(scene).id) & Claim.patient.in_(ids)


def _settled(
    scene: DemoScene, people: Sequence[DemoPatient]
) -> Iterator[tuple[KnownClaim, tuple[LineAnswer, ...]]]:
    """Claims of the plan that it pays in full at its rate, with its answers; nothing was left to patients."""
    void = AdjudicationVoid.select(AdjudicationVoid.adjudication)
    mine = (Claim.state == "answered") & Adjudication.id.not_in(void) & _of_plan(scene, people)
    rows = Adjudication.select().join(Claim).join(Policy).where(mine).order_by(Adjudication.id)
    answered = {row.claim_id: (row, _answers_of(row.id)) for row in rows}
    known, still = known_claims(answered), paid_claims(answered)
    for claim_id, (row, answers) in answered.items():
        is_whole = total(line.paid for line in still[claim_id].lines) == row.paid > ZERO
        if is_whole and all(part.name == "CO-45" for answer in answers for part in answer.adjustments):
            yield known[claim_id], answers


def _answers_of(adjudication_id: int) -> tuple[LineAnswer, ...]:
    parts: dict[int, list[Adjustment]] = {}
    for part in AdjudicationAdjustment.select().where(AdjudicationAdjustment.adjudication == adjudication_id):
        adjustment = Adjustment(part.group_code, part.reason_code, part.amount)
        parts.setdefault(part.charge_id, []).append(adjustment)
    return tuple(
        LineAnswer(line.charge_id, line.allowed, line.paid, tuple(parts.get(line.charge_id, ())))
        for line in AdjudicationLine.select().where(AdjudicationLine.adjudication == adjudication_id)
    )

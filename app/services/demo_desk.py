"""What is done at the demo practice's desk: a visit, an insurer's answer, a payment; each by its use case."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.domain.answers import LineAnswer
from app.domain.money import ZERO, Money, total
from app.models.claims import Claim
from app.models.ledger import Charge
from app.models.records import Payer, Plan, Policy
from app.queries.adjudications import charges_of_claim
from app.queries.answer_facts import known_claims
from app.queries.standing import credit_of, debt_of
from app.services.adjudications import post_adjudication
from app.services.answer_writing import AnswerEntry
from app.services.days import close_day, last_event
from app.services.demo_advice import AnsweredClaim, DemoAdvice, write_advice
from app.services.demo_answers import BilledLine
from app.services.demo_people import DemoPatient
from app.services.demo_scene import DemoScene
from app.services.payments import PaymentEntry, take_payment, use_credit
from app.services.remittance_previews import preview_content
from app.services.remittances import post_remittance
from app.services.visits import LineEntry, SubmittedVisit, VisitEntry, submit_visit


def see_patient(
    scene: DemoScene,
    patient: DemoPatient,
    diagnoses: Sequence[str],
    codes: Sequence[str],
    *,
    has_provider: bool = True,
) -> SubmittedVisit:
    """Enter a visit of today with its charges at the practice's fees; without provider its claim is unfit."""
    provider = scene.office.providers[patient.id % len(scene.office.providers)]
    place = scene.office.places[patient.account_id % len(scene.office.places)]
    pointers = "ABCD"[: min(2, len(diagnoses))]
    lines = tuple(
        LineEntry(
            code,
            scene.office.fees[code],
            modifiers=scene.office.modifiers[code],
            pos="11",
            pointers=pointers,
        )
        for code in codes
    )
    facts = {"provider": provider if has_provider else None, "place": place, "reason": "Visit"}
    return submit_visit(
        scene.desk, VisitEntry(patient.id, scene.desk.today(), tuple(diagnoses), lines, facts)
    )


def billed_lines(scene: DemoScene, claim_id: int) -> tuple[BilledLine, ...]:
    """The lines of a claim as its insurer sees them."""
    charges = [Charge.get_by_id(charge) for charge in charges_of_claim(claim_id)]
    return tuple(BilledLine(row.id, scene.office.categories[row.code], row.amount) for row in charges)


def waits_for_answer(claim_id: int) -> bool:
    """Tell whether a claim went out and nobody has answered it."""
    return bool(Claim.get_by_id(claim_id).state in ("printed", "sent"))


def enter_answer(scene: DemoScene, claim_id: int, answers: tuple[LineAnswer, ...]) -> int | None:
    """Enter an insurer's answer, by remittance from those who take claims by file, else typed from paper.

    Gives the claim to the next insurer where one was made.
    """
    claim = Claim.get_by_id(claim_id)
    payer = Payer.get_by_id(Plan.get_by_id(Policy.get_by_id(claim.policy_id).plan_id).payer_id)
    if payer.partner_id is None:
        today, number = scene.biller.today(), f"{10_000 + claim_id}"
        post_adjudication(scene.biller, AnswerEntry(claim_id, today, answers, check_number=number))
    else:
        answered = (AnsweredClaim(known_claims([claim_id])[claim_id], answers),)
        post_advice(scene, DemoAdvice(payer, 10_000 + claim_id, scene.clock(), answered))
    later = Claim.get_or_none((Claim.visit == claim.visit_id) & (Claim.rank == claim.rank + 1))
    return later.id if later else None


def post_advice(scene: DemoScene, advice: DemoAdvice) -> None:
    """Post a remittance as the biller does: what is clear at once; what needs a look waits."""
    (preview,) = preview_content(scene.biller, f"{advice.trace}.835", write_advice(advice))
    post_remittance(scene.biller, preview)


def owed_on(charge_ids: Sequence[int]) -> list[tuple[int, Money]]:
    """What patients owe on charges, without those that are settled."""
    debts = [debt_of(charge) for charge in sorted(charge_ids)]
    return [(debt.charge_id, debt.owes) for debt in debts if debt]


def pay_for(scene: DemoScene, account_id: int, charge_ids: Sequence[int], method: str, most: Money) -> None:
    """Take a payment for what is owed on charges, at most an amount; nothing where nothing is owed."""
    shares = _split(most, charge_ids)
    if shares:
        amount = total(share for _, share in shares)
        take_payment(scene.desk, PaymentEntry(account_id, amount, method, shares=shares))


def use_copay(scene: DemoScene, payment_id: int, charge_ids: Sequence[int]) -> None:
    """Use a copay taken at the desk for what the answer left to the patient; the rest stays credit."""
    shares = _split(credit_of(payment_id), charge_ids)
    if shares:
        use_credit(scene.biller, payment_id, shares)


def _split(most: Money, charge_ids: Sequence[int]) -> tuple[tuple[int, Money], ...]:
    """Give an amount to what is owed on charges, one after another."""
    shares, left = [], most
    for charge, owed in owed_on(charge_ids):
        share = min(owed, left)
        if share > ZERO:
            shares.append((charge, share))
            left -= share
    return tuple(shares)


def close_if_open(scene: DemoScene) -> None:
    """Close the day at its end, where anything was posted."""
    if last_event(scene.manager.today()) in ("open", "reopen"):
        close_day(scene.manager, scene.manager.today())


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

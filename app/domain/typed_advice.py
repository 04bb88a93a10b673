"""A typed check as a remittance, so that it is kept, found again and taken back like an electronic one.

What the paper does not say is left empty: no units, no names of persons beyond the patient's.
"""

from collections.abc import Mapping
from decimal import Decimal

from app.domain.answers import LineAnswer, LineOutcome
from app.domain.money import Money
from app.domain.provider_adjustments import AdjustmentKind, AdjustmentPlan, plan_takeback
from app.domain.remittance_matching import FoundBy, KnownClaim, KnownLine
from app.domain.remittance_plan import Action, ClaimPlan, RemittancePlan, Verdict
from app.domain.remittances import (
    DENIED,
    NOBODY,
    ProviderAdjustment,
    RemittanceAdvice,
    RemittanceParty,
    RemittanceSource,
    RemittedAdjustment,
    RemittedClaim,
    RemittedLine,
)
from app.domain.typed_check import Beside, CheckBeside, CheckClaim, TypedCheck

_CODES = {Beside.INTEREST: "L6", Beside.TAKEBACK: "WO", Beside.ADDED: "CS", Beside.KEPT: "CS"}
_PROCESSED, _PASSED_ON = ("1", "2", "3"), ("19", "20", "21")
_NO_SOURCE = RemittanceSource("", "", "", "", "", "", is_test=False)
_OURSELVES = RemittanceParty("", "", "", (), ())


def compose_advice(check: TypedCheck, known: Mapping[int, KnownClaim], payer_key: str) -> RemittanceAdvice:
    """Write a typed check as an advice; `known` are its claims by id, `payer_key` is the payer's own id."""
    head = check.head
    return RemittanceAdvice(
        trace_number=head.number,
        payer_id="",
        originator_code="",
        amount=head.amount.cents,
        credit_debit="C",
        handling="",
        method="",
        effective=head.paid_on,
        production=None,
        payer=RemittanceParty(head.payer, "", payer_key, (), ()),
        payee=_OURSELVES,
        references=(),
        contacts=(),
        claims=tuple(_remitted(claim, known[claim.claim_id], at) for at, claim in enumerate(check.claims)),
        provider_adjustments=tuple(_beside(each, at) for at, each in enumerate(check.beside)),
        notes=(),
        source=_NO_SOURCE,
    )


def plan_typed(check: TypedCheck) -> RemittancePlan:
    """Plan all of a typed check; what a person typed was looked at, so that every part of it is clear."""
    claims = tuple(
        ClaimPlan(
            at,
            Action.ANSWER,
            Verdict.CLEAR,
            (),
            claim.claim_id,
            FoundBy.CHOSEN,
            answers=claim.answers,
            plan=claim.plan,
            forwarded=claim.forwarded,
        )
        for at, claim in enumerate(check.claims)
    )
    return RemittancePlan(claims, tuple(_plan_beside(each, at) for at, each in enumerate(check.beside)))


def write_typed_check(advice: RemittanceAdvice) -> str:
    """Write a typed check as plain text, as it is kept for whoever asks later what was typed."""
    day = advice.effective.isoformat() if advice.effective else ""
    lines = [f"{advice.payer_name}, check {advice.trace_number} of {day}, {Money(advice.payment)}"]
    for claim in advice.claims:
        lines.append(f"Claim {claim.claim_number}, {claim.patient.last}, paid {Money(claim.paid)}")
        lines += [f"  {line.code} {_amounts(line)}" for line in claim.lines]
    lines += [f"{part.code} {part.reference} {Money(-part.amount)}" for part in advice.provider_adjustments]
    return "\n".join(lines) + "\n"


def _amounts(line: RemittedLine) -> str:
    parts = [f"{part.group}-{part.code} {Money(part.amount)}" for part in line.adjustments]
    return ", ".join((f"billed {Money(line.charge)}", f"paid {Money(line.paid)}", *parts))


def _remitted(claim: CheckClaim, known: KnownClaim, at: int) -> RemittedClaim:
    by_charge = {line.charge_id: line for line in known.lines}
    lines = tuple(_line(answer, by_charge[answer.charge_id]) for answer in claim.answers)
    shares = sum(part.amount for line in lines for part in line.adjustments if part.is_patient_share)
    return RemittedClaim(
        claim_number=known.number,
        status=_status(claim, known.rank),
        charge=sum(line.charge for line in lines),
        paid=sum(line.paid for line in lines),
        patient_responsibility=shares,
        filing_code="",
        payer_control=claim.payer_control,
        place_of_service="",
        frequency="",
        drg="",
        parties=(NOBODY._replace(role="QC", last=known.last, first=known.first),),
        adjustments=(),
        remarks=(),
        outpatient=(),
        inpatient=(),
        references=(),
        dates=(),
        amounts=(),
        quantities=(),
        contacts=(),
        lines=lines,
        number=at,
    )


def _status(claim: CheckClaim, rank: int) -> str:
    if claim.plan.lines and all(line.outcome is LineOutcome.DENIED for line in claim.plan.lines):
        return DENIED
    return (_PASSED_ON if claim.forwarded else _PROCESSED)[min(rank, 3) - 1]


def _line(answer: LineAnswer, ours: KnownLine) -> RemittedLine:
    return RemittedLine(
        qualifier="HC",
        code=ours.code,
        modifiers=ours.modifiers,
        charge=ours.charge,
        paid=answer.paid.cents,
        revenue_code="",
        units=Decimal(1),
        billed_code="",
        billed_modifiers=(),
        billed_units=None,
        service_from=ours.service_on,
        service_to=ours.service_on,
        adjustments=tuple(
            RemittedAdjustment(part.group, part.code, part.amount.cents) for part in answer.adjustments
        ),
        remarks=(),
        line_number=ours.control,
        references=(),
        amounts=() if answer.allowed is None else (("B6", answer.allowed.cents),),
        quantities=(),
        number=0,
    )


def _beside(beside: CheckBeside, at: int) -> ProviderAdjustment:
    return ProviderAdjustment(
        _CODES[beside.kind], beside.reference, -beside.raises.cents, None, provider_id="", number=at
    )


def _plan_beside(beside: CheckBeside, at: int) -> AdjustmentPlan:
    amount = -beside.raises.cents
    if beside.kind is Beside.TAKEBACK:
        return plan_takeback(at, amount, beside.claim, beside.reference)
    kind = AdjustmentKind.INTEREST if beside.kind is Beside.INTEREST else AdjustmentKind.OTHER
    return AdjustmentPlan(at, kind, amount)

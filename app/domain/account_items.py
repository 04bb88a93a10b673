"""How the entries of a charge become the item that the account explains.

Amounts of entries are signed cents as in the ledger (debit positive); amounts of the item are positive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.accounts import AccountItem, InsurerAnswer, PatientShare, Refusal
from app.domain.answers import Adjustment
from app.domain.money import ZERO, Money, total
from app.domain.posting import CONTRACTUAL, INSURANCE_AR, PATIENT_AR

BRINGS_IN = frozenset({"charge", "fee"})
PAYER_REDUCTIONS = frozenset({"sequestration", "payer_reduction", "writeoff_other"})


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    """A charge line with the names its item shows.

    `sent_on` tells by policy when its claim first left the office, None while it has not; a policy that
    is not in it had its claim from elsewhere, as imported history has. `disputed_since` is the day on which
    a case about a refusal of it was opened, while the case is open.
    """

    charge_id: int
    visit_id: int
    patient_id: int
    patient_name: str
    provider: str
    service_date: date
    code: str
    description_en: str
    description_es: str
    billed: Money
    self_pay: bool = False
    first_statement_on: date | None = None
    sent_on: Mapping[int, date | None] = field(default_factory=dict)
    disputed_since: date | None = None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One entry of the ledger on a charge, with what its posting says."""

    posting_id: int
    kind: str
    posted_on: date
    effective_on: date
    account: str
    policy_id: int | None
    amount: Money
    reversed: bool


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """One standing answer of an insurer to a charge.

    `meanings` tells by an adjustment's name (`CO-197`) what a patient is told of it: English, Spanish.
    """

    posting_id: int | None
    payer: str
    rank: int
    received_on: date
    allowed: Money | None
    paid: Money
    adjustments: tuple[Adjustment, ...]
    meanings: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def compose_item(
    charge: ChargeFacts,
    entries: Sequence[EntryFacts],
    answers: Sequence[AnswerFacts],
    payer_names: dict[int, str],
) -> AccountItem | None:
    """Tell what happened to a charge, from its entries in posting order; None when the charge was voided."""
    standing = [entry for entry in entries if not entry.reversed]
    if not any(entry.kind in BRINGS_IN for entry in standing):
        return None
    with_insurer = [entry for entry in standing if entry.account == INSURANCE_AR]
    with_patient = [entry for entry in standing if entry.account == PATIENT_AR]
    holder = _holder(with_insurer)
    patient_owes = total(entry.amount for entry in with_patient)
    insurance_owes = total(entry.amount for entry in with_insurer)
    return AccountItem(
        charge_id=charge.charge_id,
        visit_id=charge.visit_id,
        patient_id=charge.patient_id,
        patient_name=charge.patient_name,
        provider=charge.provider,
        service_date=charge.service_date,
        description_en=charge.description_en,
        description_es=charge.description_es,
        code=charge.code,
        billed=charge.billed,
        answers=tuple(_answer(facts, standing) for facts in answers),
        insurance_name=payer_names.get(holder, "") if holder else "",
        with_insurance_since=_since(charge, with_insurer, holder) if holder else None,
        patient_paid=-total(entry.amount for entry in with_patient if entry.kind == "allocation"),
        written_off=total(
            entry.amount for entry in standing if entry.kind == "write_off" and entry.amount > ZERO
        ),
        insurance_refunded=total(entry.amount for entry in with_insurer if entry.kind == "refund"),
        patient_owes=patient_owes,
        insurance_owes=insurance_owes,
        first_statement_on=charge.first_statement_on,
        transferred_on=_last_raised(with_patient, None),
        settled_on=None if patient_owes or insurance_owes else standing[-1].posted_on,
        self_pay=charge.self_pay or not any(entry.account == INSURANCE_AR for entry in standing),
        is_fee=any(entry.kind == "fee" for entry in standing),
        taken_back=total(entry.amount for entry in with_insurer if entry.kind == "provider_adjustment"),
        check_returned=total(
            entry.amount
            for entry in entries
            if entry.kind == "payment_returned" and entry.account == PATIENT_AR
        ),
        answer_withdrawn=not answers and any(entry.kind == "adjudication_void" for entry in entries),
        disputed_since=charge.disputed_since,
    )


def _holder(entries: Sequence[EntryFacts]) -> int | None:
    """The policy whose bucket holds something now; the latest where several do."""
    sums: dict[int, Money] = {}
    for entry in entries:
        if entry.policy_id is not None:
            sums[entry.policy_id] = sums.get(entry.policy_id, ZERO) + entry.amount
    held = [policy for policy, amount in sums.items() if amount]
    return held[-1] if held else None


def _since(charge: ChargeFacts, entries: Sequence[EntryFacts], holder: int) -> date | None:
    if holder in charge.sent_on:
        return charge.sent_on[holder]
    return _last_raised(entries, holder)


def _last_raised(entries: Sequence[EntryFacts], policy_id: int | None) -> date | None:
    """The day on which a bucket last grew."""
    days = [entry.effective_on for entry in entries if entry.amount > ZERO and entry.policy_id == policy_id]
    return days[-1] if days else None


def _answer(facts: AnswerFacts, entries: Sequence[EntryFacts]) -> InsurerAnswer:
    own = [entry for entry in entries if entry.posting_id == facts.posting_id]
    shares = tuple(
        PatientShare(part.share_reason, part.amount, facts.meanings.get(part.name, ("", "")))
        for part in facts.adjustments
        if part.is_share
    )
    refusals = tuple(
        Refusal(part.name, part.amount, facts.meanings.get(part.name, ("", "")))
        for part in facts.adjustments
        if _is_refusal(part)
    )
    return InsurerAnswer(
        payer=facts.payer,
        rank=facts.rank,
        received_on=facts.received_on,
        allowed=facts.allowed,
        paid=facts.paid,
        discount=total(entry.amount for entry in own if entry.account == CONTRACTUAL),
        other_adjustments=total(entry.amount for entry in own if entry.account in PAYER_REDUCTIONS),
        shares=shares,
        denied=facts.paid <= ZERO and bool(refusals),
        refusals=refusals,
    )


def _is_refusal(part: Adjustment) -> bool:
    """Tell whether it was refused: no discount, not the patient's part, and not another insurer's doing."""
    return not (part.is_share or part.write_off_kind or part.repeats_earlier_payer)

"""The visits of a Synthea folder with their charges, insurers' answers and patients' payments."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.money import ZERO
from app.domain.synthea import SourceClaim, SourceEncounter, SourceTransaction
from app.domain.synthea_history import (
    COPAY,
    PATIENT_METHODS,
    LineHistory,
    VisitHistory,
    compose_first_answer,
    compose_second_answer,
    day_of,
)
from app.models.claims import Claim
from app.models.ledger import Charge
from app.models.records import Patient, Policy, Procedure
from app.queries.adjudications import policies_in_order
from app.queries.standing import debt_of
from app.services.adjudications import post_answer
from app.services.answer_writing import AnswerEntry
from app.services.office import write_procedure
from app.services.payments import PaymentEntry, post_payment
from app.services.policies import write_policy
from app.services.synthea_records import ImportStep
from app.services.visits import LineEntry, VisitEntry, post_visit

PLACE_CODES = {
    **dict.fromkeys(("ambulatory", "outpatient", "wellness"), "11"),
    **{"urgentcare": "20", "inpatient": "21", "emergency": "23", "home": "12", "snf": "31"},
    **{"hospice": "34", "virtual": "02"},
}
NAMES = {
    "CHARGE": "charges",
    "PAYMENT": "payments",
    "ADJUSTMENT": "adjustments",
    "TRANSFERIN": "transfers in",
    "TRANSFEROUT": "transfers out",
}
LATE_CHARGE = "a new charge of a visit that was taken before; enter it by hand"
LATE_ANSWER = "the insurer’s answer was taken before without this row; correct it by hand"
CREDIT = "more than was owed: the rest is the patient’s credit"
FROM_CLAIM = "a policy of one day, known from the claim only"


def kind_of(row: SourceTransaction) -> str:
    """Name the type of a row for the report."""
    return NAMES.get(row.kind, "other rows")


def import_visits(
    step: ImportStep,
    history: tuple[int, SourceClaim, Sequence[VisitHistory]],
    encounters: Mapping[str, SourceEncounter],
) -> None:
    """Take the visits of a claim for a patient's row, and what is new of those that are here already."""
    patient_id, claim, visits = history
    for visit in visits:
        new = [line for line in visit.lines if not step.items.find("CHARGE", line.charge.id)]
        if len(new) == len(visit.lines):
            _take_visit(step, patient_id, claim, visit, encounters.get(claim.encounter_id))
        else:
            for line in new:
                _leave(step, (line.charge, *line.used, *line.payments), LATE_CHARGE)
        here = [line for line in visit.lines if step.items.find("CHARGE", line.charge.id)]
        _take_answers(step, claim, visit, here)
        for line in here:
            for row in line.payments:
                if not step.items.find("PATIENT_PAYMENT", row.id):
                    _take_payment(step, patient_id, line, row)


def _take_visit(
    step: ImportStep,
    patient_id: int,
    claim: SourceClaim,
    visit: VisitHistory,
    encounter: SourceEncounter | None,
) -> None:
    is_insured = bool(step.items.find("plan", claim.payer_id))
    if is_insured:
        _need_policies(step, patient_id, claim, visit.on)
    for line in visit.lines:
        _need_procedure(step, line.charge)
    facts = {
        "provider": step.items.find("provider", claim.provider_id) or None,
        "place": step.items.find("place", encounter.organization_id) or None if encounter else None,
        "reason": encounter.description if encounter else "",
        "self_pay": not is_insured,
    }
    pos = PLACE_CODES.get(encounter.kind, "") if encounter else ""
    lines = tuple(_line_entry(step, line.charge, pos) for line in visit.lines)
    entry = VisitEntry(patient_id, visit.on, (), lines, facts)
    done = post_visit(step.session, step.transaction, entry)
    step.items.keep("claim", visit.key, done.claim_id or 0)
    step.taken.add("visits", visit.key)
    for line, charge_id in zip(visit.lines, done.charge_ids, strict=True):
        step.items.keep("CHARGE", line.charge.id, charge_id)
        step.taken.add(kind_of(line.charge), line.charge.id, amount=line.charge.amount)


def _line_entry(step: ImportStep, row: SourceTransaction, pos: str) -> LineEntry:
    spans_days = row.begins < row.ends <= step.session.today()
    return LineEntry(
        row.code,
        row.amount,
        units=row.units,
        pointers="",
        pos=pos,
        service_on=row.begins,
        service_to=row.ends if spans_days else None,
    )


def _need_procedure(step: ImportStep, row: SourceTransaction) -> None:
    """Keep the folder's own name of a code, so that statements can say what was done."""
    code = row.code.upper()
    if code and row.name and Procedure.get_or_none(Procedure.code == code) is None:
        write_procedure(step.transaction, code, {"name": row.name})
        step.taken.add("procedures", code)


def _need_policies(step: ImportStep, patient_id: int, claim: SourceClaim, on: date) -> None:
    """See to it that the insurers named by the claim are those in force on its day."""
    wanted = [step.items.find("plan", payer) for payer in (claim.payer_id, claim.secondary_id)]
    in_force = [Policy.get_by_id(policy).plan_id for policy in policies_in_order(patient_id, on)]
    for rank, plan in enumerate(wanted, start=1):
        if plan and in_force[rank - 1 : rank] != [plan]:
            values = {"plan": plan, "rank": rank, "effective": on, "termination": on}
            write_policy(step.transaction, patient_id, values)
            step.changed.add("policies", claim.id, FROM_CLAIM)


def _take_answers(
    step: ImportStep, claim: SourceClaim, visit: VisitHistory, here: Sequence[LineHistory]
) -> None:
    """Post what the insurers said, and remember the rows that said it."""
    rows = [row for line in here for row in line.used if not step.items.find("ANSWER", row.id)]
    claim_id = step.items.find("claim", visit.key)
    answered = [line for line in here if line.is_answered]
    if not claim_id or not answered:
        return
    if Claim.get_by_id(claim_id).state == "answered":
        _leave(step, rows, LATE_ANSWER)
        return
    asks_second = bool(step.items.find("plan", claim.secondary_id)) and any(line.to_second for line in here)
    first = tuple(compose_first_answer(line, _charge_id(step, line)) for line in answered)
    entry = AnswerEntry(claim_id, visit.on, first, ends_here=not asks_second)
    answer = post_answer(step.session, step.transaction, entry)
    if asks_second:
        _take_second_answer(step, claim_id, visit.on, answered)
    for row in rows:
        step.items.keep("ANSWER", row.id, answer)
        step.taken.add(kind_of(row), row.id, amount=row.amount)


def _take_second_answer(step: ImportStep, claim_id: int, on: date, lines: Sequence[LineHistory]) -> None:
    first = Claim.get_by_id(claim_id)
    second = Claim.get_or_none((Claim.visit == first.visit_id) & (Claim.rank == first.rank + 1))
    handed_on = [line for line in lines if line.to_second + line.to_patient + line.copay_share]
    answers = tuple(
        compose_second_answer(line, _charge_id(step, line))
        for line in handed_on
        if line.is_answered_by_second
    )
    if second is not None and any(line.is_answered_by_second for line in lines if line.to_second):
        post_answer(step.session, step.transaction, AnswerEntry(second.id, on, answers))


def _take_payment(step: ImportStep, patient_id: int, line: LineHistory, row: SourceTransaction) -> None:
    """Take a patient's payment for its charge; what is more than is owed stays as credit."""
    charge_id = _charge_id(step, line)
    debt = debt_of(charge_id)
    share = min(debt.owes, row.amount) if debt else ZERO
    entry = PaymentEntry(
        Patient.get_by_id(patient_id).account_id,
        row.amount,
        PATIENT_METHODS[row.method],
        memo="Copay" if row.method == COPAY else "",
        patient_id=patient_id,
        visit_id=Charge.get_by_id(charge_id).visit_id,
        shares=((charge_id, share),) if share else (),
    )
    payment = post_payment(step.session, step.transaction, entry, day_of(row))
    step.items.keep("PATIENT_PAYMENT", row.id, payment)
    step.taken.add(kind_of(row), row.id, amount=row.amount)
    if share < row.amount:
        step.changed.add(kind_of(row), row.id, CREDIT, row.amount - share)


def _charge_id(step: ImportStep, line: LineHistory) -> int:
    return step.items.find("CHARGE", line.charge.id)


def _leave(step: ImportStep, rows: Sequence[SourceTransaction], why: str) -> None:
    for row in rows:
        step.left.add(kind_of(row), row.id, why, row.amount)

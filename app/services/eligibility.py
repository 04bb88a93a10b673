"""Eligibility by hand: what an insurer said is kept for good, and differences are decided one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.eligibility import Benefit, CheckStatus, CheckWay
from app.domain.eligibility_differences import LABELS, ORDER
from app.domain.eligibility_due import VerifyRule, check_verify_rule
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO
from app.domain.rights import Right
from app.domain.trail import canonical
from app.models.eligibility import EligibilityBenefit, EligibilityCheck, EligibilityChoice
from app.models.office import Setting
from app.models.records import Patient, Policy
from app.queries.eligibility import DAYS_SETTING, SERIES_SETTING, open_differences
from app.services.rows import change_row, fetch
from app.services.session import Session, Transaction

BY_HAND = (CheckWay.TYPED, CheckWay.PHONE, CheckWay.PORTAL)
_RECORDS = {"patient": Patient, "policy": Policy}


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """What an insurer said of a policy about one day; `said` names the person as the insurer knows him.

    A check that is not of today has its own `checked_on`; `file_id` is the kept answer, `request_id` what
    it answers.
    """

    policy_id: int
    for_date: date
    status: CheckStatus
    way: CheckWay = CheckWay.TYPED
    benefits: Sequence[Benefit] = ()
    checked_on: date | None = None
    plan_name: str = ""
    begins: date | None = None
    ends: date | None = None
    reference: str = ""
    representative: str = ""
    reject_reason: str = ""
    note: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    request_id: int | None = None
    file_id: int | None = None


def log_check(session: Session, patient_id: int, entry: CheckEntry) -> int:
    """Keep what was learned by phone, from the payer's site or the card; give the id of the check."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    _policy_of(patient_id, entry.policy_id)
    _check_entry(session, entry)
    with session.transaction() as transaction:
        return write_check(transaction, patient_id, entry)


def take_difference(session: Session, patient_id: int, check_id: int, field_name: str) -> None:
    """Put what the insurer said of one field into the record; what was there before stays in the trail."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    check = _check_of(patient_id, check_id)
    with session.transaction() as transaction:
        offered = {each.field: each for each in open_differences(check)}
        found = offered.get(field_name)
        if found is None or found.value is None:
            raise RuleError(
                "The record says the same by now, or this was decided already. Nothing was changed. Look at "
                "the insurance again."
            )
        what, _, column = field_name.partition(".")
        row_id = patient_id if what == "patient" else check.policy_id
        row = fetch(_RECORDS[what], row_id, what)
        values = {column: found.value}
        change_row(transaction, _RECORDS[what], row_id, row.version, values, what=what, patient=patient_id)
        if what == "policy":
            _refuse_reversed(fetch(Policy, row_id, "policy"))
        _decide(transaction, check, field_name, "taken")


def keep_difference(session: Session, patient_id: int, check_id: int, field_name: str) -> None:
    """Leave the record as it is for one field: what the insurer said is not offered again."""
    session.require(Right.EDIT_PATIENT, patient=patient_id)
    check = _check_of(patient_id, check_id)
    if field_name not in LABELS and field_name != ORDER:
        raise InputError("That is no field an insurer tells of. Look at the insurance again.")
    with session.transaction() as transaction:
        _decide(transaction, check, field_name, "kept")


def set_verify_rule(session: Session, rule: VerifyRule) -> None:
    """Say how many days before a visit its coverage may have been checked."""
    session.require(Right.SET_UP_OFFICE)
    check_verify_rule(rule)
    values = {DAYS_SETTING: str(rule.days), SERIES_SETTING: str(rule.series_days)}
    with session.transaction() as transaction:
        for name, value in values.items():
            Setting.insert(name=name, value=value).on_conflict("replace").execute()
        transaction.record("setting", None, "set_verify_rule", after=values)


def write_check(transaction: Transaction, patient_id: int, entry: CheckEntry) -> int:
    """Write a check and all it says inside the open transaction."""
    session = transaction.session
    row = EligibilityCheck.create(
        policy=entry.policy_id,
        patient=patient_id,
        request=entry.request_id,
        for_date=entry.for_date,
        checked_on=entry.checked_on or session.today(),
        way=entry.way.value,
        status=entry.status.value,
        plan_name=entry.plan_name.strip(),
        begins=entry.begins,
        ends=entry.ends,
        reference=entry.reference.strip(),
        representative=entry.representative.strip(),
        reject_reason=entry.reject_reason.strip(),
        file=entry.file_id,
        said=canonical(entry.said),
        note=entry.note.strip(),
        user=session.user.id,
        at=session.now().isoformat(),
    )
    for position, benefit in enumerate(entry.benefits, start=1):
        EligibilityBenefit.insert(check_made=row.id, position=position, **_columns(benefit)).execute()
    facts = {"policy": entry.policy_id, "for_date": entry.for_date, "way": row.way, "status": row.status}
    transaction.record("eligibility", row.id, "keep_eligibility", patient=patient_id, after=facts)
    return int(row.id)


def _columns(benefit: Benefit) -> dict[str, Any]:
    return {
        "kind": benefit.kind.value,
        "service": benefit.service,
        "person": benefit.person.value,
        "network": benefit.network.value,
        "amount": benefit.amount,
        "percent_bp": benefit.percent_bp,
        "quantity": benefit.quantity,
        "period": benefit.period,
        "approval": benefit.approval,
        "name": benefit.name,
        "number": benefit.number,
        "rank": benefit.rank,
        "detail": benefit.detail,
    }


def _check_entry(session: Session, entry: CheckEntry) -> None:
    if entry.way not in BY_HAND or entry.file_id is not None:
        raise InputError("Say how it was learned: from a paper, by phone, or on the payer’s site.")
    if (entry.checked_on or session.today()) > session.today():
        raise InputError("The day of the check lies in the future. Type the day you learned it.")
    if entry.begins and entry.ends and entry.ends < entry.begins:
        raise InputError("The plan ends before it begins. Check the two dates.")
    if entry.status is CheckStatus.REJECTED and not entry.reject_reason.strip():
        raise InputError("Write why the payer did not answer; a few words are enough.")
    if any(each.amount is not None and each.amount < ZERO for each in entry.benefits):
        raise InputError("An amount cannot be less than 0.00. Check what is left of deductible and maximum.")


def _decide(transaction: Transaction, check: EligibilityCheck, field_name: str, choice: str) -> None:
    session = transaction.session
    known = (EligibilityChoice.check_made == check.id) & (EligibilityChoice.field == field_name)
    if EligibilityChoice.get_or_none(known) is not None:
        raise RuleError("A colleague decided this already. Nothing was changed. Look at the insurance again.")
    EligibilityChoice.insert(
        check_made=check.id,
        field=field_name,
        choice=choice,
        user=session.user.id,
        at=session.now().isoformat(),
    ).execute()
    transaction.record(
        "eligibility",
        check.id,
        "decide_difference",
        patient=check.patient_id,
        after={"field": field_name, "choice": choice},
    )


def _refuse_reversed(policy: Policy) -> None:
    if policy.termination and policy.termination < policy.effective:
        raise RuleError(
            "With this day the policy would end before it begins. Nothing was changed. Open the policy and "
            "change both days."
        )


def _policy_of(patient_id: int, policy_id: int) -> Policy:
    policy = Policy.get_or_none((Policy.id == policy_id) & (Policy.patient == patient_id))
    if policy is None:
        raise InputError("That policy does not belong to this patient. Open the patient again.")
    return policy


def _check_of(patient_id: int, check_id: int) -> EligibilityCheck:
    here = (EligibilityCheck.id == check_id) & (EligibilityCheck.patient == patient_id)
    check = EligibilityCheck.get_or_none(here)
    if check is None:
        raise InputError("That answer does not belong to this patient. Open the patient again.")
    return check

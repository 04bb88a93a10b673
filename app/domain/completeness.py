"""What a patient's record lacks: to see the patient, to bill an insurer, to send mail.

Each list stands by itself, so that a patient can be seen while the record is not yet fit to bill.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.coming_of_age import FULL_AGE
from app.domain.coverage import PolicyTerm, check_policies, choose_policies
from app.domain.date_entry import age_on, format_date
from app.domain.findings import Finding, Severity, has_errors
from app.domain.people import Address, PersonName

STALE_AFTER_DAYS = 365


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """A policy as far as a claim needs it; the holder's details count where the holder is not the patient."""

    term: PolicyTerm
    member_id: str = ""
    holder_name: PersonName | None = None
    holder_birth_date: date | None = None
    holder_address: Address | None = None


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """A patient's record as far as its completeness depends on it; what is not known is empty or None.

    `release_on`, `assignment_on` and `privacy_on` are the dates of the signatures on file; `confirmed_on` is
    the day on which address and insurance were last confirmed; `pays_himself` is asked about in a child.
    """

    name: PersonName
    birth_date: date | None = None
    sex: str = ""
    address: Address | None = None
    phone: str = ""
    language: str = ""
    guarantor: str = ""
    self_pay: bool = False
    policies: tuple[PolicyFacts, ...] = ()
    release_on: date | None = None
    assignment_on: date | None = None
    privacy_on: date | None = None
    returned_mail: bool = False
    confirmed_on: date | None = None
    emergency_contact: str = ""
    pays_himself: bool = False


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is missing for each of the three purposes, worst first."""

    to_see: tuple[Finding, ...]
    to_bill: tuple[Finding, ...]
    to_mail: tuple[Finding, ...]

    @property
    def may_bill(self) -> bool:
        """Tell whether nothing blocks a claim."""
        return not has_errors(self.to_see) and not has_errors(self.to_bill)

    @property
    def may_mail(self) -> bool:
        """Tell whether nothing blocks a letter."""
        return not has_errors(self.to_mail)

    @property
    def is_complete(self) -> bool:
        """Tell whether there is nothing to ask for at all."""
        return not (self.to_see or self.to_bill or self.to_mail)


def check_patient_record(
    facts: PatientFacts, today: date, stale_after_days: int = STALE_AFTER_DAYS
) -> Completeness:
    """Check a record for its three purposes; the coverage asked for is that of `today`."""
    to_see = _check_identity(facts) + _check_desk(facts, today, stale_after_days)
    to_bill = _check_signatures(facts) + _check_coverage(facts, today)
    return Completeness(_worst_first(to_see), _worst_first(to_bill), _worst_first(_check_mail(facts)))


def is_stale(confirmed_on: date | None, today: date, stale_after_days: int = STALE_AFTER_DAYS) -> bool:
    """Tell whether the patient must confirm the record again: never did, or more than so many days ago."""
    return confirmed_on is None or (today - confirmed_on).days > stale_after_days


def _check_identity(facts: PatientFacts) -> list[Finding]:
    asked = (
        (facts.name.last, "last", "The last name is missing."),
        (facts.name.first, "first", "The first name is missing."),
        (facts.birth_date, "birth_date", "The birth date is missing."),
        (facts.sex in ("M", "F", "U"), "sex", "The sex is missing."),
    )
    return [
        _error(field, text, "Copy it from the card or a photo id.")
        for value, field, text in asked
        if not value
    ]


def _check_desk(facts: PatientFacts, today: date, stale_after_days: int) -> list[Finding]:
    asked = (
        (facts.phone, "phone", "There is no phone number."),
        (facts.language, "language", "The language is not known."),
        (facts.guarantor, "guarantor", "It is not said who pays the bill."),
        (facts.emergency_contact, "emergency_contact", "There is no emergency contact."),
        (facts.privacy_on, "privacy_on", "The privacy notice is not signed."),
    )
    findings = [_warning(field, text, "Ask at check-in.") for value, field, text in asked if not value]
    if facts.pays_himself and facts.birth_date and age_on(facts.birth_date, today) < FULL_AGE:
        text = f"The patient is under {FULL_AGE} and is to pay the bill."
        findings.append(_warning("guarantor", text, "Choose who pays, as a parent's account."))
    if is_stale(facts.confirmed_on, today, stale_after_days):
        since = f"since {format_date(facts.confirmed_on)}" if facts.confirmed_on else "yet"
        text = f"Address and insurance were not confirmed {since}."
        findings.append(_warning("confirmed_on", text, "Read them to the patient and confirm."))
    return findings


def _check_signatures(facts: PatientFacts) -> list[Finding]:
    if facts.self_pay:
        return []
    asked = (
        (facts.release_on, "release_on", "The release of information is not signed."),
        (facts.assignment_on, "assignment_on", "The assignment of benefits is not signed."),
    )
    return [
        _warning(field, text, "Have it signed and note the date.")
        for value, field, text in asked
        if not value
    ]


def _check_coverage(facts: PatientFacts, today: date) -> list[Finding]:
    findings = _check_bill_address(facts)
    if not facts.guarantor:
        findings.append(_error("guarantor", "It is not said who pays the bill.", "Choose the account."))
    if facts.self_pay:
        return findings
    if not facts.policies:
        text = "There is neither insurance nor the mark for self-pay."
        return [*findings, _error("policies", text, "Ask for the card, or mark as self-pay.")]
    terms = [policy.term for policy in facts.policies]
    active = {term.policy_id for term in choose_policies(terms, today)}
    findings += check_policies(terms, today, facts.birth_date)
    for policy in facts.policies:
        if policy.term.policy_id in active:
            findings += _check_policy(policy)
    return findings


def _check_bill_address(facts: PatientFacts) -> list[Finding]:
    if facts.address is not None and facts.address.is_mailable:
        return []
    return [_error("address", "The address is incomplete.", "Fill in street, city, state and ZIP.")]


def _check_policy(policy: PolicyFacts) -> list[Finding]:
    place = f"policy.{policy.term.policy_id}"
    findings = []
    if not policy.member_id:
        text = f"{policy.term.name} has no member number."
        findings.append(_error(place, text, "Copy it from the card."))
    if policy.term.relationship != "self" and not _holder_is_known(policy):
        text = f"The insured person of {policy.term.name} is incomplete."
        findings.append(_error(place, text, "Ask for name, birth date and address of the insured person."))
    return findings


def _holder_is_known(policy: PolicyFacts) -> bool:
    name, address = policy.holder_name, policy.holder_address
    has_name = name is not None and bool(name.last and name.first)
    has_address = address is not None and address.is_mailable
    return has_name and has_address and policy.holder_birth_date is not None


def _check_mail(facts: PatientFacts) -> list[Finding]:
    findings = _check_bill_address(facts)
    if facts.returned_mail:
        text = "Mail came back from this address."
        findings.append(_error("address", text, "Call for the new address, then take the mark away."))
    return findings


def _worst_first(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: -finding.severity))


def _error(field: str, text: str, fix: str) -> Finding:
    return Finding(Severity.ERROR, field, text, fix)


def _warning(field: str, text: str, fix: str) -> Finding:
    return Finding(Severity.WARNING, field, text, fix)

"""What is said beside a visit while it is typed: who pays, the copay, and what is amiss, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.benefits import BenefitRow, copay_of_visit
from app.domain.charges import (
    ChargeLine,
    VisitFacts,
    check_charge_line,
    check_diagnoses,
    read_pointers,
)
from app.domain.coverage import PolicyTerm, choose_policies
from app.domain.date_entry import format_date
from app.domain.findings import Finding, Severity
from app.domain.line_details import NO_DETAIL, LineDetail, check_line_detail
from app.domain.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One row of the charge grid as far as it could be read; `number` counts from 1.

    `amount` is the whole line's charge, `category` that of the practice's list (None: not in it).
    """

    number: int
    on: date
    code: str
    modifiers: tuple[str, ...]
    pointers: str
    units: int
    place: str
    amount: Money | None
    category: str | None = None
    detail: LineDetail = NO_DETAIL


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis of the visit as the shipped table knows it; `validity` as `find_diagnosis` says it."""

    code: str
    description: str
    billable: bool
    validity: str

    @property
    def is_heading(self) -> bool:
        """Tell whether it is known, but needs more characters on a claim."""
        return bool(self.description) and not self.billable


@dataclass(frozen=True, slots=True)
class PatientCover:
    """Who may pay for a patient: policies, benefit rows by policy, and whether he pays himself."""

    terms: tuple[PolicyTerm, ...] = ()
    benefits: Mapping[int, Sequence[BenefitRow]] | None = None
    self_pay: bool = False


def choose_first_payer(cover: PatientCover, on: date, self_pay: bool) -> PolicyTerm | None:
    """The policy that pays first on a date of service; None where the patient owes."""
    if self_pay or cover.self_pay:
        return None
    policies = choose_policies(cover.terms, on)
    return policies[0] if policies else None


def explain_payers(cover: PatientCover, on: date, self_pay: bool) -> str:
    """Say who pays on a date of service."""
    if self_pay or cover.self_pay:
        return "Self-pay: no insurance is billed, the patient owes."
    policies = choose_policies(cover.terms, on)
    if not policies:
        return f"No insurance in force on {format_date(on)}: the patient owes."
    then = "".join(f", then {policy.name}" for policy in policies[1:])
    return f"{policies[0].name} pays first on {format_date(on)}{then}."


def copay_due(cover: PatientCover, on: date, self_pay: bool, lines: Sequence[TypedLine]) -> Money | None:
    """The copay that the first plan asks for these services; None where none is known."""
    first = choose_first_payer(cover, on, self_pay)
    if first is None:
        return None
    rows = (cover.benefits or {}).get(first.policy_id, ())
    return copay_of_visit([line.category or "other" for line in lines], rows)


def check_visit(
    lines: Sequence[TypedLine], diagnoses: Sequence[Diagnosis], facts: VisitFacts, has_provider: bool = True
) -> tuple[Finding, ...]:
    """Check what was typed; fields are `provider`, `diagnoses`, or `line:2:pointers`."""
    findings = [*check_diagnoses(facts.diagnoses), *_check_codes(diagnoses)]
    if not lines:
        text = "No service is typed yet."
        findings.append(Finding(Severity.ERROR, "line:1:code", text, "Type a code in the first row."))
    for line in lines:
        findings += _check_line(line, facts)
    if not has_provider:
        text = "No provider is chosen."
        fix = "Choose who gave the service; providers are added in the settings."
        findings.append(Finding(Severity.ERROR, "provider", text, fix))
    return tuple(findings)


def total_of(lines: Sequence[TypedLine]) -> Money:
    """What all lines charge."""
    return total(line.amount for line in lines if line.amount is not None)


def _check_line(line: TypedLine, facts: VisitFacts) -> list[Finding]:
    charge = ChargeLine(
        line.code,
        line.on,
        line.place,
        read_pointers(line.pointers),
        line.amount or ZERO,
        line.units,
        line.modifiers,
    )
    found = [_firm(finding) for finding in check_charge_line(charge, facts)]
    if line.code and line.category is None and not any(finding.field == "code" for finding in found):
        text = f"{line.code} is not in the practice’s list."
        found.append(Finding(Severity.WARNING, "code", text, "Check the code, or add it in the settings."))
    found += check_line_detail(line.detail)
    return [
        replace(
            finding,
            field=f"line:{line.number}:{_FIELDS.get(finding.field, finding.field)}",
            text=f"Line {line.number}: {finding.text}",
        )
        for finding in found
    ]


_FIELDS = {"service_date": "date", "last_date": "date", "charge": "fee"}


def _firm(finding: Finding) -> Finding:
    """A charge of nothing cannot be posted, so at the grid it is an error."""
    if finding.field == "charge" and finding.severity is Severity.WARNING:
        return replace(finding, severity=Severity.ERROR, fix="Type the fee, or add it to the fee schedule.")
    return finding


def _check_codes(diagnoses: Sequence[Diagnosis]) -> list[Finding]:
    findings = []
    for diagnosis in diagnoses:
        if diagnosis.validity == "not valid":
            text = f"{diagnosis.code} is not a valid diagnosis on this date."
            findings.append(Finding(Severity.WARNING, "diagnoses", text, "Look it up by words."))
        elif diagnosis.is_heading:
            text = f"{diagnosis.code} is a heading and needs more characters on a claim."
            findings.append(Finding(Severity.WARNING, "diagnoses", text, "Choose one of its codes."))
    unchecked = [diagnosis.code for diagnosis in diagnoses if diagnosis.validity == "not checked"]
    if unchecked:
        text = f"Not checked: {', '.join(unchecked)}. The table of codes does not cover this date."
        findings.append(Finding(Severity.HINT, "diagnoses", text))
    return findings

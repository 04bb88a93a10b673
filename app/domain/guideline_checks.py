"""A claim's line held against the guidelines in force on its day: COV-05, FREQ-01, LCD-02, AUTH and REF.

The same look-up answers at the desk (`guidelines.look_up`), so that a claim is judged by what was said.
"""

from collections.abc import Sequence
from datetime import date

from app.domain.authorization_checks import Needs, check_authorization
from app.domain.authorizations import CareRecord
from app.domain.date_entry import format_date
from app.domain.findings import Finding, Severity
from app.domain.guideline_explanations import explain_asking, explain_count
from app.domain.guidelines import (
    Answer,
    Approval,
    Aspect,
    Guideline,
    GuidelineAnswer,
    Period,
    ServiceQuestion,
    is_for,
    look_up,
)
from app.domain.service_counts import ServiceCharge, ServiceLine, charges_before, count_with

LINE = "24D"
GUIDELINE = "guideline"


def ask_for_line(line: ServiceLine) -> ServiceQuestion:
    """Make the question that a line of a claim asks of the guidelines."""
    return ServiceQuestion(
        payer_id=line.payer_id,
        plan_id=line.plan_id,
        line_of_business=line.line_of_business,
        code=line.code,
        on=line.on,
        category=line.category,
        diagnoses=line.diagnoses,
        age=line.age,
        sex=line.sex,
        modifiers=line.modifiers,
        place=line.place,
    )


def check_claim_line(
    line: ServiceLine, guidelines: Sequence[Guideline], record: CareRecord, today: date
) -> tuple[Finding, ...]:
    """Check a line against all that the guidelines say: coverage, frequency, notes, approval and referral."""
    answer = look_up(guidelines, ask_for_line(line))
    return (
        *check_guidelines(line, answer, record.charges),
        *check_authorization(line, find_needs(line, answer, record.charges), record, today),
    )


def find_needs(line: ServiceLine, answer: GuidelineAnswer, charges: Sequence[ServiceCharge]) -> Needs:
    """Tell whether a line needs an approval or a referral, and why.

    The n-th service is counted among the charges that came before it in the record's period, for its services
    and that payer.
    """
    asked = answer.decided_by.get(Aspect.APPROVAL.value)
    sent = answer.decided_by.get(Aspect.REFERRAL.value)
    approval = _explain_approval(asked, line, charges) if asked is not None else ""
    referral = ""
    if sent is not None and sent.referral:
        referral = f"{line.plan_name} needs a referral for {line.code}{_since(sent)}."
    return Needs(
        approval,
        referral,
        _key(asked) if asked is not None and approval else "",
        _key(sent) if sent is not None and referral else "",
    )


def check_guidelines(
    line: ServiceLine, answer: GuidelineAnswer, charges: Sequence[ServiceCharge]
) -> tuple[Finding, ...]:
    """Check a line against what is not covered (COV-05), how often it is paid (FREQ-01), and notes (LCD-02).

    Approvals and referrals are checked by `check_authorization` with the needs of `find_needs`;
    `check_claim_line` asks for both together.
    """
    findings = []
    decided, counted, noted = (
        answer.decided_by.get(aspect.value) for aspect in (Aspect.ANSWER, Aspect.FREQUENCY, Aspect.DOCUMENTS)
    )
    if decided is not None and decided.answer in _LIMITS:
        findings.append(_explain_limit(decided, line))
    if counted is not None and count_for(counted, line, charges) > (counted.most or 0):
        findings.append(_explain_too_often(counted, line, charges))
    if noted is not None:
        text = f"{line.plan_name} wants these notes for {line.code}: {'; '.join(noted.documents)}."
        findings.append(_finding(Severity.HINT, text, "Keep them in the note.", "LCD-02", noted))
    return tuple(findings)


def count_for(guideline: Guideline, line: ServiceLine, charges: Sequence[ServiceCharge]) -> int:
    """Count what a record counts up to and with a line: 13 for the thirteenth visit of the period."""
    return count_with(line, _counted_before(guideline, line, charges), guideline.count_by)


def is_same_period(period: Period, day: date, other: date) -> bool:
    """Tell whether two days lie in one period of a record."""
    return {
        Period.DAY: day == other,
        Period.MONTH: (day.year, day.month) == (other.year, other.month),
        Period.YEAR: day.year == other.year,
        Period.LIFETIME: True,
    }[period]


_LIMITS = {
    Answer.NOT_COVERED: (
        Severity.WARNING,
        "Our notes say {plan} does not cover {code}",
        "Tell the patient beforehand, or ask the insurer again.",
    ),
    Answer.BUNDLED: (
        Severity.WARNING,
        "Our notes say {plan} pays {code} only as part of another service",
        "Bill it only where the notes say that it stands alone.",
    ),
    Answer.CONDITIONAL: (
        Severity.HINT,
        "Our notes say {plan} covers {code} only under conditions",
        "See that the note shows them.",
    ),
}


def _explain_limit(guideline: Guideline, line: ServiceLine) -> Finding:
    severity, words, fix = _LIMITS[guideline.answer]
    said = (guideline.conditions.strip() or guideline.note.strip()).rstrip(".")
    reviewed = f", looked up on {format_date(guideline.confirmed_on)}" if guideline.confirmed_on else ""
    told = f"{words.format(plan=line.plan_name, code=line.code)}{f': {said}' if said else ''}{reviewed}."
    return _finding(severity, told, fix, "COV-05", guideline)


def _explain_approval(guideline: Guideline, line: ServiceLine, charges: Sequence[ServiceCharge]) -> str:
    """Say why a line needs approval by a record; empty where it needs none."""
    how = explain_asking(guideline)
    asking = f" {how}" if how else ""
    need = f"{line.plan_name} needs approval for {line.code}"
    if guideline.approval is Approval.ALWAYS:
        return f"{need}{_since(guideline)}.{asking}"
    after = guideline.approval_after or 0
    nth = count_for(guideline, line, charges) if guideline.approval is Approval.AFTER else 0
    if nth <= after:
        return ""
    return f"{need} after {explain_count(guideline, after)}{_since(guideline)}; this makes {nth}.{asking}"


def _explain_too_often(guideline: Guideline, line: ServiceLine, charges: Sequence[ServiceCharge]) -> Finding:
    before = _counted_before(guideline, line, charges)
    last = f" The last one was on {format_date(max(each.on for each in before))}." if before else ""
    text = (
        f"{line.plan_name} pays {line.code} at most {explain_count(guideline, guideline.most or 0)}; "
        f"this makes {count_for(guideline, line, charges)}.{last}"
    )
    fix = "Compare the dates, or ask the insurer for more."
    return _finding(Severity.WARNING, text, fix, "FREQ-01", guideline)


def _counted_before(
    guideline: Guideline, line: ServiceLine, charges: Sequence[ServiceCharge]
) -> tuple[ServiceCharge, ...]:
    return tuple(
        charge
        for charge in charges_before(line, charges)
        if not charge.is_void
        and line.payer_id in charge.payer_ids
        and is_for(guideline, charge.code, charge.category)
        and is_same_period(guideline.period, charge.on, line.on)
    )


def _finding(severity: Severity, text: str, fix: str, rule: str, guideline: Guideline) -> Finding:
    where = f" See {guideline.source}." if guideline.source else ""
    return Finding(severity, LINE, text, f"{fix}{where}", rule, GUIDELINE, _key(guideline))


def _key(guideline: Guideline) -> str:
    return f"{GUIDELINE}/{guideline.id}"


def _since(guideline: Guideline) -> str:
    return f" since {format_date(guideline.effective)}"

"""What guidelines say, in plain words for the desk: short for lists, whole sentences for an answer."""

from datetime import date

from app.domain.date_entry import format_date
from app.domain.guidelines import (
    Answer,
    Approval,
    Aspect,
    DiagnosisRule,
    Guideline,
    GuidelineAnswer,
    Period,
    Status,
    is_due,
)

NO_PROMISE = "This is not a promise of payment."
NOT_KNOWN = "We do not know yet whether this is covered."
PERIOD_NAMES = {
    Period.DAY: "a day",
    Period.MONTH: "a month",
    Period.YEAR: "a calendar year",
    Period.LIFETIME: "in a lifetime",
}
BUSINESS_NAMES = {
    "commercial": "commercial",
    "medicare": "Medicare",
    "medicare_advantage": "Medicare Advantage",
    "medicaid": "Medicaid",
    "tricare": "TRICARE",
    "workers_comp": "workers’ compensation",
    "auto": "auto",
    "other": "other",
}
ANSWER_NAMES = {
    Answer.COVERED: "Covered",
    Answer.CONDITIONAL: "Covered under conditions",
    Answer.NOT_COVERED: "Not covered",
    Answer.BUNDLED: "Paid only as part of another service",
    Answer.UNKNOWN: "Not known yet",
}


def explain_count(guideline: Guideline, most: int) -> str:
    """Say a count of a record with its period: `12 visits a calendar year`."""
    word = guideline.count_by.value if most != 1 else guideline.count_by.value.removesuffix("s")
    return f"{most} {word} {PERIOD_NAMES[guideline.period]}"


def explain_coverage(guideline: Guideline) -> str:
    """Say whether a record says covered; empty where it does not speak of that."""
    said = ANSWER_NAMES.get(guideline.answer, "")
    if guideline.answer is Answer.CONDITIONAL and guideline.conditions.strip():
        return f"Covered if: {guideline.conditions.strip().rstrip('.')}"
    return said


def explain_approval(guideline: Guideline) -> str:
    """Say whether a record asks for approval; empty where it does not speak of that."""
    after = explain_count(guideline, guideline.approval_after or 0)
    return {
        Approval.NOT_SAID: "",
        Approval.NOT_NEEDED: "No approval needed",
        Approval.ALWAYS: "Approval always",
        Approval.AFTER: f"Approval after {after}",
    }[guideline.approval]


def explain_referral(guideline: Guideline) -> str:
    """Say whether a record asks for a referral; empty where it does not speak of that."""
    if guideline.referral is None:
        return ""
    return "Referral" if guideline.referral else "No referral needed"


def explain_frequency(guideline: Guideline) -> str:
    """Say how often a record lets a service be paid; empty where it does not speak of that."""
    return "" if guideline.most is None else f"At most {explain_count(guideline, guideline.most)}"


def explain_windows(guideline: Guideline) -> str:
    """Say the days that a record gives for a claim, a correction and an appeal; empty where it gives none."""
    named = (
        ("file within", guideline.filing_days),
        ("correct within", guideline.corrected_days),
        ("appeal within", guideline.appeal_days),
    )
    said = ", ".join(f"{name} {days} days" for name, days in named if days is not None)
    return said[:1].upper() + said[1:]


def explain_guideline(guideline: Guideline) -> str:
    """Say all that a record says in one line: `Covered; approval after 12 visits a calendar year`."""
    documents = f"Keep: {', '.join(guideline.documents)}" if guideline.documents else ""
    parts = (
        explain_coverage(guideline),
        explain_approval(guideline),
        explain_referral(guideline),
        explain_frequency(guideline),
        documents,
        explain_windows(guideline),
    )
    said = [part for part in parts if part]
    if not said:
        return "Notes only"
    return "; ".join((said[0], *(part[:1].lower() + part[1:] for part in said[1:])))


def explain_payer(guideline: Guideline) -> str:
    """Name whom a record binds: a payer, its plan, a line of business, or every insurer."""
    named = " ".join(part for part in (guideline.payer, guideline.plan) if part)
    business = BUSINESS_NAMES.get(guideline.line_of_business, guideline.line_of_business)
    if named:
        return f"{named}, {business} plans" if business else named
    return f"Every {business} insurer" if business else "Every insurer"


def explain_service(guideline: Guideline) -> str:
    """Name the services that a record is about."""
    return ", ".join(guideline.codes) or guideline.category or "any service"


def explain_limits(guideline: Guideline) -> str:
    """Say for whom and where a record counts beside payer and service; empty where it is for all."""
    listed = ", ".join(guideline.diagnoses)
    word = "without" if guideline.diagnosis_rule is DiagnosisRule.NONE else "with"
    has_rule = listed and guideline.diagnosis_rule is not DiagnosisRule.NOT_SAID
    parts = (
        f"{word} diagnosis {listed}" if has_rule else "",
        _ages(guideline),
        {"F": "women", "M": "men"}.get(guideline.sex, ""),
        f"modifier {' or '.join(guideline.modifiers)}" if guideline.modifiers else "",
        f"place of service {' or '.join(guideline.places)}" if guideline.places else "",
    )
    return ", ".join(part for part in parts if part)


def explain_version(guideline: Guideline) -> str:
    """Say one version in a line: `Version 2, from 07/01/2026: Approval after 12 visits a calendar year.`"""
    states = {Status.DRAFT: " (a draft)"}
    said = "says nothing any more" if guideline.status is Status.WITHDRAWN else explain_guideline(guideline)
    until = f" to {format_date(guideline.ends)}" if guideline.ends else ""
    source = f" ({guideline.source})" if guideline.source else ""
    state = states.get(guideline.status, "")
    return (
        f"Version {guideline.version}{state}, from {format_date(guideline.effective)}{until}: {said}.{source}"
    )


def explain_reading(guideline: Guideline, today: date) -> str:
    """Say where a record is from and when it was read, with a warning where it must be looked up again."""
    source = f"Where it says so: {guideline.source}." if guideline.source else "No source is written down."
    by = f" by {guideline.confirmed_by}" if guideline.confirmed_by else ""
    read = f" Looked up on {format_date(guideline.confirmed_on)}{by}." if guideline.confirmed_on else ""
    due = guideline.review_on
    if due is None or not is_due(guideline, today):
        return f"{source}{read}"
    return f"{source}{read} Overdue: look it up again, it was due on {format_date(due)}."


def explain_answer(answer: GuidelineAnswer, today: date) -> tuple[str, ...]:
    """Say what the records in force say of a service, a sentence each, ending with what it is not."""
    sentences = [NOT_KNOWN if not answer.is_known else ""]
    explained = {
        Aspect.ANSWER: explain_coverage,
        Aspect.APPROVAL: explain_approval,
        Aspect.REFERRAL: explain_referral,
        Aspect.FREQUENCY: explain_frequency,
        Aspect.WINDOWS: explain_windows,
    }
    for aspect, explain in explained.items():
        decider = answer.decided_by.get(aspect.value)
        if decider is not None and (aspect is not Aspect.ANSWER or answer.is_known):
            sentences.append(f"{explain(decider)}.")
    asked = answer.decided_by.get(Aspect.APPROVAL.value)
    if asked is not None and asked.approval in (Approval.ALWAYS, Approval.AFTER):
        sentences.append(explain_asking(asked))
    papers = answer.decided_by.get(Aspect.DOCUMENTS.value)
    if papers is not None:
        sentences.append(f"Keep in the note: {', '.join(papers.documents)}.")
    deciders = {each.id: each for each in answer.decided_by.values()}
    sentences += [explain_reading(each, today) for each in deciders.values()]
    sentences += [f"Otherwise {explain_limits(each)}: {explain_guideline(each)}." for each in answer.hinging]
    if answer.disagreeing:
        count = len(answer.disagreeing)
        sentences.append(f"{count} other {'record says' if count == 1 else 'records say'} something else.")
    return (*(sentence for sentence in sentences if sentence), NO_PROMISE)


def explain_asking(guideline: Guideline) -> str:
    """Say how approval is asked for and how long it takes; empty where neither is known."""
    how = f"How to ask: {guideline.ask_how.strip().rstrip('.')}." if guideline.ask_how.strip() else ""
    days = guideline.turnaround_days
    takes = "" if days is None else f"It usually takes {days} {'day' if days == 1 else 'days'}."
    return " ".join(part for part in (how, takes) if part)


def _ages(guideline: Guideline) -> str:
    first, last = guideline.age_from, guideline.age_to
    if first is None and last is None:
        return ""
    if last is None:
        return f"from age {first}"
    return f"up to age {last}" if first is None else f"ages {first} to {last}"

"""What speaks for a disputed line: the guideline in force on its day, and proof that the claim was filed."""

from dataclasses import dataclass
from datetime import date

from app.domain.authorizations import Kind, choose_authorization
from app.domain.claim_responses import Outcome
from app.domain.date_entry import format_date
from app.domain.disputes.cases import Channel, Fact, FactKind, Lane
from app.domain.guideline_explanations import explain_guideline
from app.domain.guidelines import Aspect, Guideline
from app.domain.service_counts import ServiceLine
from app.models.database import select
from app.queries.authorizations import find_care_record
from app.queries.disputable_claims import DisputableClaim, DisputableLine
from app.queries.guidelines import CoverageQuestion, find_patient_coverage, guideline_by_id

_TAKEN = frozenset({Outcome.ACCEPTED, Outcome.PENDED, Outcome.FINAL})
ACCEPTED, RECEIVED, ANSWERED = "accepted", "received", "answered"
_ASPECTS = {"authorization": Aspect.APPROVAL, "referral": Aspect.REFERRAL}


@dataclass(frozen=True, slots=True)
class FilingStep:
    """A day on which the claim went out or was acknowledged, with what proves it.

    `verdict` is empty for a sending: `accepted`, or `received` where only the file was taken.
    """

    on: date
    words: str
    verdict: str = ""


def contradicted_guideline(claim: DisputableClaim) -> Guideline | None:
    """The guideline that the answer to a claim contradicts, as it was found when the answer was posted."""
    rows = select(
        "select guideline_id from guideline_review where adjudication_id = ? and cause = 'denial' "
        "order by id desc limit 1",
        claim.adjudication_id or 0,
    )
    return guideline_by_id(rows[0][0]) if rows else None


def guideline_in_force(
    claim: DisputableClaim, line: DisputableLine, category: str, today: date
) -> Guideline | None:
    """The record that decides about a line on its day of service, for the matter of the denial."""
    diagnoses = tuple(
        code
        for (code,) in select(
            "select d.code from visit_diagnosis d join charge c on c.visit_id = d.visit_id where c.id = ? "
            "order by d.position",
            line.charge_id,
        )
    )
    question = CoverageQuestion(line.code, line.service_on, diagnoses=diagnoses, modifiers=line.modifiers)
    coverage = find_patient_coverage(claim.patient_id, question, today)
    own = next((each for each in coverage.insurers if each.policy_id == claim.policy_id), None)
    if own is None:
        return None
    decided = own.answer.decided_by
    return decided.get(_ASPECTS.get(category, Aspect.ANSWER))


def has_guideline(claim: DisputableClaim, category: str, today: date) -> bool:
    """Tell whether a rule of the insurer speaks for any line of a claim."""
    found = contradicted_guideline(claim) is not None
    return found or any(guideline_in_force(claim, line, category, today) for line in claim.lines)


def cite(guideline: Guideline | None) -> str:
    """Cite a guideline in a sentence, with where it says so; empty for none."""
    if guideline is None:
        return ""
    source = f" ({guideline.source})" if guideline.source else ""
    said, since = explain_guideline(guideline), format_date(guideline.effective)
    return f"Your own rule in force on the day of service, since {since}: {said}{source}."


def approval_for(claim: DisputableClaim, line: DisputableLine) -> tuple[str, date | None, date | None]:
    """The number and term of a granted authorization that covers a line; an empty number where none does."""
    ((number, provider, place, units, visit),) = select(
        "select v.authorization_number, v.provider_id, v.place_id, c.units, v.id from charge c "
        "join visit v on v.id = c.visit_id where c.id = ?",
        line.charge_id,
    )
    service = ServiceLine(
        code=line.code,
        on=line.service_on,
        units=units,
        payer_id=claim.payer_id,
        plan_id=claim.plan_id,
        provider_id=provider,
        place_id=place,
        visit_id=visit,
        charge_id=line.charge_id,
        authorization_number=number,
    )
    chosen = choose_authorization(service, find_care_record(claim.patient_id), Kind.AUTHORIZATION)
    if chosen is None or not chosen.is_granted or not chosen.covers_day(line.service_on):
        return "", None, None
    return chosen.number, chosen.starts, chosen.ends


def filing_steps(claim_id: int) -> tuple[FilingStep, ...]:
    """When a claim went out and was acknowledged, in order of days."""
    sent = select(
        "select coalesce(x.on_date, date(v.made_at)), v.number, b.number, b.kind, x.method "
        "from claim_version v left join claim_batch b on b.id = v.batch_id "
        "left join claim_batch_event x on x.batch_id = b.id "
        "and x.event = 'confirmed' where v.claim_id = ? and not exists(select 1 from claim_batch_event u "
        "where u.batch_id = b.id and u.event = 'undone') order by v.number",
        claim_id,
    )
    said = select(
        "select on_date, kind, category, payer_control, outcome from claim_response where claim_id = ? "
        "order by id",
        claim_id,
    )
    steps = [
        FilingStep(date.fromisoformat(on), _sent_words(version, batch, kind, method))
        for on, version, batch, kind, method in sent
    ]
    steps += [_answered(*row) for row in said]
    return tuple(sorted(steps, key=lambda step: (step.on, step.verdict != "")))


def filing_words(claim_id: int, limit: date) -> str:
    """Say in a sentence what proves that a claim was filed by its last day; empty where nothing does."""
    steps = filing_steps(claim_id)
    in_time = [step for step in steps if step.on <= limit]
    # That the claim was accepted proves more than that its file was received.
    taken = (step for verdict in (ACCEPTED, RECEIVED) for step in in_time if step.verdict == verdict)
    proof = next(taken, None)
    if proof is None:
        return ""
    first = next((step for step in in_time if not step.verdict), None)
    sent = f"The claim was sent on {format_date(first.on)} and " if first else "The claim "
    return (
        f"{sent}was {proof.verdict} on {format_date(proof.on)} ({proof.words}); "
        f"the last day to file was {format_date(limit)}."
    )


def earlier_calls(claim_id: int, case_id: int) -> tuple[Fact, ...]:
    """The calls with the insurer about a claim that are no facts of the case: those before it was opened."""
    rows = select(
        "select id, date(at), said, representative, reference from contact where claim_id = ?1 "
        "and representative <> '' and not exists(select 1 from dispute_fact f "
        "where f.contact_id = contact.id and f.case_id = ?2) order by id",
        claim_id,
        case_id,
    )
    return tuple(
        Fact(
            number,
            Lane.INSURER,
            FactKind.SAID,
            date.fromisoformat(on),
            said,
            person,
            channel=Channel.PHONE,
            reference=reference,
        )
        for number, on, said, person, reference in rows
    )


def _sent_words(version: int, batch: int | None, kind: str | None, method: str | None) -> str:
    way = "in a file" if kind == "edi" else "on paper"
    named = f", batch {batch}" if batch is not None else ""
    how = f" ({method})" if method else ""
    return f"Version {version} sent {way}{named}{how}"


def _answered(on: str, kind: str, category: str, control: str, outcome: str) -> FilingStep:
    said = Outcome(outcome)
    verdict = ACCEPTED if said in _TAKEN else RECEIVED if said is Outcome.RECEIVED else ANSWERED
    parts = (f"{kind} {verdict}", category, f"payer’s number {control}" if control else "")
    return FilingStep(date.fromisoformat(on), ", ".join(part for part in parts if part), verdict)

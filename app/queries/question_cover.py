"""Insurances, services, approvals and notices of a patient, as answers to questions need them."""

from datetime import date

from app.domain.benefits import BenefitMode, BenefitRow
from app.domain.charges import FeeRow, choose_fee, is_procedure_code
from app.domain.code_ranges import names_code
from app.domain.eligibility import CheckStatus
from app.domain.explanation_texts import LANGUAGES
from app.domain.guideline_words import approval_answer, patient_answer
from app.domain.guidelines import Answer as Cover
from app.domain.guidelines import Approval, Aspect, GuidelineAnswer
from app.domain.money import Money
from app.domain.payer_windows import windows_of
from app.domain.phones import format_phone
from app.domain.questions.facts import (
    ApprovalFacts,
    ApprovalRule,
    Asked,
    CheckFacts,
    Focus,
    GuidelineFacts,
    NetworkFacts,
    NoticeFacts,
    PolicyFacts,
    QuestionFacts,
    ServiceFacts,
)
from app.models.database import select
from app.models.records import Benefit, Payer, Plan
from app.queries.authorizations import list_authorizations
from app.queries.eligibility import find_accumulators, find_eligibility
from app.queries.guidelines import CoverageQuestion, find_patient_coverage
from app.queries.notices import list_advance_notices
from app.queries.payer_windows import payer_facts
from app.queries.policies import PolicyLine, list_policies
from app.queries.record_facts import day

_NETWORK = (
    "select w.id, trim(r.first || ' ' || r.last), w.in_network from provider_network w "
    "join provider r on r.id = w.provider_id where w.payer_id = ?1 and (w.plan_id is null or w.plan_id = ?2) "
    "and w.active = 1 and w.effective <= ?3 and (w.ends is null or w.ends >= ?3) "
    "order by w.plan_id is null, r.id"
)
VIDEO_QUESTION, VIDEO_PLACE = 37, "10"


def service_asked(focus: Focus, today: date) -> ServiceFacts | None:
    """The service of the code or line asked about, by the practice's own name and price, else by its code."""
    code = focus.code
    if not code and focus.charge_id is not None:
        code = "".join(row[0] for row in select("select code from charge where id = ?", focus.charge_id))
    rows = select("select name, name_es, category from procedure where code = ?", code) if code else []
    if not rows and not is_procedure_code(code):
        return None
    ((name, name_es, category),) = rows or [(f"service {code}", f"el servicio {code}", "")]
    fees = select("select cents, effective, modifier, ends from fee where code = ? order by id", code)
    fee = choose_fee(
        code,
        (),
        focus.on or today,
        tuple(
            FeeRow(code, Money(cents), date.fromisoformat(since), modifier, day(ends))
            for cents, since, modifier, ends in fees
        ),
    )
    return ServiceFacts(code, (name, name_es or name), category, fee)


def policies_of(patient_id: int, facts: QuestionFacts) -> tuple[PolicyFacts, ...]:
    """A patient's insurances with what is known of each plan on the day asked about."""
    return tuple(_policy(line, facts) for line in list_policies(patient_id))


def approvals_of(patient_id: int, code: str, today: date) -> tuple[ApprovalFacts, ...]:
    """A patient's authorizations and referrals, those of a code where one is asked about, newest last."""
    lines = sorted(list_authorizations(patient_id, today), key=lambda line: line.id)
    return tuple(
        ApprovalFacts(line.authorization, line.used)
        for line in lines
        if not code or names_code(line.authorization.codes, code)
    )


def guideline_asked(facts: QuestionFacts, asked: Asked) -> GuidelineFacts | None:
    """What our notes of the first payer's rules say of the service asked about, in both languages."""
    code = facts.service.code if facts.service else ""
    place = VIDEO_PLACE if asked.number == VIDEO_QUESTION else ""
    question = CoverageQuestion(code, facts.day, place=place)
    insurers = find_patient_coverage(facts.person.id, question, facts.today).insurers
    for insurer in insurers[:1]:
        answer = insurer.answer
        if not answer.decided_by:
            return None
        decider = next(iter(answer.decided_by.values()))
        named = answer.decided_by.get(Aspect.ANSWER.value, decider)
        said = [patient_answer(answer, facts.today, each, insurer.insurer) for each in LANGUAGES]
        referral = answer.decided_by.get(Aspect.REFERRAL.value)
        return GuidelineFacts(
            id=named.chain_id,
            is_known=answer.is_known,
            is_covered=answer.answer in (Cover.COVERED, Cover.CONDITIONAL),
            words=(said[0], said[1]),
            needs_referral=referral.referral if referral else None,
            source=named.source or f"Guideline of {insurer.payer}",
            approval=_approval_rule(answer, facts.today, insurer.payer),
        )
    return None


def _approval_rule(answer: GuidelineAnswer, today: date, payer: str) -> ApprovalRule | None:
    record = answer.decided_by.get(Aspect.APPROVAL.value)
    if record is None:
        return None
    english, spanish = (approval_answer(answer, today, each) for each in LANGUAGES)
    is_needed = record.approval is not Approval.NOT_NEEDED
    source = record.source or f"Guideline of {payer}"
    return ApprovalRule(record.chain_id, (english, spanish), is_needed, source)


def notices_of(patient_id: int) -> tuple[NoticeFacts, ...]:
    """The advance notices a patient was given, the oldest first."""
    return tuple(
        NoticeFacts(line.id, _names_of(line.codes), line.issued_on, line.estimate, line.is_signed)
        for line in reversed(list_advance_notices(patient_id))
    )


def _policy(line: PolicyLine, facts: QuestionFacts) -> PolicyFacts:
    plan = Plan.get_by_id(line.plan_id)
    payer = Payer.get_by_id(plan.payer_id)
    return PolicyFacts(
        id=line.id,
        term=line.term,
        windows=windows_of(payer_facts(payer)),
        payer_id=payer.id,
        plan_id=plan.id,
        phone=format_phone(payer.phone) if payer.phone else "",
        deductible=plan.deductible,
        benefits=_benefits(plan.id),
        accumulators=find_accumulators(line.id, facts.day),
        check=_latest_check(line.id, facts.day),
        network=_network(payer.id, plan.id, facts),
        order_reason=str(line.values.get("order_reason") or ""),
        is_qmb=bool(select("select 1 from policy where id = ? and qmb = 1", line.id)),
    )


def _benefits(plan_id: int) -> tuple[BenefitRow, ...]:
    return tuple(
        BenefitRow(row.category, BenefitMode[row.mode], row.copay, row.coinsurance_bp, row.deductible_applies)
        for row in Benefit.select().where(Benefit.plan == plan_id)
    )


def _latest_check(policy_id: int, on: date) -> CheckFacts | None:
    line = find_eligibility(policy_id, on)
    return CheckFacts(line.id, line.checked_on, line.status is CheckStatus.ACTIVE) if line else None


def _network(payer_id: int, plan_id: int, facts: QuestionFacts) -> NetworkFacts | None:
    """The row of the provider asked about, or of the one last seen, else the first one."""
    rows = select(_NETWORK, payer_id, plan_id, facts.day.isoformat())
    seen = facts.visit or (facts.visits[-1] if facts.visits else None)
    own = [row for row in rows if seen and row[1] == seen.provider]
    for network, provider, is_in in (own or rows)[:1]:
        return NetworkFacts(network, provider, bool(is_in), facts.day)
    return None


def _names_of(codes: tuple[str, ...]) -> tuple[str, str]:
    marks = ", ".join("?" * len(codes))
    found = {
        code: (name, name_es or name)
        for code, name, name_es in select(
            f"select code, name, name_es from procedure where code in ({marks})", *codes
        )
    }
    names = [found.get(code, (code, code)) for code in codes]
    return ", ".join(name for name, _ in names), ", ".join(name for _, name in names)

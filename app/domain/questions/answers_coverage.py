"""Answers about coverage: nothing is said to be covered that no record says."""

from datetime import date

from app.domain.authorizations import WAITING, Kind, Status
from app.domain.benefits import OFFICE_VISIT, copay_for
from app.domain.business_days import add_business_days
from app.domain.questions.answer import Answer, AnswerDraft, Pair
from app.domain.questions.facts import MEDICARE, ApprovalFacts, PolicyFacts, QuestionFacts
from app.domain.questions.texts_coverage import TEXTS
from app.domain.questions.wording import cite_policy, plan_asked, service_asked

ASK_WITHIN = 2
_STATUS: dict[Status, Pair] = {
    Status.NEEDED: ("needed, and not asked for yet", "por pedir"),
    Status.REQUESTED: ("asked for", "pedida"),
    Status.PENDED: ("pending at the plan", "pendiente en el plan"),
    Status.APPROVED: ("approved", "aprobada"),
    Status.PARTLY: ("approved in part", "aprobada en parte"),
    Status.DENIED: ("denied", "negada"),
    Status.EXPIRED: ("expired", "vencida"),
    Status.NOT_REQUIRED: ("not required", "dispensada: no se necesita"),
}


def answer_network(facts: QuestionFacts) -> Answer:
    """Question 2: whether the practice takes the patient's insurance."""
    draft = AnswerDraft(TEXTS)
    policy = facts.first_policy
    if policy is None:
        draft.admit("no_insurance", day=facts.day)
        return draft.finish(2)
    cite_policy(draft, policy)
    network = policy.network
    if network is None or network.is_in is None:
        _ask_plan(draft, facts, "network_unknown", f"Ask {policy.name} whether we are in network")
    else:
        key = "in_network" if network.is_in else "out_of_network"
        draft.say(key, provider=network.provider, plan=policy.name, day=network.as_of)
        draft.cite("network", network.id, f"{network.provider} with {policy.name}")
    _say_phone(draft, policy)
    return draft.finish(2)


def answer_covered(facts: QuestionFacts) -> Answer:
    """Question 3: whether a service is covered, by what the payer has written."""
    draft = AnswerDraft(TEXTS)
    if facts.first_policy is None:
        draft.admit("no_insurance", day=facts.day)
        return draft.finish(3)
    if facts.service is None:
        draft.admit("choose_service")
    elif not _say_cover(draft, facts, "about"):
        _ask_plan(draft, facts, "cover_unknown", f"Ask whether {service_asked(facts)[0]} is covered")
    return draft.finish(3)


def answer_referral(facts: QuestionFacts) -> Answer:
    """Question 4: whether a referral is needed, and what is left of the one on file."""
    draft = AnswerDraft(TEXTS)
    guideline = facts.guideline
    if facts.first_policy is None:
        draft.admit("no_insurance", day=facts.day)
    elif guideline is None or guideline.needs_referral is None:
        _ask_plan(draft, facts, "referral_unknown", "Ask the plan whether a referral is needed")
    else:
        draft.say("needs_referral" if guideline.needs_referral else "needs_no_referral")
        draft.cite("guideline", guideline.id, guideline.source)
    cite_policy(draft, facts.first_policy)
    granted = [each for each in facts.approvals_of(Kind.REFERRAL) if _is_good(each, facts)]
    if granted:
        _say_referral(draft, granted[-1])
    else:
        draft.say("no_referral")
    return draft.finish(4)


def answer_approval(facts: QuestionFacts) -> Answer:
    """Question 5: how far the plan's approval has come; without one on file, whether one is needed."""
    draft = AnswerDraft(TEXTS)
    found = facts.approvals_of(Kind.AUTHORIZATION)
    due = add_business_days(facts.today, ASK_WITHIN)
    if not found:
        _say_whether_needed(draft, facts, due)
        return draft.finish(5)
    newest = found[-1]
    approval = newest.authorization
    draft.say("approval_status", status=_STATUS[approval.status])
    if approval.requested_on:
        draft.say("approval_asked", day=approval.requested_on)
    if approval.is_granted and approval.approved is not None:
        draft.say("approval_units", approved=approval.approved, left=newest.left or 0)
    if approval.is_granted and approval.ends:
        draft.say("approval_until" if approval.ends >= facts.today else "approval_ended", day=approval.ends)
    if approval.status in WAITING:
        draft.say("approval_follow", day=due)
        draft.follow(f"Ask again for {approval.name}", due)
    draft.cite("authorization", approval.id, approval.name)
    return draft.finish(5)


def answer_video_visit(facts: QuestionFacts) -> Answer:
    """Question 37: whether the plan covers a visit by video, and the patient's share."""
    draft = AnswerDraft(TEXTS)
    policy = facts.first_policy
    if policy is None:
        draft.admit("no_insurance", day=facts.day)
        return draft.finish(37)
    if not _say_cover(draft, facts, "about_video"):
        _ask_plan(draft, facts, "video_unknown", "Ask the plan whether it covers a visit by video")
        return draft.finish(37)
    share = copay_for(facts.service.category if facts.service else OFFICE_VISIT, policy.benefits)
    if share and facts.guideline and facts.guideline.is_covered:
        draft.say("video_share", amount=share)
        draft.end_as_estimate()
    return draft.finish(37)


def answer_medicare(facts: QuestionFacts) -> Answer:
    """Question 34: what Medicare leaves to the patient, and what an advance notice is."""
    draft = AnswerDraft(TEXTS)
    in_force = facts.policies_in_force
    part_b = next((each for each in in_force if each.term.line_of_business == MEDICARE), None)
    if part_b is None:
        draft.admit("no_medicare", day=facts.day)
    else:
        draft.say("part_b")
        cite_policy(draft, part_b)
        for later in in_force[in_force.index(part_b) + 1 :]:
            draft.say("medigap", plan=later.name)
            cite_policy(draft, later)
    for notice in facts.notices[-1:]:
        draft.say("notice", day=notice.issued_on, service=notice.services, amount=notice.estimate)
        draft.cite("notice", notice.id, f"Advance notice, {notice.services[0]}")
    if not facts.notices:
        draft.say("no_notice")
    if part_b is not None:
        draft.end_as_estimate()
    return draft.finish(34)


def _say_cover(draft: AnswerDraft, facts: QuestionFacts, head: str) -> bool:
    """Read out what our notes of the payer's rules say, word for word; False where they say nothing."""
    guideline = facts.guideline
    cite_policy(draft, facts.first_policy)
    if guideline is None or not guideline.is_known:
        return False
    draft.say(head, service=service_asked(facts))
    draft.quote(guideline.words)
    draft.cite("guideline", guideline.id, guideline.source)
    return True


def _say_whether_needed(draft: AnswerDraft, facts: QuestionFacts, due: date) -> None:
    """Read out what our notes of the payer's rules say of an approval, and what the office does about it."""
    rule = facts.guideline.approval if facts.guideline else None
    if rule:
        if facts.service:
            draft.say("about", service=service_asked(facts))
        draft.quote(rule.words)
        draft.cite("guideline", rule.id, rule.source)
    if rule is None:
        draft.admit("no_approval", day=due)
        draft.follow("Look whether the visit needs an approval", due)
    elif rule.is_needed:
        draft.say("approval_to_ask", day=due)
        draft.follow(f"Ask for the approval of {service_asked(facts)[0]}", due)
    cite_policy(draft, facts.first_policy)


def _ask_plan(draft: AnswerDraft, facts: QuestionFacts, key: str, title: str) -> None:
    """Admit what is not known, and promise to ask the plan within two working days."""
    due = add_business_days(facts.today, ASK_WITHIN)
    words: dict[str, Pair] = {"plan": plan_asked(facts), "service": service_asked(facts)}
    known = {name: word for name, word in words.items() if f"{{{name}}}" in TEXTS[key][0]}
    draft.admit(key, day=due, **known)
    draft.follow(title, due)


def _say_phone(draft: AnswerDraft, policy: PolicyFacts) -> None:
    if policy.phone:
        draft.say("plan_phone", phone=policy.phone)


def _is_good(each: ApprovalFacts, facts: QuestionFacts) -> bool:
    return each.authorization.is_granted and each.authorization.covers_day(facts.day)


def _say_referral(draft: AnswerDraft, referral: ApprovalFacts) -> None:
    left, ends = referral.left, referral.authorization.ends
    if left is not None and ends:
        draft.say("referral_left", left=left, day=ends)
    elif left is not None:
        draft.say("referral_left_open", left=left)
    elif ends:
        draft.say("referral_until", day=ends)
    else:
        draft.say("referral_open")
    draft.cite("authorization", referral.authorization.id, referral.authorization.name)

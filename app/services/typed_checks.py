"""Insurers' checks typed from paper: posted whole, as a remittance, and begun ones taken over."""

from dataclasses import replace

from app.domain.adjudication import plan_adjudication
from app.domain.claim_life import Move, is_allowed
from app.domain.errors import InputError, RuleError
from app.domain.remittance_plan import ClaimFacts
from app.domain.rights import Right
from app.domain.typed_advice import compose_advice, plan_typed, write_typed_check
from app.domain.typed_check import Beside, CheckBeside, CheckClaim, TypedCheck, check_typed
from app.models.office import Draft
from app.models.remittances import Remittance
from app.queries.answer_facts import claim_facts, known_claims
from app.queries.remitted_claims import claims_referred_to
from app.queries.typed_checks import PANEL, answers_typed_with, find_same_check, payer_names
from app.services.days import open_for_posting
from app.services.files import NewFile, keep_file
from app.services.progress import no_progress
from app.services.remittance_posting import RemittancePosting
from app.services.remittance_previews import PlannedRemittance, payer_key
from app.services.session import Session, Transaction

TEXT = "text/plain"


def post_typed_check(session: Session, check: TypedCheck) -> int:
    """Post a whole check as it was shown, and give the id of its remittance.

    Refused while anything is left to explain, when a claim changed since it was shown, and where the same
    check was posted before, by hand or from a file. It is taken back by `unpost_remittance`.
    """
    session.require(Right.POST_ANSWER)
    if not check.head.number.strip():
        raise InputError("Type the number of the check or transfer. Nothing was posted.")
    if check.head.paid_on > session.today():
        raise InputError("The check's date lies in the future. Type the date printed on it.")
    with session.transaction() as transaction:
        return _post(session, transaction, check)


def take_over_check(session: Session, draft_id: int) -> None:
    """Go on with a check that a colleague began to type: what is typed of it becomes one's own draft."""
    session.require(Right.POST_ANSWER)
    with session.note():
        row = Draft.get_or_none((Draft.id == draft_id) & (Draft.panel == PANEL))
        if row is None:
            raise RuleError("That check was posted or put away since. Open the list of checks begun again.")
        Draft.update(user=session.user.id, saved_at=session.now().isoformat()).where(
            Draft.id == draft_id
        ).execute()


def _post(session: Session, transaction: Transaction, check: TypedCheck) -> int:
    _refuse_same(check)
    facts = claim_facts(known_claims(claim.claim_id for claim in check.claims).values())
    for claim in check.claims:
        _refuse_changed(claim, facts.get(claim.claim_id), check.head.payer)
    check = replace(check, beside=_renewed(check.beside))
    findings = check_typed(check)
    if findings:
        raise RuleError("Nothing was posted. " + " ".join(finding.text for finding in findings))
    open_for_posting(session, transaction, session.today())
    known = {claim_id: each.known for claim_id, each in facts.items()}
    advice = compose_advice(check, known, payer_names(check.head.payer_id)[1])
    text = write_typed_check(advice)
    row = Remittance.create(
        file=keep_file(
            transaction,
            NewFile("remittance", f"Check {advice.trace_number}", text.encode(), subject=PANEL),
            TEXT,
        ),
        position=0,
        name=f"Check {advice.trace_number}, typed",
        payer_key=payer_key(advice),
        payer_name=advice.payer_name,
        trace=advice.trace_number,
        paid_on=check.head.paid_on,
        amount=check.head.amount,
        claims=len(check.claims),
        user=session.user.id,
        at=session.now().isoformat(),
    )
    planned = PlannedRemittance(plan_typed(check), facts)
    RemittancePosting(session, transaction, row, advice, planned).post(no_progress)
    transaction.record(
        "remittance", row.id, "post_typed_check", after={"trace": row.trace, "paid": check.head.amount}
    )
    return int(row.id)


def _refuse_same(check: TypedCheck) -> None:
    head = check.head
    same = find_same_check(head.payer_id, head.number, head.amount)
    if same:
        raise RuleError(f"{same.words} Nothing is posted twice. Take that one back first if it was wrong.")
    claims = answers_typed_with(head.payer_id, head.number)
    if claims:
        raise RuleError(
            f"Answers with check number {head.number} were typed one by one before, for claim "
            f"{', '.join(map(str, claims))}. Nothing was posted. Take those back first, so that the money is "
            "not in the bank twice."
        )


def _refuse_changed(claim: CheckClaim, found: ClaimFacts | None, payer: str) -> None:
    if found is None or found.is_answered or not is_allowed(found.known.state, Move.ANSWER):
        raise RuleError(
            f"Claim {claim.number} takes no answer any more. Nothing was posted. Take it off the check, or "
            "take its earlier answer back first."
        )
    if found.known.payer != payer:
        raise RuleError(
            f"Claim {claim.number} went to {found.known.payer}, not to {payer}. Nothing was posted. Take it "
            "off the check."
        )
    if claim.forwarded and found.next_policy_id is None:
        raise RuleError(
            f"Claim {claim.number} is said to be passed on, but no further insurance is on record for that "
            "day. Nothing was posted. Add the policy first, or take the mark out."
        )
    if plan_adjudication(found.lines, claim.answers, found.next_policy_id, found.known.rank) != claim.plan:
        raise RuleError(
            f"Claim {claim.number} changed since it was shown. Nothing was posted. Take it off the check and "
            "add it again."
        )


def _renewed(beside: tuple[CheckBeside, ...]) -> tuple[CheckBeside, ...]:
    """What takebacks refer to, as it stands now."""
    paid = claims_referred_to(each.reference for each in beside if each.kind is Beside.TAKEBACK)
    return tuple(
        replace(each, claim=paid.get(each.reference)) if each.kind is Beside.TAKEBACK else each
        for each in beside
    )

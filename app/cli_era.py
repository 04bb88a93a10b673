"""The commands about remittances (835): what a file would post, post what is clear, take one back."""

from argparse import Namespace
from typing import Any

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome, progress_on_screen
from app.domain.errors import AppError
from app.domain.provider_adjustments import explain_adjustment
from app.domain.remittance_plan import ClaimPlan, Verdict
from app.services.remittance_previews import (
    FilePreview,
    RemittancePreview,
    explain_posted_before,
    preview_remittances,
    renew_preview,
)
from app.services.remittances import PostedRemittance, explain_posted, post_remittance, unpost_remittance
from app.services.session import Session


def preview_era(words: Namespace) -> Outcome:
    """Tell what files of remittances would post: what is clear, held with reasons, unknown; write nothing."""
    with opened_practice(words) as practice:
        files = preview_remittances(practice.session, words.files, progress_on_screen())
    lines = [line for file in files for line in _file_lines(file)]
    needs_look = any(file.refusal or any(_needs_look(each) for each in file.remittances) for file in files)
    facts = {"files": [_told_file(file) for file in files], **_sums(files)}
    return Outcome(facts, lines, FINDINGS if needs_look else DONE)


def post_era(words: Namespace) -> Outcome:
    """Post what is clear of every remittance in these files, each whole or not at all; the rest waits."""
    with opened_practice(words) as practice:
        files = preview_remittances(practice.session, words.files, progress_on_screen())
        told, lines, needs_look = [], [], False
        for file in files:
            outcomes = [_post(practice.session, each, words.reason) for each in file.remittances]
            told.append({**_told_file(file), "posted": [facts for facts, _, _ in outcomes]})
            lines += [f"{file.name}: not read. {file.refusal}"] if file.refusal else []
            lines += [line for _, line, _ in outcomes]
            needs_look = needs_look or bool(file.refusal) or any(look for _, _, look in outcomes)
    return Outcome({"files": told, **_sums(files)}, lines, FINDINGS if needs_look else DONE)


def unpost_era(words: Namespace) -> Outcome:
    """Take a posted remittance back whole: all its answers and adjustments, and the payment itself."""
    with opened_practice(words) as practice:
        unpost_remittance(practice.session, words.id, words.reason, progress_on_screen())
    line = f"Remittance {words.id} was taken back; the ledger is as it was before."
    return Outcome({"remittance": words.id, "taken_back": True}, [line])


def _post(session: Session, each: RemittancePreview, reason: str) -> tuple[dict[str, Any], str, bool]:
    """Post one remittance; a refusal of one stops no other."""
    try:
        now = renew_preview(session, each)
        done = post_remittance(session, now, reason, progress_on_screen())
    except AppError as error:
        facts = {"trace": each.advice.trace_number, "refused": str(error)}
        return facts, f"Payment {each.advice.trace_number}: not posted. {error}", True
    return _told_posted(each, done), explain_posted(done, each.advice.trace_number), bool(done.held)


def _told_posted(each: RemittancePreview, done: PostedRemittance) -> dict[str, Any]:
    return {
        "trace": each.advice.trace_number,
        "remittance": done.id,
        "claims_posted": done.posted,
        "claims_held": done.held,
        "left": done.left.cents,
    }


def _needs_look(each: RemittancePreview) -> bool:
    return not each.can_post or bool(each.held) or bool(each.held_adjustments)


def _told_file(file: FilePreview) -> dict[str, Any]:
    return {
        "file": file.name,
        "refused": file.refusal,
        "remittances": [_told(each) for each in file.remittances],
    }


def _told(each: RemittancePreview) -> dict[str, Any]:
    advice = each.advice
    return {
        "trace": advice.trace_number,
        "payer": advice.payer_name,
        "paid_on": str(advice.effective or ""),
        "amount": each.amount.cents,
        "posting_now": each.posting_now.cents,
        "posted_before": each.posted_before.id if each.posted_before else None,
        "warnings": list(each.plan.warnings),
        "matched": each.plan.count(Verdict.CLEAR),
        "held": [_told_claim(each, plan) for plan in each.held if plan.verdict is Verdict.LOOK],
        "unknown": [_told_claim(each, plan) for plan in each.held if plan.verdict is Verdict.UNKNOWN],
        "adjustments": [
            {
                "code": advice.provider_adjustments[plan.index].code,
                "reference": advice.provider_adjustments[plan.index].reference,
                "amount": plan.amount,
                "kind": plan.kind.value,
                "held": plan.reason,
            }
            for plan in each.plan.adjustments
        ],
    }


def _told_claim(each: RemittancePreview, plan: ClaimPlan) -> dict[str, Any]:
    claim = each.advice.claims[plan.index]
    return {
        "claim": claim.claim_number,
        "status": claim.status,
        "paid": claim.paid,
        "reasons": list(plan.reasons),
    }


def _sums(files: tuple[FilePreview, ...]) -> dict[str, Any]:
    every = [each for file in files for each in file.remittances]
    return {
        "matched": sum(each.plan.count(Verdict.CLEAR) for each in every),
        "held": sum(each.plan.count(Verdict.LOOK) for each in every),
        "unknown": sum(each.plan.count(Verdict.UNKNOWN) for each in every),
        "amount": sum(each.amount.cents for each in every),
        "posting_now": sum(each.posting_now.cents for each in every),
    }


def _file_lines(file: FilePreview) -> list[str]:
    if file.refusal:
        return [f"{file.name}: not read. {file.refusal}"]
    return [line for each in file.remittances for line in _lines(each)]


def _lines(each: RemittancePreview) -> list[str]:
    plan, advice = each.plan, each.advice
    lines = [
        f"{advice.payer_name}, payment {advice.trace_number}, {each.amount.dollars}: "
        f"{plan.count(Verdict.CLEAR)} matched, {plan.count(Verdict.LOOK)} to look at, "
        f"{plan.count(Verdict.UNKNOWN)} unknown; {each.posting_now.dollars} would be posted now."
    ]
    if each.posted_before:
        lines.append(f"  {explain_posted_before(each.posted_before)}")
    lines += [f"  {warning}" for warning in plan.warnings]
    for held in each.held:
        claim = advice.claims[held.index]
        lines.append(f"  Claim {claim.claim_number or '(no number)'}: {' '.join(held.reasons)}")
    for adjustment in each.held_adjustments:
        words = explain_adjustment(advice.provider_adjustments[adjustment.index])
        lines.append(f"  {words}: {adjustment.reason}")
    return lines

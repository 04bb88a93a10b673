"""The words and chips by which remittances, held claims and denials are shown."""

from app.domain.money import ZERO
from app.domain.remittance_parts import explain_parts
from app.domain.remittance_plan import Verdict
from app.queries.remittances import HeldLine, RemittanceLine
from app.services.remittance_previews import RemittancePreview, explain_posted_before
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind

READY = Chip(ChipKind.PAID, "Ready to post")
PARTLY = Chip(ChipKind.DUE, "Some to look at")
WARNED = Chip(ChipKind.DENIED, "Look first")
BEFORE = Chip(ChipKind.DRAFT, "Posted before")
REFUSED = Chip(ChipKind.DENIED, "Not read")


def preview_chip(preview: RemittancePreview) -> Chip:
    """How a remittance stands before it is posted."""
    if preview.posted_before:
        return BEFORE
    if preview.plan.warnings:
        return WARNED
    return PARTLY if preview.held or preview.held_adjustments else READY


def explain_preview(preview: RemittancePreview) -> str:
    """Say in a few sentences what posting does, and what the payment is made of."""
    if preview.posted_before:
        return explain_posted_before(preview.posted_before)
    plan = preview.plan
    sentences = [
        f"{_count(plan.count(Verdict.CLEAR), 'claim')} to post, {plan.count(Verdict.LOOK)} to look at, "
        f"{plan.count(Verdict.UNKNOWN)} unknown.",
        explain_parts(preview.advice, plan),
        *plan.warnings,
    ]
    return " ".join(filter(None, sentences))


def standing_chip(line: RemittanceLine) -> Chip:
    """How a posted remittance stands."""
    if line.taken_back:
        return Chip(ChipKind.DRAFT, "Taken back")
    if line.held:
        return Chip(ChipKind.DUE, f"{line.held} to look at")
    return Chip(ChipKind.DENIED, "Not explained") if line.left else Chip(ChipKind.PAID, "Explained")


def held_chip(line: HeldLine) -> Chip:
    """Why a claim waits, in a word."""
    return Chip(ChipKind.DENIED, "Unknown") if line.verdict == "unknown" else Chip(ChipKind.DUE, "Look")


def explain_sums(previews: list[RemittancePreview]) -> str:
    """Say what posting the ready ones does, all together."""
    ready = [each for each in previews if each.can_post]
    if not ready:
        return "Nothing here can be posted at once. Choose a payment to see why."
    amount = sum((each.amount for each in ready), ZERO)
    claims = sum(each.plan.count(Verdict.CLEAR) for each in ready)
    whole = f"Posts {_count(len(ready), 'payment')}, {amount.dollars}, with {_count(claims, 'claim')}"
    return f"{whole}{_explain_waiting(ready)}."


def _explain_waiting(ready: list[RemittancePreview]) -> str:
    held = sum(len(each.held) + len(each.held_adjustments) for each in ready)
    if not held:
        return ""
    now = sum((each.posting_now for each in ready), ZERO)
    waits = sum((each.left for each in ready), ZERO)
    items = f"{_count(held, 'item')} to look at"
    return f": {now.dollars} is explained now, {waits.dollars} waits, with {items}" if waits else f"; {items}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"

"""How guidelines look in lists: their chips, and short words for columns."""

from datetime import date

from app.domain.date_entry import format_date
from app.domain.guideline_explanations import explain_limits, explain_service
from app.domain.guidelines import Answer, Approval, Guideline, Status
from app.queries.guidelines import GuidelineLine
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind

_ANSWERS = {
    Answer.COVERED: Chip(ChipKind.PAID, "Covered"),
    Answer.CONDITIONAL: Chip(ChipKind.DUE, "Covered if…"),
    Answer.NOT_COVERED: Chip(ChipKind.DENIED, "Not covered"),
    Answer.BUNDLED: Chip(ChipKind.BILLED, "Not by itself"),
    Answer.UNKNOWN: Chip(ChipKind.DRAFT, "Not known yet"),
}
SAVED = "The guideline is saved; services before its date keep the version before."
FIRST_SAVED = "The guideline is saved."
DRAFT_SAVED = "The draft is saved; it says nothing until it is saved as a guideline."
DISAGREES = Chip(ChipKind.DENIED, "Two disagree")
NOT_KNOWN = _ANSWERS[Answer.UNKNOWN]


def answer_chip(answer: Answer) -> Chip | None:
    """The chip of an answer; None where coverage is not spoken of."""
    return _ANSWERS.get(answer)


def standing_chip(guideline: Guideline) -> Chip | None:
    """What a list shows first of a version: that it does not count, else what it says of coverage."""
    if guideline.status is Status.WITHDRAWN:
        return Chip(ChipKind.DRAFT, "Withdrawn")
    if guideline.status is Status.DRAFT:
        return Chip(ChipKind.DRAFT, "Draft")
    return answer_chip(guideline.answer)


def again_chip(line: GuidelineLine) -> Chip | date | None:
    """When a record is to be looked up again; a chip where that day has come, or it is contradicted."""
    if line.denials:
        return Chip(ChipKind.DENIED, "Contradicted")
    if line.disagrees:
        return DISAGREES
    if line.reviews:
        return Chip(ChipKind.DUE, "In doubt")
    due = line.guideline.review_on
    return Chip(ChipKind.DUE, format_date(due)) if line.is_due and due else due


def short_approval(guideline: Guideline) -> str:
    """Say in a column whether approval is needed: `after 12 visits`."""
    words = {
        Approval.NOT_SAID: "",
        Approval.NOT_NEEDED: "no",
        Approval.ALWAYS: "always",
        Approval.AFTER: f"after {_counted(guideline, guideline.approval_after or 0)}",
    }
    return words[guideline.approval]


def short_referral(guideline: Guideline) -> str:
    """Say in a column whether a referral is needed."""
    return {None: "", True: "needed", False: "no"}[guideline.referral]


def short_frequency(guideline: Guideline) -> str:
    """Say in a column how often it is paid: `30 visits`."""
    return "" if guideline.most is None else _counted(guideline, guideline.most)


def insurer_words(line: GuidelineLine) -> str:
    """Name insurer and plan in a column, parted so that the two can be told apart."""
    record = line.guideline
    if record.payer and record.plan:
        return line.payer.replace(f"{record.payer} {record.plan}", f"{record.payer} · {record.plan}", 1)
    return line.payer


def service_words(guideline: Guideline) -> str:
    """Name the services and for whom: `97110, with diagnosis M54`."""
    return ", ".join(part for part in (explain_service(guideline), explain_limits(guideline)) if part)


def _counted(guideline: Guideline, most: int) -> str:
    word = guideline.count_by.value
    return f"{most} {word if most != 1 else word.removesuffix('s')}"

"""The page behind a secondary claim: what the earlier insurers answered, for this patient and claim alone.

Shows the payer, its date and claim number, and by line the charge, what was paid and each adjustment by group
and code, so that the next insurer can check charge = paid + adjustments (the same figures as 837P loop 2430).
"""

from collections.abc import Sequence

from app.documents.fonts import list_drawable
from app.documents.letter_page import BODY, BODY_BOLD, LABEL, LEFT, RIGHT, SMALL, LetterPen, Style
from app.domain.claim_content import ClaimContent, ClaimLine, EarlierLine, EarlierPayer
from app.domain.explanations import explain_date
from app.domain.money import Money, total

_TITLE, _PAYER = Style(17, bold=True), Style(11, bold=True)
_CODE_X, _CHARGE_END, _PAID_END = LEFT + 80, LEFT + 230, LEFT + 300
_ADJUSTED_X, _LEFT_END = LEFT + 320, RIGHT
_TOP, _END, _LEAD = 56.0, 740.0, 13.0
_ADJUSTED_WIDTH = RIGHT - _ADJUSTED_X - 70


def draw_earlier_answers(contents: Sequence[ClaimContent], mark: str = "") -> tuple[bytes, list[int]]:
    """Draw the pages of each claim that follows another insurer; gives the PDF and the pages of each.

    Claims without earlier payers have none. `mark` is a framed word such as DEMO.
    """
    pen = LetterPen("Earlier insurers’ answers")
    counts = []
    for content in contents:
        before = pen.page
        if content.earlier_payers:
            _draw_claim(pen, content, mark)
        counts.append(pen.page - before)
    return pen.finish(), counts


def _draw_claim(pen: LetterPen, content: ClaimContent, mark: str) -> None:
    y = _draw_head(pen, content, mark)
    for earlier in content.earlier_payers:
        if y + 6 * _LEAD > _END:
            y = _next_page(pen, mark)
        y = _draw_payer_head(pen, earlier, y)
        for line in earlier.lines:
            parts = _adjustments(line)
            if y + _LEAD * len(parts) > _END:
                y = _next_page(pen, mark)
            y = _draw_line(pen, content.lines[line.number - 1], line, parts, y)
        y = _draw_sums(pen, content, earlier, y) + 2 * _LEAD
    pen.end_page()


def _draw_head(pen: LetterPen, content: ClaimContent, mark: str) -> float:
    pen.stamp(mark)
    pen.text(LEFT, _TOP, "What was answered before", _TITLE)
    pen.fitted(LEFT, _TOP + 18, _drawable(content.practice.name), BODY_BOLD, 300)
    facts = (
        ("Claim", content.claim_number),
        ("Patient", str(content.patient.name)),
        ("Billed now", content.payer.name),
        ("Member ID there", content.policy.member_id),
    )
    y = _TOP + 42
    for name, value in facts:
        pen.text(LEFT, y, name, SMALL)
        pen.fitted(LEFT + 90, y, _drawable(value), BODY_BOLD, 380)
        y += _LEAD
    return y + _LEAD


def _draw_payer_head(pen: LetterPen, earlier: EarlierPayer, y: float) -> float:
    pen.fitted(LEFT, y, _drawable(f"{earlier.order}. {earlier.payer.name}"), _PAYER, 330)
    said = [f"Member ID {earlier.policy.member_id}"]
    if earlier.paid_on:
        said.append(f"answered {explain_date(earlier.paid_on)}")
    if earlier.payer_control:
        said.append(f"its claim number {earlier.payer_control}")
    pen.text(LEFT, y + _LEAD, _drawable(", ".join(said)), BODY)
    y += 2.4 * _LEAD
    for words, x in (("Date", LEFT), ("Service", _CODE_X), ("Adjustments", _ADJUSTED_X)):
        pen.text(x, y, words, LABEL)
    for words, end in (("Charge", _CHARGE_END), ("Paid", _PAID_END), ("Left", _LEFT_END)):
        pen.right(end, y, words, LABEL)
    pen.rule(LEFT, y + 4, RIGHT, 0.75)
    return y + 4 + _LEAD


def _draw_line(
    pen: LetterPen, billed: ClaimLine, line: EarlierLine, parts: tuple[str, ...], y: float
) -> float:
    pen.text(LEFT, y, explain_date(billed.service_from))
    pen.text(_CODE_X, y, _drawable(" ".join((billed.code, *billed.modifiers))))
    pen.right(_CHARGE_END, y, str(billed.charge))
    pen.right(_PAID_END, y, str(line.paid))
    pen.right(_LEFT_END, y, str(_left_to_patient(line)))
    y = pen.paragraph(_ADJUSTED_X, y, parts, BODY, _LEAD)
    pen.rule(LEFT, y - _LEAD + 4, RIGHT, 0.3, 0.7)
    return y


def _draw_sums(pen: LetterPen, content: ClaimContent, earlier: EarlierPayer, y: float) -> float:
    charged = total(content.lines[line.number - 1].charge for line in earlier.lines)
    adjusted = total(amount for line in earlier.lines for _, _, amount in line.adjustments)
    pen.text(LEFT, y, "In all", BODY_BOLD)
    pen.right(_CHARGE_END, y, str(charged), BODY_BOLD)
    pen.right(_PAID_END, y, str(earlier.paid), BODY_BOLD)
    pen.text(_ADJUSTED_X, y, str(adjusted), BODY_BOLD)
    pen.right(_LEFT_END, y, str(total(map(_left_to_patient, earlier.lines))), BODY_BOLD)
    return y + _LEAD


def _left_to_patient(line: EarlierLine) -> Money:
    """What the earlier payer left to the patient, or the next insurer: the adjustments of group PR."""
    return total(amount for group, _, amount in line.adjustments if group == "PR")


def _adjustments(line: EarlierLine) -> tuple[str, ...]:
    """Write the adjustments into lines; a code and its amount stay together."""
    lines: list[str] = []
    for group, code, amount in line.adjustments:
        part = f"{group}-{code} {amount}"
        joined = f"{lines[-1]}   {part}" if lines else part
        if lines and len(BODY.wrap(joined, _ADJUSTED_WIDTH)) == 1:
            lines[-1] = joined
        else:
            lines.append(part)
    return tuple(lines) or ("",)


def _next_page(pen: LetterPen, mark: str) -> float:
    pen.end_page()
    pen.stamp(mark)
    return _TOP + 20


def _drawable(words: str) -> str:
    known = list_drawable()
    return "".join(letter if letter in known else "?" for letter in words)

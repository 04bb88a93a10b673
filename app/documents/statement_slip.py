"""The slip at the foot of a statement: torn off and mailed with a check in a #9 window envelope."""

from app.documents.letter_page import INCH, LABEL, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, LetterPen, Style
from app.documents.money_labels import label
from app.domain.explanations import explain_date
from app.domain.letterhead import PracticeHead
from app.domain.statements import PatientStatement

TEAR = 7.5 * INCH
REMIT_WINDOW = (0.5 * INCH, 9.375 * INCH, 5.375 * INCH, 10.71 * INCH)
"""Where a #9 window can show: left, top, right, bottom in points from the upper left corner."""

_SIDE = 5.5 * INCH
_REMIT_X, _REMIT_LAST, _REMIT_LEAD = 1.0 * INCH, PAGE_HEIGHT - 0.63 * INCH, 11.2
_CODE_SIDE = 1.05 * INCH
_CODE_TOP = 672.0
_SMALL = Style(8.5)
_STRONG = Style(8.5, bold=True)
_FACT_TOP, _FACT_LEAD = 584.0, 13.5


def draw_slip_form(pen: LetterPen, practice: PracticeHead, language: str) -> None:
    """Draw what all slips of a practice and language share."""
    pen.dashed(0, TEAR, PAGE_WIDTH)
    pen.centred(PAGE_WIDTH / 2, TEAR + 9, f"✂  {label('tear', language)}", LABEL)
    pen.text(LEFT, 567, label("slip", language), Style(11, bold=True))
    for row, key in enumerate(("account", "number", "due_date", "amount_due")):
        style = _STRONG if key == "amount_due" else _SMALL
        pen.text(LEFT, _FACT_TOP + _FACT_LEAD * row, label(key, language), style)
    pen.frame((LEFT, 645), 8, 8)
    pen.text(LEFT + 13, 652, label("changed", language), _SMALL)
    pen.rule(LEFT, 670, 330, 0.5)
    pen.text(_SIDE, 567, label("enclosed", language), Style(9.5, bold=True))
    pen.rule(_SIDE + Style(9.5, bold=True).width(label("enclosed", language)) + 4, 569, RIGHT, 0.75)
    pen.text(_SIDE, 584, label("payable", language), LABEL)
    y = 596.0
    for line in Style(9.5, bold=True).wrap(practice.remit_name or practice.name, RIGHT - _SIDE)[:3]:
        pen.text(_SIDE, y, line, Style(9.5, bold=True))
        y += 11.5
    y = _REMIT_LAST - _REMIT_LEAD * (len(practice.remit_lines) - 1)
    for line in practice.remit_lines:
        pen.fitted(_REMIT_X, y, line, Style(10), 3.25 * INCH)
        y += _REMIT_LEAD


def draw_slip(pen: LetterPen, statement: PatientStatement) -> None:
    """Draw what is this statement's own on its slip, with the code to pay online."""
    language = statement.language
    facts = (statement.account_number, statement.number, explain_date(statement.due_on))
    for row, value in enumerate(facts):
        pen.right(250, _FACT_TOP + _FACT_LEAD * row, value, _SMALL)
    pen.right(250, _FACT_TOP + _FACT_LEAD * len(facts), statement.you_owe.dollars, _STRONG)
    words = label("write_account", language, account=statement.account_number)
    pen.fitted(_SIDE, 634, words, _SMALL, RIGHT - _SIDE)
    if statement.pay_url:
        _draw_pay_online(pen, statement.pay_url, language)


def _draw_pay_online(pen: LetterPen, link: str, language: str) -> None:
    pen.code(RIGHT - _CODE_SIDE, _CODE_TOP, link, _CODE_SIDE)
    width = RIGHT - _CODE_SIDE - _SIDE
    pen.text(_SIDE, 688, label("pay_online", language), Style(9.5, bold=True))
    pen.paragraph(_SIDE, 701, _SMALL.wrap(label("scan", language), width), _SMALL, 10.4)
    shown = link.removeprefix("https://").split("?")[0]
    pen.fitted(_SIDE, _CODE_TOP + _CODE_SIDE + 10, shown, _STRONG, RIGHT - _SIDE)

"""Draws the advance notice (ABN): a facsimile of its layout, or the blanks on the practice’s own form."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter

from app.documents.desk_head import paper_tag
from app.documents.desk_labels import desk_label
from app.documents.letter_page import (
    BODY_BOLD,
    LEFT,
    PAGE_WIDTH,
    RIGHT,
    SMALL,
    LetterPen,
    Style,
)
from app.documents.notice_blanks import Blank, NoticeBlanks, find_notice_blanks
from app.domain.advance_notice import FORM, AdvanceNotice

_WIDE = RIGHT - LEFT
_FILLED, _HEADING = Style(9), Style(9, bold=True)
_LEAD = 11.0
_TEXT, _TEXT_BOLD, _TEXT_LEAD = Style(10), Style(10, bold=True), 12.5
_REASON_X, _COST_X = LEFT + 196, LEFT + 430
_TABLE, _TABLE_END = 174.0, 276.0
_OPTIONS, _OPTIONS_END = 340.0, 544.0
_MORE, _SIGN, _SIGN_END = 552.0, 668.0, 712.0
_OWN = NoticeBlanks(
    notifier=Blank(LEFT + 84, 52, _WIDE - 84, 2),
    patient=Blank(LEFT + 128, 82, 154, 2),
    identification=Blank(LEFT + 438, 82, 102),
    service=Blank(LEFT + 6, _TABLE + 30, 184, 6),
    reason=Blank(_REASON_X + 6, _TABLE + 30, 222, 6),
    cost=Blank(_COST_X + 6, _TABLE + 30, 98),
    more=Blank(LEFT, _MORE + 24, _WIDE, 3),
)


def draw_advance_notice(notice: AdvanceNotice, mark: str = "") -> bytes:
    """Draw the notice in the form's layout, marked as a facsimile; `mark` is a word such as DEMO."""
    language = notice.language
    pen = LetterPen(f"{FORM} {notice.identification}", paper_tag(language))
    _draw_head(pen, language)
    _draw_table(pen, language)
    _draw_options(pen, language)
    _draw_closing(pen, notice)
    _fill(pen, notice, _OWN)
    if mark:
        pen.centred(PAGE_WIDTH / 2, 30, mark, Style(13, bold=True))
    pen.end_page()
    return pen.finish()


def draw_notice_on_form(notice: AdvanceNotice, form: bytes, mark: str = "") -> bytes:
    """Write the blanks onto the first page of the practice's blank form; its other pages stay as they are.

    Raises InputError for a PDF that is not this form.
    """
    blanks = find_notice_blanks(form)
    pen = LetterPen(FORM, paper_tag(notice.language))
    _fill(pen, notice, blanks)
    if mark:
        pen.centred(PAGE_WIDTH / 2, 22, mark, Style(13, bold=True))
    pen.end_page()
    writer = PdfWriter(clone_from=BytesIO(form))
    writer.pages[0].merge_page(PdfReader(BytesIO(pen.finish())).pages[0])
    writer.metadata = {"/Producer": "Plainbill", "/Title": f"{FORM} {notice.identification}"}
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _fill(pen: LetterPen, notice: AdvanceNotice, blanks: NoticeBlanks) -> None:
    services = [f"{service.code}  {service.words}" for service in notice.services]
    estimate = notice.estimate.dollars if notice.estimate is not None else ""
    notifier = notice.notifier if blanks.notifier.lines > 1 else (", ".join(notice.notifier),)
    _write(pen, blanks.notifier, notifier)
    _write(pen, blanks.patient, (notice.patient_name,))
    _write(pen, blanks.identification, (notice.identification,))
    _write(pen, blanks.service, services)
    _write(pen, blanks.reason, (notice.reason,))
    _write(pen, blanks.cost, (estimate,))
    _write(pen, blanks.more, (notice.more,))


def _write(pen: LetterPen, blank: Blank, texts: list[str] | tuple[str, ...]) -> None:
    """Write texts below each other; they are broken where the blank has lines for it, else narrowed."""
    broken = [line for text in texts for line in _FILLED.wrap(text, blank.width)]
    lines = broken if len(broken) <= blank.lines else list(texts)
    y = blank.y
    if len(lines) == 1 and blank.lines > 1 and len(broken) > blank.lines:
        lines = _squeezed(texts[0], blank)
    for line in lines:
        pen.fitted(blank.x, y, line, _FILLED, blank.width)
        y += _LEAD


def _squeezed(text: str, blank: Blank) -> list[str]:
    """Break a long text into as many lines as the blank has, each then narrowed alike."""
    for part in range(100, 40, -5):
        lines = _FILLED.wrap(text, blank.width * 100 / part)
        if len(lines) <= blank.lines:
            return list(lines)
    return [text]


def _draw_head(pen: LetterPen, language: str) -> None:
    pen.text(LEFT, 52, desk_label("abn_a", language), _HEADING)
    pen.text(LEFT, 82, desk_label("abn_b", language), _HEADING)
    pen.text(LEFT + 286, 82, desk_label("abn_c", language), _HEADING)
    pen.rule(LEFT, 98, RIGHT, 0.75)
    title = Style(14, bold=True)
    words = desk_label("abn", language)
    wide = min(title.width(words), _WIDE)
    pen.fitted(PAGE_WIDTH / 2 - wide / 2, 119, words, title, _WIDE)
    _paragraph(pen, 138, desk_label("abn_note", language))


def _paragraph(pen: LetterPen, y: float, words: str, x: float = LEFT) -> float:
    return pen.paragraph(x, y, _TEXT.wrap(words, RIGHT - x - (4 if x > LEFT else 0)), _TEXT, _TEXT_LEAD)


def _draw_table(pen: LetterPen, language: str) -> None:
    pen.frame((LEFT, _TABLE), _WIDE, _TABLE_END - _TABLE)
    pen.frame((_REASON_X, _TABLE), _COST_X - _REASON_X, _TABLE_END - _TABLE)
    pen.rule(LEFT, _TABLE + 17, RIGHT, 0.75)
    for x, end, key in (
        (LEFT, _REASON_X, "abn_d"),
        (_REASON_X, _COST_X, "abn_e"),
        (_COST_X, RIGHT, "abn_f"),
    ):
        pen.fitted(x + 6, _TABLE + 12, desk_label(key, language), _HEADING, end - x - 10)
    pen.text(LEFT, _TABLE_END + 17, desk_label("abn_now", language), _TEXT_BOLD)
    _paragraph(pen, _TABLE_END + 30, desk_label("abn_do", language))


def _draw_options(pen: LetterPen, language: str) -> None:
    """Draw the three options with boxes that only the patient ticks."""
    pen.frame((LEFT, _OPTIONS), _WIDE, _OPTIONS_END - _OPTIONS)
    pen.rule(LEFT, _OPTIONS + 18, RIGHT, 0.75)
    pen.fitted(LEFT + 6, _OPTIONS + 12.5, desk_label("abn_g", language), _HEADING, _WIDE - 12)
    for y, key in ((_OPTIONS + 36, "abn_1"), (_OPTIONS + 108, "abn_2"), (_OPTIONS + 162, "abn_3")):
        pen.frame((LEFT + 8, y - 9), 11, 11, 1)
        pen.text(LEFT + 26, y, desk_label(key, language), _TEXT_BOLD)
        _paragraph(pen, y + _TEXT_LEAD, desk_label(f"{key}_words", language), LEFT + 26)


def _draw_closing(pen: LetterPen, notice: AdvanceNotice) -> None:
    language = notice.language
    pen.text(LEFT, _MORE + 10, desk_label("abn_h", language), _HEADING)
    y = _paragraph(pen, _MORE + 66, desk_label("abn_ours", language))
    _paragraph(pen, y + 3, desk_label("abn_signing", language))
    pen.frame((LEFT, _SIGN), _WIDE, _SIGN_END - _SIGN)
    pen.frame((_COST_X - 60, _SIGN), RIGHT - _COST_X + 60, _SIGN_END - _SIGN)
    pen.text(LEFT + 6, _SIGN + 12, desk_label("abn_i", language), _HEADING)
    pen.text(_COST_X - 54, _SIGN + 12, desk_label("abn_j", language), _HEADING)
    words = desk_label("abn_form", language, form=FORM, edition=notice.edition)
    pen.text(LEFT, 728, words, SMALL)
    pen.right(RIGHT, 728, desk_label("page", language, page=1, pages=1), SMALL)
    pen.text(LEFT, 743, desk_label("abn_facsimile", language), BODY_BOLD)

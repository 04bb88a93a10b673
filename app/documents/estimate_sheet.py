"""Draws the sheet that tells a patient what a visit is expected to cost, step by step."""

from app.documents.desk_head import draw_desk_head, paper_tag
from app.documents.estimate_labels import estimate_label
from app.documents.letter_page import BODY_BOLD, LEFT, RIGHT, Style
from app.documents.sheet_flow import Cell, SheetFacts, SheetFlow, draw_twice
from app.domain.estimate_sheet import EstimateSheet, SheetService
from app.domain.explanations import explain_date

_TEXT, _STRONG, _SUM = Style(9.5), Style(11, bold=True), Style(20, bold=True)
_INDENT = LEFT + 14
_TOP = 166.0
_HEAD_OF_SERVICE = 40.0


def draw_estimate_sheet(sheet: EstimateSheet, mark: str = "") -> bytes:
    """Draw one sheet; `mark` is a framed word such as DEMO."""
    return draw_twice(lambda pages: _draw(sheet, mark, pages))


def _draw(sheet: EstimateSheet, mark: str, pages: int) -> SheetFlow:
    language = sheet.language
    title = estimate_label("estimate", language)
    words = estimate_label("next_page", language, title=title, patient=sheet.patient)
    flow = SheetFlow(SheetFacts(title, sheet.practice, language, words, mark), paper_tag(language), pages)
    facts = (
        (estimate_label("visit_on", language), explain_date(sheet.visit_on)),
        (estimate_label("made_on", language), explain_date(sheet.printed_on)),
        (estimate_label("number", language), sheet.number),
    )
    draw_desk_head(flow.pen, sheet.practice, language, title, facts)
    flow.y = _TOP
    _draw_head(flow, sheet)
    for service in sheet.services:
        _draw_service(flow, service)
    flow.rule()
    for sentence in sheet.sums:
        flow.paragraph(sentence, BODY_BOLD)
    flow.gap(12)
    if sheet.assumptions:
        flow.paragraph(estimate_label("rests_on", language), _STRONG)
        flow.gap(3)
    for sentence in sheet.assumptions:
        flow.paragraph(sentence, _TEXT)
        flow.gap(2)
    flow.gap(8)
    for sentence in sheet.closing:
        flow.paragraph(sentence, BODY_BOLD)
    if sheet.practice.phone:
        flow.paragraph(estimate_label("questions", language, phone=sheet.practice.phone), _TEXT)
    flow.end_page()
    return flow


def _draw_head(flow: SheetFlow, sheet: EstimateSheet) -> None:
    language = sheet.language
    plans = ", ".join(sheet.plans) or estimate_label("no_plan", language)
    for key, value in (("patient", sheet.patient), ("provider", sheet.provider), ("plans", plans)):
        if value:
            flow.row(Cell(LEFT, estimate_label(key, language), 90), Cell(LEFT + 100, value, 400), style=_TEXT)
    flow.gap(14)
    flow.row(
        Cell(LEFT, estimate_label("you_pay", language)), Cell(RIGHT, sheet.amount, right=True), style=_SUM
    )
    flow.gap(12)
    flow.heads(
        Cell(LEFT, estimate_label("service", language)),
        Cell(RIGHT, estimate_label("yours", language), right=True),
    )


def _draw_service(flow: SheetFlow, service: SheetService) -> None:
    flow.room(_HEAD_OF_SERVICE)
    flow.row(Cell(LEFT, service.words, 420), Cell(RIGHT, service.amount, right=True), style=BODY_BOLD)
    for sentence in service.sentences:
        flow.row(Cell(_INDENT, sentence, RIGHT - _INDENT), style=_TEXT)
    flow.gap(7)

"""Draws the Good Faith Estimate in 12 points: services by provider, and the rights of who pays himself."""

from app.documents.desk_head import draw_desk_head, paper_tag
from app.documents.estimate_labels import DISCLAIMERS, estimate_label
from app.documents.letter_page import LEFT, RIGHT, Style
from app.documents.sheet_flow import Cell, SheetFacts, SheetFlow, draw_twice
from app.domain.explanations import explain_date
from app.domain.good_faith_sheet import GoodFaithSheet

_TEXT, _STRONG = Style(12), Style(12, bold=True)
_LEAD, _TOP = 13.8, 162.0
_VALUE = LEFT + 150
_WORDS, _DIAGNOSIS, _UNITS = LEFT + 84, LEFT + 292, LEFT + 416
_ROOM = 60.0
_LAST = 2 * _LEAD + 10


def draw_good_faith_estimate(sheet: GoodFaithSheet, mark: str = "") -> bytes:
    """Draw one Good Faith Estimate; `mark` is a framed word such as DEMO."""
    return draw_twice(lambda pages: _draw(sheet, mark, pages))


def _draw(sheet: GoodFaithSheet, mark: str, pages: int) -> SheetFlow:
    language = sheet.language
    title = estimate_label("good_faith", language)
    words = estimate_label("next_page", language, title=title, patient=sheet.patient)
    facts = SheetFacts(title, sheet.practice, language, words, mark, _LEAD)
    flow = SheetFlow(facts, paper_tag(language), pages)
    head = (
        (estimate_label("made_on", language), explain_date(sheet.made_on)),
        (estimate_label("visit_on", language), explain_date(sheet.visit_on)),
        (estimate_label("number", language), sheet.number),
    )
    draw_desk_head(flow.pen, sheet.practice, language, title, head)
    flow.y = _TOP
    _draw_patient(flow, sheet)
    _draw_provider(flow, sheet)
    _draw_services(flow, sheet)
    _draw_rights(flow, sheet)
    flow.end_page()
    return flow


def _draw_patient(flow: SheetFlow, sheet: GoodFaithSheet) -> None:
    language = sheet.language
    born = explain_date(sheet.birth_date) if sheet.birth_date else ""
    main = f"{sheet.main_service}, {explain_date(sheet.visit_on)}"
    for key, value in (("patient", sheet.patient), ("birth_date", born), ("main_service", main)):
        flow.row(
            Cell(LEFT, estimate_label(key, language), 140),
            Cell(_VALUE, value, RIGHT - _VALUE),
            style=_TEXT,
        )
    flow.row(
        Cell(LEFT, estimate_label("diagnosis", language), 140),
        Cell(_VALUE, _diagnoses(sheet), RIGHT - _VALUE),
        style=_TEXT,
    )
    flow.gap(10)


def _diagnoses(sheet: GoodFaithSheet) -> str:
    """The codes alone: their official names are in English only."""
    codes = ", ".join(each.code for each in sheet.diagnoses)
    return codes or estimate_label("not_known", sheet.language)


def _draw_provider(flow: SheetFlow, sheet: GoodFaithSheet) -> None:
    language, practice = sheet.language, sheet.practice
    numbers = [
        estimate_label("npi", language, npi=sheet.provider.npi),
        estimate_label("tax_id", language, tax_id=practice.tax_id),
    ]
    if sheet.practice_npi:
        numbers.append(estimate_label("group_npi", language, npi=sheet.practice_npi))
    address = sheet.place.address if sheet.place.address.lines else practice.address
    where = ", ".join(part for part in (sheet.place.name, *address.lines) if part)
    flow.row(
        Cell(LEFT, estimate_label("by", language), 140),
        Cell(_VALUE, f"{sheet.provider.name}, {practice.name}", RIGHT - _VALUE),
        style=_STRONG,
    )
    flow.row(Cell(_VALUE, ", ".join(numbers), RIGHT - _VALUE), style=_TEXT)
    flow.row(Cell(_VALUE, estimate_label("place", language, place=where), RIGHT - _VALUE), style=_TEXT)
    flow.gap(10)


def _draw_services(flow: SheetFlow, sheet: GoodFaithSheet) -> None:
    language = sheet.language
    flow.row(
        Cell(LEFT, estimate_label("code", language), _WORDS - LEFT),
        Cell(_WORDS, estimate_label("expected", language), _DIAGNOSIS - _WORDS),
        Cell(_DIAGNOSIS, estimate_label("diagnosis", language), _UNITS - _DIAGNOSIS - 30),
        Cell(_UNITS, estimate_label("units", language), right=True),
        Cell(RIGHT, estimate_label("charge", language), right=True),
        style=_STRONG,
    )
    flow.rule()
    codes = ", ".join(each.code for each in sheet.diagnoses) or "–"
    for service in sheet.services:
        flow.row(
            Cell(LEFT, service.code, _WORDS - LEFT - 6),
            Cell(_WORDS, service.words, _DIAGNOSIS - _WORDS - 10),
            Cell(_DIAGNOSIS, codes, _UNITS - _DIAGNOSIS - 30),
            Cell(_UNITS, str(service.units), right=True),
            Cell(RIGHT, service.charge.dollars, right=True),
            style=_TEXT,
        )
        flow.gap(2)
    flow.rule()
    flow.row(
        Cell(LEFT, estimate_label("total", language)),
        Cell(RIGHT, sheet.total.dollars, right=True),
        style=_STRONG,
    )
    flow.gap(12)


def _draw_rights(flow: SheetFlow, sheet: GoodFaithSheet) -> None:
    language = sheet.language
    for key, paragraphs in (
        ("separate", (estimate_label("no_separate", language),)),
        ("rights", DISCLAIMERS["es" if language == "es" else "en"]),
    ):
        flow.room(_ROOM)
        flow.paragraph(estimate_label(key, language), _STRONG)
        flow.gap(3)
        for words in paragraphs:
            if words is paragraphs[-1]:
                # The line with the phone never stands on a page alone.
                flow.room(_LAST)
            flow.paragraph(words, _TEXT)
            flow.gap(4)
        flow.gap(6)
    if sheet.practice.phone:
        flow.paragraph(estimate_label("questions", language, phone=sheet.practice.phone), _STRONG)

"""Draws the encounter form: three columns of services and diagnoses to tick, and blanks for all the rest."""

from dataclasses import dataclass

from app.documents.desk_head import (
    choose_size,
    draw_desk_head,
    draw_fact,
    draw_next_head,
    draw_page_number,
)
from app.documents.letter_page import BODY_BOLD, LABEL, LEFT, RIGHT, LetterPen, Style
from app.domain.encounter_form import EncounterForm, SlipChoice, SlipGroup
from app.domain.explanations import explain_date

_NAMES = (Style(12, bold=True), Style(10, bold=True), Style(8, bold=True))
_CHOICE, _CODE, _HEAD = Style(7.5), Style(7.5, bold=True), Style(9, bold=True)
_COLUMNS, _GUTTER = 3, 12.0
_COLUMN = (RIGHT - LEFT - _GUTTER * (_COLUMNS - 1)) / _COLUMNS
_CODE_X, _WORDS_X = 12.0, 52.0
_LEAD, _GAP, _MOST_LINES = 9.5, 2.0, 3
_FIRST_TOP, _FIRST_END = 254.0, 620.0
_NEXT_TOP, _NEXT_END = 76.0, 744.0
_FOOT_TOP, _NOTE_LEAD = 636.0, 20.0
_SECOND = LEFT + 280
_BLANKS = (
    (("Other services", 264.0), ("Other diagnoses", 264.0)),
    (("Next visit in", 120.0), ("With", 132.0), ("Paid today", 120.0), ("By", 132.0)),
    (("Provider’s signature", 384.0), ("Date", 144.0)),
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A heading (no code) or a choice, with its lines and its height in points."""

    code: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return _LEAD * len(self.lines) + _GAP + (0 if self.code else 6)


_Page = list[list[_Cell]]


def draw_encounter_form(form: EncounterForm, mark: str = "") -> bytes:
    """Draw a charge slip; `mark` is a framed word at the head of each page, such as DEMO."""
    pen = LetterPen(f"Encounter form {form.patient.number} {form.visit.on}")
    pages = _lay_out(form)
    for number, columns in enumerate(pages, start=1):
        if number == 1:
            _draw_first_head(pen, form)
            _draw_foot(pen, form)
        else:
            draw_next_head(pen, form.practice, f"{form.patient.name.spoken}, {explain_date(form.visit.on)}")
        pen.stamp(mark)
        for place, cells in enumerate(columns):
            x = LEFT + place * (_COLUMN + _GUTTER)
            _draw_column(pen, cells, x, _FIRST_TOP if number == 1 else _NEXT_TOP)
        if number == 1:
            _draw_notes(pen, _FIRST_TOP + max(_height_of(cells) for cells in columns))
        draw_page_number(pen, "en", len(pages))
        pen.end_page()
    return pen.finish()


def _lay_out(form: EncounterForm) -> list[_Page]:
    """Fill columns and pages; where all fits on one page the columns are of like height."""
    groups = form.procedures
    if form.diagnoses:
        groups = (*groups, SlipGroup("Diagnoses", form.diagnoses))
    cells = [cell for group in groups for cell in _cells_of(group)]
    room = _FIRST_END - _FIRST_TOP
    even = _height_of(cells) / _COLUMNS + 30
    pages: list[_Page] = [[[]]]
    used, heading = 0.0, _Cell("", ("",))
    for at, cell in enumerate(cells):
        heading = heading if cell.code else cell
        # A heading never stands alone at the foot of a column.
        needed = cell.height + (cells[at + 1].height if not cell.code and at + 1 < len(cells) else 0)
        most = min(room, even) if len(pages) == 1 else _NEXT_END - _NEXT_TOP
        if used + needed > most and pages[-1][-1]:
            if len(pages[-1]) == _COLUMNS:
                pages.append([])
            pages[-1].append([heading] if cell.code else [])
            used = heading.height if cell.code else 0.0
        pages[-1][-1].append(cell)
        used += cell.height
    return pages


def _cells_of(group: SlipGroup) -> list[_Cell]:
    return [_Cell("", (group.title,)), *(_cell_of(choice) for choice in group.choices)]


def _cell_of(choice: SlipChoice) -> _Cell:
    lines = _CHOICE.wrap(choice.words, _COLUMN - _WORDS_X) or ("",)
    if len(lines) > _MOST_LINES:
        lines = (*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :]))
    return _Cell(choice.code, lines)


def _draw_column(pen: LetterPen, cells: list[_Cell], x: float, y: float) -> None:
    for cell in cells:
        if cell.code:
            pen.frame((x, y + 1.5), 7, 7, 0.6)
            pen.fitted(x + _CODE_X, y + 8, cell.code, _CODE, _WORDS_X - _CODE_X - 3)
            for row, line in enumerate(cell.lines):
                pen.fitted(x + _WORDS_X, y + 8 + _LEAD * row, line, _CHOICE, _COLUMN - _WORDS_X)
        else:
            pen.fitted(x, y + 12, cell.lines[0], _HEAD, _COLUMN)
            pen.rule(x, y + 14.5, x + _COLUMN, 0.5)
        y += cell.height


def _draw_first_head(pen: LetterPen, form: EncounterForm) -> None:
    visit, patient = form.visit, form.patient
    when = "  ".join(part for part in (explain_date(visit.on), visit.time) if part)
    facts = [("Visit", when), ("Chart number", patient.number)]
    draw_desk_head(pen, form.practice, "en", "ENCOUNTER FORM", facts)
    born = explain_date(patient.birth_date) if patient.birth_date else ""
    pen.frame((LEFT, 148), 268, 92)
    name = str(patient.name)
    pen.fitted(LEFT + 8, 165, name, choose_size(name, 252, _NAMES), 252)
    facts_of = "   ".join(
        part for part in (f"Born {born}" if born else "", patient.sex, patient.phone) if part
    )
    pen.fitted(LEFT + 8, 180, facts_of, Style(9), 252)
    pen.text(LEFT + 8, 195, "Insurance", LABEL)
    names = patient.insurance or ("none in force: the patient pays",)
    for row, name in enumerate(names[:3]):
        pen.fitted(LEFT + 8, 207 + 11 * row, name, Style(8.5), 252)
    draw_fact(pen, (_SECOND, 156), "Provider", visit.provider, 126)
    draw_fact(pen, (_SECOND + 134, 156), "Place", visit.place, 126)
    draw_fact(pen, (_SECOND, 184), "Reason", visit.reason, 260)
    copay = form.copay.dollars if form.copay is not None else "not known"
    draw_fact(pen, (_SECOND, 212), "Copay", copay, 70)
    draw_fact(pen, (_SECOND + 84, 212), "Owed from before", form.balance.dollars, 84)
    later = explain_date(form.next_visit) if form.next_visit else "none"
    draw_fact(pen, (_SECOND + 178, 212), "Next visit planned", later, 82)


def _draw_notes(pen: LetterPen, y: float) -> None:
    """Fill the room below short lists with lines to write on."""
    y += 30
    if y + 2 * _NOTE_LEAD > _FOOT_TOP:
        return
    pen.text(LEFT, y, "Notes", LABEL)
    while y + _NOTE_LEAD < _FOOT_TOP - 6:
        y += _NOTE_LEAD
        pen.rule(LEFT, y, RIGHT, 0.3, 0.7)


def _height_of(cells: list[_Cell]) -> float:
    return sum(cell.height for cell in cells)


def _draw_foot(pen: LetterPen, form: EncounterForm) -> None:
    """Draw the blanks that stand in the same place on every slip."""
    pen.rule(LEFT, _FOOT_TOP - 6, RIGHT, 0.75)
    for row, blanks in enumerate(_BLANKS):
        x, y = LEFT, _FOOT_TOP + 24 + 36 * row
        for words, width in blanks:
            pen.rule(x, y, x + width, 0.6)
            pen.text(x, y + 9, words, LABEL)
            x += width + 12
    if form.visit.provider:
        pen.fitted(LEFT + 90, _FOOT_TOP + 105, form.visit.provider, BODY_BOLD, 280)

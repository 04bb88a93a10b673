"""Where the blanks of an advance notice lie: on a blank form that the practice has loaded, by its headings.

The headings A to F and H of form CMS-R-131 are found on the form itself, in English or in Spanish, so that a
later edition with another spacing is filled in the right places too. Points from the upper left corner.
"""

import re
from dataclasses import dataclass

import pypdfium2

from app.documents.letter_page import PAGE_HEIGHT, PAGE_WIDTH, RIGHT
from app.domain.errors import InputError

_HEADINGS = {
    "A": r"A\W{1,3}Notifi\w+ ?:?",
    "B": r"B\W{1,3}(?:Patient Name|Nombre del paciente) ?:?",
    "C": r"C\W{1,3}(?:Identification Number|N\S+ de identificaci\S+?n) ?:?",
    "E": r"E\W{1,3}(?:Reason|Raz\S+?n)",
    "F": r"F\W{1,3}(?:Estimated|Cost)",
    "H": r"H\W{1,3}(?:Additional Information|Informaci\S+?n adicional) ?:?",
}
_NOT_THE_FORM = (
    "This PDF is not the blank form CMS-R-131: {what}. Nothing was kept. Load the blank form from cms.gov."
)
_GAP = 6.0


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank: the x where its text begins, the first baseline, the width, and how many lines it has."""

    x: float
    y: float
    width: float
    lines: int = 1


@dataclass(frozen=True, slots=True)
class NoticeBlanks:
    """The blanks that the practice fills."""

    notifier: Blank
    patient: Blank
    identification: Blank
    service: Blank
    reason: Blank
    cost: Blank
    more: Blank


@dataclass(frozen=True, slots=True)
class _Heading:
    left: float
    right: float
    base: float


def find_notice_blanks(form: bytes) -> NoticeBlanks:
    """Find the blanks on the first page of a form; raises InputError for a PDF that is not this form."""
    try:
        with pypdfium2.PdfDocument(form) as document:
            page = document[0]
            if max(abs(page.get_width() - PAGE_WIDTH), abs(page.get_height() - PAGE_HEIGHT)) > 2:
                raise InputError(_NOT_THE_FORM.format(what="its page is not of Letter size"))
            found = _find_headings(page.get_textpage())
    except pypdfium2.PdfiumError:
        raise InputError(_NOT_THE_FORM.format(what="it cannot be read")) from None
    return _blanks_by(found)


def _find_headings(page: pypdfium2.PdfTextPage) -> dict[str, _Heading]:
    # One letter a place, so that a place in the text is a place on the page.
    text = "".join((page.get_text_range(at, 1) or " ")[0] for at in range(page.count_chars()))
    found = {}
    for name, pattern in _HEADINGS.items():
        match = re.search(pattern, text, re.IGNORECASE)
        if match is None:
            raise InputError(_NOT_THE_FORM.format(what=f"the heading of blank {name} was not found"))
        first, last = page.get_charbox(match.start()), page.get_charbox(match.end() - 1)
        found[name] = _Heading(first[0], last[2], PAGE_HEIGHT - first[1])
    return found


def _blanks_by(found: dict[str, _Heading]) -> NoticeBlanks:
    """Text stands beside the headings A, B and C, and below D, E, F and H; D begins at the left margin."""
    a, b, c, e, f, h = (found[name] for name in "ABCEFH")
    left, below = a.left, e.base + 15
    return NoticeBlanks(
        notifier=Blank(a.right + _GAP, a.base, RIGHT - a.right - _GAP),
        patient=Blank(b.right + _GAP, b.base, _until(c, b)),
        identification=Blank(c.right + _GAP, c.base, RIGHT - c.right - _GAP),
        service=Blank(left + 4, below, e.left - left - 2 * _GAP, 6),
        reason=Blank(e.left, below, f.left - e.left - 2 * _GAP, 6),
        cost=Blank(f.left, below, RIGHT - f.left, 1),
        more=Blank(left, h.base + 13, RIGHT - left, 3),
    )


def _until(following: _Heading, heading: _Heading) -> float:
    """The room after a heading: to the one beside it, or to the margin where that stands on a later line."""
    end = following.left if abs(following.base - heading.base) < 4 else RIGHT
    return end - heading.right - 2 * _GAP

"""The filled CMS-1500: content laid out on pages of six service rows, folded to the letters of the form.

A box is addressed in two ways. On a page its id is that of the grid (`i2`, `24.1.e` to `24.6.e`). What the
biller typed over (`overrides`) is addressed by the claim's line (`24.7.e` is row 1 of page 2) and, for boxes
that belong to one page (28, 29, page label), by `i28_dollars@2` from page 2 on; so it survives new paging.
`FormPage.address` turns the first into the second.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.claim_content import ClaimContent, ClaimLine, PageStyle
from app.domain.claim_form_boxes import header_boxes, line_boxes, money_boxes
from app.domain.claim_form_parties import Boxes, party_boxes
from app.domain.form_grid import ROWS_PER_PAGE, FormGrid
from app.domain.form_text import fold_text
from app.domain.money import ZERO, Money, total

NO_OVERRIDES: Mapping[str, str] = MappingProxyType({})
CONTINUED = {"i28_dollars": "CONTINU", "i28_cents": "ED"}
_ONE_PAGE_ONLY = frozenset({"i28_dollars", "i28_cents", "i29_dollars", "i29_cents", "page_label"})


@dataclass(frozen=True, slots=True)
class FormPage:
    """One sheet: `number` from 1, the claim line of its first row, and the text of each filled box."""

    number: int
    first_line: int
    boxes: Mapping[str, str]

    def text(self, field_id: str) -> str:
        """The text of a box, empty if nothing stands in it."""
        return self.boxes.get(field_id, "")

    def address(self, field_id: str) -> str:
        """The address of a box within the claim, as `overrides` and findings name it."""
        if field_id.startswith("24."):
            _, row, name = field_id.split(".")
            return f"24.{self.first_line + int(row) - 1}.{name}"
        if self.number > 1 and field_id in _ONE_PAGE_ONLY:
            return f"{field_id}@{self.number}"
        return field_id


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """All pages of one claim; `unplaced` names overrides that found no box."""

    claim_number: str
    pages: tuple[FormPage, ...]
    unplaced: tuple[str, ...] = ()


def fill_claim_form(
    grid: FormGrid, content: ClaimContent, overrides: Mapping[str, str] = NO_OVERRIDES
) -> ClaimForm:
    """Fill the form from content; what was typed over wins. Nothing is cut: checks name what is too long."""
    repeated = header_boxes(content) | party_boxes(content)
    pages = tuple(
        _page(grid, number, repeated | own, overrides)
        for number, own in enumerate(_own_boxes_of_pages(content), start=1)
    )
    placed = {page.address(field_id) for page in pages for field_id in grid.fields} if overrides else set()
    return ClaimForm(content.claim_number, pages, tuple(sorted(set(overrides) - placed)))


def _page(grid: FormGrid, number: int, boxes: Boxes, overrides: Mapping[str, str]) -> FormPage:
    blank = FormPage(number, (number - 1) * ROWS_PER_PAGE + 1, {})
    if overrides:
        addressed = {field_id: overrides.get(blank.address(field_id)) for field_id in grid.fields}
        boxes = boxes | {field_id: text for field_id, text in addressed.items() if text is not None}
    folded = {
        field_id: fold_text(text, grid.fields[field_id].format) for field_id, text in boxes.items() if text
    }
    filled = {field_id: text for field_id, text in folded.items() if text}
    return FormPage(number, blank.first_line, MappingProxyType(filled))


def _own_boxes_of_pages(content: ClaimContent) -> Iterator[Boxes]:
    starts = range(0, max(len(content.lines), 1), ROWS_PER_PAGE)
    unpaid = content.amount_paid
    for number, start in enumerate(starts, start=1):
        lines = content.lines[start : start + ROWS_PER_PAGE]
        is_last = number == len(starts)
        sum_of_page = total(line.charge for line in lines)
        if content.payer.page_style is PageStyle.CONTINUED:
            charge = (
                CONTINUED if not is_last else money_boxes("i28", total(line.charge for line in content.lines))
            )
            paid = unpaid if is_last else ZERO
        else:
            charge = money_boxes("i28", sum_of_page)
            paid = unpaid if is_last else min(unpaid, sum_of_page)
        unpaid = unpaid - paid
        yield _rows(lines, content) | charge | _paid(paid) | _label(content, number, len(starts))


def _rows(lines: tuple[ClaimLine, ...], content: ClaimContent) -> Boxes:
    boxes: Boxes = {}
    for row, line in enumerate(lines, start=1):
        boxes |= line_boxes(row, line, content.payer.one_pointer_only)
    return boxes


def _paid(amount: Money) -> Boxes:
    return money_boxes("i29", amount) if amount else {}


def _label(content: ClaimContent, number: int, pages: int) -> Boxes:
    wanted = content.payer.page_label and pages > 1
    return {"page_label": f"PAGE {number} OF {pages}"} if wanted else {}

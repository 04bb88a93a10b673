"""A filled claim form under check: its boxes, and findings that name a box by its address in the claim."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.claim_content import ClaimContent
from app.domain.claim_form import ClaimForm, FormPage
from app.domain.findings import Finding, Severity
from app.domain.form_grid import ROWS_PER_PAGE, FormGrid, explain_box

LONGEST_AHEAD = 366


@dataclass(frozen=True, slots=True)
class FormRow:
    """One service row that is not empty; `line` is its number in the claim."""

    page: FormPage
    row: int

    @property
    def line(self) -> int:
        """The number of the service line in the claim, from 1."""
        return self.page.first_line + self.row - 1

    def text(self, name: str) -> str:
        """The text of one box of the row (`e`, `d_code`, ...)."""
        return self.page.text(f"24.{self.row}.{name}")

    def address(self, name: str) -> str:
        """The address of one box of the row."""
        return f"24.{self.line}.{name}"


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """What a check may look at; `today` is the day of printing."""

    grid: FormGrid
    content: ClaimContent
    form: ClaimForm
    today: date

    def text(self, field_id: str) -> str:
        """The text of a box that all pages repeat."""
        return self.form.pages[0].text(field_id)

    def day(self, month: str, day: str, year: str) -> date | None:
        """Read a date from three boxes; None if it is none.

        A year of two digits is of this century, unless that lies more than a year ahead.
        """
        try:
            found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
            far = found.toordinal() - self.today.toordinal() > LONGEST_AHEAD
            return found.replace(year=found.year - 100) if len(year) == 2 and far else found
        except ValueError:
            return None

    def rows(self) -> Iterator[FormRow]:
        """Go through the service rows in which anything stands."""
        for page in self.form.pages:
            used = {int(field_id.split(".")[1]) for field_id in page.boxes if field_id.startswith("24.")}
            yield from (FormRow(page, row) for row in range(1, ROWS_PER_PAGE + 1) if row in used)

    def label(self, address: str) -> str:
        """Name a box for a sentence: `Item 5 (Patient’s address)` or `Item 24E of line 7`."""
        note = explain_box(self.grid, address)
        if address.startswith("24."):
            return f"Item {note.item} of line {address.split('.')[1]}"
        return f"Item {note.item} ({note.title})" if note.item[0].isdigit() else note.title


def error(address: str, text: str, fix: str, rule: str) -> Finding:
    """A fault with which the form must not be printed."""
    return Finding(Severity.ERROR, address, text, fix, rule)


def warning(address: str, text: str, fix: str, rule: str) -> Finding:
    """A fault to look at before the form is printed."""
    return Finding(Severity.WARNING, address, text, fix, rule)

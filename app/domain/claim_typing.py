"""A claim form under the biller's hands: what the records say, what was typed over it, and what is wrong.

Every change gives a new value, filled and checked again; a text that says what the records say anyway is no
typing over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.claim_check import check_claim
from app.domain.claim_content import ClaimContent
from app.domain.claim_form import NO_OVERRIDES, ClaimForm, FormPage, fill_claim_form
from app.domain.claim_form_parties import X
from app.domain.findings import Finding
from app.domain.form_grid import ROWS_PER_PAGE, FormGrid
from app.domain.form_text import fold_text
from app.domain.scrub_facts import ScrubFacts


@dataclass(frozen=True, slots=True)
class TypedForm:
    """A form as it stands: `typed` texts by address, the `plain` form without them, and the findings.

    `facts` are what its check looks at beside the content; they stay the same while it is typed into.
    """

    grid: FormGrid
    content: ClaimContent
    facts: ScrubFacts
    typed: Mapping[str, str]
    plain: ClaimForm
    form: ClaimForm
    findings: tuple[Finding, ...]

    def text(self, page: int, field_id: str) -> str:
        """What stands in a box; `page` counts from 0."""
        return self.form.pages[page].text(field_id)

    def plain_text(self, page: int, field_id: str) -> str:
        """What would stand in a box if nobody had typed over it."""
        return self.plain.pages[page].text(field_id)

    def is_typed(self, page: int, field_id: str) -> bool:
        """Tell whether a box was typed over."""
        return self.form.pages[page].address(field_id) in self.typed

    def typed_texts(self, page: int, field_id: str, text: str) -> dict[str, str]:
        """What is typed over once `text` stands in a box; other boxes of a marked choice are emptied."""
        changes = {field_id: text}
        if text and self.grid.fields[field_id].format == "check":
            rivals = (other for other in choices_beside(self.grid, field_id) if self.text(page, other))
            changes |= dict.fromkeys(rivals, "")
        typed = dict(self.typed)
        for changed, wanted in changes.items():
            address = self.form.pages[page].address(changed)
            folded = fold_text(wanted, self.grid.fields[changed].format)
            if folded == self.plain_text(page, changed):
                typed.pop(address, None)
            else:
                typed[address] = wanted
        return typed

    def line_of(self, page: int, field_id: str) -> int:
        """Which line of the claim a box belongs to, counted from 0; the first for a box of no line."""
        row = field_id.removeprefix("24.").partition(".")[0] if field_id.startswith("24.") else ""
        return self.form.pages[page].first_line + int(row) - 2 if row.isdigit() else 0

    def place_of(self, address: str) -> tuple[int, str] | None:
        """Where an address lies: the page from 0 and the box; None if the form has no such box."""
        for number, page in enumerate(self.form.pages):
            field_id = _box_of(address, page)
            if field_id in self.grid.fields and page.address(field_id) == address:
                return number, field_id
        return None


def compose_typed_form(
    grid: FormGrid, content: ClaimContent, typed: Mapping[str, str], facts: ScrubFacts
) -> TypedForm:
    """Fill and check a form with what was typed over it."""
    plain = fill_claim_form(grid, content)
    return _compose(grid, content, typed, facts, plain)


def retype_form(form: TypedForm, typed: Mapping[str, str]) -> TypedForm:
    """Fill and check the same claim with other typing."""
    return _compose(form.grid, form.content, typed, form.facts, form.plain)


def compose_sent_form(
    grid: FormGrid, content: ClaimContent, boxes: Mapping[str, Mapping[str, str]], facts: ScrubFacts
) -> TypedForm:
    """Show a form as it was printed, `boxes` by page number; it has no findings and no typing any more."""
    pages = tuple(
        FormPage(number, (number - 1) * ROWS_PER_PAGE + 1, MappingProxyType(dict(boxes[str(number)])))
        for number in sorted(map(int, boxes))
    )
    form = ClaimForm(content.claim_number, pages)
    return TypedForm(grid, content, facts, NO_OVERRIDES, form, form, ())


def choices_beside(grid: FormGrid, field_id: str) -> tuple[str, ...]:
    """The other check boxes of the same question, of which one alone is marked."""
    question = field_id.rpartition("_")[0]
    return tuple(
        other
        for other, field in grid.fields.items()
        if field.format == "check" and other != field_id and other.rpartition("_")[0] == question
    )


def opposite_mark(text: str) -> str:
    """The mark a check box takes when it is toggled."""
    return "" if text else X


def _compose(
    grid: FormGrid, content: ClaimContent, typed: Mapping[str, str], facts: ScrubFacts, plain: ClaimForm
) -> TypedForm:
    kept = MappingProxyType(dict(typed))
    form = fill_claim_form(grid, content, kept)
    findings = check_claim(grid, content, form, facts, kept)
    return TypedForm(grid, content, facts, kept, plain, form, findings)


def _box_of(address: str, page: FormPage) -> str:
    field_id = address.partition("@")[0]
    parts = field_id.split(".")
    if len(parts) != 3 or not parts[1].isdigit():
        return field_id
    return f"24.{int(parts[1]) - page.first_line + 1}.{parts[2]}"

"""What was typed over a claim form, said in the claim itself, so that an 837P tells it too.

A box that has no place in the claim, or whose text cannot be understood, is named: the file takes it from the
record, where it is to be mended. Boxes that only paper has (page labels, who signed when) are of no concern.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.claim_content import ClaimContent, ClaimLine
from app.domain.claim_form_boxes import header_boxes, line_boxes, money_boxes
from app.domain.errors import InputError
from app.domain.identifiers import read_npi
from app.domain.typed_boxes import CLAIM_READERS, Texts, read_amount
from app.domain.typed_lines import LINE_READERS

PAPER_ONLY = frozenset(
    {"page_label", "align_left", "align_right", "i5_area", "i5_phone", "i12_date", "i31_sig", "i31_date"}
)
TOTAL = ("i28_dollars", "i28_cents")


@dataclass(frozen=True, slots=True)
class TypedContent:
    """The claim with what was typed, and the addresses of boxes that it could not take, in their order."""

    content: ClaimContent
    uncarried: tuple[str, ...]


def apply_typed(content: ClaimContent, typed: Mapping[str, str]) -> TypedContent:
    """Put typed boxes into a claim; addresses are those of `claim_form.py` (`24.7.e` is line 7)."""
    if not typed:
        return TypedContent(content, ())
    taken: set[str] = {address for address in typed if address.partition("@")[0] in PAPER_ONLY}
    changed, addresses = _take_claim_boxes(content, typed)
    taken |= addresses
    lines = []
    for number, line in enumerate(changed.lines, start=1):
        new_line, addresses = _take_line_boxes(line, number, typed, content.payer.one_pointer_only)
        lines.append(new_line)
        taken |= addresses
    changed, addresses = _take_providers(replace(changed, lines=tuple(lines)), typed)
    taken |= addresses | _right_total(changed, typed)
    return TypedContent(changed, tuple(address for address in typed if address not in taken))


def _take_claim_boxes(content: ClaimContent, typed: Texts) -> tuple[ClaimContent, set[str]]:
    texts = header_boxes(content) | money_boxes("i29", content.amount_paid) | dict(typed)
    taken: set[str] = set()
    for addresses, read in CLAIM_READERS:
        touched = typed.keys() & set(addresses)
        if not touched:
            continue
        try:
            content = read(content, texts)
        except (InputError, ValueError):
            continue
        taken |= touched
    return content, taken


def _take_line_boxes(
    line: ClaimLine, number: int, typed: Texts, one_pointer_only: bool
) -> tuple[ClaimLine, set[str]]:
    prefix = f"24.{number}."
    own = {name.removeprefix(prefix): text for name, text in typed.items() if name.startswith(prefix)}
    if not own:
        return line, set()
    boxes = line_boxes(number, line, one_pointer_only)
    texts = {name.removeprefix(prefix): text for name, text in boxes.items()} | own
    taken: set[str] = set()
    for names, read in LINE_READERS:
        touched = own.keys() & set(names)
        if not touched:
            continue
        try:
            line = read(line, texts)
        except (InputError, ValueError):
            continue
        taken |= {f"{prefix}{name}" for name in touched}
    return line, taken


def _take_providers(content: ClaimContent, typed: Texts) -> tuple[ClaimContent, set[str]]:
    """Take item 24J only if all lines then name the same provider: a file knows no name of another."""
    addresses = set(_provider_boxes(content)) & typed.keys()
    named = content.rendering.name.last
    if not addresses:
        return content, set()
    found = {
        typed.get(address, line.rendering_npi or content.rendering.npi)
        for address, line in zip(_provider_boxes(content), content.lines, strict=True)
    }
    try:
        npi = read_npi(found.pop())
    except InputError:
        return content, set()
    if found or not (named or npi == content.practice.npi):
        return content, set()
    lines = tuple(replace(line, rendering_npi=npi) for line in content.lines)
    return replace(content, rendering=replace(content.rendering, npi=npi), lines=lines), addresses


def _provider_boxes(content: ClaimContent) -> Iterator[str]:
    return (f"24.{number}.j_npi" for number in range(1, len(content.lines) + 1))


def _right_total(content: ClaimContent, typed: Texts) -> set[str]:
    """A typed total that is the sum of the lines says nothing else than a file does."""
    touched = typed.keys() & set(TOTAL)
    if not touched:
        return set()
    try:
        is_sum = read_amount(money_boxes("i28", content.charged) | dict(typed), "i28") == content.charged
    except InputError:
        return set()
    return touched if is_sum else set()

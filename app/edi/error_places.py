"""Where an error of a 999 lies in what we sent: claim, service line, and box of the claim form."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.edi.codec import STANDARD, Delimiters
from app.edi.error_boxes import box_of
from app.edi.x999 import ElementError, SegmentError

_SELF = "18"
_OTHER = "other "
_PARTIES_OF_LOOPS = {
    "2010AA": "85",
    "2010BA": "IL",
    "2010BB": "PR",
    "2010CA": "QC",
    "2310A": "DN",
    "2310B": "82",
    "2310C": "77",
    "2330A": "other IL",
    "2330B": "other PR",
    "2420A": "82",
    "2420C": "77",
    "2420F": "DN",
}


@dataclass(frozen=True, slots=True)
class ErrorPlace:
    """A place in a sent set: claim (CLM01), service line (0 = none), box address, and the segment as sent.

    An empty claim means all claims of the set (its head or the practice's part); an empty box means none.
    """

    claim_number: str
    line: int
    box: str
    segment: str


@dataclass(slots=True)
class SentContext:
    """What a segment of a sent claim stands under: level, patient, party, claim, and service line."""

    level: str = ""
    is_self: bool = False
    party: str = ""
    claim_number: str = ""
    line: int = 0


def locate_999_error(
    st_segments: Sequence[str],
    error: SegmentError,
    element: ElementError | None = None,
    delimiters: Delimiters = STANDARD,
) -> ErrorPlace:
    """Find an error in the segments we sent, ST first; the claim the answer names fills in for them.

    A position outside of the set gives what the answer itself names and no more.
    """
    rows = [text.strip().rstrip(delimiters.segment).split(delimiters.element) for text in st_segments]
    context = SentContext()
    for row in rows[: error.position]:
        _follow(context, row)
    inside = 1 <= error.position <= len(rows)
    row = rows[error.position - 1] if inside else [""]
    claim_number = context.claim_number or error.claim_number
    if inside and not claim_number and context.level in {"22", "23"}:
        claim_number = _next_claim(rows[error.position :])
    if error.loop in _PARTIES_OF_LOOPS:
        context.party = _PARTIES_OF_LOOPS[error.loop]
    if row[0] != error.segment_id:
        row = [error.segment_id]
    at = (element.element, element.component) if element else (0, 0)
    box = box_of(context.party, context.is_self, row, at) if inside else ""
    text = st_segments[error.position - 1].strip() if inside else ""
    return ErrorPlace(claim_number, context.line, _address(box, context.line), text)


def _follow(context: SentContext, row: list[str]) -> None:
    """Go on by one segment."""
    name, first = row[0], row[1] if len(row) > 1 else ""
    if name == "HL":
        context.level = row[3] if len(row) > 3 else ""
        context.party, context.claim_number, context.line = "", "", 0
    elif name == "SBR" and not context.claim_number:
        context.is_self = len(row) > 2 and row[2] == _SELF
    elif name == "SBR":
        context.party = _OTHER
    elif name == "NM1":
        beside = context.party.startswith(_OTHER) and not context.line
        context.party = f"{_OTHER}{first}" if beside else first
    elif name == "CLM":
        context.claim_number, context.line, context.party = first, 0, ""
    elif name == "LX":
        context.line, context.party = int(first) if first.isdecimal() else context.line + 1, ""
    elif name in {"SE", "GE", "IEA"}:
        context.level, context.claim_number, context.line = "", "", 0


def _next_claim(rows: Sequence[list[str]]) -> str:
    """Tell the first claim below, before the next payer's or practice's part begins."""
    for row in rows:
        if row[0] == "CLM" and len(row) > 1:
            return row[1]
        if row[0] == "HL" and len(row) > 3 and row[3] != "23":
            return ""
    return ""


def _address(box: str, line: int) -> str:
    """Name a box of the service rows by the claim's line; what holds for all lines is shown at the first."""
    return f"24.{line or 1}.{box.removeprefix('24.')}" if box.startswith("24.") else box

"""What an answer to an electronic claim means for the claim: outcomes of category and action codes.

The tables are those of the claim acknowledgment (277CA) and of the claim status response (277). An answer
that nobody here knows is never taken as an acceptance: it is looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

REFUSED = "U"
TAKEN = "WQ"
_LINE_BOX = "24."


class Outcome(StrEnum):
    """What a reply means for a claim; the values are stored. Their order is that of `worst`.

    LOOK: a person must read the answer. NO_CHANGE: the answer says nothing about the claim itself.
    """

    REJECTED = "rejected"
    LOOK = "look"
    PENDED = "pended"
    FINAL = "final"
    ACCEPTED = "accepted"
    RECEIVED = "received"
    NO_CHANGE = "no_change"


_BY_CATEGORY: Mapping[str, Outcome] = MappingProxyType(
    {
        **dict.fromkeys(("A0", "A1"), Outcome.RECEIVED),
        **dict.fromkeys(("A2", "A5"), Outcome.ACCEPTED),
        **dict.fromkeys(("A3", "A4", "A6", "A7", "A8"), Outcome.REJECTED),
        **dict.fromkeys(("P0", "P1", "P2", "P3", "P4", "P5"), Outcome.PENDED),
        **dict.fromkeys((f"R{number}" for number in range(18)), Outcome.PENDED),
        **dict.fromkeys(("F0", "F1", "F2", "F3", "F3F", "F3N", "F4"), Outcome.FINAL),
        "D0": Outcome.NO_CHANGE,
    }
)
_RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class StatusCategory:
    """A category of claim answers in our own words: what it says and what to do."""

    code: str
    meaning: str
    action: str


@dataclass(frozen=True, slots=True)
class ClaimStatusCode:
    """A claim status code in our own words, with the box of the claim form it points at, if any.

    `boxes` gives the box for the entity the answer names (`85` billing provider, ...), `box` that for others.
    Boxes of the service rows are written without their row: `24.d_code`.
    """

    code: str
    meaning: str
    action: str
    box: str
    boxes: Mapping[str, str]

    def box_address(self, entity: str = "", line: int = 0) -> str:
        """The box as addressed in the claim (`i33a`, `24.3.d_code`), empty if none or on no known line."""
        box = self.boxes.get(entity, self.box)
        if not box.startswith(_LINE_BOX):
            return box
        return f"24.{line}.{box.removeprefix(_LINE_BOX)}" if line else ""


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The shipped words by code: categories, claim status codes, and whom an answer is about."""

    categories: Mapping[str, StatusCategory]
    codes: Mapping[str, ClaimStatusCode]
    entities: Mapping[str, str]


def explain_status(words: StatusWords, category: str, code: str, entity: str = "") -> str:
    """Say in sentences what an answer says and what to do; codes without words are named for the payer.

    Whom it is about is said only where something is wrong.
    """
    known, status = words.categories.get(category), words.codes.get(code)
    said = known.meaning if known else f"They answered with category {category or 'none'}; look at it."
    is_good = decide_outcome(category) in {Outcome.ACCEPTED, Outcome.RECEIVED}
    who = f" It is about {words.entities[entity]}." if entity in words.entities and not is_good else ""
    if status:
        return f"{said} {status.meaning}{who} {status.action}"
    unknown = f" The reason has the code {code}; ask the payer what it means." if code else ""
    return f"{said}{unknown}{who} {known.action if known else 'Call the payer.'}"


def decide_outcome(category: str, action: str = "") -> Outcome:
    """Decide by the action first (`U` refuses), by the category second.

    A system error (E and a digit) or a search that found nothing (D0) changes nothing. A category or an
    action that is not known never accepts.
    """
    if action == REFUSED:
        return Outcome.REJECTED
    if category.startswith("E") and category[1:].isdecimal():
        return Outcome.NO_CHANGE
    outcome = _BY_CATEGORY.get(category, Outcome.LOOK)
    if action not in {"", TAKEN} and outcome in {Outcome.ACCEPTED, Outcome.RECEIVED}:
        return Outcome.LOOK
    return outcome


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Of several open answers the worst counts; an acceptance counts more than a receipt before it."""
    return min(outcomes, key=_RANK.__getitem__, default=Outcome.NO_CHANGE)

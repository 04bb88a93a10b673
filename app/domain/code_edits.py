"""What the official files that the practice loaded say of some codes on one date of service.

Plain answers for the scrubber. A kind of file that is not in force on the date is missing from `loaded`, and
what it would have told is None or "not checked": nothing passes because nobody looked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.money import Money

# D codes belong to the ADA and stand in no file that CMS gives away.
_LEVEL_TWO = re.compile(r"[A-CE-V][0-9]{4}")


class OfficialKind(StrEnum):
    """The kinds of official files; the value is stored."""

    PAIRS = "ncci"
    UNITS = "mue"
    FEES = "fees"
    RATES = "rates"
    DIAGNOSES = "icd10cm"
    HCPCS = "hcpcs"


class Standing(StrEnum):
    """Whether a code may stand on a claim of that date, in the words of a screen."""

    VALID = "valid"
    NEEDS_MORE = "needs more characters"
    NOT_VALID = "not valid"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class PairEdit:
    """An NCCI pair in force: column 2 is the code that is denied beside column 1.

    `indicator`: "0" no modifier opens the pair, "1" an NCCI modifier does, "9" the pair is not applied.
    """

    column1: str
    column2: str
    indicator: str


@dataclass(frozen=True, slots=True)
class UnitLimit:
    """The most units of a code (MUE); `mai` "1" counts a line, "2" (absolute) and "3" (clinical) a day."""

    code: str
    units: int
    mai: str


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What the fee file says of a code and its modifier ("" for the whole service, "26", "TC", "53").

    Indicators are the file's own signs and empty where it has none: `status` like "A", "B", "N", "I";
    `global_days` "000", "010", "090", "XXX", "YYY", "ZZZ" or "MMM"; `pctc` "0" to "9"; `bilateral` "0", "1",
    "2", "3" or "9". The prices are None where the file has none.
    """

    code: str
    modifier: str = ""
    status: str = ""
    global_days: str = ""
    pctc: str = ""
    multiple: str = ""
    bilateral: str = ""
    assistant: str = ""
    co_surgeon: str = ""
    team: str = ""
    facility: Money | None = None
    non_facility: Money | None = None


@dataclass(frozen=True, slots=True)
class CodeEdits:
    """What the files in force on `on` say of the codes asked for.

    `pairs`, `limits` and `services` are None when no such file is in force. `unpaired` are codes that the
    practice did not have when the pairs were loaded: pairs of two of them are not checked. `limits` holds the
    codes with a published limit only. `services` holds by code every row of it, without modifier first.
    `diagnoses` and `level_two` answer for every code asked, under its text as it was given; `level_two`
    knows HCPCS level II codes only.
    """

    on: date
    loaded: frozenset[OfficialKind] = frozenset()
    pairs: tuple[PairEdit, ...] | None = None
    unpaired: frozenset[str] = frozenset()
    limits: Mapping[str, UnitLimit] | None = None
    services: Mapping[str, tuple[ServiceFacts, ...]] | None = None
    diagnoses: Mapping[str, Standing] | None = None
    level_two: Mapping[str, Standing] | None = None

    def is_checked(self, kind: OfficialKind) -> bool:
        """Tell whether a file of this kind is in force; without one the rule reads "not checked"."""
        return kind in self.loaded

    def service(self, code: str, modifiers: Sequence[str] = ()) -> ServiceFacts | None:
        """The row of a code for the first of its modifiers that has one, else the row without modifier."""
        rows = (self.services or {}).get(code, ())
        for wanted in (*modifiers, ""):
            for row in rows:
                if row.modifier == wanted:
                    return row
        return None

    def limit(self, code: str) -> UnitLimit | None:
        """The published limit of units, None where there is none or no file."""
        return (self.limits or {}).get(code)

    def diagnosis(self, code: str) -> Standing:
        """Whether a diagnosis may be used on the date."""
        return (self.diagnoses or {}).get(code, Standing.NOT_CHECKED)

    def hcpcs(self, code: str) -> Standing:
        """Whether a level II code is in force on the date; other codes are not checked."""
        return (self.level_two or {}).get(code, Standing.NOT_CHECKED)


def is_level_two(code: str) -> bool:
    """Tell whether a code has the shape of HCPCS level II that CMS publishes: a letter and four digits."""
    return _LEVEL_TWO.fullmatch(code) is not None

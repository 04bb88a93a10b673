"""Lists of procedure codes as they are typed: `97110, 97140-97150`; an empty list is any code."""

import re
from collections.abc import Sequence

from app.domain.charges import is_procedure_code
from app.domain.errors import InputError

EXACT = 8
RANGE = 4
ANY = 0
_SEPARATORS = re.compile(r"[,;\s]+")
_DASH = re.compile(r"\s*[-–]\s*")


def read_codes(text: str) -> tuple[str, ...]:
    """Read a typed list of codes and ranges, in capitals and each once.

    Raises InputError with a sentence for what is no code and for a range that runs backward.
    """
    parts = _SEPARATORS.split(_DASH.sub("-", text.strip().upper()))
    codes = tuple(dict.fromkeys(part for part in parts if part))
    for code in codes:
        first, dash, last = code.partition("-")
        ends = (first, last) if dash else (first,)
        if not all(is_procedure_code(end) for end in ends):
            raise InputError(f"“{code[:20]}” is not a procedure code. Type codes like 97110 or 97110-97150.")
        if dash and (last <= first or first[0].isdigit() != last[0].isdigit()):
            raise InputError(f"The range {code} does not run upward. Type the lower code first.")
    return codes


def write_codes(codes: Sequence[str]) -> str:
    """Write a list of codes as it is typed."""
    return ", ".join(codes)


def tidy_codes(text: str) -> str:
    """Read a typed list of codes and write it the one way it is kept."""
    return write_codes(read_codes(text))


def score_code(codes: Sequence[str], code: str) -> int | None:
    """Tell how exactly a list names a code: EXACT, RANGE, ANY for an empty list, None where it does not."""
    if not codes:
        return ANY
    if code in codes:
        return EXACT
    for each in codes:
        first, dash, last = each.partition("-")
        if dash and len(code) == len(first) and first <= code <= last:
            return RANGE
    return None


def names_code(codes: Sequence[str], code: str) -> bool:
    """Tell whether a list of codes and ranges names a code; an empty list names any."""
    return score_code(codes, code) is not None

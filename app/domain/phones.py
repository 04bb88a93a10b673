"""US telephone numbers: ten digits by the rules of the North American plan."""

import re

from app.domain.errors import InputError

_DIGITS_NEEDED = 10
_ALLOWED = re.compile(r"[0-9+().\-\s/]*")
_NUMBER = re.compile(r"[2-9][0-9]{2}[2-9][0-9]{6}")


def read_phone(text: str) -> str:
    """Read a typed or pasted number, with or without +1 and punctuation, into its 10 digits.

    Raises InputError with a sentence for anything else; an extension belongs into the note.
    """
    typed = text.strip()
    if not _ALLOWED.fullmatch(typed):
        raise InputError("A phone number has digits only. Write an extension into the note.")
    digits = re.sub(r"[^0-9]", "", typed)
    if len(digits) == _DIGITS_NEEDED + 1 and digits.startswith("1"):
        digits = digits[1:]
    if len(digits) != _DIGITS_NEEDED:
        raise InputError(f"A phone number has 10 digits; this has {len(digits)}.")
    if not _NUMBER.fullmatch(digits):
        raise InputError(f"{format_phone(digits)} is not a US number: both parts begin with 2 to 9.")
    return digits


def format_phone(digits: str) -> str:
    """Write 10 digits as `(312) 555-0142`."""
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"

"""The ids by which a trading partner knows us and itself, as they are typed.

Source: the fixed places of ISA06, ISA08, GS02 and GS03, and NM109 of the 837P's heading.
"""

import re

from app.domain.errors import InputError

_LETTERS = re.compile(r"[A-Z0-9][A-Z0-9 .&/()+\-]*")


def read_interchange_id(text: str) -> str:
    """Read an id of ISA or GS: 2 to 15 capital letters and digits."""
    return _read(text, 15)


def read_submitter_id(text: str) -> str:
    """Read an id of submitter or receiver in the claims themselves: 2 to 80 capital letters and digits."""
    return _read(text, 80)


def _read(text: str, most: int) -> str:
    typed = " ".join(text.upper().split())
    if not 2 <= len(typed) <= most or not _LETTERS.fullmatch(typed):
        raise InputError(f"This id has 2 to {most} letters and digits, as the partner wrote it to you.")
    return typed

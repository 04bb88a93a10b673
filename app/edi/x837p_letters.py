"""Text of people folded for an 837P: kept quick for what is plain already, and free of every delimiter.

The segments of an 837P are first written with the usual signs (`* : ~`); `to_partner` turns them into those
of a partner, so neither may stand in a text.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from app.edi.codec import BASIC_SET, STANDARD, Delimiters, fold_text

# Names, streets and codes come again and again; what a file needs once is forgotten again.
REMEMBERED = 4096
Fold = Callable[[str], str]
_SOUNDLESS = re.compile(r"['.\"]")
_NOT_IN_NAMES = re.compile(r"[^A-Z0-9 -]")


class Folds(NamedTuple):
    """How the texts of one file are folded.

    `name` also drops the punctuation that no payer compares; `id` does what `text` does, quicker for numbers
    that come once.
    """

    text: Fold
    name: Fold
    id: Fold


def folds_for(delimiters: Delimiters = STANDARD) -> Folds:
    """Make the folding of one file with these delimiters; what it remembers goes with the file."""
    taken = {*"*:~^", delimiters.element, delimiters.repetition, delimiters.component, delimiters.segment}
    letters = "".join(re.escape(sign) for sign in BASIC_SET if sign not in taken and sign != " ")
    is_plain = re.compile(f"[{letters}]+(?: [{letters}]+)*").fullmatch
    is_plain_name = re.compile(r"[A-Z0-9-]+(?: [A-Z0-9-]+)*").fullmatch

    @lru_cache(REMEMBERED)
    def fold(text: str) -> str:
        capitals = text.upper()
        if not text or is_plain(capitals):
            return capitals
        return fold_text(fold_text(text, delimiters))

    @lru_cache(REMEMBERED)
    def fold_name(text: str) -> str:
        capitals = text.upper()
        if not text or is_plain_name(capitals):
            return capitals
        return " ".join(_NOT_IN_NAMES.sub(" ", _SOUNDLESS.sub("", fold(text))).split())

    def fold_id(text: str) -> str:
        is_plain_number = text.isascii() and text.replace("-", "0").isalnum()
        return text.upper() if is_plain_number else fold(text)

    return Folds(fold, fold_name, fold_id)


def to_partner(text: str, delimiters: Delimiters, line_feeds: bool) -> str:
    """Write finished segments with a partner's signs, each on a line of its own if it wants that."""
    if line_feeds:
        text = text.replace("~", "~\n")
    if delimiters is STANDARD or delimiters == STANDARD:
        return text
    return text.translate(
        str.maketrans("*:~", delimiters.element + delimiters.component + delimiters.segment)
    )

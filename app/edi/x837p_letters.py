"""Text of people folded for an 837P: kept quick for what is plain already, and free of every delimiter.

The segments of an 837P are first written with the usual signs (`* : ~`); `to_partner` turns them into those
of a partner, so neither may stand in a text.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from app.edi.codec import BASIC_SET, STANDARD, Delimiters, fold_text

Fold = Callable[[str], str]
_SOUNDLESS = re.compile(r"['.\"]")
_NOT_IN_NAMES = re.compile(r"[^A-Z0-9 -]")


class Folds(NamedTuple):
    """How the texts of one file are folded: `name` also drops the punctuation that no payer compares."""

    text: Fold
    name: Fold


@cache
def folds_for(delimiters: Delimiters = STANDARD) -> Folds:
    """Make the folding of a file with these delimiters."""
    taken = {*"*:~^", delimiters.element, delimiters.repetition, delimiters.component, delimiters.segment}
    letters = "".join(re.escape(sign) for sign in BASIC_SET if sign not in taken and sign != " ")
    is_plain = re.compile(f"[{letters}]+(?: [{letters}]+)*").fullmatch
    is_plain_name = re.compile(r"[A-Z0-9-]+(?: [A-Z0-9-]+)*").fullmatch

    def fold(text: str) -> str:
        capitals = text.upper()
        if not text or is_plain(capitals):
            return capitals
        return fold_text(fold_text(text, delimiters))

    def fold_name(text: str) -> str:
        capitals = text.upper()
        if not text or is_plain_name(capitals):
            return capitals
        return " ".join(_NOT_IN_NAMES.sub(" ", _SOUNDLESS.sub("", fold(text))).split())

    return Folds(fold, fold_name)


def to_partner(text: str, delimiters: Delimiters, line_feeds: bool) -> str:
    """Write finished segments with a partner's signs, each on a line of its own if it wants that."""
    if line_feeds:
        text = text.replace("~", "~\n")
    if delimiters == STANDARD:
        return text
    return text.translate(
        str.maketrans("*:~", delimiters.element + delimiters.component + delimiters.segment)
    )

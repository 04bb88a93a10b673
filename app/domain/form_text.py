"""Text folded to the letters of the CMS-1500: capitals without accents, and per format no stray punctuation.

What cannot be folded stays in the text, so that a check can name it before print.
"""

import re
import unicodedata

_WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "Æ": "AE", "Œ": "OE", "Ø": "O", "Ð": "D", "Đ": "D", "Þ": "TH", "Ł": "L", "Ħ": "H", "ẞ": "SS",
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"',
    }
)  # fmt: skip
_SOUNDLESS = re.compile(r"['.\"`]")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_PROSE = _LETTERS | frozenset(" -")
_ALLOWED = {
    "name_lfm": _PROSE | frozenset(","),
    "name_fml": _PROSE,
    "text": _PROSE,
    "address": _PROSE,
    "code": _PROSE,
    "state": _LETTERS,
    "supplemental": _PROSE | frozenset("."),
    "units": _LETTERS | frozenset("."),
    "zip": frozenset("0123456789-"),
    "date_free": frozenset("0123456789 "),
    "check": frozenset("X"),
    "blank": frozenset(),
}
_PUNCTUATION = {
    "name_lfm": re.compile(r" *[!-+/:-@\[-`{-~.]+ *"),
    "name_fml": re.compile(r" *[!-,/:-@\[-`{-~.]+ *"),
    "text": re.compile(r" *[!-,/:-@\[-`{-~.]+ *"),
    "address": re.compile(r" *[!-/:-@\[-`{-~]+ *"),
    "supplemental": re.compile(r" *[!-,/:-@\[-`{-~]+ *"),
}
_COMPACT = {
    "id": re.compile(r"[ \-./]"),
    "qual": re.compile(r"[ \-.]"),
    "qual_id": re.compile(r"[ \-./]"),
    "npi": re.compile(r"[ \-]"),
    "taxid": re.compile(r"[ \-]"),
    "dx": re.compile(r"[ .]"),
    "phone7": re.compile(r"[ \-.]"),
    "area": re.compile(r"[ ()]"),
    "pointer": re.compile(r"[ ,]"),
    "dollars": re.compile(r"[ $,]"),
}


def fold_text(text: str, text_format: str) -> str:
    """Write a text as the form wants it in a box of that format; unfoldable letters stay as they are."""
    folded = _fold_letters(text)
    if text_format in _PUNCTUATION:
        if text_format != "supplemental":
            folded = _SOUNDLESS.sub("", re.sub(r" *& *", " AND ", folded))
        folded = _PUNCTUATION[text_format].sub(" ", folded)
    elif text_format in _COMPACT:
        folded = _COMPACT[text_format].sub("", folded)
    elif text_format == "zip":
        return _fold_zip(folded)
    elif text_format == "date_free":
        folded = re.sub(r"[/.-]", " ", folded)
    if text_format in {"name_lfm", "name_fml", "address"}:
        folded = " ".join(folded.split())
    return folded.rstrip() if text_format == "supplemental" else folded.strip()


def stray_letters(text: str, text_format: str) -> str:
    """Name each letter once that may not stand in a box of that format."""
    allowed = _ALLOWED.get(text_format, _LETTERS)
    return "".join(dict.fromkeys(letter for letter in text if letter not in allowed))


def split_phone(phone: str) -> tuple[str, str]:
    """Part a phone number into area code and the other digits; a leading 1 of eleven digits falls away."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return (digits[:3], digits[3:]) if len(digits) > 7 else ("", digits)


def _fold_letters(text: str) -> str:
    if text.isascii():
        return re.sub(r"[\x00-\x1f\x7f]", " ", text.upper())
    plain = text.upper().translate(_WITHOUT_DECOMPOSITION)
    letters = []
    for letter in unicodedata.normalize("NFKD", plain):
        kind = unicodedata.category(letter)
        if kind.startswith("Z") or kind == "Cc":
            letters.append(" ")
        elif kind not in {"Mn", "Cf"}:
            letters.append(letter)
    return "".join(letters).upper()


def _fold_zip(text: str) -> str:
    digits = re.sub(r"[ \-]", "", text)
    return f"{digits[:5]}-{digits[5:]}" if len(digits) == 9 and digits.isdigit() else text.strip()

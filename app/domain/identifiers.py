"""The numbers of the trade: read what was typed, refuse what cannot be right.

Every `read_` function returns the bare form that is stored (no spaces or hyphens, capitals) and raises
InputError with a sentence for the field. An empty text is refused too: whether a number is needed is decided
elsewhere.
"""

import re
from collections.abc import Callable

from app.domain.errors import InputError

STATE_CODES = frozenset((
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
    "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM",
    "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA",
    "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI", "FM", "MH", "PW", "AA", "AE", "AP",
))  # fmt: skip
NPI_LENGTH = 10
_NPI_PREFIX_SUM = 24  # what the card issuer prefix 80840 adds to the Luhn sum (CMS NPI check digit rule)
_MBI_LETTER = "[AC-HJKMNP-RT-Y]"
_MBI_EITHER = "[AC-HJKMNP-RT-Y0-9]"
_MBI = re.compile(
    f"[1-9]{_MBI_LETTER}{_MBI_EITHER}[0-9]{_MBI_LETTER}{_MBI_EITHER}[0-9]{_MBI_LETTER}{{2}}[0-9]{{2}}"
)
_TAXONOMY = re.compile(r"[0-9]{3}[0-9A-Z]{6}X")
_DIAGNOSIS = re.compile(r"[A-Z][0-9A][0-9AB][0-9A-Z]{0,4}")
_NINE_DIGITS = re.compile(r"[0-9]{9}")
# Ten digits are printed on packages in three ways; each lacks its zero in another part of 5-4-2.
_NDC_PARTS = ((4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2))
_CLIA = re.compile(r"[0-9]{2}D[0-9]{7}")
_QUANTITY = re.compile(r"[0-9]{1,8}(\.[0-9]{1,3})?|\.[0-9]{1,3}")


def read_npi(text: str) -> str:
    """Read a National Provider Identifier: 10 digits, first 1 or 2, Luhn check with prefix 80840."""
    npi = _bare(text)
    if not _are_digits(npi) or len(npi) != NPI_LENGTH:
        raise InputError(f"An NPI has 10 digits; this has {_count(npi)}.")
    if npi[0] not in "12" or not _npi_check_digit_fits(npi):
        raise InputError(f"{npi} is not a valid NPI. Compare it with the NPI registry.")
    return npi


def read_ein(text: str) -> str:
    """Read an employer's tax id: 9 digits, not beginning with 00."""
    ein = _bare(text)
    if not _NINE_DIGITS.fullmatch(ein):
        raise InputError(f"A tax id (EIN) has 9 digits, like 12-3456789; this has {_count(ein)}.")
    if ein.startswith("00"):
        raise InputError("A tax id (EIN) does not begin with 00. Compare it with the letter from the IRS.")
    return ein


def read_mbi(text: str) -> str:
    """Read a Medicare number (MBI): 11 characters by the CMS pattern, letters without S L O I B Z."""
    mbi = _bare(text)
    if not _MBI.fullmatch(mbi):
        raise InputError("This is not a valid Medicare number (11 characters, never S L O I B Z).")
    return mbi


def read_taxonomy(text: str) -> str:
    """Read a specialty code (NUCC taxonomy): 10 characters, the last is X."""
    taxonomy = _bare(text)
    if not _TAXONOMY.fullmatch(taxonomy):
        raise InputError("A specialty (taxonomy) code has 10 characters and ends with X, like 207Q00000X.")
    return taxonomy


def read_state(text: str) -> str:
    """Read a postal state, territory or forces code: two capital letters."""
    state = text.strip().upper()
    if state not in STATE_CODES:
        raise InputError(f"“{text.strip()}” is not a state. Type two letters, like IL.")
    return state


def read_zip(text: str) -> str:
    """Read a ZIP: `62704`, or with the four more digits `62704-1234` (the hyphen is stored)."""
    digits = _bare(text)
    if not _are_digits(digits) or len(digits) not in (5, 9):
        raise InputError("A ZIP has 5 digits, or 9 like 62704-1234.")
    return digits if len(digits) == 5 else f"{digits[:5]}-{digits[5:]}"


def read_diagnosis_code(text: str) -> str:
    """Read the shape of an ICD-10-CM code and return it with its dot: `E11.9`; it may still not exist."""
    code = text.strip().upper().replace(".", "").replace(" ", "")
    if not _DIAGNOSIS.fullmatch(code):
        raise InputError(f"{text.strip()} is not an ICD-10 code.")
    return code if len(code) == 3 else f"{code[:3]}.{code[3:]}"


def read_clia(text: str) -> str:
    """Read the number of a lab certificate (CLIA): 10 characters, the third is D."""
    number = _bare(text)
    if not _CLIA.fullmatch(number):
        raise InputError("A lab certificate number (CLIA) has 10 characters, like 14D0123456.")
    return number


def read_ndc(text: str) -> str:
    """Read a drug number (NDC) and return its 11 digits, 5-4-2: `0002-1433-80` gives `00002143380`.

    Ten digits need their hyphens, because only these tell where the zero belongs.
    """
    parts = [part for part in re.split(r"[\s\-‐‑–]+", text.strip()) if part]
    digits = "".join(parts)
    if not _are_digits(digits) or len(digits) not in (10, 11):
        raise InputError(f"A drug number (NDC) has 10 or 11 digits; this has {_count(digits)}.")
    if len(parts) == 1 and len(digits) == 11:
        return digits
    if tuple(map(len, parts)) not in _NDC_PARTS:
        raise InputError(
            "Type the drug number with its hyphens, like 0002-1433-80, or all 11 digits without."
        )
    return "".join(part.zfill(width) for part, width in zip(parts, (5, 4, 2), strict=True))


def read_drug_quantity(text: str) -> str:
    """Read how much of a drug was given: more than 0, at most three decimals: `2`, `0.5`."""
    quantity = text.strip()
    if not _QUANTITY.fullmatch(quantity) or not quantity.strip("0."):
        raise InputError("Type how much of the drug was given, like 2 or 0.5.")
    return quantity


def explain_fault(read: Callable[[str], str], text: str) -> str:
    """Give the sentence with which a `read_` function refuses the text; empty when it is accepted."""
    try:
        read(text)
    except InputError as refusal:
        return str(refusal)
    return ""


def _bare(text: str) -> str:
    return re.sub(r"[\s\-‐‑–]", "", text).upper()


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _count(text: str) -> str:
    return str(len(text)) if _are_digits(text) or not text else "other characters"


def _npi_check_digit_fits(npi: str) -> bool:
    doubled = (int(digit) * 2 for digit in npi[-2::-2])
    luhn = sum(number // 10 + number % 10 for number in doubled) + sum(int(digit) for digit in npi[-1::-2])
    return (luhn + _NPI_PREFIX_SUM) % 10 == 0

"""The service rows of a claim form read back into lines; box names are those of the row (`d_code`, `g`).

Readers raise InputError or ValueError where the text cannot be said in the claim.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from app.domain.claim_content import ClaimLine, DrugCode
from app.domain.errors import InputError
from app.domain.typed_boxes import Texts, read_amount, read_date

LineReader = Callable[[ClaimLine, Texts], ClaimLine]
MODIFIERS = ("d_mod1", "d_mod2", "d_mod3", "d_mod4")
_DRUG = re.compile(r"N4 ?([0-9]{11}) *(F2|GR|ME|ML|UN) *([0-9]*\.?[0-9]+)")
_UNITS = re.compile(r"[0-9]*\.?[0-9]+")
_POINTERS = re.compile(r"[A-L]{1,4}")
_LATEST_YEAR = 2099


def _dates(line: ClaimLine, texts: Texts) -> ClaimLine:
    start = read_date(texts, "a_from", "yy", _LATEST_YEAR)
    end = read_date(texts, "a_to", "yy", _LATEST_YEAR) or start
    if start is None or end is None or end < start:
        raise InputError("A line has a first and a last day.")
    return replace(line, service_from=start, service_to=end)


def _needed(text: str) -> str:
    if not text.strip():
        raise InputError("A line needs this box.")
    return text.strip().upper()


def _pointers(line: ClaimLine, texts: Texts) -> ClaimLine:
    letters = re.sub(r"[ ,]", "", texts["e"]).upper()
    if not _POINTERS.fullmatch(letters):
        raise InputError("Pointers are letters of item 21.")
    return replace(line, pointers=letters)


def _units(line: ClaimLine, texts: Texts) -> ClaimLine:
    if not _UNITS.fullmatch(texts["g"].strip()):
        raise InputError("Units are a number.")
    return replace(line, units=texts["g"].strip())


def _shaded(line: ClaimLine, texts: Texts) -> ClaimLine:
    text = texts["supplemental"].strip()
    if not text:
        return replace(line, supplemental="", drug=None, description="")
    drug = _DRUG.fullmatch(text.upper())
    if drug:
        return replace(line, supplemental=text, drug=DrugCode(drug[1], drug[2], drug[3]))
    if not text.upper().startswith("ZZ") or len(text) < 3:
        raise InputError("Only a drug (N4) or words about the service (ZZ) have a place in a file.")
    return replace(line, supplemental=text, description=text[2:].strip())


LINE_READERS: tuple[tuple[tuple[str, ...], LineReader], ...] = (
    (tuple(f"a_{end}_{part}" for end in ("from", "to") for part in ("mm", "dd", "yy")), _dates),
    (("b",), lambda line, texts: replace(line, place_code=_needed(texts["b"]))),
    (("c",), lambda line, texts: replace(line, emergency=texts["c"].strip().upper() == "Y")),
    (("d_code",), lambda line, texts: replace(line, code=_needed(texts["d_code"]))),
    (
        MODIFIERS,
        lambda line, texts: replace(
            line,
            modifiers=tuple(text for box in MODIFIERS if (text := texts.get(box, "").strip().upper())),
        ),
    ),
    (("e",), _pointers),
    (("f_dollars", "f_cents"), lambda line, texts: replace(line, charge=read_amount(texts, "f"))),
    (("g",), _units),
    (("h",), lambda line, texts: replace(line, epsdt=texts["h"].strip().upper())),
    (("h_shaded",), lambda line, texts: replace(line, epsdt_reason=texts["h_shaded"].strip().upper())),
    (("supplemental",), _shaded),
)

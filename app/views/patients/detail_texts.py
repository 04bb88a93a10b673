"""The texts of a line's drug and description, between its fields, its draft and what is posted."""

from collections.abc import Callable, Mapping

from app.domain.errors import InputError
from app.domain.filing_codes import DRUG_UNITS
from app.domain.identifiers import read_ndc
from app.domain.line_details import LineDetail

NO_UNIT = "none"
UNITS = (("", NO_UNIT), *((code, f"{code} · {words}") for code, words in DRUG_UNITS))


def read_details(texts: Mapping[str, str]) -> LineDetail:
    """What raw texts say, as far as they can be understood."""
    return LineDetail(
        texts.get("description", "").strip(),
        _read(read_ndc, texts.get("ndc", "")),
        texts.get("ndc_unit", "").partition(" ")[0],
        texts.get("ndc_quantity", "").strip(),
    )


def write_details(detail: LineDetail) -> dict[str, str]:
    """The texts that a form shows of a line."""
    unit = next((words for code, words in UNITS if code and code == detail.ndc_unit), "")
    texts = {
        "description": detail.description,
        "ndc": detail.ndc,
        "ndc_unit": unit,
        "ndc_quantity": detail.ndc_quantity,
    }
    return {name: text for name, text in texts.items() if text}


def _read(read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except InputError:
        return text.strip()

"""What the papers panel asks for: which paper, where labels lie, and what an advance notice says."""

from app.domain.advance_notice import OPTIONS, read_service_codes
from app.domain.errors import InputError
from app.domain.labels import MOST_LABELS, STOCKS, read_offset
from app.views.common.fields import Field, Kind

SUPERBILL, ENCOUNTER, NOTICE = "superbill", "encounter", "notice"
FILLED, BLANK = "filled", "blank"
CHART, ADDRESS, SPECIMEN = "chart", "address", "specimen"
LABELS = (CHART, ADDRESS, SPECIMEN)
WITH_VISIT = (SUPERBILL, ENCOUNTER, SPECIMEN, NOTICE)
WITH_LANGUAGE = (SUPERBILL, FILLED, BLANK, NOTICE)
PAPERS = (
    (FILLED, "Registration form, filled in"),
    (BLANK, "Registration form, blank"),
    (SUPERBILL, "Superbill"),
    (ENCOUNTER, "Encounter form"),
    (CHART, "Labels for the chart"),
    (ADDRESS, "Labels with the address"),
    (SPECIMEN, "Labels for specimens"),
    (NOTICE, "Advance notice to Medicare patient (ABN)"),
)
LANGUAGES = (("en", "English"), ("es", "Español"))


def read_count(text: str) -> str:
    """Take a whole number of labels, or of a label on its sheet."""
    if not text.isdigit() or not 1 <= int(text) <= MOST_LABELS:
        raise InputError(f"Type a number from 1 to {MOST_LABELS}.")
    return text


def read_inches(text: str) -> str:
    """Take how far labels are moved, in inches, as typed."""
    read_offset(text)
    return text.strip()


def read_codes(text: str) -> str:
    """Take codes with commas or blanks between them."""
    return " ".join(read_service_codes(text))


WHICH = (
    Field("paper", "Paper", Kind.CHOICE, choices=PAPERS),
    Field("language", "Language", Kind.CHOICE, choices=LANGUAGES),
    Field("visit", "Visit", Kind.CHOICE, wide=True),
)
PLACING = (
    Field(
        "stock", "Labels in the printer", Kind.CHOICE, choices=tuple((each.key, each.name) for each in STOCKS)
    ),
    Field("count", "How many", Kind.CODE, required=True, width=6, read=read_count),
    Field("start", "First free label on the sheet", Kind.CODE, required=True, width=6, read=read_count),
    Field("right", "Move right, inches", Kind.CODE, width=6, read=read_inches),
    Field("down", "Move down, inches", Kind.CODE, width=6, read=read_inches),
)
TOLD = (
    Field("codes", "D. Services, by code", Kind.CODE, read=read_codes),
    Field("estimate", "F. Estimated cost of all", Kind.MONEY, width=12),
    Field("reason", "E. Why Medicare may not pay, in words the patient understands", wide=True),
    Field("more", "H. Additional information", wide=True),
)
_TICKED = {"1": "wants it, bill Medicare", "2": "wants it, do not bill", "3": "does not want it"}
SIGNED = (
    Field(
        "option",
        "Option that the patient ticked",
        Kind.CHOICE,
        choices=tuple((option, f"{option}: {_TICKED[option]}") for option in OPTIONS),
    ),
    Field("signed_on", "Signed on", Kind.DATE, required=True, width=12),
)
EDITION = (Field("edition", "Edition printed on the form", Kind.DATE, required=True, width=12),)

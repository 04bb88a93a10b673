"""What the bill panel asks for: which paper, of which account, in which language, for which time."""

from app.domain.errors import InputError
from app.views.common.fields import Field, Kind

LEDGER, FAMILY, ONE = "ledger", "family", "one"
EXPLAIN, CHOSEN, EXPLAIN_ONE = "explain", "chosen", "explain_one"
WALKOUT, YEAR, YEAR_ONE = "walkout", "year", "year_one"
BOTH = "both"
KINDS = (
    (LEDGER, "Itemized bill"),
    (FAMILY, "Statement copy, whole account"),
    (ONE, "Statement copy, this patient only"),
    (EXPLAIN, "Explanation letter, all that is open"),
    (CHOSEN, "Explanation letter, the services chosen"),
    (EXPLAIN_ONE, "Explanation letter, this patient only"),
    (WALKOUT, "Walk-out statement of today"),
    (YEAR, "Year-end summary, whole account"),
    (YEAR_ONE, "Year-end summary, this patient only"),
)
LETTERS = (EXPLAIN, CHOSEN, EXPLAIN_ONE)
YEARS = (YEAR, YEAR_ONE)
OF_ONE = (ONE, EXPLAIN_ONE, YEAR_ONE)
WITH_LANGUAGE = (*LETTERS, WALKOUT, *YEARS)
LANGUAGES = (("en", "English"), ("es", "Español"), (BOTH, "Both, side by side"))
# One letter chooses; the papers of one patient follow by an arrow.
KIND_LETTERS = {"i": LEDGER, "s": FAMILY, "e": EXPLAIN, "c": CHOSEN, "w": WALKOUT, "y": YEAR}
LANGUAGE_LETTERS = {"e": "en", "s": "es", "b": BOTH}


def read_year(text: str) -> str:
    """Take a year of four digits."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise InputError("Type the year with four digits.")
    return text


FIELDS = (
    Field("kind", "Paper", Kind.CHOICE, choices=KINDS),
    Field("account", "Account", Kind.CHOICE),
    Field("language", "Language", Kind.CHOICE, choices=LANGUAGES),
    Field("year", "Year", Kind.CODE, width=6, read=read_year),
    Field("from_on", "From", Kind.DATE, width=12),
    Field("to_on", "Through", Kind.DATE, width=12),
)


def languages_of_letter(choice: object, patient_language: str) -> tuple[str, ...]:
    """The languages of a letter: one, or both with the patient's first."""
    if choice != BOTH:
        return (str(choice),)
    return ("es", "en") if patient_language == "es" else ("en", "es")

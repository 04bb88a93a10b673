"""The advance notice to a Medicare patient that Medicare may not pay (ABN, form CMS-R-131).

Its blanks A to J stand in fixed places: notifier, patient, identification, service, reason, cost, the
patient's choice, more information, signature, date. The practice fills A to F and H; G, I and J are the
patient's. Source: CMS form instructions for CMS-R-131.
"""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.errors import InputError
from app.domain.findings import Finding, Severity
from app.domain.identifiers import read_mbi
from app.domain.letterhead import PracticeHead
from app.domain.money import Money
from app.domain.paper_checks import NeededBlank, check_blanks

FORM = "CMS-R-131"
DEFAULT_EDITION = "01/31/2026"
OPTIONS = ("1", "2", "3")
MOST_SERVICES = 6
MOST_LETTERS = 240
_SSN = re.compile(r"\d{3}-?\d{2}-?\d{4}")


@dataclass(frozen=True, slots=True)
class NoticedService:
    """A service that Medicare may not pay: its code, and the practice's own plain name of it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class AdvanceNotice:
    """One notice as the practice fills it; `estimate` covers all services, `edition` is the form’s date."""

    practice: PracticeHead
    language: str
    patient_name: str
    identification: str
    services: tuple[NoticedService, ...]
    reason: str
    estimate: Money | None
    issued_on: date
    edition: str = DEFAULT_EDITION
    more: str = ""

    @property
    def notifier(self) -> tuple[str, ...]:
        """Blank A: the practice's name, address and phone, as the form asks for them."""
        address = ", ".join(self.practice.address.lines)
        below = "  ".join(part for part in (address, self.practice.phone) if part)
        return tuple(line for line in (self.practice.name, below) if line)


def read_service_codes(text: str) -> tuple[str, ...]:
    """Read codes typed with commas or spaces; each once, in capitals."""
    codes = tuple(dict.fromkeys(re.split(r"[\s,;]+", text.strip().upper())))
    return tuple(code for code in codes if code)


def read_option(option: str) -> str:
    """Check that the patient's choice is one of the three boxes."""
    if option not in OPTIONS:
        raise InputError("Choose the option that the patient ticked: 1, 2 or 3.")
    return option


def check_advance_notice(notice: AdvanceNotice) -> tuple[Finding, ...]:
    """Find the blanks that are still empty, and an identification that may not stand on the form."""
    blanks = check_blanks(
        (
            NeededBlank(
                "practice",
                notice.practice.phone,
                "Blank A needs the practice’s phone.",
                "Add it in the settings.",
            ),
            NeededBlank(
                "practice",
                notice.practice.address.lines,
                "Blank A needs the practice’s address.",
                "Add it in the settings.",
            ),
            NeededBlank(
                "codes", notice.services, "Blank D needs the service.", "Type its code, or choose the visit."
            ),
            NeededBlank(
                "reason",
                notice.reason,
                "Blank E needs the reason Medicare may not pay.",
                "Write it in words the patient understands.",
            ),
            NeededBlank(
                "estimate",
                notice.estimate,
                "Blank F needs the estimated cost.",
                "Type the amount in dollars.",
            ),
        )
    )
    return (*blanks, *_check_identification(notice.identification), *_check_room(notice))


def _check_identification(number: str) -> list[Finding]:
    """The form forbids the Medicare number (MBI) and the Social Security number."""
    bare = number.strip().upper()
    try:
        read_mbi(bare)
    except InputError:
        if not _SSN.fullmatch(bare):
            return []
    text = "Blank C would show a Medicare or Social Security number, which the form forbids."
    return [Finding(Severity.ERROR, "identification", text, "Give the patient another chart number.")]


def _check_room(notice: AdvanceNotice) -> list[Finding]:
    findings = []
    if len(notice.services) > MOST_SERVICES:
        text = f"Blank D has room for {MOST_SERVICES} services."
        findings.append(Finding(Severity.ERROR, "codes", text, "Print a second notice for the others."))
    for field, blank, words in (("reason", "E", notice.reason), ("more", "H", notice.more)):
        if len(words) > MOST_LETTERS:
            text = f"Blank {blank} has room for {MOST_LETTERS} letters."
            findings.append(Finding(Severity.ERROR, field, text, "Shorten it."))
    return findings

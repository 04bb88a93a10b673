"""Letters of a dispute: which kind a reason calls for, and the letter merged from what the case knows.

A letter is Markdown of a small kind: paragraphs, `**bold**` words and `- ` lists. A person may change every
word; what a letter must bear (whose claim, which insurer, who signs) is checked before it is printed.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.date_entry import format_date
from app.domain.disputes import letter_texts
from app.domain.disputes.cases import CaseKind
from app.domain.disputes.letter_texts import CLOSING, LetterWords
from app.domain.findings import Finding, Severity
from app.domain.letterhead import PracticeHead
from app.domain.money import ZERO, Money, total


class DisputeLetterKind(StrEnum):
    """What a letter argues; the values are stored."""

    AUTHORIZATION = "authorization"
    NECESSITY = "necessity"
    TIMELY = "timely"
    CODING = "coding"
    COVERAGE = "coverage"
    ELIGIBILITY = "eligibility"
    COORDINATION = "coordination"
    UNDERPAYMENT = "underpayment"
    TAKEBACK = "takeback"
    RECORDS = "records"
    SECOND_LEVEL = "second_level"
    REDETERMINATION = "redetermination"
    GENERAL = "general"


LETTER_NAMES = {
    DisputeLetterKind.AUTHORIZATION: "Approval was on file",
    DisputeLetterKind.NECESSITY: "Medical need",
    DisputeLetterKind.TIMELY: "Filed in time",
    DisputeLetterKind.CODING: "Coding",
    DisputeLetterKind.COVERAGE: "Covered by the plan",
    DisputeLetterKind.ELIGIBILITY: "Covered on that day",
    DisputeLetterKind.COORDINATION: "Which insurer pays first",
    DisputeLetterKind.UNDERPAYMENT: "Paid below the contract",
    DisputeLetterKind.TAKEBACK: "Takeback",
    DisputeLetterKind.RECORDS: "Cover for records",
    DisputeLetterKind.SECOND_LEVEL: "Further level",
    DisputeLetterKind.REDETERMINATION: "Medicare redetermination",
    DisputeLetterKind.GENERAL: "General appeal",
}
_BY_CATEGORY = {
    "authorization": DisputeLetterKind.AUTHORIZATION,
    "referral": DisputeLetterKind.AUTHORIZATION,
    "necessity": DisputeLetterKind.NECESSITY,
    "timely": DisputeLetterKind.TIMELY,
    "coding": DisputeLetterKind.CODING,
    "bundling": DisputeLetterKind.CODING,
    "coverage": DisputeLetterKind.COVERAGE,
    "eligibility": DisputeLetterKind.ELIGIBILITY,
    "cob": DisputeLetterKind.COORDINATION,
    "liability": DisputeLetterKind.COORDINATION,
    "information": DisputeLetterKind.RECORDS,
}
_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class DisputedService:
    """A service in dispute as the letter lists it."""

    code: str
    on: date
    billed: Money
    at_stake: Money


@dataclass(frozen=True, slots=True)
class DisputeLetterFacts:
    """All that a letter may be filled with; what is not known is empty or None.

    `addressee` are the lines of the insurer's address for appeals; `meaning` says the codes in our own words;
    `filing` tells what proves that the claim came in time; `guideline` cites the one in force on that day.
    """

    practice: PracticeHead
    practice_npi: str
    addressee: tuple[str, ...]
    written_on: date
    case_number: int
    claim_number: int
    payer: str
    patient: str
    birth_date: date | None
    member_id: str
    group_number: str
    payer_control: str
    provider: str
    provider_npi: str
    level: int
    level_name: str
    codes: str
    meaning: str
    decided_on: date
    deadline: date | None
    services: tuple[DisputedService, ...]
    signer: str
    diagnoses: tuple[str, ...] = ()
    authorization: str = ""
    authorization_from: date | None = None
    authorization_to: date | None = None
    guideline: str = ""
    filing: str = ""

    @property
    def amount(self) -> Money:
        """What is at stake in all services."""
        return total(service.at_stake for service in self.services)


@dataclass(frozen=True, slots=True)
class DisputeLetterText:
    """A letter's words as they are kept: its kind, its subject, and its body as Markdown."""

    kind: DisputeLetterKind
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class DisputeLetterPaper:
    """One letter as it is drawn: what stands above the words, the words, and what is enclosed."""

    facts: DisputeLetterFacts
    text: DisputeLetterText
    enclosures: tuple[str, ...] = field(default=())

    @property
    def references(self) -> tuple[tuple[str, str], ...]:
        """The rows above the words that tell which claim it is about; an empty one is left out."""
        facts = self.facts
        days = sorted({service.on for service in facts.services})
        rows = (
            ("Patient", facts.patient),
            ("Date of birth", format_date(facts.birth_date) if facts.birth_date else ""),
            ("Member ID", facts.member_id),
            ("Group", facts.group_number),
            ("Claim number", facts.payer_control),
            ("Our claim", str(facts.claim_number)),
            ("Dates of service", ", ".join(format_date(day) for day in days)),
            (
                "Provider",
                f"{facts.provider}, NPI {facts.provider_npi}" if facts.provider_npi else facts.provider,
            ),
            ("Tax ID", facts.practice.tax_id),
            ("Our case", str(facts.case_number)),
        )
        return tuple((name, value) for name, value in rows if value)


def kind_for(case: CaseKind, category: str, level: int, line_of_business: str) -> DisputeLetterKind:
    """Choose the letter that a case calls for, by what it is about, its level and the insurer."""
    if case is CaseKind.UNDERPAYMENT:
        return DisputeLetterKind.UNDERPAYMENT
    if case is CaseKind.TAKEBACK:
        return DisputeLetterKind.TAKEBACK
    if level > 1:
        return DisputeLetterKind.SECOND_LEVEL
    if line_of_business == "medicare":
        return DisputeLetterKind.REDETERMINATION
    return _BY_CATEGORY.get(category, DisputeLetterKind.GENERAL)


def compose_letter(kind: DisputeLetterKind, facts: DisputeLetterFacts) -> DisputeLetterText:
    """Merge a letter of a kind; a sentence whose facts are not known is left out, never left with a gap."""
    words: LetterWords = getattr(letter_texts, kind.name)
    values = _values_of(facts)
    paragraphs = [
        "To whom it may concern,",
        _filled(words.opening, values),
        *(_filled(sentence, values) for sentence in words.answer),
        _services(facts),
        f"**{_filled(words.request, values)}**",
        CLOSING,
    ]
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return DisputeLetterText(kind, _filled(words.subject, values) or LETTER_NAMES[kind], body)


def check_letter(paper: DisputeLetterPaper) -> tuple[Finding, ...]:
    """Find what a letter lacks before it may be printed, each with the place where it is mended."""
    facts = paper.facts
    wanted = (
        (len(facts.addressee) > 1, "payer", "The insurer’s address is missing.", "Add it in the settings."),
        (bool(facts.member_id), "policy", "The member ID is missing.", "Copy it from the card."),
        (bool(facts.services), "case", "No service is named.", "Open the case again."),
        (
            bool(facts.practice.tax_id),
            "practice",
            "The practice’s tax ID is missing.",
            "Add it in the settings.",
        ),
        (bool(facts.provider), "visit", "The provider of the visit is missing.", "Choose the provider."),
        (bool(paper.text.body.strip()), "letter", "The letter has no words.", "Begin it anew."),
    )
    findings = [
        Finding(Severity.ERROR, place, f"{text} The letter cannot be printed.", fix)
        for is_there, place, text, fix in wanted
        if not is_there
    ]
    gap = _BLANK.search(paper.text.body)
    if gap:
        text = f"“{gap.group()}” still stands in the letter. The letter cannot be printed."
        findings.append(Finding(Severity.ERROR, "letter", text, "Write the words, or take the sentence out."))
    return tuple(findings)


def _values_of(facts: DisputeLetterFacts) -> dict[str, str]:
    days = ("decided_on", "authorization_from", "authorization_to")
    values = {name: format_date(day) for name in days if (day := getattr(facts, name)) is not None}
    texts = ("codes", "meaning", "level_name", "authorization", "guideline", "filing", "provider")
    values |= {name: getattr(facts, name) for name in texts}
    values["amount"] = facts.amount.dollars if facts.amount > ZERO else ""
    values["diagnoses"] = ", ".join(facts.diagnoses)
    values["service"] = ", ".join(dict.fromkeys(service.code for service in facts.services))
    return {name: value for name, value in values.items() if value}


def _filled(words: str, values: dict[str, str]) -> str:
    """Fill the braces; empty where one of the facts is not known."""
    if any(name not in values for name in _BLANK.findall(words)):
        return ""
    return _BLANK.sub(lambda blank: values[blank.group(1)], words)


def _services(facts: DisputeLetterFacts) -> str:
    rows = (
        f"- {each.code} of {format_date(each.on)}: billed {each.billed.dollars}, "
        f"in dispute {each.at_stake.dollars}"
        for each in facts.services
    )
    return "\n".join((letter_texts.SERVICES, *rows)) if facts.services else ""

"""The sheets that a packet is made of, each as one value: facts, and tables whose rows may be marked.

Amounts, dates and words are texts already; a sheet is drawn as it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.answers import Adjustment
from app.domain.authorizations import Authorization
from app.domain.date_entry import format_date
from app.domain.disputes.cases import (
    LANE_NAMES,
    STAGE_NAMES,
    Fact,
    FactKind,
    Lane,
    Stage,
    find_contradictions,
    open_questions,
)
from app.domain.guideline_explanations import explain_guideline
from app.domain.guidelines import Guideline
from app.domain.money import Money

DISPUTED = "in dispute"


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table: the shares of its columns, their heads, its rows, and which of them are marked (from 0).

    Columns named in `right` end at their right edge.
    """

    title: str
    shares: tuple[float, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DisputeSheet:
    """One paper: its title, what it is about, and its tables; `words` are paragraphs before them.

    `typed` are lines in letters of one width, as a file holds them.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    words: tuple[str, ...] = ()
    tables: tuple[SheetTable, ...] = ()
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """A line as the insurer answered it; `is_disputed` marks it."""

    code: str
    on: date
    billed: Money
    allowed: Money | None
    paid: Money
    adjustments: tuple[Adjustment, ...]
    is_disputed: bool


def compose_remittance_sheet(
    facts: tuple[tuple[str, str], ...], lines: Sequence[AnsweredLine]
) -> DisputeSheet:
    """The insurer's answer line by line, the disputed ones marked."""
    rows = tuple(
        (
            format_date(line.on),
            line.code,
            str(line.billed),
            "" if line.allowed is None else str(line.allowed),
            str(line.paid),
            "  ".join(f"{part.name} {part.amount}" for part in line.adjustments),
            DISPUTED if line.is_disputed else "",
        )
        for line in lines
    )
    table = SheetTable(
        "",
        (13, 10, 10, 10, 10, 33, 14),
        ("Date", "Service", "Billed", "Allowed", "Paid", "Adjustments", ""),
        rows,
        frozenset(at for at, line in enumerate(lines) if line.is_disputed),
        frozenset({2, 3, 4}),
    )
    return DisputeSheet("The insurer’s answer", facts, tables=(table,))


def compose_authorization_sheet(found: Authorization) -> DisputeSheet:
    """The approval with its number, codes and dates."""
    term = (found.starts, found.ends)
    counted = found.count_by.value.removesuffix("s" if found.approved == 1 else "")
    limit = "" if found.approved is None else f"{found.approved} {counted}"
    rows = (
        ("Number", found.number),
        ("Insurer", found.payer),
        ("Status", found.status.value.replace("_", " ")),
        ("Services", ", ".join(found.codes) or "any"),
        ("Diagnosis", found.diagnosis),
        ("Approved", limit),
        ("From", format_date(term[0]) if term[0] else ""),
        ("To", format_date(term[1]) if term[1] else ""),
        ("Call reference", found.call_reference),
    )
    return DisputeSheet("The authorization", tuple(row for row in rows if row[1]))


def compose_guideline_sheet(found: Guideline) -> DisputeSheet:
    """The insurer's rule in force on the day of service, with where it says so and who read it when."""
    rows = (
        ("Insurer", " ".join(part for part in (found.payer, found.plan) if part)),
        ("Services", ", ".join(found.codes) or found.category or "any"),
        ("In force from", format_date(found.effective)),
        ("In force to", format_date(found.ends) if found.ends else ""),
        ("Where it says so", found.source),
        ("Read on", format_date(found.confirmed_on) if found.confirmed_on else ""),
        ("Read by", found.confirmed_by),
    )
    words = (f"{explain_guideline(found)}.", *((found.note,) if found.note else ()))
    return DisputeSheet("The insurer’s rule on that day", tuple(row for row in rows if row[1]), words)


def compose_filing_sheet(
    about: tuple[tuple[str, str], ...], steps: Sequence[tuple[date, str]], limit: date, words: str
) -> DisputeSheet:
    """Proof of timely filing: every day on which the claim went out or was acknowledged."""
    rows = tuple((format_date(on), text) for on, text in steps)
    table = SheetTable("", (18, 82), ("Date", "What our records show"), rows)
    facts = (*about, ("Last day to file", format_date(limit)))
    return DisputeSheet("Proof of timely filing", facts, (words,) if words else (), (table,))


def compose_call_sheet(about: tuple[tuple[str, str], ...], facts: Sequence[Fact]) -> DisputeSheet:
    """The log of what the insurer said and got: other parties' words and our notes stay in the practice."""
    shown = [fact for fact in facts if fact.lane is Lane.INSURER and fact.kind is not FactKind.NOTE]
    rows = tuple(
        (
            format_date(fact.on),
            fact.channel.value.replace("_", " "),
            fact.person,
            fact.reference,
            _told(fact),
        )
        for fact in shown
    )
    table = SheetTable("", (13, 10, 18, 16, 43), ("Date", "How", "Who", "Reference", "What"), rows)
    return DisputeSheet("Contacts with the insurer", about, tables=(table,))


def compose_handover_sheet(
    facts: tuple[tuple[str, str], ...],
    stage: Stage,
    told: Sequence[Fact],
    waits: Sequence[tuple[str, str, str]],
) -> DisputeSheet:
    """A case for the next hand: where it stands, what it waits for and until when, who said what.

    `waits` are rows of what is awaited, from whom, and by when.
    """
    questions = tuple(f"Open question: {fact.text}" for fact in open_questions(told))
    doubts = tuple(f"They contradict each other. {each.words}" for each in find_contradictions(told))
    waiting = SheetTable("What we wait for", (50, 30, 20), ("What", "From", "By"), tuple(waits))
    rows = tuple(
        (format_date(fact.on), LANE_NAMES[fact.lane], _who(fact), _told(fact))
        for fact in sorted(told, key=_by_day)
    )
    marked = frozenset(
        at for at, fact in enumerate(sorted(told, key=_by_day)) if fact.kind is FactKind.AGREED
    )
    log = SheetTable(
        "Who said and did what", (13, 12, 22, 53), ("Date", "Party", "Who", "What"), rows, marked
    )
    title = f"Hand-over: {STAGE_NAMES[stage].lower()}"
    return DisputeSheet(title, facts, (*doubts, *questions), (waiting, log))


def _told(fact: Fact) -> str:
    """What a fact says; a question is ours, in whosever lane it stands."""
    return f"We asked: {fact.text}" if fact.kind is FactKind.ASKED else fact.text


def _by_day(fact: Fact) -> tuple[date, int]:
    return (fact.on, fact.id)


def _who(fact: Fact) -> str:
    reference = f"ref. {fact.reference}" if fact.reference else ""
    return ", ".join(part for part in (fact.person, fact.channel.value.replace("_", " "), reference) if part)

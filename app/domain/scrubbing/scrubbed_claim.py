"""A claim under check: its content, the facts around it, and how findings name their place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.claim_content import ClaimContent, ClaimLine
from app.domain.claim_form_boxes import DIAGNOSIS_LETTERS
from app.domain.code_edits import CodeEdits, OfficialKind
from app.domain.findings import Finding, Severity
from app.domain.scrub_facts import LineFacts, ScrubFacts

MEDICARE_KINDS = frozenset({"medicare", "medicare_advantage"})
MEDICAID = "medicaid"


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A service line with its number in the claim, from 1, and what the practice knows of it."""

    number: int
    line: ClaimLine
    facts: LineFacts

    @property
    def code(self) -> str:
        """Its procedure code."""
        return self.line.code

    @property
    def on(self) -> date:
        """Its first day."""
        return self.line.service_from

    @property
    def modifiers(self) -> tuple[str, ...]:
        """Its modifiers in order."""
        return self.line.modifiers

    @property
    def units(self) -> float:
        """Its units as a number; 0 where they cannot be read."""
        try:
            return float(self.line.units)
        except ValueError:
            return 0.0

    def box(self, name: str) -> str:
        """The address of one of its boxes (`d_code`, `e`, `g`)."""
        return f"24.{self.number}.{name}"

    def modifier_box(self, modifier: str) -> str:
        """The address of the box of a modifier, the first one where the line has it not."""
        place = self.modifiers.index(modifier) + 1 if modifier in self.modifiers else 1
        return self.box(f"d_mod{min(place, 4)}")

    def has_any(self, modifiers: frozenset[str]) -> bool:
        """Tell whether the line bears one of these modifiers."""
        return not modifiers.isdisjoint(self.modifiers)


@dataclass(frozen=True, slots=True)
class ScrubbedClaim:
    """What a check may look at."""

    content: ClaimContent
    facts: ScrubFacts
    lines: tuple[NumberedLine, ...]

    @property
    def first_day(self) -> date | None:
        """The first day of service, None where the claim has no line."""
        return min((line.on for line in self.lines), default=None)

    @property
    def last_day(self) -> date | None:
        """The last day of service, None where the claim has no line."""
        return max((line.line.service_to for line in self.lines), default=None)

    @property
    def payer(self) -> str:
        """Name the payer for a sentence."""
        return self.content.payer.name or "the payer"

    @property
    def plan(self) -> str:
        """Name the plan for a sentence."""
        return self.content.policy.plan_name or self.payer

    @property
    def follows_medicare(self) -> bool:
        """Tell whether Medicare's own rules apply, by the form or by the line of business."""
        return self.content.is_medicare or self.content.payer.line_of_business in MEDICARE_KINDS

    def edits(self, on: date) -> CodeEdits | None:
        """What the official files say on a day, None where nobody asked."""
        return self.facts.edits.get(on)

    def checked_edits(self, on: date, kind: OfficialKind) -> CodeEdits | None:
        """What one kind of file says on a day, None where no such file is in force."""
        edits = self.facts.edits.get(on)
        return edits if edits and edits.is_checked(kind) else None

    def pointed(self, line: ClaimLine) -> tuple[str, ...]:
        """The diagnoses that a line points to, the main one first."""
        given = dict(zip(DIAGNOSIS_LETTERS, self.content.diagnoses, strict=False))
        return tuple(given[letter] for letter in line.pointers if letter in given)

    def pairs(self) -> Iterator[tuple[NumberedLine, NumberedLine]]:
        """Every two lines of one day, in their order."""
        for place, one in enumerate(self.lines):
            for other in self.lines[place + 1 :]:
                if one.on == other.on:
                    yield one, other


def make_scrubbed(content: ClaimContent, facts: ScrubFacts) -> ScrubbedClaim:
    """Number the lines of a claim and lay their facts beside them."""
    known = facts.lines
    lines = tuple(
        NumberedLine(number, line, known[number - 1] if number <= len(known) else LineFacts())
        for number, line in enumerate(content.lines, start=1)
    )
    return ScrubbedClaim(content, facts, lines)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's id and the record where its faults are mended; it makes the findings."""

    id: str
    mend: str = ""

    def error(self, field: str, text: str, fix: str) -> Finding:
        """A fault that blocks sending."""
        return Finding(Severity.ERROR, field, text, fix, self.id, self.mend)

    def warning(self, field: str, text: str, fix: str) -> Finding:
        """A fault that must be read."""
        return Finding(Severity.WARNING, field, text, fix, self.id, self.mend)

    def hint(self, field: str, text: str, fix: str) -> Finding:
        """Something that was not checked, or may help."""
        return Finding(Severity.HINT, field, text, fix, self.id, self.mend)

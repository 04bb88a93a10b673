"""What stops a paper of the front desk: blanks that must be filled, and letters that cannot be printed."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass

from app.domain.errors import RuleError
from app.domain.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class NeededBlank:
    """A blank that must be filled before a paper is printed: its field, what is missing, and the remedy."""

    field: str
    value: object
    text: str
    fix: str


def check_blanks(blanks: Iterable[NeededBlank]) -> tuple[Finding, ...]:
    """Name every needed blank that is empty."""
    return tuple(
        Finding(Severity.ERROR, blank.field, blank.text, blank.fix)
        for blank in blanks
        if blank.value in ("", None, ())
    )


def check_letters(paper: object, drawable: frozenset[str]) -> tuple[Finding, ...]:
    """Name every text of a paper with a letter outside `drawable`."""
    findings = []
    for text in dict.fromkeys(_texts_of(paper)):
        missing = sorted(set(text) - drawable - {"\n"})
        if missing:
            named = ", ".join(f"U+{ord(letter):04X}" for letter in missing)
            words = f"“{text}” has characters that cannot be printed ({named})."
            findings.append(Finding(Severity.ERROR, "text", words, "Write it with other letters."))
    return tuple(findings)


def require_printable(paper: object, findings: Iterable[Finding], drawable: frozenset[str]) -> None:
    """Let a sound paper pass; raises RuleError that names all that is missing at once."""
    errors = [
        finding
        for finding in (*findings, *check_letters(paper, drawable))
        if finding.severity is Severity.ERROR
    ]
    if errors:
        words = " ".join(f"{finding.text} {finding.fix}".strip() for finding in errors)
        raise RuleError(f"Nothing was printed. {words}")


def _texts_of(value: object) -> Iterable[str]:
    """Yield every text inside a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts_of(part)
    elif is_dataclass(value):
        for slot in fields(value):
            yield from _texts_of(getattr(value, slot.name))

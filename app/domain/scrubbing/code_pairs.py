"""What official files say of codes together and of their number: NCCI-01, NCCI-02, MUE-01.

Source: CMS National Correct Coding Initiative, practitioner edits, and medically unlikely edits. The code of
column 2 is the one denied.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.code_edits import OfficialKind, PairEdit, UnitLimit
from app.domain.date_entry import format_date
from app.domain.findings import Finding
from app.domain.scrubbing.code_families import is_visit
from app.domain.scrubbing.scrubbed_claim import NumberedLine, Rule, ScrubbedClaim

OPENING = frozenset((
    "E1", "E2", "E3", "E4", "FA", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "TA", "T1",
    "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "LT", "RT", "LC", "LD", "LM", "RC", "RI", "24",
    "25", "57", "58", "78", "79", "27", "59", "91", "XE", "XS", "XP", "XU",
))  # fmt: skip
OUTSIDE_SURGERY = frozenset({"24", "25", "57", "58", "78", "79"})
A_LINE, A_DAY_ABSOLUTE = "1", "2"
NEVER, WITH_MODIFIER = "0", "1"
NCCI_01 = Rule("NCCI-01", "visit")
NCCI_02 = Rule("NCCI-02", "visit")
MUE_01 = Rule("MUE-01", "visit")


def check_pairs(claim: ScrubbedClaim) -> Iterator[Finding]:
    """NCCI-01: a code that is included in another one of the same day and provider."""
    for line in claim.lines:
        edits = claim.checked_edits(line.on, OfficialKind.PAIRS)
        for pair in (edits.pairs or ()) if edits else ():
            if pair.column2 != line.code or pair.indicator not in (NEVER, WITH_MODIFIER):
                continue
            firsts = _modifiers_of(claim, line, pair.column1)
            if firsts is not None:
                yield from _explain_pair(line, pair, firsts)


def _modifiers_of(claim: ScrubbedClaim, line: NumberedLine, code: str) -> tuple[str, ...] | None:
    """The modifiers of another code of the same day, here or on another claim; None if it is not billed."""
    here = [
        each.modifiers for each in claim.lines if each.code == code and each.on == line.on and each != line
    ]
    there = [
        each.modifiers
        for each in claim.facts.history
        if each.code == code and each.on == line.on and each.provider_id == claim.facts.provider_id
    ]
    return next(iter(here + there), None)


def _explain_pair(line: NumberedLine, pair: PairEdit, firsts: tuple[str, ...]) -> Iterator[Finding]:
    text = f"{pair.column2} is included in {pair.column1}."
    if pair.indicator == NEVER:
        yield NCCI_01.error(
            line.box("d_code"), text, f"Take {pair.column2} out; no modifier opens this pair."
        )
    elif OPENING.isdisjoint((*line.modifiers, *firsts)):
        fix = "A modifier needs separate work in the note; else take it out."
        yield NCCI_01.warning(line.box("d_code"), text, fix)


def check_after_surgery(claim: ScrubbedClaim) -> Iterator[Finding]:
    """NCCI-02: a visit within the days after surgery that its price covers."""
    for line in claim.lines:
        if not is_visit(line.code) or line.has_any(OUTSIDE_SURGERY):
            continue
        for earlier in claim.facts.history:
            ends = earlier.on + timedelta(days=earlier.global_days)
            is_same = earlier.provider_id == claim.facts.provider_id
            if is_same and earlier.global_days and earlier.on < line.on <= ends:
                text = (
                    f"{line.code} is within the surgery period of {format_date(earlier.on)} ({earlier.code})."
                )
                yield NCCI_02.warning(
                    line.box("d_code"), text, "Add 24 if it is unrelated, else do not bill it."
                )
                break


def check_unit_limits(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MUE-01: more units than are usual for a line or a day."""
    for line in claim.lines:
        edits = claim.checked_edits(line.on, OfficialKind.UNITS)
        limit = edits.limit(line.code) if edits else None
        if limit is None:
            continue
        units = line.units if limit.mai == A_LINE else _units_of_day(claim, line.code, line.on)
        is_first = next(each for each in claim.lines if (each.code, each.on) == (line.code, line.on)) is line
        if units > limit.units and (limit.mai == A_LINE or is_first):
            yield _explain_limit(line, limit, units)


def _units_of_day(claim: ScrubbedClaim, code: str, on: date) -> float:
    here = sum(each.units for each in claim.lines if each.code == code and each.on == on)
    return here + sum(each.units for each in claim.facts.history if each.code == code and each.on == on)


def _explain_limit(line: NumberedLine, limit: UnitLimit, units: float) -> Finding:
    per = "line" if limit.mai == A_LINE else "day"
    text = f"{units:g} units of {line.code} are more than the usual {limit.units} per {per}."
    if limit.mai == A_DAY_ABSOLUTE:
        return MUE_01.error(line.box("g"), text, "Check the units; this limit has no exception.")
    fix = "Split it over lines with a modifier." if limit.mai == A_LINE else "Have the records ready."
    return MUE_01.warning(line.box("g"), text, fix)


PAIR_CHECKS = (check_pairs, check_after_surgery, check_unit_limits)

"""Modifiers: MOD-01 to MOD-06, MOD-08."""

from collections.abc import Iterator

from app.domain.code_edits import OfficialKind, ServiceFacts
from app.domain.findings import Finding
from app.domain.scrubbing.code_families import FACILITY_PLACES, is_preventive_visit, is_visit
from app.domain.scrubbing.scrubbed_claim import NumberedLine, Rule, ScrubbedClaim

_NUMBERED = frozenset((
    "22", "23", "24", "25", "26", "27", "32", "33", "47", "50", "51", "52", "53", "54", "55", "56",
    "57", "58", "59", "62", "63", "66", "73", "74", "76", "77", "78", "79", "80", "81", "82", "90",
    "91", "92", "93", "95", "96", "97", "99",
))  # fmt: skip
SEPARATE_VISIT = frozenset({"25", "57"})
SMALL_SURGERY = frozenset({"000", "010"})
X_MODIFIERS = frozenset({"XE", "XS", "XP", "XU"})
REPEATED = frozenset({"76", "77", "91", "59", "XE", "XS", "XP", "XU", "RT", "LT"})
ASSISTANTS = frozenset({"80", "81", "82", "AS"})
_RIVALS = (
    ("26", "TC"), ("GA", "GZ"), ("GA", "GX"), ("GX", "GZ"),
    *(("59", each) for each in sorted(X_MODIFIERS)),
)  # fmt: skip
_PRICING = frozenset({"26", "TC", "50", "52", "53", "54", "55", "56", "62", "66", "80", "81", "82", "AS"})
_TELLING = frozenset({"LT", "RT", "GA", "GX", "GY", "GZ", "KX", "33", "PT"})
_FOR_VISITS = ("24", "25")
MOD_01 = Rule("MOD-01", "visit")
MOD_02 = Rule("MOD-02", "visit")
MOD_03 = Rule("MOD-03", "visit")
MOD_04 = Rule("MOD-04", "visit")
MOD_05 = Rule("MOD-05", "visit")
MOD_06 = Rule("MOD-06", "visit")
MOD_08 = Rule("MOD-08", "visit")


def check_separate_visits(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MOD-01: a visit beside a small procedure or a preventive visit without 25, or 25 alone."""
    for line in claim.lines:
        if not is_visit(line.code):
            continue
        others = [each for each in claim.lines if each.on == line.on and each is not line]
        beside = next((each.code for each in others if _asks_for_25(claim, line, each)), "")
        if beside and not line.has_any(SEPARATE_VISIT):
            text = f"Was the visit {line.code} separate from {beside} and significant?"
            yield MOD_01.warning(line.box("d_mod1"), text, "Add 25 if the note shows it.")
        elif "25" in line.modifiers and not others and not _has_history(claim, line):
            text = f"{line.code} bears 25, but nothing else was done that day."
            yield MOD_01.warning(line.modifier_box("25"), text, "Take 25 out.")


def _asks_for_25(claim: ScrubbedClaim, line: NumberedLine, other: NumberedLine) -> bool:
    if is_preventive_visit(other.code):
        return not is_preventive_visit(line.code)
    facts = _service(claim, other)
    return facts is not None and facts.global_days in SMALL_SURGERY and not is_visit(other.code)


def _has_history(claim: ScrubbedClaim, line: NumberedLine) -> bool:
    return any(each.on == line.on for each in claim.facts.history)


def check_valid(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MOD-02: two digits that are no modifier, or signs that cannot be one."""
    for line in claim.lines:
        for modifier in line.modifiers:
            is_shaped = (
                len(modifier) == 2 and modifier.isalnum() and modifier.isascii() and modifier.isupper()
            )
            if not (modifier in _NUMBERED or is_shaped):
                text = f"Modifier {modifier} is not valid."
                yield MOD_02.error(line.modifier_box(modifier), text, "Correct it, or take it out.")


def check_conflicts(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MOD-03: modifiers that exclude each other, stand twice, or belong to visits only.

    That a modifier which only tells something stands before one that changes the price is a warning: most
    payers sort them by themselves.
    """
    for line in claim.lines:
        own = set(line.modifiers)
        for one, other in _RIVALS:
            if {one, other} <= own:
                yield _conflict(line, one, other)
        if "50" in own and own & {"LT", "RT"}:
            yield _conflict(line, "50", min(own & {"LT", "RT"}))
        for modifier in sorted({each for each in own if line.modifiers.count(each) > 1}):
            text = f"Modifier {modifier} stands twice on line {line.number}."
            yield MOD_03.error(line.modifier_box(modifier), text, "Take one out.")
        for modifier in _FOR_VISITS:
            if modifier in own and not is_visit(line.code) and _is_plain_code(line.code):
                text = f"{modifier} belongs to visits, and {line.code} is none."
                yield MOD_03.error(line.modifier_box(modifier), text, "Put it on the visit of that day.")
        yield from _check_sequence(line)


def _conflict(line: NumberedLine, one: str, other: str) -> Finding:
    text = f"{one} and {other} cannot be used together."
    return MOD_03.error(line.modifier_box(other), text, "Take one out.")


def _is_plain_code(code: str) -> bool:
    """HCPCS has visits of its own (G0438), which no range tells."""
    return code.isdigit()


def _check_sequence(line: NumberedLine) -> Iterator[Finding]:
    pricing = [place for place, each in enumerate(line.modifiers) if each in _PRICING]
    telling = [place for place, each in enumerate(line.modifiers) if each in _TELLING]
    if pricing and telling and telling[0] < pricing[0]:
        first, later = line.modifiers[telling[0]], line.modifiers[pricing[0]]
        text = f"{later} changes the price and should stand before {first}."
        yield MOD_03.warning(line.modifier_box(later), text, "Change their order.")


def check_parts(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MOD-04: 26 or TC where the service has no such parts, or TC where the facility bills it."""
    for line in claim.lines:
        for modifier in ("26", "TC"):
            if modifier not in line.modifiers:
                continue
            facts = _service(claim, line)
            if facts and facts.pctc not in ("", "1"):
                text = f"{line.code} has no separate professional and technical part."
                yield MOD_04.error(line.modifier_box(modifier), text, f"Take {modifier} out.")
        if "TC" in line.modifiers and line.line.place_code in FACILITY_PLACES:
            text = f"At place {line.line.place_code} the facility bills the technical part of {line.code}."
            yield MOD_04.error(line.modifier_box("TC"), text, "Bill 26, or correct the place.")


def check_exact(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MOD-05: 59 where Medicare has more exact ones."""
    for line in claim.lines:
        if claim.follows_medicare and "59" in line.modifiers and not line.has_any(X_MODIFIERS):
            text = f"{line.code} bears 59; Medicare has XE, XS, XP and XU for it."
            yield MOD_05.warning(line.modifier_box("59"), text, "Use the exact X modifier if you can.")


def check_both_sides(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MOD-06: 50 on a code that has no two sides, or with more than one unit."""
    for line in claim.lines:
        if "50" not in line.modifiers:
            continue
        facts = _service(claim, line)
        if facts and facts.bilateral not in ("", "1", "3"):
            text = f"50 does not fit {line.code}: its price does not rise for two sides."
            yield MOD_06.warning(line.modifier_box("50"), text, "State the side, or take 50 out.")
        if line.units != 1:
            text = f"{line.code} with 50 has {line.line.units} units; both sides are one unit."
            yield MOD_06.warning(line.box("g"), text, "Enter 1, or bill LT and RT on two lines.")


def check_repeats(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MOD-08: the same service twice a day without saying so, or helpers that are not paid."""
    for one, other in claim.pairs():
        same = one.code == other.code and set(one.modifiers) == set(other.modifiers)
        if same and not other.has_any(REPEATED):
            text = (
                f"{other.code} stands twice on one day; lines {one.number} and {other.number} look the same."
            )
            yield MOD_08.warning(other.box("d_mod1"), text, "Add 76, 77 or 91, or join the units.")
    for line in claim.lines:
        facts = _service(claim, line)
        if facts is None:
            continue
        for modifier in line.modifiers:
            if _is_refused_helper(modifier, facts):
                text = f"Check modifier {modifier}: the fee schedule pays no such helper for {line.code}."
                yield MOD_08.warning(
                    line.modifier_box(modifier), text, "Take the line out, or attach the reason."
                )


def _is_refused_helper(modifier: str, facts: ServiceFacts) -> bool:
    if modifier in ASSISTANTS:
        return facts.assistant in ("1", "9")
    if modifier == "62":
        return facts.co_surgeon in ("0", "9")
    return modifier == "66" and facts.team in ("0", "9")


def _service(claim: ScrubbedClaim, line: NumberedLine) -> ServiceFacts | None:
    edits = claim.checked_edits(line.on, OfficialKind.FEES)
    return edits.service(line.code) if edits else None


MODIFIER_CHECKS = (
    check_separate_visits,
    check_valid,
    check_conflicts,
    check_parts,
    check_exact,
    check_both_sides,
    check_repeats,
)

"""Where the service was given: POS-01, POS-03, and telehealth, MOD-07."""

from collections.abc import Iterator

from app.domain.findings import Finding
from app.domain.scrubbing.code_families import (
    FACILITY_PLACES,
    OFFICE,
    TELEHEALTH_PLACES,
    is_between,
    is_drug,
    is_supply,
    is_visit,
)
from app.domain.scrubbing.scrubbed_claim import NumberedLine, Rule, ScrubbedClaim

VIDEO, AUDIO = "95", "93"
TELEHEALTH_MODIFIERS = frozenset({VIDEO, AUDIO, "GT", "GQ"})
# Numbers of these visits say by themselves that they are held from afar.
_REMOTE_VISITS = (("98000", "98016"), ("98966", "98972"), ("99421", "99423"))
_SETTINGS = (
    (("99281", "99285"), frozenset({"23"}), True),
    (("99221", "99239"), frozenset({"11", "12", "20"}), False),
    (("99304", "99316"), frozenset({"31", "32", "54", "56"}), True),
    (("99341", "99350"), frozenset({"04", "12", "13", "14", "16", "33", "55"}), True),
    (OFFICE, frozenset({"21"}), False),
)
POS_01 = Rule("POS-01", "visit")
POS_03 = Rule("POS-03", "visit")
MOD_07 = Rule("MOD-07", "visit")


def check_places(claim: ScrubbedClaim) -> Iterator[Finding]:
    """POS-01: a place that is none, or where this code is not done."""
    known = claim.facts.places_of_service
    for line in claim.lines:
        place = line.line.place_code
        if known and place not in known:
            text = f"{place or 'An empty box'} is not a place of service."
            yield POS_01.error(line.box("b"), text, "Choose the place from the list; 11 is the office.")
        elif not _is_done_at(line):
            text = f"{line.code} is not done at place {place}."
            yield POS_01.error(line.box("b"), text, "Correct the place or the code.")


def _is_done_at(line: NumberedLine) -> bool:
    place = line.line.place_code
    if place in TELEHEALTH_PLACES:
        return True
    return all(
        (place in places) is wanted for codes, places, wanted in _SETTINGS if is_between(line.code, codes)
    )


def check_facility(claim: ScrubbedClaim) -> Iterator[Finding]:
    """POS-03: a drug or supply where the facility bills it."""
    for line in claim.lines:
        if line.line.place_code in FACILITY_PLACES and (is_drug(line.code) or is_supply(line.code)):
            text = f"At place {line.line.place_code} the facility bills {line.code}."
            yield POS_03.warning(line.box("b"), text, "Take the line out, or correct the place.")


def check_telehealth(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MOD-07: place and modifier of telehealth do not agree.

    A missing modifier is a warning, for some payers are content with the place; Medicare always is.
    """
    for line in claim.lines:
        is_remote = line.line.place_code in TELEHEALTH_PLACES
        borne = [each for each in line.modifiers if each in TELEHEALTH_MODIFIERS]
        if borne and not is_remote:
            text = f"{borne[0]} tells of telehealth, but the place is {line.line.place_code}."
            yield MOD_07.error(line.box("b"), text, "Use place 02 or 10, or take the modifier out.")
        elif len(borne) > 1:
            text = f"{borne[0]} and {borne[1]} cannot both be true of one service."
            yield MOD_07.error(line.modifier_box(borne[1]), text, "Keep 95 for video or 93 for sound alone.")
        elif is_remote and not borne and not claim.follows_medicare and _wants_modifier(line.code):
            text = f"Telehealth at place {line.line.place_code} mostly needs 95, or 93 for sound alone."
            yield MOD_07.warning(line.box("d_mod1"), text, "Add it if this payer wants it.")


def _wants_modifier(code: str) -> bool:
    return is_visit(code) and not any(is_between(code, each) for each in _REMOTE_VISITS)


PLACE_CHECKS = (check_places, check_facility, check_telehealth)

"""Which claim and line of ours a remittance means: sure by number, else proposed with its reasons."""

from datetime import timedelta

import pytest

from app.domain.remittance_matching import check_identity, match_lines, propose_claims
from tests.domain.remitted_samples import DAY, a_claim, a_line, a_party, known_claim, known_line

FIRST = known_line(1, 16500, "99213", ("25",))
SECOND = known_line(2, 4000, "87880")
THIRD = known_line(3, 4000, "87880")


@pytest.mark.parametrize(
    ("line", "charge_id"),
    [
        (a_line(100, code="00000", number="7-2"), 2),
        (a_line(16500, code="99213", modifiers=("25",)), 1),
        (a_line(16500, code="99213"), 1),
        (a_line(16500, code="99212", billed_code="99213"), 1),
        (a_line(16500, code="99213", modifiers=("25",), day=None), 1),
        (a_line(-16500, code="99213", modifiers=("25",)), 1),
        (a_line(16400, code="99213", modifiers=("25",)), None),
        (a_line(16500, code="99213", modifiers=("25",), day=DAY + timedelta(days=1)), None),
        (a_line(16500, code="99214"), None),
        (a_line(16500, code="99213", number="8-1"), 1),
    ],
)
def test_a_line_is_found_by_number_then_by_what_it_is(line, charge_id):
    assert match_lines([line], [FIRST, SECOND]) == (charge_id,)


def test_no_charge_is_taken_twice_and_lines_that_are_alike_go_in_order():
    alike = a_line(4000, code="87880")
    assert match_lines([alike, alike, alike], [FIRST, SECOND, THIRD]) == (2, 3, None)
    named = a_line(4000, code="87880", number="7-2")
    assert match_lines([alike, named], [SECOND, THIRD]) == (3, 2)
    assert match_lines([named, named], [SECOND]) == (2, None)


def test_proposals_are_scored_and_say_why():
    right = known_claim(claim_id=1)
    other_day = known_claim(known_line(day=DAY - timedelta(days=9)), claim_id=2)
    stranger = known_claim(known_line(9, 900, "76700"), claim_id=3, last="Holm", first="Bo", member_id="Q")
    found = propose_claims(a_claim(number="OLD"), [stranger, other_day, right])
    assert [(each.claim.claim_id, each.score) for each in found] == [(1, 100), (2, 85)]
    assert "Same member id" in found[0].reasons
    assert "Same charge, $165.00" in found[0].reasons
    assert "Day here: 11/11/2026" in found[1].reasons


def test_a_claim_is_doubted_only_when_neither_name_nor_member_id_fits():
    known = known_claim()
    assert check_identity(a_claim(), known) == ()
    assert check_identity(a_claim(parties=(a_party(last="RIVERA-"),)), known) == ()
    assert check_identity(a_claim(parties=(a_party(last="Holm"),)), known) == ()
    (doubt,) = check_identity(a_claim(parties=(a_party(last="Holm", first="Bo", member="Q"),)), known)
    assert doubt == "The insurer names the patient Holm, Bo; claim 1001 is for Rivera, Ana."
    assert check_identity(a_claim(parties=()), known) == ()


def test_names_are_the_same_in_the_capitals_without_accents_that_files_have():
    known = known_claim(last="Núñez-O’Neil", first="José")
    remitted = a_claim(parties=(a_party(last="NUNEZ-ONEIL", first="JOSE", member=""),))
    assert check_identity(remitted, known) == ()
    (found,) = propose_claims(remitted, [known])
    assert {"Same last name", "Same first name"} <= set(found.reasons)

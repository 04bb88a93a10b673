"""The check of remittances: what was posted is what the payer paid, and every claim is posted or waits."""

import pytest

from tests.queries.test_database_check import broken, damage

pytest_plugins = ("tests.services.remittance_fixtures",)


@pytest.fixture
def posted(remitting):
    """A remittance of one claim posted and one that waits, and one that was taken back."""
    visit = remitting.a_visit("99213")
    claim = remitting.answer(visit.claim_id, ("CO-45 8360",))
    taken = remitting.post(claim, trace="EFT0000")
    remitting.unpost(taken.id)
    remitting.post(claim, remitting.answer(remitting.a_visit("99214").claim_id, status="17"))
    return remitting.desk


DAMAGES = {
    "a claim is lost": ("delete from remittance_claim where id = 2", "Of the 2 claims of remittance 2, 1"),
    "a waiting claim is out of sight": (
        "update remittance_claim set is_open = 0 where id = 3",
        "Of the 2 claims of remittance 2, 1 are posted or wait",
    ),
    "another amount": (
        "update remittance set cents = 9 where id = 2",
        "Remittance 2 is 9 cents, but 29140 were posted into the bank.",
    ),
    "a step of another amount": (
        "update remittance_step set cents = 1 where remittance_id = 2 and kind = 'answer'",
        "Of remittance 2, 1 cents are said to be posted by posting",
    ),
    "a taken back one still counts": (
        "delete from remittance_step where remittance_id = 1 and undoes is not null and kind = 'answer'",
        "Remittance 1 was taken back, but 8140 cents of it still stand.",
    ),
    "money in clearing that no remittance brought": (
        "delete from remittance_step where remittance_id = 2 and kind = 'payment'",
        "Payer clearing holds -21000 cents, but remittances leave 8140 to be explained.",
    ),
}


def test_a_sound_remittance_is_no_finding(posted):
    assert broken(posted) == {}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_to_a_remittance_is_named(posted, name):
    statement, sentence = DAMAGES[name]
    damage(statement)
    assert sentence in " ".join(finding.text for finding in broken(posted)[6])

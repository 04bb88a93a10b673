"""The office's own lists: what could never be right is refused where it is kept."""

import pytest

from app.domain.errors import InputError
from app.models.database import select
from app.services import office
from tests.practice_fixtures import money


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"mode": "COPAY_ONLY", "copay": money("-25.00")}, "less than zero"),
        ({"mode": "DED_COINS", "coinsurance_bp": 10_001}, "between 0 % and 100 %"),
        ({"mode": "DED_COINS", "coinsurance_bp": -1}, "between 0 % and 100 %"),
    ],
)
def test_a_benefit_that_cannot_be_is_not_kept(practice, values, words):
    before = select("select * from benefit")
    with pytest.raises(InputError, match=f"{words}.*Nothing was changed"):
        office.set_benefit(practice.session, practice.lists.plan, "office", values)
    assert select("select * from benefit") == before


def test_a_copay_that_is_not_known_yet_may_be_kept(practice):
    office.set_benefit(practice.session, practice.lists.plan, "therapy", {"mode": "COPAY_ONLY"})
    assert select("select mode, copay_cents from benefit where category = 'therapy'") == [
        ("COPAY_ONLY", None)
    ]

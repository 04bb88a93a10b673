"""A remitted claim is kept exactly as it was read."""

import pytest

from app.domain.remitted_text import read_remitted, write_remitted
from app.edi.x835 import read_remittances
from tests.edi.remittance_makers import full_advice, make_835


def test_every_kind_of_claim_comes_back_as_it_was():
    (advice,) = read_remittances(make_835(full_advice()).encode())
    assert len(advice.claims) == 8
    for claim in advice.claims:
        assert read_remitted(write_remitted(claim)) == claim


def test_a_form_of_a_later_program_is_not_guessed_at():
    with pytest.raises(ValueError, match="form 9 is not known"):
        read_remitted("[9, []]")

"""Guidelines to look at and to look up, in a practice with one insured patient."""

from datetime import date

import pytest

from app.services.guidelines import add_guideline

BULLETIN = {
    "codes": "97110",
    "answer": "covered",
    "approval": "after",
    "approval_after": 20,
    "effective": date(2026, 1, 1),
    "source_title": "Bulletin 25-9",
    "source_page": "2",
    "confirmed_by": "Maria Lee",
    "confirmed_on": date(2026, 11, 2),
}


@pytest.fixture
def write(practice):
    """A function that writes a guideline of Prairie Health, the bulletin's unless said otherwise."""

    def add(**values):
        return add_guideline(practice.session, {"payer": practice.lists.payer, **BULLETIN, **values})

    return add


@pytest.fixture
def ana(practice):
    """Ana is insured with Prairie Health since January."""
    return practice.an_insured_patient()

"""The window on a practice with scenario 3's denied ultrasound, as on the day after the insurer's answer."""

from datetime import date

import pytest

from tests.dispute_samples import deny

MONDAY = date(2026, 3, 23)


@pytest.fixture
def denied(practice):
    """76700 of claim 10001 was denied with CO-197 on Mar 20, 2026; today is Monday, Mar 23."""
    claim = deny(practice)
    practice.clock.move_to(MONDAY)
    return claim


@pytest.fixture
def hands(denied, open_window):
    """The window of the manager."""
    return open_window()

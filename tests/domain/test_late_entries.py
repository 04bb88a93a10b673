from datetime import date, timedelta

import pytest

from app.domain.late_entries import needs_signature
from app.domain.rights import Role

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("role", "back", "needed"),
    [
        (Role.MANAGER, 400, False),
        (Role.BILLER, 7, False),
        (Role.BILLER, 8, True),
        (Role.RECEPTIONIST, 0, False),
        (Role.RECEPTIONIST, 1, True),
        (Role.AUDITOR, 1, True),
    ],
)
def test_who_needs_the_manager(role, back, needed):
    assert needs_signature(role, TODAY - timedelta(days=back), TODAY) is needed

"""The paper with the recovery key."""

from app.documents.recovery_sheet import RecoverySheet, draw_recovery_sheet
from app.services.session import system_clock


def draw_recovery_paper(practice: str, recovery_key: str) -> bytes:
    """Draw the paper for a key that was just made; it is kept nowhere."""
    return draw_recovery_sheet(RecoverySheet(practice, recovery_key, system_clock().date()))

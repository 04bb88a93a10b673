"""Backups as lists show them."""

from app.services.restorable import BackupLine
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.theme import ChipKind


def made_at(line: BackupLine) -> str:
    """When a backup was made, in this computer's time."""
    if line.made_at is None:
        return "unknown"
    here = line.made_at.astimezone()
    return f"{here:%m/%d/%Y %H:%M}"


def state_chip(line: BackupLine) -> Chip:
    """How far a backup can be trusted, as a chip."""
    good = line.state.value == "verified"
    return Chip(ChipKind.PAID if good else ChipKind.DENIED, line.state.value.capitalize())


BACKUP_COLUMNS = (
    Column("Made", made_at, width=17),
    Column("Patients", lambda line: line.facts.get("patients"), right=True, width=8),
    Column("Size", lambda line: f"{line.size / 2**20:,.1f} MB", right=True, width=9),
    Column("State", state_chip),
)

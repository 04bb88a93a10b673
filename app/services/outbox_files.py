"""Files of questions that go to trading partners: kept first, then put into a folder by one rename."""

from pathlib import Path

from app.models.disk_faults import in_words
from app.models.records import StoredFile, TradingPartner
from app.models.whole_file import write_whole
from app.services.rows import fetch


def make_folder(folder: Path) -> None:
    """Make a folder for files to send where there is none; a disk that refuses is told in words."""
    with in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)


def put_into_outbox(partner_id: int, file_id: int, name: str, folder: Path | None = None) -> Path | None:
    """Put a kept file into a folder, else the partner's outbox; None where there is no such folder."""
    partner = fetch(TradingPartner, partner_id, "trading partner")
    place = folder or (Path(partner.outbox) if partner.outbox else None)
    if place is None or not place.is_dir():
        return None
    write_whole(place / name, bytes(fetch(StoredFile, file_id, "file").content))
    return place / name

"""Coming in: who may, behind a locked screen or in a colleague's place, and what a lane needs for it."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.config import documents_folder
from app.domain.errors import AppError
from app.domain.rights import Right
from app.models.key_slots import FLOOR_COST, KdfCost, WrongPasswordError
from app.models.keys import KeyFile
from app.models.practice_file import cloud_service, key_path

if TYPE_CHECKING:
    from app.services.practices import OpenPractice
    from app.services.session import Session


def list_people(path: Path, floor: KdfCost = FLOOR_COST) -> tuple[str, ...]:
    """Name who can open a practice file, without a password; raises InputError if its key file is gone."""
    return tuple(line.name for line in KeyFile(key_path(path), floor=floor).list_slots())


def is_wrong_password(error: AppError) -> bool:
    """Tell a wrong password or recovery key from every other refusal."""
    return isinstance(error, WrongPasswordError)


def suggest_folder() -> Path:
    """Choose the folder for a new practice: the user's documents, unless a cloud service copies them."""
    usual = documents_folder()
    return Path.home() / usual.name if cloud_service(usual) else usual


def demo_password(path: Path, people: tuple[str, ...]) -> str:
    """The printed password of the demo practice; empty for every other practice."""
    if "demo" not in people:
        return ""
    # The maker of the demo is large, and a real practice never needs it.
    from app.services.demo_practice import DEMO_FILE, DEMO_PASSWORD

    return DEMO_PASSWORD if path.name == DEMO_FILE else ""


def unlock_screen(session: "Session", practice: "OpenPractice", password: str, failures: int = 0) -> None:
    """Let the person who locked the screen back in; wrong passwords typed before go on record."""
    session.require(Right.OPEN)
    practice.keys.unlock(session.user.id, password)
    _record_entry(session, "unlock_screen", failures)


def switch_user(practice: "OpenPractice", who: str, password: str, failures: int = 0) -> "Session":
    """Sign a colleague in at the same desk; what the person before had looked at is written down first."""
    from app.services.practices import sign_in

    practice.keys.unlock(who, password)
    before = practice.session
    before.flush_looks()
    session = sign_in(practice.keys, who, clock=before.now)
    if failures:
        _record_entry(session, "switch_user", failures)
    session.announce = before.announce
    practice.session = session
    return session


def join_practice() -> None:
    """Connect this lane to the practice that another lane has just opened."""
    from app.models.database import connect_thread

    connect_thread()


def leave_practice() -> None:
    """Close this lane's connection, so that the practice can be closed."""
    from app.models.database import close_database

    close_database()


def _record_entry(session: "Session", action: str, failures: int) -> None:
    with session.transaction() as transaction:
        transaction.record(
            "sign_in", session.user.id, action, after={"wrong_passwords": failures} if failures else None
        )

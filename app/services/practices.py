"""Practices: made, opened with a person's password, brought up to date, and closed."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right, Role
from app.models import database as files
from app.models.key_slots import DEFAULT_COST, FLOOR_COST, KdfCost, Purpose, subkey
from app.models.keys import KeyFile
from app.models.office import Practice, Setting, User
from app.models.practice_file import check_room, key_path, require_safe_place
from app.models.practice_lock import PracticeLock
from app.models.restore import claim_practice
from app.services.rows import check_columns
from app.services.session import Session, SignedIn, Transaction, system_clock
from app.services.upgrades import bring_up_to_date

SUFFIX = ".plainbill"
ROOM_FOR_NEW = 64 * 1024 * 1024
KEY_GENERATION = "key_generation"
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class FirstUser:
    """The person who sets the practice up; always a manager."""

    name: str
    display_name: str
    password: str


@dataclass(slots=True)
class OpenPractice:
    """A practice file held open by this program: its keys, its lock, and who is signed in."""

    path: Path
    keys: KeyFile
    data_key: bytes
    lock: PracticeLock
    session: Session

    def close(self) -> None:
        """Write what is still to be noted, close the file and let it go."""
        self.session.flush_looks()
        files.close_database()
        self.lock.release()


def create_practice(
    path: Path,
    facts: Mapping[str, Any],
    first: FirstUser,
    *,
    cost: KdfCost = DEFAULT_COST,
    floor: KdfCost = FLOOR_COST,
    clock: Clock = system_clock,
) -> tuple[OpenPractice, str]:
    """Make a practice file with its first user; gives it open, and the recovery key to be written down.

    Raises RuleError or InputError for a place where it may not lie; nothing is left behind then.
    """
    check_columns(Practice, facts)
    if not str(facts.get("name", "")).strip():
        raise InputError("The practice needs a name. Type it as it shall stand on claim forms.")
    path = require_safe_place(path)
    check_room(path, ROOM_FOR_NEW)
    lock = claim_practice(path, first.display_name, clock())
    for there in (path, key_path(path)):
        if there.exists():
            lock.release()
            raise RuleError(f"“{there.name}” is already there. Nothing was changed. Choose another name.")
    keys = KeyFile(key_path(path), cost=cost, floor=floor)
    try:
        uid = secrets.token_hex(8)
        new = keys.create(uid, 1, first.name, first.password)
        files.open_database(path, subkey(new.data_key, Purpose.DATABASE), create=True)
        files.migrate()
        session = Session(SignedIn(1, first.name, first.display_name, Role.MANAGER), clock=clock)
        _write_first_rows(session, uid, facts, first, keys.generation())
    except BaseException:
        files.close_database()
        for left in (path, key_path(path)):
            left.unlink(missing_ok=True)
        lock.release()
        raise
    return OpenPractice(path, keys, new.data_key, lock, session), new.recovery_key


def open_practice(
    path: Path,
    who: str,
    password: str,
    *,
    cost: KdfCost = DEFAULT_COST,
    floor: KdfCost = FLOOR_COST,
    clock: Clock = system_clock,
) -> OpenPractice:
    """Open a practice file as one of its users, bringing it up to date first if it is older.

    Raises InputError for a wrong password or a damaged or foreign file, RuleError for a newer file, a place
    where it may not lie, or when another program has it open.
    """
    keys = KeyFile(key_path(path), cost, floor)
    return _open(path, who, lambda keys: keys.unlock(who, password), keys=keys, clock=clock)


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovery key as typed, and the person who gets a new password by it."""

    typed: str
    name: str
    new_password: str


def recover_practice(
    path: Path,
    recovery: Recovery,
    *,
    cost: KdfCost = DEFAULT_COST,
    floor: KdfCost = FLOOR_COST,
    clock: Clock = system_clock,
) -> OpenPractice:
    """Open a practice with its recovery key and give one of its users a new password.

    Raises InputError for a slip in the key, an unknown name or a weak password; then nothing was changed.
    """

    def unlock(keys: KeyFile) -> bytes:
        data_key = keys.unlock_with_recovery(recovery.typed)
        keys.set_password(data_key, recovery.name, recovery.new_password)
        return data_key

    keys = KeyFile(key_path(path), cost, floor)
    opened = _open(path, recovery.name, unlock, keys=keys, clock=clock)
    with opened.session.transaction() as transaction:
        note_key_generation(transaction, keys.generation())
        transaction.record("user", opened.session.user.id, "recover_practice")
    return opened


def _open(
    path: Path, who: str, unlock: Callable[[KeyFile], bytes], *, keys: KeyFile, clock: Clock
) -> OpenPractice:
    # The claim comes first: it carries a restore that was cut off to its end, key file and all.
    lock = claim_practice(path, who, clock())
    path = require_safe_place(path)
    try:
        if not path.is_file():
            raise InputError(f"“{path.name}” is not there. Choose another practice file.")
        data_key = unlock(keys)
        key = subkey(data_key, Purpose.DATABASE)
        files.open_database(path, key)
        files.check_not_newer()
        bring_up_to_date(path, key)
        session = sign_in(keys, who, clock=clock)
    except BaseException:
        files.close_database()
        lock.release()
        raise
    return OpenPractice(path, keys, data_key, lock, session)


def sign_in(keys: KeyFile, who: str, *, clock: Clock = system_clock) -> Session:
    """Begin a session for a user whose password has just opened the key file."""
    _refuse_older_keys(keys)
    row = User.get_or_none((User.id == keys.user_id(who)) & User.active)
    if row is None:
        raise RuleError(f"“{who}” may no longer use this practice. Ask the manager.")
    session = Session(SignedIn(row.id, row.name, row.display_name, Role(row.role)), clock=clock)
    session.require(Right.OPEN)
    with session.transaction() as transaction:
        transaction.record("sign_in", row.id, "sign_in")
    return session


def note_key_generation(transaction: Transaction, generation: int) -> None:
    """Keep the number of the key file beside which the practice was last used."""
    Setting.insert(name=KEY_GENERATION, value=str(generation)).on_conflict("replace").execute()
    transaction.record("keys", generation, "change_keys")


def _refuse_older_keys(keys: KeyFile) -> None:
    kept = Setting.get_or_none(Setting.name == KEY_GENERATION)
    if kept and keys.generation() < int(kept.value):
        raise RuleError(
            "The key file beside this practice is an older copy. Nothing was opened, since a person who was "
            "removed could use it. Put the newest key file back, or restore a backup."
        )


def _write_first_rows(
    session: Session, uid: str, facts: Mapping[str, Any], first: FirstUser, generation: int
) -> None:
    with session.transaction() as transaction:
        Practice.create(**{**facts, "uid": uid})
        User.create(
            id=1,
            name=first.name,
            display_name=first.display_name,
            role=Role.MANAGER.value,
            created_at=session.now().isoformat(),
        )
        transaction.record("practice", 1, "create_practice", after=dict(facts))
        transaction.record("user", 1, "add_user", after={"name": first.name, "role": "manager"})
        note_key_generation(transaction, generation)

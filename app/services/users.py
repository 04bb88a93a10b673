"""Users: added, given passwords and roles, removed; the key file and the practice change together.

The key file is always written before the practice commits, so that the practice never waits for a key file
newer than the one that is there; and it is put back when the practice could not commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unicodedata import normalize

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right, Role
from app.models.office import Setting, User
from app.models.whole_file import write_whole
from app.services.practices import KEY_GENERATION, OpenPractice, note_key_generation
from app.services.rows import fetch
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person who shall sign in: log-in name, name on papers, role and first password."""

    name: str
    display_name: str
    role: Role
    password: str


def add_user(session: Session, practice: OpenPractice, new: NewUser) -> int:
    """Let one more person sign in, and give the id; names that were once used stay taken."""
    session.require(Right.MANAGE_USERS)
    name, display_name = new.name.strip(), new.display_name.strip()
    if not name or not display_name:
        raise InputError("A user needs a log-in name and a name. Type both.")
    if any(_fold(row.name) == _fold(name) for row in User.select()):
        raise RuleError(f"“{name}” is or was a log-in name of this practice. Choose another one.")
    with _changing_keys(session, practice) as transaction:
        _clear_slots_of_nobody(practice)
        row = User.create(
            name=name,
            display_name=display_name,
            role=Role(new.role).value,
            created_at=session.now().isoformat(),
        )
        practice.keys.add_slot(practice.data_key, row.id, name, new.password)
        transaction.record("user", row.id, "add_user", after={"name": name, "role": row.role})
        return int(row.id)


def change_password(session: Session, practice: OpenPractice, old: str, new: str) -> None:
    """Replace one's own password; the old one is asked for and no longer opens the practice."""
    session.require(Right.OPEN)
    with _changing_keys(session, practice) as transaction:
        practice.keys.change_password(session.user.id, old, new)
        transaction.record("user", session.user.id, "change_password")


def reset_password(session: Session, practice: OpenPractice, user_id: int, new: str) -> None:
    """Give a person who forgot the password a new one."""
    session.require(Right.MANAGE_USERS)
    with _changing_keys(session, practice) as transaction:
        row = _active(user_id)
        if _has_slot(practice, user_id):
            practice.keys.set_password(practice.data_key, user_id, new)
        else:
            practice.keys.add_slot(practice.data_key, user_id, row.name, new)
        transaction.record("user", user_id, "reset_password")


def change_role(session: Session, user_id: int, role: Role) -> None:
    """Give a person another role, from the next sign-in on; the last manager stays manager."""
    session.require(Right.MANAGE_USERS)
    with session.transaction() as transaction:
        row = _active(user_id)
        if role is not Role.MANAGER:
            _refuse_last_manager(row)
        User.update(role=Role(role).value).where(User.id == user_id).execute()
        transaction.record(
            "user", user_id, "change_role", before={"role": row.role}, after={"role": role.value}
        )


def remove_user(session: Session, practice: OpenPractice, user_id: int) -> None:
    """Stop a person from opening the practice; what he did stays under his name. The last manager stays."""
    session.require(Right.MANAGE_USERS)
    with _changing_keys(session, practice) as transaction:
        row = _active(user_id)
        _refuse_last_manager(row)
        if _has_slot(practice, user_id):
            practice.keys.remove_slot(practice.data_key, user_id)
        User.update(active=False).where(User.id == user_id).execute()
        transaction.record("user", user_id, "remove_user", before={"name": row.name, "role": row.role})


def reissue_recovery_key(session: Session, practice: OpenPractice) -> str:
    """Make a new recovery key and give it for writing down; the old one opens nothing any more."""
    session.require(Right.MANAGE_USERS)
    with _changing_keys(session, practice) as transaction:
        recovery_key = practice.keys.reissue_recovery(practice.data_key)
        transaction.record("user", session.user.id, "reissue_recovery_key")
        return recovery_key


@contextmanager
def _changing_keys(session: Session, practice: OpenPractice) -> Iterator[Transaction]:
    before = practice.keys.path.read_bytes()
    try:
        with session.transaction() as transaction:
            yield transaction
            note_key_generation(transaction, practice.keys.generation())
    except BaseException:
        kept = Setting.get_by_id(KEY_GENERATION)
        if int(kept.value) < practice.keys.generation():
            write_whole(practice.keys.path, before)
        raise


def _active(user_id: int) -> User:
    row: User = fetch(User, user_id, "user")
    if not row.active:
        raise RuleError(f"“{row.name}” was removed before. Add the person under another name.")
    return row


def _refuse_last_manager(row: User) -> None:
    others = User.select().where((User.role == Role.MANAGER.value) & User.active & (User.id != row.id))
    if row.role == Role.MANAGER.value and not others.exists():
        raise RuleError(
            f"“{row.name}” is the only manager, and an office without one could not be run. "
            "Nothing was changed. Make another person manager first."
        )


def _clear_slots_of_nobody(practice: OpenPractice) -> None:
    """Drop slots that a machine which died between key file and practice has left without a person."""
    people = {row.id for row in User.select(User.id).where(User.active)}
    for slot in practice.keys.list_slots():
        if slot.user_id not in people:
            practice.keys.remove_slot(practice.data_key, slot.user_id)


def _has_slot(practice: OpenPractice, user_id: int) -> bool:
    return any(slot.user_id == user_id for slot in practice.keys.list_slots())


def _fold(name: str) -> str:
    return normalize("NFKC", name).strip().casefold()

"""The key file beside a practice file: who can open the practice, without knowing what is in it.

It holds one slot per user and one for the recovery key. All slots wrap the same random data key, so a
password is changed without touching the database. The whole file is authenticated with a key derived from
the data key; its generation rises with every change and is kept in the database too, so that an older key
file is noticed. Hashes and the source of keys are imported where they are used, as in `key_slots`.
"""

import json
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.domain.errors import InputError, RuleError
from app.domain.passwords import check_password
from app.domain.recovery_key import BITS, read_recovery_key, write_recovery_key
from app.models.disk_faults import in_words
from app.models.key_slots import (
    DEFAULT_COST,
    FLOOR_COST,
    KEY_BYTES,
    VERSION,
    KdfCost,
    Purpose,
    Slot,
    SlotKind,
    canonical_json,
    read_slot,
    seal_of,
    slot_json,
    unwrap_key,
    wrap_key,
)
from app.models.whole_file import write_whole

_FORMAT: Final = "plainbill-keys"
_LARGEST_FILE: Final = 1_000_000
_NOBODY: Final = (0, "")


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What comes of making a key file: the data key, and the recovery key to be written down."""

    data_key: bytes
    recovery_key: str


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A user who can open the practice."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class _Content:
    practice_id: str
    generation: int
    slots: tuple[Slot, ...]
    seal: str = ""

    @property
    def sealed_part(self) -> dict[str, object]:
        """Everything in the file but its seal."""
        return {
            "format": _FORMAT,
            "version": VERSION,
            "practice": self.practice_id,
            "gen": self.generation,
            "slots": [slot_json(slot) for slot in self.slots],
        }


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key file at a path; `cost` is for new slots, anything weaker than `floor` is refused."""

    path: Path
    cost: KdfCost = DEFAULT_COST
    floor: KdfCost = FLOOR_COST

    def create(self, practice_id: str, user_id: int, name: str, password: str) -> NewKeys:
        """Make the key file of a new practice with its first user and a recovery key."""
        import secrets

        if self.path.exists():
            raise RuleError(f"“{self.path.name}” is already there. Nothing was changed. Choose another name.")
        data_key, recovery = secrets.token_bytes(KEY_BYTES), secrets.randbits(BITS)
        first = self._new_slot(data_key, practice_id, (user_id, name), password)
        spare = wrap_key(data_key, practice_id, _NOBODY, str(recovery), self._safe_cost())
        self._write(data_key, _Content(practice_id, 1, (first, spare)))
        return NewKeys(data_key, write_recovery_key(recovery))

    def unlock(self, who: int | str, password: str) -> bytes:
        """Give the data key to a user (id or log-in name); raises WrongPasswordError."""
        content = self._read()
        data_key = unwrap_key(_find(content, who), content.practice_id, password)
        self._prove(data_key, content)
        return data_key

    def unlock_with_recovery(self, typed: str) -> bytes:
        """Give the data key to whoever holds the recovery key; raises InputError for a slip."""
        recovery = read_recovery_key(typed)
        content = self._read()
        slot = next((slot for slot in content.slots if slot.kind is SlotKind.RECOVERY), None)
        if slot is None:
            raise InputError("This practice has no recovery key. Log in with a password.")
        data_key = unwrap_key(slot, content.practice_id, str(recovery))
        self._prove(data_key, content)
        return data_key

    def confirm(self, data_key: bytes) -> None:
        """Prove that the file is whole and belongs to this data key; raises RuleError."""
        self._prove(data_key, self._read())

    def add_slot(self, data_key: bytes, user_id: int, name: str, password: str) -> None:
        """Let one more user open the practice."""
        content = self._proven(data_key)
        taken = any(slot.user_id == user_id or _fold(slot.name) == _fold(name) for slot in _people(content))
        if taken:
            raise RuleError(f"“{name}” can already open this practice. Choose another log-in name.")
        slot = self._new_slot(data_key, content.practice_id, (user_id, name), password)
        self._write_next(data_key, content, (*content.slots, slot))

    def change_password(self, who: int | str, old: str, new: str) -> None:
        """Let a user replace the password; the old one no longer opens this file."""
        self.set_password(self.unlock(who, old), who, new)

    def set_password(self, data_key: bytes, who: int | str, new: str) -> None:
        """Give a user a new password with the practice already open (after the recovery key was used)."""
        content = self._proven(data_key)
        old = _find(content, who)
        slot = self._new_slot(data_key, content.practice_id, (old.user_id, old.name), new)
        others = tuple(each for each in content.slots if each is not old)
        self._write_next(data_key, content, (*others, slot))

    def remove_slot(self, data_key: bytes, who: int | str) -> None:
        """Stop a user from opening the practice; the last one stays."""
        content = self._proven(data_key)
        leaving = _find(content, who)
        if len(_people(content)) == 1:
            raise RuleError("The last person who can open the practice cannot be removed. Add another first.")
        self._write_next(data_key, content, tuple(slot for slot in content.slots if slot is not leaving))

    def reissue_recovery(self, data_key: bytes) -> str:
        """Make a new recovery key and return it for writing down; the old one dies."""
        import secrets

        content = self._proven(data_key)
        recovery = secrets.randbits(BITS)
        slot = wrap_key(data_key, content.practice_id, _NOBODY, str(recovery), self._safe_cost())
        self._write_next(data_key, content, (*_people(content), slot))
        return write_recovery_key(recovery)

    def list_slots(self) -> tuple[SlotLine, ...]:
        """List who can open the practice, by name; no password is needed."""
        lines = [SlotLine(slot.user_id, slot.name) for slot in _people(self._read())]
        return tuple(sorted(lines, key=lambda line: _fold(line.name)))

    def user_id(self, who: str) -> int:
        """Tell whose slot a log-in name is; raises InputError for a name without one."""
        return _find(self._read(), who).user_id

    def practice_id(self) -> str:
        """Tell which practice the file belongs to."""
        return self._read().practice_id

    def generation(self) -> int:
        """Count the changes of the file so far; the database keeps the same number."""
        return self._read().generation

    def _new_slot(self, data_key: bytes, practice_id: str, user: tuple[int, str], password: str) -> Slot:
        if user[0] < 1 or not user[1].strip():
            raise ValueError("a user needs a positive id and a log-in name")
        findings = check_password(password, own_words=(user[1],))
        if findings:
            raise InputError(f"{findings[0].text} {findings[0].fix}")
        return wrap_key(data_key, practice_id, user, password, self._safe_cost())

    def _safe_cost(self) -> KdfCost:
        if not self.cost.is_within(self.floor):
            raise ValueError("this cost would be refused when the file is opened")
        return self.cost

    def _proven(self, data_key: bytes) -> _Content:
        content = self._read()
        self._prove(data_key, content)
        return content

    def _prove(self, data_key: bytes, content: _Content) -> None:
        import hmac

        if not hmac.compare_digest(seal_of(data_key, Purpose.KEY_FILE, content.sealed_part), content.seal):
            raise RuleError(
                f"“{self.path.name}” was changed by something else than this program. It was not used. "
                "Restore the key file from a backup."
            )

    def _write_next(self, data_key: bytes, content: _Content, slots: tuple[Slot, ...]) -> None:
        self._write(data_key, replace(content, generation=content.generation + 1, slots=slots))

    def _write(self, data_key: bytes, content: _Content) -> None:
        sealed = content.sealed_part
        seal = seal_of(data_key, Purpose.KEY_FILE, sealed)
        write_whole(self.path, canonical_json({**sealed, "seal": seal}))

    def _read(self) -> _Content:
        if not self.path.is_file():
            raise InputError(
                f"The key file “{self.path.name}” is missing. Nothing was changed. Put it back beside the "
                "practice file or restore a backup."
            )
        with in_words(self.path), self.path.open("rb") as file:
            text = file.read(_LARGEST_FILE + 1)
        try:
            if len(text) > _LARGEST_FILE:
                raise ValueError("too large")
            return _read_content(json.loads(text), self.floor)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise InputError(
                f"The key file “{self.path.name}” is damaged. Nothing was changed. Restore it from a backup."
            ) from error


def _read_content(raw: dict[str, object], floor: KdfCost) -> _Content:
    if raw["format"] != _FORMAT or type(raw["version"]) is not int:
        raise ValueError("not a key file")
    if raw["version"] > VERSION:
        raise RuleError("This practice was made by a newer version of the program. Install that version.")
    slots, practice, generation, seal = raw["slots"], raw["practice"], raw["gen"], raw["seal"]
    known = {"format", "version", "practice", "gen", "slots", "seal"}
    if set(raw) != known or not isinstance(slots, list) or raw["version"] != VERSION:
        raise ValueError("a key file of another shape")
    if not isinstance(practice, str) or not isinstance(seal, str) or type(generation) is not int:
        raise TypeError("a key file of another shape")
    return _Content(practice, generation, tuple(read_slot(slot, floor) for slot in slots), seal)


def _people(content: _Content) -> tuple[Slot, ...]:
    return tuple(slot for slot in content.slots if slot.kind is SlotKind.PASSWORD)


def _find(content: _Content, who: int | str) -> Slot:
    for slot in _people(content):
        if slot.user_id == who or (isinstance(who, str) and _fold(slot.name) == _fold(who)):
            return slot
    raise InputError(f"“{who}” cannot open this practice. Choose a name from the list.")


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()

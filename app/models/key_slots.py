"""One slot of a key file: the practice's data key, wrapped by one person's password or by the recovery key.

argon2id turns the password into a wrapping key, AES-256-GCM wraps, and the slot's own description is bound
to the wrapping, so that a slot that was relabelled no longer opens. Ciphers, hashes and the source of salts
are imported where they are used: the list of who may sign in is shown without them, and they load slowly.
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from app.domain.errors import InputError, RuleError
from app.domain.passwords import same_password_form

VERSION: Final = 1
KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_WRAPPED_BYTES: Final = KEY_BYTES + 16


class Purpose(StrEnum):
    """What a key derived from the data key is for; the data key itself is never used directly."""

    DATABASE = "database"
    KEY_FILE = "key-file"
    BACKUP = "backup"


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSWORD = "password"
    RECOVERY = "recovery"


class WrongPasswordError(InputError):
    """The password or recovery key does not open the slot."""


@dataclass(frozen=True, slots=True)
class KdfCost:
    """The work one guess takes: memory in KiB, passes over it, lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int

    def is_within(self, floor: "KdfCost") -> bool:
        """Tell whether it is neither weaker than the floor nor so dear that a planted file could stop us."""
        return (
            floor.memory_kib <= self.memory_kib <= CEILING_COST.memory_kib
            and floor.passes <= self.passes <= CEILING_COST.passes
            and floor.lanes <= self.lanes <= CEILING_COST.lanes
        )


FLOOR_COST: Final = KdfCost(64 * 1024, 3, 4)
DEFAULT_COST: Final = KdfCost(256 * 1024, 3, 4)
CEILING_COST: Final = KdfCost(1024 * 1024, 16, 8)


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot as it stands in the file; salt, nonce and wrapped key in hexadecimal; `user_id` 0 is nobody."""

    id: str
    kind: SlotKind
    user_id: int
    name: str
    kdf: KdfCost
    salt: str
    nonce: str
    wrapped: str


def subkey(data_key: bytes, purpose: Purpose) -> bytes:
    """Derive the 32-byte key for one purpose (HKDF-SHA256)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, None, f"plainbill {purpose}".encode()).derive(data_key)


def seal_of(data_key: bytes, purpose: Purpose, content: object) -> str:
    """Authenticate a JSON value with the purpose's subkey: HMAC-SHA256 in hexadecimal."""
    import hashlib
    import hmac

    return hmac.new(subkey(data_key, purpose), canonical_json(content), hashlib.sha256).hexdigest()


def canonical_json(content: object) -> bytes:
    """Write a JSON value in the one form that is authenticated."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def wrap_key(data_key: bytes, practice_id: str, user: tuple[int, str], secret: str, cost: KdfCost) -> Slot:
    """Make a slot for a user (id, log-in name); user id 0 makes the recovery slot."""
    import secrets

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    user_id, name = user
    kind = SlotKind.PASSWORD if user_id else SlotKind.RECOVERY
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    empty = Slot(secrets.token_hex(8), kind, user_id, name, cost, salt.hex(), nonce.hex(), "")
    wrapped = AESGCM(_wrapping_key(empty, secret)).encrypt(nonce, data_key, _label(empty, practice_id))
    return Slot(empty.id, kind, user_id, name, cost, empty.salt, empty.nonce, wrapped.hex())


def unwrap_key(slot: Slot, practice_id: str, secret: str) -> bytes:
    """Open a slot; raises WrongPasswordError."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_wrapping_key(slot, secret)).decrypt(
            bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), _label(slot, practice_id)
        )
    except InvalidTag:
        what = "password" if slot.kind is SlotKind.PASSWORD else "recovery key"
        raise WrongPasswordError(
            f"That {what} is not right. Nothing was changed. Check Caps Lock and try again."
        ) from None


def read_slot(raw: dict[str, object], floor: KdfCost) -> Slot:
    """Read a slot from JSON; raises TypeError or ValueError if malformed, RuleError for a dangerous cost."""
    numbers = KdfCost(**_dict(raw["kdf"]))
    slot = Slot(**{**raw, "kdf": numbers, "kind": SlotKind(str(raw["kind"]))})  # type: ignore[arg-type]
    if not all(type(number) is int for number in (slot.user_id, *asdict(numbers).values())):
        raise TypeError("whole numbers expected")
    if not all(isinstance(text, str) for text in (slot.id, slot.name)):
        raise TypeError("text expected")
    lengths = [len(bytes.fromhex(text)) for text in (slot.salt, slot.nonce, slot.wrapped)]
    if lengths != [_SALT_BYTES, _NONCE_BYTES, _WRAPPED_BYTES] or (slot.user_id == 0) != (
        slot.kind is SlotKind.RECOVERY
    ):
        raise ValueError("a slot of another shape")
    if not numbers.is_within(floor):
        raise RuleError(
            "The key file asks for a password check that is too weak or too costly; someone may have "
            "changed it. It was not used. Restore the key file from a backup."
        )
    return slot


def slot_json(slot: Slot) -> dict[str, object]:
    """Write a slot as the JSON object that stands in the file."""
    return asdict(slot)


def _dict(raw: object) -> dict[str, int]:
    if not isinstance(raw, dict):
        raise TypeError("an object expected")
    return raw


def _label(slot: Slot, practice_id: str) -> bytes:
    described = slot_json(slot)
    for loose in ("name", "nonce", "wrapped"):
        described.pop(loose)
    return canonical_json([VERSION, practice_id, described])


def _wrapping_key(slot: Slot, secret: str) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    cost = slot.kdf
    try:
        return hash_secret_raw(
            same_password_form(secret).encode("utf-8", "surrogatepass"),
            bytes.fromhex(slot.salt),
            cost.passes,
            cost.memory_kib,
            cost.lanes,
            KEY_BYTES,
            Type.ID,
        )
    except (HashingError, MemoryError) as error:
        raise RuleError(
            f"Checking the password needs {cost.memory_kib // 1024} MB of free memory. "
            "Nothing was changed. Close other programs and try again."
        ) from error

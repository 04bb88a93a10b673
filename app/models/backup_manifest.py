"""The manifest of a backup folder: what is in it, how much, and the proof that it is this practice's."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from app.domain.errors import InputError
from app.models.key_slots import Purpose, canonical_json, seal_of
from app.models.whole_file import write_whole

PRACTICE_NAME: Final = "practice.plainbill"
KEYS_NAME: Final = "practice.plainbill.keys"
MANIFEST_NAME: Final = "manifest.json"
_FORMAT: Final = "plainbill-backup"
_VERSION: Final = 1
_LARGEST_MANIFEST: Final = 1_000_000
_CHUNK: Final = 1 << 20

Facts = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class FilePrint:
    """A file as it was: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `facts` are the practice's counts, totals and heads at that moment."""

    practice_id: str
    sequence: int
    made_at: str
    facts: Facts
    files: Mapping[str, FilePrint]
    seal: str = ""
    format: str = _FORMAT
    version: int = _VERSION

    @property
    def made(self) -> datetime:
        """When it was made (UTC)."""
        return datetime.fromisoformat(self.made_at)

    def is_sealed_by(self, data_key: bytes) -> bool:
        """Tell whether this practice's program wrote it and nobody changed it."""
        return hmac.compare_digest(_seal(self, data_key), self.seal)


def print_file(path: Path) -> FilePrint:
    """Read a file whole for its size and hash; never a database that is open."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return FilePrint(size, digest.hexdigest())


def write_manifest(folder: Path, manifest: Manifest, data_key: bytes) -> Manifest:
    """Seal a manifest and write it into its folder."""
    sealed = replace(manifest, seal=_seal(manifest, data_key))
    write_whole(folder / MANIFEST_NAME, canonical_json(asdict(sealed)))
    return sealed


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a backup folder; raises InputError if there is none or it is malformed."""
    try:
        with (folder / MANIFEST_NAME).open("rb") as file:
            raw = json.loads(file.read(_LARGEST_MANIFEST))
        files = {str(name): FilePrint(**each) for name, each in raw["files"].items()}
        manifest = Manifest(**{**raw, "files": files, "facts": dict(raw["facts"])})
        if (manifest.format, manifest.version) != (_FORMAT, _VERSION) or set(files) != {
            PRACTICE_NAME,
            KEYS_NAME,
        }:
            raise ValueError("a manifest of another shape")
        if (
            type(manifest.sequence) is not int
            or not isinstance(manifest.seal, str)
            or not manifest.made.tzinfo
        ):
            raise ValueError("a manifest of another shape")
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise InputError(
            f"“{folder.name}” is not a whole backup: its manifest is missing or damaged."
        ) from error
    return manifest


def _seal(manifest: Manifest, data_key: bytes) -> str:
    content = asdict(replace(manifest, seal=""))
    return seal_of(data_key, Purpose.BACKUP, content)

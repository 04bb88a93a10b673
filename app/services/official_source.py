"""Opening an official file: as it is or inside its zip, line by line, never larger than such files are."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from app.domain.code_edits import OfficialKind
from app.domain.errors import InputError
from app.domain.fee_file import Gpci
from app.domain.locality_file import read_localities
from app.domain.official_files import UNKNOWN_FILE, explain_foreign, is_locality_list, recognise_file
from app.domain.official_rows import NOTHING_LOADED
from app.services.progress import Progress, no_progress

LARGEST_FILE = 400 * 1024 * 1024
MOST_MEMBERS = 200
HEAD = 64 * 1024
LINES_A_REPORT = 5_000
_TEXTS = (".txt", ".csv")
_KB = 1024


@dataclass(frozen=True, slots=True)
class OfficialSource:
    """A recognised file: where it lies, its member inside a zip ("" = the file itself), its kind and size."""

    path: Path
    member: str
    kind: OfficialKind
    size: int

    @property
    def names(self) -> str:
        """The names that tell of it, that of the zip first."""
        return f"{self.path.name} {self.member}".rstrip()


def find_source(path: Path) -> OfficialSource:
    """Recognise a file, or the one of a zip that Plainbill reads; raises InputError for all else."""
    with _sentences(path):
        size = path.stat().st_size
        _check_size(path.name, size)
        if is_zipfile(path):
            return _find_member(path)
        with path.open("rb") as stream:
            kind = recognise_file(path.name, stream.read(HEAD))
    if kind is None:
        raise InputError(_explain_unknown(path.name))
    return OfficialSource(path, "", kind, size)


@contextmanager
def opened_lines(source: OfficialSource, progress: Progress = no_progress) -> Iterator[Iterator[str]]:
    """Give the lines of a source as text, telling `progress` how much was read."""
    with _sentences(source.path), _opened(source.path, source.member) as stream:
        yield _lines(stream, source, progress)


def find_localities(source: OfficialSource) -> tuple[Gpci, ...]:
    """Read the list of localities beside a fee schedule, in its zip or folder; empty when there is none."""
    path, member = _find_locality_list(source)
    if path is None:
        return ()
    beside = OfficialSource(path, member, OfficialKind.FEES, 0)
    with opened_lines(beside) as lines:
        return read_localities(lines)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    made = sha256()
    with _sentences(path), path.open("rb") as stream:
        while piece := stream.read(_KB * _KB):
            made.update(piece)
    return made.hexdigest()


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Say in words what is wrong with a file or its zip."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError):
        raise InputError(f"The zip “{path.name}” is damaged. {NOTHING_LOADED} Download it again.") from None
    except NotImplementedError:
        raise InputError(
            f"The zip “{path.name}” is packed in a way that Plainbill cannot read. {NOTHING_LOADED} Unpack "
            "it and choose the text file inside."
        ) from None
    except OSError:
        raise InputError(f"“{path.name}” cannot be read. {NOTHING_LOADED} Choose another file.") from None


def _check_size(name: str, size: int) -> None:
    if size > LARGEST_FILE:
        raise InputError(
            f"“{name}” is larger than {LARGEST_FILE // _KB // _KB} MB, larger than any official file. "
            f"{NOTHING_LOADED} Choose another file."
        )


def _explain_unknown(name: str) -> str:
    foreign = explain_foreign(name)
    return f"{foreign} {NOTHING_LOADED}" if foreign else UNKNOWN_FILE


def _find_member(path: Path) -> OfficialSource:
    with ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()][:MOST_MEMBERS]
        found = [
            OfficialSource(path, info.filename, kind, info.file_size)
            for info in infos
            if (kind := _recognise_member(archive, info))
        ]
    if not found:
        raise InputError(_explain_zip(path.name, infos))
    best = min(found, key=_order)
    _check_size(best.member, best.size)
    return best


def _recognise_member(archive: ZipFile, info: ZipInfo) -> OfficialKind | None:
    if not info.filename.lower().endswith(_TEXTS):
        return None
    return recognise_file(Path(info.filename).name, _head(archive, info))


def _head(archive: ZipFile, info: ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise InputError(
            f"The zip “{archive.filename and Path(archive.filename).name}” is locked with a password. "
            f"{NOTHING_LOADED} Unpack it and choose the file inside."
        )
    with archive.open(info) as stream:
        return stream.read(HEAD)


def _order(source: OfficialSource) -> tuple[bool, bool, str]:
    """Official layouts before plain tables; the prices for everybody before those of alternative models."""
    name = source.member.lower()
    return source.kind is OfficialKind.RATES, "qpp" in name and "nonqpp" not in name, name


def _explain_zip(name: str, infos: list[ZipInfo]) -> str:
    endings = {Path(info.filename).suffix.lower() for info in infos}
    foreign = next((told for info in infos if (told := explain_foreign(info.filename))), "")
    if foreign:
        return f"{foreign} {NOTHING_LOADED}"
    if ".zip" in endings:
        return (
            f"The zip “{name}” holds other zips. {NOTHING_LOADED} Unpack it and choose one of those inside."
        )
    return f"In the zip “{name}” there is no such file. {UNKNOWN_FILE}"


def _find_locality_list(source: OfficialSource) -> tuple[Path | None, str]:
    if source.member:
        with _sentences(source.path), ZipFile(source.path) as archive:
            for info in archive.infolist()[:MOST_MEMBERS]:
                if info.filename.lower().endswith(".csv") and is_locality_list(_head(archive, info)):
                    return source.path, info.filename
        return None, ""
    beside = sorted(each for each in source.path.parent.glob("*.csv") if each.name.lower().startswith("gpci"))
    return (beside[-1] if beside else None), ""


@contextmanager
def _opened(path: Path, member: str) -> Iterator[TextIO]:
    """Give a file as text; some end their lines as old Macs did, and the text layer takes all three ways."""
    if member:
        with (
            ZipFile(path) as archive,
            archive.open(member) as packed,
            TextIOWrapper(packed, encoding="latin-1") as text,
        ):
            yield text
    else:
        with path.open(encoding="latin-1") as text:
            yield text


def _lines(stream: TextIO, source: OfficialSource, progress: Progress) -> Iterator[str]:
    done = 0
    for number, line in enumerate(stream):
        done += len(line)
        if number % LINES_A_REPORT == 0:
            _check_size(source.names, done)
            progress(min(done, source.size) // _KB, source.size // _KB, "KB read")
        yield line if line.isascii() else _decode(line.encode("latin-1"))


def _decode(raw: bytes) -> str:
    """Decode a line that says nothing of its encoding: UTF-8 with or without its mark, else Latin-1."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")

"""Loading official files: read and shown first, then taken over as it was shown, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.code_edits import OfficialKind
from app.domain.diagnosis_file import read_diagnoses
from app.domain.errors import InputError, RuleError
from app.domain.fee_file import Gpci, read_services
from app.domain.hcpcs_file import read_hcpcs
from app.domain.mue_file import read_limits
from app.domain.ncci_file import read_pairs
from app.domain.official_files import NamedFacts, read_name
from app.domain.official_periods import last_day_in_force, name_release
from app.domain.official_rows import KIND_WORDS, NOTHING_LOADED
from app.domain.official_words import tell_counts, tell_days, tell_file
from app.domain.rate_file import read_rates
from app.domain.rights import Right
from app.models.official_files import OfficialFile
from app.models.official_rows import append_rows, clear_rows
from app.queries.diagnoses import list_shipped_codes
from app.queries.official_files import list_practice_codes
from app.services.official_source import (
    OfficialSource,
    find_localities,
    find_source,
    hash_file,
    opened_lines,
)
from app.services.official_values import Values, first_day, in_order, values_of
from app.services.progress import Progress, no_progress
from app.services.rows import fetch
from app.services.session import Session, Transaction

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class OfficialPreview:
    """A file as it was read: what it is, what its name tells, and how many of its rows would be kept.

    `codes` are the practice's, by which pairs are kept; `localities` those that can price a fee schedule.
    """

    file: OfficialSource
    named: NamedFacts
    sha256: str
    kept: int
    read: int
    codes: tuple[str, ...] = ()
    localities: tuple[Gpci, ...] = ()

    @property
    def kind(self) -> OfficialKind:
        """The kind of file."""
        return self.file.kind

    @property
    def told(self) -> str:
        """What the file is, and what of it would be kept."""
        counts = tell_counts(self.kind, self.kept, self.read, "Would keep")
        return f"This is: {tell_file(self.kind, self.named.source, self.named.part)}. {counts}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says of a file: its first day in force, whose rates it holds, and the locality's key."""

    effective: date | None = None
    source: str = ""
    locality: str = ""


@dataclass(frozen=True, slots=True)
class LoadedOfficial:
    """What was loaded: `kept` of `read` rows, and whether an earlier load of the same file gave way."""

    id: int
    kind: OfficialKind
    release: str
    effective: date
    ends: date | None
    kept: int
    read: int
    has_replaced: bool

    @property
    def told(self) -> str:
        """What was loaded, since when it counts, and that an earlier load gave way."""
        instead = " The earlier load of the same file was replaced." if self.has_replaced else ""
        return (
            f"{KIND_WORDS[self.kind]} {self.release} were loaded, in force "
            f"{tell_days(self.effective, self.ends)}. {tell_counts(self.kind, self.kept, self.read)}{instead}"
        )


def preview_official_file(session: Session, path: Path, progress: Progress = no_progress) -> OfficialPreview:
    """Recognise a file and read it from end to end; nothing is changed.

    Raises InputError for what is no such file, with the line where it goes wrong.
    """
    session.require(Right.SET_UP_OFFICE)
    source = find_source(path)
    codes = _codes_for(session, source.kind)
    localities = find_localities(source) if source.kind is OfficialKind.FEES else ()
    named = read_name(source.kind, source.names)
    kept, read, first = 0, 0, None
    with _opened_rows(session, source, progress, frozenset(codes), None) as rows:
        for row in rows:
            read += 1
            kept += row is not None
            first = first_day(row, first)
    if named.effective is None:
        named = replace(named, effective=first)
    return OfficialPreview(source, named, hash_file(path), kept, read, codes, localities)


def load_official_file(
    session: Session, shown: OfficialPreview, wanted: Wanted, progress: Progress = no_progress
) -> LoadedOfficial:
    """Load what was shown; an earlier file of the same kind, source, day and part gives way to it.

    Refused when the file or the practice's codes changed since. Stopped midway it leaves nothing.
    """
    session.require(Right.SET_UP_OFFICE)
    _check_unchanged(session, shown)
    effective = _effective_of(shown, wanted)
    locality = _locality_of(shown, wanted)
    values = {
        "kind": shown.kind.value,
        "source": _source_of(shown, wanted),
        "part": shown.named.part,
        "release": name_release(shown.kind, effective),
        "effective": effective,
        "ends": last_day_in_force(shown.kind, effective),
        "read_rows": shown.read,
        "codes": " ".join(shown.codes),
        "locality": f"{locality.state} {locality.name} ({locality.key})" if locality else "",
        "name": shown.file.names,
        "sha256": shown.sha256,
    }
    with _opened_rows(session, shown.file, progress, frozenset(shown.codes), locality) as rows:
        written = [values_of(row, effective) for row in in_order(row for row in rows if row is not None)]
    if shown.kind is OfficialKind.DIAGNOSES:
        written = _mark_fresh(session, written)
    with session.transaction() as transaction:
        return _write(transaction, values, written, progress)


def remove_official_file(session: Session, file_id: int) -> None:
    """Take a loaded file away with all its rows; claims of its days read "not checked" again."""
    session.require(Right.SET_UP_OFFICE)
    with session.transaction() as transaction:
        row = fetch(OfficialFile, file_id, "official file")
        _clear(row)
        before = {"kind": row.kind, "source": row.source, "release": row.release, "part": row.part}
        transaction.record("official_file", file_id, "remove_official_file", before=before)


def _codes_for(session: Session, kind: OfficialKind) -> tuple[str, ...]:
    """The practice's codes, by which pairs are kept; other kinds are kept whole."""
    if kind is not OfficialKind.PAIRS:
        return ()
    codes: tuple[str, ...] = session.ask(list_practice_codes)
    if not codes:
        raise InputError(
            "Only pairs with a code of your own are kept, and the practice has no procedure yet. "
            f"{NOTHING_LOADED} Import your list under “Procedures and fees” first."
        )
    return codes


@contextmanager
def _opened_rows(
    session: Session,
    source: OfficialSource,
    progress: Progress,
    codes: frozenset[str],
    locality: Gpci | None,
) -> Iterator[Iterator[Any]]:
    """Give the rows of a source one by one; None stands for one that is not kept."""
    readers: dict[OfficialKind, Callable[[Iterator[str]], Iterator[Any]]] = {
        OfficialKind.PAIRS: lambda lines: read_pairs(lines, codes),
        OfficialKind.UNITS: read_limits,
        OfficialKind.FEES: lambda lines: read_services(lines, locality),
        OfficialKind.RATES: lambda lines: read_rates(lines, session.today()),
        OfficialKind.DIAGNOSES: read_diagnoses,
        OfficialKind.HCPCS: read_hcpcs,
    }
    with opened_lines(source, progress) as lines:
        yield readers[source.kind](lines)


def _check_unchanged(session: Session, shown: OfficialPreview) -> None:
    if hash_file(shown.file.path) != shown.sha256:
        raise RuleError(
            f"“{shown.file.path.name}” has changed since you looked at it. {NOTHING_LOADED} Choose it again."
        )
    if _codes_for(session, shown.kind) != shown.codes:
        raise RuleError(
            f"The practice’s procedures have changed since you looked at this file. {NOTHING_LOADED} "
            "Choose it again."
        )


def _effective_of(shown: OfficialPreview, wanted: Wanted) -> date:
    effective = wanted.effective or shown.named.effective
    if effective is None:
        raise InputError(
            "The name of the file does not tell since when it is in force. Type its first day "
            f"(in force from). {NOTHING_LOADED}"
        )
    return effective


def _source_of(shown: OfficialPreview, wanted: Wanted) -> str:
    source = wanted.source.strip() or shown.named.source
    if not source:
        raise InputError(f"Say whose rates these are, as the name of the insurer. {NOTHING_LOADED}")
    return source


def _locality_of(shown: OfficialPreview, wanted: Wanted) -> Gpci | None:
    """The locality that prices the fee schedule; None where no list of them came with the file."""
    if not shown.localities:
        return None
    found = next((each for each in shown.localities if each.key == wanted.locality), None)
    if found is None:
        raise InputError(
            f"Medicare’s prices depend on the locality. {NOTHING_LOADED} Choose the one of your office."
        )
    return found


def _mark_fresh(session: Session, rows: list[Values]) -> list[Values]:
    """Mark the diagnoses that the shipped list has not: only those are searched here by their words."""
    shipped = session.ask(list_shipped_codes)
    return [(code, billable, text, int(code not in shipped)) for code, billable, text, _ in rows]


def _write(
    transaction: Transaction, values: dict[str, Any], rows: list[Values], progress: Progress
) -> LoadedOfficial:
    kind = OfficialKind(values["kind"])
    place = {name: values[name] for name in ("kind", "source", "effective", "part")}
    earlier = OfficialFile.get_or_none(**place)
    if earlier:
        _clear(earlier)
    session = transaction.session
    made = OfficialFile.create(
        **values, rows=len(rows), loaded_at=session.now().isoformat(), user=session.user.id
    )
    for start in range(0, len(rows), ROWS_AT_ONCE):
        progress(start, len(rows), "rows kept")
        append_rows(kind, made.id, rows[start : start + ROWS_AT_ONCE])
    told = {name: value for name, value in values.items() if name != "codes"}
    transaction.record("official_file", made.id, "load_official_file", after={**told, "rows": len(rows)})
    return LoadedOfficial(
        made.id,
        kind,
        values["release"],
        values["effective"],
        values["ends"],
        len(rows),
        values["read_rows"],
        earlier is not None,
    )


def _clear(row: OfficialFile) -> None:
    clear_rows(OfficialKind(row.kind), row.id)
    row.delete_instance()

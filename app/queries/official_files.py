"""The official files that were loaded, and the codes that they are kept for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.code_edits import OfficialKind
from app.domain.official_periods import FilePeriod
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class OfficialFileLine:
    """A loaded file: `rows` of `read_rows` were kept, by whom and when."""

    id: int
    kind: OfficialKind
    source: str
    part: str
    release: str
    effective: date
    ends: date | None
    rows: int
    read_rows: int
    locality: str
    name: str
    loaded_at: str
    loaded_by: str

    @property
    def period(self) -> FilePeriod:
        """The days for which it speaks."""
        return FilePeriod(self.id, self.kind, self.source, self.effective, self.ends, self.part)


@asks(Right.SEE_OFFICE)
def list_official_files() -> tuple[OfficialFileLine, ...]:
    """Every loaded file, kinds together, the newest first."""
    rows = select(
        "select f.id, f.kind, f.source, f.part, f.release, f.effective, f.ends, f.rows, f.read_rows, "
        "f.locality, f.name, f.loaded_at, u.display_name from official_file f "
        "join user u on u.id = f.user_id order by f.kind, f.source, f.effective desc, f.part"
    )
    return tuple(_line(row) for row in rows)


@asks(Right.SET_UP_OFFICE)
def list_practice_codes() -> tuple[str, ...]:
    """The codes of the practice's procedure list and of all its charges, in order."""
    rows = select("select code from procedure union select code from charge order by code")
    return tuple(code for (code,) in rows)


@asks(Right.SEE_OFFICE)
def list_file_periods(kinds: Iterable[OfficialKind] = OfficialKind) -> tuple[FilePeriod, ...]:
    """The days for which each loaded file of some kinds speaks; a part of other questions."""
    wanted = [kind.value for kind in kinds]
    marks = ", ".join("?" * len(wanted))
    rows = select(
        f"select id, kind, source, effective, ends, part from official_file where kind in ({marks})", *wanted
    )
    return tuple(
        FilePeriod(number, OfficialKind(kind), source, date.fromisoformat(effective), _day(ends), part)
        for number, kind, source, effective, ends, part in rows
    )


def _line(row: tuple[Any, ...]) -> OfficialFileLine:
    number, kind, source, part, release, effective, ends, *rest = row
    begins = date.fromisoformat(effective)
    return OfficialFileLine(number, OfficialKind(kind), source, part, release, begins, _day(ends), *rest)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

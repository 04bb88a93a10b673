"""The list of official files: a line a file, or a line that says what is not checked without one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.code_edits import OfficialKind
from app.domain.date_entry import format_date
from app.domain.official_periods import choose_in_force, missing_parts
from app.domain.official_rows import KIND_WORDS
from app.domain.official_words import WHAT_IT_CHECKS, tell_counts, tell_days, tell_file, tell_unloaded
from app.queries.official_files import OfficialFileLine
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind

_IN_FORCE = Chip(ChipKind.PAID, "In force")
_LATER = Chip(ChipKind.BILLED, "Later")
_PAST = Chip(ChipKind.DRAFT, "Past")
_OUT_OF_DATE = Chip(ChipKind.DUE, "Out of date")
_NOT_WHOLE = Chip(ChipKind.DUE, "Parts missing")
_NOT_LOADED = Chip(ChipKind.DRAFT, "Not loaded")


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """A loaded file, or a kind of which none is (`file` None); `told` is the whole sentence."""

    kind: OfficialKind
    chip: Chip
    what: str
    told: str
    days: str = ""
    rows: str = ""
    file: OfficialFileLine | None = None


def compose_official_lines(files: Sequence[OfficialFileLine], today: date) -> tuple[OfficialLine, ...]:
    """All kinds in their order, each with its files, the newest first, or what is not checked without."""
    lines: list[OfficialLine] = []
    for kind in OfficialKind:
        of_kind = [file for file in files if file.kind is kind]
        lines += [_of_file(file, of_kind, today) for file in of_kind] or [_unloaded(kind)]
    return tuple(lines)


def _unloaded(kind: OfficialKind) -> OfficialLine:
    return OfficialLine(kind, _NOT_LOADED, KIND_WORDS[kind], tell_unloaded(kind), "no date is checked")


def _of_file(file: OfficialFileLine, of_kind: Sequence[OfficialFileLine], today: date) -> OfficialLine:
    chip, more = _standing(file, of_kind, today)
    what = tell_file(file.kind, file.source, file.part)
    place = f" Priced for {file.locality}." if file.locality else ""
    when = format_date(date.fromisoformat(file.loaded_at[:10]))
    counts = tell_counts(file.kind, file.rows, file.read_rows)
    told = f"{file.release} from {file.name}, loaded {when} by {file.loaded_by}. {counts}{place}{more}"
    days = tell_days(file.effective, file.ends)
    return OfficialLine(file.kind, chip, what, told, days, f"{file.rows:,}", file)


def _standing(file: OfficialFileLine, of_kind: Sequence[OfficialFileLine], today: date) -> tuple[Chip, str]:
    of_source = [each for each in of_kind if each.source == file.source]
    missing = missing_parts(each.part for each in of_source if each.effective == file.effective)
    if file.kind is OfficialKind.PAIRS and missing:
        return _NOT_WHOLE, f" Claims read “not checked” until {', '.join(missing)} are loaded too."
    if file.effective > today:
        return _LATER, ""
    if choose_in_force([each.period for each in of_source], file.kind, today, file.source):
        is_now = file.ends is None or today <= file.ends
        newest = max(each.effective for each in of_source if each.effective <= today)
        return (_IN_FORCE, "") if is_now and file.effective == newest else (_PAST, "")
    return _OUT_OF_DATE, f" Claims of today read “not checked” for {WHAT_IT_CHECKS[file.kind]}."

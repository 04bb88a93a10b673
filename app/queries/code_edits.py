"""What the official files in force on a date of service say of some codes; for the scrubber."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.code_edits import (
    CodeEdits,
    OfficialKind,
    PairEdit,
    ServiceFacts,
    Standing,
    UnitLimit,
    is_level_two,
)
from app.domain.money import Money
from app.domain.official_files import MEDICARE
from app.domain.official_periods import FilePeriod, choose_in_force
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.diagnoses import DiagnosisLine, find_covered_dates, list_diagnoses
from app.queries.official_files import list_file_periods

_WITH_SOURCE = frozenset({OfficialKind.PAIRS, OfficialKind.UNITS})
_SIGNS = (*("status", "global_days", "pctc", "multiple", "bilateral", "assistant", "co_surgeon", "team"),)
Services = Mapping[str, tuple[ServiceFacts, ...]]
_Files = Mapping[OfficialKind, tuple[FilePeriod, ...]]


@asks(Right.SEE_OFFICE)
def find_code_edits(
    codes: Sequence[str], diagnoses: Sequence[str], on: date, source: str = MEDICARE
) -> CodeEdits:
    """Look up the codes and diagnoses of a visit in the files that were in force on its date.

    `source` is whose pairs and unit limits count (`medicare` or `medicaid`); the rest is Medicare's.
    """
    files = _files_in_force(on, source)
    asked = tuple(dict.fromkeys(code.strip().upper() for code in codes))
    first, last = find_covered_dates()
    loaded = {kind for kind, found in files.items() if found}
    loaded |= {OfficialKind.DIAGNOSES} if first <= on <= last else set()
    return CodeEdits(
        on,
        frozenset(loaded),
        pairs=_pairs(files[OfficialKind.PAIRS], asked, on),
        unpaired=_unpaired(files[OfficialKind.PAIRS], asked),
        limits=_limits(files[OfficialKind.UNITS], asked),
        services=services_in(files[OfficialKind.FEES], asked, on),
        diagnoses=_diagnoses(diagnoses, on),
        level_two=_level_two(files[OfficialKind.HCPCS], codes, on),
    )


def _files_in_force(on: date, source: str) -> _Files:
    periods = list_file_periods()
    return {
        kind: choose_in_force(periods, kind, on, source if kind in _WITH_SOURCE else MEDICARE)
        for kind in OfficialKind
        if kind is not OfficialKind.RATES
    }


def _pairs(files: Sequence[FilePeriod], codes: Sequence[str], on: date) -> tuple[PairEdit, ...] | None:
    if not files:
        return None
    day = on.isoformat()
    rows = select(
        f"select distinct column1, column2, indicator from ncci_pair where file_id in ({_marks(files)}) "
        f"and column1 in ({_marks(codes)}) and column2 in ({_marks(codes)}) and effective <= ? "
        "and deleted >= ? order by column1, column2",
        *(file.id for file in files),
        *codes,
        *codes,
        day,
        day,
    )
    return tuple(PairEdit(*row) for row in rows)


def _unpaired(files: Sequence[FilePeriod], codes: Sequence[str]) -> frozenset[str]:
    """The codes for which some part of the pairs was not kept."""
    rows = select(
        f"select codes from official_file where id in ({_marks(files)})", *(file.id for file in files)
    )
    return frozenset(code for (kept,) in rows for code in codes if code not in kept.split())


def _limits(files: Sequence[FilePeriod], codes: Sequence[str]) -> Mapping[str, UnitLimit] | None:
    if not files:
        return None
    rows = select(
        f"select code, units, mai from mue_limit where file_id = ? and code in ({_marks(codes)})",
        files[0].id,
        *codes,
    )
    return {code: UnitLimit(code, units, mai) for code, units, mai in rows}


def services_in(files: Sequence[FilePeriod], codes: Sequence[str], on: date) -> Services | None:
    """The rows of each code in loaded fees or rates, of two rows for one modifier the later one.

    A part of other questions; None without a file.
    """
    if not files:
        return None
    rows = select(
        f"select code, modifier, facility_cents, non_facility_cents, {', '.join(_SIGNS)} "
        "from fee_schedule_row where file_id = ? "
        f"and code in ({_marks(codes)}) and effective <= ? order by code, modifier, effective",
        files[0].id,
        *codes,
        on.isoformat(),
    )
    found: dict[str, dict[str, ServiceFacts]] = defaultdict(dict)
    for code, modifier, facility, non_facility, *signs in rows:
        named = dict(zip(_SIGNS, signs, strict=True))
        found[code][modifier] = ServiceFacts(
            code, modifier, **named, facility=_money(facility), non_facility=_money(non_facility)
        )
    return {code: tuple(by_modifier.values()) for code, by_modifier in found.items()}


def _diagnoses(diagnoses: Sequence[str], on: date) -> Mapping[str, Standing]:
    lines = list_diagnoses(tuple(diagnoses), on)
    return {given: _standing(line) for given, line in zip(diagnoses, lines, strict=True)}


def _standing(line: DiagnosisLine) -> Standing:
    if line.validity == "valid":
        return Standing.VALID if line.billable else Standing.NEEDS_MORE
    return Standing(line.validity)


def _level_two(files: Sequence[FilePeriod], codes: Sequence[str], on: date) -> Mapping[str, Standing]:
    """Every code as it was given; what is no level II code, or has no file, is not checked."""
    own = {code: code.strip().upper() for code in codes}
    asked = [code for code in own.values() if is_level_two(code)]
    if not files or not asked:
        return dict.fromkeys(own, Standing.NOT_CHECKED)
    rows = select(
        f"select code from hcpcs_code where file_id = ? and code in ({_marks(asked)}) "
        "and coalesce(effective, ?) <= ? and coalesce(ends, ?) >= ?",
        files[0].id,
        *asked,
        *(on.isoformat(),) * 4,
    )
    valid = {code for (code,) in rows}
    return {
        given: Standing.NOT_CHECKED
        if not is_level_two(code)
        else Standing.VALID
        if code in valid
        else Standing.NOT_VALID
        for given, code in own.items()
    }


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)

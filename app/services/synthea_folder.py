"""Reading a Synthea CSV folder: every file it must have, row by row, with faults named by file and line."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import InputError
from app.domain.synthea import (
    ReadTable,
    Row,
    RowFault,
    SourceClaim,
    SourceCoverage,
    SourceEncounter,
    SourceOffice,
    SourcePatient,
    SourceTransaction,
    read_claim,
    read_coverage,
    read_encounter,
    read_office,
    read_patient,
    read_table,
    read_transaction,
)

NOTHING = "Nothing was imported."
FILES: dict[str, tuple[tuple[str, ...], Callable[[Row, int], Any]]] = {
    "patients": (
        ("ID", "LAST", "FIRST", "BIRTHDATE", "GENDER", "ADDRESS", "CITY", "STATE", "ZIP"),
        read_patient,
    ),
    "payers": (("ID", "NAME", "ADDRESS", "CITY", "ZIP"), read_office),
    "payer_transitions": (("PATIENT", "PAYER", "START_YEAR", "END_YEAR", "OWNERSHIP"), read_coverage),
    "providers": (("ID", "NAME", "ORGANIZATION"), read_office),
    "organizations": (("ID", "NAME", "ADDRESS", "CITY", "STATE", "ZIP"), read_office),
    "encounters": (("ID", "ORGANIZATION", "ENCOUNTERCLASS", "DESCRIPTION"), read_encounter),
    "claims": (("ID", "PATIENTID", "PROVIDERID", "PRIMARYPATIENTINSURANCEID", "SERVICEDATE"), read_claim),
    "claims_transactions": (("ID", "CLAIMID", "TYPE", "FROMDATE", "TODATE", "PAYMENTS"), read_transaction),
}
KEYS = {
    "payer_transitions": ("PATIENT", "PAYER", "START_YEAR"),
    "claims": ("ID", "PATIENTID"),
    "claims_transactions": ("ID", "CLAIMID", "TYPE", "FROMDATE"),
}


@dataclass(frozen=True, slots=True)
class SyntheaFolder:
    """All that is read from a folder, with its broken rows and the columns that are not there."""

    patients: tuple[SourcePatient, ...]
    payers: tuple[SourceOffice, ...]
    coverages: tuple[SourceCoverage, ...]
    providers: tuple[SourceOffice, ...]
    organizations: tuple[SourceOffice, ...]
    encounters: tuple[SourceEncounter, ...]
    claims: tuple[SourceClaim, ...]
    transactions: tuple[SourceTransaction, ...]
    faults: tuple[RowFault, ...]
    missing: tuple[str, ...]


def read_folder(folder: Path) -> SyntheaFolder:
    """Read a folder whole; raises InputError for what is no Synthea folder."""
    if not folder.is_dir():
        raise InputError(f"“{folder}” is not a folder. {NOTHING} Name the folder that holds the CSV files.")
    lacking = [f"{name}.csv" for name in FILES if not (folder / f"{name}.csv").is_file()]
    if lacking:
        raise InputError(f"The folder “{folder.name}” has no {', '.join(lacking)}. {NOTHING}")
    tables = {name: _read_file(folder, name) for name in FILES}
    if not tables["patients"].values:
        raise InputError(f"patients.csv holds no patient that can be read. {NOTHING}")
    return SyntheaFolder(
        **{field: tables[name].values for name, field in zip(FILES, SyntheaFolder.__slots__, strict=False)},
        faults=tuple(fault for table in tables.values() for fault in table.faults),
        missing=tuple(f"{name}.csv: {column}" for name in FILES for column in tables[name].missing),
    )


def _read_file(folder: Path, name: str) -> ReadTable[Any]:
    columns, build = FILES[name]
    try:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            header = [column.strip().upper() for column in next(lines, [])]
            table = read_table(f"{name}.csv", header, _rows(header, lines), columns, build)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{name}.csv is not a text file of comma-separated values. {NOTHING}") from error
    except OSError as error:
        raise InputError(f"{name}.csv cannot be read: {error.strerror}. {NOTHING}") from error
    unknown = [column for column in table.missing if column in KEYS.get(name, ("ID",))]
    if unknown:
        raise InputError(f"{name}.csv has no column {', '.join(unknown)}. {NOTHING}")
    return table


def _rows(header: list[str], lines: Any) -> Iterator[tuple[int, Row]]:
    """Give each row by its line; one with more or fewer cells than the header is given without any."""
    for cells in lines:
        if cells:
            fits = len(cells) == len(header)
            yield lines.line_num, dict(zip(header, cells, strict=True)) if fits else {}

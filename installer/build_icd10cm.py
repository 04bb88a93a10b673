"""Build `resources/icd10cm.sqlite` from the public-domain ICD-10-CM release held by simple_icd_10_cm.

Run once a release: `python installer/build_icd10cm.py [OUT]`. The package is needed here only, never by the
program. Rows are numbered in the order in which a list shows them (billable first, short names first), so
that the first fifty hits of a search need no sorting.
"""

import sqlite3
import sys
from pathlib import Path

import simple_icd_10_cm as icd

RELEASE = "April 2026"
COVERED = ("2025-10-01", "2026-09-30")
OUT = Path(__file__).resolve().parent.parent / "resources" / "icd10cm.sqlite"
SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE diagnosis (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, dotted TEXT NOT NULL GENERATED ALWAYS AS (
        CASE WHEN length(code) > 3 THEN substr(code, 1, 3) || '.' || substr(code, 4) ELSE code END) VIRTUAL,
    billable INTEGER NOT NULL CHECK (billable IN (0, 1)), description TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE diagnosis_words USING fts5 (
    description, content='', columnsize=0, detail=none, prefix='2', tokenize='unicode61 remove_diacritics 2');
"""

Row = tuple[str, int, str]


def read_release() -> list[Row]:
    """Read (code without dot, 1 if billable, description) of every category and code, in showing order.

    A code that begins another one is a heading. The package's own mark is not asked: it takes B99 for a leaf,
    and lists a block of a single category twice.
    """
    listed = {code for code in icd.get_all_codes(with_dots=False) if icd.is_category_or_subcategory(code)}
    headings = {code[:length] for code in listed for length in range(3, len(code))}
    rows = [(code, int(code not in headings), icd.get_description(code).strip()) for code in listed]
    return sorted(rows, key=lambda row: (-row[1], len(row[2]), row[0]))


def write_database(path: Path, rows: list[Row]) -> None:
    """Write the look-up file afresh at `path`."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    facts = {"release": RELEASE, "covers_from": COVERED[0], "covers_to": COVERED[1], "codes": str(len(rows))}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
    numbered = [(number, *row) for number, row in enumerate(rows, 1)]
    connection.executemany(
        "INSERT INTO diagnosis (id, code, billable, description) VALUES (?, ?, ?, ?)", numbered
    )
    words = [(number, description) for number, _, _, description in numbered]
    connection.executemany("INSERT INTO diagnosis_words (rowid, description) VALUES (?, ?)", words)
    connection.execute("CREATE UNIQUE INDEX diagnosis_code ON diagnosis (code)")
    connection.execute("INSERT INTO diagnosis_words (diagnosis_words) VALUES ('optimize')")
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    write_database(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT, read_release())

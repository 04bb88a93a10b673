"""The check of a practice file: every promise about it, proved from its rows, with the ids that break one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from peewee import DatabaseError

from app.domain.findings import Finding, Severity
from app.domain.rights import Right
from app.domain.trail import Anchor, check_chain
from app.models.database import database, select
from app.models.shipped_schema import read_objects, shipped_objects
from app.queries.asking import asks
from app.queries.closing_checks import CLOSING_CHECKS
from app.queries.ledger_checks import LEDGER_CHECKS
from app.queries.trail_anchors import lost_anchors

TITLES = {
    1: "All entries add up to zero",
    2: "Every posting adds up to zero",
    3: "Every posting is sealed",
    4: "What takes a posting back mirrors it",
    5: "No payment is used beyond what came in",
    6: "Insurers' answers are posted as stated",
    7: "Kept balances equal the sums",
    8: "Nothing was posted on a closed day",
    9: "Receipt numbers have no gaps",
    10: "Every payment was posted once",
    11: "The audit trail and the access log are unbroken",
    12: "The file is whole and every reference is met",
    13: "Kept files are unchanged",
    14: "Tables and guards are those of this program",
    15: "Printed papers are kept page by page",
    16: "Every charge is in the ledger",
    17: "Deposits add up, and no money is brought to the bank twice",
    18: "Counts of the drawer are posted as counted",
    19: "Nothing was dated into a closed month",
    20: "Closed months still add up to what was kept",
}
MOST_FINDINGS = 100
FIX = "Nothing was changed by this check. Restore the last good backup, or ask for help with this line."
_AUDIT = (
    *("at", "user_id", "user_name", "role", "workstation", "action", "subject", "subject_id"),
    *("patient_id", "reason", "before", "after", "app_version"),
)
_ACCESS = ("at", "user_id", "user_name", "workstation", "what", "patient_id")


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One promise and all that breaks it; `number` is the same in every version of the program."""

    number: int
    title: str
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was found."""
        return not self.findings


@asks(Right.CHECK_DATABASE)
def check_database(
    progress: Callable[[int, int, str], None] | None = None, anchors: Sequence[Anchor] = ()
) -> tuple[CheckLine, ...]:
    """Check the whole practice file, line by line; each finding names the row it is about.

    With the heads that backups have kept (`anchors`) a trail whose end was cut off is seen too.
    """
    lines: list[CheckLine] = []
    for number, title in TITLES.items():
        if progress:
            progress(len(lines), len(TITLES), title)
        lines.append(CheckLine(number, title, _at_most(_prove(number, anchors))))
    if progress:
        progress(len(lines), len(TITLES), "")
    return tuple(lines)


def _prove(number: int, anchors: Sequence[Anchor]) -> Iterator[Finding]:
    try:
        yield from _findings(number, anchors)
    except DatabaseError as error:
        yield _finding("file", 0, f"This line could not be checked to its end: {error}.")


def _findings(number: int, anchors: Sequence[Anchor]) -> Iterator[Finding]:
    for check in (*LEDGER_CHECKS, *CLOSING_CHECKS):
        if check.number == number:
            for row in select(check.sql):
                yield _finding(check.subject, row[0], check.sentence.format(*row))
    if number == 11:
        yield from _trail_faults(anchors)
    elif number == 12:
        yield from _file_faults()
    elif number == 13:
        yield from _kept_file_faults()
    elif number == 14:
        yield from _schema_faults()


def _trail_faults(anchors: Sequence[Anchor]) -> Iterator[Finding]:
    for table, columns in (("audit", _AUDIT), ("access", _ACCESS)):
        broken = check_chain(_chained(table, columns))
        if broken is not None:
            yield _finding(
                table, broken, f"Row {broken} of the {table} trail does not follow the one before."
            )
    for anchor in lost_anchors(anchors):
        seen = f"the backup of {anchor.made_at:%m/%d/%Y} saw"
        text = f"Row {anchor.seq} of the audit trail is not what {seen}: changed, or cut off."
        yield _finding("audit", anchor.seq, text)


def _chained(table: str, columns: Sequence[str]) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    rows = database.execute_sql(f"select seq, previous, hash, {', '.join(columns)} from {table} order by seq")
    for seq, previous, digest, *facts in rows:
        yield seq, previous, digest, dict(zip(columns, facts, strict=True))


def _file_faults() -> Iterator[Finding]:
    for (answer,) in select("pragma quick_check"):
        if answer != "ok":
            yield _finding("file", 0, f"The file is damaged: {answer}.")
    for table, row, parent, _ in select("pragma foreign_key_check"):
        yield _finding(
            table, row or 0, f"Row {row} of {table} refers to a row of {parent} that is not there."
        )


def _kept_file_faults() -> Iterator[Finding]:
    for (file_id,) in select("select id from stored_file order by id"):
        content, digest, size = select("select content, sha256, size from stored_file where id = ?", file_id)[
            0
        ]
        if len(content) != size or sha256(content).hexdigest() != digest:
            yield _finding("file", file_id, f"Kept file {file_id} is not what was kept.")


def _schema_faults() -> Iterator[Finding]:
    shipped, here = shipped_objects(), read_objects(database)
    for kind, name in sorted(shipped.keys() | here.keys()):
        wanted, found = shipped.get((kind, name)), here.get((kind, name))
        if wanted != found:
            what = (
                "is missing"
                if found is None
                else "is not of this program"
                if wanted is None
                else "was changed"
            )
            yield Finding(Severity.ERROR, f"{kind}.{name}", f"The {kind} {name} {what}.", FIX)


def _finding(subject: str, row_id: int, text: str) -> Finding:
    return Finding(Severity.ERROR, f"{subject}.{row_id}", text, FIX)


def _at_most(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep a list that a person can read; of more it says how many there are."""
    found = list(findings)
    if len(found) <= MOST_FINDINGS:
        return tuple(found)
    rest = Finding(Severity.ERROR, "more", f"And {len(found) - MOST_FINDINGS} more of this kind.", FIX)
    return (*found[:MOST_FINDINGS], rest)

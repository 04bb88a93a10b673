"""Posting a remittance of many claims, against inserting the very same rows by plain executemany.

Both work on copies of the large practice, through the same guards and triggers. Posting matches and plans all
claims again, as it always does; the floor only repeats what was written then.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from app.models.database import database, select, writing
from app.models.practice_file import key_path
from app.services.practices import OpenPractice
from app.services.remittance_previews import RemittancePreview, preview_content
from app.services.remittances import post_remittance
from tests.benchmarks.figures import Figure, at_least, seconds
from tests.benchmarks.large_practice import FILE, open_large_practice
from tests.edi.remittance_makers import DAY, MadeAdvice, MadeClaim, MadeLine, make_835

ROUNDS = 3
LEAST_RATIO = 0.3
# Each with the column that rises, in an order in which each row finds what it refers to; summaries are the
# triggers' own.
TABLES = {
    **{"stored_file": "id", "remittance": "id", "day_event": "seq", "posting": "id", "entry": "id"},
    **{"seal": "posting_id", "remittance_claim": "id", "adjudication": "id"},
    **{"adjudication_line": "adjudication_id", "adjudication_adjustment": "id"},
    **{"remittance_step": "id", "remittance_adjustment": "id", "audit": "seq"},
}

Rows = dict[str, list[tuple[Any, ...]]]


def answer_large(claims: int) -> bytes:
    """A remittance in one set that answers so many claims of the open large practice, as a payer does."""
    waiting = select(
        "select m.number, c.cents, c.service_on, t.last from claim m join claim_line l on l.claim_id = m.id "
        "join charge c on c.id = l.charge_id join patient t on t.id = m.patient_id where m.state = 'ready' "
        "order by m.id limit ?",
        claims,
    )
    if len(waiting) < claims:
        raise SystemExit(f"The large practice has only {len(waiting):,} claims to answer.")
    made = []
    for number, cents, on, last in waiting:
        cuts = (("CO", "45", cents * 4 // 10), ("PR", "2", cents // 10))
        made.append(MadeClaim(str(number), (MadeLine(cents, cuts, day=DAY.fromisoformat(on)),), last=last))
    return make_835(MadeAdvice(tuple(made), trace="EFTLARGE")).encode()


@contextmanager
def open_copy(folder: Path) -> Iterator[OpenPractice]:
    """Open a copy of the large practice that goes again afterwards."""
    own = folder / "copy"
    own.mkdir(exist_ok=True)
    for path in (folder / FILE, key_path(folder / FILE)):
        shutil.copyfile(path, own / path.name)
    opened = open_large_practice(own)
    try:
        yield opened
    finally:
        opened.close()
        shutil.rmtree(own)


def measure_remittance_posting(folder: Path, claims: int) -> list[Figure]:
    """Post all of it, and insert what was written once more elsewhere."""
    with open_copy(folder):
        content = answer_large(claims)
    rounds = [_measure_once(folder, content) for _ in range(ROUNDS)]
    ratio = median(floor / posting for _, posting, floor in rounds)
    whole = median(floor / (preview + posting) for preview, posting, floor in rounds)
    rate = claims / median(posting for _, posting, _ in rounds)
    return [
        Figure(f"posting a remittance of {claims:,} claims", f"{rate:,.0f} claims a second"),
        Figure("reading, planning and posting against executemany", f"{whole:.2f} x"),
        at_least("posting, with its matching, against executemany", ratio, LEAST_RATIO, "x"),
    ]


def _measure_once(folder: Path, content: bytes) -> tuple[float, float, float]:
    """Seconds of the preview, of the posting, and of the plain inserting."""
    shown: list[RemittancePreview] = []
    with open_copy(folder) as opened:
        session, before = opened.session, {table: _last_of(table) for table in TABLES}
        preview = seconds(lambda: shown.extend(preview_content(session, "large.835", content)))
        if shown[0].held:
            raise SystemExit(f"The made remittance does not post whole: {shown[0].held[0].reasons}")
        posting = seconds(lambda: post_remittance(session, shown[0]))
        rows: Rows = {
            table: select(f"select * from {table} where {TABLES[table]} > ? order by 1", last)
            for table, last in before.items()
        }
    with open_copy(folder):
        return preview, posting, seconds(lambda: _insert_plainly(rows))


def _last_of(table: str) -> int:
    return int(select(f"select coalesce(max({TABLES[table]}), 0) from {table}")[0][0])


def _insert_plainly(rows: Rows) -> None:
    with writing():
        connection = database.connection()
        for table, some in rows.items():
            if some:
                marks = ", ".join("?" * len(some[0]))
                connection.executemany(f"insert into {table} values ({marks})", some)

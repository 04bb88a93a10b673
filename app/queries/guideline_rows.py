"""Guidelines out of their table: records, values by column, and papers; inside another question only."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from app.domain.guideline_entry import make_guideline
from app.domain.guidelines import Guideline
from app.domain.names import fold
from app.models.database import select
from app.models.guidelines import Guideline as GuidelineRow

SUBJECT = "guideline"
_KEPT = frozenset({"id", "chain_id", "version", "user", "at"})


def fetch_guidelines(where: Any = None) -> tuple[Guideline, ...]:
    """Every version that a condition of the table names, by record and version."""
    rows = fetch_rows(where)
    payers, plans = _names("payer"), _names("plan")
    return tuple(
        make_guideline(row.__data__, payers.get(row.payer_id, ""), plans.get(row.plan_id, "")) for row in rows
    )


def fetch_rows(where: Any = None) -> list[GuidelineRow]:
    """The rows that a condition names, by record and version."""
    rows = GuidelineRow.select().order_by(GuidelineRow.chain_id, GuidelineRow.version)
    return list(rows if where is None else rows.where(where))


def values_of(row: GuidelineRow) -> dict[str, Any]:
    """A version's values by column, as a form shows them and a new version begins with."""
    return {name: value for name, value in row.__data__.items() if name not in _KEPT}


def papers_of_chains() -> dict[int, tuple[tuple[int, str], ...]]:
    """The papers of every record: (file id, name), in the order of their keeping."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for chain, file_id, name in select(
        "select subject_id, id, name from stored_file where subject = ? order by id", SUBJECT
    ):
        found[chain].append((file_id, name))
    return {chain: tuple(papers) for chain, papers in found.items()}


def payer_named(name: str) -> int | None:
    """The insurer of a name, whatever its capitals and accents; None where there is none."""
    return _named(name, select("select id, name from payer order by active desc, id"))


def plan_named(name: str, payer_id: int | None) -> int | None:
    """The plan of an insurer by its name; None where there is none."""
    rows = select("select id, name from plan where payer_id = ? order by active desc, id", payer_id or 0)
    return _named(name, rows)


def last_chain() -> int:
    """The highest number of a record given out, 0 where there is none yet."""
    return int(select("select coalesce(max(chain_id), 0) from guideline")[0][0])


def newest_version(chain_id: int) -> int:
    """The number of a record's newest version."""
    return int(select("select max(version) from guideline where chain_id = ?", chain_id)[0][0])


def _named(name: str, rows: Sequence[tuple[Any, ...]]) -> int | None:
    return next((int(key) for key, own in rows if name and fold(own) == fold(name)), None)


def _names(table: str) -> dict[int | None, str]:
    return dict(select(f"select id, name from {table}"))

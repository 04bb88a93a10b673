"""Guidelines as files: the newest version of each record by names, and what importing a file would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.guideline_entry import make_guideline
from app.domain.guideline_table import SCOPE, Fate, TableRow
from app.domain.guidelines import Aspect
from app.domain.rights import Right
from app.models.database import select
from app.models.guidelines import Guideline as GuidelineRow
from app.queries.asking import asks
from app.queries.guideline_rows import fetch_rows, payer_named, plan_named, values_of


@dataclass(frozen=True, slots=True)
class PlannedGuideline:
    """What an import does with a row of the file, by its line; `text` says why it is refused.

    `chain_id` and `version` are those of the record that gets a new version, 0 for a new record; `values` are
    by column, with ids.
    """

    line: int
    fate: Fate
    text: str = ""
    chain_id: int = 0
    version: int = 0
    values: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(slots=True)
class _Kept:
    row: GuidelineRow
    values: dict[str, Any]
    is_claimed: bool = False

    @property
    def aspects(self) -> frozenset[Aspect]:
        return make_guideline(self.values).aspects


@asks(Right.SEE_OFFICE)
def list_table_records() -> tuple[dict[str, Any], ...]:
    """The newest version of every record by column, insurer and plan by name, as a file has them."""
    payers, plans = dict(select("select id, name from payer")), dict(select("select id, name from plan"))
    return tuple(
        {
            **kept.values,
            "payer": payers.get(kept.values["payer"], ""),
            "plan": plans.get(kept.values["plan"], ""),
        }
        for kept in _newest()
    )


@asks(Right.EDIT_GUIDELINE)
def plan_guideline_import(rows: Sequence[TableRow]) -> tuple[PlannedGuideline, ...]:
    """Tell what importing rows would do: added, a new version, unchanged, or refused with the reason.

    A row is a new version of the one record about the same payer and service of which it says all again. The
    ones that are unchanged are found first, whatever their order.
    """
    found = [_with_ids(row) for row in rows]
    kept = _newest()
    planned: dict[int, PlannedGuideline] = {}
    lines: dict[int, int] = {}
    for at, row in enumerate(found):
        first = next((lines[place] for place in lines if found[place].values == row.values), None)
        lines[at] = row.line
        if row.fault:
            planned[at] = PlannedGuideline(row.line, Fate.REFUSED, row.fault)
        elif first is not None:
            text = f"The same guideline stands in line {first} already."
            planned[at] = PlannedGuideline(row.line, Fate.REFUSED, text)
        elif _claim([each for each in kept if each.values == row.values]):
            planned[at] = PlannedGuideline(row.line, Fate.UNCHANGED, values=dict(row.values))
    for at, row in enumerate(found):
        if at not in planned:
            planned[at] = _plan_changed(row, kept)
    return tuple(planned[at] for at in range(len(found)))


def _plan_changed(row: TableRow, kept: Sequence[_Kept]) -> PlannedGuideline:
    values = dict(row.values)
    says = make_guideline(values).aspects
    same = [
        each
        for each in kept
        if not each.is_claimed
        and all(each.values[name] == values[name] for name in SCOPE)
        and each.aspects <= says
    ]
    if len(same) > 1:
        text = f"{len(same)} of our records are about this payer and service. Change the right one by hand."
        return PlannedGuideline(row.line, Fate.REFUSED, text)
    if not _claim(same):
        return PlannedGuideline(row.line, Fate.ADDED, values=values)
    before = same[0].row
    return PlannedGuideline(row.line, Fate.NEW_VERSION, "", before.chain_id, before.version + 1, values)


def _claim(found: Sequence[_Kept]) -> bool:
    free = [each for each in found if not each.is_claimed]
    if free:
        free[0].is_claimed = True
    return bool(free)


def _newest() -> list[_Kept]:
    rows = {row.chain_id: row for row in fetch_rows()}
    return [_Kept(row, values_of(row)) for row in rows.values()]


def _with_ids(row: TableRow) -> TableRow:
    """Put the ids of insurer and plan in the place of their names; a name that is not ours is a fault."""
    if row.fault:
        return row
    payer, plan = str(row.values["payer"]), str(row.values["plan"])
    payer_id = payer_named(payer)
    plan_id = plan_named(plan, payer_id)
    fault = ""
    if payer and payer_id is None:
        fault = f"There is no insurer “{payer[:40]}” here. Add it to the insurers, or correct the name."
    elif plan and plan_id is None:
        fault = f"{payer or 'No insurer'} has no plan “{plan[:40]}” here. Add it, or correct the name."
    values: Mapping[str, Any] = {**row.values, "payer": payer_id, "plan": plan_id}
    return TableRow(row.line, values, fault)

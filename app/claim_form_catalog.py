"""The grid and the box notes of the CMS-1500, read once from `resources/` into domain values."""

import json
from functools import cache
from types import MappingProxyType
from typing import Any

from app.config import resource
from app.domain.form_grid import ROWS_PER_PAGE, BoxNote, FormField, FormGrid

Entry = dict[str, Any]


@cache
def claim_form_grid() -> FormGrid:
    """Read the boxes of the form, once a run; every box has its note."""
    grid = _read("cms1500-grid.json")
    fields = [_field(entry, entry["id"], entry["line"]) for entry in grid["fields"]]
    for row in range(ROWS_PER_PAGE):
        fields += [_service_field(entry, row, grid["service_lines"]) for entry in grid["service_fields"]]
    lattice = grid["lattice"]
    return FormGrid(
        fields=MappingProxyType({field.id: field for field in fields}),
        notes=MappingProxyType(_notes()),
        column_in=lattice["column_in"],
        lines_per_inch=lattice["lines_per_inch"],
        first_column_left_in=lattice["first_column_left_in"],
        baseline_lift_in=lattice["baseline_lift_in"],
        qr_payload=grid["qr_payload"],
    )


def _read(name: str) -> Entry:
    content: Entry = json.loads(resource(name).read_text(encoding="utf-8"))
    return content


def _service_field(entry: Entry, row: int, lines: dict[str, list[int]]) -> FormField:
    return _field(entry, f"24.{row + 1}.{entry['id']}", lines[entry["row"]][row])


def _field(entry: Entry, field_id: str, line: int) -> FormField:
    length: int = entry["length"]
    return FormField(
        id=field_id,
        item=entry["item"],
        name=entry["name"],
        line=line,
        col=entry["col"],
        length=length,
        safe_length=entry.get("safe_length", length),
        format=entry["format"],
        right_aligned=entry.get("align") == "right",
        pair_shift_in=entry.get("pair_shift_in", 0.0),
    )


def _notes() -> dict[str, BoxNote]:
    notes: dict[str, BoxNote] = {}
    for entry in _read("cms1500-boxes.json")["boxes"]:
        note = BoxNote(entry["item"], entry["title"], entry["source"], entry["rule"])
        for box_id in entry["ids"]:
            notes |= dict.fromkeys(_every_row(box_id), note)
    return notes


def _every_row(box_id: str) -> list[str]:
    if not box_id.startswith("24."):
        return [box_id]
    return [f"24.{row}.{box_id.removeprefix('24.')}" for row in range(1, ROWS_PER_PAGE + 1)]

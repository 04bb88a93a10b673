"""Estimates of what visits will cost: worked out now, or as they were told."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.errors import InputError
from app.domain.estimate_record import KeptEstimate, keep_estimate, read_estimate
from app.domain.estimates import compose_estimate
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.estimate_facts import estimate_question

_LINES = (
    "select e.id, e.visit_id, e.on_date, e.made_at, u.display_name, e.language, e.file_id, e.charge_cents, "
    "e.patient_cents, exists(select 1 from good_faith_estimate g where g.estimate_id = e.id), e.content "
    "from estimate e join user u on u.id = e.user_id "
)


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """An estimate that was made; `language` and `file_id` are empty and None where it was not printed."""

    id: int
    visit_id: int | None
    visit_on: date
    made_on: date
    by: str
    language: str
    file_id: int | None
    charge: Money
    patient: Money
    is_good_faith: bool
    content: KeptEstimate


@asks(Right.SEE_PATIENT, patient="patient_id")
def work_out_estimate(visit_id: int, patient_id: int, today: date) -> KeptEstimate:
    """What a visit is expected to cost as things stand now, step by step."""
    return keep_estimate(compose_estimate(estimate_question(visit_id, patient_id, today)))


@asks(Right.SEE_PATIENT)
def find_patient_of_visit(visit_id: int) -> int:
    """Whose visit it is; raises InputError where there is no such visit."""
    rows = select("select patient_id from visit where id = ?", visit_id)
    if not rows:
        raise InputError(f"There is no visit with the number {visit_id} in this practice.")
    return int(rows[0][0])


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_estimates(patient_id: int) -> tuple[EstimateLine, ...]:
    """The estimates made for a patient, the newest first."""
    return _lines("where e.patient_id = ? order by e.id desc", patient_id)


def latest_estimate(visit_id: int) -> EstimateLine | None:
    """The estimate made last for a visit, None without one; inside another question only."""
    return next(iter(_lines("where e.visit_id = ? order by e.id desc limit 1", visit_id)), None)


def estimate_by_id(estimate_id: int) -> EstimateLine:
    """One estimate that was made; inside another question only."""
    return _lines("where e.id = ?", estimate_id)[0]


def last_drawn(visit_id: int | None, kind: str) -> tuple[int, str] | None:
    """The file and the checksum of the paper of a kind drawn last for a visit; inside a use case only."""
    rows = select(
        "select f.id, f.sha256 from estimate e join stored_file f on f.id = e.file_id "
        "where e.visit_id = ? and f.kind = ? order by e.id desc limit 1",
        visit_id,
        kind,
    )
    return rows[0] if rows else None


def _lines(where: str, *params: object) -> tuple[EstimateLine, ...]:
    return tuple(_line(row) for row in select(f"{_LINES}{where}", *params))


def _line(row: tuple[Any, ...]) -> EstimateLine:
    estimate, visit, on, made_at, by, language, file, charge, patient, good_faith, content = row
    return EstimateLine(
        estimate,
        visit,
        date.fromisoformat(on),
        datetime.fromisoformat(made_at).date(),
        by,
        language,
        file,
        Money(charge),
        Money(patient),
        bool(good_faith),
        read_estimate(json.loads(content)),
    )

"""Patients whose records need attention: incomplete, or not confirmed for long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.completeness import STALE_AFTER_DAYS, check_patient_record
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.patients import PatientLine, load_lines
from app.queries.record_facts import load_facts

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class MendLine:
    """A patient with the first thing to ask, and how many there are."""

    patient: PatientLine
    ask: str
    count: int


@asks(Right.SEE_PATIENT)
def list_incomplete_patients(today: date, limit: int = 200) -> tuple[MendLine, ...]:
    """Patients who cannot be billed or written to as their records stand, by name; at most `limit`."""
    found: list[MendLine] = []
    after: tuple[Any, ...] = ("", "", 0)
    while len(found) < limit:
        suspects = select(_SUSPECTS, today.isoformat(), *after, AT_ONCE)
        if not suspects:
            break
        after = suspects[-1]
        found += _mend_lines([patient for *_, patient in suspects], today)
    return tuple(found[:limit])


@asks(Right.SEE_PATIENT)
def list_stale_patients(today: date, limit: int = 200) -> tuple[MendLine, ...]:
    """Patients whose address and insurance were not confirmed for a year, longest first; at most `limit`."""
    last_good = today - timedelta(days=STALE_AFTER_DAYS)
    rows = select(
        "select id, confirmed_on from patient where active = 1 and deceased_on is null "
        "and (confirmed_on is null or confirmed_on < ?) order by confirmed_on, last, first, id limit ?",
        last_good.isoformat(),
        limit,
    )
    lines = {line.id: line for line in load_lines([patient for patient, _ in rows])}
    return tuple(MendLine(lines[patient], _since(confirmed), 1) for patient, confirmed in rows)


def _mend_lines(patient_ids: Sequence[int], today: date) -> list[MendLine]:
    facts = load_facts(patient_ids)
    lines = {line.id: line for line in load_lines(patient_ids)}
    found = []
    for patient in patient_ids:
        lacks = check_patient_record(facts[patient], today)
        if not (lacks.may_bill and lacks.may_mail):
            gaps = [*lacks.to_bill, *lacks.to_mail, *lacks.to_see]
            worst = max(gaps, key=lambda finding: finding.severity)
            found.append(MendLine(lines[patient], worst.text, len({gap.text for gap in gaps})))
    return found


def _since(confirmed: str | None) -> str:
    if confirmed is None:
        return "Never confirmed."
    return f"Confirmed on {date.fromisoformat(confirmed):%m/%d/%Y}."


# A wide net, so that only some records are read whole; what is missing is decided by the domain alone. It is
# drawn in by parts, each behind the name the last one ended with, so that a short list never reads everybody.
_SUSPECTS = """
    select t.last, t.first, t.id from patient t join guarantor_account a on a.id = t.account_id
    where (t.last, t.first, t.id) > (?2, ?3, ?4) and t.active = 1 and t.deceased_on is null and (
      t.birth_date is null or t.sex = '' or t.street = '' or t.city = '' or t.state = '' or length(t.zip) < 5
      or t.first = '' or t.returned_mail or a.returned_mail
      or t.self_pay = 0 and (not exists(select 1 from policy o where o.patient_id = t.id)
        or exists(select 1 from policy o where o.patient_id = t.id and (
          o.termination < o.effective or coalesce(o.termination, '9999') >= ?1 and (
            o.member_id = '' or o.relationship <> 'self' and (o.holder_last = '' or o.holder_first = ''
              or o.holder_birth_date is null or o.street = '' or o.city = '' or o.state = ''
              or length(o.zip) < 5)
            or (select count(*) from policy p where p.patient_id = t.id and p.rank = o.rank
              and p.effective <= coalesce(o.termination, '9999')
              and o.effective <= coalesce(p.termination, '9999')) > 1
            or o.rank > 1 and not exists(select 1 from policy p where p.patient_id = t.id and p.rank = 1
              and ?1 between p.effective and coalesce(p.termination, '9999')))))))
    order by t.last, t.first, t.id limit ?5
"""

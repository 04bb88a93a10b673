"""Denials held against the guidelines in force on the day; inside another question only.

Only lines denied for approval, coverage, necessity or referral are looked at, all of them with one question.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.catalogs import denial_codes
from app.domain.claim_form_boxes import DIAGNOSIS_LETTERS
from app.domain.date_entry import age_on
from app.domain.guideline_contradictions import DENIALS, Contradiction, Denial, find_contradictions
from app.domain.guidelines import Approval, Guideline
from app.domain.service_counts import ServiceCharge, ServiceLine
from app.models.database import select
from app.queries.authorizations import service_charges
from app.queries.guidelines import guidelines_for_payer

_DENIED = """
    select m.id, m.number, m.patient_id, c.id, c.visit_id, c.code, c.service_on, c.units, c.modifiers, c.pos,
      c.pointers, (select group_concat(d.code, ' ') from (select code from visit_diagnosis
        where visit_id = c.visit_id order by position) d),
      t.birth_date, t.sex, y.id, y.name, y.line_of_business, n.id, n.name, coalesce(p.category, '')
    from json_each(?) j join claim m on m.id = json_extract(j.value, '$[0]')
      join charge c on c.id = json_extract(j.value, '$[1]') join patient t on t.id = m.patient_id
      join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id
      left join procedure p on p.code = c.code order by m.id, c.id
"""


@dataclass(frozen=True, slots=True)
class DeniedLine:
    """A line that an insurer paid nothing of; `reasons` are its codes with their groups, as `CO-197`."""

    claim_id: int
    charge_id: int
    reasons: tuple[str, ...]


def contradicted_by(denied: Sequence[DeniedLine]) -> tuple[Contradiction, ...]:
    """Find the guidelines that denials contradict, in the order of their claims."""
    spoken = {
        (each.claim_id, each.charge_id): reasons
        for each in denied
        if (reasons := tuple(reason for reason in each.reasons if _kind(reason)))
    }
    if not spoken or not select("select 1 from guideline limit 1"):
        return ()
    rows = select(_DENIED, json.dumps([list(pair) for pair in spoken]))
    denials = [_denial(row, spoken[row[0], row[3]]) for row in rows]
    given = {payer: guidelines_for_payer(payer) for payer in {each.line.payer_id for each in denials}}
    counting = {payer for payer, guidelines in given.items() if any(map(_counts, guidelines))}
    charges: dict[int, tuple[ServiceCharge, ...]] = {}
    found: list[Contradiction] = []
    for each in denials:
        patient = each.patient_id
        if each.line.payer_id in counting and patient not in charges:
            charges[patient] = service_charges("c.patient_id = ?", patient)[patient]
        found += find_contradictions(each, given[each.line.payer_id], charges.get(patient, ()))
    return tuple(found)


def _denial(row: tuple[Any, ...], reasons: tuple[str, ...]) -> Denial:
    claim, number, patient, charge, visit, code, day, units, modifiers, place, pointers = row[:11]
    diagnoses, born, sex, payer_id, payer, business, plan_id, plan, category = row[11:]
    on = date.fromisoformat(day)
    listed = dict(zip(DIAGNOSIS_LETTERS, (diagnoses or "").split(), strict=False))
    line = ServiceLine(
        code=code,
        on=on,
        units=units,
        payer_id=payer_id,
        payer=payer,
        plan_id=plan_id,
        plan=plan,
        category=category,
        diagnoses=tuple(listed[letter] for letter in pointers if letter in listed),
        visit_id=visit,
        charge_id=charge,
        line_of_business=business,
        modifiers=tuple(modifiers.split()),
        place=place,
        age=age_on(date.fromisoformat(born), on) if born else None,
        sex=sex if sex in ("F", "M") else "",
    )
    kinds = frozenset(_kind(reason) for reason in reasons)
    return Denial(claim, number, patient, line, kinds, reasons)


def _counts(guideline: Guideline) -> bool:
    return guideline.most is not None or guideline.approval is Approval.AFTER


def _kind(reason: str) -> str:
    return _kinds().get(reason.rpartition("-")[2], "")


@cache
def _kinds() -> Mapping[str, str]:
    """The reason codes that speak of what guidelines say, each with its kind."""
    return {code: known.category for code, known in denial_codes().items() if known.category in DENIALS}

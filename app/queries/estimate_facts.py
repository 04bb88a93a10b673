"""All that an estimate of a visit is made of: its services, the plans that pay, and what was paid before."""

from collections.abc import Sequence
from datetime import date

from app.domain.errors import RuleError
from app.domain.estimates import EstimateQuestion, PlannedLine
from app.domain.expected_allowed import BilledService
from app.domain.money import ZERO, Money
from app.domain.scrubbing.code_families import is_visit
from app.models.database import select
from app.models.ledger import Visit
from app.models.records import Patient
from app.queries.adjudications import policies_in_order
from app.queries.estimate_sides import VisitServices, is_network_known, plan_sides
from app.queries.visits import VisitDetail, find_visit

WAITING = ("printed", "sent")


def estimate_question(visit_id: int, patient_id: int, today: date) -> EstimateQuestion:
    """What the estimate of a visit is made of; raises RuleError while nothing, or no fee, is planned."""
    visit = _find_visit(find_visit(visit_id, patient_id))
    policies = () if is_self_pay(visit.detail, patient_id) else policies_in_order(patient_id, visit.on)
    sides = plan_sides(visit, policies, today)
    return EstimateQuestion(
        visit.on,
        today,
        visit.lines,
        sides,
        paid_before(visit_id),
        _count_waiting(policies[0]) if policies else 0,
        not policies or is_network_known(visit, policies[0], sides[0]),
    )


def is_self_pay(visit: VisitDetail, patient_id: int) -> bool:
    """Tell whether no insurance is billed for a visit because the patient, or the visit, says so."""
    return bool(visit.values["self_pay"]) or bool(Patient.get_by_id(patient_id).self_pay)


def paid_before(visit_id: int) -> Money:
    """What was taken for a visit and is not used for anything yet."""
    rows = select(
        "select coalesce(sum(-b.cents), 0) from payment p join payment_balance b on b.payment_id = p.id "
        "where p.visit_id = ? and b.cents < 0",
        visit_id,
    )
    return Money(rows[0][0])


def _find_visit(detail: VisitDetail) -> VisitServices:
    if not detail.pattern.lines:
        raise RuleError("Nothing is planned for this visit yet. Type the planned services first.")
    codes = [line.code for line in detail.pattern.lines]
    known = _procedures(codes)
    row = Visit.get_by_id(detail.line.id)
    place = row.place.pos if row.place else ""
    lines, billed = [], []
    for at, line in enumerate(detail.pattern.lines):
        if line.amount == ZERO:
            raise RuleError(f"{line.code} has no fee on that day. Type its charge beside the code.")
        name, name_es, category = known.get(line.code, (line.code, "", "other"))
        lines.append(
            PlannedLine(
                line.code, line.amount, line.units, line.modifiers, name, name_es, is_visit(line.code)
            )
        )
        where = line.pos or place
        billed.append(BilledService(at, line.code, line.amount, line.units, line.modifiers, where, category))
    return VisitServices(detail, tuple(lines), tuple(billed), place)


def _procedures(codes: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    marks = ", ".join("?" * len(codes))
    rows = select(f"select code, name, name_es, category from procedure where code in ({marks})", *codes)
    return {code: (name, name_es, category) for code, name, name_es, category in rows}


def _count_waiting(policy_id: int) -> int:
    marks = ", ".join("?" * len(WAITING))
    rows = select(
        f"select count(*) from claim where policy_id = ? and state in ({marks})", policy_id, *WAITING
    )
    return int(rows[0][0])

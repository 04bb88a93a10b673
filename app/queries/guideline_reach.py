"""Whom a guideline reaches now: unsent claims, planned visits, running approvals, patients near its limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.authorizations import GRANTED, WAITING
from app.domain.code_ranges import names_code, read_codes
from app.domain.date_entry import format_date
from app.domain.guideline_checks import is_same_period
from app.domain.guidelines import Approval, Guideline, Status, is_for
from app.domain.rights import Right
from app.domain.service_counts import CountBy, ServiceCharge, count_services
from app.models.database import select
from app.queries.asking import asks
from app.queries.authorizations import service_charges
from app.queries.guidelines import guideline_by_id


@dataclass(frozen=True, slots=True)
class Reached:
    """A record that a guideline touches: its id, its patient, and words that name it in a list.

    `id` is that of a claim, a visit, an authorization, or of the patient himself; `count` is how many
    services a patient near the limit had.
    """

    id: int
    patient_id: int
    name: str
    words: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class GuidelineReach:
    """Whom a guideline touches: claims not sent yet, planned visits, approvals, patients near its limit."""

    claims: tuple[Reached, ...] = ()
    visits: tuple[Reached, ...] = ()
    authorizations: tuple[Reached, ...] = ()
    patients: tuple[Reached, ...] = ()
    count_by: CountBy = CountBy.VISITS

    @property
    def words(self) -> str:
        """Say it: `1 patient at visit 11, 3 planned visits, 2 unsent claims`."""
        counts = " or ".join(map(str, sorted({each.count for each in self.patients})))
        at = f"at visit {counts}" if self.count_by is CountBy.VISITS else f"at {counts} units"
        parts = (
            f"{_many(len(self.patients), 'patient')} {at}" if self.patients else "",
            _many(len(self.visits), "planned visit"),
            _many(len(self.claims), "unsent claim"),
            _many(len(self.authorizations), "running approval") if self.authorizations else "",
        )
        return ", ".join(part for part in parts if part)


@asks(Right.SEE_PATIENT)
def list_guideline_reach(guideline_id: int, today: date) -> GuidelineReach:
    """Whom a guideline touches from its date on, each with its id, so that a list can lead there.

    A planned visit counts where a code planned for it is meant; one without codes, where its patient, insured
    with the payer that day, is near the count, or had the service within the year where nothing is counted.
    """
    guideline = guideline_by_id(guideline_id)
    if guideline is None or guideline.status is Status.WITHDRAWN:
        return GuidelineReach()
    given = _given(guideline, today)
    close = _close_to(guideline, given, today)
    had = tuple(patient for patient, _ in close) if _limit(guideline) is not None else tuple(given)
    names = _names([patient for patient, _ in close])
    people = tuple(
        Reached(patient, patient, names[patient], f"{count} {guideline.count_by.value}", count)
        for patient, count in close
    )
    return GuidelineReach(
        claims=_claims_touched(guideline),
        visits=_visits_touched(guideline, had, today),
        authorizations=_authorizations_touched(guideline, today),
        patients=people,
        count_by=guideline.count_by,
    )


def _given(guideline: Guideline, today: date) -> Mapping[int, tuple[ServiceCharge, ...]]:
    """The services meant, by patient, of this year or from the guideline's first day on."""
    since = min(today.replace(month=1, day=1), guideline.effective).isoformat()
    of_payer = "c.service_on >= ?1 and (?2 is null or n.payer_id = ?2)"
    found = {
        patient: tuple(each for each in charges if is_for(guideline, each.code, each.category))
        for patient, charges in service_charges(of_payer, since, guideline.payer_id).items()
    }
    return {patient: charges for patient, charges in found.items() if charges}


def _limit(guideline: Guideline) -> int | None:
    """The count that needs nothing: the lower one where the guideline has two."""
    after = guideline.approval_after if guideline.approval is Approval.AFTER else None
    limits = [limit for limit in (after, guideline.most) if limit is not None]
    return min(limits, default=None)


def _close_to(
    guideline: Guideline, given: Mapping[int, tuple[ServiceCharge, ...]], today: date
) -> list[tuple[int, int]]:
    """The patients whose next service is the last that needs nothing, or who are beyond it."""
    limit = _limit(guideline)
    if limit is None:
        return []
    on = max(today, guideline.effective)
    counted = {
        patient: count_services(
            [each for each in charges if is_same_period(guideline.period, each.on, on)], guideline.count_by
        )
        for patient, charges in given.items()
    }
    return sorted((patient, count) for patient, count in counted.items() if count >= max(1, limit - 1))


def _claims_touched(guideline: Guideline) -> tuple[Reached, ...]:
    rows = select(
        "select k.id, k.number, k.patient_id, t.last, t.first, c.code, coalesce(r.category, '') from claim k "
        "join policy o on o.id = k.policy_id join plan n on n.id = o.plan_id "
        "join payer y on y.id = n.payer_id join patient t on t.id = k.patient_id "
        "join claim_line l on l.claim_id = k.id join charge c on c.id = l.charge_id "
        "left join procedure r on r.code = c.code where k.state in ('ready', 'printed') "
        f"and c.service_on between ?1 and ?2 and {_BOUND} order by k.id",
        *_term(guideline, guideline.effective),
        *_scope(guideline),
    )
    found = {
        claim: Reached(claim, patient, _name(last, first), f"claim {number}")
        for claim, number, patient, last, first, code, category in rows
        if is_for(guideline, code, category)
    }
    return tuple(found.values())


def _visits_touched(guideline: Guideline, patients: Sequence[int], today: date) -> tuple[Reached, ...]:
    rows = select(
        "select v.id, v.patient_id, t.last, t.first, v.on_date from visit v "
        "join patient t on t.id = v.patient_id where v.state = 'planned' and v.on_date between ?1 and ?2 "
        "and exists(select 1 from policy o join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
        f"where o.patient_id = v.patient_id and {_BOUND} and o.effective <= v.on_date "
        "and (o.termination is null or o.termination >= v.on_date)) order by v.on_date, v.id",
        *_term(guideline, max(today, guideline.effective)),
        *_scope(guideline),
    )
    planned, near = _planned_codes([row[0] for row in rows]), frozenset(patients)
    return tuple(
        Reached(visit, patient, _name(last, first), f"visit of {format_date(date.fromisoformat(on))}")
        for visit, patient, last, first, on in rows
        if _is_planned(guideline, planned.get(visit), patient in near)
    )


def _is_planned(guideline: Guideline, codes: Sequence[tuple[str, str]] | None, is_near: bool) -> bool:
    if codes is None:
        return is_near
    return any(is_for(guideline, code, category) for code, category in codes)


def _authorizations_touched(guideline: Guideline, today: date) -> tuple[Reached, ...]:
    running = ", ".join(f"'{status}'" for status in sorted(GRANTED | WAITING))
    rows = select(
        "select a.id, a.patient_id, t.last, t.first, a.number, a.codes, a.kind from authorization a "
        "join patient t on t.id = a.patient_id join policy o on o.id = a.policy_id "
        "join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id where a.active = 1 "
        f"and a.status in ({running}) and coalesce(a.ends, '9999-12-31') >= ?1 "
        f"and coalesce(a.starts, '0001-01-01') <= ?2 and {_BOUND} order by a.id",
        *_term(guideline, max(today, guideline.effective)),
        *_scope(guideline),
    )
    return tuple(
        Reached(row, patient, _name(last, first), f"{kind} {number}".strip())
        for row, patient, last, first, number, codes, kind in rows
        if _shares(guideline, read_codes(codes))
    )


def _shares(guideline: Guideline, codes: Sequence[str]) -> bool:
    """Tell whether a guideline and an approval speak of one service; one for any service shares all."""
    categories = dict(select("select code, category from procedure")) if guideline.category else {}
    named = any(is_for(guideline, end, categories.get(end, "")) for end in _ends(codes))
    return not codes or named or any(names_code(codes, end) for end in _ends(guideline.codes))


def _ends(codes: Sequence[str]) -> list[str]:
    return [end for code in codes for end in code.split("-")]


def _planned_codes(visits: Sequence[int]) -> Mapping[int, list[tuple[str, str]]]:
    """The codes planned for visits, with their categories; a visit without any is not in it."""
    found: dict[int, list[tuple[str, str]]] = {}
    marks = ", ".join("?" * len(visits))
    for visit, code, category in select(
        "select p.visit_id, p.code, coalesce(r.category, '') from planned_service p "
        f"left join procedure r on r.code = p.code where p.visit_id in ({marks})",
        *visits,
    ):
        found.setdefault(visit, []).append((code, category))
    return found


# A plan `n` of a payer `y` that a guideline binds.
_BOUND = "(?3 is null or n.payer_id = ?3) and (?4 is null or n.id = ?4) and ?5 in ('', y.line_of_business)"


def _scope(guideline: Guideline) -> tuple[int | None, int | None, str]:
    return (guideline.payer_id, guideline.plan_id, guideline.line_of_business)


def _term(guideline: Guideline, first: date) -> tuple[str, str]:
    return (first.isoformat(), (guideline.ends or date.max).isoformat())


def _names(patients: Sequence[int]) -> dict[int, str]:
    marks = ", ".join("?" * len(patients))
    rows = select(f"select id, last, first from patient where id in ({marks})", *patients)
    return {patient: _name(last, first) for patient, last, first in rows}


def _name(last: str, first: str) -> str:
    return f"{last}, {first}".strip(", ")


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"

"""Visits of a patient and kinds of services, as answers to questions need them."""

from datetime import date

from app.domain.people import PersonName
from app.domain.questions.facts import VisitFacts
from app.models.database import select

_VISITS = (
    "select v.id, v.on_date, coalesce(r.first, ''), coalesce(r.last, ''), v.state, "
    "v.employment or v.auto or v.other_accident, "
    "exists(select 1 from claim m where m.visit_id = v.id and m.state <> 'void' "
    "and (m.sent_on is not null or m.answered_on is not null)) "
    "from visit v left join provider r on r.id = v.provider_id "
    "where v.patient_id = ? and v.state <> 'cancelled' order by v.on_date, v.id"
)
_CATEGORIES = (
    "select distinct c.id, coalesce(r.category, '') from charge c join entry e on e.charge_id = c.id "
    "left join procedure r on r.code = c.code where e.guarantor_id = ?"
)


def visits_of(patient_id: int) -> tuple[VisitFacts, ...]:
    """A patient's visits that were not cancelled, the oldest first."""
    return tuple(
        VisitFacts(
            visit,
            date.fromisoformat(on),
            PersonName(last, first).spoken,
            state == "planned",
            bool(accident),
            bool(sent),
        )
        for visit, on, first, last, state, accident, sent in select(_VISITS, patient_id)
    )


def categories_of(account_id: int) -> tuple[tuple[int, str], ...]:
    """The kind of service of each charge on an account, by the practice's own list."""
    return tuple((charge, category) for charge, category in select(_CATEGORIES, account_id))

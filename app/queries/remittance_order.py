"""Which payments of insurers build upon which: what must be taken back first."""

from dataclasses import dataclass
from datetime import date

from app.domain.date_entry import format_date
from app.models.database import select

# The steps that stand on the claims of one visit: answers and what was taken back by their claim, takebacks
# beside the claims by the claim that they opened again.
_ON_VISIT = (
    "select s.id, s.remittance_id from claim c join adjudication a on a.claim_id = c.id "
    "join remittance_step s on s.adjudication_id = a.id where c.visit_id = ?1 "
    "union select s.id, s.remittance_id from claim c join remittance_adjustment d on d.claim_id = c.id "
    "join remittance_step s on s.remittance_adjustment_id = d.id where c.visit_id = ?1"
)
_STANDS = "s.undoes is null and not exists(select 1 from remittance_step u where u.undoes = s.id)"


@dataclass(frozen=True, slots=True)
class LaterPayment:
    """A payment that was posted, or went on, after a step of another one on the same visit."""

    id: int
    trace: str
    payer: str
    paid_on: date

    @property
    def words(self) -> str:
        """Say which payment it is, as the list of remittances shows it."""
        return f"Payment {self.trace} of {self.payer}, {format_date(self.paid_on)},"


def payment_after(step_id: int) -> LaterPayment | None:
    """The latest payment that did something on the visit of this step since; None where none did."""
    visit = _visit_of(step_id)
    if visit is None:
        return None
    rows = select(
        f"select r.id, r.trace, r.payer_name, r.paid_on from ({_ON_VISIT}) t "
        "join remittance_step s on s.id = t.id join remittance r on r.id = s.remittance_id "
        "where s.id > ?2 and s.remittance_id <> (select remittance_id from remittance_step where id = ?3) "
        f"and {_STANDS} order by s.id desc limit 1",
        visit,
        _first_of(step_id),
        step_id,
    )
    if not rows:
        return None
    remittance, trace, payer, paid_on = rows[0]
    return LaterPayment(remittance, trace, payer, date.fromisoformat(paid_on))


def is_taken_from_since(step_id: int) -> bool:
    """Tell whether a later payment withheld money that this step's answer had paid, and still does."""
    rows = select(
        "select 1 from remittance_step o join adjudication a on a.id = o.adjudication_id "
        "join remittance_adjustment d on d.claim_id = a.claim_id and d.kind = 'takeback' "
        "join remittance_step s on s.remittance_adjustment_id = d.id where o.id = ?1 and s.id > ?2 "
        f"and s.remittance_id <> o.remittance_id and {_STANDS} limit 1",
        step_id,
        _first_of(step_id),
    )
    return bool(rows)


def answer_taken_back_before(step_id: int) -> int | None:
    """The answer to the same claim that the same payment took back before it brought the one of this step."""
    rows = select(
        "select e.id from remittance_step o join adjudication a on a.id = o.adjudication_id "
        "join adjudication e on e.claim_id = a.claim_id join remittance_step s on s.adjudication_id = e.id "
        "where o.id = ?1 and s.kind = 'taken_back' and s.id < o.id and +s.remittance_id = o.remittance_id "
        f"and {_STANDS} order by s.id desc limit 1",
        step_id,
    )
    return rows[0][0] if rows else None


def came_before(remittance_id: int, step_id: int) -> bool:
    """Tell whether a payment did something on the visit of another one's step before that step."""
    rows = select(
        f"select 1 from ({_ON_VISIT}) t join remittance_step s on s.id = t.id "
        f"where s.id < ?2 and s.remittance_id = ?3 and {_STANDS} limit 1",
        _visit_of(step_id),
        step_id,
        remittance_id,
    )
    return bool(rows)


def _first_of(step_id: int) -> int:
    """The step by which a remitted claim was first posted: an answer that stands again counts from there."""
    rows = select(
        "select min(f.id) from remittance_step s join remittance_step f "
        "on f.remittance_claim_id = s.remittance_claim_id and f.kind = s.kind where s.id = ?",
        step_id,
    )
    return int(rows[0][0] or step_id)


def _visit_of(step_id: int) -> int | None:
    rows = select(
        "select c.visit_id from remittance_step s left join adjudication a on a.id = s.adjudication_id "
        "left join remittance_adjustment d on d.id = s.remittance_adjustment_id "
        "join claim c on c.id = coalesce(a.claim_id, d.claim_id) where s.id = ?",
        step_id,
    )
    return rows[0][0] if rows else None

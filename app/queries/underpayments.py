"""Services that an insurer allowed less for than its contract says; worked out each time, never stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.answers import Adjustment, LineAnswer
from app.domain.charges import is_procedure_code
from app.domain.contracts import Contract
from app.domain.expected_allowed import ExpectedLine
from app.domain.money import Money
from app.domain.rights import Right
from app.domain.underpayments import Underpayment, allowed_amount, find_underpayment
from app.models.database import select
from app.queries.asking import asks
from app.queries.contract_rates import AT_ONCE, RateSource, price_claims
from app.queries.contracts import find_tolerance, list_all_contracts

# The plus signs keep the days of the answers the first thing that is looked up.
_ANSWERED = """
    select a.id, a.received_on, m.id, m.number, m.rank, t.id, t.last || ', ' || t.first, y.name, l.charge_id,
      c.service_on, c.code, c.cents, l.allowed_cents, l.paid_cents
    from adjudication a join claim m on m.id = a.claim_id join patient t on t.id = m.patient_id
      join policy o on o.id = a.policy_id join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id
      join adjudication_line l on l.adjudication_id = a.id join charge c on c.id = l.charge_id
    where a.received_on between ?1 and ?2 and +n.payer_id in (select payer_id from contract)
      and (?3 = 0 or +n.payer_id = ?3)
      and (?4 = '' or cast(m.number as text) = ?4 or t.last || ', ' || t.first like ?4 || '%'
        or y.name like ?4 || '%' or exists(select 1 from claim_line e join charge s on s.id = e.charge_id
          where e.claim_id = m.id and s.code = upper(?4)))
      and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id)
      and not exists(select 1 from adjudication b join adjudication_line k on k.adjudication_id = b.id
        and k.charge_id = l.charge_id where b.claim_id = a.claim_id and b.id > a.id
        and not exists(select 1 from adjudication_void w where w.adjudication_id = b.id))
    order by a.received_on desc, a.id desc, l.charge_id
"""
_ADJUSTED = """
    select adjudication_id, charge_id, group_code, reason_code, cents, accepted from adjudication_adjustment
    where adjudication_id in ({marks})
"""
_Parts = Mapping[tuple[int, int], Sequence[Adjustment]]


@dataclass(frozen=True, slots=True)
class UnderpaidLine:
    """A service that was allowed too little: what the contract says and how, and the last day to dispute it.

    `id` is the charge's; `charged` is what was billed for the line.
    """

    id: int
    claim_id: int
    claim_number: int
    patient_id: int
    patient: str
    payer: str
    service_on: date
    code: str
    charged: Money
    found: Underpayment
    steps: tuple[str, ...]
    contract: str
    received_on: date
    dispute_by: date

    @property
    def difference(self) -> Money:
        """How much was allowed too little."""
        return self.found.difference


@dataclass(frozen=True, slots=True)
class _Answered:
    answer_id: int
    received_on: date
    claim_id: int
    claim_number: int
    rank: int
    patient_id: int
    patient: str
    payer: str
    charge_id: int
    service_on: date
    code: str
    charged: Money
    allowed: Money | None
    paid: Money


@asks(Right.SEE_PATIENT)
def list_underpayments(
    first: date, last: date, payer: int | None = None, text: str = ""
) -> tuple[UnderpaidLine, ...]:
    """What insurers allowed too little in the answers received on these days, the latest first.

    `payer` leaves one insurer; `text` begins a name, or is a claim's number or a code.
    """
    source = RateSource(list_all_contracts())
    if not source.contracts:
        return ()
    tidy = text.strip().replace("%", "").replace("_", "")
    rows = select(_ANSWERED, first.isoformat(), last.isoformat(), payer or 0, tidy)
    answered = [_answered(row) for row in rows]
    allowed = _allowed(answered)
    priced = price_claims(tuple({each.claim_id for each in answered}), source)
    expected = {
        (claim_id, line.charge_id): (contract, line)
        for claim_id, lines in priced.items()
        for contract, line in lines
    }
    tolerance = find_tolerance()
    lines = []
    for each in answered:
        contract, line = expected.get((each.claim_id, each.charge_id), (None, None))
        if contract is None or line is None:
            continue
        found = find_underpayment(line, allowed[each.claim_id], tolerance)
        if found is not None and _is_asked(each, tidy):
            lines.append(_line(each, contract, line, found))
    return tuple(lines)


def _is_asked(each: _Answered, text: str) -> bool:
    """Tell whether a line is looked for: a code leaves its own lines of the claims that have it."""
    return not is_procedure_code(text.upper()) or each.code == text.upper() or text == str(each.claim_number)


def _allowed(answered: Sequence[_Answered]) -> Mapping[int, dict[int, Money]]:
    """What was allowed by claim and charge; a denied service has no amount."""
    parts = _adjustments(tuple({each.answer_id for each in answered}))
    allowed: dict[int, dict[int, Money]] = defaultdict(dict)
    for each in answered:
        own = tuple(parts.get((each.answer_id, each.charge_id), ()))
        amount = allowed_amount(LineAnswer(each.charge_id, each.allowed, each.paid, own), each.rank)
        if amount is not None:
            allowed[each.claim_id][each.charge_id] = amount
    return allowed


def _adjustments(answers: Sequence[int]) -> _Parts:
    parts: dict[tuple[int, int], list[Adjustment]] = defaultdict(list)
    for start in range(0, len(answers), AT_ONCE):
        some = answers[start : start + AT_ONCE]
        rows = select(_ADJUSTED.format(marks=", ".join("?" * len(some))), *some)
        for answer, charge, group, code, cents, accepted in rows:
            parts[answer, charge].append(Adjustment(group, code, Money(cents), bool(accepted)))
    return parts


def _answered(row: tuple[Any, ...]) -> _Answered:
    named = dict(zip(_Answered.__slots__, row, strict=True))
    days = {name: date.fromisoformat(named[name]) for name in ("received_on", "service_on")}
    amounts = {name: Money(named[name]) for name in ("charged", "paid")}
    allowed = None if named["allowed"] is None else Money(named["allowed"])
    return _Answered(**{**named, **days, **amounts, "allowed": allowed})


def _line(each: _Answered, contract: Contract, line: ExpectedLine, found: Underpayment) -> UnderpaidLine:
    return UnderpaidLine(
        each.charge_id,
        each.claim_id,
        each.claim_number,
        each.patient_id,
        each.patient,
        each.payer,
        each.service_on,
        each.code,
        each.charged,
        found,
        line.steps,
        ", ".join(part for part in (contract.name, contract.source) if part),
        each.received_on,
        contract.dispute_ends(each.received_on),
    )

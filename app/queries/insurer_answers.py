"""Insurers' answers: those that came, and the claim that is to be answered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.answers import Adjustment, ClaimLine
from app.domain.expected_allowed import ExpectedLine
from app.domain.money import Money, total
from app.domain.rights import Right
from app.domain.underpayments import USUAL, Tolerance
from app.models.claims import Claim
from app.models.database import select
from app.queries.adjudications import lines_to_answer, next_policy_after, standing_answer_to
from app.queries.asking import asks
from app.queries.contract_rates import RateSource
from app.queries.contracts import expected_lines, find_tolerance, list_all_contracts

MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class InsurerAnswerLine:
    """An answer as lists show it; `denied` is what it left with the payer without a reason to pay.

    `remittance_id` is the check or remittance that it came with, where that was posted as a whole.
    """

    id: int
    received_on: date
    claim_id: int
    claim_number: int
    patient_id: int
    patient: str
    payer: str
    check_number: str
    paid: Money
    to_patient: Money
    denied: Money
    entered_by: str
    taken_back: str
    remittance_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerableLine:
    """A line of the claim to be answered, in words; `expected` is what the contract says, if there is one."""

    line: ClaimLine
    service_on: date
    code: str
    description: str
    expected: ExpectedLine | None = None
    tolerance: Tolerance = USUAL


@dataclass(frozen=True, slots=True)
class AnswerableClaim:
    """A claim before its answer: who is asked, who is next, and what is open on each line.

    `answered_on` refuses another answer. `settled_on` is the day of the answer that stands though the claim
    was sent again since: its lines are those still open.
    """

    id: int
    number: int
    rank: int
    state: str
    patient_id: int
    patient: str
    payer: str
    service_on: date
    next_policy_id: int | None
    next_payer: str
    lines: tuple[AnswerableLine, ...]
    answered_on: date | None
    settled_on: date | None = None


_PAYER = "policy o join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id"


@asks(Right.SEE_PATIENT)
def list_insurer_answers(first: date, last: date, text: str = "") -> tuple[InsurerAnswerLine, ...]:
    """The answers received on these days, the latest first; `text` begins a name or is a number."""
    rows = select(
        "select a.id, a.received_on, m.id, m.number, t.id, t.last || ', ' || t.first, y.name, "
        "a.check_number, a.paid_cents, "
        "coalesce((select sum(e.cents) from entry e where e.posting_id = a.posting_id "
        "and e.account = 'patient_ar'), 0), u.display_name, coalesce(w.reason, ''), "
        "(select max(s.remittance_id) from remittance_step s where s.adjudication_id = a.id "
        "and s.kind = 'answer') "
        "from adjudication a join claim m on m.id = a.claim_id join patient t on t.id = m.patient_id "
        f"join ({_PAYER}) on o.id = a.policy_id join user u on u.id = a.user_id "
        "left join adjudication_void w on w.adjudication_id = a.id "
        "where a.received_on between ?1 and ?2 and (?3 = '' or cast(m.number as text) = ?3 "
        "or t.last || ', ' || t.first like ?3 || '%' or y.name like ?3 || '%' or a.check_number = ?3) "
        f"order by a.id desc limit {MOST_ROWS}",
        first.isoformat(),
        last.isoformat(),
        text.strip().replace("%", "").replace("_", ""),
    )
    denied = _denied([row[0] for row in rows])
    return tuple(_line(row, denied[row[0]]) for row in rows)


@asks(Right.POST_ANSWER)
def find_answerable_claim(claim_id: int) -> AnswerableClaim:
    """A claim with all that its answer is measured against."""
    claim = Claim.get_by_id(claim_id)
    patient, payer, on = select(
        "select t.first || ' ' || t.last, y.name, v.on_date from claim m "
        "join patient t on t.id = m.patient_id "
        f"join visit v on v.id = m.visit_id join ({_PAYER}) on o.id = m.policy_id where m.id = ?",
        claim_id,
    )[0]
    next_policy = next_policy_after(claim_id)
    following = select(f"select y.name from {_PAYER} where o.id = ?", next_policy) if next_policy else []
    standing = standing_answer_to(claim_id)
    refuses = bool(standing) and claim.state in ("answered", "closed")
    return AnswerableClaim(
        claim.id,
        claim.number,
        claim.rank,
        claim.state,
        claim.patient_id,
        patient.strip(),
        payer,
        date.fromisoformat(on),
        next_policy,
        following[0][0] if following else "",
        _answerable_lines(claim),
        answered_on=standing[1] if standing and refuses else None,
        settled_on=standing[1] if standing and not refuses else None,
    )


@asks(Right.SEE_PATIENT)
def find_claim_after(claim_id: int) -> int | None:
    """The number of the next insurer's claim for the same visit; None where there is none."""
    rows = select(
        "select n.number from claim c join claim n on n.visit_id = c.visit_id and n.rank > c.rank "
        "and n.state <> 'void' where c.id = ? order by n.rank limit 1",
        claim_id,
    )
    return rows[0][0] if rows else None


def _answerable_lines(claim: Claim) -> tuple[AnswerableLine, ...]:
    words = {
        charge: (date.fromisoformat(on), code, name)
        for charge, on, code, name in select(
            "select c.id, c.service_on, c.code, coalesce(r.name, '') from claim_line l "
            "join charge c on c.id = l.charge_id left join procedure r on r.code = c.code "
            "where l.claim_id = ?",
            claim.id,
        )
    }
    source, tolerance = RateSource(list_all_contracts()), find_tolerance()
    expected = {each.charge_id: each for each in expected_lines(claim.id, source)}
    return tuple(
        AnswerableLine(line, *words[line.charge_id], expected.get(line.charge_id), tolerance)
        for line in lines_to_answer(claim.id)
    )


def _denied(answers: list[int]) -> dict[int, Money]:
    marks = ", ".join("?" * len(answers))
    waiting: dict[int, list[Adjustment]] = defaultdict(list)
    for answer, group, code, cents, accepted in select(
        "select adjudication_id, group_code, reason_code, cents, accepted from adjudication_adjustment "
        f"where adjudication_id in ({marks})",
        *answers,
    ):
        part = Adjustment(group, code, Money(cents), bool(accepted))
        if not part.is_share and not part.repeats_earlier_payer and part.write_off_kind is None:
            waiting[answer].append(part)
    return {answer: total(part.amount for part in waiting[answer]) for answer in answers}


def _line(row: tuple[Any, ...], denied: Money) -> InsurerAnswerLine:
    answer, received_on, claim, number, patient_id, patient, payer, check_number = row[:8]
    return InsurerAnswerLine(
        answer,
        date.fromisoformat(received_on),
        claim,
        number,
        patient_id,
        patient,
        payer,
        check_number,
        paid=Money(row[8]),
        to_patient=Money(row[9]),
        denied=denied,
        entered_by=row[10],
        taken_back=row[11],
        remittance_id=row[12],
    )

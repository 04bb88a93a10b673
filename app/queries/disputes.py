"""Cases in dispute: the list by deadline, and one case with all that is known of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.disputes.cases import CaseKind, Channel, Fact, FactKind, Lane, Stage, open_questions
from app.domain.disputes.deadline_rules import DeadlineKind
from app.domain.disputes.deadlines import explain_left, warning_of
from app.domain.disputes.evidence import MADE_KEYS, Evidence, EvidenceEvent, EvidenceNeed, EvidenceState
from app.domain.disputes.outcomes import Result
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.disputable_claims import disputable_claim
from app.queries.dispute_support import approval_for

MOST_ROWS = 1000
# While a case is out, only the insurer's own last day says when to act.
_DUE = (
    "(select min(e.due_on) from dispute_deadline e where e.case_id = d.id and not exists("
    "select 1 from dispute_deadline_end z where z.deadline_id = e.id) "
    "and (d.stage <> 'sent' or e.kind = 'decision'))"
)
_LINE = f"""
    select d.id, d.number, d.kind, d.stage, d.level, d.patient_id, t.last || ', ' || t.first, y.name,
      d.claim_id, m.number, d.reason, (select sum(l.cents) from dispute_line l where l.case_id = d.id),
      {_DUE}, d.next_actor, d.next_step, d.next_on, coalesce(u.display_name, ''), d.owner_id, d.noticed_on,
      (select o.result from dispute_outcome o where o.case_id = d.id order by o.id desc limit 1),
      (select coalesce(sum(o.won_cents), 0) from dispute_outcome o where o.case_id = d.id)
    from dispute_case d join patient t on t.id = d.patient_id join payer y on y.id = d.payer_id
      join claim m on m.id = d.claim_id left join user u on u.id = d.owner_id
"""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as lists show it; `due` is its next last day, `won` what it brought so far."""

    id: int
    number: int
    kind: CaseKind
    stage: Stage
    level: int
    patient_id: int
    patient: str
    payer: str
    claim_id: int
    claim_number: int
    reason: str
    at_stake: Money
    due: date | None
    next_actor: Lane
    next_step: str
    next_on: date | None
    owner: str
    owner_id: int | None
    noticed_on: date
    result: Result | None
    won: Money

    def left(self, today: date) -> str:
        """Say how much time is left, empty where nothing is due."""
        return "" if self.due is None or self.stage is Stage.CLOSED else explain_left(self.due, today)

    def warning(self, today: date) -> int | None:
        """The warning that stands: 30, 14 or 3 days, 0 once it is late; None before, and once closed."""
        return None if self.due is None or self.stage is Stage.CLOSED else warning_of(self.due, today)


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A deadline of a case as it was computed; `outcome` is empty while it is open."""

    id: int
    kind: DeadlineKind
    level: int
    starts_on: date
    due_on: date
    how: str
    source: str
    is_default: bool
    outcome: str
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class DisputedCharge:
    """A line in dispute with the amount at stake."""

    charge_id: int
    code: str
    service_on: date
    billed: Money
    at_stake: Money


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What a level came to."""

    id: int
    level: int
    decided_on: date
    result: Result
    won: Money
    note: str
    user: str


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """One case whole: its lines, facts, deadlines, checklist and outcomes, each in order."""

    line: CaseLine
    version: int
    codes: str
    payer_id: int
    policy_id: int
    adjudication_id: int | None
    opened_by: str
    opened_at: str
    charges: tuple[DisputedCharge, ...]
    facts: tuple[Fact, ...]
    deadlines: tuple[DeadlineLine, ...]
    evidence: tuple[Evidence, ...]
    outcomes: tuple[OutcomeLine, ...]

    @property
    def at_stake(self) -> Money:
        """What is at stake in all its lines."""
        return self.line.at_stake


@asks(Right.SEE_PATIENT)
def list_cases(
    stages: Sequence[Stage] = (), text: str = "", owner_id: int | None = None
) -> tuple[CaseLine, ...]:
    """The cases in these stages (all where none is named), the one whose time runs out first on top.

    `text` begins a name, or is the number of a case or claim or a reason; `owner_id` leaves one person's.
    """
    tidy = text.strip().replace("%", "").replace("_", "")
    wanted = ", ".join(f"'{stage.value}'" for stage in (stages or tuple(Stage)))
    rows = select(
        f"{_LINE} where d.stage in ({wanted}) and (?1 = '' or cast(d.number as text) = ?1 "
        "or cast(m.number as text) = ?1 or t.last || ', ' || t.first like ?1 || '%' or y.name like ?1 || '%' "
        f"or d.reason = upper(?1)) and (?2 = 0 or d.owner_id = ?2) order by d.id desc limit {MOST_ROWS}",
        tidy,
        owner_id or 0,
    )
    lines = [_line(row) for row in rows]
    return tuple(sorted(lines, key=lambda each: (each.due or date.max, -each.at_stake.cents, each.id)))


@asks(Right.SEE_PATIENT)
def find_case_number(number: int) -> CaseLine:
    """A case by its number; raises InputError when there is none."""
    rows = select(f"{_LINE} where d.number = ?", number)
    if not rows:
        raise InputError(f"There is no case {number} in this practice. Check the number.")
    return _line(rows[0])


@asks(Right.SEE_PATIENT)
def find_case_line(case_id: int) -> CaseLine:
    """A case as lists show it, by its id."""
    (row,) = select(f"{_LINE} where d.id = ?", case_id)
    return _line(row)


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_case(case_id: int, patient_id: int) -> CaseDetail:
    """A case of a patient with all that is known of it."""
    return case_detail(case_id, patient_id)


def case_detail(case_id: int, patient_id: int) -> CaseDetail:
    """The same inside another question."""
    (row,) = select(f"{_LINE} where d.id = ? and d.patient_id = ?", case_id, patient_id)
    ((version, codes, payer, policy, answer, user, at),) = select(
        "select d.version, d.codes, d.payer_id, d.policy_id, d.adjudication_id, u.display_name, d.opened_at "
        "from dispute_case d join user u on u.id = d.user_id where d.id = ?",
        case_id,
    )
    return CaseDetail(
        _line(row),
        version,
        codes,
        payer,
        policy,
        answer,
        user,
        at,
        _charges(case_id),
        _facts(case_id),
        _deadlines(case_id),
        _evidence(case_id, _makes(case_id)),
        _outcomes(case_id),
    )


def asked_for(case_id: int, title: str) -> int | None:
    """The question, not answered yet, by which a thing was asked for; inside a transaction."""
    waiting = [each for each in open_questions(_facts(case_id)) if f"for: {title}." in each.text]
    return waiting[-1].id if waiting else None


def open_cases_of(charge_ids: Sequence[int]) -> Mapping[int, tuple[int, date]]:
    """The number and the first day of the open case of each of these charges; inside another question."""
    marks = ", ".join("?" * len(charge_ids))
    rows = select(
        "select l.charge_id, d.number, date(d.opened_at) from dispute_line l "
        f"join dispute_case d on d.id = l.case_id where l.charge_id in ({marks}) and d.stage <> 'closed' "
        "order by d.id",
        *charge_ids,
    )
    return {charge: (number, date.fromisoformat(on)) for charge, number, on in rows}


def _line(row: tuple[Any, ...]) -> CaseLine:
    named = dict(zip(CaseLine.__slots__, row, strict=True))
    named["kind"], named["stage"] = CaseKind(named["kind"]), Stage(named["stage"])
    named["next_actor"] = Lane(named["next_actor"])
    named["result"] = Result(named["result"]) if named["result"] else None
    for name in ("due", "next_on", "noticed_on"):
        named[name] = date.fromisoformat(named[name]) if named[name] else None
    for name in ("at_stake", "won"):
        named[name] = Money(named[name])
    return CaseLine(**named)


def _charges(case_id: int) -> tuple[DisputedCharge, ...]:
    rows = select(
        "select c.id, c.code, c.service_on, c.cents, l.cents from dispute_line l "
        "join charge c on c.id = l.charge_id where l.case_id = ? order by c.line_number, c.id",
        case_id,
    )
    return tuple(
        DisputedCharge(charge, code, date.fromisoformat(on), Money(billed), Money(stake))
        for charge, code, on, billed, stake in rows
    )


def _facts(case_id: int) -> tuple[Fact, ...]:
    rows = select(
        "select f.id, f.lane, f.kind, f.on_date, f.text, f.person, f.role, f.channel, f.reference, f.topic, "
        "f.value, f.answers_id, f.file_id, coalesce(s.name, ''), u.display_name from dispute_fact f "
        "join user u on u.id = f.user_id left join stored_file s on s.id = f.file_id "
        "where f.case_id = ? order by f.on_date, f.id",
        case_id,
    )
    return tuple(
        Fact(
            number,
            Lane(lane),
            FactKind(kind),
            date.fromisoformat(on),
            text,
            person,
            role,
            Channel(way),
            *rest,
        )
        for number, lane, kind, on, text, person, role, way, *rest in rows
    )


def _deadlines(case_id: int) -> tuple[DeadlineLine, ...]:
    rows = select(
        "select e.id, e.kind, e.level, e.starts_on, e.due_on, e.how, e.source, e.is_default, "
        "coalesce(z.outcome, ''), z.on_date from dispute_deadline e "
        "left join dispute_deadline_end z on z.deadline_id = e.id where e.case_id = ? "
        "order by e.due_on, e.id",
        case_id,
    )
    return tuple(
        DeadlineLine(
            number,
            DeadlineKind(kind),
            level,
            date.fromisoformat(starts),
            date.fromisoformat(due),
            how,
            source,
            bool(is_default),
            outcome,
            date.fromisoformat(ended) if ended else None,
        )
        for number, kind, level, starts, due, how, source, is_default, outcome, ended in rows
    )


def _makes(case_id: int) -> frozenset[str]:
    """What the program composes itself for this case: no approval where none is on file."""
    asked = select(
        "select d.claim_id from dispute_evidence e join dispute_case d on d.id = e.case_id "
        "where e.case_id = ? and e.key = 'approval'",
        case_id,
    )
    if not asked:
        return MADE_KEYS
    claim = disputable_claim(asked[0][0])
    ids = {charge for (charge,) in select("select charge_id from dispute_line where case_id = ?", case_id)}
    is_there = any(approval_for(claim, line)[0] for line in claim.lines if line.charge_id in ids)
    return MADE_KEYS if is_there else MADE_KEYS - {"approval"}


def _evidence(case_id: int, made: frozenset[str]) -> tuple[Evidence, ...]:
    events: dict[int, list[EvidenceEvent]] = defaultdict(list)
    for thing, event, on, due, person, file_id, note in select(
        "select v.evidence_id, v.event, v.on_date, v.due_on, v.person, v.file_id, v.note "
        "from dispute_evidence_event v join dispute_evidence e on e.id = v.evidence_id "
        "where e.case_id = ? order by v.id",
        case_id,
    ):
        due_on = date.fromisoformat(due) if due else None
        events[thing].append(
            EvidenceEvent(EvidenceState(event), date.fromisoformat(on), due_on, person, file_id, note)
        )
    rows = select(
        "select id, key, title, from_lane from dispute_evidence where case_id = ? order by id", case_id
    )
    return tuple(
        Evidence(number, EvidenceNeed(key, title, Lane(lane), key in made), tuple(events[number]))
        for number, key, title, lane in rows
    )


def _outcomes(case_id: int) -> tuple[OutcomeLine, ...]:
    rows = select(
        "select o.id, o.level, o.decided_on, o.result, o.won_cents, o.note, u.display_name "
        "from dispute_outcome o join user u on u.id = o.user_id where o.case_id = ? order by o.id",
        case_id,
    )
    return tuple(
        OutcomeLine(number, level, date.fromisoformat(on), Result(result), Money(won), note, user)
        for number, level, on, result, won, note, user in rows
    )

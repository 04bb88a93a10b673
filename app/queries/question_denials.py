"""Refused lines of a patient with what was done about each, as answers to questions need them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.disputes.cases import Stage
from app.domain.money import Money
from app.domain.payer_windows import PayerFacts, windows_of
from app.domain.questions.facts import CaseFacts, DenialFacts
from app.models.database import select
from app.queries.denials import DenialLine, denials_of_patient
from app.queries.record_facts import day

_SENT = ("we sent a corrected claim", "enviamos un reclamo corregido")
_CALLED = ("we called them", "les llamamos")
_DISPUTED = ("we sent our side in writing", "enviamos nuestra posición por escrito")
_STEPS = (
    "select y.line_of_business, y.filing_days, y.corrected_days, y.appeal_days, y.answer_days, "
    "y.takes_replacement, (select max(v.made_at) from claim_version v where v.claim_id = m.id), "
    "(select max(c.at) from contact c where c.claim_id = m.id "
    "and (c.representative <> '' or c.direction = 'out')) "
    "from claim m join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
    "join payer y on y.id = n.payer_id where m.id = ?"
)


# A line that an insurer made the patient's, while the practice disputes it: nobody is asked for it meanwhile.
_DISPUTED_LINES = (
    "select l.charge_id, m.id, m.number, y.name, d.noticed_on, l.cents, d.reason from dispute_case d "
    "join dispute_line l on l.case_id = d.id join claim m on m.id = d.claim_id "
    "join payer y on y.id = d.payer_id where d.patient_id = ? and d.stage <> 'closed' and d.kind = 'denial' "
    "order by d.id, l.charge_id"
)
_CASE = (
    "select d.id, d.number, d.stage, "
    "nullif(max(coalesce((select max(f.on_date) from dispute_fact f where f.case_id = d.id "
    "and f.kind = 'sent' and f.lane = 'office'), ''), coalesce((select max(s.sent_on) from dispute_sending s "
    "join dispute_packet p on p.id = s.packet_id where p.case_id = d.id), '')), ''), "
    "(select min(x.due_on) from dispute_deadline x where x.case_id = d.id and x.kind = 'decision' "
    "and not exists(select 1 from dispute_deadline_end z where z.deadline_id = x.id)), "
    "(select min(x.due_on) from dispute_deadline x where x.case_id = d.id and x.kind in "
    "('appeal', 'corrected_claim', 'takeback', 'underpayment') "
    "and not exists(select 1 from dispute_deadline_end z where z.deadline_id = x.id)) "
    "from dispute_line l join dispute_case d on d.id = l.case_id "
    "where l.charge_id = ? and d.stage <> 'closed' order by d.id desc limit 1"
)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A refused line, whether it is open with the insurer or was made the patient's."""

    charge_id: int
    claim_id: int
    claim_number: int
    payer: str
    received_on: date
    open: Money
    reason: str
    due: date | None = None


def denials_of(patient_id: int) -> tuple[DenialFacts, ...]:
    """A patient's refused lines that are open or in dispute, each with the latest step taken."""
    lines = denials_of_patient(patient_id)
    known = {line.id for line in lines}
    more = [
        _Refused(charge, claim, number, payer, date.fromisoformat(on), Money(cents), reason)
        for charge, claim, number, payer, on, cents, reason in select(_DISPUTED_LINES, patient_id)
        if charge not in known
    ]
    return tuple(_facts(line) for line in (*(_refused(line) for line in lines), *more))


def _refused(line: DenialLine) -> _Refused:
    return _Refused(
        line.id,
        line.claim_id,
        line.claim_number,
        line.payer,
        line.received_on,
        line.open,
        line.reason,
        line.due,
    )


def _facts(line: _Refused) -> DenialFacts:
    ((business, filing, corrected, appeal, answer, replaces, made_at, called_at),) = select(
        _STEPS, line.claim_id
    )
    windows = windows_of(PayerFacts(business, filing, corrected, appeal, answer, bool(replaces)))
    case, sent_on, decided_by, last_day = _case(line.charge_id)
    resent_on = _day_of(made_at)
    ends = resent_on + timedelta(days=windows.answer.days) if resent_on else None
    steps = [
        (on, words, until)
        for on, words, until in (
            (resent_on, _SENT, ends),
            (_day_of(called_at), _CALLED, None),
            (sent_on, _DISPUTED, decided_by),
        )
        if on is not None and (on > line.received_on or words is _DISPUTED)
    ]
    on, action, until = max(steps, key=lambda step: step[0], default=(None, ("", ""), None))
    return DenialFacts(
        charge_id=line.charge_id,
        claim_id=line.claim_id,
        claim_number=line.claim_number,
        payer=line.payer,
        received_on=line.received_on,
        open=line.open,
        reason=line.reason,
        due=last_day or line.due,
        case=case,
        action=action,
        action_on=on,
        answer_by=until,
    )


def _case(charge_id: int) -> tuple[CaseFacts | None, date | None, date | None, date | None]:
    """The open dispute of a line, when we wrote, by when it is decided, and the last day to act."""
    for case, number, stage, *days in select(_CASE, charge_id):
        sent, decided, last = map(day, days)
        return CaseFacts(case, number, Stage(stage)), sent, decided, last
    return None, None, None, None


def _day_of(at: str | None) -> date | None:
    return datetime.fromisoformat(at).date() if at else None

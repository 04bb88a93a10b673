"""Refused lines of a patient with what was done about each, as answers to questions need them."""

from datetime import date, datetime, timedelta

from app.domain.payer_windows import PayerFacts, windows_of
from app.domain.questions.facts import DenialFacts
from app.models.database import select
from app.queries.denials import DenialLine, denials_of_patient

_SENT = ("we sent a corrected claim", "enviamos un reclamo corregido")
_CALLED = ("we called them", "les llamamos")
_STEPS = (
    "select y.line_of_business, y.filing_days, y.corrected_days, y.appeal_days, y.answer_days, "
    "y.takes_replacement, (select max(v.made_at) from claim_version v where v.claim_id = m.id), "
    "(select max(c.at) from contact c where c.claim_id = m.id) "
    "from claim m join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
    "join payer y on y.id = n.payer_id where m.id = ?"
)


def denials_of(patient_id: int) -> tuple[DenialFacts, ...]:
    """A patient's refused lines that are open with an insurer, each with the latest step taken."""
    return tuple(_facts(line) for line in denials_of_patient(patient_id))


def _facts(line: DenialLine) -> DenialFacts:
    ((business, filing, corrected, appeal, answer, replaces, made_at, called_at),) = select(
        _STEPS, line.claim_id
    )
    windows = windows_of(PayerFacts(business, filing, corrected, appeal, answer, bool(replaces)))
    steps = [
        (on, words, wait)
        for on, words, wait in (
            (_day_of(made_at), _SENT, windows.answer.days),
            (_day_of(called_at), _CALLED, 0),
        )
        if on is not None and on > line.received_on
    ]
    on, action, wait = max(steps, key=lambda step: step[0], default=(None, ("", ""), 0))
    return DenialFacts(
        charge_id=line.id,
        claim_id=line.claim_id,
        claim_number=line.claim_number,
        payer=line.payer,
        received_on=line.received_on,
        open=line.open,
        reason=line.reason,
        due=line.due,
        action=action,
        action_on=on,
        answer_by=on + timedelta(days=wait) if on and wait else None,
    )


def _day_of(at: str | None) -> date | None:
    return datetime.fromisoformat(at).date() if at else None

"""What waits for a decision: denied, taken back and underpaid lines that are in no open case yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.catalogs import denial_codes
from app.domain.claim_responses import Outcome
from app.domain.disputes.cases import CaseKind
from app.domain.disputes.deadline_rules import DeadlineKind, DeadlineRule, choose_rule
from app.domain.disputes.deadlines import clock_start, compute_deadline
from app.domain.disputes.guidance import Advice, DenialFacts, advise
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.payer_windows import filing_limit, windows_of
from app.domain.rights import Right
from app.models.database import select
from app.models.records import Payer
from app.queries.adjudications import policies_in_order
from app.queries.asking import asks
from app.queries.deadline_rules import rules_for
from app.queries.denials import TAKEN_BACK, DenialLine, list_denials
from app.queries.disputable_claims import DisputableClaim, DisputableLine, disputable_claim
from app.queries.dispute_support import approval_for, cite, contradicted_guideline
from app.queries.payer_windows import payer_facts
from app.queries.underpayments import UnderpaidLine, list_underpayments

UNDERPAID_SINCE = timedelta(days=365)
UNDERPAID = "Underpaid"


@dataclass(frozen=True, slots=True)
class TriageLine:
    """A line that waits: what is at stake, why in our words, what usually works, and until when."""

    kind: CaseKind
    charge_id: int
    claim_id: int
    claim_number: int
    patient_id: int
    patient: str
    payer: str
    code: str
    service_on: date
    at_stake: Money
    reason: str
    words: str
    what_to_do: str
    noticed_on: date
    due: date | None


@asks(Right.SEE_PATIENT)
def list_triage(today: date, text: str = "") -> tuple[TriageLine, ...]:
    """Every line that is not in an open case, the one whose time runs out first on top, then the dearest."""
    denied = [_of_denial(line) for line in list_denials(text)]
    underpaid = [
        _of_underpaid(line) for line in list_underpayments(today - UNDERPAID_SINCE, today, text=text)
    ]
    known = {(line.claim_id, line.charge_id) for line in denied}
    lines = [*denied, *(line for line in underpaid if (line.claim_id, line.charge_id) not in known)]
    taken = _in_cases([line.charge_id for line in lines])
    waiting = [line for line in lines if (line.claim_id, line.charge_id) not in taken]
    return tuple(
        sorted(waiting, key=lambda line: (line.due or date.max, -line.at_stake.cents, line.charge_id))
    )


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_advice(claim_id: int, charge_id: int, patient_id: int, today: date) -> Advice:
    """What to do about a denied line of a patient's claim, and why."""
    claim = disputable_claim(claim_id)
    if claim.patient_id != patient_id:
        raise InputError("That claim belongs to another patient. Open it again.")
    return advise(denial_facts(claim, charge_id, today))


def denial_facts(claim: DisputableClaim, charge_id: int, today: date) -> DenialFacts:
    """What is known about a denied line when one asks what to do; inside another question."""
    line = next(each for each in claim.lines if each.charge_id == charge_id)
    reason = line.main_reason
    code = denial_codes().get(reason.code) if reason else None
    approval, on_claim = _approval(claim, line)
    won, lost = _history(claim, reason.name if reason else "")
    windows = _windows(claim, today)
    return DenialFacts(
        code=code,
        group=reason.group if reason else "",
        remarks=line.remarks,
        amount=line.at_stake,
        approval=approval,
        approval_on_claim=on_claim,
        guideline=cite(contradicted_guideline(claim)),
        filed_in_time=_filed_in_time(claim, line),
        other_policy=_other_policy(claim, line),
        was_corrected=_was_corrected(claim.claim_id),
        may_correct=windows[DeadlineKind.CORRECTED_CLAIM],
        may_appeal=windows[DeadlineKind.APPEAL],
        is_protected=claim.line_of_business == "medicaid",
        worked=won,
        lost=lost,
    )


def _in_cases(charges: Sequence[int]) -> set[tuple[int, int]]:
    """The lines, as claim and charge, that are in an open case."""
    marks = ", ".join("?" * len(charges))
    return set(
        select(
            "select d.claim_id, l.charge_id from dispute_line l join dispute_case d on d.id = l.case_id "
            f"where d.stage <> 'closed' and l.charge_id in ({marks})",
            *charges,
        )
    )


def _of_denial(line: DenialLine) -> TriageLine:
    kind, due = CaseKind.DENIAL, line.due
    if line.reason == TAKEN_BACK:
        kind, due = CaseKind.TAKEBACK, _takeback_due(line)
    return TriageLine(
        kind,
        line.id,
        line.claim_id,
        line.claim_number,
        line.patient_id,
        line.patient,
        line.payer,
        line.code,
        line.service_on,
        line.open,
        line.reason,
        line.words,
        line.what_to_do,
        line.received_on,
        due,
    )


def _takeback_due(line: DenialLine) -> date | None:
    """The last day to dispute a takeback, by the rule that a case about it would take."""
    claim = disputable_claim(line.claim_id)
    rules = rules_for(claim.scope, payer_facts(Payer.get_by_id(claim.payer_id)))
    rule = choose_rule(rules, DeadlineKind.TAKEBACK, 1, claim.scope, line.received_on)
    return compute_deadline(rule, line.received_on).due_on if rule else line.due


def _of_underpaid(line: UnderpaidLine) -> TriageLine:
    return TriageLine(
        CaseKind.UNDERPAYMENT,
        line.id,
        line.claim_id,
        line.claim_number,
        line.patient_id,
        line.patient,
        line.payer,
        line.code,
        line.service_on,
        line.difference,
        UNDERPAID,
        line.found.words,
        f"Dispute it under the contract ({line.contract}).",
        line.received_on,
        line.dispute_by,
    )


def _approval(claim: DisputableClaim, line: DisputableLine) -> tuple[str, bool]:
    """The number of a granted authorization that covers the service, and whether the claim bore it."""
    number, *_ = approval_for(claim, line)
    rows = select(
        "select v.authorization_number from charge c join visit v on v.id = c.visit_id where c.id = ?",
        line.charge_id,
    )
    return number, bool(number) and rows[0][0] == number


def _filed_in_time(claim: DisputableClaim, line: DisputableLine) -> bool | None:
    """Whether a kept reply proves that the claim was taken in time; None where it never was late."""
    payer = Payer.get_by_id(claim.payer_id)
    limit = filing_limit(line.service_on, windows_of(payer_facts(payer)))
    taken = ", ".join(
        f"'{outcome.value}'" for outcome in (Outcome.ACCEPTED, Outcome.RECEIVED, Outcome.PENDED)
    )
    rows = select(
        f"select min(on_date) from claim_response where claim_id = ? and outcome in ({taken})", claim.claim_id
    )
    first = rows[0][0]
    return bool(first) and date.fromisoformat(first) <= limit


def _other_policy(claim: DisputableClaim, line: DisputableLine) -> str:
    """The name of another policy in force on the day of service, empty where there is none."""
    others = [
        each for each in policies_in_order(claim.patient_id, line.service_on) if each != claim.policy_id
    ]
    rows = select(
        "select y.name, n.name from policy o join plan n on n.id = o.plan_id "
        "join payer y on y.id = n.payer_id where o.id = ?",
        others[0] if others else 0,
    )
    return " ".join(rows[0]).strip() if rows else ""


def _was_corrected(claim_id: int) -> bool:
    return bool(select("select 1 from claim_correction where claim_id = ? and code = '7' limit 1", claim_id))


def _windows(claim: DisputableClaim, today: date) -> Mapping[DeadlineKind, bool]:
    """Whether there is still time for a corrected claim, and for an appeal."""
    noticed_on = claim.answered_on or today
    payer = payer_facts(Payer.get_by_id(claim.payer_id))
    rules = rules_for(claim.scope, payer)
    found = {}
    for kind in (DeadlineKind.CORRECTED_CLAIM, DeadlineKind.APPEAL):
        rule = choose_rule(rules, kind, 1, claim.scope, noticed_on)
        found[kind] = rule is not None and _is_open(rule, noticed_on, claim, today)
    if not payer.takes_replacement:
        found[DeadlineKind.CORRECTED_CLAIM] = False
    return found


def _is_open(rule: DeadlineRule, noticed_on: date, claim: DisputableClaim, today: date) -> bool:
    served_on = min((line.service_on for line in claim.lines), default=noticed_on)
    return compute_deadline(rule, clock_start(rule, noticed_on, served_on)).due_on >= today


def _history(claim: DisputableClaim, reason: str) -> tuple[int, int]:
    """How many disputes of this reason with this payer, about other claims, were won and lost."""
    counts: dict[str, int] = defaultdict(int)
    counts.update(
        select(
            "select o.result, count(*) from dispute_outcome o join dispute_case d on d.id = o.case_id "
            "where d.payer_id = ? and d.reason = ? and d.reason <> '' and d.claim_id <> ? group by o.result",
            claim.payer_id,
            reason,
            claim.claim_id,
        )
    )
    return counts["won"] + counts["partly"], counts["lost"]

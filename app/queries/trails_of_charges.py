"""The whole trail behind one charge: its entries, insurers' answers, claims and papers."""

from dataclasses import dataclass
from datetime import date

from app import catalogs
from app.domain.errors import InputError
from app.domain.money import ZERO, Money
from app.domain.movement_words import explain_movement
from app.domain.movements import compose_movements
from app.domain.posting import UNAPPLIED
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.claim_trails import claim_steps
from app.queries.ledger_moves import load_entries, load_names


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One movement of a charge: when it was posted and counts from, what, by whom, and what is owed after it.

    `posting_id` is the ledger's own row; a movement between who owes leaves `owed` as it was.
    """

    posting_id: int
    posted_on: date
    counts_from: date
    what: str
    who: str
    amount: Money
    owed: Money


@dataclass(frozen=True, slots=True)
class AnswerReason:
    """One adjustment of an answer: its code, its amount, and what it means in our own words."""

    code: str
    amount: Money
    words: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class TrailAnswer:
    """What an insurer answered on this charge; `taken_back` is the reason where the answer was voided.

    `remittance` names the payment file it came with, and its place there; empty for one that was typed.
    """

    payer: str
    received_on: date
    check_number: str
    who: str
    allowed: Money | None
    paid: Money
    reasons: tuple[AnswerReason, ...]
    taken_back: str
    remittance: str = ""


@dataclass(frozen=True, slots=True)
class TrailPaper:
    """What the charge stood on: a claim as sent, a reply to it, a statement; `amount` is what it asked."""

    kind: str
    id: int
    on: date
    words: str
    amount: Money | None
    claim_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChargeTrail:
    """Everything behind one charge."""

    charge_id: int
    title: str
    facts: str
    lines: tuple[TrailLine, ...]
    answers: tuple[TrailAnswer, ...]
    papers: tuple[TrailPaper, ...]

    @property
    def owed(self) -> Money:
        """What anybody owes for it after the last movement."""
        return self.lines[-1].owed if self.lines else ZERO


@asks(Right.SEE_PATIENT, patient="patient_id")
def explain_charge(charge_id: int, patient_id: int) -> ChargeTrail:
    """Everything that happened to one charge of this patient, entry by entry."""
    rows = select(_CHARGE, charge_id, patient_id)
    if not rows:
        raise InputError("That charge does not belong to this patient. Open the patient again.")
    on, code, modifiers, pointers, units, pos, cents, name, provider, visit_id = rows[0]
    diagnoses = dict(
        select("select position, code from visit_diagnosis where visit_id = ? order by position", visit_id)
    )
    pointed = [diagnoses.get(" ABCDEFGHIJKL".index(letter), "?") for letter in pointers]
    facts = (
        f"Code {' '.join([code, modifiers]).strip()}",
        f"for {', '.join(pointed)}" if pointed else "",
        f"{units} units" if units > 1 else "",
        f"place {pos}" if pos else "",
        provider,
    )
    day = date.fromisoformat(on)
    return ChargeTrail(
        charge_id,
        f"{name}, {day:%m/%d/%Y}, ${Money(cents)}",
        " · ".join(fact for fact in facts if fact),
        _lines(charge_id),
        _answers(charge_id),
        (*_claims(charge_id), *_statements(charge_id)),
    )


_CHARGE = (
    "select c.service_on, c.code, c.modifiers, c.pointers, c.units, c.pos, c.cents, "
    "coalesce(r.name, c.code), coalesce(trim(v.first || ' ' || v.last), ''), c.visit_id from charge c "
    "left join provider v on v.id = c.provider_id left join procedure r on r.code = c.code "
    "where c.id = ? and c.patient_id = ?"
)
_ANSWERS = (
    "select a.id, y.name, a.received_on, a.check_number, u.display_name, l.allowed_cents, l.paid_cents, "
    "coalesce(w.reason, ''), w.adjudication_id is not null, r.trace, r.paid_on, c.position, "
    "c.payer_control from adjudication_line l "
    "join adjudication a on a.id = l.adjudication_id join user u on u.id = a.user_id "
    "join policy o on o.id = a.policy_id join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
    "left join adjudication_void w on w.adjudication_id = a.id "
    "left join remittance_step s on s.adjudication_id = a.id and s.kind = 'answer' and s.undoes is null "
    "left join remittance r on r.id = s.remittance_id "
    "left join remittance_claim c on c.id = s.remittance_claim_id where l.charge_id = ? order by a.id"
)
_STATEMENTS = (
    "select s.id, s.number, s.on_date, x.cents from statement_item x "
    "join statement s on s.id = x.statement_id where x.charge_id = ? order by s.id"
)


def _lines(charge_id: int) -> tuple[TrailLine, ...]:
    entries = load_entries("e.charge_id = ? and e.account <> ?", charge_id, UNAPPLIED)
    names = load_names(entries, "en")
    lines, owed = [], ZERO
    for movement in compose_movements(entries):
        owed += movement.amount
        entry = movement.entry
        lines.append(
            TrailLine(
                entry.posting_id,
                entry.posted_on,
                entry.effective_on,
                explain_movement(movement, names),
                entry.who,
                movement.amount,
                owed,
            )
        )
    return tuple(lines)


def _answers(charge_id: int) -> tuple[TrailAnswer, ...]:
    return tuple(
        TrailAnswer(
            payer,
            date.fromisoformat(on),
            check,
            who,
            None if allowed is None else Money(allowed),
            Money(paid),
            _reasons(answer, charge_id),
            why or "taken back" if voided else "",
            _remittance(*remitted),
        )
        for answer, payer, on, check, who, allowed, paid, why, voided, *remitted in select(
            _ANSWERS, charge_id
        )
    )


def _remittance(trace: str | None, paid_on: str | None, position: int | None, control: str | None) -> str:
    """Name the remittance an answer came with, and where in it the claim stands."""
    if trace is None or paid_on is None:
        return ""
    place = "" if position is None else f", claim {position + 1} in it"
    number = f", the payer's number {control}" if control else ""
    return f"remittance {trace} of {date.fromisoformat(paid_on):%m/%d/%Y}{place}{number}"


def _reasons(answer_id: int, charge_id: int) -> tuple[AnswerReason, ...]:
    rows = select(
        "select group_code, reason_code, cents, accepted from adjudication_adjustment "
        "where adjudication_id = ? and charge_id = ? order by id",
        answer_id,
        charge_id,
    )
    return tuple(
        AnswerReason(f"{group}-{code}", Money(cents), _words(group, code), bool(accepted))
        for group, code, cents, accepted in rows
    )


def _words(group: str, code: str) -> str:
    """Who bears it and why, in our own words; a code that is not in our list says so."""
    bearer = catalogs.adjustment_groups().get(group)
    reason = catalogs.denial_codes().get(code)
    why = reason.staff_explanation if reason else f"Reason code {code} is not in our list; look it up."
    return f"{bearer.meaning}. {why}" if bearer else why


def _claims(charge_id: int) -> tuple[TrailPaper, ...]:
    return tuple(
        TrailPaper(step.kind, step.id, step.on, step.words, step.amount, step.claim_id)
        for step in claim_steps(charge_id)
    )


def _statements(charge_id: int) -> tuple[TrailPaper, ...]:
    return tuple(
        TrailPaper("statement", statement, date.fromisoformat(on), f"Statement {number}", Money(cents))
        for statement, number, on, cents in select(_STATEMENTS, charge_id)
    )

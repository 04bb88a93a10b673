"""Money given back: insurers' credits with their clock, and what a refund's papers say."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.money import Money
from app.domain.money_letters import LetterFacts, RefundedPart
from app.domain.people import Address, PersonName
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.letterheads import find_letterhead

# Overpayments of federal plans are reported and returned in 60 days (42 CFR 401.305); used for all insurers.
RETURN_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class PayerCreditLine:
    """What an insurer paid beyond what a line left open with it, and until when it is given back."""

    charge_id: int
    policy_id: int
    account_id: int
    patient_id: int
    patient: str
    payer_id: int
    payer: str
    claim_number: str
    description: str
    service_on: date
    amount: Money
    since: date

    @property
    def due_on(self) -> date:
        """The last day to give it back."""
        return self.since + RETURN_WITHIN


@dataclass(frozen=True, slots=True)
class RefundDetail:
    """A refund with all that its papers say."""

    id: int
    request_id: int
    state: str
    method: str
    check_number: str
    is_payers: bool
    patient_id: int | None
    facts: LetterFacts


_CREDITS = (
    "select b.charge_id, b.policy_id, b.guarantor_id, c.patient_id, t.last || ', ' || t.first, y.id, y.name, "
    "coalesce((select m.number from claim m join claim_line l on l.claim_id = m.id "
    "where l.charge_id = c.id and m.policy_id = b.policy_id order by m.id desc limit 1), ''), "
    "coalesce(r.name, c.code), c.service_on, -b.cents, "
    "coalesce((select max(a.received_on) from adjudication a join adjudication_line l "
    "on l.adjudication_id = a.id where l.charge_id = c.id and a.policy_id = b.policy_id), c.service_on) "
    "from charge_balance b join charge c on c.id = b.charge_id join patient t on t.id = c.patient_id "
    "join policy o on o.id = b.policy_id join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
    "left join procedure r on r.code = c.code where b.account = 'insurance_ar' and b.cents < 0"
)


@asks(Right.SEE_PATIENT)
def list_payer_credits() -> tuple[PayerCreditLine, ...]:
    """What insurers paid too much, the oldest first."""
    lines = [
        PayerCreditLine(
            *(charge, policy, account, patient, name, payer, payer_name, str(number), words),
            *(date.fromisoformat(on), Money(cents), date.fromisoformat(since)),
        )
        for charge, policy, account, patient, name, payer, payer_name, number, words, on, cents, since in (
            select(_CREDITS)
        )
    ]
    return tuple(sorted(lines, key=lambda line: (line.since, line.charge_id)))


@asks(Right.SEE_PATIENT)
def find_refund(refund_id: int) -> RefundDetail:
    """One refund with what its letter and its voucher say."""
    ((request, account_id, payer_id, payee, address, method, number, cents, state, on, who),) = select(
        "select r.request_id, r.account_id, r.payer_id, r.payee, r.address, r.method, r.check_number, "
        "r.cents, r.state, r.issued_on, u.display_name from refund r join user u on u.id = r.user_id "
        "where r.id = ?",
        refund_id,
    )
    ((patient_id, reason),) = select("select patient_id, reason from approval_request where id = ?", request)
    approvers = select(
        "select u.display_name from approval_decision d join user u on u.id = d.user_id "
        "where d.request_id = ? and d.decision <> 'rejected' order by d.id desc limit 1",
        request,
    )
    ((account_number, language),) = select(
        "select number, language from guarantor_account where id = ?", account_id
    )
    facts = LetterFacts(
        practice=find_letterhead(),
        language="en" if payer_id else language,
        addressee=(payee, *address.splitlines()),
        account_number=account_number,
        written_on=date.fromisoformat(on),
        amount=Money(cents),
        reason=reason,
        parts=_parts(request, is_payers=payer_id is not None),
        method=method,
        check_number=number,
        signer=approvers[0][0] if approvers else who,
        prepared_by=who,
    )
    return RefundDetail(refund_id, request, state, method, number, payer_id is not None, patient_id, facts)


def _parts(request_id: int, *, is_payers: bool) -> tuple[RefundedPart, ...]:
    """What the money comes from: receipts for a patient, claims and their days for an insurer."""
    rows = select(_PAYER_PARTS if is_payers else _PATIENT_PARTS, request_id)
    return tuple(
        RefundedPart(name, str(number), date.fromisoformat(on), Money(cents))
        for name, number, on, cents in rows
    )


_OF_REQUEST = (
    "where p.source_key >= 'approval/' || ?1 || '/' and p.source_key < 'approval/' || ?1 || '0' order by e.id"
)
_PAYER_PARTS = (
    "select trim(t.first || ' ' || t.last), coalesce((select m.number from claim m join claim_line l "
    "on l.claim_id = m.id where l.charge_id = e.charge_id and m.policy_id = e.policy_id "
    "order by m.id desc limit 1), ''), c.service_on, e.cents from posting p "
    "join entry e on e.posting_id = p.id and e.account = 'insurance_ar' "
    f"join charge c on c.id = e.charge_id join patient t on t.id = c.patient_id {_OF_REQUEST}"
)
_PATIENT_PARTS = (
    "select coalesce(trim(t.first || ' ' || t.last), ''), y.receipt_number, y.received_on, e.cents "
    "from posting p join entry e on e.posting_id = p.id and e.account = 'unapplied' "
    f"join payment y on y.id = e.payment_id left join patient t on t.id = y.patient_id {_OF_REQUEST}"
)


def address_of(account_id: int) -> tuple[str, str]:
    """The name and the mailing lines of an account's holder."""
    ((last, first, middle, suffix, *place),) = select(
        "select last, first, middle, suffix, street, street2, city, state, zip from guarantor_account "
        "where id = ?",
        account_id,
    )
    return PersonName(last, first, middle, suffix).spoken, "\n".join(Address(*place).lines)


def payer_address(payer_id: int) -> tuple[str, str]:
    """The name and the mailing lines of an insurer."""
    ((name, *place),) = select(
        "select name, street, street2, city, state, zip from payer where id = ?", payer_id
    )
    return name, "\n".join(Address(*place).lines)


def is_check_used(number: str) -> bool:
    """Tell whether a check of the practice paid another refund already."""
    return bool(select("select 1 from refund where method = 'check' and check_number = ?", number))


def credit_of_insurer(charge_id: int, policy_id: int) -> tuple[int, Money] | None:
    """The account and the amount by which an insurer paid too much on a line; None where it did not."""
    rows = select(
        "select guarantor_id, -cents from charge_balance where charge_id = ? and account = 'insurance_ar' "
        "and policy_id = ? and cents < 0",
        charge_id,
        policy_id,
    )
    return (rows[0][0], Money(rows[0][1])) if rows else None


def payer_of_policy(policy_id: int) -> int:
    """The insurer of a policy."""
    ((payer,),) = select(
        "select n.payer_id from policy o join plan n on n.id = o.plan_id where o.id = ?", policy_id
    )
    return int(payer)


def is_answer_awaited(visit_id: int | None) -> bool:
    """Tell whether an insurer still has something of a visit to decide."""
    rows = select(
        "select 1 from charge c join charge_balance b on b.charge_id = c.id and b.account = 'insurance_ar' "
        "and b.cents > 0 where c.visit_id = ? limit 1",
        visit_id,
    )
    return bool(rows)

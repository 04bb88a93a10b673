"""Write-offs: asked for with a reason, posted as approved, and taken back by their mirror."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.approvals import RequestKind
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money, total
from app.domain.money_requests import OF_INSURER, RequestLine, compose_content
from app.domain.posting import INSURANCE_AR, PATIENT_AR
from app.domain.rights import Right
from app.domain.write_offs import (
    SmallBalanceLine,
    check_copay_waiver,
    check_hardship_form,
)
from app.models.approvals import ApprovalRequest
from app.models.records import Patient, StoredFile
from app.queries.approvals import find_limits
from app.queries.write_offs import (
    copays_waived,
    list_small_balances,
    open_buckets,
    owed_lines_of,
    patient_of_charge,
    touches_copay,
)
from app.services.money_requests import A_YEAR, RequestAbout, Requested, make_request, reverse_request
from app.services.rows import fetch
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class WriteOffEntry:
    """A write-off as asked for: (charge id, amount) lines of one patient, the reason, and the form if any."""

    patient_id: int
    kind: RequestKind
    shares: tuple[tuple[int, Money], ...]
    reason: str
    file_id: int | None = None


def request_write_off(session: Session, entry: WriteOffEntry) -> Requested:
    """Ask for a write-off; what is within one's own limits is posted at once, all else waits for approval."""
    session.require(Right.REQUEST_WRITE_OFF, patient=entry.patient_id)
    if not entry.kind.is_write_off or entry.kind is RequestKind.SMALL_BALANCE:
        raise InputError("Choose what kind of write-off it is. Nothing was asked for yet.")
    check_hardship_form(entry.kind, entry.file_id)
    with session.transaction() as transaction:
        return write_request(transaction, entry)


def write_request(transaction: Transaction, entry: WriteOffEntry) -> Requested:
    """Ask for a write-off inside the open transaction."""
    session = transaction.session
    patient = fetch(Patient, entry.patient_id, "patient")
    _check_form(entry)
    charges = [charge for charge, _ in entry.shares]
    waived = copays_waived(entry.patient_id, session.today() - A_YEAR)
    check_copay_waiver(entry.kind, touches_copay(charges), waived, find_limits())
    content = compose_content(entry.kind, _lines(entry), entry.reason)
    name = f"{patient.last}, {patient.first}"
    about = RequestAbout(name, entry.patient_id, content.lines[0].guarantor_id, entry.file_id)
    return make_request(session, transaction, content, about)


def request_small_balances(
    session: Session, shown: Sequence[SmallBalanceLine], below: Money, reason: str
) -> Requested:
    """Ask for the write-off of the small balances on the dry list that was shown; no longer list is taken.

    Raises RuleError where the list has changed since.
    """
    session.require(Right.REQUEST_WRITE_OFF)
    with session.transaction() as transaction:
        if tuple(shown) != list_small_balances(below):
            raise RuleError("The list changed since it was shown. Nothing was asked for. Look at it again.")
        accounts = [line.account for line in shown if not line.why_not]
        if not accounts:
            raise InputError("No account on the list can be written off. Nothing was asked for.")
        lines = [
            RequestLine(part.guarantor_id, part.amount, part.amount, PATIENT_AR, part.charge_id)
            for account in accounts
            for part in owed_lines_of(account.account_id)
        ]
        content = compose_content(RequestKind.SMALL_BALANCE, lines, reason, below=str(below))
        count = len(accounts)
        about = RequestAbout(f"{count} account{'' if count == 1 else 's'} under {below.dollars}")
        return make_request(session, transaction, content, about)


def reverse_write_off(session: Session, request_id: int, reason: str) -> None:
    """Take a write-off back whole: what was given up is owed again, aged as before."""
    session.require(Right.REQUEST_WRITE_OFF)
    if not reason.strip():
        raise RuleError("Say why this is taken back; the reason stays with it.")
    with session.transaction() as transaction:
        row: ApprovalRequest = fetch(ApprovalRequest, request_id, "request")
        if row.state != "posted" or not RequestKind(row.kind).is_write_off:
            raise RuleError("No write-off of this request stands. Nothing was changed.")
        reverse_request(session, transaction, row, reason)
        transaction.record(
            "approval", row.id, "reverse_write_off", patient=row.patient_id, reason=reason.strip()
        )
        if row.account_id is not None:
            transaction.record("account", row.account_id, "reverse_write_off", patient=row.patient_id)


def _check_form(entry: WriteOffEntry) -> None:
    if entry.file_id is None:
        return
    file = fetch(StoredFile, entry.file_id, "form")
    if file.patient_id != entry.patient_id:
        raise InputError("That form belongs to another patient. Nothing was asked for. Choose another one.")


def _lines(entry: WriteOffEntry) -> list[RequestLine]:
    """Lay each share over the open buckets of its charge."""
    account = INSURANCE_AR if entry.kind in OF_INSURER else PATIENT_AR
    lines = []
    for charge_id, amount in entry.shares:
        if patient_of_charge(charge_id) != entry.patient_id:
            raise InputError("One line belongs to another patient. Nothing was asked for. Open it again.")
        buckets = open_buckets(charge_id, account)
        left = amount
        if not ZERO < amount <= total(bucket.amount for bucket in buckets):
            open_now = total(bucket.amount for bucket in buckets)
            raise RuleError(
                f"One line has {open_now.dollars} open, so {amount.dollars} cannot be written off on it. "
                "Nothing was asked for. Look at the amounts again."
            )
        for bucket in buckets:
            part = min(left, bucket.amount)
            if part:
                place = (bucket.account, charge_id, bucket.policy_id)
                lines.append(RequestLine(bucket.guarantor_id, part, bucket.amount, *place))
                left -= part
    return lines

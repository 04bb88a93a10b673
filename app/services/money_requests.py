"""What every request about money shares: written down frozen, and posted only as it was approved."""

from dataclasses import dataclass
from datetime import timedelta

from app.domain.approvals import Need, find_need
from app.domain.errors import RuleError
from app.domain.money import total
from app.domain.money_requests import RequestContent, plan_request
from app.domain.posting import plan_reversal
from app.models.approvals import ApprovalRequest, Refund
from app.models.postings import append, entries_of
from app.queries.approvals import (
    find_limits,
    is_unchanged,
    others_approve,
    postings_of_request,
    sums_of_request,
)
from app.services.days import open_for_posting
from app.services.session import Session, Transaction

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class RequestAbout:
    """Whom a request is about, one line that says so, and the form that belongs to it."""

    summary: str
    patient_id: int | None = None
    account_id: int | None = None
    file_id: int | None = None


@dataclass(frozen=True, slots=True)
class Requested:
    """A request made: its id, what it still needs, and the hash that an approval is given for."""

    id: int
    need: Need
    hash: str

    @property
    def is_posted(self) -> bool:
        """Tell whether it was within the limits, and so is posted already."""
        return self.need is Need.NOTHING


def make_request(
    session: Session, transaction: Transaction, content: RequestContent, about: RequestAbout
) -> Requested:
    """Write a request down inside the open transaction; what needs nobody else is posted at once."""
    today, limits = session.today(), find_limits()
    sums = sums_of_request(session.user.id, content, today - A_YEAR, today)
    others = others_approve(session.user.id)
    need = find_need(content.kind, session.user.role, sums, limits, others)
    row = ApprovalRequest.create(
        kind=content.kind.value,
        content=content.text,
        hash=content.hash,
        amount=content.amount,
        summary=about.summary,
        patient=about.patient_id,
        account=about.account_id,
        file=about.file_id,
        reason=content.reason,
        user=session.user.id,
        asked_at=session.now().isoformat(),
    )
    transaction.record(
        "approval",
        row.id,
        "ask_approval",
        patient=about.patient_id,
        reason=content.reason,
        after={"kind": content.kind.value, "amount": content.amount, "hash": content.hash},
    )
    if need is Need.NOTHING:
        post_request(session, transaction, row, content)
    return Requested(int(row.id), need, content.hash)


def post_request(
    session: Session, transaction: Transaction, row: ApprovalRequest, content: RequestContent
) -> None:
    """Post a request inside the open transaction, exactly as it was asked for.

    Raises RuleError where what it is about has changed since.
    """
    if content.hash != row.hash or not is_unchanged(content):
        raise RuleError(
            "What this request is about has changed since it was made. Nothing was posted. Ask for it anew."
        )
    today = session.today()
    open_for_posting(session, transaction, today)
    append(plan_request(content, row.id, today), session.user.id, session.now().isoformat())
    move_request(row, "posted")
    for account_id in dict.fromkeys(line.guarantor_id for line in content.lines):
        amount = total(line.amount for line in content.lines if line.guarantor_id == account_id)
        transaction.record(
            "account",
            account_id,
            f"post_{content.kind.value}",
            patient=row.patient_id,
            reason=content.reason,
            after={"request": row.id, "amount": amount},
        )


def reverse_request(session: Session, transaction: Transaction, row: ApprovalRequest, reason: str) -> None:
    """Mirror every posting of a request that still stands, inside the open transaction."""
    open_for_posting(session, transaction, session.today())
    kind = "refund_void" if Refund.get_or_none(Refund.request == row.id) else "write_off_void"
    for posting in postings_of_request(row.id):
        planned = plan_reversal(posting, kind, entries_of(posting), session.today(), reason)
        append([planned], session.user.id, session.now().isoformat())
    move_request(row, "taken_back")


def move_request(row: ApprovalRequest, state: str) -> None:
    """Note how far a request came; raises RuleError where a colleague was faster."""
    here = (ApprovalRequest.id == row.id) & (ApprovalRequest.version == row.version)
    changed = ApprovalRequest.update(state=state, version=row.version + 1).where(here).execute()
    if not changed:
        raise RuleError("A colleague decided this request just now. Nothing was changed. Look again.")
    row.state, row.version = state, row.version + 1

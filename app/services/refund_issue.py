"""A refund written down beside its posting: to whom, how, and by which check."""

from app.domain.errors import InputError
from app.domain.money_requests import RequestContent
from app.models.approvals import ApprovalRequest, Refund
from app.queries.refunds import is_check_used
from app.services.session import Session, Transaction


def issue(
    session: Session,
    transaction: Transaction,
    row: ApprovalRequest,
    content: RequestContent,
    check_number: str,
) -> int:
    """Write the refund of a request down inside the open transaction, and give its id."""
    if check_number and is_check_used(check_number):
        raise InputError(
            f"Check {check_number} paid another refund. Nothing was posted. Look at the number on the check."
        )
    refund = Refund.create(
        request=row.id,
        account=content.lines[0].guarantor_id,
        payer=int(content.fact("payer")) if content.fact("payer") else None,
        payee=content.fact("payee"),
        address=content.fact("address"),
        method=content.fact("method"),
        check_number=check_number if content.fact("method") == "check" else "",
        amount=content.amount,
        issued_on=session.today(),
        user=session.user.id,
        at=session.now().isoformat(),
    )
    transaction.record(
        "refund",
        refund.id,
        "issue_refund",
        patient=row.patient_id,
        after={"amount": content.amount, "method": refund.method, "check": refund.check_number},
    )
    return int(refund.id)

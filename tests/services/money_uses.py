"""The use cases about write-offs, refunds, approvals and returned checks, for the table of rights."""

from app.domain.approvals import ApprovalLimits
from app.domain.returned_checks import FeePolicy
from app.domain.rights import Right
from app.queries.write_offs import list_small_balances
from app.services import approvals, credits, payments, refunds, returned_checks, write_offs
from tests.practice_fixtures import adjusted, money
from tests.services.money_hands import ask_write_off, sign

BELOW = money("50.00")


def asked(desk, kind="bad_debt", role="biller"):
    return ask_write_off(desk, 1, kind, (1, "1.00"), role=role)


def refund_entry(desk, number="1187"):
    return refunds.RefundEntry(desk.credit, money("2.00"), "check", "paid twice", number)


def refunded(desk):
    request = refunds.request_patient_refund(desk.session_of("biller"), refund_entry(desk))
    sign(desk, request)
    return 1


def approved(desk):
    request = refunds.request_patient_refund(desk.session_of("biller"), refund_entry(desk, ""))
    sign(desk, request)
    return request.id


def written_off(desk):
    return asked(desk, "courtesy").id


def credit_of_insurer(desk):
    """A second insurer that paid more than was left to it."""
    second = desk.a_policy(1, desk.lists.medigap, rank=2)
    (charge,) = desk.visit.charge_ids
    desk.an_answer(desk.visit.claim_id, (charge, "130.00", "104.00", adjusted("CO-45 80.00", "PR-2 26.00")))
    desk.an_answer(desk.visit.claim_id + 1, (charge, None, "104.00", adjusted("CO-45 80.00", "PR-2 26.00")))
    return refunds.PayerRefundEntry(charge, second, money("78.00"), "both paid as first", "1190")


def foreign_line(desk):
    patient = desk.a_patient("Holm", self_pay=True)
    (charge,) = desk.a_visit(patient, "99213").charge_ids
    return refunds.CreditTransferEntry(desk.credit, ((charge, money("1.00")),), "grandmother", "Ana")


def small_list(desk):
    return desk.session.ask(list_small_balances, BELOW)


def used(desk):
    payments.use_credit(desk.session, desk.credit, [(1, money("3.00"))])
    return payments.MoveEntry(desk.credit, 1, (), "meant for the other visit")


def check_taken(desk):
    payment = desk.a_payment(1, "9.00", method="check", patient_id=1)
    return returned_checks.ReturnEntry(payment, desk.clock().date(), "no funds")


def signing_of(desk):
    request = asked(desk)
    return approvals.Signing(request.id, request.hash, "maria", "correct horse battery")


# use case -> (the right it asks for, a call that succeeds), as in the table of all use cases
MONEY_USES = {
    approvals.approve_request: (
        Right.OPEN,
        lambda desk, who, tmp: approvals.approve_request(who, desk.opened, signing_of(desk)),
    ),
    approvals.issue_refund: (
        Right.PREPARE_REFUND,
        lambda desk, who, tmp: approvals.issue_refund(who, approved(desk), "1188"),
    ),
    approvals.reject_request: (
        Right.APPROVE_MONEY,
        lambda desk, who, tmp: approvals.reject_request(who, asked(desk).id, "not this one"),
    ),
    approvals.withdraw_request: (
        Right.REQUEST_WRITE_OFF,
        lambda desk, who, tmp: approvals.withdraw_request(who, asked(desk).id),
    ),
    approvals.set_limits: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: approvals.set_limits(who, ApprovalLimits(), FeePolicy(True)),
    ),
    credits.choose_for_credit: (
        Right.TAKE_PAYMENT,
        lambda desk, who, tmp: credits.choose_for_credit(who, desk.credit, "keep"),
    ),
    credits.print_credit_notice: (
        Right.RUN_STATEMENTS,
        lambda desk, who, tmp: credits.print_credit_notice(who, desk.credit),
    ),
    payments.move_payment: (
        Right.ALLOCATE,
        lambda desk, who, tmp: payments.move_payment(who, used(desk)),
    ),
    refunds.request_patient_refund: (
        Right.PREPARE_REFUND,
        lambda desk, who, tmp: refunds.request_patient_refund(who, refund_entry(desk)),
    ),
    refunds.request_payer_refund: (
        Right.PREPARE_REFUND,
        lambda desk, who, tmp: refunds.request_payer_refund(who, credit_of_insurer(desk)),
    ),
    refunds.request_credit_transfer: (
        Right.ALLOCATE,
        lambda desk, who, tmp: refunds.request_credit_transfer(who, foreign_line(desk)),
    ),
    refunds.void_refund: (
        Right.PREPARE_REFUND,
        lambda desk, who, tmp: refunds.void_refund(who, refunded(desk), "lost in the mail"),
    ),
    refunds.mark_refund_cashed: (
        Right.PREPARE_REFUND,
        lambda desk, who, tmp: refunds.mark_refund_cashed(who, refunded(desk)),
    ),
    refunds.print_refund_paper: (
        Right.PREPARE_REFUND,
        lambda desk, who, tmp: refunds.print_refund_paper(who, refunded(desk), refunds.LETTER),
    ),
    returned_checks.return_check: (
        Right.RETURN_CHECK,
        lambda desk, who, tmp: returned_checks.return_check(who, check_taken(desk)),
    ),
    write_offs.request_write_off: (
        Right.REQUEST_WRITE_OFF,
        lambda desk, who, tmp: ask_write_off(desk, 1, "courtesy", (1, "1.00"), role=who.user.role),
    ),
    write_offs.request_small_balances: (
        Right.REQUEST_WRITE_OFF,
        lambda desk, who, tmp: write_offs.request_small_balances(
            who, small_only(desk), BELOW, "not worth the stamp"
        ),
    ),
    write_offs.reverse_write_off: (
        Right.REQUEST_WRITE_OFF,
        lambda desk, who, tmp: write_offs.reverse_write_off(who, written_off(desk), "paid after all"),
    ),
}
# What another person's signature posts, at whoever's screen, stands in the trail under that person's name.
SIGNED_BY_ANOTHER = {approvals.approve_request}


def small_only(desk):
    patient = desk.a_patient("Small", self_pay=True)
    desk.a_visit(patient, ("99213", "2.00"))
    return small_list(desk)

"""Every use case and every question against every role: who may, who may not, and what stays on record."""

import importlib
import inspect
import pkgutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import app.queries
import app.services
from app.documents.advance_notice import draw_advance_notice
from app.domain.answers import LineAnswer
from app.domain.claim_corrections import WhatHappened
from app.domain.contracts import ContractTerm, RateKind
from app.domain.errors import RuleError
from app.domain.form_grid import PrinterOffset
from app.domain.labels import STOCKS, LabelPlacing
from app.domain.months import Month
from app.domain.reports import ReportKind, ReportOrder
from app.domain.rights import ALLOWED, Right, Role, may
from app.domain.statements import StatementRules
from app.domain.underpayments import Tolerance
from app.models.database import select
from app.models.office import Audit
from app.models.records import TradingPartner
from app.queries.rebilling import list_rebillable
from app.services import (
    account_papers,
    adjudications,
    authorizations,
    backups,
    claim_answers,
    claim_batches,
    claim_corrections,
    claim_files,
    claim_inbox,
    claim_overrides,
    claims,
    contacts,
    contracts,
    days,
    deposits,
    desk_papers,
    exports,
    files,
    late_entries,
    months,
    notices,
    office,
    official_files,
    papers,
    patients,
    payments,
    policies,
    procedure_import,
    rebilling,
    receipts,
    reports,
    set_ups,
    sign_ins,
    statements,
    status_requests,
    synthea_import,
    users,
    visits,
)
from app.services.progress import no_progress
from tests import official_samples
from tests.domain.desk_samples import notice_of
from tests.edi.answer_makers import make_ta1
from tests.partner_samples import a_partner
from tests.practice_fixtures import PASSWORDS, TODAY, adjusted, money
from tests.services.caller_uses import CALLER_USES
from tests.services.check_uses import CHECK_NOTES, CHECK_USES
from tests.services.dispute_uses import DISPUTE_READS, DISPUTE_USES
from tests.services.eligibility_uses import ELIGIBILITY_READS, ELIGIBILITY_USES
from tests.services.estimate_uses import ESTIMATE_USES
from tests.services.guideline_uses import GUIDELINE_USES
from tests.services.money_uses import MONEY_USES, SIGNED_BY_ANOTHER
from tests.services.question_uses import QUESTION_USES
from tests.services.remittance_uses import REMITTANCE_READS, REMITTANCE_USES

SMALL = Path(__file__).resolve().parent.parent / "data" / "synthea_small"
NEW_PASSWORD = "golden kettle afternoon"


@pytest.fixture
def office_day(busy_practice):
    """The morning after: a visit waits for its answer, a payment for its use."""
    desk = busy_practice
    desk.clock.pass_minutes(24 * 60)
    desk.visit = desk.a_visit(1, "99214")
    desk.credit = desk.a_payment(1, "5.00")
    return desk


def answer_of(desk):
    parts = adjusted("CO-45 80.00", "PR-2 26.00")
    line = LineAnswer(desk.visit.charge_ids[0], money("130.00"), money("104.00"), parts)
    return adjudications.AnswerEntry(desk.visit.claim_id, desk.clock().date(), (line,))


def closed_day(desk, who):
    days.close_day(desk.session, desk.clock().date())
    days.reopen_day(who, desk.clock().date(), "a late copay")


def deposited(desk):
    return deposits.make_deposit(desk.session, deposits.DepositEntry("First Bank", (1,))).id


def ended_month(desk):
    days.close_day(desk.session, desk.clock().date())
    desk.clock.move_to(date(2026, 12, 1))
    return Month(2026, 11)


def closed_month(desk):
    return months.close_month(desk.session, ended_month(desk)).sums.month


DAY_SHEET = ReportOrder(ReportKind.DAY_SHEET, TODAY, TODAY)


def backup_of(desk, folder):
    folder.mkdir(exist_ok=True)
    return backups.back_up(desk.session, desk.opened, folder).folder


def list_of_fees(folder):
    path = folder / "fees.csv"
    path.write_text("code,name,fee\n93000,Heart tracing,75.00\n")
    return path


def notice_for(desk):
    """A notice for the first patient, who is on Medicare now."""
    desk.a_policy(1, desk.lists.medicare, rank=3, effective=TODAY)
    return notices.NoticeEntry(1, ("99213",), "Not covered for this diagnosis.", money("165.00"))


def visited_today(desk):
    """The walk-out statement of the first patient, who is seen today."""
    desk.a_visit(1, "99213")
    return papers.PaperOrder(1, 1)


def paid_today(desk):
    visited_today(desk)
    return desk.a_payment(1, "20.00", patient_id=1)


AGREED = {"payer": 1, "name": "Prairie 2026", "effective": TODAY}
HALF = ContractTerm(RateKind.CHARGE, percent_bp=5000)


def agreed(desk):
    return contracts.add_contract(desk.session, AGREED, [HALF])


def blocked(desk):
    """A claim of a day that the policy does not cover, with the rule and the box that say so."""
    ((policy, patient, version),) = select(
        "select o.id, o.patient_id, o.version from claim k join policy o on o.id = k.policy_id "
        "where k.id = ?",
        desk.visit.claim_id,
    )
    ended = {"termination": desk.clock().date() - timedelta(days=30)}
    policies.change_policy(desk.session, patient, policy, version, ended)
    return desk.visit.claim_id, "COV-03", "24.1.a_from_mm"


def rebillable(desk):
    """The visit of the day, whose policy had ended by then and was followed by another."""
    blocked(desk)
    desk.a_policy(1, desk.lists.medigap, effective=desk.clock().date() - timedelta(days=29))
    return desk.session.ask(list_rebillable, 1)


def decided(desk):
    adjudications.post_adjudication(desk.session, answer_of(desk))
    return desk.visit.claim_id


def held(desk):
    claim_corrections.hold_claim(desk.session, desk.visit.claim_id, 1, "waits for a note")
    return desk.visit.claim_id


def printed(desk):
    return claims.print_claims(desk.session, [desk.visit.claim_id], PrinterOffset()).batch_id


def exported(desk):
    partner = a_partner(desk)
    return claim_files.export_claims(desk.session, partner, [desk.visit.claim_id]).batch_id


def receipt_of(desk):
    """What a clearinghouse says of the file that has just been made."""
    exported(desk)
    return make_ta1(1).encode()


def kept_receipt(desk, folder):
    path = folder / "answer.ta1"
    path.write_bytes(receipt_of(desk))
    return path


def inbox_with_receipt(desk, folder):
    """Let the partner put the receipt into its inbox; nothing shows how far the reading is."""
    kept_receipt(desk, folder)
    partner = TradingPartner.get()
    office.change_in_list(
        desk.session, "trading_partner", partner.id, partner.version, {"inbox": str(folder)}
    )
    return no_progress


def out_as_file(desk):
    claim_batches.confirm_batch(desk.session, exported(desk), desk.clock().date(), "Uploaded")
    return desk.visit.claim_id


def asked(desk, folder):
    claim = out_as_file(desk)
    partner = TradingPartner.get()
    office.change_in_list(
        desk.session, "trading_partner", partner.id, partner.version, {"outbox": str(folder)}
    )
    return status_requests.ask_claim_status(desk.session, [claim]).files[0]


def needed(desk):
    return authorizations.register_authorization(desk.session, 1, {"policy": 1})


def file_of_limits(folder):
    path = folder / official_samples.MUE
    path.write_bytes(official_samples.limits("99213 1 2"))
    return path


def official_limits(who, folder):
    shown = official_files.preview_official_file(who, file_of_limits(folder))
    return official_files.load_official_file(who, shown, official_files.Wanted())


# use case -> (the right it asks for, a call that succeeds); `who` is the session that calls
USES = {
    **CALLER_USES,
    **DISPUTE_USES,
    **CHECK_USES,
    **ELIGIBILITY_USES,
    **ESTIMATE_USES,
    **MONEY_USES,
    **GUIDELINE_USES,
    **QUESTION_USES,
    **REMITTANCE_USES,
    adjudications.preview_adjudication: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: adjudications.preview_adjudication(who, answer_of(desk)),
    ),
    adjudications.post_adjudication: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: adjudications.post_adjudication(who, answer_of(desk)),
    ),
    adjudications.reverse_adjudication: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: adjudications.reverse_adjudication(
            who, adjudications.post_adjudication(desk.session, answer_of(desk)), "wrong claim"
        ),
    ),
    authorizations.register_authorization: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: authorizations.register_authorization(who, 1, {"policy": 1}),
    ),
    authorizations.change_authorization: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: authorizations.change_authorization(
            who, 1, needed(desk), 1, {"note": "Fax again."}
        ),
    ),
    authorizations.decide_authorization: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: authorizations.decide_authorization(
            who, 1, needed(desk), 1, {"status": "denied"}
        ),
    ),
    authorizations.cancel_authorization: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: authorizations.cancel_authorization(who, 1, needed(desk), 1, "entered twice"),
    ),
    claim_corrections.correct_claim: (
        Right.CORRECT_CLAIM,
        lambda desk, who, tmp: claim_corrections.correct_claim(
            who, decided(desk), WhatHappened.WRONG_DETAIL, "2026081A4417"
        ),
    ),
    claim_corrections.hold_claim: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claim_corrections.hold_claim(who, desk.visit.claim_id, 1, "waits for a note"),
    ),
    claim_corrections.release_claim: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claim_corrections.release_claim(who, held(desk), 2),
    ),
    rebilling.rebill_visits: (
        Right.CORRECT_CLAIM,
        lambda desk, who, tmp: rebilling.rebill_visits(who, 1, rebillable(desk), "new card"),
    ),
    backups.back_up: (
        Right.BACK_UP,
        lambda desk, who, tmp: backups.back_up(who, desk.opened, tmp),
    ),
    backups.show_backups: (
        Right.BACK_UP,
        lambda desk, who, tmp: backups.show_backups(who, desk.opened, tmp),
    ),
    backups.show_anchors: (
        Right.CHECK_DATABASE,
        lambda desk, who, tmp: backups.show_anchors(who, desk.opened, tmp),
    ),
    backups.try_restore: (
        Right.TRY_RESTORE,
        lambda desk, who, tmp: backups.try_restore(who, desk.opened, backup_of(desk, tmp / "b")),
    ),
    claims.type_claim_boxes: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claims.type_claim_boxes(who, desk.visit.claim_id, 1, {"19": "SEE NOTE"}),
    ),
    claims.print_claims: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claims.print_claims(who, [desk.visit.claim_id], PrinterOffset()),
    ),
    claim_overrides.override_claim_finding: (
        Right.OVERRIDE_CLAIM_CHECK,
        lambda desk, who, tmp: claim_overrides.override_claim_finding(who, *blocked(desk), "cover confirmed"),
    ),
    claim_batches.confirm_batch: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claim_batches.confirm_batch(who, printed(desk), desk.clock().date(), "Mail"),
    ),
    claim_batches.undo_batch: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claim_batches.undo_batch(who, printed(desk), "wrong paper"),
    ),
    claim_files.export_claims: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claim_files.export_claims(who, a_partner(desk), [desk.visit.claim_id]),
    ),
    claim_files.place_in_outbox: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claim_files.place_in_outbox(who, exported(desk), tmp),
    ),
    claim_answers.read_answer_file: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claim_answers.read_answer_file(who, "a.ta1", receipt_of(desk)),
    ),
    claim_inbox.read_answer_files: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claim_inbox.read_answer_files(who, [kept_receipt(desk, tmp)]),
    ),
    claim_inbox.read_inboxes: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: claim_inbox.read_inboxes(who, inbox_with_receipt(desk, tmp)),
    ),
    status_requests.ask_claim_status: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: status_requests.ask_claim_status(who, [out_as_file(desk)]),
    ),
    status_requests.place_question: (
        Right.PRINT_CLAIM,
        lambda desk, who, tmp: status_requests.place_question(who, asked(desk, tmp)),
    ),
    contacts.log_contact: (
        Right.LOG_CALL,
        lambda desk, who, tmp: contacts.log_contact(who, contacts.ContactEntry(1, "in", "Asked why.")),
    ),
    contracts.add_contract: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: contracts.add_contract(who, AGREED, [HALF]),
    ),
    contracts.change_contract: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: contracts.change_contract(who, agreed(desk), {"note": "By phone."}, [HALF]),
    ),
    contracts.end_contract: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: contracts.end_contract(who, agreed(desk), TODAY),
    ),
    contracts.set_tolerance: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: contracts.set_tolerance(who, Tolerance(money("2.00"), 100)),
    ),
    days.close_day: (Right.CLOSE_DAY, lambda desk, who, tmp: days.close_day(who, desk.clock().date())),
    days.reopen_day: (Right.CLOSE_DAY, lambda desk, who, tmp: closed_day(desk, who)),
    deposits.make_deposit: (
        Right.MAKE_DEPOSIT,
        lambda desk, who, tmp: deposits.make_deposit(who, deposits.DepositEntry("First Bank", (1,))),
    ),
    deposits.reprint_deposit_slip: (
        Right.MAKE_DEPOSIT,
        lambda desk, who, tmp: deposits.reprint_deposit_slip(who, deposited(desk)),
    ),
    deposits.void_deposit: (
        Right.MAKE_DEPOSIT,
        lambda desk, who, tmp: deposits.void_deposit(who, deposited(desk), "bank was closed"),
    ),
    deposits.count_drawer: (
        Right.MAKE_DEPOSIT,
        lambda desk, who, tmp: deposits.count_drawer(who, deposits.CountEntry({500: 5}, "RM")),
    ),
    desk_papers.print_superbill: (
        Right.RUN_STATEMENTS,
        lambda desk, who, tmp: desk_papers.print_superbill(who, desk.visit.visit_id, 1, "en"),
    ),
    desk_papers.print_encounter_form: (
        Right.ENTER_CHARGE,
        lambda desk, who, tmp: desk_papers.print_encounter_form(who, 1),
    ),
    desk_papers.print_registration_form: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: desk_papers.print_registration_form(who, 1, "es"),
    ),
    desk_papers.print_labels: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: desk_papers.print_labels(
            who, desk_papers.LabelOrder(1, desk_papers.LabelKind.CHART, LabelPlacing(STOCKS[0]))
        ),
    ),
    late_entries.take_late_payment: (
        Right.TAKE_PAYMENT,
        lambda desk, who, tmp: late_entries.take_late_payment(
            who,
            payments.PaymentEntry(1, money("5.00"), "cash"),
            late_entries.LateDate(desk.clock().date(), ""),
        ),
    ),
    months.close_month: (
        Right.CLOSE_MONTH,
        lambda desk, who, tmp: months.close_month(who, ended_month(desk)),
    ),
    months.reopen_month: (
        Right.CLOSE_MONTH,
        lambda desk, who, tmp: months.reopen_month(who, closed_month(desk), "a late check"),
    ),
    reports.print_report: (
        Right.SEE_REPORTS,
        lambda desk, who, tmp: reports.print_report(who, DAY_SHEET),
    ),
    reports.export_report: (
        Right.EXPORT,
        lambda desk, who, tmp: reports.export_report(who, DAY_SHEET, tmp / "sheet.csv", "accountant"),
    ),
    exports.export_csv: (Right.EXPORT, lambda desk, who, tmp: exports.export_csv(who, tmp / "out")),
    files.attach_document: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: files.attach_document(who, 1, files.NewFile("card", "b.png", b"\x89PNG back")),
    ),
    notices.issue_advance_notice: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: notices.issue_advance_notice(who, notice_for(desk)),
    ),
    notices.record_notice_signature: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: notices.record_notice_signature(
            who,
            1,
            notices.issue_advance_notice(desk.session, notice_for(desk)).id,
            1,
            notices.NoticeSignature("2", desk.clock().date()),
        ),
    ),
    notices.keep_notice_form: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: notices.keep_notice_form(
            who, "en", "abn.pdf", draw_advance_notice(notice_of(services=(), more=""))
        ),
    ),
    official_files.preview_official_file: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: official_files.preview_official_file(who, file_of_limits(tmp)),
    ),
    official_files.load_official_file: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: official_limits(who, tmp),
    ),
    official_files.remove_official_file: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: official_files.remove_official_file(
            who, official_limits(desk.session, tmp).id
        ),
    ),
    office.add_to_list: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: office.add_to_list(who, "payer", {"name": "Lakeside"}),
    ),
    office.change_in_list: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: office.change_in_list(who, "payer", 1, 1, {"phone": "2175550111"}),
    ),
    office.change_practice: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: office.change_practice(who, 1, {"phone": "2175550111"}),
    ),
    office.set_benefit: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: office.set_benefit(who, 1, "office", {"mode": "NONE"}),
    ),
    office.set_fee: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: office.set_fee(who, "99213", money("170.00"), TODAY),
    ),
    office.keep_procedure: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: office.keep_procedure(who, "99215", {"name": "Long visit"}),
    ),
    office.set_setting: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: office.set_setting(who, "tray", "2"),
    ),
    account_papers.print_explanation_letter: (
        Right.RUN_STATEMENTS,
        lambda desk, who, tmp: account_papers.print_explanation_letter(who, papers.PaperOrder(1, 1)),
    ),
    account_papers.print_walkout_statement: (
        Right.TAKE_PAYMENT,
        lambda desk, who, tmp: account_papers.print_walkout_statement(who, visited_today(desk)),
    ),
    account_papers.print_walkout_after: (
        Right.TAKE_PAYMENT,
        lambda desk, who, tmp: account_papers.print_walkout_after(who, paid_today(desk)),
    ),
    account_papers.print_year_end_summary: (
        Right.RUN_STATEMENTS,
        lambda desk, who, tmp: account_papers.print_year_end_summary(
            who, papers.PaperOrder(1, 1), TODAY.year, "en"
        ),
    ),
    papers.print_itemised_ledger: (
        Right.RUN_STATEMENTS,
        lambda desk, who, tmp: papers.print_itemised_ledger(who, 1, 1, TODAY, TODAY),
    ),
    papers.print_statement_copy: (
        Right.RUN_STATEMENTS,
        lambda desk, who, tmp: papers.print_statement_copy(who, papers.PaperOrder(1, 1)),
    ),
    patients.register_patient: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: patients.register_patient(who, {"last": "Holm", "first": "Bo"}),
    ),
    patients.change_patient: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: patients.change_patient(who, 1, 1, {"phone": "2175550111"}),
    ),
    patients.move_patient: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: patients.move_patient(who, 1, None),
    ),
    patients.change_account: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: patients.change_account(who, 1, 1, {"language": "es"}),
    ),
    payments.take_payment: (
        Right.TAKE_PAYMENT,
        lambda desk, who, tmp: payments.take_payment(who, payments.PaymentEntry(1, money("5.00"), "cash")),
    ),
    payments.use_credit: (
        Right.ALLOCATE,
        lambda desk, who, tmp: payments.use_credit(who, desk.credit, [(1, money("1.00"))]),
    ),
    payments.free_payment: (
        Right.ALLOCATE,
        lambda desk, who, tmp: payments.free_payment(who, 1, "another visit"),
    ),
    payments.check_voidable: (
        Right.VOID_OWN_PAYMENT,
        lambda desk, who, tmp: payments.check_voidable(who, own_payment(who)),
    ),
    payments.void_payment: (
        Right.VOID_OWN_PAYMENT,
        lambda desk, who, tmp: payments.void_payment(who, own_payment(who), "typed wrong"),
    ),
    policies.register_policy: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: policies.register_policy(who, 1, {"plan": 3, "rank": 2, "effective": TODAY}),
    ),
    policies.change_policy: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: policies.change_policy(who, 1, 1, 1, {"member_id": "NEW1"}),
    ),
    procedure_import.preview_procedures: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: procedure_import.preview_procedures(who, list_of_fees(tmp)),
    ),
    procedure_import.import_procedures: (
        Right.SET_UP_OFFICE,
        lambda desk, who, tmp: procedure_import.import_procedures(
            who, procedure_import.preview_procedures(who, list_of_fees(tmp)).planned
        ),
    ),
    receipts.print_receipt: (Right.TAKE_PAYMENT, lambda desk, who, tmp: receipts.print_receipt(who, 1)),
    set_ups.confirm_recovery_key: (
        Right.MANAGE_USERS,
        lambda desk, who, tmp: set_ups.confirm_recovery_key(who),
    ),
    sign_ins.unlock_screen: (
        Right.OPEN,
        lambda desk, who, tmp: sign_ins.unlock_screen(who, desk.opened, PASSWORDS[who.user.name]),
    ),
    statements.issue_statements: (
        Right.RUN_STATEMENTS,
        lambda desk, who, tmp: statements.issue_statements(who, second_account(desk), StatementRules()),
    ),
    synthea_import.import_synthea: (
        Right.IMPORT,
        lambda desk, who, tmp: synthea_import.import_synthea(who, SMALL),
    ),
    users.add_user: (
        Right.MANAGE_USERS,
        lambda desk, who, tmp: users.add_user(
            who, desk.opened, users.NewUser("nina", "Nina Ray", Role.BILLER, NEW_PASSWORD)
        ),
    ),
    users.change_password: (
        Right.OPEN,
        lambda desk, who, tmp: users.change_password(
            who, desk.opened, PASSWORDS[who.user.name], NEW_PASSWORD
        ),
    ),
    users.reset_password: (
        Right.MANAGE_USERS,
        lambda desk, who, tmp: users.reset_password(who, desk.opened, 3, NEW_PASSWORD),
    ),
    users.change_role: (
        Right.MANAGE_USERS,
        lambda desk, who, tmp: users.change_role(who, 3, Role.BILLER),
    ),
    users.remove_user: (
        Right.MANAGE_USERS,
        lambda desk, who, tmp: users.remove_user(who, desk.opened, 3),
    ),
    users.reissue_recovery_key: (
        Right.MANAGE_USERS,
        lambda desk, who, tmp: users.reissue_recovery_key(who, desk.opened),
    ),
    visits.plan_visit: (
        Right.ENTER_CHARGE,
        lambda desk, who, tmp: visits.plan_visit(who, 1, TODAY, {"at_time": "09:30"}),
    ),
    visits.change_visit: (
        Right.ENTER_CHARGE,
        lambda desk, who, tmp: visits.change_visit(
            who, visits.plan_visit(desk.session, 1, TODAY, {}), 1, {"state": "cancelled"}
        ),
    ),
    visits.submit_visit: (
        Right.ENTER_CHARGE,
        lambda desk, who, tmp: visits.submit_visit(
            who,
            visits.VisitEntry(
                1, TODAY, ("J02.9",), (visits.LineEntry("99213", money("165.00"), pos="11"),), {}
            ),
        ),
    ),
    visits.void_charges: (
        Right.VOID_CHARGE,
        lambda desk, who, tmp: visits.void_charges(who, desk.visit.visit_id, "typed wrong"),
    ),
    visits.keep_template: (
        Right.ENTER_CHARGE,
        lambda desk, who, tmp: visits.keep_template(
            who, "Sore throat", ["J02.9"], [visits.LineEntry("99213", money("165.00"))], {}
        ),
    ),
}
READS_ONLY = {
    *CHECK_NOTES,
    *DISPUTE_READS,
    *ELIGIBILITY_READS,
    *REMITTANCE_READS,
    official_files.preview_official_file,
    adjudications.preview_adjudication,
    backups.show_anchors,
    backups.show_backups,
    payments.check_voidable,
    procedure_import.preview_procedures,
    status_requests.place_question,
}


def own_payment(who):
    return payments.take_payment(who, payments.PaymentEntry(1, money("3.00"), "cash"))


def second_account(desk):
    patient = desk.a_patient("Holm", self_pay=True)
    desk.a_visit(patient, "99213")
    return [2]


def public_functions(package):
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for name, function in vars(importlib.import_module(module.name)).items():
            own = inspect.isfunction(function) and function.__module__ == module.name
            if own and not name.startswith("_"):
                yield function


def name_of(function):
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def test_every_use_case_stands_in_the_table():
    found = set()
    for function in public_functions(app.services):
        names = list(inspect.signature(function).parameters)
        if names[:1] == ["session"] and "transaction" not in names:
            found.add(function)
    assert {name_of(each) for each in found} == {name_of(each) for each in USES}


@pytest.mark.parametrize("use", USES, ids=name_of)
def test_a_use_case_is_refused_to_those_without_its_right(office_day, tmp_path, use):
    right, _ = USES[use]
    for role in Role:
        if not may(role, right):
            who = office_day.session_of(role)
            before = select("select count(*), max(seq) from audit") + select("select count(*) from posting")
            with pytest.raises(RuleError, match=f"may not .* as {role.value}"):
                _refused(office_day, use, who)
            after = select("select count(*), max(seq) from audit") + select("select count(*) from posting")
            assert after == before


def _refused(desk, use, who):
    """Call with nothing real behind the session: the right is asked for before anything is looked at."""
    needed = [
        parameter
        for parameter in list(inspect.signature(use).parameters.values())[1:]
        if parameter.default is inspect.Parameter.empty
    ]
    use(who, *(_Anything() for _ in needed))


class _Anything:
    """Stands for any argument; what a use case reads of it before its right is asked is the patient."""

    patient_id = None

    def __getattr__(self, name):
        return None


@pytest.mark.parametrize("use", USES, ids=name_of)
def test_a_use_case_works_for_those_with_its_right_and_is_recorded(office_day, tmp_path, use):
    right, call = USES[use]
    allowed = [role for role in sorted(Role, key=lambda role: len(ALLOWED[role])) if may(role, right)]
    who = office_day.session_of(allowed[0])
    # The one with the fewest rights of all who may, so that a right asked for too much is seen too.
    before = Audit.select().count()
    call(office_day, who, tmp_path)
    rows = list(Audit.select().order_by(Audit.seq).offset(before))
    own = [row for row in rows if row.user_id == who.user.id]
    assert bool(own) is (use not in READS_ONLY | SIGNED_BY_ANOTHER) or use is payments.check_voidable
    assert {row.role for row in own} <= {who.user.role.value}


def test_the_manager_may_all_and_the_auditor_changes_nothing():
    assert ALLOWED[Role.MANAGER] == frozenset(Right)
    reads = {Right.OPEN, Right.SEE_PATIENT, Right.SEE_OFFICE, Right.SEE_REPORTS}
    reads |= {Right.SEE_TRAIL, Right.CHECK_DATABASE}
    assert ALLOWED[Role.AUDITOR] == reads
    assert ALLOWED[Role.RECEPTIONIST] < ALLOWED[Role.BILLER] < ALLOWED[Role.MANAGER]


QUESTIONS = [each for each in public_functions(app.queries) if hasattr(each, "right")]


@pytest.mark.parametrize("question", QUESTIONS, ids=name_of)
def test_a_question_is_refused_to_those_without_its_right(practice, question):
    for role in Role:
        if not may(role, question.right):
            with pytest.raises(RuleError, match="You may not"):
                practice.session_of(role).ask(question)
    if question.patient_argument:
        assert question.patient_argument in inspect.signature(question).parameters


@pytest.mark.parametrize("right", Right)
def test_each_right_is_asked_for_somewhere(right):
    asked = {asked for asked, _ in USES.values()} | {question.right for question in QUESTIONS}
    elsewhere = {
        Right.VOID_ANY_PAYMENT,  # inside void_payment: who voids what is not his own
        Right.POST_LATE,  # inside take_late_payment: who needs no manager's signature
        Right.RESTORE,  # asked of the backup's own list of users, before any practice is open
    }
    assert right in asked | elsewhere

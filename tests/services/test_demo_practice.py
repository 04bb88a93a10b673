"""The demo practice keeps the promises that the program's papers and screens make of it."""

import shutil
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from app.claim_form_catalog import claim_form_grid
from app.domain.claim_corrections import WhatHappened
from app.domain.claim_responses import Outcome
from app.domain.due_work import DueKind
from app.domain.errors import RuleError
from app.domain.explanations import explain_account, explain_item
from app.domain.findings import has_errors
from app.domain.form_grid import PrinterOffset
from app.domain.identifiers import explain_fault, read_npi
from app.domain.money import Money
from app.domain.promises import PromiseState
from app.domain.provider_adjustments import AdjustmentKind
from app.domain.questions.facts import Focus
from app.domain.rights import Role
from app.domain.statements import StatementRules, compose_statement
from app.models.database import select
from app.models.estimates import Estimate, GoodFaithEstimate
from app.models.key_slots import FLOOR_COST
from app.models.office import Practice, User
from app.queries.account_summaries import find_account
from app.queries.claim_checks import find_checked_claim
from app.queries.claim_responses import open_rejections
from app.queries.database_check import check_database
from app.queries.due_work import list_due_work
from app.queries.eligibility import find_accumulators
from app.queries.eligibility_due import list_coverage_to_verify
from app.queries.estimate_actuals import compare_estimate
from app.queries.good_faith import EstimateWork, list_estimate_work
from app.queries.letterheads import find_letterhead
from app.queries.promises import list_promises
from app.queries.statement_plans import list_statement_candidates
from app.queries.underpayments import list_underpayments
from app.services import claims, practices, statements
from app.services.claim_batches import undo_batch
from app.services.claim_corrections import correct_claim
from app.services.claim_files import export_claims, place_in_outbox
from app.services.claim_inbox import read_inboxes
from app.services.demo_practice import (
    DEMO_FILE,
    DEMO_PASSWORD,
    DEMO_USER,
    make_demo_practice,
    open_demo,
)
from app.services.demo_remittances import CLEAN_FILE, MIXED_FILE, UNKNOWN_NUMBER
from app.services.demo_scene import DemoClock, moment, with_check_digit
from app.services.remittance_previews import preview_remittance_inboxes
from app.services.remittances import post_remittance
from app.services.session import Session
from tests.ledger_hands import of
from tests.practice_fixtures import TODAY
from tests.services.answer_proofs import prove_answer
from tests.views.window_hands import CTRL, ENTER, open_window

pytest_plugins = ("tests.services.demo_fixtures",)
__all__ = ["open_window"]


@pytest.fixture(scope="module")
def made(copy_demo, tmp_path_factory):
    return copy_demo(tmp_path_factory.mktemp("demo") / "own")


@pytest.fixture
def session(made):
    practice = open_demo(made.path)
    yield Session(practice.session.user, clock=DemoClock(moment(TODAY, 9)))
    practice.close()


def owes(session, account_id):
    account = session.ask(find_account, account_id)
    return account.patient_owes, account.insurance_owes, account.credit


def count(sql, *params):
    return select(sql, *params)[0][0]


def test_it_lies_in_one_marked_file_with_a_printed_password(made, session):
    assert (made.path.name, made.user, made.password) == (DEMO_FILE, DEMO_USER, DEMO_PASSWORD)
    assert len(DEMO_PASSWORD) >= 12
    assert Practice.get_by_id(1).demo
    roles = {row.name: row.role for row in User.select()}
    assert roles == {
        "demo": Role.MANAGER,
        "rita": Role.RECEPTIONIST,
        "bill": Role.BILLER,
        "audra": Role.AUDITOR,
    }


def test_it_has_the_people_a_practice_has(made, session):
    assert 190 <= made.counts["patient"] <= 220
    assert count("select count(*) from patient where language = 'es'") >= 0.15 * made.counts["patient"]
    assert count("select count(*) from patient where last glob '*[áéíóúñüøö]*'") >= 5
    assert count("select count(*) from (select 1 from patient group by account_id having count(*) > 1)") >= 30
    assert count("select count(*) from patient where self_pay = 1") >= 5
    assert count("select count(*) from patient where confidential = 1") == 1
    assert count("select count(*) from patient where confirmed_on < ?", "2025-11-23") >= 5
    assert count("select count(*) from patient where birth_date is null or zip = '' or phone = ''") >= 3
    assert count("select count(*) from policy where termination is not null") >= 3
    assert count("select count(*) from policy where rank = 2") >= 25
    assert count("select count(*) from stored_file where kind = 'card_front'") == 12
    assert count("select count(*) from visit where state = 'planned' and on_date >= ?", str(TODAY)) >= 25


def test_its_numbers_are_whole_and_invented(session):
    numbers = [npi for (npi,) in select("select npi from provider union select npi from practice")]
    assert len(numbers) == 5
    assert [explain_fault(read_npi, npi) for npi in numbers] == [""] * 5
    assert with_check_digit("123456789") == "1234567893"


def test_money_took_every_way(made, session):
    kinds = dict(select("select kind, count(*) from posting group by kind"))
    assert set(kinds) >= {"charge", "payment", "allocation", "adjudication", "payment_void"}
    assert kinds["remittance"] > 100
    assert (kinds["adjudication_void"], kinds["provider_adjustment"]) == (1, 1)
    rows = select("select distinct group_code || reason_code from adjudication_adjustment")
    codes = {code for (code,) in rows}
    assert codes >= {"CO45", "CO16", "CO197", "PR1", "PR2", "PR3", "OA23"}
    states = dict(select("select state, count(*) from claim group by state"))
    assert states["answered"] > 200
    assert states["sent"] > 30
    assert count("select count(*) from claim where rank = 2 and state = 'answered'") > 20
    assert count("select count(*) from account_balance where account = 'unapplied' and cents < 0") >= 5
    assert count("select count(*) from contact where promise_cents is not null") >= 5
    assert made.counts["statement"] >= 40
    assert count("select count(*) from day_event where event = 'close'") > 100


def test_one_answer_is_below_its_contract(session):
    (line,) = session.ask(list_underpayments, date(2026, 1, 1), TODAY)
    assert (line.patient, line.code, line.contract) == (
        "Fairweather, Nora",
        "99214",
        "Physician agreement, Exhibit B, page 4",
    )
    assert (str(line.found.expected), str(line.found.allowed), str(line.difference)) == (
        *("147.20", "139.60"),
        "7.60",
    )


def test_the_ledger_balances_and_nothing_lies_after_the_day(session):
    assert count("select sum(cents) from entry") == 0
    assert count("select max(posted_on) from posting") < str(TODAY)
    assert count("select count(*) from visit where state = 'done' and on_date >= ?", str(TODAY)) == 0


def test_a_hundred_claims_go_out_on_paper_and_as_a_file_come_back_and_go_out_again(made, session):
    """Some are rejected; each shows why, at a box, and goes out as an original once it is fixed."""
    partner = count("select id from trading_partner where name = 'demo'")
    hundred = sound_claims(session)[:100]
    assert len(hundred) == 100
    printed = claims.print_claims(session, hundred, PrinterOffset())
    assert (len(printed.claim_ids), printed.left_out) == (100, ())
    undo_batch(session, printed.batch_id, "they go by file")
    sent = export_claims(session, partner, hundred)
    assert (len(sent.claim_ids), sent.left_out) == (100, ())
    place_in_outbox(session, sent.batch_id)
    reports = {report.name: report for report in read_inboxes(session)}
    stem = sent.name.removesuffix(".837")
    assert reports[f"{stem}.999"].count(Outcome.RECEIVED) == 100
    answer = reports[f"{stem}.277"]
    rejected = [reply.claim.claim_id for reply in answer.replies if reply.outcome is Outcome.REJECTED]
    assert answer.count(Outcome.ACCEPTED) == 100 - len(rejected) <= 95
    for claim in rejected:
        (finding,) = open_rejections(claim)
        assert finding.text.startswith("Rejected (277CA): ")
        assert finding.field in claim_form_grid().fields or finding.field.startswith("24.")
        assert claim in {left for left, _ in export_claims(session, partner, [claim]).left_out}
        assert correct_claim(session, claim, WhatHappened.REJECTED).code == "1"
    again = export_claims(session, partner, rejected)
    assert (len(again.claim_ids), again.left_out) == (len(rejected), ())
    first, second = (
        count("select interchange_number from claim_batch where id = ?", batch)
        for batch in (sent.batch_id, again.batch_id)
    )
    assert first < second


def sound_claims(session):
    """The ready claims to the partner's payers that nothing keeps from going out, the oldest first."""
    rows = select(
        "select m.id from claim m join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
        "join payer y on y.id = n.payer_id where m.state = 'ready' and y.partner_id is not null order by m.id"
    )
    today = session.today()
    return [claim for (claim,) in rows if not has_errors(find_checked_claim(claim, today).findings)]


def test_payers_by_file_answer_by_remittance_and_one_claim_of_them_waits(session):
    by_hand, by_file = (
        count(
            "select count(*) from adjudication a join policy o on o.id = a.policy_id join plan n "
            "on n.id = o.plan_id join payer y on y.id = n.payer_id where (y.partner_id is null) = ? "
            "and exists(select 1 from remittance_step s where s.adjudication_id = a.id) <> ?",
            *which,
        )
        for which in ((1, 0), (0, 1))
    )
    assert (by_hand, by_file) == (0, 0)
    (held,) = select("select number, paid_cents, reasons from remittance_claim where is_open = 1")
    assert held[:2] == (UNKNOWN_NUMBER, 10065)
    assert of("payer_clearing") == -10065
    assert f"No claim of ours has the number “{UNKNOWN_NUMBER}”" in held[2]


@pytest.fixture
def practice(made, tmp_path):
    """A copy of the demo, so that a window may change it."""
    folder = tmp_path / "copy"
    shutil.copytree(made.path.parent, folder)
    opened = open_demo(folder / DEMO_FILE)
    user, clock = opened.session.user, DemoClock(moment(TODAY, 9))
    yield SimpleNamespace(opened=opened, session_of=lambda _role: Session(user, clock=clock))
    opened.close()


def test_two_keys_post_the_clean_file_of_the_inbox(made, practice, open_window):
    hands = open_window()
    hands.find("remittances")
    segment = hands.tab_of("payments").remittances
    hands.wait(segment.table.hasFocus)
    segment.choose_files = lambda _parent: [str(made.path.parent / "inbox" / CLEAN_FILE)]
    before, posted, pressed = of("bank"), count("select count(*) from remittance"), hands.commands
    hands.press(Qt.Key.Key_O, CTRL)
    hands.press(ENTER, CTRL)
    assert hands.commands - pressed == 2 * 2, "two keys, each with Ctrl"
    assert count("select count(*) from remittance") == posted + 1
    line = segment.model.row_at(0)
    assert (line.name, line.claims, line.held, line.left) == (CLEAN_FILE, 12, 0, Money(0))
    assert of("bank") - before == line.amount.cents > 0


def test_two_remittances_wait_in_the_inbox_and_post_to_the_cent(session):
    mixed, clean = sorted(preview_remittance_inboxes(session), key=lambda file: file.name, reverse=True)
    assert (clean.name, mixed.name) == (CLEAN_FILE, MIXED_FILE)
    (sound,), (odd,) = clean.remittances, mixed.remittances
    before = of("bank")
    assert (sound.can_post, sound.held, sound.held_adjustments) == (True, (), ())
    done = post_remittance(session, sound)
    assert (done.posted, done.held, done.left) == (12, 0, Money(0))
    assert [odd.advice.claims[plan.index].claim_number for plan in odd.held] == [UNKNOWN_NUMBER]
    assert [claim.status for claim in odd.advice.claims] == ["1", "4", "1", "22", "1"]
    assert [plan.kind for plan in odd.plan.adjustments] == [AdjustmentKind.TAKEBACK]
    done = post_remittance(session, odd)
    assert (done.posted, done.held, done.left) == (4, 1, Money(10065))
    assert of("bank") - before == (sound.amount + odd.amount).cents
    assert of("payer_clearing") == -2 * 10065
    faults = [finding.text for line in session.ask(check_database) for finding in line.findings]
    assert not faults
    assert preview_remittance_inboxes(session) == ()


def test_claims_wait_to_be_printed_and_some_need_mending(session):
    ready = [claim for (claim,) in select("select id from claim where state = 'ready'")]
    printed = claims.print_claims(session, ready, PrinterOffset())
    assert len(printed.claim_ids) >= 20
    assert len(printed.left_out) >= 5
    assert all(has_errors(findings) for _, findings in printed.left_out)


def test_the_desk_has_work_of_every_kind_for_today(made, session):
    lines = session.ask(list_due_work, TODAY)
    assert {DueKind.TO_DO, DueKind.ASK_AGAIN, DueKind.PROMISE, DueKind.DENIAL} <= {
        line.kind for line in lines
    }
    assert any(line.is_overdue(TODAY) for line in lines)
    caller = made.stories["caller"].id
    (broken,) = [line for line in lines if line.kind is DueKind.PROMISE and line.patient_id == caller]
    assert broken.text == "Broken: $84.20 was promised by 05/15/2026 and nothing came."
    asked = select("select distinct patient_id from contact where promise_cents is not null")
    promises = [line for (patient,) in asked for line in session.ask(list_promises, patient, TODAY)]
    assert {PromiseState.KEPT, PromiseState.BROKEN} <= {line.standing.state for line in promises}
    for table in ("caller_check", "permitted_person", "account_alert"):
        assert count(f"select count(*) from {table}") >= 3


def test_the_caller_owes_what_the_scenario_says(made, session):
    account_id = made.stories["caller"].account_id
    assert owes(session, account_id) == (Money(8420), Money(0), Money(0))
    items = session.ask(find_account, account_id).items
    assert [(item.service_date, item.code, str(item.billed), str(item.patient_owes)) for item in items] == [
        (date(2026, 3, 12), "99213", "165.00", "56.28"),
        (date(2026, 3, 12), "81002", "15.00", "0.00"),
        (date(2026, 3, 12), "87880", "40.00", "0.00"),
        (date(2026, 4, 2), "99214", "230.00", "27.92"),
    ]
    assert sum(item.insurance_paid.cents for item in items[:3]) == 4492
    assert sum(item.discounts.cents for item in items[:3]) == 11880
    assert count("select count(*) from contact where promise_cents = 8420 and promise_on = '2026-05-15'") == 1


def test_the_family_owes_sixty_nine_thirty_five_and_one_visit_stays_hidden(made, session):
    mother, cleo = made.stories["mother"], made.stories["cleo"]
    assert owes(session, mother.account_id) == (Money(6935), Money(0), Money(0))
    by_child = {
        item.patient_name: str(item.patient_owes)
        for item in session.ask(find_account, mother.account_id).items
    }
    assert by_child == {"Ann Hollister": "22.00", "Ben Hollister": "47.35", "Cleo Hollister": "0.00"}
    (own,) = select("select own_account_id from patient where id = ?", cleo.id)[0]
    assert owes(session, own) == (Money(12500), Money(0), Money(0))


def test_fifty_statements_go_out_today_and_the_unprintable_one_is_named(made, session):
    rules = StatementRules()
    candidates = session.ask(list_statement_candidates, rules, TODAY)
    due = [line.account_id for line in candidates if line.is_included]
    owed = {line.account_id: line.owes for line in candidates if line.is_included}
    issued = statements.issue_statements(session, due, rules)
    unprintable = made.stories["unprintable"].account_id
    assert issued.count == len(due) - 1 >= 50
    assert issued.amount.cents == sum(amount.cents for amount in owed.values()) - owed[unprintable].cents
    assert {line.reason for line in candidates} >= {"", "with_insurer", "credit_balance"}
    assert "愛" in " ".join(finding.text for finding in issued.findings)


def test_a_practice_that_is_no_demo_is_refused(tmp_path):
    path = tmp_path / "own.plainbill"
    first = practices.FirstUser(DEMO_USER, "Own", DEMO_PASSWORD)
    practice, _ = practices.create_practice(path, {"name": "Own"}, first, cost=FLOOR_COST)
    practice.close()
    with pytest.raises(RuleError, match="not a demo practice"):
        open_demo(path)
    other = tmp_path / "other.plainbill"
    first = practices.FirstUser("maria", "Maria", "correct horse battery")
    practice, _ = practices.create_practice(other, {"name": "Other"}, first, cost=FLOOR_COST)
    practice.close()
    with pytest.raises(RuleError, match="not a demo practice"):
        open_demo(other)


def test_an_older_demo_is_not_overwritten(made):
    with pytest.raises(RuleError, match="already there"):
        make_demo_practice(made.path.parent, today=TODAY)


def test_coverage_was_checked_in_every_way_and_some_visits_still_wait(session):
    rows = select("select distinct way, status from eligibility_check")
    assert {("file", "active"), ("phone", "active"), ("portal", "active")} <= set(rows)
    assert {("portal", "inactive"), ("phone", "rejected")} <= set(rows)
    waiting = session.ask(list_coverage_to_verify, TODAY, 14)
    assert len(waiting) >= 8
    assert {line.checked_on is None for line in waiting} == {True, False}
    (policy,) = select("select policy_id from eligibility_check where way = 'phone' and status = 'active'")[0]
    assert find_accumulators(policy, TODAY).deductible_left == Money(21050)


@pytest.fixture(scope="module")
def callers(made):
    """People who ask: the stories, and one of each kind of cover, of credit, of denials and without any."""
    kinds = (
        "select patient_id from policy o join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
        "where y.line_of_business = 'medicare' order by o.id desc",
        "select patient_id from policy o join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
        "where y.line_of_business = 'medicaid' order by o.id",
        "select t.id from patient t join account_balance b on b.guarantor_id = t.account_id "
        "where b.account = 'unapplied' and b.cents < 0 order by t.id",
        "select c.patient_id from adjudication_adjustment a join charge c on c.id = a.charge_id "
        "where a.reason_code = '197' order by a.id",
        "select id from patient where self_pay = 1 order by id",
        "select id from patient where language = 'es' order by id",
        "select patient_id from eligibility_check where status = 'active' order by id",
    )
    practice = open_demo(made.path)
    try:
        stories = [made.stories[name].id for name in ("caller", "mother", "ben", "cleo", "confidential")]
        return tuple(dict.fromkeys([*stories, *(select(f"{kind} limit 1")[0][0] for kind in kinds)]))
    finally:
        practice.close()


@pytest.mark.parametrize("number", range(1, 41))
def test_a_question_is_answered_in_both_languages_with_amounts_of_the_ledger(session, callers, number):
    answers = [prove_answer(session, patient, number) for patient in callers]
    about_code = prove_answer(session, callers[0], number, Focus(code="99213"))
    assert {answer.number for answer in (*answers, about_code)} == {number}
    assert all(answer.is_known or answer.text_en.count(".") for answer in answers)
    assert all(answer.sources for answer in answers if answer.amounts)


def test_account_statement_and_answer_say_the_same_sentences(made, session):
    caller = made.stories["caller"]
    account = session.ask(find_account, caller.account_id)
    statement = compose_statement(account, find_letterhead(), "1", TODAY, StatementRules())
    reasons = [line.reason for section in statement.sections for line in section.lines]
    answer = prove_answer(session, caller.id, 9)
    owed = [explain_item(item) for item in account.items if item.patient_owes > Money(0)]
    assert len(owed) == 2
    for sentence in owed:
        assert sentence in answer.text_en
        assert sentence in reasons
    assert answer.text_en.startswith(explain_account(account))
    assert answer.promise == Money(8420)
    assert answer.promise_words[0] == "Can you pay $84.20, and by which day?"


def test_one_patient_was_told_more_than_came_and_the_reason_is_named(session):
    ((patient, visit),) = select(
        "select t.id, v.id from patient t join visit v on v.patient_id = t.id where t.last = 'Quince'"
    )
    found = session.ask(compare_estimate, visit, patient)
    assert (str(found.told), str(found.came)) == ("268.80", "149.76")
    assert any("Less of the deductible was left" in line.words() for line in found.lines)


def test_some_visits_ahead_are_estimated_and_some_wait(session):
    work = session.ask(list_estimate_work, TODAY)
    assert len([each for each in work if each.work is EstimateWork.ESTIMATE]) >= 5
    assert Estimate.select().where(Estimate.on_date >= TODAY).count() >= 5


def test_a_good_faith_estimate_was_given_and_another_is_due(session):
    assert GoodFaithEstimate.select().count() == 1
    due = {
        each.line.patient: each.due_on
        for each in session.ask(list_estimate_work, TODAY)
        if each.work is EstimateWork.GOOD_FAITH
    }
    # Booked on the last day that was played, so it is due on the business day after that.
    assert due["Prentice, Ivo"] in (TODAY, date(2026, 11, 24))
    assert "Halloway, Wren" not in due

"""Scenario 11: a new patient is told 152.00, then what came; the self-pay twin gets a Good Faith Estimate."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.contracts import ContractTerm, RateKind
from app.domain.date_entry import format_date
from app.domain.eligibility import Benefit, BenefitKind, CheckStatus
from app.domain.money import Money
from app.models.claims import Claim
from app.models.database import select
from app.models.estimates import Estimate, GoodFaithDelivery, GoodFaithEstimate
from app.models.ledger import Visit
from app.services.contracts import add_contract
from app.services.eligibility import CheckEntry, log_check
from app.services.office import keep_procedure, set_benefit, set_fee
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, money
from tests.views.scenario_hands import (
    answer_line,
    begin_answer,
    open_patient,
    post_answer,
    send_list,
    words_of,
)
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT, TAB

Key = Qt.Key
TUESDAY = date(2026, 12, 1)
ANSWERED = date(2026, 12, 15)
SERVICES = (("99203", "180.00", "108.00", "office"), ("17110", "190.00", "112.00", "surgery"))


@pytest.fixture
def office(practice):
    """Fees, contract and benefits of both services: a copay of 40.00, and a deductible with 20 % after it."""
    lists, session = practice.lists, practice.session
    for code, fee, _, category in SERVICES:
        keep_procedure(session, code, {"name": f"Service {code}", "category": category})
        set_fee(session, code, money(fee), date(2026, 1, 1))
    terms = [ContractTerm(RateKind.FIXED, (code,), amount=money(a)) for code, _, a, _ in SERVICES]
    values = {"payer": lists.payer, "name": "Prairie 2026", "effective": date(2026, 1, 1)}
    add_contract(session, values, terms)
    set_benefit(session, lists.plan, "office", {"mode": "COPAY_ONLY", "copay": money("40")})
    set_benefit(session, lists.plan, "surgery", {"mode": "DED_COINS", "coinsurance_bp": 2000})
    return practice


@pytest.fixture
def insured(office):
    """A new patient whose insurer said today that 120.00 of the deductible is left."""
    patient = office.a_patient()
    policy = office.a_policy(patient)
    told = Benefit(BenefitKind.DEDUCTIBLE_LEFT, amount=money("120"))
    log_check(office.session, patient, CheckEntry(policy, TODAY, CheckStatus.ACTIVE, benefits=(told,)))
    return office


@pytest.fixture
def twin(office):
    """The twin without insurance."""
    office.a_patient("Rivera", "Eva", self_pay=True)
    return office


def plan_visit(hands, on):
    """Plan a visit from the list of visits, and open its estimate."""
    open_patient(hands, "rivera")
    hands.press(Key.Key_E, CTRL)
    hands.press(ESC)
    hands.press(Key.Key_N, CTRL)
    hands.fill(format_date(on))
    hands.go_to("Provider")
    hands.type("ada")
    hands.press(ENTER, CTRL)
    assert f"Planned for {format_date(on)}." in hands.visible_texts()
    hands.press(Key.Key_T, CTRL | SHIFT)
    assert hands.focus_name == "Planned 1 code"


def plan_services(hands, *codes):
    """Type the codes; Enter in the empty row works the estimate out."""
    for code in codes:
        hands.type(code)
        hands.press(ENTER)
    hands.press(ENTER)
    assert hands.focus_name == "Steps of the estimate"


def steps_shown(hands):
    page = hands.tab_of("patients").record.page("Visits")
    return [row.words for row in page.estimate.panel.shown.steps.columns_model.rows]


def print_paper(hands):
    """Ctrl+Enter draws the paper and Enter prints it; back to the list."""
    before = len(hands.spool)
    hands.press(ENTER, CTRL)
    hands.press(ENTER)
    hands.wait(lambda: len(hands.spool) == before + 1)
    hands.press(ESC)
    hands.press(ESC)
    return words_of(" ".join(read_pages(hands.spool[-1])))


def open_visit(hands):
    """Open the patient's only visit from the list of visits."""
    open_patient(hands, "rivera")
    hands.tab_of("patients").show_page("Visits").list.focus_list()
    hands.settle()
    hands.press(ENTER)


def test_a_new_patient_is_told_152_dollars_and_later_what_came_of_it(insured, open_window):
    hands = open_window()
    plan_visit(hands, TUESDAY)
    plan_services(hands, "99203", "17110")
    shown = hands.visible_texts()
    assert "Patient pays $152.00 (we are quite sure of it)" in shown
    assert "Charges $370.00. Prairie Health pays $68.00; written off $150.00." in shown
    steps = steps_shown(hands)
    assert "Prairie Health allows $108.00 by our contract." in steps
    assert "Your copay for the visit is $40.00." in steps
    assert "$112.00 goes to your yearly deductible." in steps
    assert "Together we expect you to pay $152.00." in steps
    assert any("Prairie Health told us on 11/23/2026: deductible left $120.00" in each for each in steps)
    assert steps[-1] == "This is our best estimate, not a guarantee; your plan decides."
    paper = print_paper(hands)
    assert "$152.00" in paper
    assert "This is our best estimate, not a guarantee; your plan decides." in paper
    kept = Estimate.get()
    assert (str(kept.share), kept.on_date, kept.language) == ("152.00", TUESDAY, "en")
    assert hands.kept("estimate_sheet") == hands.spool
    # The visit is done as planned: its charges stand ready.
    insured.clock.move_to(TUESDAY)
    open_visit(hands)
    hands.type("acute pharyngitis unspecified")
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    assert hands.balances() == ("0.00", "370.00", "0.00")
    claim = Claim.get().id
    send_list(hands, by_file=False)
    insured.clock.move_to(ANSWERED)
    begin_answer(hands, claim)
    answer_line(hands, "99203", TUESDAY, allowed="108.00", paid="68.00", copay="40.00")
    answer_line(
        hands, "17110", TUESDAY, allowed="112.00", paid="83.20", deductible="8.00", coinsurance="20.80"
    )
    post_answer(hands)
    assert hands.balances() == ("68.80", "0.00", "0.00")
    open_visit(hands)
    shown = hands.visible_texts()
    assert "Estimate of 11/23/2026: told $152.00, came $68.80" in shown
    outcome = hands.tab_of("patients").record.page("Visits").done.outcome
    told = [
        (line.code, str(line.told), str(line.came), line.words()) for line in outcome.table.columns_model.rows
    ]
    assert told == [
        ("99203", "40.00", "40.00", "As estimated."),
        (
            "17110",
            "112.00",
            "28.80",
            "Less of the deductible was left: $8.00 went to it, not $112.00.",
        ),
    ]


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (TUESDAY, date(2026, 11, 24)),  # five business days ahead, over Thanksgiving: within 1
        (date(2026, 12, 8), date(2026, 11, 27)),  # ten ahead: within 3
    ],
)
def test_the_self_pay_twin_gets_a_good_faith_estimate_by_its_due_day(twin, open_window, on, due):
    hands = open_window()
    plan_visit(hands, on)
    assert f"Good Faith Estimate is due by {format_date(due)}." in hands.visible_texts()
    plan_services(hands, "99203", "17110")
    assert "Patient pays $370.00" in hands.visible_texts()
    paper = print_paper(hands)
    for words in ("Good Faith Estimate", "Eva Rivera", "$180.00", "$190.00", "$370.00", "1-800-985-3059"):
        assert words in paper
    row = GoodFaithEstimate.get()
    assert (row.booked_on, row.visit_on, row.due_on) == (TODAY, on, due)
    given = GoodFaithDelivery.get()
    assert (given.estimate_id, given.on_date, given.way) == (row.estimate_id, TODAY, "printed")
    assert hands.kept("good_faith_estimate") == hands.spool
    assert len(select("select sha256 from stored_file where kind = 'good_faith_estimate'")[0][0]) == 64


@pytest.mark.parametrize(("more", "warns"), [("400.00", True), ("399.99", False)])
def test_a_bill_400_dollars_above_it_warns_of_the_right_to_dispute(twin, open_window, more, warns):
    hands = open_window()
    plan_visit(hands, TUESDAY)
    plan_services(hands, "99203", "17110")
    print_paper(hands)
    twin.clock.move_to(TUESDAY)
    open_visit(hands)
    hands.type("acute pharyngitis unspecified")
    hands.press(ENTER)
    hands.press(ENTER)
    assert hands.focus_name == "Line 3 code"
    hands.type("76700")
    hands.press(TAB)
    hands.go_to("Line 3 charge")
    hands.press(Key.Key_A, CTRL)
    hands.type(more)
    hands.press(ENTER, CTRL)
    assert Visit.get().state == "done"
    told = "$400.00 above its Good Faith Estimate: the patient may dispute it"
    assert (told in hands.visible_texts()) is warns
    header = hands.tab_of("patients").record.header
    chips = [chip.accessibleName() for chip in header._shown]
    assert ("Bill above its estimate" in chips) is warns
    open_visit(hands)
    words = "which is $400.00 above the Good Faith Estimate of $370.00"
    assert (words in hands.visible_texts()) is warns
    billed = select("select sum(cents) from charge")[0][0]
    assert Money(billed) == money("370.00") + money(more)

"""A family through the window: one bill, one check, a court order, and a child who turns 18."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.models.claims import Claim
from app.models.database import select
from app.models.ledger import Visit
from app.models.records import Patient, Policy
from app.queries.account_summaries import find_account
from app.queries.database_check import check_database
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import adjusted
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT, TAB

Key = Qt.Key
BORN = {"Ann": date(2012, 4, 8), "Ben": date(2010, 9, 30), "Cleo": date(2009, 6, 9)}
PAGES = (
    "Account",
    "Visits",
    "Insurance",
    "Authorizations",
    "Claims",
    "Calls & notes",
    "Documents",
    "Details",
)


@pytest.fixture
def children(practice):
    """Greta Hollister pays for three children, who are on her plan; Ben's second until his father's comes."""
    practice.an_insured_patient("Hollister", "Greta")
    holder = {"relationship": "child", "holder_last": "Hollister", "holder_first": "Greta"}
    ids = {}
    for name, born in BORN.items():
        ids[name] = practice.a_patient("Hollister", name, guarantor=1, birth_date=born)
        practice.a_policy(ids[name], rank=2 if name == "Ben" else 1, **holder)
    return ids


@pytest.fixture
def owing(practice, children):
    """Ann owes 22.00, Ben 47.35 after his father's plan and his mother's, Cleo 0.00."""
    court = {"relationship": "child", "holder_last": "Hollister", "holder_first": "Otto"}
    practice.a_policy(children["Ben"], practice.lists.medigap, **court, order_reason="Court order")
    answered(practice, children["Ann"], "110.00", "88.00", "CO-45 55.00", "PR-2 22.00")
    ben = answered(practice, children["Ben"], "101.20", "53.85", "CO-45 63.80", "PR-1 33.89", "PR-2 13.46")
    later = Claim.get((Claim.visit == ben.visit_id) & (Claim.rank == 2))
    rest = adjusted("OA-23 117.65", "PR-1 33.89", "PR-2 13.46")
    practice.an_answer(later.id, (ben.charge_ids[0], None, "0.00", rest))
    answered(practice, children["Cleo"], "101.20", "101.20", "CO-45 63.80")
    return children


def answered(practice, patient, allowed, paid, *parts):
    visit = practice.a_visit(patient, "99213")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], allowed, paid, adjusted(*parts)))
    return visit


def owed_by_child(practice):
    """What each child owes on the mother's account."""
    account = practice.session.ask(find_account, 1)
    owed = {}
    for item in account.items:
        name = item.patient_name.split()[0]
        owed[name] = owed.get(name, 0) + item.patient_owes.cents
    return owed


def show_page(hands, title):
    """Go to a page of the record by its tabs."""
    hands.go_to("Pages of the record", 60, SHIFT)
    hands.press(Key.Key_Home)
    for _ in range(PAGES.index(title)):
        hands.press(Key.Key_Right)


def enter_charge(hands, code):
    """A sore throat and one service, in the visit that is open."""
    hands.type("J02.9")
    hands.press(ENTER)
    hands.press(ENTER)
    hands.type(code)
    hands.press(TAB)
    hands.press(ENTER, CTRL)


def sound(practice):
    return [finding for line in practice.session.ask(check_database) for finding in line.findings] == []


def test_the_fathers_plan_pays_first_for_one_child_by_court_order(open_window, practice, children):
    hands = open_window()
    hands.find("Hollister Ben")
    show_page(hands, "Insurance")
    hands.go_to("Policies", 9)
    hands.press(Key.Key_N, CTRL)
    assert hands.focus_name == "Insurance company"
    hands.type("Blue")
    hands.go_to("Order")
    hands.type("primary")
    hands.go_to("Member number")
    hands.type("FTH9")
    hands.go_to("Who holds the policy")
    hands.type("A")
    hands.go_to("Why in this order")
    hands.type("Court order: the father's plan pays first")
    hands.go_to("Holder's last name")
    hands.fill("Hollister", "Otto")
    hands.press(ENTER, CTRL)
    assert hands.said[-1] == "The insurance is saved."
    policy = Policy.get(Policy.order_reason != "")
    assert (policy.patient_id, policy.rank, policy.holder_first) == (children["Ben"], 1, "Otto")
    hands.press(Key.Key_E, CTRL)
    assert "Blue Ridge Medigap" in hands.visible_texts()
    enter_charge(hands, "99213")
    claim = Claim.get()
    assert (claim.policy_id, claim.rank) == (policy.id, 1)
    hands.find("charges Hollister Ann")
    enter_charge(hands, "99213")
    assert Policy.get_by_id(Claim.get(Claim.patient == children["Ann"]).policy_id).rank == 1
    assert Policy.get_by_id(Claim.get(Claim.patient == children["Ann"]).policy_id).plan_id != policy.plan_id
    assert hands.windows == {"MainWindow"}


def test_one_statement_and_one_check_split_by_line(open_window, practice, owing):
    hands = open_window()
    assert hands.balances() == ("69.35", "0.00", "0.00")
    hands.find("charges Hollister Cleo")
    hands.go_to("Off the family’s bill", held=SHIFT)
    hands.press(Key.Key_Space)
    hands.go_to("Add a diagnosis")
    enter_charge(hands, "81002")
    assert Visit.get(Visit.patient == owing["Cleo"], Visit.confidential).patient_id == owing["Cleo"]
    own = Patient.get_by_id(owing["Cleo"]).own_account_id
    assert hands.balances(own) == ("0.00", "15.00", "0.00")
    hands.find("statements")
    assert "1 statement for $69.35 in all" in hands.visible_texts()
    hands.press(ENTER, CTRL)
    (paper,) = hands.kept("statements")
    (page,) = read_pages(paper)
    words = " ".join(page.split())
    for part in ("GRETA HOLLISTER", "$69.35", "Ann Hollister", "22.00", "Ben Hollister", "47.35"):
        assert part in words
    for part in ("Cleo", "Service 81002", "15.00"):
        assert part not in words
    hands.press(ESC)
    hands.press(ESC)
    hands.find("pay Hollister Greta")
    hands.go_to("Amount", held=SHIFT)
    hands.press(Key.Key_A, CTRL)
    hands.fill("69.35", "k", "1187")
    assert "$69.35 used, $0.00 stays as credit" in hands.visible_texts()
    hands.press(ENTER, CTRL)
    assert hands.balances() == ("0.00", "0.00", "0.00")
    assert set(owed_by_child(practice).values()) == {0}
    parts = select(
        "select t.first, -sum(e.cents) from entry e join charge c on c.id = e.charge_id "
        "join patient t on t.id = c.patient_id where e.payment_id = 1 and e.account = 'patient_ar' "
        "group by t.first order by t.first"
    )
    assert parts == [("Ann", 2200), ("Ben", 4735)]
    assert hands.windows == {"MainWindow"}
    assert sound(practice)


def test_a_child_who_turns_18_gets_an_account_of_her_own_for_later_visits(open_window, practice, owing):
    practice.clock.move_to(date(2027, 6, 1))
    practice.a_visit(owing["Cleo"], "99213")
    hands = open_window()
    hands.find("Hollister Cleo")
    patients = hands.tab_of("patients")
    show_page(hands, "Details")
    warning = patients.record.page("Details").family.warning
    assert warning == (
        "The patient turns 18 on 06/09/2027 and Greta Hollister pays. 1 claim is open and will stay with "
        "that account. Give an account of his or her own for later visits."
    )
    hands.go_to("An account of the patient's own", 60)
    hands.press(Key.Key_Space)
    assert "Later visits go to the new account" in hands.said[-1]
    practice.clock.move_to(date(2027, 6, 10))
    before = hands.balances()
    hands.press(Key.Key_E, CTRL)
    enter_charge(hands, "87880")
    account = Patient.get_by_id(owing["Cleo"]).account_id
    assert account != 1
    assert hands.balances(account) == ("0.00", "40.00", "0.00")
    assert hands.balances() == before == ("69.35", "165.00", "0.00")
    assert hands.windows == {"MainWindow"}
    assert sound(practice)

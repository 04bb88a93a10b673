"""The main job through the window with the keyboard alone: from a new patient to the statement on paper."""

from datetime import date

from PySide6.QtCore import Qt

from app.models.claims import Claim
from app.models.database import select
from app.models.ledger import Charge
from app.models.records import Patient, Policy
from app.queries.database_check import check_database
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT, TAB

Key = Qt.Key
MOST_COMMANDS = 116


def register_patient(hands):
    hands.press(Key.Key_N, CTRL | SHIFT)
    assert hands.focus_name == "Last name"
    hands.fill("Rivera", "Ana", "", "", "3/4/61", "F", "3125550142", "", "", "5 Oak St", "", "Springfield")
    hands.fill("IL", "62704")
    hands.go_to("Release of information signed")
    hands.fill("t", "t")
    hands.press(ENTER, CTRL)
    patient = Patient.get()
    assert (patient.last, patient.first, patient.birth_date) == ("Rivera", "Ana", date(1961, 3, 4))
    assert (patient.sex, patient.phone, patient.street, patient.state) == (
        "F",
        "3125550142",
        "5 Oak St",
        "IL",
    )
    assert (patient.release_on, patient.assignment_on) == (TODAY, TODAY)
    assert hands.balances() == ("0.00", "0.00", "0.00")


def add_policy(hands):
    """The panel for the policy opened by itself; one plan of one insurer is chosen with it."""
    assert hands.focus_name == "Insurance company"
    hands.fill("Prairie")
    hands.go_to("Member number")
    hands.fill("XYZ123")
    hands.press(ENTER, CTRL)
    policy = Policy.get()
    assert (policy.member_id, policy.rank, policy.relationship) == ("XYZ123", 1, "self")


def enter_charges(hands):
    """Two services for a sore throat, which is found by words; fees, date and place fill themselves."""
    hands.press(Key.Key_E, CTRL)
    hands.type("acute pharyngitis unspecified")
    hands.press(ENTER)
    hands.press(ENTER)
    assert hands.focus_name == "Line 1 code"
    hands.type("99213")
    hands.press(TAB)
    hands.press(ENTER)
    assert hands.focus_name == "Line 2 code"
    hands.type("87880")
    hands.press(TAB)
    hands.press(ENTER, CTRL)
    assert [(each.code, str(each.amount), each.pointers) for each in Charge.select()] == [
        ("99213", "165.00", "A"),
        ("87880", "40.00", "A"),
    ]
    assert select("select code from visit_diagnosis") == [("J02.9",)]
    assert hands.balances() == ("0.00", "205.00", "0.00")


def print_claim(hands):
    """The form is filled already; the member number is corrected on it, and it is printed and kept."""
    hands.press(Key.Key_3, CTRL)
    billing = hands.tab_of("billing")
    hands.wait(lambda: billing.form.detail is not None)
    shown = {box: billing.form.form.text(0, box) for box in ("i1a", "i2", "i28_dollars", "i33_1")}
    assert shown == {
        "i1a": "XYZ123",
        "i2": "RIVERA, ANA",
        "i28_dollars": "205",
        "i33_1": "MAPLE FAMILY PRACTICE",
    }
    hands.press(ENTER)
    while billing.form.sheet.box != "i1a":
        hands.press(TAB)
    hands.press(Key.Key_A, CTRL)
    hands.type("XYZ124")
    hands.press(TAB)
    hands.press(Key.Key_P, CTRL)
    assert hands.focus_name == "Data only, on the red form"
    hands.press(ENTER, CTRL)
    hands.press(ENTER)
    (paper,) = hands.kept("claim_print")
    assert hands.spool == [paper]
    words = read_pages(paper)[0]
    for part in ("RIVERA, ANA", "XYZ124", "J029", "99213", "87880", "20500"):
        assert part in words
    assert "XYZ123" not in words
    assert Claim.get().state == "printed"
    assert hands.balances() == ("0.00", "205.00", "0.00")
    hands.press(ESC)
    hands.press(ESC)


def enter_answer(hands):
    """The insurer allows 81.40 and 20.00 and pays 25.12 and 20.00; 56.28 are the patient's."""
    hands.press(Key.Key_4, CTRL)
    hands.press(Key.Key_E, CTRL | SHIFT)
    hands.type("rivera")
    hands.press(ENTER)
    hands.fill("t", "88213")
    hands.go_to("Allowed, 99213 of 11/23/2026")
    hands.fill("81.40", "25.12", "50.00", "6.28")
    hands.go_to("Allowed, 87880 of 11/23/2026")
    hands.fill("20.00", "20.00")
    assert "Left to explain 0.00" in hands.visible_texts()
    assert "Ana Rivera owes $56.28" in hands.visible_texts()
    hands.press(ENTER, CTRL)
    assert hands.balances() == ("56.28", "0.00", "0.00")
    assert Claim.get().state == "answered"


def take_payment(hands):
    """Twenty dollars in cash, used for what is owed, and the receipt."""
    hands.press(Key.Key_T, CTRL)
    hands.type("rivera")
    hands.press(ENTER)
    assert hands.focus_name in ("Amount", "How it was paid")
    hands.go_to("Amount")
    hands.press(Key.Key_A, CTRL)
    hands.fill("20.00", "c")
    hands.press(ENTER, CTRL)
    assert hands.balances() == ("36.28", "0.00", "0.00")
    assert hands.focus_name == "Print receipt"
    hands.press(Key.Key_Space)
    hands.wait(lambda: len(hands.spool) == 2)
    (receipt,) = hands.kept("receipt")
    assert hands.spool[-1] == receipt
    words = read_pages(receipt)[0]
    for part in ("RECEIPT", "Ana Rivera", "$20.00", "Cash", "Your balance now", "$36.28"):
        assert part in words
    hands.press(ESC)


def issue_statement(hands):
    hands.find("statements")
    assert hands.focus_name == "Accounts"
    assert "1 statement for $36.28" in hands.visible_texts()
    hands.press(ENTER, CTRL)
    hands.press(ENTER)
    (paper,) = hands.kept("statements")
    assert hands.spool[-1] == paper
    (page,) = read_pages(paper)
    for part in (
        *("ANA RIVERA", "5 OAK ST", "SPRINGFIELD IL 62704", "You owe now", "$36.28"),
        *("205.00", "45.12", "103.60", "20.00", "36.28"),
        "Prairie Health allowed $81.40 of the $165.00 we charged and paid $25.12.",
        "$50.00 went to your deductible",
        "$6.28",
        "You have paid $20.00. You owe $36.28.",
    ):
        assert part in " ".join(page.split())
    assert hands.balances() == ("36.28", "0.00", "0.00")


def test_from_a_new_patient_to_the_statement_by_keyboard_alone(open_window, practice):
    hands = open_window()
    for step in (
        register_patient,
        add_policy,
        enter_charges,
        print_claim,
        enter_answer,
        take_payment,
        issue_statement,
    ):
        step(hands)
    assert hands.windows == {"MainWindow"}
    assert hands.commands <= MOST_COMMANDS
    checked = practice.session.ask(check_database)
    assert [finding for line in checked for finding in line.findings] == []

"""Each role meets its refusals in words, through the window and its keys, and nothing is written."""

import pytest
from PySide6.QtCore import Qt

from app.domain.rights import ALLOWED, Right, Role
from app.models.database import select
from tests.views.guidelines.guideline_hands import go_to_tab
from tests.views.window_hands import CTRL, ENTER, SHIFT

Key = Qt.Key
PARTS = (
    *("Payments", "Insurers’ answers", "Remittances"),
    *("Underpaid", "Credits", "Approvals", "Day", "Reports"),
)
PAGES = ("Account", "Visits")
# Asked at the gate or on the command line; and what every role may.
WITHOUT_SCREEN = {
    *(Right.OPEN, Right.SEE_PATIENT, Right.SEE_OFFICE),
    *(Right.TRY_RESTORE, Right.RESTORE, Right.EXPORT, Right.IMPORT),
    # Asked of the person who signs, at whoever's screen; only who has it is offered there.
    Right.APPROVE_MONEY,
    # "Let it pass…" is offered beside a finding to those alone who may.
    Right.OVERRIDE_CLAIM_CHECK,
}


def press_in_record(*key):
    def act(hands):
        hands.find("Rivera Ana")
        hands.press(*key)

    return act


def register(hands):
    hands.press(Key.Key_N, CTRL | SHIFT)


def open_visit(hands):
    hands.find("Rivera Ana")
    hands.go_to("Pages of the record", 60, SHIFT)
    hands.press(Key.Key_Right)
    hands.go_to("Visits")
    hands.press(ENTER)


def bill_anew(hands):
    hands.find("Rivera Ana")
    hands.go_to("Pages of the record", 60, SHIFT)
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Right)
    hands.go_to("Policies")
    hands.press(Key.Key_R, CTRL | SHIFT)


def show_claims(hands):
    hands.press(Key.Key_3, CTRL)


def copy_statement(hands):
    press_in_record(Key.Key_B, CTRL)(hands)
    hands.type("S")
    hands.press(ENTER, CTRL)


def enter_answer(hands):
    hands.press(Key.Key_4, CTRL)
    hands.press(Key.Key_E, CTRL | SHIFT)


def void_payment(hands):
    hands.press(Key.Key_4, CTRL)
    hands.go_to("Void…")
    hands.press(Key.Key_Space)


def show_part(hands, title):
    hands.press(Key.Key_4, CTRL)
    hands.go_to("Payments", held=SHIFT)
    while hands.focus_name != PARTS[0] or not hasattr(hands.focus, "isChecked"):
        hands.press(Key.Key_Backtab, SHIFT)
    for _ in range(PARTS.index(title)):
        hands.press(Key.Key_Right)


def use_credit(hands):
    show_part(hands, "Credits")
    hands.go_to("Use credit")
    hands.press(Key.Key_Space)


def ask_write_off(hands):
    show_part(hands, "Approvals")
    hands.go_to("Write off…")
    hands.press(Key.Key_Space)


def prepare_refund(hands):
    show_part(hands, "Credits")
    hands.go_to("Refund…")
    hands.press(Key.Key_Space)


def return_check(hands):
    hands.press(Key.Key_4, CTRL)
    hands.go_to("Check returned…")
    hands.press(Key.Key_Space)


def push_in_day(name):
    def act(hands):
        show_part(hands, "Day")
        hands.go_to(name)
        hands.press(Key.Key_Space)

    return act


def see_reports(hands):
    show_part(hands, "Reports")


def date_late(hands):
    press_in_record(Key.Key_T, CTRL)(hands)
    if not hands.desk.session.may(Right.TAKE_PAYMENT):
        return
    hands.type("c")
    hands.go_to("Received on, if not today")
    hands.type("11/20/2026")
    hands.press(Key.Key_Tab)
    hands.press(ENTER, CTRL)


def close_day(hands):
    show_part(hands, "Day")
    hands.go_to("Close day")
    hands.press(Key.Key_Space)


def open_settings(title):
    def act(hands):
        hands.press(Key.Key_Comma, CTRL)
        hands.press(Key.Key_Home)
        for _ in range(list(hands.tab_of("settings")._parts).index(title)):
            hands.press(Key.Key_Down)

    return act


def change_practice(hands):
    open_settings("Practice")(hands)
    hands.go_to("Name of the practice")
    hands.type(" II")
    hands.press(ENTER, CTRL)


def write_guideline(hands):
    go_to_tab(hands, "guidelines")
    hands.press(Key.Key_N, CTRL)


ACTS = {
    Right.EDIT_PATIENT: register,
    Right.EDIT_GUIDELINE: write_guideline,
    Right.LOG_CALL: press_in_record(Key.Key_L, CTRL),
    Right.WORK_DISPUTE: press_in_record(Key.Key_D, CTRL),
    Right.ENTER_CHARGE: press_in_record(Key.Key_E, CTRL),
    Right.VOID_CHARGE: open_visit,
    Right.PRINT_CLAIM: show_claims,
    Right.CORRECT_CLAIM: bill_anew,
    Right.POST_ANSWER: enter_answer,
    Right.TAKE_PAYMENT: press_in_record(Key.Key_T, CTRL),
    Right.VOID_OWN_PAYMENT: void_payment,
    Right.VOID_ANY_PAYMENT: void_payment,
    Right.ALLOCATE: use_credit,
    Right.REQUEST_WRITE_OFF: ask_write_off,
    Right.PREPARE_REFUND: prepare_refund,
    Right.RETURN_CHECK: return_check,
    Right.RUN_STATEMENTS: copy_statement,
    Right.SET_UP_OFFICE: change_practice,
    Right.MANAGE_USERS: open_settings("Users"),
    Right.MAKE_DEPOSIT: push_in_day("Deposit…"),
    Right.POST_LATE: date_late,
    Right.CLOSE_DAY: close_day,
    Right.CLOSE_MONTH: push_in_day("Close month…"),
    Right.SEE_REPORTS: see_reports,
    Right.SEE_TRAIL: open_settings("Audit trail"),
    Right.CHECK_DATABASE: open_settings("Check the database"),
    Right.BACK_UP: open_settings("Backup"),
}
REFUSED = [(role, right) for role in Role for right in Right if right in ACTS and right not in ALLOWED[role]]


def words_of(role, right):
    """The words of the refusal; who may void a payment depends on whose it is and how old."""
    if right is Right.VOID_ANY_PAYMENT and Right.VOID_OWN_PAYMENT in ALLOWED[role]:
        return "voiding it is the manager’s"
    if right is Right.VOID_ANY_PAYMENT:
        right = Right.VOID_OWN_PAYMENT
    if right is Right.POST_LATE and Right.TAKE_PAYMENT in ALLOWED[role]:
        return f"You may not {right.value} as {role.value}, and this one is dated 11/20/2026."
    if right is Right.POST_LATE:
        right = Right.TAKE_PAYMENT
    return f"You may not {right.value} as {role.value}. Ask a colleague who may"


def test_every_right_has_a_screen_or_is_known_to_have_none():
    assert set(ACTS) | WITHOUT_SCREEN == set(Right)
    assert not set(ACTS) & WITHOUT_SCREEN


@pytest.mark.parametrize(("role", "right"), REFUSED, ids=lambda each: each.name.lower())
def test_it_is_refused_in_words(open_window, practice, role, right):
    patient = practice.an_insured_patient()
    practice.a_visit(patient, "99213")
    practice.a_payment(1, "30.00", method="check")
    before = select("select count(*) from audit")
    hands = open_window(role)
    ACTS[right](hands)
    told = "\n".join([hands.visible_texts(), *hands.said])
    # Said before it is tried, or that nothing was changed after it was.
    assert words_of(role, right) in told.replace(" Nothing was changed.", "")
    assert select("select count(*) from audit") == before
    assert hands.windows == {"MainWindow"}


@pytest.mark.parametrize("right", [right for right in ACTS if right is not Right.BACK_UP])
def test_the_manager_meets_none(open_window, practice, right):
    patient = practice.an_insured_patient()
    practice.a_visit(patient, "99213")
    practice.a_payment(1, "30.00", method="check")
    hands = open_window()
    ACTS[right](hands)
    assert "You may not" not in "\n".join([hands.visible_texts(), *hands.said])

"""The window with its real tabs, from the password to the payment panel and back behind the lock."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.patients import register_patient
from app.views.billing.tab import BillingTab
from app.views.patients.tab import PatientsTab
from app.views.payments.tab import PaymentsTab
from app.views.rooms import make_rooms
from tests.practice_fixtures import Clock, open_at

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def whole(make_shell):
    """The window as the program joins it, over a practice with one patient."""
    shell = make_shell(lambda practice: make_rooms(shell.window._parts.theme, practice))
    opened = open_at(shell.path, "maria", Clock())
    shell.patient = register_patient(opened.session, {"last": "Rivera", "first": "Ana"})
    opened.close()
    shell.open()
    return shell


def test_every_tab_opens_by_its_key(whole):
    assert whole.work.shown_tab().TITLE == "Patients"
    titles = [whole.work.tabs.tabText(at) for at in range(whole.work.tabs.count())]
    assert titles[:4] == ["Today", "Patients", "Billing forms", "Payments"]
    for at, title in enumerate(titles):
        whole.press(Qt.Key(Qt.Key.Key_1 + at), CTRL)
        assert title == whole.work.shown_tab().TITLE
        whole.wait(lambda: not whole.runner._flying)


def test_a_payment_begins_from_the_command_box(whole):
    whole.press(Qt.Key.Key_K, CTRL)
    whole.write("pay rivera")
    whole.wait(lambda: whole.work.box.current() is not None)
    whole.enter()
    whole.wait(partial(whole.visible, PaymentsTab))
    whole.wait(lambda: not whole.runner._flying)
    whole.press(Qt.Key.Key_K, CTRL)
    whole.write("rivera")
    whole.wait(lambda: whole.work.box.current() is not None)
    whole.enter()
    whole.wait(partial(whole.visible, PatientsTab))
    (tab,) = whole.visible(PatientsTab)
    assert tab.patient_id == whole.patient


def test_verbs_reach_their_tabs(whole):
    for words, kind in (
        ("statements", BillingTab),
        ("print claims", BillingTab),
        ("new patient", PatientsTab),
    ):
        whole.press(Qt.Key.Key_K, CTRL)
        whole.write(words)
        whole.wait(lambda: whole.work.box.current() is not None)
        whole.enter()
        whole.wait(partial(whole.visible, kind))
        whole.wait(lambda: not whole.runner._flying)


def test_the_lock_hides_the_real_tabs_too(whole):
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        whole.press(key, CTRL)
    whole.window.lock()
    assert not [widget for widget in whole.work.findChildren(QWidget) if widget.isVisible()]
    whole.unlock("maria")
    whole.wait(lambda: not whole.window.is_locked)
    assert whole.visible(PaymentsTab)

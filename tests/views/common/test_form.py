"""A form tells its values, its problems and its draft."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from app.domain.findings import Finding, Severity
from app.domain.money import Money
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.plain_label import PlainLabel

FIELDS = (
    Field("last", "Last name", required=True),
    Field("first", "First name", required=True),
    Field("born", "Birth date", Kind.BIRTH_DATE, width=10),
    Field("sex", "Sex", Kind.CHOICE, choices=(("", "Not said"), ("F", "Female"), ("M", "Male"))),
    Field("phone", "Phone", Kind.PHONE),
    Field("copay", "Copay", Kind.MONEY, width=8),
    Field("npi", "Referring NPI", Kind.CODE, help="Ten digits."),
    Field("spanish", "Statements in Spanish", Kind.CHECK),
    Field("secret", "Password", Kind.PASSWORD),
    Field("note", "Note", Kind.NOTE, wide=True),
)


@pytest.fixture
def form(window, today):
    made = FormPanel(FIELDS, today)
    window(made)
    return made


def test_the_form_is_filled_with_the_keyboard_alone(qtbot, form):
    form.editor("last").setFocus()
    for keys in ("Rivera", "Ana", "3/4/61", "f", "312 555 0142", "25", "12", " ", "pass", "likes mornings"):
        now = QApplication.focusWidget()
        qtbot.keyClicks(now, keys)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert form.values() == {
        "last": "Rivera",
        "first": "Ana",
        "born": date(1961, 3, 4),
        "sex": "F",
        "phone": "3125550142",
        "copay": Money(2500),
        "npi": "12",
        "spanish": True,
        "secret": "pass",
        "note": "likes mornings",
    }


def test_every_editor_has_a_name_for_screen_readers(form):
    named = {}
    for field in FIELDS:
        editor = form.editor(field.name)
        face = QAccessible.queryAccessibleInterface(editor)
        # On Linux a combo's face answers its choice, and the label above it by relation.
        is_choice = field.kind is Kind.CHOICE
        named[field.name] = editor.accessibleName() if is_choice else face.text(QAccessible.Text.Name)
    assert named == {field.name: field.label for field in FIELDS}


def test_check_marks_all_problems_and_goes_to_the_first(qtbot, form):
    form.set_values({"first": "Ana"})
    form.editor("note").setFocus()
    qtbot.keyClicks(form.editor("phone"), "123")
    assert not form.check()
    assert form.problems() == {
        "last": "Last name is needed.",
        "phone": "A phone number has 10 digits; this has 3.",
    }
    assert form.editor("last").hasFocus()
    shown = [label.text() for label in form.findChildren(PlainLabel) if label.isVisible()]
    assert "Last name is needed." in shown


def test_a_sound_form_passes(form):
    form.set_values({"last": "Rivera", "first": "Ana"})
    assert form.check()
    assert form.problems() == {}


def test_findings_are_shown_under_their_fields(form):
    form.editor("npi").setFocus()
    form.show_findings(
        [
            Finding(Severity.ERROR, "npi", "NPI must be 10 digits; this has 2.", "Check the referral."),
            Finding(Severity.ERROR, "last", "Too long for the form."),
            Finding(Severity.WARNING, "first", "Only one letter."),
            Finding(Severity.ERROR, "elsewhere", "Not in this form."),
        ]
    )
    assert form.problems() == {
        "last": "Too long for the form.",
        "npi": "NPI must be 10 digits; this has 2. Check the referral.",
    }
    assert form.editor("last").hasFocus()


def test_a_draft_is_sent_soon_after_the_last_key_and_brought_back_whole(qtbot, form, window, today):
    with qtbot.waitSignal(form.drafted, timeout=1500) as drafted:
        qtbot.keyClicks(form.editor("last"), "Riv")
        qtbot.keyClicks(form.editor("copay"), "12x")
        qtbot.keyClick(form.editor("spanish"), Qt.Key.Key_Space)
    kept = drafted.args[0]
    again = FormPanel(FIELDS, today)
    window(again)
    again.set_drafts({**kept, "gone": "from an older version"})
    assert again.drafts() == kept
    assert (kept["last"], kept["copay"]) == ("Riv", "12x")
    assert again.editor("spanish").value() is True


def test_showing_values_is_not_editing(qtbot, form):
    edited = []
    form.edited.connect(lambda: edited.append(1))
    form.set_values({"last": "Rivera", "copay": Money(100), "sex": "M", "spanish": True})
    assert edited == []
    qtbot.keyClicks(form.editor("first"), "A")
    assert edited == [1]

"""The tabs, the command box, the keys and the strip, through the keyboard."""

import pytest
from PySide6.QtCore import Qt

from app.models.office import Audit
from app.services.backups import back_up
from app.services.demo_card import card_image
from app.services.files import NewFile, attach_document
from app.services.patients import register_patient
from app.views.common.plain_label import PlainLabel
from app.views.common.preview_panel import PreviewPanel
from app.views.help_panel import HelpPanel
from tests.practice_fixtures import Clock, open_at

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def known(shell):
    """The window over a practice with one patient, who owes nothing."""
    opened = open_at(shell.path, "maria", Clock())
    facts = {"last": "Rivera", "first": "Ana", "phone": "3125550142"}
    shell.patient = register_patient(opened.session, facts)
    card = NewFile("card", "card.png", card_image())
    shell.card = attach_document(opened.session, shell.patient, card)
    opened.close()
    shell.open()
    return shell


def tab_of(shell, name):
    return shell.work._places[name].tab


def search(shell, text):
    shell.press(Key.Key_K, CTRL)
    assert shell.work.box.hasFocus()
    shell.write(text)
    shell.wait(lambda: shell.work.box.current() is not None)
    return [row.hit for row in shell.work.box._model.rows]


def test_only_the_tab_that_is_looked_at_is_made(known):
    places = known.work._places
    assert places["patients"]._tab is not None
    assert places["billing"]._tab is None
    known.press(Key.Key_2, CTRL)
    assert places["billing"]._tab.isVisible()
    assert not places["patients"]._tab.isVisible()
    assert known.work.tabs.currentIndex() == 1


def test_a_patient_is_found_by_letters_and_opened_by_enter(known):
    hits = search(known, "riv")
    assert (hits[0].title, hits[0].detail) == ("Rivera, Ana", "(312) 555-0142")
    known.enter()
    assert tab_of(known, "patients").asked == [("show_patient", known.patient)]
    assert known.work.box.text() == ""


def test_the_last_four_of_the_phone_find_a_patient(known):
    assert search(known, "0142")[0].title == "Rivera, Ana"


def test_a_verb_before_a_name_does_it_to_the_patient(known):
    hits = search(known, "pay riv")
    assert (hits[0].group, hits[0].title) == ("Take payment", "Rivera, Ana")
    known.enter()
    assert tab_of(known, "payments").asked == [("take_payment", known.patient)]


def test_a_command_is_found_by_its_word(known):
    hits = search(known, "statements")
    assert [hit.title for hit in hits] == ["Statements"]
    known.enter()
    assert tab_of(known, "billing").asked == [("show_statements", 0)]


def test_a_verb_for_a_patient_asks_for_one_first(known):
    search(known, "log a")
    known.enter()
    assert known.work.tabs.currentIndex() == 0
    assert known.work.toast.text == "Choose a patient first."


def test_nothing_found_is_said(known):
    hits = search(known, "zzz")
    assert [hit.title for hit in hits] == ["Nothing found. Try fewer letters, a birth date or the phone."]
    known.enter()
    assert tab_of(known, "patients").asked == []


def test_what_a_role_may_not_do_is_not_offered_but_refused_by_name(make_shell):
    shell = make_shell()
    shell.open("otto")
    for typed, told in (
        ("new patient", "New patient: you may not change patient records as auditor."),
        ("print cl", "Print claims: you may not fill and print claim forms as auditor."),
        ("remittances", "Remittances: you may not enter insurers’ answers as auditor."),
    ):
        (hit,) = search(shell, typed)
        assert (hit.title, hit.target.act) == (told, "")


def test_new_patient_works_from_every_tab(known):
    known.press(Key.Key_3, CTRL)
    known.press(Key.Key_N, CTRL, SHIFT)
    assert tab_of(known, "patients").asked == [("new_patient", 0)]


def test_a_tab_leads_to_another_by_its_signal(known):
    tab_of(known, "patients").payment_asked.emit(7)
    assert known.work.tabs.currentIndex() == 2
    assert tab_of(known, "payments").asked == [("take_payment", 7)]
    tab_of(known, "payments").claim_asked.emit(3)
    assert tab_of(known, "billing").asked == [("show_claim", 3)]


def test_a_kept_picture_is_shown_over_the_tab_and_left_by_esc(known):
    tab_of(known, "patients").file_asked.emit(known.card)
    known.wait(lambda: known.visible(PreviewPanel))
    (preview,) = known.visible(PreviewPanel)
    known.wait(lambda: preview._sizes)
    assert preview.title == "card.png"
    assert not tab_of(known, "patients").isVisible()
    known.press(Key.Key_Escape)
    assert tab_of(known, "patients").isVisible()


def test_help_opens_by_f1_and_leaves_by_esc(known):
    known.press(Key.Key_F1)
    assert known.visible(HelpPanel)
    known.press(Key.Key_Escape)
    assert not known.visible(HelpPanel)
    assert tab_of(known, "patients").isVisible()


def test_the_text_grows_and_comes_back_next_time(known):
    known.press(Key.Key_Plus, CTRL)
    known.press(Key.Key_Plus, CTRL)
    assert int(known.settings.value("look/percent")) == 125
    known.press(Key.Key_0, CTRL)
    assert int(known.settings.value("look/percent")) == 100


def test_the_strip_tells_user_and_backup(known, tmp_path):
    said = {label.text() for label in known.work.strip.findChildren(PlainLabel)}
    known.wait(lambda: known.work.strip._backup.text() == "No backup yet")
    assert "Maria Lee" in said
    known.wait(lambda: known.work.strip._said.text().startswith("The recovery key was never typed back"))
    folder = tmp_path / "stick"
    folder.mkdir()
    known.window.desk.do(back_up, known.door.practice, folder)
    known.wait(lambda: known.work.strip._backup.text() == "Backup just made")


def test_a_said_sentence_leaves_and_the_notice_stays(known):
    strip = known.work.strip
    known.wait(lambda: strip._said.text().startswith("The recovery key"))
    strip._saying.setInterval(20)
    strip.say("The insurance is saved.")
    assert strip._said.text() == "The insurance is saved."
    known.wait(lambda: strip._said.text().startswith("The recovery key"))


def test_a_toast_of_a_tab_takes_the_place_of_what_was_said(known):
    known.window.desk.say.emit("The insurance is saved.")
    known.window.desk.toasted.emit()
    assert known.work.strip._said.text() != "The insurance is saved."
    assert not known.work.toast.isVisible()


def test_the_title_bears_no_name(known):
    search(known, "riv")
    known.enter()
    assert known.window.windowTitle() == "Plainbill"


def test_looks_are_written_down_when_the_window_closes(known):
    from app.queries.patients import find_patient

    seen = []
    known.window.desk.ask(find_patient, known.patient, then=seen.append, owner=known.window)
    known.wait(lambda: seen)
    known.close()
    opened = open_at(known.path, "maria", Clock())
    from app.models.office import Access

    assert Access.select().where(Access.patient_id == known.patient, Access.what == "find_patient").exists()
    assert Audit.select().where(Audit.action == "sign_in").count() >= 2
    opened.close()


def test_esc_in_the_command_box_gives_the_keyboard_back(known):
    before = known.work.focusWidget()
    search(known, "riv")
    known.press(Key.Key_Escape)
    assert not known.work.box.hasFocus()
    assert known.work.focusWidget() is before

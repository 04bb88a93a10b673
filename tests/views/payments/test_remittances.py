"""Remittances at the payments tab: dropped or opened, posted with one key, matched and taken back by keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.models.database import select
from app.views.common.buttons import Button
from tests.ledger_hands import of
from tests.views.payments.conftest import CTRL

pytest_plugins = ("tests.services.remittance_fixtures",)


def drop(hands, widget, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    widget.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, Qt.KeyboardModifier.NoModifier))
    hands.settle()


def rows(model):
    return [model.row_at(at) for at in range(model.rowCount())]


@pytest.fixture
def era(remitting, tmp_path):
    """A remittance of one claim, as a file."""
    visit = remitting.a_visit("99213")
    path = tmp_path / "era.835"
    path.write_bytes(remitting.file(remitting.answer(visit.claim_id, ("CO-45 8360", "PR-1 5628"))))
    return path


@pytest.fixture
def hands(remitting, era, open_tab):
    """The tab at its remittances, after the file was made."""
    hands = open_tab()
    hands.tab.show_part("remittances")
    hands.settle()
    hands.tab.remittances.setFocus()
    return hands


def test_a_dropped_file_is_posted_with_one_key(hands, era):
    segment, panel = hands.tab.remittances, hands.tab.remitted.preview
    drop(hands, segment, era)
    assert hands.tab.pages.currentWidget() is panel
    assert panel.reason == "Posts 1 payment, $25.12, with 1 claim."
    before = hands.keys
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.keys - before == 2
    assert (of("bank"), of("payer_clearing")) == (2512, 0)
    assert hands.tab.toast.text == "Payment EFT0001: 1 claim posted."
    (line,) = rows(segment.model)
    assert (line.trace, line.amount.dollars, line.left.dollars) == ("EFT0001", "$25.12", "$0.00")


def test_ctrl_o_and_ctrl_enter_are_two_presses_to_a_posted_remittance(hands, era):
    hands.tab.remittances.choose_files = lambda _parent: [str(era)]
    hands.tab.remittances.empty.setFocus()
    hands.press(Qt.Key.Key_O, CTRL)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.keys == 4
    assert select("select count(*) from remittance") == [(1,)]


def test_the_same_file_again_shows_the_first_posting_and_posts_nothing(hands, era):
    segment, panel = hands.tab.remittances, hands.tab.remitted.preview
    drop(hands, segment, era)
    hands.press(Qt.Key.Key_Return, CTRL)
    drop(hands, segment, era)
    (row,) = rows(panel.model)
    assert (row.chip.word, panel.words.text()) == (
        "Posted before",
        "Posted before, on 11/23/2026 by Maria Lee. Nothing is posted twice.",
    )
    hands.press(Qt.Key.Key_Return, CTRL)
    assert select("select count(*) from remittance") == [(1,)]
    assert panel.reason.startswith("Nothing here can be posted")


def test_what_waits_is_listed_with_its_reason_and_a_bad_file_says_why(hands, remitting, era, tmp_path):
    other = remitting.a_visit("99214", last="Holm")
    mixed, letter = tmp_path / "mixed.835", tmp_path / "letter.txt"
    claim = remitting.answer(other.claim_id)
    mixed.write_bytes(remitting.file(replace(claim, number="OLD7"), plbs=(("WO", "X", 100),), trace="E2"))
    letter.write_text("Dear practice")
    panel = hands.tab.remitted.preview
    drop(hands, hands.tab.remittances, mixed, letter)
    assert [row.chip.word for row in rows(panel.model)] == ["Some to look at", "Not read"]
    held = rows(panel.held_model)
    assert panel.held.isVisible()
    assert [row.what for row in held] == ["OLD7", "Overpayment taken back (WO, X)"]
    assert "No claim of ours" in held[0].why
    assert panel.words.text() == (
        "0 claims to post, 0 to look at, 1 unknown. $209.00 = $210.00 for claims that wait for a look "
        "− $1.00 Overpayment taken back (WO, X), which waits for a look."
    )
    preview = rows(panel.model)[0].preview
    assert (preview.posting_now.dollars, preview.left.dollars) == ("$0.00", "$209.00")
    assert panel.reason == (
        "Posts 1 payment, $209.00, with 0 claims: $0.00 is explained now, $209.00 waits, "
        "with 2 items to look at."
    )


def test_a_payment_that_differs_is_posted_with_a_reason(hands, era):
    era.write_text(era.read_text().replace("BPR*I*25.12*", "BPR*I*30*"))
    panel, reason = hands.tab.remitted.preview, hands.tab.remitted.reason
    drop(hands, hands.tab.remittances, era)
    assert "The difference is $4.88" in panel.words.text()
    assert not panel.held.isVisible()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert select("select count(*) from remittance") == [(0,)]
    hands.press(Qt.Key.Key_R, CTRL)
    assert hands.tab.pages.currentWidget() is reason
    hands.type("Bank shows 30.00")
    hands.press(Qt.Key.Key_Return, CTRL)
    (line,) = rows(hands.tab.remittances.model)
    assert (line.left.dollars, line.reason) == ("$4.88", "Bank shows 30.00")


def test_an_unknown_claim_is_matched_and_posted_by_keys_alone(hands, remitting, era, tmp_path):
    visit = remitting.a_visit("99214", last="Holm")
    path = tmp_path / "old.835"
    path.write_bytes(remitting.file(replace(remitting.answer(visit.claim_id), number="OLD7"), trace="E2"))
    panel = hands.tab.remitted.held
    drop(hands, hands.tab.remittances, path)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Return)
    assert hands.tab.pages.currentWidget() is panel
    best = rows(panel.proposals_model)[0]
    assert (best.claim.claim_id, "Same charge, $210.00" in best.reasons) == (visit.claim_id, True)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert rows(panel.model)[0].claim_number is not None
    hands.press(Qt.Key.Key_U, CTRL)
    assert rows(panel.model)[0].claim_number is None
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert of("payer_clearing") == 0
    assert panel.reason == "Nothing waits any more."


def test_a_takeback_is_given_its_claim_by_keys(hands, remitting, era, tmp_path):
    old, now = remitting.a_visit("99213", last="Holm"), remitting.a_visit("99214", last="Chen")
    remitting.post(remitting.answer(old.claim_id), trace="E0")
    path = tmp_path / "take.835"
    path.write_bytes(remitting.file(remitting.answer(now.claim_id), plbs=(("WO", "X", 16500),), trace="E2"))
    drop(hands, hands.tab.remittances, path)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Return)
    panel = hands.tab.remitted.held
    assert [row.what for row in rows(panel.model)] == ["Overpayment taken back (WO, X)"]
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.focus is panel.number
    hands.type(remitting.answer(old.claim_id).number)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert of("payer_clearing") == 0
    assert select("select cents from charge_balance where charge_id = ?", old.charge_ids[0]) == [(16500,)]


def test_a_remittance_is_taken_back_with_a_reason(hands, era):
    segment = hands.tab.remittances
    drop(hands, segment, era)
    hands.press(Qt.Key.Key_Return, CTRL)
    segment.card.back.click()
    hands.settle()
    hands.type("Wrong file")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert (of("bank"), of("payer_clearing")) == (0, 0)
    (line,) = rows(segment.model)
    assert line.taken_back == "Wrong file"


def test_without_an_inbox_the_list_says_what_to_do(hands):
    hands.tab.remittances.empty.setFocus()
    hands.press(Qt.Key.Key_I, CTRL)
    assert "Choose one in the settings" in hands.tab.remittances.told.text()


def test_a_receptionist_reads_why_she_sees_no_remittances(open_tab):
    hands = open_tab("receptionist")
    hands.tab.show_part("remittances")
    hands.settle()
    segment = hands.tab.remittances
    words = (
        "You may not enter insurers’ answers as receptionist. Ask a colleague who may, or the manager to "
        "change your role."
    )
    assert segment.empty.isVisible()
    assert segment.empty._sentence.text() == words
    assert not segment.side.isVisible()
    buttons = {each.text(): each for each in segment.findChildren(Button) if each.isVisible()}
    assert {word: each.isEnabled() for word, each in buttons.items()} == {
        "Read the inbox folders": False,
        "Open files…": False,
    }
    assert buttons["Open files…"].toolTip() == words

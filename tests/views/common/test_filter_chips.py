"""Chips above a list: one is chosen, by mouse or arrows, and large text wraps them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.views.common.filter_chips import FilterChips

PARTS = (("ready", "Ready"), ("printed", "Printed"), ("all", "All"))


def test_arrows_choose_the_next_chip(window, qtbot):
    chips = FilterChips("Which", PARTS)
    window(chips)
    chips.chip("ready").setFocus()
    with qtbot.waitSignal(chips.chosen) as chosen:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert chosen.args == ["printed"]
    assert chips.value() == "printed"


def test_choosing_the_same_part_again_says_nothing(window, qtbot):
    chips = FilterChips("Which", PARTS)
    window(chips)
    with qtbot.assertNotEmitted(chips.chosen):
        chips.chip("ready").click()


def test_counts_stand_beside_the_words_and_are_read_out(window):
    chips = FilterChips("Which", PARTS)
    window(chips)
    chips.show_counts({"ready": "12", "all": "1,234"})
    assert chips.chip("ready").text() == "Ready 12"
    assert chips.chip("all").accessibleName() == "All 1,234"


def test_chips_go_on_below_where_there_is_no_room(window):
    chips = FilterChips("Which", PARTS)
    window(chips)
    row = chips.layout()
    wide, narrow = row.heightForWidth(1000), row.heightForWidth(100)
    assert narrow > wide


def test_enter_chooses_the_chip_that_is_focused(window, qtbot):
    chips = FilterChips("Which", PARTS)
    window(chips)
    chips.chip("all").setFocus()
    with qtbot.waitSignal(chips.chosen) as chosen:
        qtbot.keyClick(chips.chip("all"), Qt.Key.Key_Return)
    assert chosen.args == ["all"]

"""What is copied does not stay on the clipboard."""

from PySide6.QtGui import QGuiApplication

from app.views.common.clipboard import Clipboard


def test_our_text_is_taken_away_again(qtbot):
    copier = Clipboard(clear_after=1)
    copier.copy("You owe $84.20")
    board = QGuiApplication.clipboard()
    assert board.text() == "You owe $84.20"
    assert board.mimeData().data("x-kde-passwordManagerHint") == b"secret"
    qtbot.waitUntil(lambda: board.text() == "")


def test_what_others_copied_stays(qtbot):
    copier = Clipboard()
    copier.copy("ours")
    QGuiApplication.clipboard().setText("theirs")
    copier.clear()
    assert QGuiApplication.clipboard().text() == "theirs"


def test_our_text_goes_when_the_program_ends(qtbot, qapp):
    copier = Clipboard()
    copier.copy("You owe $84.20")
    qapp.aboutToQuit.emit()
    assert QGuiApplication.clipboard().text() == ""

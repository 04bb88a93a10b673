"""Steps through the window about remittances, by keys: a file is opened, looked at and posted."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from tests.views.window_hands import CTRL, ENTER

Key = Qt.Key


def open_remittance(hands, path: Path):
    """Show the remittances, and open a file with one key; gives the panel with what it would post."""
    hands.find("remittances")
    tab = hands.tab_of("payments")
    tab.remittances.choose_files = lambda _parent: [str(path)]
    hands.press(Key.Key_O, CTRL)
    hands.wait(tab.remitted.preview.isVisible)
    return tab.remitted.preview


def post_remittance_file(hands, path: Path):
    """Open a file and post what is ready; gives the remittance as the list shows it."""
    open_remittance(hands, path)
    hands.press(ENTER, CTRL)
    segment = hands.tab_of("payments").remittances
    hands.wait(segment.isVisible)
    return segment.model.row_at(0)


def drop_remittance(hands, path: Path):
    """Show the remittances, and drop a file on them; gives the panel with what it would post."""
    hands.find("remittances")
    tab = hands.tab_of("payments")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    tab.remittances.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))
    hands.wait(tab.remitted.preview.isVisible)
    return tab.remitted.preview


def take_remittance_back(hands, reason: str) -> None:
    """Take the remittance under the keyboard back by keys, with a reason."""
    segment = hands.tab_of("payments").remittances
    hands.go_to(segment.card.back.accessibleName())
    hands.press(Key.Key_Space)
    hands.type(reason)
    hands.press(ENTER, CTRL)


def denials_of(hands) -> list[tuple[str, str, str]]:
    """The denials as the disputes list them to be decided: code, reason, what is at stake."""
    hands.find("denials")
    rows = hands.tab_of("disputes").desk_page.triage.model
    return [(line.code, line.reason, str(line.at_stake)) for line in map(rows.row_at, range(rows.rowCount()))]

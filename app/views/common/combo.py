"""A choice from a short list."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.views.common.line_edit import draw_border
from app.views.common.theme import Space, scaled

Choice = tuple[object, str]


class Combo(QComboBox):
    """One of some (key, word) choices; letters choose, and the wheel only scrolls the page."""

    edited = Signal()
    problem_changed = Signal(str)

    def __init__(self, name: str, choices: Iterable[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._problem = ""
        self._letters: dict[str, object] = {}
        self._word = ""
        self._since_key = QElapsedTimer()
        self.set_choices(choices)
        self.activated.connect(self._on_activated)
        self.dress()

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer these choices and keep the one chosen if it is among them."""
        kept = self.value()
        self.clear()
        for key, word in choices:
            self.addItem(word, key)
        self.set_value(kept)

    def set_letters(self, letters: Mapping[str, object]) -> None:
        """Let one letter choose one key, where the words alone begin alike.

        A word typed on without a pause chooses by its beginning, as `card` does where `c` means cash;
        one that is no choice goes back to the first row, so that none is taken by a letter inside it.
        """
        self._letters = dict(letters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter; leave all else to Qt."""
        letter = event.text().lower()
        if not self._letters or not letter.isalpha():
            super().keyPressEvent(event)
            return
        key = self._key_of(letter)
        if key is not None:
            self.set_value(key)
            self.set_problem("")
            self.edited.emit()

    def _key_of(self, letter: str) -> object:
        """The key that a letter chooses, alone or as the next of a word; None for none."""
        pause = QApplication.keyboardInputInterval()
        goes_on = bool(self._word) and self._since_key.isValid() and self._since_key.elapsed() < 2 * pause
        self._since_key.start()
        self._word = self._word + letter if goes_on else letter
        if len(self._word) == 1:
            return self._letters.get(letter)
        at = self.findText(self._word, Qt.MatchFlag.MatchStartsWith)
        is_second_thought = len(self._word) == 2 and {*self._word} <= {*self._letters}
        if at < 0 and is_second_thought:
            self._word = letter
            return self._letters[letter]
        return self.itemData(max(at, 0))

    def value(self) -> object:
        """The key of the choice, or nothing."""
        return self.currentData()

    def set_value(self, key: object) -> None:
        """Choose by key; an unknown key chooses the first."""
        at = next((row for row in range(self.count()) if self.itemData(row) == key), 0)
        self.setCurrentIndex(at if self.count() else -1)

    @property
    def problem(self) -> str:
        """What is wrong with the choice, or nothing."""
        return self._problem

    def set_problem(self, problem: str) -> None:
        """Mark the field."""
        if problem != self._problem:
            self._problem = problem
            self.setAccessibleDescription(problem)
            self.problem_changed.emit(problem)
            self.update()

    def draft(self) -> str:
        """The word chosen."""
        return self.currentText()

    def set_draft(self, draft: str) -> None:
        """Choose by word; an unknown word chooses nothing."""
        self.setCurrentIndex(self.findText(draft))

    def check(self) -> bool:
        """A choice is always understood."""
        self.set_problem("")
        return True

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setMinimumHeight(scaled(30))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin a new word."""
        self._word = ""
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a choice must not change unseen."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field with its word, cut with an ellipsis where it is too long, and the border."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room - Space.XS
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        draw_border(self, self._problem)

    def _on_activated(self) -> None:
        self.edited.emit()

"""What a patient is told, English and Spanish side by side: read out, copied or printed as a letter."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.views.common.buttons import Button
from app.views.common.clipboard import Clipboard
from app.views.common.combo import Combo
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, letters

LANGUAGES = (("en", "English"), ("es", "Español"))
LETTERS = (
    ("en", "In English"),
    ("es", "In Spanish"),
    ("en es", "Both, English first"),
    ("es en", "Both, Spanish first"),
)
PRINT_KEY = "Ctrl+P"
LETTER_WIDTH = 22


class PatientWords(QWidget):
    """Two columns with a Copy each; `print_asked` carries the languages of the letter."""

    print_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._clipboard = Clipboard(self)
        self.texts = {key: PlainLabel(wrap=True) for key, _ in LANGUAGES}
        self.copied = PlainLabel(kind=Text.CAPTION, tone="good")
        self.language = Combo("Language of the letter", LETTERS)
        self.printing = Button("Print the letter", self.print_letter, icon="print", key=PRINT_KEY)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.XS)
        for at, (key, name) in enumerate(LANGUAGES):
            head = QHBoxLayout()
            head.addWidget(PlainLabel(name, Text.STRONG), 1)
            copy = Button("Copy", partial(self.copy, key), icon="copy")
            copy.setAccessibleName(f"Copy {name}")
            head.addWidget(copy)
            grid.addLayout(head, 0, at)
            self.texts[key].setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.texts[key], 1, at)
            grid.setColumnStretch(at, 1)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.language)
        foot.addWidget(self.printing)
        foot.addWidget(self.copied, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(PlainLabel("To read out to the patient", Text.SECTION))
        column.addLayout(grid)
        column.addLayout(foot)
        self.dress()

    def show_words(self, english: str, spanish: str) -> None:
        """Show what is said in both languages."""
        self.texts["en"].setText(english)
        self.texts["es"].setText(spanish)
        self.copied.setText("")

    def prefer(self, language: str) -> None:
        """Offer the letter in a patient's language first."""
        self.language.set_value("es" if language == "es" else "en")

    def copy(self, language: str) -> None:
        """Put the words of one language on the clipboard."""
        self._clipboard.copy(self.texts[language].text())
        self.copied.setText("Copied; it leaves the clipboard after 30 seconds.")

    def print_letter(self) -> None:
        """Ask for the letter in the language chosen."""
        self.print_asked.emit(tuple(str(self.language.value()).split()))

    def dress(self) -> None:
        """Take the width of the choice from the theme."""
        self.language.setFixedWidth(letters(LETTER_WIDTH) + 2 * Space.L)

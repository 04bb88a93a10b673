"""What the insurer of the policy chosen said last: active or not, what is left, and what to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.eligibility import CheckStatus, NetworkAmounts
from app.domain.eligibility_words import describe_answer, list_figures
from app.queries.eligibility import CheckLine, PolicyEligibility
from app.views.common.buttons import Button
from app.views.common.chip import ChipLabel
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text
from app.views.patients.eligibility_words import chip_of, describe_check
from app.views.patients.header import Figure

CHECK_KEY, ASK_KEY, ANSWERS_KEY, DIFFERENCES_KEY = (
    "Ctrl+Shift+V",
    "Ctrl+Shift+Q",
    "Ctrl+Shift+W",
    "Ctrl+Shift+D",
)
_NEVER = "Nobody has asked this insurer yet. Ask the payer, or log what you learn by phone or on its website."


class EligibilityBox(QWidget):
    """Shows one policy's latest answer; its buttons say what is wanted."""

    check_asked = Signal()
    payer_asked = Signal()
    answers_asked = Signal()
    differences_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Eligibility")
        self.chip = ChipLabel()
        self.about = PlainLabel(wrap=True)
        self.warning = PlainLabel(tone="warning", wrap=True)
        self.inside = _Figures("In network")
        self.outside = _Figures("Outside the network")
        self.log = Button("Log a check", self.check_asked.emit, key=CHECK_KEY)
        self.ask = Button("Ask the payer", self.payer_asked.emit, key=ASK_KEY)
        self.answers = Button("Show all answers", self.answers_asked.emit, key=ANSWERS_KEY)
        self.differences = Button("Differences", self.differences_asked.emit, key=DIFFERENCES_KEY)
        self._lay_out()

    def show_eligibility(self, found: PolicyEligibility | None) -> None:
        """Show this policy's latest answer, or that there is none."""
        latest = found.latest if found else None
        telling = found.telling if found else None
        self.chip.show_chip(chip_of(found))
        self.about.setText(_about(latest) if latest else _NEVER)
        summary = telling.summary if telling else None
        self.inside.show_figures(summary.inside if summary else NetworkAmounts())
        self.outside.show_figures(summary.outside if summary else NetworkAmounts())
        self.warning.setText(_warnings(found))
        self.warning.setVisible(bool(self.warning.text()))
        count = len(found.differences) if found else 0
        self.differences.setText(f"{count} difference{'' if count == 1 else 's'}…")
        self.differences.setVisible(bool(count))
        self.answers.setVisible(latest is not None)

    def _lay_out(self) -> None:
        head, foot = QWidget(), QWidget()
        words, buttons = FlowLayout(head, Space.S), FlowLayout(foot, Space.S)
        words.addWidget(PlainLabel("Eligibility", Text.SECTION))
        words.addWidget(self.chip)
        for button in (self.log, self.ask, self.answers, self.differences):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (head, self.about, self.inside, self.outside, self.warning, foot):
            column.addWidget(widget)


class _Figures(QWidget):
    """The figures of one side of the network; none takes no room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._figures: list[Figure] = []
        self._row = QWidget()
        self._flow = FlowLayout(self._row, Space.XL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel(name, Text.CAPTION, "muted"))
        column.addWidget(self._row)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is shown, as a screen reader says it."""
        return tuple(figure.accessibleName() for figure in self._figures)

    def show_figures(self, told: NetworkAmounts) -> None:
        """Show what was told."""
        for old in self._figures:
            self._flow.removeWidget(old)
            old.deleteLater()
        self._figures = []
        for name, value in list_figures(told):
            figure = Figure(name)
            figure.show_value(value)
            self._flow.addWidget(figure)
            self._figures.append(figure)
        self.setVisible(bool(self._figures))


def _about(line: CheckLine) -> str:
    said = describe_check(line)
    if line.status in (CheckStatus.UNKNOWN, CheckStatus.REJECTED):
        return f"{describe_answer(line.status, line.summary, line.reject_reason)} ({said})"
    return said[0].upper() + said[1:] + "."


def _warnings(found: PolicyEligibility | None) -> str:
    """What is not answered, older than it looks, or paid by another insurer."""
    if found is None:
        return ""
    parts = []
    if found.asked_on:
        parts.append(f"Asked on {format_date(found.asked_on)}; the payer has not answered yet.")
    if found.telling and found.latest and found.telling.id != found.latest.id:
        parts.append(f"The figures are of {format_date(found.telling.checked_on)}.")
    if found.telling:
        names = [other.name for other in found.telling.summary.other_payers if other.name]
        if names:
            parts.append(f"Other insurance: {', '.join(names)}.")
    return " ".join(parts)

"""The head of a patient's record: who it is, what to know first, and who owes what, in one look."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import catalogs
from app.domain.coverage import choose_policies
from app.domain.date_entry import format_date
from app.domain.money import ZERO, Money
from app.domain.phones import format_phone
from app.queries.alerts import AlertLine
from app.queries.patient_records import PatientRecord
from app.views.common.alert_row import typed_chip
from app.views.common.chip import Chip, ChipLabel
from app.views.common.columns import spoken_money
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text
from app.views.patients.alert_chip import AlertChip
from app.views.patients.alerts import age_and_sex, chips_of


class Figure(QWidget):
    """One figure: its name above, its value, and a word of detail below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._value = PlainLabel(kind=Text.STRONG)
        self._detail = PlainLabel(kind=Text.CAPTION, tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (PlainLabel(name, Text.CAPTION, "muted"), self._value, self._detail):
            column.addWidget(label)

    def show_value(self, value: str | Money, detail: str = "") -> None:
        """Show a text or an amount."""
        text = f"${value}" if isinstance(value, Money) else value
        spoken = spoken_money(value) if isinstance(value, Money) else value
        self._value.setText(text)
        self._detail.setText(detail)
        # An empty line would cost every row of figures its height.
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{self._name}: {spoken} {detail}".strip())

    @property
    def text(self) -> str:
        """What it shows."""
        return self._value.text()


class RecordHeader(QWidget):
    """Name, facts, alerts and figures of one patient; `alert_asked` when one typed by people is chosen."""

    alert_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = PlainLabel(kind=Text.PAGE, elide=True)
        self.facts = PlainLabel(tone="muted", elide=True)
        self._patient = 0
        self._shown: list[ChipLabel] = []
        self._typed: list[ChipLabel] = []
        self._row = QWidget()
        self._chips = FlowLayout(self._row)
        names = ("Patient owes", "Insurance owes", "Credit", "Plan", "Last statement", "Last payment")
        self.figures = {name: Figure(name) for name in names}
        self._own = PlainLabel(kind=Text.CAPTION, tone="warning", wrap=True)
        self._lay_out()

    def show_record(self, record: PatientRecord, today: date) -> None:
        """Show this record."""
        facts = record.facts
        if record.id != self._patient:
            self._patient = record.id
            self.show_alerts(())
        self.name.setText(str(facts.name))
        self.facts.setText(" · ".join(part for part in _facts(record, today) if part))
        self._show_chips(chips_of(record, today))
        family = record.family_size > 1 and record.balances.patient_owes != ZERO
        here = f"${record.owes_here} of it for {facts.name.first or facts.name.last}" if family else ""
        self.figures["Patient owes"].show_value(record.balances.patient_owes, here)
        self.figures["Insurance owes"].show_value(record.balances.insurance_owes)
        self.figures["Credit"].show_value(record.balances.credit)
        self.figures["Plan"].show_value(*_plan(record, today))
        statement = record.last_statement_on
        self.figures["Last statement"].show_value(format_date(statement) if statement else "none")
        if record.last_payment_on:
            paid = format_date(record.last_payment_on)
            self.figures["Last payment"].show_value(record.last_payment, paid)
        else:
            self.figures["Last payment"].show_value("none")
        self._own.setText(_own_words(record))
        self._own.setVisible(bool(self._own.text()))

    @property
    def alerts(self) -> tuple[str, ...]:
        """The words of the alerts shown: those the program knows, then those that people typed."""
        return tuple(chip.accessibleName() for chip in (*self._shown, *self._typed))

    def show_alerts(self, lines: Sequence[AlertLine]) -> None:
        """Show the alerts that people typed, behind those that the program knows itself."""
        self._take_away(self._typed)
        self._typed = []
        for line in lines:
            chip = AlertChip(typed_chip(line))
            chip.chosen.connect(self.alert_asked)
            self._chips.addWidget(chip)
            self._typed.append(chip)
        self._row.setVisible(bool(self._shown or self._typed))

    def _show_chips(self, chips: tuple[Chip, ...]) -> None:
        self._take_away(self._shown)
        self._shown = [ChipLabel(chip) for chip in chips]
        for chip in self._typed:
            self._chips.removeWidget(chip)
        for chip in (*self._shown, *self._typed):
            self._chips.addWidget(chip)
        self._row.setVisible(bool(self._shown or self._typed))

    def _take_away(self, chips: Sequence[ChipLabel]) -> None:
        for old in chips:
            self._chips.removeWidget(old)
            old.deleteLater()

    def _lay_out(self) -> None:
        row = QWidget()
        figures = FlowLayout(row, Space.XL)
        for figure in self.figures.values():
            figures.addWidget(figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addWidget(self._row)
        column.addWidget(row)
        column.addWidget(self._own)


def _facts(record: PatientRecord, today: date) -> tuple[str, ...]:
    facts = record.facts
    names = {language.code: language.name for language in catalogs.languages()}
    payer = "" if record.family.pays_himself else f"{record.family.account_name} pays"
    return (
        age_and_sex(facts.birth_date, facts.sex, today),
        f"born {format_date(facts.birth_date)}" if facts.birth_date else "",
        format_phone(facts.phone) if len(facts.phone) == 10 else facts.phone,
        names.get(facts.language, facts.language),
        record.number,
        f"account {record.account_number}",
        payer,
    )


def _plan(record: PatientRecord, today: date) -> tuple[str, str]:
    active = choose_policies([policy.term for policy in record.facts.policies], today)
    if not active:
        return ("self-pay" if record.facts.self_pay else "none today", "")
    then = ", then ".join(term.listed for term in active[1:])
    return active[0].listed, f"then {then}" if then else ""


def _own_words(record: PatientRecord) -> str:
    own = record.own
    if (own.patient_owes, own.insurance_owes, own.credit) == (ZERO, ZERO, ZERO):
        return ""
    return (
        f"Kept off the family's bill: patient owes ${own.patient_owes}, insurance owes "
        f"${own.insurance_owes}, credit ${own.credit}."
    )

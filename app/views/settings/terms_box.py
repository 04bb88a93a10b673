"""The rates of a contract as a list that is typed into: one rate at a time, kept with the contract."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.code_ranges import read_codes, tidy_codes, write_codes
from app.domain.contracts import (
    AMOUNT_KINDS,
    PERCENT_KINDS,
    ContractTerm,
    RateKind,
    check_term,
    explain_term,
)
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.percents import read_percent, write_percent
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.fields import Field, Kind, Today
from app.views.common.flow import FlowLayout
from app.views.common.form import FormPanel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, scaled
from app.views.settings.contract_spec import tidy_percent

ROWS_SHOWN = 6
KINDS = (
    (RateKind.MEDICARE.value, "A percent of Medicare’s fee schedule"),
    (RateKind.FILE.value, "The rates of a loaded file"),
    (RateKind.FIXED.value, "A fixed amount a line"),
    (RateKind.PER_UNIT.value, "A fixed amount a unit"),
    (RateKind.CHARGE.value, "A percent of the charge"),
    (RateKind.CASE.value, "One amount for all of a day"),
)
_COLUMNS = (
    Column("Service", lambda term: term.service, width=18),
    Column("Pays", explain_term),
)


def read_year(text: str) -> str:
    """Read a year of four digits as it is typed."""
    if not (text.strip().isdigit() and len(text.strip()) == 4):
        raise InputError("Type a year like 2026, or nothing for the year of the service.")
    return text.strip()


_FIELDS = (
    Field("kind", "The contract pays", Kind.CHOICE, choices=KINDS),
    Field("codes", "Codes", Kind.CODE, read=tidy_codes, help="Like 97110 or 97110-97150."),
    Field("category", "Or kind of service", help="Like imaging; both empty: any other service."),
    Field("modifier", "Only with modifier", Kind.CODE, width=6),
    Field("percent", "Percent", Kind.CODE, read=tidy_percent, width=8),
    Field("year", "Medicare of the year", Kind.CODE, read=read_year, width=8, help="Empty: of the service."),
    Field("amount", "Amount", Kind.MONEY, width=12),
    Field("source", "Loaded file", Kind.CHOICE, help="Load it under Official files."),
)


class TermsBox(QWidget):
    """The list, and the form of the rate chosen; nothing is saved before the contract is."""

    edited = Signal()

    def __init__(self, today: Today) -> None:
        super().__init__()
        self._at: int | None = None
        self._is_typed = False
        self._sources: tuple[str, ...] = ()
        self.model = TableModel(_COLUMNS, self)
        self.list = TableView("Rates of the contract", self.model)
        self.form = FormPanel(_FIELDS, today)
        self._said = PlainLabel(tone="danger", wrap=True)
        self.fresh = Button("Another rate", self.begin_new, icon="add")
        self.keep = Button("Keep this rate", self.keep_typed)
        self.remove = Button("Remove this rate", self._on_remove_asked)
        self._lay_out()
        self.list.row_changed.connect(self._on_row_changed)
        self.list.opened.connect(self.form.focus_first)
        self.form.edited.connect(self._on_typed)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_remove_asked)
        self.dress()

    @property
    def terms(self) -> tuple[ContractTerm, ...]:
        """The rates as they would be saved."""
        return self.model.rows

    def show_terms(self, terms: Iterable[ContractTerm]) -> None:
        """Show the rates of a contract, the first of them in the form."""
        self._set_rows(terms, 0)

    def offer_sources(self, names: Iterable[str]) -> None:
        """Offer the loaded files of rates; a name that is not loaded any more stays where it is used."""
        self._sources = tuple(names)
        known = dict.fromkeys([*self._sources, *(term.source for term in self.terms if term.source)])
        choice = self.form.editor("source")
        if isinstance(choice, Combo):
            choice.set_choices([("", "Choose…"), *((name, name) for name in known)])

    def begin_new(self) -> None:
        """Empty the form for another rate."""
        self.list.leave_rows()
        self._load(None)
        self.form.focus_first()

    def keep_typed(self) -> bool:
        """Take what was typed into the list; False, and said, where it does not say what is paid."""
        if not self._is_typed:
            return True
        if not self.form.check():
            return False
        term = self._read()
        try:
            check_term(term)
        except InputError as refusal:
            self._said.setText(str(refusal))
            return False
        rows = list(self.terms)
        at = len(rows) if self._at is None else self._at
        rows[at : at + 1] = [term]
        self._set_rows(rows, at)
        self.edited.emit()
        return True

    def draft(self) -> str:
        """The rates as text, for a draft."""
        return json.dumps([_written(term) for term in self.terms])

    def set_draft(self, draft: str) -> None:
        """Bring back a draft."""
        self.show_terms(_read_written(row) for row in json.loads(draft or "[]"))

    def dress(self) -> None:
        """Keep room for some rates at any text size."""
        self.list.setFixedHeight((ROWS_SHOWN + 1) * scaled(ROW_HEIGHT))

    def _lay_out(self) -> None:
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        for button in (self.keep, self.fresh, self.remove):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("What it pays", Text.SECTION))
        for widget in (self.list, self.form, self._said, buttons):
            column.addWidget(widget)

    def _set_rows(self, terms: Iterable[ContractTerm], at: int) -> None:
        self.list.blockSignals(True)
        self.model.set_rows(terms)
        self.list.go_to(at)
        self.list.blockSignals(False)
        self._load(at if self.model.rows else None)

    def _load(self, at: int | None) -> None:
        self._at = at
        self.offer_sources(self._sources)
        term = ContractTerm(RateKind.MEDICARE) if at is None else self.terms[at]
        self.form.set_values(
            {
                "kind": term.kind.value,
                "codes": write_codes(term.codes),
                "category": term.category,
                "modifier": term.modifier,
                "percent": write_percent(term.percent_bp) if term.percent_bp else "",
                "year": str(term.year or ""),
                "amount": term.amount,
                "source": term.source,
            }
        )
        self._is_typed = False
        self._said.setText("")
        self._show_fields()

    def _show_fields(self) -> None:
        """Show the fields that the kind of rate has."""
        kind = self.form.editor("kind").value()
        self.form.set_shown("percent", kind in PERCENT_KINDS)
        self.form.set_shown("year", kind == RateKind.MEDICARE)
        self.form.set_shown("amount", kind in AMOUNT_KINDS)
        self.form.set_shown("source", kind == RateKind.FILE)

    def _read(self) -> ContractTerm:
        values: dict[str, Any] = self.form.values()
        kind = RateKind(values["kind"])
        term = ContractTerm(
            kind,
            read_codes(values["codes"] or ""),
            str(values["category"] or "").strip(),
            str(values["modifier"] or "").strip().upper(),
        )
        if kind in PERCENT_KINDS and values["percent"]:
            term = replace(term, percent_bp=read_percent(values["percent"]))
        if kind is RateKind.MEDICARE and values["year"]:
            term = replace(term, year=int(values["year"]))
        if kind in AMOUNT_KINDS:
            term = replace(term, amount=values["amount"])
        return replace(term, source=str(values["source"] or "")) if kind is RateKind.FILE else term

    def _on_row_changed(self, term: ContractTerm | None) -> None:
        if term is not None:
            self._load(self.list.currentIndex().row())

    def _on_typed(self) -> None:
        self._is_typed = True
        self._said.setText("")
        self._show_fields()
        self.edited.emit()

    def _on_remove_asked(self) -> None:
        if self._at is None:
            self._load(None)
            return
        rows = [term for at, term in enumerate(self.terms) if at != self._at]
        self._set_rows(rows, max(0, min(self._at, len(rows) - 1)))
        self.edited.emit()


def _written(term: ContractTerm) -> dict[str, Any]:
    cents = term.amount.cents if term.amount else None
    return {
        "kind": term.kind.value,
        "codes": write_codes(term.codes),
        "category": term.category,
        "modifier": term.modifier,
        "cents": cents,
        "percent_bp": term.percent_bp,
        "year": term.year,
        "source": term.source,
    }


def _read_written(row: dict[str, Any]) -> ContractTerm:
    cents = row.pop("cents")
    codes, kind = read_codes(row.pop("codes")), RateKind(row.pop("kind"))
    return ContractTerm(kind, codes, amount=None if cents is None else Money(cents), **row)

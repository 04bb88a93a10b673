"""The rows of the account page: headings and lines with the sentences that explain them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from app.domain.account_view import AccountSection, compose_sections
from app.domain.accounts import AccountItem
from app.domain.date_entry import format_date
from app.domain.explanations import explain_item
from app.domain.money import ZERO, Money
from app.queries.patient_accounts import AccountRole, PatientAccount
from app.views.common.columns import ROW_ROLE, spoken_money
from app.views.common.table_model import TOP, Index

ENGLISH, SPANISH, BOTH = "en", "es", "both"


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose lines follow; `mark` says plainly that they are kept apart."""

    text: str
    detail: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with its sentences, one or two side by side."""

    item: AccountItem
    account_id: int
    sentences: tuple[str, ...]

    @property
    def owed(self) -> Money:
        """What anybody still owes on it."""
        return self.item.patient_owes + self.item.insurance_owes


Row = Heading | LineRow


def languages_of(choice: str, patient_language: str) -> tuple[str, ...]:
    """The languages to show: one, or both with the patient's first."""
    if choice != BOTH:
        return (choice,)
    return (SPANISH, ENGLISH) if patient_language == SPANISH else (ENGLISH, SPANISH)


def compose_rows(
    accounts: Iterable[PatientAccount], patient_id: int, languages: Sequence[str], with_settled: bool
) -> tuple[Row, ...]:
    """Lay the accounts of a patient out as rows; one patient alone needs no heading."""
    parts = [
        (account, section)
        for account in accounts
        for section in compose_sections(account.summary.items, patient_id, with_settled)
    ]
    # This patient's lines stand first on whichever account they are.
    parts.sort(key=lambda part: part[1].patient_id != patient_id)
    rows: list[Row] = []
    for account, section in parts:
        if len(parts) > 1 or account.role is not AccountRole.FAMILY:
            rows.append(_heading(account, section))
        rows += [
            LineRow(item, account.id, tuple(explain_item(item, language) for language in languages))
            for item in section.items
        ]
    return tuple(rows)


def owed_words(item: AccountItem) -> str:
    """Say who still owes on a line."""
    parts = [
        (item.owes_now, "patient"),
        (item.with_insurance, item.insurance_name or "insurance"),
    ]
    owing = [(amount, who) for amount, who in parts if amount]
    if not owing:
        return f"settled {format_date(item.settled_on)}" if item.settled_on else "settled"
    if item.disputed_since is not None and item.with_insurance:
        return ", ".join((*(f"{amount} {who}" for amount, who in owing[:-1]), "in dispute"))
    if len(owing) == 1:
        amount, who = owing[0]
        return f"by {who}" if amount > ZERO else "overpaid"
    return ", ".join(f"{amount} {who}" for amount, who in owing)


def _heading(account: PatientAccount, section: AccountSection) -> Heading:
    owes = f"owes {section.patient_owes.dollars}" if section.patient_owes else ""
    if account.role is AccountRole.APART:
        return Heading(section.patient_name, owes, f"Kept off the family’s bill · {account.summary.number}")
    if account.role is AccountRole.EARLIER:
        whose = f"On account {account.summary.number} of {account.summary.guarantor.spoken}"
        return Heading(section.patient_name, owes, whose)
    return Heading(section.patient_name, owes)


class AccountRows(QAbstractListModel):
    """The rows; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the order shown."""
        return self._rows

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        """As many as there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is only read."""
        if isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, and what a screen reader says of it."""
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(row)
        return None


def _spoken(row: Row) -> str:
    if isinstance(row, Heading):
        return ", ".join(part for part in (row.text, row.detail, row.mark) if part)
    item = row.item
    head = f"{format_date(item.service_date)}, {item.description_en}, billed {spoken_money(item.billed)}"
    return f"{head}, still owed {spoken_money(row.owed)} {owed_words(item)}. {' '.join(row.sentences)}"

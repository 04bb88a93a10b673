"""Fields as data: what a form asks for, and the editor that each kind gets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtWidgets import QLineEdit

from app.domain.money import read_money
from app.views.common.check_box import CheckBox
from app.views.common.code_edit import CodeEdit, read_any_code
from app.views.common.combo import Choice, Combo
from app.views.common.date_edit import DateEdit
from app.views.common.line_edit import LineEdit
from app.views.common.money_edit import MoneyEdit
from app.views.common.note_edit import NoteEdit
from app.views.common.phone_edit import PhoneEdit

Today = Callable[[], date]
Editor = LineEdit | Combo | CheckBox | NoteEdit


class Kind(Enum):
    """What a field holds; its value is str unless said otherwise, None when an understood field is empty."""

    TEXT = "text"
    NOTE = "note"
    MONEY = "money"  # Money
    DATE = "date"  # date
    BIRTH_DATE = "birth date"  # date
    PHONE = "phone"
    CODE = "code"
    CHOICE = "choice"  # the choice's key
    CHECK = "check"  # bool
    PASSWORD = "password"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    `width` in letters (0: the column's); `wide` takes both columns; `read` is the reader of a CODE, or of
    MONEY that has a rule of its own.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    width: int = 0
    wide: bool = False
    choices: tuple[Choice, ...] = ()
    help: str = ""
    read: Callable[[str], object] | None = None


def _password(field: Field, _today: Today) -> LineEdit:
    editor = LineEdit(field.label)
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    return editor


_MAKERS: dict[Kind, Callable[[Field, Today], Editor]] = {
    Kind.TEXT: lambda field, _: LineEdit(field.label),
    Kind.NOTE: lambda field, _: NoteEdit(field.label),
    Kind.MONEY: lambda field, _: MoneyEdit(field.label, field.read or read_money),  # type: ignore[arg-type]
    Kind.DATE: lambda field, today: DateEdit(field.label, today),
    Kind.BIRTH_DATE: lambda field, today: DateEdit(field.label, today, birth=True),
    Kind.PHONE: lambda field, _: PhoneEdit(field.label),
    Kind.CODE: lambda field, _: CodeEdit(field.label, field.read or read_any_code),  # type: ignore[arg-type]
    Kind.CHOICE: lambda field, _: Combo(field.label, field.choices),
    Kind.CHECK: lambda field, _: CheckBox(field.label),
    Kind.PASSWORD: _password,
}


def make_editor(field: Field, today: Today) -> Editor:
    """The editor for a field, named for screen readers; `today` answers what the session calls today."""
    editor = _MAKERS[field.kind](field, today)
    editor.setObjectName(field.name)
    editor.setToolTip(field.help)
    return editor

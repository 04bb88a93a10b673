"""Fields as data: what a form asks for, and the editor that each kind gets.

The editors that read money, dates, telephones and codes are imported when a form first has such a field: the
log-in page has none, and nobody can type before it is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from app.views.common.check_box import CheckBox
from app.views.common.combo import Choice, Combo
from app.views.common.line_edit import LineEdit
from app.views.common.note_edit import NoteEdit

if TYPE_CHECKING:
    from datetime import date

Today = Callable[[], "date"]
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
    MONEY that has a rule of its own. With a `heading` a part of the form begins here, under these words.
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
    heading: str = ""


def _password(field: Field, _today: Today) -> LineEdit:
    editor = LineEdit(field.label)
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    return editor


def _money(field: Field, _today: Today) -> LineEdit:
    from app.views.common.money_edit import MoneyEdit

    return MoneyEdit(field.label, **_reader(field))


def _date(field: Field, today: Today) -> LineEdit:
    from app.views.common.date_edit import DateEdit

    return DateEdit(field.label, today, birth=field.kind is Kind.BIRTH_DATE)


def _phone(field: Field, _today: Today) -> LineEdit:
    from app.views.common.phone_edit import PhoneEdit

    return PhoneEdit(field.label)


def _code(field: Field, _today: Today) -> LineEdit:
    from app.views.common.code_edit import CodeEdit

    return CodeEdit(field.label, **_reader(field))


def _reader(field: Field) -> dict[str, Any]:
    """The field's own reader; without one, its editor has its own."""
    return {"read": field.read} if field.read else {}


_MAKERS: dict[Kind, Callable[[Field, Today], Editor]] = {
    Kind.TEXT: lambda field, _: LineEdit(field.label),
    Kind.NOTE: lambda field, _: NoteEdit(field.label),
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.BIRTH_DATE: _date,
    Kind.PHONE: _phone,
    Kind.CODE: _code,
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

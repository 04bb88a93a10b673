"""A field for a telephone number."""

from PySide6.QtWidgets import QWidget

from app.domain.phones import format_phone, read_phone
from app.views.common.line_edit import ReadEdit


def _write(digits: str) -> str:
    return format_phone(digits) if len(digits) == 10 else digits


class PhoneEdit(ReadEdit[str]):
    """Takes a number in any usual writing, pasted or typed; its value is the ten digits.

    A number that came from elsewhere and has not ten digits is shown as it is.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, read_phone, _write, parent)

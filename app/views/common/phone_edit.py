"""A field for a telephone number."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.views.common.line_edit import ReadEdit


def write_phone(digits: str) -> str:
    """Show ten digits as `(312) 555-0142`; anything else stays as it is."""
    if len(digits) == 10 and digits.isdigit():
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return digits


class PhoneEdit(ReadEdit[str]):
    """Takes a number in any usual writing, pasted or typed; its value is what `read` makes of it."""

    def __init__(self, name: str, read: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(name, read, write_phone, parent)

"""A field for a telephone number."""

from PySide6.QtWidgets import QWidget

from app.domain.phones import format_phone, read_phone
from app.views.common.line_edit import ReadEdit


class PhoneEdit(ReadEdit[str]):
    """Takes a number in any usual writing, pasted or typed; its value is the ten digits."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, read_phone, format_phone, parent)

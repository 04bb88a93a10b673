"""A field for a code: diagnosis, procedure, identifier."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.views.common.line_edit import ReadEdit


def read_any_code(text: str) -> str:
    """Take the code as typed, in capitals and without blanks."""
    return "".join(text.split()).upper()


class CodeEdit(ReadEdit[str]):
    """Takes a code in any case, shows it in capitals; `read` says whether it can be one."""

    def __init__(
        self, name: str, read: Callable[[str], str] = read_any_code, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, read, str, parent)

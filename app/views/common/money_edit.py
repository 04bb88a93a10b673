"""A field for an amount of money."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.money import Money, read_money
from app.views.common.line_edit import ReadEdit


class MoneyEdit(ReadEdit[Money]):
    """Takes `25`, `$1,234.5` or `(3.00)` and shows it with two decimals at the right."""

    def __init__(
        self, name: str, read: Callable[[str], Money] = read_money, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, read, str, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setPlaceholderText("0.00")

"""A window to put widgets into, and what the session calls today."""

from datetime import date

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget


@pytest.fixture
def today():
    return lambda: date(2026, 11, 23)


@pytest.fixture
def window(qtbot):
    """Shows widgets below each other in one active window; the function returns the window."""
    kept = []

    def show(*widgets):
        whole = QWidget()
        whole.resize(1000, 700)
        column = QVBoxLayout(whole)
        for widget in widgets:
            column.addWidget(widget)
        kept.append(whole)
        qtbot.addWidget(whole)
        with qtbot.waitActive(whole):
            whole.show()
            whole.activateWindow()
        return whole

    yield show
    kept.clear()

"""Saying something to a screen reader without moving the focus."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` as soon as it is free."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))

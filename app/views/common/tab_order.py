"""The order in which Tab goes, where fields are made later than their neighbours."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def chain_after(before: QWidget, fields: Iterable[QWidget]) -> None:
    """Let Tab go from `before` through the fields, and then where it went before."""
    for first, second in pairwise((before, *fields)):
        QWidget.setTabOrder(first, second)

"""What lies over the tabs: help, a kept file, and “Is this covered?”; leaving one shows what was below it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.views.common.coverage_subject import CoverageSubject
from app.views.common.desk import Desk

if TYPE_CHECKING:
    from app.queries.kept_files import KeptFile


class Overlays(QObject):
    """Shows pages over the one that a tab stands on; each is made when it is first wanted.

    `emptied` tells that the last one was left; `made` carries a page just made, to be joined.
    """

    emptied = Signal()
    made = Signal(str, object)

    def __init__(self, desk: Desk, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._desk = desk
        self._stack = stack
        self._pages: dict[str, Any] = {}
        self._shown: list[QWidget] = []

    def show_help(self) -> None:
        """Show the page of help."""
        self._show("help").focus_keys()

    def show_file(self, file_id: int) -> None:
        """Show a kept file in the preview."""
        from app.queries.kept_files import find_kept_file

        self._desk.ask(find_kept_file, file_id, then=self._on_file_found, owner=self, key="file")

    def ask_coverage(self, subject: CoverageSubject) -> None:
        """Show what is known of a service's coverage."""
        self._show("coverage").begin(subject)

    def page(self, name: str) -> Any:
        """A page that was made, `help`, `file` or `coverage`, to be looked at."""
        return self._pages.get(name)

    def close(self) -> None:
        """Take all of them down, as when a tab is chosen."""
        self._shown.clear()

    def _show(self, name: str) -> Any:
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = _MAKERS[name](self._desk)
            page.left.connect(self._on_left)
            self._stack.addWidget(page)
            self.made.emit(name, page)
        if page in self._shown:
            self._shown.remove(page)
        self._shown.append(page)
        self._stack.setCurrentWidget(page)
        return page

    def _on_left(self) -> None:
        if self._shown:
            self._shown.pop()
        if self._shown:
            self._stack.setCurrentWidget(self._shown[-1])
            self._shown[-1].setFocus()
        else:
            self.emptied.emit()

    def _on_file_found(self, file: "KeptFile") -> None:
        page = self._show("file")
        page.show_file(file)
        page.setFocus()


def _make_help(_desk: Desk) -> QWidget:
    from app.views.help_panel import HelpPanel

    return HelpPanel()


def _make_file(desk: Desk) -> QWidget:
    from app.views.kept_file_preview import KeptFilePreview

    return KeptFilePreview(desk)


def _make_coverage(desk: Desk) -> QWidget:
    from app.views.guidelines.coverage_panel import CoveragePanel

    return CoveragePanel(desk)


_MAKERS: dict[str, Callable[[Desk], Any]] = {
    "help": _make_help,
    "file": _make_file,
    "coverage": _make_coverage,
}

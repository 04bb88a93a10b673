"""The right side: one patient's header, what can be done for him, and the pages of his record."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.patient_records import PatientRecord
from app.queries.patients import PatientDetail
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.flow import FlowLayout
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space
from app.views.patients.header import RecordHeader
from app.views.patients.page import PatientPage


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page of the record: its title, and the class that is made when it is first seen."""

    title: str
    module: str
    name: str

    def make(self, desk: Desk) -> PatientPage:
        """Make the page."""
        page = getattr(import_module(f"app.views.patients.{self.module}"), self.name)(desk)
        assert isinstance(page, PatientPage)
        return page


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do for the patient shown: its word, key and right."""

    word: str
    key: str
    right: Right
    slot: Callable[[], object]
    icon: str = ""


class RecordView(QWidget):
    """Header, actions and pages; a page is made when it is first seen."""

    page_made = Signal(object)

    def __init__(self, desk: Desk, places: tuple[PagePlace, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._places = places
        self._pages: dict[str, PatientPage] = {}
        self._detail: PatientDetail | None = None
        self.header = RecordHeader()
        self.bar = QTabBar()
        self._row = QWidget()
        self._actions = FlowLayout(self._row, Space.S)
        self._stack = QStackedWidget()
        self._lay_out()
        self.bar.currentChanged.connect(self._on_page_chosen)

    @property
    def detail(self) -> PatientDetail | None:
        """The record shown."""
        return self._detail

    def show_record(self, record: PatientRecord) -> None:
        """Show who it is and who owes what."""
        self.header.show_record(record, self._desk.session.today())

    def show_detail(self, detail: PatientDetail) -> None:
        """Tell every page that was seen before of the patient, and make the one now chosen."""
        self._detail = detail
        self._show_page(self.bar.currentIndex())
        for page in self._pages.values():
            page.show_patient(detail)

    def go_to(self, title: str) -> PatientPage:
        """Show a page by its title and give it."""
        at = next(at for at, place in enumerate(self._places) if place.title == title)
        self.bar.setCurrentIndex(at)
        return self._show_page(at)

    def focus_page(self) -> None:
        """Put the keyboard on the page that is chosen."""
        self._show_page(self.bar.currentIndex()).setFocus()

    def page(self, title: str) -> PatientPage | None:
        """A page by its title, if it was seen before."""
        return self._pages.get(title)

    def current_page(self) -> PatientPage | None:
        """The page that is looked at, if it was made."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, PatientPage) else None

    def add_actions(self, actions: tuple[Action, ...]) -> None:
        """Offer these actions above the pages; one that is not allowed says why when it is asked for."""
        for action in actions:
            button = Button(action.word, self.guarded(action), icon=action.icon, key=action.key)
            if refusal := refusal_of(self._desk.session, action.right):
                button.setToolTip(refusal)
            self._actions.addWidget(button)
            # The pages are made later still, and so come after their bar.
            QWidget.setTabOrder(button, self.bar)

    def guarded(self, action: Action) -> Callable[[], None]:
        """What an action does, or the reason why it may not, said."""

        def act() -> None:
            if refusal := refusal_of(self._desk.session, action.right):
                self._desk.say.emit(refusal)
            else:
                action.slot()

        return act

    def _show_page(self, at: int) -> PatientPage:
        place = self._places[at]
        page = self._pages.get(place.title)
        if page is None:
            page = self._pages[place.title] = place.make(self._desk)
            self._stack.addWidget(page)
            self.page_made.emit(page)
            page.show_patient(self._detail)
        self._stack.setCurrentWidget(page)
        return page

    def _lay_out(self) -> None:
        self.bar.setAccessibleName("Pages of the record")
        self.bar.setDrawBase(True)
        self.bar.setExpanding(False)
        self.bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for place in self._places:
            self.bar.addTab(place.title.replace("&", "&&"))
        top = QVBoxLayout()
        top.setContentsMargins(Space.L, Space.M, Space.L, 0)
        top.setSpacing(Space.M)
        top.addWidget(self.header)
        top.addWidget(self._row)
        top.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _on_page_chosen(self, at: int) -> None:
        if self._detail:
            self._show_page(at)

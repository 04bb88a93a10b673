"""The window's working page: the tabs of one session, the command box, and the signals that join the tabs."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.views.commands import Commands, Target
from app.views.common.command_box import CommandBox
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.status_strip import StatusStrip
from app.views.common.tab import Tab
from app.views.common.tab_bar import TabBar
from app.views.common.theme import Space
from app.views.common.toast import Toast
from app.views.overlays import Overlays
from app.views.place import Place
from app.views.rooms import Room
from app.views.standing_keeper import StandingKeeper


class MainWindow(QWidget):
    """The tabs of one session; `lock_asked` and `text_asked` (1 larger, -1 smaller, 0 usual) go up."""

    lock_asked = Signal()
    text_asked = Signal(int)

    def __init__(self, desk: Desk, rooms: tuple[Room, ...]) -> None:
        super().__init__()
        self._desk = desk
        self._places = {room.name: Place(room, desk) for room in rooms}
        self._names = tuple(self._places)
        self.tabs = TabBar()
        self._stack = QStackedWidget()
        self.overlays = Overlays(desk, self._stack)
        self.box = CommandBox(Commands(desk, self).search)
        self.strip = StatusStrip(desk.runner)
        self._lay_out()
        self.toast = Toast(self)
        self._bind_keys()
        self.box.chosen.connect(self.run)
        self.box.chosen_beside.connect(self.run)
        self.box.dismissed.connect(self._on_box_dismissed)
        self.strip.lock_asked.connect(self.lock_asked)
        self.strip.help_asked.connect(self.overlays.show_help)
        desk.say.connect(self.say)
        desk.toasted.connect(self._on_toasted)
        self.overlays.emptied.connect(self._on_overlays_left)
        self.overlays.made.connect(partial(_join_overlay, self))
        self.keeper = StandingKeeper(desk, self.strip)

    def say(self, sentence: str) -> None:
        """Tell the user a sentence."""
        self.toast.show_message(sentence)
        self.strip.say(sentence)

    def enter(self) -> None:
        """Begin with the patients, with the keyboard in their search."""
        self.show_room(START)

    def show_room(self, name: str) -> Any:
        """Go to a tab by name and give it."""
        place = self._places[name]
        self.overlays.close()
        is_inside, before = place.isAncestorOf(self.focusWidget()), place.focusWidget()
        self.tabs.setCurrentIndex(self._names.index(name))
        self._stack.setCurrentWidget(place)
        if not is_inside:
            (before if before and before.isVisibleTo(place) else place.tab).setFocus()
        return place.tab

    def run(self, target: Target) -> None:
        """Do what was chosen in the command box, or by a key or another tab."""
        acts: dict[str, Callable[[], object]] = {
            "show_settings": partial(self.show_room, "settings"),
            "show_filing": partial(_show_claims, self, "filing", target.subject_id),
            "show_silent": partial(_show_claims, self, "silent", target.subject_id),
            "show_unbilled": partial(_show_claims, self, "unbilled", 0),
            "show_underpaid": partial(_show_payments, self, "underpaid"),
            "show_remittances": partial(_show_payments, self, "remittances"),
            "show_reports": partial(_show_payments, self, "reports"),
            "check_caller": partial(_check_caller, self, target.subject_id),
            "choose_estimate": partial(_choose_estimate, self, target.subject_id),
            "close_day": partial(_close, self, "open_today"),
            "close_month": partial(_close, self, "open_month"),
            "make_deposit": partial(_close, self, "open_deposit"),
            "show_help": self.overlays.show_help,
            "show_keys": self.overlays.show_help,
            "ask_coverage": partial(_ask_coverage, self, target),
            "lock": self.lock_asked.emit,
        }
        if target.act in acts:
            acts[target.act]()
            return
        room, slot = _SLOTS.get(target.act, ("", ""))
        if room not in self._places:
            return
        tab = self.show_room(room)
        if target.subject_id:
            getattr(tab, slot)(target.subject_id)
        elif target.act in _NEEDS_PATIENT:
            self.show_room("patients")
            self.say("Choose a patient first.")
        else:
            getattr(tab, slot)()

    def shown_tab(self) -> Tab | None:
        """The tab that is looked at, None while something lies over it."""
        place = self._stack.currentWidget()
        return place.tab if isinstance(place, Place) else None

    def show_visit(self, patient_id: int, visit_id: int) -> None:
        """Show a visit of a patient; without one, go on entering a new one."""
        tab = self.show_room("patients")
        if not visit_id:
            tab.enter_visit(patient_id)
            return
        tab.show_patient(patient_id)
        tab.call_page("Visits", "show_visit", patient_id, visit_id)

    def quiet(self) -> None:
        """Take down what lies over the page, as before a lock."""
        self.box.clear()
        self.box.close_list()
        self.toast.hide()
        self.strip.fall_silent()

    def _lay_out(self) -> None:
        for place in self._places.values():
            place.made.connect(self._join)
            self.tabs.addTab(place.room.title)
            self._stack.addWidget(place)
        # The first tab is not where the window begins, and must not be made before it is wanted.
        self._stack.setCurrentWidget(self._places[START])
        self.tabs.tabBarClicked.connect(self._on_tab_chosen)
        self.tabs.currentChanged.connect(self._on_tab_chosen)
        head = QHBoxLayout()
        head.setContentsMargins(Space.S, 0, Space.M, 0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.box, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.XS, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip)

    def _bind_keys(self) -> None:
        keys: list[tuple[tuple[str, ...], Callable[[], object]]] = [
            (("Ctrl+K", "Ctrl+J"), self._on_find_asked),
            (("Ctrl+Shift+L",), self.lock_asked.emit),
            (("Ctrl+,",), partial(self.run, Target("show_settings"))),
            (("Ctrl+/", "F1", "Ctrl+?"), self.overlays.show_help),
            (("Ctrl+G",), partial(self.run, Target("ask_coverage"))),
            (("Ctrl++", "Ctrl+="), partial(self.text_asked.emit, 1)),
            (("Ctrl+-",), partial(self.text_asked.emit, -1)),
            (("Ctrl+0",), partial(self.text_asked.emit, 0)),
            (("Ctrl+Shift+N",), partial(self.run, Target("new_patient"))),
        ]
        keys += [((f"Ctrl+{at + 1}",), partial(self.show_room, name)) for at, name in enumerate(self._places)]
        for sequences, slot in keys:
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(key) for key in sequences])
            shortcut.activated.connect(slot)

    def _join(self, tab: Tab) -> None:
        for signal, act in (
            (tab.patient_asked, "show_patient"),
            (tab.claim_asked, "show_claim"),
            (tab.payment_asked, "take_payment"),
            (tab.answer_asked, "enter_answer"),
        ):
            signal.connect(partial(self._on_navigated, act))
        tab.file_asked.connect(self.overlays.show_file)
        tab.page_asked.connect(partial(_show_page, self))
        tab.part_asked.connect(partial(_show_part, self))
        tab.visit_asked.connect(self.show_visit)
        tab.estimate_asked.connect(partial(_estimate, self))
        tab.act_asked.connect(self._on_navigated)
        tab.case_asked.connect(partial(_begin_case, self))
        tab.coverage_asked.connect(partial(self.run, Target("ask_coverage")))

    def _on_find_asked(self) -> None:
        self.box.setFocus()
        self.box.selectAll()

    def _on_box_dismissed(self) -> None:
        # The keys of a tab work only while the keyboard is in it.
        page = self._stack.currentWidget()
        before = page.focusWidget() if page else None
        if page and before and before.isVisibleTo(page):
            before.setFocus()
        elif isinstance(page, Place):
            page.tab.setFocus()

    def _on_tab_chosen(self, at: int) -> None:
        if at >= 0:
            self.overlays.close()
            self._stack.setCurrentWidget(self._places[self._names[at]])

    def _on_navigated(self, act: str, subject_id: int) -> None:
        self.run(Target(act, subject_id))

    def _on_toasted(self) -> None:
        # A toast of a tab is the later word, and its Undo must not lie under an older one.
        self.toast.hide()
        self.strip.fall_silent()

    def _on_overlays_left(self) -> None:
        self._on_tab_chosen(self.tabs.currentIndex())


START = "patients"
_SLOTS = {
    "new_to_do": ("today", "new_to_do"),
    "show_due": ("today", "show_due"),
    "show_patient": ("patients", "show_patient"),
    "new_patient": ("patients", "new_patient"),
    "show_verify": ("patients", "show_verify"),
    "enter_visit": ("patients", "enter_visit"),
    "log_call": ("patients", "log_call"),
    "print_papers": ("patients", "print_papers"),
    "show_claim": ("billing", "show_claim"),
    "show_claims": ("billing", "show_claims"),
    "show_replies": ("billing", "show_replies"),
    "show_batches": ("billing", "show_batches"),
    "ask_payers": ("billing", "ask_payers"),
    "show_statements": ("billing", "show_statements"),
    "ask_question": ("questions", "show_questions"),
    "show_question": ("questions", "show_question"),
    "take_payment": ("payments", "take_payment"),
    "enter_answer": ("payments", "enter_answer"),
    "enter_check": ("payments", "enter_check"),
    "show_denials": ("disputes", "show_triage"),
    "show_disputes": ("disputes", "show_disputes"),
    "show_dispute": ("disputes", "show_case"),
    "show_guidelines": ("guidelines", "show_guidelines"),
    "show_guideline": ("guidelines", "show_guideline"),
    "show_guideline_version": ("guidelines", "show_version"),
    "new_guideline": ("guidelines", "new_guideline"),
}
_NEEDS_PATIENT = {"enter_visit", "log_call", "print_papers"}


def _show_page(window: MainWindow, patient_id: int, title: str) -> None:
    tab = window.show_room("patients")
    tab.show_patient(patient_id)
    tab.show_page(title).setFocus()


def _estimate(window: MainWindow, patient_id: int, visit_id: int) -> None:
    tab = window.show_room("patients")
    tab.show_patient(patient_id)
    tab.call_page("Visits", "estimate_visit", patient_id, visit_id)


def _choose_estimate(window: MainWindow, patient_id: int) -> None:
    tab = window.show_room("patients")
    if patient_id:
        tab.choose_estimate(patient_id)
    else:
        tab.for_patient(tab.choose_estimate)


def _check_caller(window: MainWindow, patient_id: int) -> None:
    tab = window.show_room("patients")
    if patient_id:
        tab.show_patient(patient_id)
    tab.for_patient(partial(tab.call_page, "Calls & notes", "check_caller"))


def _show_claims(window: MainWindow, part: str, claim_id: int) -> None:
    window.show_room("billing").show_part(part, claim_id)


def _show_payments(window: MainWindow, part: str) -> None:
    window.show_room("payments").show_part(part).go_to_list()


def _close(window: MainWindow, opening: str) -> None:
    getattr(window.show_room("payments").closing, opening)()


def _begin_case(window: MainWindow, claim_id: int, charge_id: int) -> None:
    window.show_room("disputes").begin_case(claim_id, charge_id)


def _show_part(window: MainWindow, title: str) -> None:
    window.show_room("settings").show_part(title)


def _ask_coverage(window: MainWindow, target: Target) -> None:
    """Look up a service: that of the command box, with the patient or service that is looked at."""
    tab = window.shown_tab()
    subject = tab.coverage_subject() if tab else NOTHING_ASKED
    if target.subject_id:
        subject = CoverageSubject(patient_id=target.subject_id)
    if target.text:
        subject = replace(subject, codes=(target.text,))
    window.overlays.ask_coverage(subject)


def _join_overlay(window: MainWindow, name: str, page: Any) -> None:
    if name == "coverage":
        page.file_asked.connect(window.overlays.show_file)
        page.guideline_asked.connect(lambda number: window.run(Target("show_guideline", number)))

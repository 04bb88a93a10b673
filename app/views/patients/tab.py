"""The patients tab: find a patient at the left, see and change the record at the right."""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from app.domain.rights import Right
from app.queries.alerts import list_alerts
from app.queries.patient_records import PatientRecord, find_record
from app.queries.patients import PatientDetail, find_patient
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.refusals import refusal_of
from app.views.common.tab import Tab
from app.views.common.theme import scaled
from app.views.common.toast import let_toasts_go
from app.views.patients.new_patient import NewPatientPanel
from app.views.patients.page import PatientPage
from app.views.patients.patient_list import PatientList
from app.views.patients.record_view import Action, PagePlace, RecordView
from app.views.patients.verify_panel import VerifyPanel
from app.views.patients.visit_list import ESTIMATE_KEY

PLACES = tuple(
    place
    for place in (
        PagePlace("Account", "account_page", "AccountPage"),
        PagePlace("Visits", "visits_page", "VisitsPage"),
        PagePlace("Insurance", "insurance_page", "InsurancePage"),
        PagePlace("Authorizations", "authorizations_page", "AuthorizationsPage"),
        PagePlace("Claims", "claims_page", "ClaimsPage"),
        PagePlace("Calls & notes", "contacts_page", "ContactsPage"),
        PagePlace("Documents", "documents_page", "DocumentsPage"),
        PagePlace("Details", "details_page", "DetailsPage"),
    )
    if find_spec(f"app.views.patients.{place.module}")
)


class PatientsTab(Tab):
    """Search, record and registration; every other tab comes here by `show_patient`."""

    TITLE = "Patients"
    SHOWS = frozenset(
        {
            *("patient", "account", "policy", "visit", "claim", "adjudication", "payment", "statement"),
            *("contact", "document", "notice", "plan", "payer", "procedure", "template", "practice"),
            *("authorization", "alert", "permission", "caller_check", "eligibility", "estimate", "setting"),
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._patient: int | None = None
        self.claim_id: int | None = None
        self.list = PatientList(desk)
        self.record = RecordView(desk, PLACES)
        self._new: NewPatientPanel | None = None
        self._verify: VerifyPanel | None = None
        self._empty = EmptyState(
            "Find a patient at the left by name, birth date or phone.", ("New patient", self.new_patient)
        )
        self._right = QStackedWidget()
        for widget in (self._empty, self.record):
            self._right.addWidget(widget)
        _lay_out(self, self._right)
        self._actions = _actions_of(self)
        self.record.add_actions(self._actions)
        self.record.page_made.connect(partial(_join, self))
        self.record.header.alert_asked.connect(partial(_call_page, self, "Calls & notes", "show_alerts"))
        self.list.chosen.connect(self.open)
        self.list.new_asked.connect(self.new_patient)
        self.list.verify_asked.connect(self.show_verify)
        _bind_keys(self, self._actions)

    @property
    def patient_id(self) -> int | None:
        """The patient now shown."""
        return self._patient

    @property
    def new(self) -> NewPatientPanel:
        """The form for a new patient, made when it is first wanted: most days begin with a search."""
        if self._new is None:
            self._new = NewPatientPanel(self.desk)
            self._new.registered.connect(partial(_show_registered, self))
            self._new.patient_asked.connect(self.show_patient)
            self._new.left.connect(partial(_leave_panel, self, self._right, self._empty))
            self._right.addWidget(self._new)
        return self._new

    @property
    def verify(self) -> VerifyPanel:
        """The list of coverage to verify, made when it is first wanted."""
        if self._verify is None:
            self._verify = VerifyPanel(self.desk)
            self._verify.patient_asked.connect(partial(_show_insurance, self))
            self._verify.left.connect(partial(_leave_panel, self, self._right, self._empty))
            self._right.addWidget(self._verify)
        return self._verify

    def refresh(self) -> None:
        """Ask again for the list and for the patient shown."""
        self.list.refresh()
        if self._patient is not None:
            self._askfor_patient()
        if self._verify is not None and self._right.currentWidget() is self._verify:
            self._verify.refresh()

    @Slot()
    def show_verify(self) -> None:
        """Show whose coverage is to be verified."""
        self._right.setCurrentWidget(self.verify)
        self.verify.refresh()
        self.verify.setFocus()

    @Slot(int)
    def show_patient(self, patient_id: int) -> None:
        """Open a patient's record, with the keyboard on the page that is shown of it."""
        self.open(patient_id)
        self.record.focus_page()

    @Slot()
    def new_patient(self) -> None:
        """Begin or go on registering a new patient."""
        if refusal := refusal_of(self.desk.session, Right.EDIT_PATIENT):
            self.desk.say.emit(refusal)
        else:
            self._right.setCurrentWidget(self.new)
            self.new.begin()

    @Slot(int)
    def enter_visit(self, patient_id: int) -> None:
        """Open a patient and enter a visit."""
        self.show_patient(patient_id)
        self.call_page("Visits", "enter_visit", patient_id)

    @Slot(int)
    def log_call(self, patient_id: int) -> None:
        """Open a patient and log a call, about the claim that the keyboard is on where there is one."""
        page = self.record.current_page() if patient_id == self._patient else None
        claim = page.claim_meant() if page else 0
        self.show_patient(patient_id)
        self.call_page("Calls & notes", "log_call", patient_id, claim)

    @Slot(int, int)
    def print_papers(self, patient_id: int, visit_id: int = 0) -> None:
        """Open a patient and choose one of the front desk's papers."""
        if patient_id != self._patient:
            self.show_patient(patient_id)
        self.call_page("Documents", "show_papers", patient_id, visit_id)

    @Slot(int)
    def choose_estimate(self, patient_id: int) -> None:
        """Open a patient at the planned visits, one of which is to be estimated."""
        if patient_id != self._patient:
            self.show_patient(patient_id)
        self.call_page("Visits", "choose_estimate")

    def show_page(self, title: str) -> PatientPage:
        """Show one page of the record, as `Insurance`."""
        self._right.setCurrentWidget(self.record)
        return self.record.go_to(title)

    def coverage_subject(self) -> CoverageSubject:
        """The patient shown, with the service that the keyboard is on."""
        if self._patient is None or self._right.currentWidget() is not self.record:
            return NOTHING_ASKED
        page = self.record.current_page()
        subject = page.coverage_subject() if page else NOTHING_ASKED
        return subject if subject.patient_id else CoverageSubject(patient_id=self._patient)

    def open(self, patient_id: int) -> None:
        """Show a patient's record; the keyboard stays where it is."""
        if patient_id != self._patient:
            let_toasts_go(self)
        self._patient = patient_id
        self._right.setCurrentWidget(self.record)
        self._askfor_patient()

    def _askfor_patient(self) -> None:
        self.desk.ask(find_record, self._patient, then=self._on_record_found, owner=self, key="record")
        self.desk.ask(find_patient, self._patient, then=self._on_detail_found, owner=self, key="detail")
        asked = (self._patient, self.desk.session.today())
        show = self.record.header.show_alerts
        self.desk.ask(list_alerts, *asked, then=show, owner=self, key="alerts")

    def for_patient(self, act: Callable[[int], object]) -> None:
        """Do something for the patient shown, or say that one must be chosen first."""
        if self._patient is None:
            self.list.focus_search()
            self.desk.say.emit("Choose a patient first.")
        else:
            act(self._patient)

    def call_page(self, title: str, verb: str, *args: object) -> None:
        """Show a page of the record and have it do something."""
        getattr(self.show_page(title), verb)(*args)

    def _on_record_found(self, record: PatientRecord) -> None:
        self.claim_id = record.claim_id
        self.record.show_record(record)

    def _on_detail_found(self, detail: PatientDetail) -> None:
        self.record.show_detail(detail)
        self.list.mark_opened(detail.id)


def _lay_out(tab: PatientsTab, right: QStackedWidget) -> None:
    """The list at the left, what is shown of a patient at the right."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(tab.list)
    splitter.addWidget(right)
    splitter.setStretchFactor(1, 1)
    # Large text makes every part wider; the record needs the room more than the list.
    splitter.setSizes([min(scaled(376), 440), 2 * scaled(900)])
    row = QHBoxLayout(tab)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(splitter)
    tab.setFocusProxy(tab.list.search)


def _leave_panel(tab: PatientsTab, right: QStackedWidget, empty: QWidget) -> None:
    """Go back from what lay over the record, or over nothing, to the search."""
    right.setCurrentWidget(tab.record if tab.patient_id is not None else empty)
    tab.list.focus_search()


def _show_registered(tab: PatientsTab, patient_id: int, is_insured: bool) -> None:
    """Go on with the record of a new patient: with his insurance, else with his details."""
    tab.show_patient(patient_id)
    tab.show_page("Insurance" if is_insured else "Details")
    if is_insured:
        tab.call_page("Insurance", "add_policy", patient_id)


def _show_insurance(tab: PatientsTab, patient_id: int) -> None:
    tab.show_patient(patient_id)
    tab.show_page("Insurance").setFocus()


def _bind_keys(tab: PatientsTab, actions: tuple[Action, ...]) -> None:
    _add_key(tab, tab.list.focus_search, "Ctrl+F", "F3")
    _add_key(tab, partial(_step, tab, 1), "Ctrl+]")
    _add_key(tab, partial(_step, tab, -1), "Ctrl+[")
    _add_key(tab, partial(_turn_page, tab, 1), "Ctrl+Tab", "Ctrl+PgDown")
    _add_key(tab, partial(_turn_page, tab, -1), "Ctrl+Shift+Tab", "Ctrl+PgUp")
    check = partial(tab.for_patient, partial(tab.call_page, "Calls & notes", "check_caller"))
    _add_key(tab, check, "Ctrl+Shift+I")
    for action in actions:
        _add_key(tab, tab.record.guarded(action), action.key)
    trail = partial(tab.for_patient, lambda _: tab.call_page("Account", "show_trail"))
    _add_key(tab, trail, "Ctrl+Shift+Y")


def _step(tab: PatientsTab, step: int) -> None:
    """Go to the next patient of the list, or the one before; the keyboard stays where it is."""
    neighbour = tab.list.neighbour(step)
    if neighbour is not None:
        tab.open(neighbour)


def _turn_page(tab: PatientsTab, step: int) -> None:
    """Go to the next page of the record or the one before, in a ring, with the keyboard on it."""
    title = PLACES[(tab.record.bar.currentIndex() + step) % len(PLACES)].title
    tab.for_patient(lambda _patient: tab.show_page(title).setFocus())


def _call_page(tab: PatientsTab, title: str, verb: str, *args: object) -> None:
    """Go to a page and begin something there."""
    getattr(tab.show_page(title), verb)(*args)


def _join(tab: PatientsTab, page: PatientPage) -> None:
    """Pass on what a page asks for."""
    page.patient_asked.connect(tab.show_patient)
    page.claim_asked.connect(tab.claim_asked)
    page.payment_asked.connect(tab.payment_asked)
    page.answer_asked.connect(tab.answer_asked)
    page.file_asked.connect(tab.file_asked)
    page.case_asked.connect(tab.case_asked)
    page.page_asked.connect(tab.show_page)
    page.papers_asked.connect(tab.print_papers)
    page.walkout_asked.connect(partial(_print_walkout, tab))
    if page.TITLE != "Visits":
        # There the list itself has the key, for the visit that is chosen in it.
        _add_key(page, partial(tab.for_patient, tab.choose_estimate), ESTIMATE_KEY)


def _open_claim(tab: PatientsTab, _patient: int) -> None:
    """Go to the patient's newest open claim, or say that there is none."""
    if tab.claim_id is not None:
        tab.claim_asked.emit(tab.claim_id)
    else:
        tab.desk.say.emit("This patient has no open claim. A claim is made when a visit is entered.")


def _print_walkout(tab: PatientsTab, patient_id: int) -> None:
    """Open a patient's account at the walk-out statement of today."""
    if patient_id != tab.patient_id:
        tab.show_patient(patient_id)
    tab.call_page("Account", "show_walkout")


def _add_key(tab: QWidget, slot: Callable[[], object], *keys: str) -> None:
    shortcut = QShortcut(tab)
    shortcut.setKeys([QKeySequence(key) for key in keys])
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(slot)


def _actions_of(tab: PatientsTab) -> tuple[Action, ...]:
    asked = tab.for_patient
    ask = partial(tab.act_asked.emit, "ask_question")
    show_bill = partial(asked, lambda _: tab.call_page("Account", "show_bill"))
    return (
        Action("Take payment", "Ctrl+T", Right.TAKE_PAYMENT, partial(asked, tab.payment_asked.emit)),
        Action("Charges", "Ctrl+E", Right.ENTER_CHARGE, partial(asked, tab.enter_visit)),
        Action("Call", "Ctrl+L", Right.LOG_CALL, partial(asked, tab.log_call)),
        Action("Questions", "Ctrl+Shift+H", Right.SEE_PATIENT, partial(asked, ask)),
        Action("Bill", "Ctrl+B", Right.SEE_PATIENT, show_bill),
        Action("Claim", "Ctrl+I", Right.SEE_PATIENT, partial(asked, partial(_open_claim, tab))),
    )

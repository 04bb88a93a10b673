"""One policy: payer and plan, numbers, dates and holder, with gaps and overlaps said while it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.coverage import RANK_NAMES, PolicyTerm, check_policies
from app.domain.errors import AppError
from app.domain.filing_codes import MSP_TYPES
from app.domain.findings import Finding, Severity
from app.queries.patients import PatientDetail
from app.queries.policies import HolderLine, PlanLine, PolicyLine, list_holders, list_plans
from app.services.policies import change_policy, register_policy
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.theme import Space, Text
from app.views.patients.coverage_words import FindingLines
from app.views.patients.person_fields import ADDRESS, SEXES

RELATIONSHIPS = (
    ("self", "The patient"),
    ("spouse", "The patient's husband or wife"),
    ("child", "A parent: the patient is the child"),
    ("other", "Somebody else"),
)
RANKS = tuple(
    (rank, f"{name} (pays {word})")
    for (rank, name), word in zip(RANK_NAMES.items(), ("first", "second", "third"), strict=True)
)
_WHY_SECOND = (("", "Not said yet"), *((code, f"{code} · {words}") for code, words in MSP_TYPES))
# As many letters as a name needs, for the list of people comes after the panel is laid out.
_NAME_LETTERS = 20
_TERM = (
    Field("payer", "Insurance company", Kind.CHOICE),
    Field("plan", "Plan", Kind.CHOICE),
    Field("rank", "Order", Kind.CHOICE, choices=RANKS),
    Field("member_id", "Member number"),
    Field("group_number", "Group number"),
    Field("relationship", "Who holds the policy", Kind.CHOICE, choices=RELATIONSHIPS),
    Field("effective", "In force from", Kind.DATE, required=True),
    Field("termination", "Ended on", Kind.DATE, help="Empty while it is in force."),
    Field("order_reason", "Why in this order", help="Such as a court order, or the birthday rule."),
    Field("cob_confirmed_on", "Order asked on", Kind.DATE, help="When the patient last confirmed it."),
    Field("qmb", "Qualified Medicare beneficiary (QMB)", Kind.CHECK),
    Field("msp_type", "Why Medicare pays second", Kind.CHOICE, choices=_WHY_SECOND, wide=True),
)
_HOLDER = (
    Field("holder_last", "Holder's last name"),
    Field("holder_first", "Holder's first name"),
    Field("holder_middle", "Holder's middle name"),
    Field("holder_birth_date", "Holder's birth date", Kind.BIRTH_DATE),
    Field("holder_sex", "Holder's sex on the card", Kind.CHOICE, choices=SEXES),
    Field("holder_phone", "Holder's phone", Kind.PHONE),
    *ADDRESS,
    Field("holder_suffix", "Holder's suffix"),
)
_DATES = frozenset({"effective", "termination", "cob_confirmed_on", "holder_birth_date"})


@dataclass(frozen=True, slots=True)
class _Copied:
    """The office's plans and the family's people, as choices."""

    plans: tuple[PlanLine, ...] = ()
    people: tuple[HolderLine, ...] = ()

    def plan(self, chosen: object) -> PlanLine | None:
        """The plan chosen, if one is."""
        return next((plan for plan in self.plans if plan.id == chosen), None)


class PolicyPanel(Panel):
    """Ctrl+Enter saves; Ctrl+Shift+Enter saves and begins another. `saved` ends the entry."""

    saved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Add insurance", parent)
        self._desk = desk
        self._patient: PatientDetail | None = None
        self._line: PolicyLine | None = None
        self._others: tuple[PolicyTerm, ...] = ()
        self._lists = _Copied()
        self.term = FormPanel(_TERM, desk.session.today, columns=3)
        self.holder = FormPanel(_HOLDER, desk.session.today, columns=3)
        self.copy = Combo("Copy the holder from the family")
        self.findings = FindingLines()
        self._holder_box = QWidget()
        self._term_drafts = DraftKeeper(desk, self.term, "policy")
        self._holder_drafts = DraftKeeper(desk, self.holder, "policy holder")
        self._lay_out()
        self._connect()

    @property
    def patient_id(self) -> int | None:
        """The patient whose policy is open here, or nobody."""
        return self._patient.id if self._patient else None

    def begin(self, patient: PatientDetail, policies: Sequence[PolicyLine], line: PolicyLine | None) -> None:
        """Change a policy of this patient, or add one beside `policies`."""
        self._patient, self._line = patient, line
        self._others = tuple(other.term for other in policies if line is None or other.id != line.id)
        self.set_title("Change insurance" if line else "Add insurance")
        self.explain("")
        self._desk.ask(list_plans, then=self._on_plans_listed, owner=self, key="plans")

    def _load(self) -> None:
        assert self._patient is not None
        values = self._line.values if self._line else self._usual(self._patient)
        plan = self._lists.plan(values["plan"])
        self._payer().set_value(plan.payer_id if plan else None)
        self._offer_plans()
        self.term.set_values({name: values[name] for name in _names(_TERM) if name != "payer"})
        self.holder.set_values({name: values[name] for name in _names(_HOLDER)})
        self._show_holder()
        subject = f"{self._patient.id}/{self._line.id if self._line else 'new'}"
        self._term_drafts.bring_back(subject)
        self._holder_drafts.bring_back(subject)
        self._show_findings()
        self.term.editor("payer").setFocus()

    def _usual(self, patient: PatientDetail) -> dict[str, Any]:
        """A new policy: the next place in the order, in force since the beginning of the year."""
        today = self._desk.session.today()
        taken = {term.rank for term in self._others if term.covers(today)}
        rank = next((rank for rank in RANK_NAMES if rank not in taken), max(RANK_NAMES))
        empty: dict[str, Any] = dict.fromkeys((*_names(_TERM), *_names(_HOLDER)), "")
        known = {name: patient.values[name] for name in _names(ADDRESS)}
        dates = {**dict.fromkeys(_DATES), "effective": date(today.year, 1, 1)}
        usual = {"rank": rank, "relationship": "self", "plan": None, "qmb": False}
        return {**empty, **known, **dates, **usual}

    def _offer_plans(self) -> None:
        editor = self.term.editor("plan")
        assert isinstance(editor, Combo)
        payer = self._payer().value()
        plans = [(plan.id, plan.name) for plan in self._lists.plans if plan.payer_id == payer]
        editor.set_choices(plans if len(plans) == 1 else [(None, "Choose…"), *plans])

    def _payer(self) -> Combo:
        editor = self.term.editor("payer")
        assert isinstance(editor, Combo)
        return editor

    def _show_holder(self) -> None:
        self._holder_box.setVisible(self.term.editor("relationship").value() != "self")

    def _show_findings(self) -> None:
        values = self.term.values()
        plan = self._lists.plan(values["plan"])
        self.term.set_shown("msp_type", _is_medicare_second(plan, values["rank"]))
        effective = values["effective"]
        if self._patient is None or not isinstance(effective, date) or plan is None:
            self.findings.show_findings(())
            return
        typed = PolicyTerm(
            self._line.id if self._line else 0,
            int(str(values["rank"])),
            effective,
            values["termination"],  # type: ignore[arg-type]
            plan.payer,
            plan.name,
            plan.line_of_business,
            relationship=str(values["relationship"]),
        )
        born = self._patient.values["birth_date"]
        found = check_policies((*self._others, typed), self._desk.session.today(), born)
        self.findings.show_findings(found)

    def _values(self) -> dict[str, Any]:
        term, holder = self.term.values(), self.holder.values()
        del term["payer"]
        if not _is_medicare_second(self._lists.plan(term["plan"]), term["rank"]):
            term["msp_type"] = ""
        if term["relationship"] == "self":
            holder = dict.fromkeys(holder, "")
            holder["holder_birth_date"] = None
        both = {**term, **holder}
        return {name: value if name in _DATES or value is not None else "" for name, value in both.items()}

    def _check(self) -> bool:
        if not self.term.check():
            return False
        if self.term.editor("plan").value() is None:
            fix = "Choose one, or ask the manager to add it to the office's plans."
            finding = Finding(Severity.ERROR, "plan", "The plan is missing.", fix)
            self.term.show_findings((finding,))
            return False
        return self.holder.check()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.M)
        box = QVBoxLayout(self._holder_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("The holder", Text.SECTION))
        self.copy.setMinimumContentsLength(_NAME_LETTERS)
        head.addWidget(self.copy)
        head.addStretch()
        box.addLayout(head)
        box.addWidget(self.holder)
        for widget in (self.term, self.findings, self._holder_box):
            column.addWidget(widget)
        column.addStretch()
        self.body.addWidget(Scrolled(inside), 1)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Save insurance")

    def _connect(self) -> None:
        self.term.edited.connect(self._show_findings)
        self._payer().currentIndexChanged.connect(self._offer_plans)
        self.term.editor("relationship").edited.connect(self._show_holder)
        self._term_drafts.brought_back.connect(self._on_brought_back)
        self.copy.edited.connect(self._on_copy_asked)
        self.post_asked.connect(self._on_post_asked)
        self.post_and_new_asked.connect(partial(self._on_post_asked, True))

    def _on_plans_listed(self, plans: tuple[PlanLine, ...]) -> None:
        if self._patient is None:
            return
        self._lists = replace(self._lists, plans=plans)
        payers: dict[object, str] = {None: "Choose…", **{plan.payer_id: plan.payer for plan in plans}}
        self._payer().set_choices(payers.items())
        self._desk.ask(list_holders, self._patient.id, then=self._on_people_listed, owner=self, key="people")
        self._load()
        if not plans:
            self.explain(
                "The office's lists have no plan yet. The manager adds payers and plans in Settings."
            )

    def _on_people_listed(self, people: tuple[HolderLine, ...]) -> None:
        self._lists = replace(self._lists, people=people)
        names = [(at, person.name) for at, person in enumerate(people)]
        self.copy.set_choices([(-1, "Copy from the family…"), *names])

    def _on_copy_asked(self) -> None:
        at = self.copy.value()
        if isinstance(at, int) and at >= 0:
            self.holder.set_values(self._lists.people[at].values)
            self.holder.flush_draft()

    def _on_brought_back(self) -> None:
        self._show_holder()
        self._show_findings()
        self.explain("What you typed before is back, and not saved yet.", "warning")

    def _on_post_asked(self, and_new: bool = False) -> None:
        if self._patient is None:
            return
        if not self._check():
            self.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        self.explain("Saving…")
        then = partial(self._on_saved, and_new)
        if self._line:
            call: tuple[Any, ...] = (change_policy, self._patient.id, self._line.id, self._line.version)
        else:
            call = (register_policy, self._patient.id)
        self._desk.do(*call, self._values(), then=then, failed=self._on_refused, owner=self)

    def _on_saved(self, and_new: bool, policy_id: int | None) -> None:
        self._term_drafts.let_go()
        self._holder_drafts.let_go()
        patient, values = self._patient, self.term.values()
        self._desk.say.emit("The insurance is saved.")
        if and_new and patient and isinstance(values["effective"], date):
            plan = next(plan for plan in self._lists.plans if plan.id == values["plan"])
            rank, ended = int(str(values["rank"])), values["termination"]
            term = PolicyTerm(policy_id or 0, rank, values["effective"], ended, plan.payer, plan.name)  # type: ignore[arg-type]
            self._others, self._line = (*self._others, term), None
            self.set_title("Add insurance")
            self._load()
        else:
            self._patient = None
            self.saved.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(f"{error} What you typed is kept.", "danger")


def _is_medicare_second(plan: PlanLine | None, rank: object) -> bool:
    return plan is not None and plan.is_medicare and isinstance(rank, int) and rank > 1


def _names(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(field.name for field in fields)

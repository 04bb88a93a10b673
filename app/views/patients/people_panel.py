"""The people whom a patient lets hear of his account, and how much each may hear."""

from typing import Any

from app.domain.callers import Scope
from app.domain.date_entry import format_date
from app.domain.rights import Right
from app.queries.callers import PermissionLine, list_permissions
from app.queries.documents import list_documents
from app.services.callers import PermissionEntry, end_permission, permit_person
from app.views.common.columns import Column
from app.views.common.fields import Field, Kind
from app.views.patients.ending_panel import EndingPanel

SCOPES = {Scope.MONEY: "Money only", Scope.ALL: "Everything"}
_SCOPES = tuple((key.value, word) for key, word in SCOPES.items())


def _until(line: PermissionLine) -> str:
    if line.permission.is_ended:
        return "ended"
    return format_date(line.permission.until) if line.permission.until else "no end"


class PeoplePanel(EndingPanel):
    """Adds and ends permissions; a paper of the patient's documents may stand behind one."""

    NAME = "People who may hear of it"
    RIGHT = Right.EDIT_PATIENT
    COLUMNS = (
        Column("Name", lambda line: line.permission.name),
        Column("Who it is", lambda line: line.relationship, width=14),
        Column("May hear", lambda line: SCOPES[line.permission.scope], width=11),
        Column("Phone", lambda line: line.phone, width=13),
        Column("Since", lambda line: line.permission.since, width=10),
        Column("Until", _until, width=10),
        Column("Signed paper", lambda line: "none" if line.file_id is None else "kept", width=12),
    )
    FIELDS = (
        Field("name", "Name", required=True),
        Field("relationship", "Who it is to the patient"),
        Field("scope", "May hear", Kind.CHOICE, choices=_SCOPES),
        Field("phone", "Phone", Kind.PHONE),
        Field("until", "Until", Kind.DATE, help="Empty: until it is ended."),
        Field("file_id", "Signed paper", Kind.CHOICE, choices=((None, "None"),)),
    )

    def ask(self) -> None:
        """Ask for the permissions, and for the papers that may stand behind one."""
        self.desk.ask(list_permissions, self.patient_id, then=self.show_lines, owner=self, key="list")
        self.desk.ask(list_documents, self.patient_id, then=self._on_papers, owner=self, key="papers")

    def add(self, values: dict[str, Any]) -> None:
        """Write the permission down."""
        facts = {**values, "scope": Scope(values["scope"]), "phone": values["phone"] or ""}
        self.run(permit_person, self.patient_id, PermissionEntry(**facts))

    def end(self, line: PermissionLine) -> None:
        """End the permission."""
        self.run(end_permission, self.patient_id, line.id)

    def _on_papers(self, papers: Any) -> None:
        choices = ((None, "None"), *((paper.id, paper.name) for paper in papers))
        self.form.editor("file_id").set_choices(choices)  # type: ignore[union-attr]

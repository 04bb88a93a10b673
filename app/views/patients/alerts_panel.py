"""Alerts that people type: what everyone must know first about an account, and until when."""

from typing import Any

from app.queries.alerts import AlertLine, list_alerts
from app.services.alerts import AlertEntry, add_alert, end_alert
from app.views.common.columns import Column
from app.views.common.fields import Field, Kind
from app.views.patients.ending_panel import EndingPanel

KINDS = {"note": "Note", "money": "Money", "legal": "Legal", "language": "Language", "other": "Other"}


class AlertsPanel(EndingPanel):
    """Adds and ends alerts; each stands as a chip in the head of the record."""

    NAME = "Alerts"
    COLUMNS = (
        Column("Alert", lambda line: line.text),
        Column("Kind", lambda line: KINDS[line.kind], width=9),
        Column("For", lambda line: "Whole family" if line.for_family else "This patient", width=13),
        Column("Since", lambda line: line.since, width=10),
        Column("Until", lambda line: line.expires_on or "no end", width=10),
        Column("By", lambda line: line.user, width=14),
    )
    FIELDS = (
        Field("text", "What must be known first", required=True, wide=True),
        Field("kind", "Kind", Kind.CHOICE, choices=tuple(KINDS.items())),
        Field("expires_on", "Until", Kind.DATE, help="Empty: until it is ended. +30 is in 30 days."),
        Field("for_family", "For everyone of this account", Kind.CHECK),
    )

    def ask(self) -> None:
        """Ask for the alerts that hold today."""
        today = self.desk.session.today()
        self.desk.ask(list_alerts, self.patient_id, today, then=self.show_lines, owner=self, key="list")

    def add(self, values: dict[str, Any]) -> None:
        """Put the alert on the account."""
        self.run(add_alert, AlertEntry(self.patient_id, **values))

    def end(self, line: AlertLine) -> None:
        """End the alert."""
        self.run(end_alert, self.patient_id, line.id)

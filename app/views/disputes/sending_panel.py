"""How a packet was sent: when, by which way, under which number, with its confirmation."""

from typing import Any

from app.domain.disputes.evidence import missing
from app.queries.dispute_papers import PacketLine
from app.queries.disputes import CaseDetail
from app.services.dispute_packets import SendingEntry, send_packet
from app.services.files import NewFile
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.disputes.case_form import CaseForm
from app.views.disputes.document_choice import DocumentChoice

METHOD_NAMES = {"fax": "Fax", "mail": "Mail", "portal": "Insurer’s portal", "in_person": "In person"}
_FIELDS = (
    Field("method", "How", Kind.CHOICE, choices=tuple(METHOD_NAMES.items())),
    Field("sent_on", "Sent on", Kind.DATE, required=True, help="t is today."),
    Field("tracking", "Tracking or confirmation number"),
    Field("note", "Note", Kind.NOTE, wide=True),
    Field("why_incomplete", "Why it goes without what is missing", Kind.NOTE, wide=True),
)


class SendingPanel(CaseForm):
    """Ctrl+Enter notes it: the case then waits on the insurer, and to-dos ask again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "It was sent", _FIELDS, "It was sent")
        self._packet_id = 0
        self.document = DocumentChoice(desk, "Confirmation", "confirmation")
        self.add_document(self.document)

    def begin(self, case: CaseDetail, packet: PacketLine) -> None:
        """Begin for a packet, faxed today; what the checklist still lacks is named."""
        self._packet_id = packet.id
        lacks = missing(case.evidence)
        names = "; ".join(each.need.title for each in lacks)
        today = self.desk.session.today()
        values = {"method": "fax", "sent_on": today, "tracking": "", "note": "", "why_incomplete": ""}
        self.open_for(case, values, f"Still missing: {names}." if lacks else "The checklist is complete.")
        self.form.set_shown("why_incomplete", bool(lacks))
        self.document.begin()

    def post(self, _case: CaseDetail, values: dict[str, Any]) -> None:
        """Note the sending."""
        document = self.document.value()
        texts = {name: str(values[name] or "") for name in ("method", "tracking", "note", "why_incomplete")}
        confirmation = document if isinstance(document, NewFile) else None
        entry = SendingEntry(sent_on=values["sent_on"], document=confirmation, **texts)
        self.do(None, send_packet, self._packet_id, entry)

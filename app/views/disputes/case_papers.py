"""The papers of a case: its checklist, and its letters and packets with how they were sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from app.domain.date_entry import format_date
from app.domain.disputes.cases import LANE_NAMES
from app.domain.disputes.evidence import Evidence
from app.domain.disputes.letters import LETTER_NAMES
from app.queries.dispute_papers import LetterLine, PacketLine
from app.queries.disputes import CaseDetail
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.disputes.sending_panel import METHOD_NAMES
from app.views.disputes.words import evidence_chip


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A letter or a packet as the list shows it."""

    on: date
    words: str
    letter: LetterLine | None = None
    packet: PacketLine | None = None


class CasePapers(QObject):
    """Enter on the checklist says what becomes of a thing; on a letter edits it; on a packet shows it."""

    evidence_asked = Signal(object)
    letter_asked = Signal()
    file_asked = Signal(int)
    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.checklist = TableModel(_checklist_columns(desk.session.today), self)
        self.things = TableView("Checklist", self.checklist)
        self.rows = TableModel(_PAPERS, self)
        self.papers = TableView("Letters and packets", self.rows)
        self._letters: tuple[LetterLine, ...] = ()
        self._packets: tuple[PacketLine, ...] = ()
        self.things.opened.connect(self.evidence_asked)
        self.papers.opened.connect(self._on_paper_opened)

    def show_case(self, case: CaseDetail) -> None:
        """Show the checklist of a case; the keyboard stays on the thing that it was on."""
        current: Evidence | None = self.things.current_row()
        self.checklist.set_rows(case.evidence)
        at = next((at for at, each in enumerate(case.evidence) if current and each.id == current.id), 0)
        self.things.go_to(at)

    def show_letters(self, letters: Sequence[LetterLine]) -> None:
        """Show the versions of the letter."""
        self._letters = tuple(letters)
        self._show_papers()

    def show_packets(self, packets: Sequence[PacketLine]) -> None:
        """Show the packets."""
        self._packets = tuple(packets)
        self._show_papers()

    def packet(self) -> PacketLine | None:
        """The packet chosen, or else the newest one."""
        row: PaperRow | None = self.papers.current_row()
        chosen = row.packet if row else None
        return chosen or next(iter(self._packets), None)

    def _show_papers(self) -> None:
        packets = [_packet_row(line) for line in self._packets]
        letters = [_letter_row(line) for line in self._letters]
        self.rows.set_rows([*packets, *letters])
        self.counted.emit(len(self.rows.rows))

    def _on_paper_opened(self, row: PaperRow) -> None:
        if row.packet is not None:
            self.file_asked.emit(row.packet.file_id)
        else:
            self.letter_asked.emit()


_PAPERS = (
    Column("On", lambda row: row.on, width=10),
    Column("Paper", lambda row: row.words),
)


def _checklist_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    return (
        Column("Needed", lambda each: each.need.title),
        Column("From", lambda each: LANE_NAMES[each.need.lane], width=8),
        Column("How it stands", lambda each: evidence_chip(each, today()), width=17),
    )


def _packet_row(line: PacketLine) -> PaperRow:
    pages = "1 page" if line.pages == 1 else f"{line.pages:,} pages"
    sent = "; ".join(_sent(each.method, each.sent_on, each.tracking) for each in line.sendings)
    words = f"Packet, {pages}: {sent or 'not sent yet'}"
    return PaperRow(datetime.fromisoformat(line.at).date(), words, packet=line)


def _sent(method: str, on: date, tracking: str) -> str:
    number = f", {tracking}" if tracking else ""
    return f"sent {format_date(on)} ({METHOD_NAMES.get(method, method).lower()}{number})"


def _letter_row(line: LetterLine) -> PaperRow:
    words = f"Letter, version {line.version}: {LETTER_NAMES[line.text.kind].lower()}"
    return PaperRow(datetime.fromisoformat(line.at).date(), words, letter=line)

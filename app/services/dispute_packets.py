"""Packets of a dispute: composed into one PDF, kept as they are, and sent with proof."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import partial

from app.documents.appeal_letter import draw_appeal_letter
from app.documents.dispute_sheet import draw_dispute_sheet
from app.documents.packet import PacketPart, count_pages, draw_index, join_packet
from app.documents.picture_page import draw_picture_page
from app.domain.disputes.cases import Channel, FactKind, Lane, Stage
from app.domain.disputes.deadline_rules import DeadlineKind, DeadlineRule
from app.domain.disputes.deadlines import Deadline, decision_due, still_possible
from app.domain.disputes.evidence import missing
from app.domain.disputes.letters import check_letter
from app.domain.disputes.packets import LARGEST_PACKET, place_parts, too_large, warn_of_size
from app.domain.errors import InputError, RuleError
from app.domain.findings import has_errors
from app.domain.letterhead import PracticeHead
from app.domain.rights import Right
from app.models.database import release_memory
from app.models.dispute_papers import DisputePacket, DisputeSending
from app.models.disputes import DisputeCase, DisputeDeadline, DisputeDeadlineEnd
from app.queries.dispute_packets import PDF, PacketPaper, PacketSource, find_handover, packet_source
from app.queries.disputes import case_detail
from app.queries.kept_files import find_file_content
from app.queries.letterheads import find_letterhead
from app.services.dispute_deadlines import rule_for, write_deadline, write_end
from app.services.dispute_facts import FactEntry, write_fact
from app.services.dispute_outcomes import move_stage
from app.services.disputes import fetch_open_case
from app.services.files import NewFile, keep_file, paper_mark
from app.services.progress import Progress, no_progress
from app.services.rows import fetch
from app.services.session import Session, Transaction
from app.services.to_dos import ToDoEntry, write_to_do

METHODS = {"fax": Channel.FAX, "mail": Channel.MAIL, "portal": Channel.PORTAL, "in_person": Channel.IN_PERSON}
FOLLOW_UP_DAYS = (30, 45, 60)
_SENT_KINDS = (
    DeadlineKind.APPEAL,
    DeadlineKind.EXTERNAL_REVIEW,
    DeadlineKind.TAKEBACK,
    DeadlineKind.UNDERPAYMENT,
    DeadlineKind.RECORDS,
)


@dataclass(frozen=True, slots=True)
class MadePacket:
    """A packet that was composed and kept: its pages, its size in bytes, and what to heed before it goes."""

    id: int
    file_id: int
    pages: int
    size: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SendingEntry:
    """How a packet was sent: `document` is the confirmation that is kept with it.

    `why_incomplete` says why it went out although something on the checklist was missing.
    """

    sent_on: date
    method: str
    tracking: str = ""
    document: NewFile | None = None
    note: str = ""
    why_incomplete: str = ""


def make_packet(session: Session, case_id: int, progress: Progress = no_progress) -> MadePacket:
    """Compose the packet of a case from its newest letter and keep it; a cancelled one leaves nothing."""
    session.require(Right.WORK_DISPUTE)
    with session.transaction() as transaction:
        case = fetch_open_case(case_id)
        signer = session.user.display_name
        source = packet_source(case_id, case.patient_id, session.today(), signer)
        findings = check_letter(source.paper)
        if has_errors(findings):
            raise RuleError(" ".join(f"{each.text} {each.fix}" for each in findings))
        pdf, pages, content = _compose(source, progress)
        new = NewFile(
            "dispute_packet", f"case-{case.number}.pdf", pdf, "dispute", case_id, case.patient_id, pages
        )
        size = len(pdf)
        file_id = keep_file(transaction, new, PDF)
        row = DisputePacket.create(
            case=case_id,
            level=case.level,
            letter=source.letter_id,
            file=file_id,
            pages=pages,
            size=size,
            content=content,
            user=session.user.id,
            at=session.now().isoformat(),
        )
        after = {"case": case.number, "pages": pages, "file": file_id}
        transaction.record("dispute_packet", row.id, "make_packet", patient=case.patient_id, after=after)
    release_memory()
    warnings = (*source.left_out, *warn_of_size(size, pages))
    return MadePacket(int(row.id), file_id, pages, size, warnings)


def send_packet(session: Session, packet_id: int, entry: SendingEntry) -> str:
    """Note that a packet was sent, and say by when the answer is due; reminders follow up on it.

    Raises RuleError while something on the checklist is missing and no reason is given.
    """
    session.require(Right.WORK_DISPUTE)
    if entry.method not in METHODS:
        raise InputError("Choose how it was sent.")
    if entry.sent_on > session.today():
        raise InputError("The day of sending lies in the future. Check the date.")
    with session.transaction() as transaction:
        packet = fetch(DisputePacket, packet_id, "packet")
        case = fetch_open_case(packet.case_id)
        _refuse_incomplete(case, entry)
        _write_sending(transaction, packet, case, entry)
        late = _end_deadlines(transaction, case, entry.sent_on)
        due = _await_decision(transaction, case, entry.sent_on)
        _follow_up(transaction, case, entry.sent_on)
        move_stage(transaction, case, Stage.SENT, "Wait for the decision")
        answer = f" The answer is due on {due:%m/%d/%Y}." if due else ""
        return f"Case {case.number} waits on the insurer.{answer}{late}"


def print_handover(session: Session, case_id: int) -> int:
    """Print the hand-over sheet of a case, keep it, and give the id of the file."""
    session.require(Right.WORK_DISPUTE)
    with session.transaction() as transaction:
        case = fetch(DisputeCase, case_id, "case")
        sheet = find_handover(case_id, case.patient_id, session.today())
        pdf = draw_dispute_sheet(sheet, find_letterhead(), paper_mark())
        name = f"case-{case.number}-handover.pdf"
        new = NewFile("handover", name, pdf, "dispute", case_id, case.patient_id, count_pages(pdf))
        file_id = keep_file(transaction, new)
        transaction.record("dispute_case", case_id, "print_handover", patient=case.patient_id)
        return file_id


def _compose(source: PacketSource, progress: Progress) -> tuple[bytes, int, str]:
    """Draw the papers and join them; gives the PDF, its pages, and what lies where as JSON."""
    weight = sum(paper.size for paper in source.papers)
    if weight > LARGEST_PACKET:
        raise too_large(weight)
    mark, head, number = paper_mark(), find_letterhead(), source.case.line.number
    letter = _drawn("Letter", draw_appeal_letter(source.paper, mark))
    parts = [letter, *(_part(paper, head, mark) for paper in source.papers)]
    counted = [(part.title, part.pages) for part in parts]
    index_pages = count_pages(draw_index(number, place_parts(counted, 1), mark))
    placed = place_parts(counted, index_pages)
    index = _drawn("Index", draw_index(number, placed, mark))
    pages = sum(count for _, count in counted) + index_pages
    pdf = join_packet(number, [letter, index, *parts[1:]], _told(progress))
    if len(pdf) > LARGEST_PACKET:
        raise too_large(len(pdf))
    return pdf, pages, json.dumps([asdict(part) for part in placed])


def _told(progress: Progress) -> Callable[[int, int], None]:
    return lambda done, pages: progress(done, pages, "pages")


def _part(paper: PacketPaper, head: PracticeHead, mark: str) -> PacketPart:
    """A paper for the packet; a kept document is brought only when its turn comes."""
    if paper.sheet is not None:
        return _drawn(paper.title, draw_dispute_sheet(paper.sheet, head, mark, has_numbers=False))
    if paper.file_id:
        return PacketPart(paper.title, paper.pages, partial(_bring, paper.file_id, paper.media_type))
    return _drawn(paper.title, paper.content)


def _drawn(title: str, pdf: bytes) -> PacketPart:
    return PacketPart(title, count_pages(pdf), lambda: pdf)


def _bring(file_id: int, media_type: str) -> bytes:
    content = find_file_content(file_id)
    release_memory()
    return content if media_type == PDF else draw_picture_page(content)


def _refuse_incomplete(case: DisputeCase, entry: SendingEntry) -> None:
    lacks = missing(case_detail(case.id, case.patient_id).evidence)
    if lacks and not entry.why_incomplete.strip():
        names = "; ".join(each.need.title for each in lacks)
        raise RuleError(
            f"The checklist is not complete: {names}. Get it, mark it as not needed, or say why it goes "
            "without. Nothing was changed."
        )


def _write_sending(
    transaction: Transaction, packet: DisputePacket, case: DisputeCase, entry: SendingEntry
) -> None:
    session = transaction.session
    file_id = None
    if entry.document is not None:
        given = entry.document
        new = NewFile(
            "confirmation", given.name, given.content, "dispute", case.id, case.patient_id, given.pages
        )
        file_id = keep_file(transaction, new)
    row = DisputeSending.create(
        packet=packet.id,
        sent_on=entry.sent_on,
        method=entry.method,
        tracking=entry.tracking.strip(),
        file=file_id,
        note=entry.note.strip(),
        user=session.user.id,
        at=session.now().isoformat(),
    )
    words = f"Sent the packet of {packet.pages} pages. {entry.note} {entry.why_incomplete}"
    fact = FactEntry(
        Lane.INSURER,
        FactKind.SENT,
        " ".join(words.split()),
        entry.sent_on,
        channel=METHODS[entry.method],
        reference=entry.tracking,
        file_id=packet.file_id,
    )
    write_fact(transaction, case, fact)
    after = {"case": case.number, "method": entry.method, "sent_on": entry.sent_on}
    transaction.record("dispute_packet", row.id, "send_packet", patient=case.patient_id, after=after)


def _end_deadlines(transaction: Transaction, case: DisputeCase, sent_on: date) -> str:
    """End what the packet was due for: met, or missed with what is still possible."""
    ended = DisputeDeadlineEnd.select(DisputeDeadlineEnd.deadline)
    kinds = [kind.value for kind in _SENT_KINDS]
    here = (DisputeDeadline.case == case.id) & DisputeDeadline.kind.in_(kinds)
    late = ""
    for row in DisputeDeadline.select().where(here & DisputeDeadline.id.not_in(ended)):
        is_met = sent_on <= row.due_on
        write_end(transaction, row, "met" if is_met else "missed")
        if not is_met:
            late = f" It went out after {row.due_on:%m/%d/%Y}. {still_possible(DeadlineKind(row.kind))}"
    return late


def _await_decision(transaction: Transaction, case: DisputeCase, sent_on: date) -> date | None:
    """Note by when the insurer must decide, where a rule says so."""
    rule = _rule_of(case)
    due = decision_due(rule, sent_on) if rule else None
    if rule is None or due is None:
        return None
    how = f"{rule.decided_in} {rule.decided_unit.value.replace('_', ' ')} from sending on {sent_on:%m/%d/%Y}."
    decision = Deadline(
        DeadlineKind.DECISION, case.level, "Decision", sent_on, due, how, rule.source, rule.is_default
    )
    write_deadline(transaction, case, decision)
    return due


def _rule_of(case: DisputeCase) -> DeadlineRule | None:
    kinds = (DeadlineKind.APPEAL, DeadlineKind.EXTERNAL_REVIEW)
    found = (rule_for(case, kind, case.level, case.noticed_on) for kind in kinds)
    return next((rule for rule in found if rule), None)


def _follow_up(transaction: Transaction, case: DisputeCase, sent_on: date) -> None:
    """Remind of the case after 30, 45 and 60 days."""
    for days in FOLLOW_UP_DAYS:
        title = f"Case {case.number}: ask the insurer ({days} days since it was sent)"
        on = sent_on + timedelta(days=days)
        about = ToDoEntry(title, on, "dispute", "dispute", case.id, case.patient_id)
        write_to_do(transaction, about)

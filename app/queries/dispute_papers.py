"""The papers of a case: its letters with every version, its packets, and how they were sent."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from app.domain.disputes.letters import DisputeLetterKind, DisputeLetterText
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One version of a case's letter."""

    id: int
    level: int
    version: int
    text: DisputeLetterText
    user: str
    at: str


@dataclass(frozen=True, slots=True)
class SendingLine:
    """How and when a packet was sent."""

    id: int
    sent_on: date
    method: str
    tracking: str
    file_id: int | None
    note: str
    user: str


@dataclass(frozen=True, slots=True)
class PacketLine:
    """A packet as it was composed, with its sendings."""

    id: int
    level: int
    letter_version: int
    file_id: int
    pages: int
    size: int
    user: str
    at: str
    sendings: tuple[SendingLine, ...]


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_letters(case_id: int, patient_id: int) -> tuple[LetterLine, ...]:
    """Every version of a case's letters, the newest first."""
    rows = select(
        "select l.id, l.level, l.version, l.kind, l.subject, l.body, u.display_name, l.at "
        "from dispute_letter l join dispute_case c on c.id = l.case_id join user u on u.id = l.user_id "
        "where l.case_id = ? and c.patient_id = ? order by l.version desc",
        case_id,
        patient_id,
    )
    return tuple(
        LetterLine(
            number, level, version, DisputeLetterText(DisputeLetterKind(kind), subject, body), user, at
        )
        for number, level, version, kind, subject, body, user, at in rows
    )


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_packets(case_id: int, patient_id: int) -> tuple[PacketLine, ...]:
    """The packets of a case with their sendings, the newest first."""
    sendings: dict[int, list[SendingLine]] = defaultdict(list)
    for packet, number, on, method, tracking, file_id, note, user in select(
        "select s.packet_id, s.id, s.sent_on, s.method, s.tracking, s.file_id, s.note, u.display_name "
        "from dispute_sending s join dispute_packet p on p.id = s.packet_id join user u on u.id = s.user_id "
        "where p.case_id = ? order by s.id",
        case_id,
    ):
        sent = SendingLine(number, date.fromisoformat(on), method, tracking, file_id, note, user)
        sendings[packet].append(sent)
    rows = select(
        "select p.id, p.level, l.version, p.file_id, p.pages, p.size, u.display_name, p.at "
        "from dispute_packet p join dispute_letter l on l.id = p.letter_id join user u on u.id = p.user_id "
        "join dispute_case c on c.id = p.case_id where p.case_id = ? and c.patient_id = ? order by p.id desc",
        case_id,
        patient_id,
    )
    return tuple(PacketLine(*(*row, tuple(sendings[row[0]]))) for row in rows)


def newest_letter(case_id: int) -> LetterLine | None:
    """The newest version of a case's letter; inside another question or a transaction."""
    rows = select("select patient_id from dispute_case where id = ?", case_id)
    return next(iter(list_letters(case_id, rows[0][0])), None) if rows else None


def newest_version(case_id: int) -> int:
    """The number of the newest version of a case's letter, 0 where it has none; inside a transaction."""
    ((last,),) = select("select coalesce(max(version), 0) from dispute_letter where case_id = ?", case_id)
    return int(last)

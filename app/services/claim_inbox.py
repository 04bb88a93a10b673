"""Files of answers from a folder or chosen by hand: each is read for itself; an odd one stops no other."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.domain.errors import AppError, RuleError
from app.domain.rights import Right
from app.models.disk_faults import in_words
from app.models.office import Practice
from app.models.records import TradingPartner
from app.services.claim_answers import AnswerReport, read_answer_file
from app.services.demo_partner import answer_outbox
from app.services.files import LARGEST_FILE
from app.services.inbox_files import replies_in
from app.services.progress import Progress, no_progress
from app.services.session import Session


def read_answer_files(
    session: Session, paths: Sequence[Path], progress: Progress = no_progress
) -> tuple[AnswerReport, ...]:
    """Read files of answers one after another, each whole or not at all; a refused one says why."""
    session.require(Right.PRINT_CLAIM)
    reports = []
    for count, path in enumerate(paths, start=1):
        reports.append(_read(session, path))
        progress(count, len(paths), "files")
    return tuple(reports)


def read_inboxes(session: Session, progress: Progress = no_progress) -> tuple[AnswerReport, ...]:
    """Read all that is new in the inbox folders of the trading partners; what was read before is left out.

    Remittances are left alone: they are posted in the payments tab.
    Raises RuleError where no partner has an inbox that is there.
    """
    session.require(Right.PRINT_CLAIM)
    partners = TradingPartner.select().where(TradingPartner.active).order_by(TradingPartner.name)
    inboxes = [Path(partner.inbox) for partner in partners if partner.inbox]
    there = [folder for folder in inboxes if folder.is_dir()]
    if not there:
        raise RuleError(
            "No trading partner has an inbox folder that is there. Choose one in the settings, or open the "
            "files by hand."
        )
    if Practice.get_by_id(1).demo:
        _let_demo_partner_answer(session, partners)
    paths = [path for folder in dict.fromkeys(there) for path in replies_in(folder)]
    reports = read_answer_files(session, paths, progress)
    return tuple(report for report in reports if report.read_before is None)


def _let_demo_partner_answer(session: Session, partners: Iterable[TradingPartner]) -> None:
    """Stand in for the clearinghouse that a demo practice does not have."""
    for partner in partners:
        outbox, inbox = Path(partner.outbox), Path(partner.inbox)
        if partner.outbox and partner.inbox and outbox.is_dir() and inbox.is_dir():
            answer_outbox(outbox, inbox, session.now())


def _read(session: Session, path: Path) -> AnswerReport:
    try:
        with in_words(path):
            if path.stat().st_size > LARGEST_FILE:
                return AnswerReport(path.name, refusal="The file is larger than 25 MB and was not read.")
            content = path.read_bytes()
        return read_answer_file(session, path.name, content)
    except AppError as error:
        return AnswerReport(path.name, refusal=str(error))

"""Work for the desk out of a change: a to-do for each record that a guideline reaches, once."""

from app.domain.guideline_explanations import explain_guideline, explain_payer, explain_service
from app.domain.rights import Right
from app.models.callers import ToDo
from app.models.guidelines import Guideline
from app.queries.guideline_reach import Reached, list_guideline_reach
from app.queries.guidelines import guideline_by_id
from app.services.rows import fetch
from app.services.session import Session
from app.services.to_dos import LONGEST_TITLE, ToDoEntry, write_to_do

KIND = "guideline"


def make_reach_to_dos(session: Session, guideline_id: int) -> int:
    """Write a to-do, due today, for each claim, visit, approval and patient reached; tells how many."""
    session.require(Right.LOG_CALL)
    with session.transaction() as transaction:
        fetch(Guideline, guideline_id, "guideline")
        guideline = guideline_by_id(guideline_id)
        assert guideline is not None
        says = f"{explain_payer(guideline)}, {explain_service(guideline)}: {explain_guideline(guideline)}"
        reach = list_guideline_reach(guideline_id, session.today())
        touched = [
            *(("claim", each) for each in reach.claims),
            *(("visit", each) for each in reach.visits),
            *(("authorization", each) for each in reach.authorizations),
            *(("patient", each) for each in reach.patients),
        ]
        entries = [_entry(session, subject, each, says) for subject, each in touched]
        fresh = [entry for entry in entries if not _is_known(entry)]
        for entry in fresh:
            write_to_do(transaction, entry)
        transaction.record("guideline", guideline_id, "make_reach_to_dos", after={"to_dos": len(fresh)})
        return len(fresh)


def _entry(session: Session, subject: str, reached: Reached, says: str) -> ToDoEntry:
    what = f"Look at {reached.words} of {reached.name}: {says}"
    title = what if len(what) <= LONGEST_TITLE else f"{what[: LONGEST_TITLE - 1]}…"
    return ToDoEntry(title, session.today(), KIND, subject, reached.id, reached.patient_id)


def _is_known(entry: ToDoEntry) -> bool:
    """Tell whether the same was asked for before, finished or not."""
    same = (
        (ToDo.kind == entry.kind)
        & (ToDo.subject == entry.subject)
        & (ToDo.subject_id == entry.subject_id)
        & (ToDo.title == entry.title)
    )
    return bool(ToDo.select().where(same).exists())

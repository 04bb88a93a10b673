"""Kills a program that posts a remittance, takes it back and posts it again, and looks at what is left.

    python -m tests.kill_while_posting_remittance [KILLS] [SEED] [--one-commit-per-line]

How it is done, and what must hold then: `tests/killed_programs.py`. With `--one-commit-per-line` the child
commits after each answer instead of once for all, as a program without a transaction about the whole would:
then the same looks must find halves, which proves that they can.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from app.domain.money import Money
from app.models.database import database
from app.services import office, patients, policies, practices, remittance_posting, visits
from app.services.progress import Progress, no_progress
from app.services.remittance_previews import preview_content
from app.services.remittances import post_remittance, unpost_remittance
from app.services.session import Session
from tests.killed_programs import KilledProgram, Say, main
from tests.services.remittance_fixtures import Remitting
from tests.small_practice import HOME, PASSWORD, USER, make_small_practice

LINE_BY_LINE = "--one-commit-per-line"
FILE = "era.835"
TRACE = "EFT0001"
CLAIMS, PASSED_ON = 8, 2
USUAL = ("CO-45 6500", "PR-1 2500")
DENIED = ("CO-197 16500",)


def prepare(folder: Path) -> Path:
    """A practice with claims, some of which go on to a second insurer, and beside it what answers them."""
    path = make_small_practice(folder).path
    opened = practices.open_practice(path, USER, PASSWORD)
    try:
        session = opened.session
        other = office.add_to_list(
            session, "payer", {"name": "Blue Ridge Medigap", "form_kind": "group", **HOME}
        )
        second = office.add_to_list(session, "plan", {"payer": other, "name": "Plan G"})
        made = [_a_claim(session, number, second if number < PASSED_ON else None) for number in range(CLAIMS)]
        remitting = Remitting(opened)
        claims = [remitting.answer(claim, USUAL, DENIED) for claim in made]
        beside = (("L6", "", -125), ("FB", "EFT0000", 300))
        (folder / FILE).write_bytes(remitting.file(*claims, plbs=beside, trace=TRACE))
    finally:
        opened.close()
    return path


def _a_claim(session: Session, number: int, second: int | None) -> int:
    facts = {"last": "Rivera", "first": f"Ana{number}", "birth_date": date(1961, 3, 4), "sex": "F", **HOME}
    signed = {"release_on": session.today(), "assignment_on": session.today(), "phone": "3125550142"}
    patient = patients.register_patient(session, {**facts, **signed})
    for rank, plan in enumerate((1, second), start=1):
        if plan:
            held = {
                "plan": plan,
                "rank": rank,
                "member_id": f"M{number}{rank}",
                "effective": date(2020, 1, 1),
            }
            policies.register_policy(session, patient, held)
    lines = (visits.LineEntry("99213", Money(16500), pos="11"),) * 2
    entry = visits.VisitEntry(patient, session.today(), ("J02.9",), lines, {"provider": 1, "place": 1})
    claim = visits.submit_visit(session, entry).claim_id
    assert claim is not None
    return claim


def post(session: Session, path: Path, words: Sequence[str], say: Say) -> None:
    """Post the remittance, or take it back where it stands."""
    with one_commit_per_line() if LINE_BY_LINE in words else one_commit() as progress:
        say(*turn(session, path, progress))


def turn(session: Session, path: Path, progress: Progress) -> tuple[str, int]:
    """Post what is not posted, or take back what is; gives what was done, and to which remittance."""
    shown = preview_content(session, FILE, (path.parent / FILE).read_bytes())[0]
    if shown.posted_before:
        unpost_remittance(session, shown.posted_before.id, "posted again by the test", progress)
        return "taken_back", shown.posted_before.id
    return "posted", post_remittance(session, shown, progress=progress).id


@contextmanager
def one_commit() -> Iterator[Progress]:
    """As the program does it: one transaction about the whole."""
    yield no_progress


@contextmanager
def one_commit_per_line() -> Iterator[Progress]:
    """As it must not be done: what was written is kept after each answer, and after each step taken back."""

    def commit(*_done: object) -> None:
        connection = database.connection()
        connection.execute("commit")
        connection.execute("begin immediate")

    usual, remittance_posting._AT_ONCE = remittance_posting._AT_ONCE, 1
    try:
        yield commit
    finally:
        remittance_posting._AT_ONCE = usual


_OF = "from remittance_step s where s.remittance_id = r.id and s.undoes is null"
_RECORDED = "select 1 from audit u where u.subject_id = r.id and u.subject = 'remittance' and u.action ="
_IS_VOID = "exists(select 1 from remittance_void v where v.remittance_id = r.id)"
HALF_DONE = {
    "select r.id from remittance r where r.claims <> (select count(*) from remittance_claim c "
    "where c.remittance_id = r.id)": "a remittance without all its claims",
    f"select r.id from remittance r where 1 <> (select count(*) {_OF} and s.kind = 'payment')": (
        "a remittance without its payment"
    ),
    f"select r.id from remittance r where 2 <> (select count(*) {_OF} and s.kind = 'adjustment')": (
        "a remittance without what is beside its claims"
    ),
    f"select r.id from remittance r where r.claims <> (select count(*) {_OF} and s.kind = 'answer' "
    "and s.posting_id = (select a.posting_id from adjudication a where a.id = s.adjudication_id))": (
        "a remittance with a part of its answers"
    ),
    f"select r.id from remittance r where {_IS_VOID} = exists(select 1 {_OF} "
    "and not exists(select 1 from remittance_step w where w.undoes = s.id))": "one taken back by half",
    f"select r.id from remittance r where {_IS_VOID} <> exists(select 1 {_OF} "
    "and exists(select 1 from remittance_step w where w.undoes = s.id))": "half a remittance that stands",
    f"select r.id from remittance r where not exists({_RECORDED} 'post_remittance')": (
        "a remittance without its audit row"
    ),
    f"select r.id from remittance r where {_IS_VOID} <> exists({_RECORDED} 'unpost_remittance')": (
        "a remittance taken back without its audit row"
    ),
    f"select a.id from adjudication a where a.check_number = '{TRACE}' and not exists(select 1 "
    "from remittance_step s where s.adjudication_id = a.id)": "an answer that is of no remittance",
    "select a.id from adjudication a where 1 <> (select count(*) from audit u where u.subject_id = a.id "
    "and u.subject = 'adjudication' and u.action = 'post_adjudication')": "an answer without its audit row",
    "select m.id from claim m where (m.state = 'answered') <> exists(select 1 from adjudication a "
    "where a.claim_id = m.id and not exists(select 1 from adjudication_void w "
    "where w.adjudication_id = a.id))": "a claim whose state is not that of its answer",
}
PROGRAM = KilledProgram(
    "tests.kill_while_posting_remittance",
    prepare,
    post,
    {
        "posted": "select id from remittance",
        "taken_back": "select remittance_id from remittance_void",
    },
    HALF_DONE,
    longest_life=0.3,
)

if __name__ == "__main__":
    sys.exit(main(PROGRAM, sys.argv[1:]))

"""Kills a program that posts charges, answers and payments, again and again, and looks at what is left.

    python -m tests.kill_while_posting [KILLS] [SEED]

A child posts and says after each commit what it has done. It is killed (-9) at a random moment; then the
practice must open, pass its check, hold everything that was said to be done, and nothing half done.
"""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import Money
from app.models.database import select
from app.queries.database_check import check_database
from app.services import adjudications, payments, practices, visits
from tests.small_practice import PASSWORD, USER, make_small_practice

LONGEST_LIFE = 0.8
PRICE, DISCOUNT, PAID, SHARE = 16500, 6000, 7000, 3500


@dataclass
class Tally:
    """What the killed programs said they had done, and what was found wrong afterwards."""

    visits: set[int] = field(default_factory=set)
    answers: set[int] = field(default_factory=set)
    payments: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def post(path: Path) -> None:
    """The child: a visit with two lines, its answer, and a payment used for one line, over and over."""
    opened = practices.open_practice(path, USER, PASSWORD)
    session, today = opened.session, opened.session.today()
    patient, lines = 1, (visits.LineEntry("99213", Money(PRICE), pos="11"),) * 2
    print("ready", flush=True)  # noqa: T201
    while True:
        made = visits.submit_visit(session, visits.VisitEntry(patient, today, ("J02.9",), lines, {}))
        print("visit", made.visit_id, flush=True)  # noqa: T201
        adjustments = (Adjustment("CO", "45", Money(DISCOUNT)), Adjustment("PR", "1", Money(SHARE)))
        answer = tuple(
            LineAnswer(charge, Money(PRICE - DISCOUNT), Money(PAID), adjustments)
            for charge in made.charge_ids
        )
        entry = adjudications.AnswerEntry(made.claim_id, today, answer)
        print("answer", adjudications.post_adjudication(session, entry), flush=True)  # noqa: T201
        money = payments.PaymentEntry(
            1, Money(SHARE + 100), "cash", shares=((made.charge_ids[0], Money(SHARE)),)
        )
        print("payment", payments.take_payment(session, money), flush=True)  # noqa: T201


def kill_once(path: Path, life: float, tally: Tally) -> None:
    """Let a child post for `life` seconds, kill it, and remember what it said."""
    command = [sys.executable, "-m", "tests.kill_while_posting", "--child", str(path)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    if child.stdout.readline() != "ready\n":
        tally.faults.append("the program did not open the practice")
    time.sleep(life)
    child.send_signal(signal.SIGKILL)
    # A line that was cut off by the kill was still said after its commit; only whole ones are counted.
    for line in child.stdout.read().splitlines(keepends=True):
        if line.endswith("\n"):
            kind, number = line.split()
            {"visit": tally.visits, "answer": tally.answers, "payment": tally.payments}[kind].add(int(number))
    child.stdout.close()
    child.wait()


def look(path: Path, tally: Tally) -> None:
    """Open the practice and compare it with what was said."""
    opened = practices.open_practice(path, USER, PASSWORD)
    try:
        for line in opened.session.ask(check_database):
            tally.faults += [finding.text for finding in line.findings]
        for table, said in (
            ("visit", tally.visits),
            ("adjudication", tally.answers),
            ("payment", tally.payments),
        ):
            there = {row for (row,) in select(f"select id from {table}")}
            tally.faults += [f"{table} {lost} was said to be done and is not there" for lost in said - there]
        for question, words in HALF_DONE.items():
            tally.faults += [f"{words}: {row}" for (row,) in select(question)]
    finally:
        opened.close()


HALF_DONE = {
    "select v.id from visit v where v.state = 'done' and (select count(distinct e.posting_id) from charge c "
    "join entry e on e.charge_id = c.id join posting p on p.id = e.posting_id and p.kind = 'charge' "
    "where c.visit_id = v.id) <> 1": "a visit without one whole posting",
    "select v.id from visit v where v.state = 'done' and v.id > 2 and (select count(*) from charge c "
    "where c.visit_id = v.id) <> 2": "a visit without its two lines",
    "select a.id from adjudication a where a.id > 1 and (select count(*) from entry e "
    "where e.posting_id = a.posting_id) <> 4 * (select count(*) from adjudication_line l "
    "where l.adjudication_id = a.id)": "half an answer",
    "select m.id from claim m where (m.state = 'answered') <> exists(select 1 from adjudication a "
    "where a.claim_id = m.id)": "a claim whose state is not that of its answer",
    "select p.id from payment p where p.id > 1 and (select count(distinct e.posting_id) from entry e "
    "where e.payment_id = p.id) <> 2": "a payment without its use",
}


def run(kills: int, seed: int) -> Tally:
    """Kill so many times at moments drawn from the seed; a fault ends it."""
    chance, tally = random.Random(seed), Tally()
    folder = Path(tempfile.mkdtemp(prefix="kill-"))
    try:
        path = make_small_practice(folder).path
        for _ in range(kills):
            kill_once(path, chance.uniform(0, LONGEST_LIFE), tally)
            look(path, tally)
            if tally.faults:
                break
    finally:
        shutil.rmtree(folder)
    return tally


def main(words: list[str]) -> int:
    """Run as a script."""
    if words[:1] == ["--child"]:
        post(Path(words[1]))
    kills = int(words[0]) if words else 200
    seed = int(words[1]) if len(words) > 1 else random.SystemRandom().randrange(10**9)
    print(f"{kills} kills, seed {seed}", flush=True)  # noqa: T201
    start = time.monotonic()
    tally = run(kills, seed)
    said = (
        f"{len(tally.visits)} visits, {len(tally.answers)} answers, {len(tally.payments)} payments said done"
    )
    print(f"{said}; {len(tally.faults)} faults; {time.monotonic() - start:.0f} s")  # noqa: T201
    for fault in tally.faults:
        print(f"  {fault}")  # noqa: T201
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

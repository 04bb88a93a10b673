"""Programs that post are killed (-9), again and again, and what is left of their practice is looked at.

A child posts and says after each commit what it has done: a word and an id. It is killed at a random moment;
then the practice must open, pass its check, hold everything that was said to be done, and nothing half done.
"""

import importlib
import multiprocessing
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from app.models.database import select
from app.queries.database_check import check_database
from app.services import practices
from app.services.session import Session
from tests.small_practice import PASSWORD, USER

READY = ("ready", 0)
Say = Callable[[str, int], None]


@dataclass(frozen=True)
class KilledProgram:
    """A program to be killed: `post(session, path, words, say)` is what its child does, over and over.

    `module` is the one that holds it as PROGRAM. `there` asks by each word that the child says which ids are
    there; `half_done` asks for the ids of what is not whole, with the words for it.
    """

    module: str
    prepare: Callable[[Path], Path]
    post: Callable[[Session, Path, Sequence[str], Say], None]
    there: Mapping[str, str]
    half_done: Mapping[str, str]
    longest_life: float = 0.8


@dataclass
class Tally:
    """What the killed programs said they had done, and what was found wrong afterwards."""

    said: dict[str, set[int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def live(module: str, path: Path, words: Sequence[str], told: Connection) -> None:
    """The child: post until it is killed."""
    program: KilledProgram = importlib.import_module(module).PROGRAM
    session = practices.open_practice(path, USER, PASSWORD).session
    told.send(READY)
    while True:
        program.post(session, path, words, lambda kind, number: told.send((kind, number)))


def kill_once(program: KilledProgram, path: Path, life: float, tally: Tally, words: Sequence[str]) -> None:
    """Let a child post for `life` seconds, kill it, and remember what it said."""
    # Each child is a process of its own, forked from a server that has imported all and opened nothing.
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["__main__", "tests.killed_programs"])
    told, telling = forks.Pipe(duplex=False)
    child = forks.Process(target=live, args=(program.module, path, words, telling))
    child.start()
    telling.close()
    if told.recv() != READY:
        tally.faults.append("the program did not open the practice")
    child.join(life)
    if child.exitcode is not None:
        tally.faults.append("the program ended by itself")
    child.kill()
    child.join()
    try:
        while True:
            kind, number = told.recv()
            tally.said.setdefault(kind, set()).add(number)
    except (EOFError, OSError):
        # Also a word that was cut off by the kill was said after its commit; only whole ones are counted.
        told.close()


def look(program: KilledProgram, path: Path, tally: Tally) -> None:
    """Open the practice and compare it with what was said."""
    opened = practices.open_practice(path, USER, PASSWORD)
    try:
        tally.faults += find_faults(program, opened.session)
        for kind, question in program.there.items():
            lost = tally.said.get(kind, set()) - {row for (row,) in select(question)}
            tally.faults += [f"{kind} {each} was said to be done and is not there" for each in sorted(lost)]
    finally:
        opened.close()


def find_faults(program: KilledProgram, session: Session) -> list[str]:
    """What the check of an open practice finds, and what is half done in it."""
    faults = [finding.text for line in session.ask(check_database) for finding in line.findings]
    for question, words in program.half_done.items():
        faults += [f"{words}: {row}" for (row,) in select(question)]
    return faults


def run(program: KilledProgram, kills: int, seed: int, words: Sequence[str] = ()) -> Tally:
    """Kill so many times at moments drawn from the seed; a fault ends it."""
    chance, tally = random.Random(seed), Tally()
    folder = Path(tempfile.mkdtemp(prefix="kill-"))
    try:
        path = program.prepare(folder)
        for _ in range(kills):
            kill_once(program, path, chance.uniform(0, program.longest_life), tally, words)
            look(program, path, tally)
            if tally.faults:
                break
    finally:
        shutil.rmtree(folder)
    return tally


def main(program: KilledProgram, words: Sequence[str]) -> int:
    """Run as a script: `[KILLS] [SEED] [--WORDS]`, the last for the child."""
    numbers = [int(word) for word in words if not word.startswith("--")]
    kills = numbers[0] if numbers else 200
    seed = numbers[1] if len(numbers) > 1 else random.SystemRandom().randrange(10**9)
    print(f"{kills} kills, seed {seed}", flush=True)  # noqa: T201
    start = time.monotonic()
    tally = run(program, kills, seed, [word for word in words if word.startswith("--")])
    said = ", ".join(f"{len(ids)} {kind}" for kind, ids in tally.said.items())
    print(f"said done: {said}; {len(tally.faults)} faults; {time.monotonic() - start:.0f} s")  # noqa: T201
    for fault in tally.faults:
        print(f"  {fault}")  # noqa: T201
    return 1 if tally.faults else 0

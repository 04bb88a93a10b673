"""Measures the speed gates and prints a table; ends with 1 when a gate is missed.

    python -m tests.benchmarks.run [--folder FOLDER] [--quick]

The large practice is made in FOLDER (kept and used again) or in a temporary one. `--quick` takes a tenth of
everything: for looking whether it runs, not for judging.

Of a remittance of 20,000 claims are measured: reading and balancing against the floor of splitting the same
bytes, the memory of that (also with all claims in one set), posting with its matching against inserting the
same rows by plain executemany, and how long the window waits while it is shown and posted: by the clock
beyond an idle window's wait, and by the work of the program itself, which other programs do not change.

Of a dispute's packet of 300 scanned pages is measured the peak memory of the program that composes it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from app.services import practices
from tests.benchmarks.claim_checks import measure_claim_checks
from tests.benchmarks.claim_files import measure_claim_files
from tests.benchmarks.dispute_packets import make_large_case
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.large_practice import FILE, make_large_practice, open_large_practice
from tests.benchmarks.measures import measure_account, measure_search, measure_statements
from tests.benchmarks.remittance_posting import measure_remittance_posting
from tests.benchmarks.remittances import measure_remittances, write_remittances
from tests.benchmarks.start_practice import PASSWORD, USER

STARTS = 7


def ask_program(*words: object) -> dict[str, float]:
    """Run a program of its own and read its answer; with its bytecode kept, as an installed one has it."""
    command = [sys.executable, "-m", "tests.benchmarks.programs", *map(str, words)]
    kept = {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "plainbill-bytecode")}
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=given | kept)
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def measure_start(folder: Path) -> list[Figure]:
    """What a person waits for until the work is there, key derivation apart, against a bare window."""
    path = folder / "start.plainbill"
    # This computer's own settings take no part.
    os.environ["XDG_CONFIG_HOME"] = str(folder / "settings")
    if not path.exists():
        first = practices.FirstUser(USER, "Maria Lee", PASSWORD)
        practices.create_practice(path, {"name": "Start"}, first)[0].close()
    rounds = []
    # The first round compiles and is not counted.
    for _ in range(1 + STARTS):
        bare = ask_program("bare", time.monotonic())["seconds"]
        ours = ask_program("window", time.monotonic(), path)
        straight = ask_program("demo", time.monotonic(), path)["seconds"]
        rounds.append((bare, ours["asking"], ours["opening"], straight))
    bare, asking, opening, straight = (median(times) for times in zip(*rounds[1:], strict=True))
    return [
        Figure("start: bare window", f"{bare:.3f} s"),
        Figure("start: to the password, Enter to the tabs", f"{asking:.3f} s, {opening:.3f} s"),
        Figure("start: straight to the tabs", f"{straight:.3f} s, {straight / bare:.2f} x"),
        Figure("start to the password against bare", f"{asking / bare:.2f} x"),
        at_most("start and opening against a bare window", (asking + opening) / bare, 2.0, "x"),
    ]


def measure_memory(folder: Path, some: int, many: int) -> list[Figure]:
    """The peak memory of a run of many statements against that of some."""
    small = ask_program("statements", folder, some)["mib"]
    large = ask_program("statements", folder, many)["mib"]
    return [
        Figure("memory of a run", f"{some:,}: {small:.0f} MiB, {many:,}: {large:.0f} MiB"),
        at_most(f"memory of {many:,} against {some:,}", large / small, 1.3, "x"),
    ]


def measure_claim_memory(some: int, many: int) -> list[Figure]:
    """The peak memory of writing 837P files of many claims against that of some."""
    # The first round compiles, which takes memory of its own, and is not counted.
    _, small, large = (ask_program("claims", count)["mib"] for count in (1, some, many))
    return [
        Figure("memory of 837P files", f"{some:,}: {small:.0f} MiB, {many:,}: {large:.0f} MiB"),
        at_most(f"memory of {many:,} claims against {some:,}", large / small, 1.1, "x"),
    ]


def measure_remittance_memory(folder: Path, claims: int) -> list[Figure]:
    """The peak memory of reading a remittance of many claims."""
    path, whole = folder / "memory.835", folder / "whole.835"
    write_remittances(path, claims)
    write_remittances(whole, claims, claims_in_set=claims)
    # The first round compiles and is not counted.
    _, peak, of_one_set = (ask_program("remittances", each)["mib"] for each in (path, path, whole))
    return [
        at_most(f"memory of a remittance of {claims:,}", peak, 100, "MiB"),
        at_most("memory of the same in one set", of_one_set, 100, "MiB"),
    ]


def measure_packet_memory(folder: Path) -> list[Figure]:
    """The peak memory of composing a packet of 300 pages of scans, against 150 MB and twice its size."""
    make_large_case(folder)
    # The first round compiles and is not counted.
    _, made = (ask_program("dispute_packet", folder) for _ in range(2))
    size, peak = made["mb"], made["peak_mb"]
    return [
        Figure("packet of a dispute", f"{made['pages']:.0f} pages, {size:.1f} MB, {made['seconds']:.1f} s"),
        Figure("packet: memory before", f"{made['before_mb']:.0f} MB"),
        at_most("packet: peak memory beyond twice its size", peak - 2 * size, 150, "MB"),
    ]


def measure_stall(folder: Path, count: int) -> list[Figure]:
    """How long the event loop waits while statements are printed, beyond its wait when idle."""
    runs = [ask_program("stall", folder, count) for _ in range(3)]
    longest, idle = median(run["longest_ms"] for run in runs), median(run["idle_ms"] for run in runs)
    return [
        Figure("stall: longest wait of the loop", f"{longest:.0f} ms, idle {idle:.0f} ms"),
        at_most("stall: beyond the idle loop's", max(0.0, longest - idle), 50, "ms"),
    ]


def measure_remittance_stall(folder: Path, claims: int) -> list[Figure]:
    """How long the event loop waits while a large remittance is shown, then posted, beyond its idle wait."""
    runs = [ask_program("remittance_stall", folder, claims) for _ in range(3)]
    showing, posting, idle, busy = (
        median(run[name] for run in runs) for name in ("showing_ms", "posting_ms", "idle_ms", "busy_ms")
    )
    return [
        Figure(
            "remittance: longest wait of the loop", f"{showing:.0f} and {posting:.0f} ms, idle {idle:.0f} ms"
        ),
        at_most("remittance: most work of one wait", busy, 50, "ms"),
        at_most("remittance shown: beyond the idle loop's", max(0.0, showing - idle), 50, "ms"),
        at_most("remittance posted: beyond the idle loop's", max(0.0, posting - idle), 50, "ms"),
    ]


def measure_all(folder: Path, part: int) -> list[Figure]:
    """Every gate, on a practice of one `part`-th of the full size."""
    if (folder / FILE).exists():
        opened = open_large_practice(folder)
    else:
        opened = make_large_practice(folder, 100_000 // part, 1_000_000 // part)
    figures = measure_search(opened) + measure_account(opened) + measure_statements(opened, 1000 // part)
    opened.close()
    figures += measure_memory(folder, 1000 // part, 10_000 // part)
    figures += measure_claim_files(5000 // part)
    figures += measure_claim_checks(1000 // part)
    figures += measure_claim_memory(1000 // part, 10_000 // part)
    figures += measure_remittances(folder, 20_000 // part)
    figures += measure_remittance_memory(folder, 20_000 // part)
    figures += measure_remittance_posting(folder, 20_000 // part)
    figures += measure_remittance_stall(folder, 20_000 // part)
    figures += measure_packet_memory(folder)
    figures += measure_stall(folder, 3000 // part)
    return figures + measure_start(folder)


def main() -> int:
    """Run as a script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        figures = measure_all(folder, 10 if given.quick else 1)
    for figure in figures:
        verdict = {True: "met", False: "MISSED", None: ""}[figure.is_met]
        print(f"{figure.name:44} {figure.value:>34}  {figure.gate:8} {verdict}")
    return 1 if any(figure.is_met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())

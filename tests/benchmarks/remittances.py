"""Reading remittances against the floor of reading, decoding and splitting the same bytes.

Ratios are those of processor time within one run, medians of several rounds. Python's collector rests, as it
does in the program (`app/tasks/garbage.py`).
"""

import gc
from pathlib import Path
from statistics import median
from time import process_time

from app.domain.remittance_balance import check_balance
from app.edi.x835 import read_remittances
from tests.benchmarks.figures import Figure, at_least
from tests.edi.remittance_makers import make_large

ROUNDS = 9
LEAST_RATIO = 0.2
CLAIMS_IN_SET = 1000


def write_remittances(
    path: Path, claims: int, own_prices: bool = True, claims_in_set: int = CLAIMS_IN_SET
) -> None:
    """Write remittances of so many claims together."""
    path.write_text(make_large(claims, claims_in_set, own_prices=own_prices), encoding="ascii")


def read_floor(path: Path) -> None:
    """Read, decode and split, and keep nothing."""
    for piece in path.read_bytes().decode("ascii").split("~"):
        piece.split("*")


def read_and_balance(path: Path) -> int:
    """Read advice by advice and check each balance; how many claims there were."""
    claims = 0
    for advice in read_remittances(path.read_bytes()):
        if check_balance(advice):
            raise AssertionError("The made remittance does not balance.")
        claims += len(advice.claims)
    return claims


def measure_remittances(folder: Path, claims: int) -> list[Figure]:
    """A practice's own prices; beside them prices by chance, where hardly an amount comes twice."""
    usual, chance = folder / "usual.835", folder / "chance.835"
    write_remittances(usual, claims)
    write_remittances(chance, claims, own_prices=False)
    collects = gc.isenabled()
    gc.disable()
    try:
        ratio, rates = _compare(usual)
        by_chance, _ = _compare(chance)
    finally:
        if collects:
            gc.enable()
    return [
        Figure(f"remittances: {claims:,} claims", rates),
        Figure("remittances with prices by chance", f"{by_chance:.2f} x"),
        at_least("remittances against the floor", ratio, LEAST_RATIO, "x"),
    ]


def _compare(path: Path) -> tuple[float, str]:
    floors, ours = [], []
    for _ in range(ROUNDS):
        start = process_time()
        read_floor(path)
        middle = process_time()
        read_and_balance(path)
        floors.append(middle - start)
        ours.append(process_time() - middle)
    ratio = median(floor / own for floor, own in zip(floors, ours, strict=True))
    size = path.stat().st_size / 1e6
    return ratio, f"{size / median(ours):.1f} MB/s, floor {size / median(floors):.1f} MB/s"

"""Figures and their gates, times and memory; what is measured imports its own, so that these stay small."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure beside its gate: `is_met` is None where the figure is only reported."""

    name: str
    value: str
    gate: str = ""
    is_met: bool | None = None


def at_most(name: str, value: float, limit: float, unit: str) -> Figure:
    """A figure that may not be larger than its gate."""
    return Figure(name, f"{value:.2f} {unit}", f"<= {limit:g}", value <= limit)


def at_least(name: str, value: float, limit: float, unit: str) -> Figure:
    """A figure that may not be smaller than its gate."""
    return Figure(name, f"{value:.2f} {unit}", f">= {limit:g}", value >= limit)


def seconds(work: Callable[[], Any]) -> float:
    """How long a call takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def peak_memory() -> float:
    """The most memory this process ever had, in MiB (Linux; `ru_maxrss` would also count its parent's)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024

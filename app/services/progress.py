"""How long work tells how far it is, and how it hears that it shall stop."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]


def no_progress(_done: int, _total: int, _what: str) -> None:
    """Take no notice; for work that nobody watches."""

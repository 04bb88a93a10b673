"""The fixtures of the whole window."""

from tests.views.shell_fixtures import make_shell, shell
from tests.views.window_hands import open_window

__all__ = ["make_shell", "open_window", "shell"]

"""The fixtures of the whole window."""

from tests.views.shell_fixtures import make_shell, shell

__all__ = ["make_shell", "shell"]

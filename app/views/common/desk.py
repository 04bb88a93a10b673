"""The desk: what a tab is given, and the only way from a widget to queries and use cases."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

from app.domain.errors import AppError
from app.tasks.jobs import Crash, Job, Progress
from app.tasks.runner import Runner

Failed = Callable[[AppError], None]


class Desk(QObject):
    """Asks questions and does use cases for one session, off the GUI thread.

    `say` carries a sentence for the user; `toasted` tells that a tab said one itself; `changed` carries the
    kinds of records a commit touched.
    """

    say = Signal(str)
    toasted = Signal()
    changed = Signal(frozenset)
    crashed = Signal(object)

    def __init__(
        self, session: Any, runner: Runner, settings: QSettings | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.runner = runner
        self.settings = settings
        runner.changed.connect(self.changed)
        runner.failed.connect(self._on_failed)
        runner.crashed.connect(self._on_crashed)

    def ask(
        self,
        query: Callable[..., Any],
        *args: object,
        then: Callable[[Any], None],
        owner: QObject,
        failed: Failed | None = None,
        key: str = "",
        **filters: object,
    ) -> Job:
        """Run a query in the reading lane; `then(answer)` here while `owner` lives.

        A newer question with the same `key` and owner drops the older one, as search while typing needs.
        """
        call = partial(self.session.ask, query, *args, **filters)
        return self.runner.read(call, then, failed, owner, key)

    def do(
        self,
        use_case: Callable[..., Any],
        *args: object,
        then: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        progress: Progress | None = None,
    ) -> Job:
        """Run `use_case(session, *args)` in the writing lane; a refusal goes to `failed`, else to `say`."""
        return self.runner.write(partial(use_case, self.session, *args), then, failed, owner, progress)

    def _on_failed(self, error: AppError) -> None:
        self.say.emit(str(error))

    def _on_crashed(self, crash: Crash) -> None:
        self.crashed.emit(crash)

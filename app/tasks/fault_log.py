"""The local log of faults: kinds of errors and places in the program, never what a person typed or saw."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from app.tasks.jobs import Crash

if TYPE_CHECKING:
    import logging

LOG_NAME = "plainbill.log"
LARGEST_LOG = 1024 * 1024
LOGS_KEPT = 5


class FaultLog:
    """Writes crashes into a file that is kept small; where it cannot be written, there is none.

    Nothing is opened or even loaded before the first crash.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handler: logging.Handler | None = None

    def note(self, crash: Crash) -> None:
        """Write one crash."""
        import logging

        text = f"{crash.code}, job {crash.job}\n{crash.trace}"
        record = logging.LogRecord("plainbill", logging.ERROR, "", 0, text, None, None)
        if self._handler is None:
            self._handler = self._open()
        self._handler.handle(record)

    def close(self) -> None:
        """Let the file go."""
        if self._handler:
            self._handler.close()
            self._handler = None

    def _open(self) -> "logging.Handler":
        import logging
        from logging.handlers import RotatingFileHandler

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handler: logging.Handler = RotatingFileHandler(
                self._folder / LOG_NAME, maxBytes=LARGEST_LOG, backupCount=LOGS_KEPT, encoding="utf-8"
            )
        except OSError:
            handler = logging.NullHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        return handler


def catch_all(tell: Callable[[Crash], None]) -> None:
    """Send every error that nobody caught, on any thread, to `tell`; the program goes on."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        tell(Crash.of(0, error))

    def caught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            tell(Crash.of(0, args.exc_value))

    sys.excepthook = caught
    threading.excepthook = caught_in_thread

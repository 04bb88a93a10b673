"""The local log of faults: kinds of errors and places in the program, never what a person typed or saw."""

import logging
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app.tasks.jobs import Crash

LOG_NAME = "plainbill.log"
LARGEST_LOG = 1024 * 1024
LOGS_KEPT = 5


class FaultLog:
    """Writes crashes into a file that is kept small; where it cannot be written, there is none."""

    def __init__(self, folder: Path) -> None:
        self._logger = logging.getLogger("plainbill.faults")
        self._logger.propagate = False
        self._logger.setLevel(logging.INFO)
        for old in list(self._logger.handlers):
            self._logger.removeHandler(old)
            old.close()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handler: logging.Handler = RotatingFileHandler(
                folder / LOG_NAME, maxBytes=LARGEST_LOG, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
            )
        except OSError:
            handler = logging.NullHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._logger.addHandler(handler)

    def note(self, crash: Crash) -> None:
        """Write one crash."""
        self._logger.error("%s, job %s\n%s", crash.code, crash.job, crash.trace)

    def close(self) -> None:
        """Let the file go."""
        for handler in list(self._logger.handlers):
            self._logger.removeHandler(handler)
            handler.close()


def catch_all(tell: Callable[[Crash], None]) -> None:
    """Send every error that nobody caught, on any thread, to `tell`; the program goes on."""

    def caught(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, _trace)
            return
        tell(Crash.of(0, error))

    def caught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            tell(Crash.of(0, args.exc_value))

    sys.excepthook = caught
    threading.excepthook = caught_in_thread

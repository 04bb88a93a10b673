"""Keeps the strip at the window's foot true: backup, open days, recovery key; and writes looks down."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.domain.rights import Right
from app.queries.office_lists import Standing, find_standing
from app.views.common.desk import Desk
from app.views.common.status_strip import StatusStrip
from app.views.standing_words import backup_words, day_words

SHOWS = frozenset({"practice", "backup", "day", "setting"})
ASK_EVERY = 600_000
LOOKS_EVERY = 30_000
UNPROVEN = "The recovery key was never typed back from paper. Make one in Settings, Users."


class StandingKeeper(QObject):
    """Asks how the practice stands, at once, after every change of it, and every ten minutes for its age."""

    def __init__(self, desk: Desk, strip: StatusStrip) -> None:
        super().__init__(strip)
        self._desk = desk
        self._strip = strip
        strip.show_user(desk.session.user.display_name)
        desk.changed.connect(self._on_changed)
        self._start_timer(ASK_EVERY, self.ask)
        self._start_timer(LOOKS_EVERY, self.write_looks)
        self.ask()

    def ask(self) -> None:
        """Ask how the practice stands."""
        self._desk.ask(find_standing, then=self._on_standing, owner=self, key="standing")

    def write_looks(self) -> None:
        """Write down who was looked at, so that a power cut forgets half a minute at most."""
        self._desk.runner.write(self._desk.session.flush_looks)

    def _start_timer(self, every: int, slot: Callable[[], object]) -> None:
        timer = QTimer(self)
        timer.setInterval(every)
        timer.timeout.connect(slot)
        timer.start()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & SHOWS:
            self.ask()

    def _on_standing(self, standing: Standing) -> None:
        session, strip = self._desk.session, self._strip
        strip.show_demo(standing.demo)
        strip.show_backup(*backup_words(standing.last_backup, session.now()))
        strip.show_days(day_words(standing.open_days, session.today()))
        is_unproven = not standing.recovery_proven and not standing.demo
        strip.show_notice(UNPROVEN if is_unproven and session.may(Right.MANAGE_USERS) else "")

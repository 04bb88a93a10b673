"""The recovery key of a practice just made: the practice opens when the key was typed back."""

from functools import partial

from PySide6.QtCore import QSettings

from app.services.set_ups import confirm_recovery_key
from app.views.common.new_key_pages import NewKeyPages
from app.views.practice_door import PracticeDoor


class FirstKey(NewKeyPages):
    """Shows the key, takes it back, and lets the person in."""

    def __init__(self, door: PracticeDoor, settings: QSettings) -> None:
        super().__init__(door.runner, settings)
        self._door = door
        self.proven.connect(self._on_proven)

    def _on_proven(self) -> None:
        call = partial(confirm_recovery_key, self._door.held().session)
        self._door.runner.write(call, self._on_confirmed, self.refuse, self)

    def _on_confirmed(self, _nothing: object) -> None:
        self._door.admit()

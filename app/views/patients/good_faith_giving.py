"""Noting that a Good Faith Estimate was given: printed or saved in the preview, or handed over or mailed."""

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.domain.good_faith import Delivery
from app.services.good_faith import give_good_faith_estimate
from app.views.common.desk import Desk


class GoodFaithGiving(QObject):
    """Looking at the paper gives nothing; `given` tells that it is noted, `refused` why it is not."""

    given = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._patient = 0
        self._waiting: int | None = None
        self._previewed: int | None = None

    def begin(self, patient_id: int, waiting_id: int | None) -> None:
        """Know the paper that was drawn for a patient and that he has not got yet."""
        self._patient, self._waiting = patient_id, waiting_id

    def preview(self, file_id: int | None) -> None:
        """Know the Good Faith Estimate that the preview shows; None for any other paper."""
        self._previewed = file_id

    def hand_over(self) -> None:
        """Note that the paper that waits was handed over or mailed."""
        self._give(self._waiting, Delivery.HANDED)

    def print_out(self) -> None:
        """Note that the paper of the preview was printed."""
        self._give(self._previewed, Delivery.PRINTED)

    def save(self) -> None:
        """Note that the paper of the preview was saved as a file."""
        self._give(self._previewed, Delivery.SAVED)

    def _give(self, file_id: int | None, way: Delivery) -> None:
        if file_id is not None:
            given = (self._patient, file_id, way)
            self._desk.do(
                give_good_faith_estimate,
                *given,
                then=self._on_given,
                failed=self._on_refused,
                owner=self,
            )

    def _on_given(self, _nothing: object) -> None:
        self.given.emit()

    def _on_refused(self, error: AppError) -> None:
        self.refused.emit(error)

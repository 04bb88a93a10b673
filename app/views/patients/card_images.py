"""The two sides of an insurance card beside its policy."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.documents import DocumentLine
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.file_intake import ChooseFile, ask_for_file
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space
from app.views.patients.file_keeper import FileKeeper, FilePlace
from app.views.patients.picture_slot import PictureSlot

SIDES = (("card_front", "Card, front"), ("card_back", "Card, back"))


class CardImages(QWidget):
    """Front and back of one policy's card; the newest picture of a side is shown."""

    opened = Signal(int)

    def __init__(
        self, desk: Desk, choose_file: ChooseFile = ask_for_file, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._choose_file = choose_file
        self._keeper = FileKeeper(desk, self)
        self._places: dict[str, FilePlace] = {}
        self.slots = {kind: PictureSlot(desk, self._keeper, name) for kind, name in SIDES}
        self._said = PlainLabel(tone="danger", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        for kind, name in SIDES:
            row.addLayout(self._side(kind, name))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self._said)
        self._keeper.refused.connect(self._said.setText)
        self._keeper.kept.connect(self._on_kept)

    @property
    def said(self) -> str:
        """Why the last picture was not kept, or nothing."""
        return self._said.text()

    def show_cards(self, patient_id: int, policy_id: int, lines: Sequence[DocumentLine]) -> None:
        """Show the card of one policy; `lines` come newest first."""
        may = self._desk.session.may(Right.EDIT_PATIENT)
        for kind, slot in self.slots.items():
            place = FilePlace(patient_id, kind, policy_id)
            self._places[kind] = place
            newest = next((line for line in lines if (line.policy_id, line.kind) == (policy_id, kind)), None)
            slot.show_place(place if may or newest else None, newest)

    def _side(self, kind: str, name: str) -> QVBoxLayout:
        slot = self.slots[kind]
        slot.opened.connect(self.opened)
        slot.add_asked.connect(lambda: self._add(kind))
        add = Button("Add a file…", lambda: self._add(kind), icon="add")
        paste = Button("Paste", lambda: self._paste(kind), icon="copy")
        add.setAccessibleName(f"Add a file: {name}")
        paste.setAccessibleName(f"Paste a picture: {name}")
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(add)
        buttons.addWidget(paste)
        side = QVBoxLayout()
        side.setSpacing(Space.S)
        side.addWidget(slot)
        side.addLayout(buttons)
        return side

    def _refuses(self) -> bool:
        refusal = refusal_of(self._desk.session, Right.EDIT_PATIENT)
        self._said.setText(refusal)
        return bool(refusal)

    def _add(self, kind: str) -> None:
        if kind in self._places and not self._refuses() and (path := self._choose_file(self)):
            self._keeper.take_path(self._places[kind], Path(path))

    def _paste(self, kind: str) -> None:
        if not self._refuses():
            self.slots[kind].paste()

    def _on_kept(self, _file: int) -> None:
        self._said.setText("")
        self._desk.say.emit("The picture is kept with the policy, encrypted like all the rest.")

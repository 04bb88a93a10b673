"""The first set-up: a few steps, each left by Enter, most skippable, all kept until the end."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.practices import SUFFIX, FirstUser, OpenPractice
from app.services.set_ups import SetUp, set_up_practice
from app.services.sign_ins import suggest_folder
from app.views.common.fields import Kind
from app.views.common.new_password import check_new_password
from app.views.common.settings_keys import BACKUP_FOLDER, SCHEME, TEXT_SIZE
from app.views.common.sheet import Sheet, SheetFrame
from app.views.common.theme import Theme
from app.views.practice_door import PracticeDoor
from app.views.unlock.first_steps import STEPS, Step

KEPT = "first_run/answers"
# Neither passwords nor a number that may be a person's own lie about outside the practice file.
_NEVER_KEPT = {"password", "again", "tax_id"}
_ADDRESS = ("street", "street2", "city", "state", "zip")
ChooseFolder = Callable[[str], str]
Answers = dict[str, dict[str, str]]


class StepSheet(Sheet):
    """One step of the set-up, with Back and Skip beside its button."""

    def __init__(self, step: Step, number: int, choose_folder: ChooseFolder) -> None:
        columns = 2 if len(step.fields) > 4 else 1
        super().__init__(step.title, f"Step {number} of {len(STEPS)}. {step.lead}", step.fields, columns)
        self.step = step
        self._choose_folder = choose_folder
        for field in step.fields:
            if "folder" in field.label.casefold() and field.kind is Kind.TEXT:
                about = field.label.split(" (")[0].lower()
                self.add_other(f"Choose {about}…", partial(self._on_folder, field.name))

    def _on_folder(self, name: str) -> None:
        folder = self._choose_folder("Choose a folder")
        if folder:
            self.form.set_values({name: folder})


class FirstRun(QStackedWidget):
    """Asks step by step; `made(recovery key)` at the end, `left` when nothing is to be set up."""

    made = Signal(str)
    left = Signal()

    def __init__(
        self,
        door: PracticeDoor,
        settings: QSettings,
        theme: Theme,
        choose_folder: ChooseFolder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._settings = settings
        self._theme = theme
        self.sheets = [StepSheet(step, at + 1, choose_folder) for at, step in enumerate(STEPS)]
        for at, sheet in enumerate(self.sheets):
            self._join(at, sheet)
        self._bring_back()
        self._sheet("look").form.edited.connect(self._on_look_chosen)

    @property
    def current(self) -> StepSheet:
        """The step that is shown."""
        return self.sheets[self.currentIndex()]

    def focus_first(self) -> None:
        """Put the keyboard where typing begins."""
        self.current.focus_first()

    def forget(self) -> None:
        """Take the passwords off the screen."""
        self._sheet("you").form.set_values({"password": "", "again": ""})
        self.rest()

    def rest(self) -> None:
        """Take the next try."""
        self.current.rest()

    def _join(self, at: int, sheet: StepSheet) -> None:
        is_last = at == len(STEPS) - 1
        sheet.add_post("Make the practice" if is_last else "Next", key="Return")
        sheet.post_asked.connect(self._on_next_asked)
        sheet.left.connect(self._on_back_asked)
        sheet.add_other("Back", self._on_back_asked, icon="back")
        if sheet.step.may_skip:
            sheet.add_other("Skip", self._on_skip_asked)
        self.addWidget(SheetFrame(sheet))

    def _sheet(self, key: str) -> StepSheet:
        return next(sheet for sheet in self.sheets if sheet.step.key == key)

    def _bring_back(self) -> None:
        self._sheet("look").form.set_values({"percent": self._theme.percent, "scheme": self._theme.scheme})
        self._sheet("place").form.set_values({"pos": "11"})
        self._sheet("files").form.set_values({"folder": str(suggest_folder())})
        try:
            kept = json.loads(str(self._settings.value(KEPT, "") or "{}"))
            answers, at = kept.get("answers", {}), int(kept.get("at", 0))
        except (ValueError, AttributeError):
            return
        for sheet in self.sheets:
            if sheet.step.key != "look":
                sheet.form.set_drafts(answers.get(sheet.step.key, {}))
        self.setCurrentIndex(min(max(at, 0), len(STEPS) - 1))

    def _keep(self) -> None:
        answers: Answers = {
            sheet.step.key: {
                name: text for name, text in sheet.form.drafts().items() if name not in _NEVER_KEPT
            }
            for sheet in self.sheets
        }
        self._settings.setValue(KEPT, json.dumps({"at": self.currentIndex(), "answers": answers}))

    def _go(self, at: int) -> None:
        self.setCurrentIndex(at)
        self._keep()
        self.current.focus_first()

    def _on_look_chosen(self) -> None:
        values = self._sheet("look").form.values()
        self._theme.choose_scheme(str(values["scheme"]))
        self._theme.choose_text_size(int(str(values["percent"])))
        self._settings.setValue(SCHEME, self._theme.scheme)
        self._settings.setValue(TEXT_SIZE, self._theme.percent)

    def _on_back_asked(self) -> None:
        if self.currentIndex():
            self._go(self.currentIndex() - 1)
        else:
            self.left.emit()

    def _on_skip_asked(self) -> None:
        self._go(self.currentIndex() + 1)

    def _on_next_asked(self) -> None:
        sheet = self.current
        if sheet.is_busy or not sheet.form.check():
            return
        if sheet.step.key != "you":
            self._go(self.currentIndex() + 1)
            return
        name = str(self._sheet("practice").form.values()["name"])
        if check_new_password(sheet.form, (str(sheet.form.values()["login"]), name)):
            self._keep()
            sheet.begin("Making the practice. This takes a few seconds…")
            call = partial(set_up_practice, self._plan(), **self._door.costs)
            self._door.enter(call, self._on_made, sheet.refuse)

    def _on_made(self, outcome: tuple[OpenPractice, str]) -> None:
        self._settings.setValue(BACKUP_FOLDER, self._sheet("files").form.values()["backups"])
        self._settings.remove(KEPT)
        self.forget()
        self.made.emit(outcome[1])

    def _plan(self) -> SetUp:
        texts = {sheet.step.key: _filled(sheet) for sheet in self.sheets}
        you, facts, place = texts["you"], texts["practice"], texts["place"]
        if place.get("name"):
            place |= {name: facts[name] for name in _ADDRESS if name in facts}
        return SetUp(
            Path(texts["files"]["folder"]) / f"{_file_name(facts['name'])}{SUFFIX}",
            facts,
            FirstUser(you["login"], you["display_name"], self._sheet("you").form.editor("password").draft()),
            {"first": "", **texts["provider"]},
            place if place.get("name") else {},
        )


def _filled(sheet: StepSheet) -> dict[str, str]:
    return {name: str(value) for name, value in sheet.form.values().items() if value not in (None, "")}


def _file_name(practice: str) -> str:
    """A file name that every system takes."""
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in practice)
    return " ".join(kept.split())[:60] or "Practice"

"""One official file before it is taken over: what was recognised, since when it counts, and then its load."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.code_edits import OfficialKind
from app.domain.errors import AppError
from app.services.official_files import (
    LoadedOfficial,
    OfficialPreview,
    Wanted,
    load_official_file,
    preview_official_file,
)
from app.tasks.jobs import Cancelled, Job
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.tab_order import chain_after
from app.views.common.theme import Text

FILES = "Official files (*.txt *.csv *.zip);;All files (*)"
OWN_LICENSE = (
    "Plainbill ships no CPT codes. Download these files from CMS yourself, where you agree to the AMA’s "
    "terms. Descriptions of CPT codes are left out and never kept."
)
_EFFECTIVE = Field(
    "effective", "In force from", Kind.DATE, required=True, width=12, help="As the file’s publisher says."
)
_SOURCE = Field(
    "source", "Whose rates", required=True, help="The insurer’s name, as in your list of insurers."
)


def ask_for_official_file(parent: QWidget) -> str:
    """Let the system's own dialog choose a file; empty when none is."""
    return QFileDialog.getOpenFileName(parent, "Choose an official file", "", FILES)[0]


class OfficialLoadPanel(Panel):
    """Ctrl+O chooses a file, Ctrl+Enter loads what is shown; Esc stops what runs, then leaves."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Load an official file")
        self._desk = desk
        self._shown: OfficialPreview | None = None
        self._job: Job | None = None
        self.form: FormPanel | None = None
        self.choose_file: Callable[[QWidget], str] = ask_for_official_file
        self.name = PlainLabel(kind=Text.SECTION)
        self.recognised = PlainLabel(wrap=True)
        for label in (PlainLabel(OWN_LICENSE, tone="muted", wrap=True), self.name, self.recognised):
            self.body.addWidget(label)
        self.body.addStretch()
        self.choose_button = self.add_action("Choose another file…", self.choose, key="Ctrl+O")
        self._load = self.add_post("Load")
        self.post_asked.connect(self._on_post_asked)

    @property
    def is_working(self) -> bool:
        """Tell whether a file is being read or loaded."""
        return self._job is not None and not self._job.ended

    def choose(self) -> bool:
        """Choose a file and read it; tells whether one was chosen."""
        chosen = self.choose_file(self)
        if chosen:
            self.read(Path(chosen))
        return bool(chosen)

    def read(self, path: Path) -> None:
        """Read a file from end to end, and show what it is."""
        self._forget()
        self.name.setText(path.name)
        self.explain("Reading… Esc stops it.")
        call = partial(preview_official_file, self._desk.session, path)
        self._job = self._desk.runner.read(
            call, self._on_read, self._on_refused, self, key="official", progress=self._on_progress
        )

    def leave(self) -> None:
        """Stop what runs; where nothing does, leave."""
        if self.is_working and self._job:
            self._job.cancel()
            self.explain("Stopping…")
            return
        super().leave()

    def _forget(self) -> None:
        self._shown = None
        self.recognised.setText("")
        if self.form:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _on_progress(self, done: int, total: int, text: str) -> None:
        if self.is_working:
            self.explain(f"{done:,} of {total:,} {text}. Esc stops it.")

    def _on_read(self, shown: OfficialPreview) -> None:
        self._shown = shown
        self.recognised.setText(shown.told)
        fields = self._fields(shown)
        self.form = FormPanel(fields, self._desk.session.today)
        self.form.set_values({"effective": shown.named.effective})
        self.body.insertWidget(self.body.count() - 1, self.form)
        # A layout shows it later only, and what is hidden takes no keyboard.
        self.form.show()
        chain_after(self.choose_button, [*(self.form.editor(field.name) for field in fields), self._load])
        self.form.focus_first()
        self.explain("Nothing is loaded yet.", "muted" if shown.named.effective else "warning")

    def _fields(self, shown: OfficialPreview) -> tuple[Field, ...]:
        fields = [_EFFECTIVE]
        if shown.kind is OfficialKind.RATES:
            fields.append(_SOURCE)
        if shown.localities:
            ordered = sorted(shown.localities, key=lambda each: (each.state, each.name))
            choices = [("", ""), *((each.key, f"{each.state} {each.name} ({each.key})") for each in ordered)]
            fields.append(
                Field("locality", "Medicare locality", Kind.CHOICE, required=True, choices=tuple(choices))
            )
        return tuple(fields)

    def _on_post_asked(self) -> None:
        if self.is_working:
            return
        shown, form = self._shown, self.form
        if shown is None or form is None:
            self.explain("There is nothing to load. Choose another file, or press Esc to leave.", "danger")
            return
        if not form.check():
            self.explain("Nothing was loaded. Fix the field that is marked.", "danger")
            return
        values = form.values()
        effective = values["effective"]
        wanted = Wanted(
            effective,  # type: ignore[arg-type]
            str(values.get("source") or ""),
            str(values.get("locality") or ""),
        )
        self.explain("Loading… Esc stops it.")
        self._job = self._desk.do(
            load_official_file,
            shown,
            wanted,
            then=self._on_loaded,
            failed=self._on_refused,
            owner=self,
            progress=self._on_progress,
        )

    def _on_loaded(self, loaded: LoadedOfficial) -> None:
        self._forget()
        self._desk.say.emit(loaded.told)
        super().leave()

    def _on_refused(self, error: AppError) -> None:
        stopped = isinstance(error, Cancelled)
        self.explain(
            "Stopped. Nothing was loaded." if stopped else str(error), "warning" if stopped else "danger"
        )

"""One claim: its form on paper, what stands behind each box, what is wrong, and the way to save it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.claim_form_catalog import claim_form_grid
from app.domain.claim_typing import TypedForm, compose_sent_form, compose_typed_form, retype_form
from app.domain.errors import AppError
from app.domain.findings import Severity
from app.domain.rights import Right
from app.queries.claims import ClaimDetail
from app.services.claims import type_claim_boxes
from app.views.billing.box_strip import TAKE_BACK, BoxStrip
from app.views.billing.claim_bar import ClaimBar
from app.views.billing.claim_drafts import ClaimDrafts
from app.views.billing.claim_words import describe_standing
from app.views.billing.finding_list import FindingList
from app.views.billing.paper_view import PaperView
from app.views.billing.reply_list import ReplyList
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space

FIRST_BOX = "i1_medicare"
_SOUND = "Nothing to fix: this claim can be printed."


class ClaimFormPanel(Panel):
    """Shows and keeps one claim's form; `side` explains it beside the paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Claim")
        self._desk = desk
        self.detail: ClaimDetail | None = None
        self.form: TypedForm | None = None
        self._drafts = ClaimDrafts(desk, self._typed_now, self)
        self._standing = PlainLabel(tone="muted", wrap=True)
        self.paper = PaperView(desk.runner)
        self.sheet = self.paper.sheet
        self.strip = BoxStrip(self.take_back)
        self.findings = FindingList(can_pass=not refusal_of(desk.session, Right.OVERRIDE_CLAIM_CHECK))
        self.replies = ReplyList()
        self.bar = ClaimBar(self.paper)
        self.side = QScrollArea()
        self._lay_out()
        self.sheet.box_entered.connect(self._on_box_shown)
        self.sheet.page_turned.connect(self._on_box_shown)
        self.sheet.box_typed.connect(self._on_box_typed)
        self.sheet.editor.textEdited.connect(self._drafts.keep_soon)
        self.findings.box_asked.connect(self.go_to_box)
        self.replies.box_asked.connect(self.go_to_box)
        self.post_asked.connect(self.save)
        self.add_key((TAKE_BACK,), self.take_back)

    @property
    def is_unsaved(self) -> bool:
        """Tell whether something was typed that is not saved."""
        return bool(self.detail and self.detail.is_open and self._typed_now() != dict(self.detail.typed))

    def show_claim(self, detail: ClaimDetail) -> None:
        """Show a claim; what was typed into the one before is kept as a draft."""
        if self.detail and self.detail.line.id == detail.line.id and self.is_unsaved:
            typed, typed_over = self._typed_now(), self.detail.line.version
            self._begin(detail)
            self._on_draft_found(typed_over, typed)
            return
        self.keep_draft()
        self._begin(detail)
        if detail.is_open:
            self._drafts.bring_back(detail.line.id, detail.line.version, self._on_draft_found)

    def keep_draft(self) -> None:
        """Take what is being typed and keep it, as when the claim is left."""
        self.sheet.commit()
        self._drafts.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the draft when another page, another tab or the lock takes the place of this one."""
        self.keep_draft()
        super().hideEvent(event)

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Keep what was typed as the claim's own."""
        if self.detail is None:
            return
        if not self.detail.is_open:
            self.explain(describe_standing(self.detail, self._desk.session.today()), "danger")
            return
        self.sheet.commit()
        if not self.is_unsaved:
            self.explain("Nothing was changed, so there is nothing to save.")
            return
        line = self.detail.line
        self.explain("Saving…")
        self._desk.do(
            type_claim_boxes,
            line.id,
            line.version,
            self._typed_now(),
            then=partial(self._on_saved, then),
            failed=self._on_refused,
            owner=self,
        )

    def take_back(self) -> None:
        """Put back what the records say into the box."""
        if self.form and self._is_open():
            page, box = self.sheet.page_number, self.sheet.box
            self.sheet.editor.show_text(self.form.text(page, box))
            self._retype(self.form.typed_texts(page, box, self.form.plain_text(page, box)))

    def go_to_box(self, address: str) -> None:
        """Put the keyboard into a box, by its address in the claim."""
        place = self.form.place_of(address) if self.form else None
        if place:
            self.sheet.go_to(place[1], place[0])
            self.sheet.setFocus()

    def enter(self) -> None:
        """Put the keyboard into the form, on the first box that keeps it from being printed."""
        self.sheet.setFocus()
        if place := _faulty_place(self.form, self._is_open()):
            self.sheet.go_to(place[1], place[0])

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.S)
        self.body.addWidget(self._standing)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.paper, 1)
        self._save = self.add_post("Save")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, Space.S, Space.S, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.strip)
        column.addWidget(self.findings)
        column.addWidget(self.replies)
        column.addStretch()
        self.side.setWidget(inside)
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QScrollArea.Shape.NoFrame)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setAccessibleName("This box, and what to fix")

    def _begin(self, detail: ClaimDetail) -> None:
        is_other = self.detail is None or self.detail.line.id != detail.line.id
        self.detail = detail
        grid = claim_form_grid()
        if not detail.is_open and detail.sent_boxes:
            self.form = compose_sent_form(grid, detail.content, detail.sent_boxes, detail.facts)
        else:
            typed_form = compose_typed_form(grid, detail.content, detail.typed, detail.facts)
            self.form = _with_standing(typed_form, detail)
        self.set_title(f"Claim {detail.line.number} · {detail.line.patient} · {detail.line.payer}")
        self._standing.setText(describe_standing(detail, self._desk.session.today()))
        self.bar.show_claim(detail, len(self.form.form.pages))
        self.replies.show_claim(detail, self.form)
        self._save.setVisible(detail.is_open)
        self.explain("")
        self._show_form()
        if is_other:
            page, box = _faulty_place(self.form, detail.is_open) or (0, FIRST_BOX)
            self.sheet.go_to(box, page)

    def _show_form(self) -> None:
        self.sheet.show_form(self.form, is_open=self._is_open())
        self.findings.show_form(self.form, _SOUND if self._is_open() else "")
        self._on_box_shown()

    def _is_open(self) -> bool:
        return self.detail is not None and self.detail.is_open

    def _typed_now(self) -> dict[str, str]:
        """What is typed over, with the box that is being typed into."""
        if self.form is None:
            return {}
        editor = self.sheet.editor
        if editor.is_changed and not editor.isReadOnly():
            return self.form.typed_texts(self.sheet.page_number, self.sheet.box, editor.text())
        return dict(self.form.typed)

    def _retype(self, typed: Mapping[str, str]) -> None:
        if self.form is None or dict(typed) == dict(self.form.typed):
            self.sheet.show_form(self.form, is_open=self._is_open())
            return
        assert self.detail is not None
        self.form = _with_standing(retype_form(self.form, typed), self.detail)
        self._drafts.keep_soon()
        self.explain("Not saved yet; kept as a draft." if self.is_unsaved else "")
        self._show_form()

    def _on_box_shown(self, _what: object = None) -> None:
        self.strip.show_box(self.form, self.sheet.page_number, self.sheet.box)
        self.bar.show_page(self.sheet.page_number)

    def _on_box_typed(self, field_id: str, text: str) -> None:
        if self.form and self._is_open():
            self._retype(self.form.typed_texts(self.sheet.page_number, field_id, text))

    def _on_draft_found(self, version: int, typed: Mapping[str, str]) -> None:
        if self.detail is None or not self._is_open() or dict(typed) == dict(self.detail.typed):
            return
        self._retype(typed)
        meanwhile = " The claim was changed meanwhile." if version != self.detail.line.version else ""
        self.explain(f"Your draft is back; it is not saved yet.{meanwhile}")

    def _on_saved(self, then: Callable[[], object] | None, _nothing: object) -> None:
        self._drafts.let_go()
        if self.detail and self.form:
            # The claim is read anew by the refresh; until then nothing counts as unsaved.
            line = replace(self.detail.line, version=self.detail.line.version + 1, state="ready")
            self.detail = replace(self.detail, line=line, typed=self.form.typed)
        self.explain("Saved.", "good")
        if then:
            then()

    def _on_refused(self, error: AppError) -> None:
        self.explain(f"{error} What you typed is kept as a draft.", "danger")


def _faulty_place(form: TypedForm | None, is_open: bool) -> tuple[int, str] | None:
    """Page and box of the first error that has one, while the form can be typed into."""
    if form is None or not is_open:
        return None
    wrong = (each.field for each in form.findings if each.severity is Severity.ERROR)
    return next((place for field in wrong if (place := form.place_of(field))), None)


def _with_standing(form: TypedForm, detail: ClaimDetail) -> TypedForm:
    """Put a hold and open rejections, which no typing mends, before what is wrong with the form."""
    return replace(form, findings=(*detail.standing_findings, *form.findings))

"""Draws the list on top of a batch: for each insurer its address, claims, patients, pages and sums."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.fonts import list_drawable
from app.documents.letter_page import BODY, BODY_BOLD, LABEL, LEFT, RIGHT, LetterPen, Style
from app.domain.batch_list import BatchList, ListedClaim, ListedPayer
from app.domain.explanations import explain_date

_TITLE, _HEAD, _ROW = Style(17, bold=True), Style(10.5, bold=True), Style(8.5)
_TOP, _END, _LEAD = 56.0, 738.0, 12.0
_VALUE_X = LEFT + 130
_PATIENT_X, _COUNT_END, _ENCLOSED_END = LEFT + 62, RIGHT - 190, RIGHT - 96
_PATIENT_WIDTH = _COUNT_END - 70 - _PATIENT_X
# No insurer begins at the foot of a page with its address alone.
_LEAST_ROOM = 9 * _LEAD


def draw_batch_list(batch: BatchList, mark: str = "") -> bytes:
    """Draw the list of a batch on US Letter; letters that the font has not become `?`.

    `mark` is a framed word at the head of each page, such as DEMO.
    """
    draft = _Draft(LetterPen(f"Batch {batch.number}"), batch, mark)
    draft.draw_head()
    for payer in batch.payers:
        draft.draw_payer(payer)
    draft.draw_sum()
    draft.pen.end_page()
    return draft.pen.finish()


@dataclass
class _Draft:
    """The list while it is drawn; `y` is the next free baseline."""

    pen: LetterPen
    batch: BatchList
    mark: str
    y: float = _TOP

    def draw_head(self) -> None:
        pen, batch = self.pen, self.batch
        pen.stamp(self.mark)
        pen.fitted(LEFT, _TOP, f"Claims in batch {batch.number}", _TITLE, 280)
        pen.fitted(LEFT, _TOP + 18, _drawable(batch.practice), BODY_BOLD, 280)
        pen.text(LEFT, _TOP + 31, explain_date(batch.made_on))
        self.y = _TOP + 56
        for name, value in batch.facts:
            pen.text(LEFT, self.y, name)
            for words in BODY_BOLD.wrap(_drawable(value), RIGHT - _VALUE_X) or ("",):
                pen.text(_VALUE_X, self.y, words, BODY_BOLD)
                self.y += _LEAD
        pen.rule(LEFT, self.y - 4, RIGHT, 0.75)
        self.y += 14

    def draw_payer(self, payer: ListedPayer) -> None:
        pen = self.pen
        if self.y + _LEAST_ROOM > _END:
            self._turn()
        pen.fitted(LEFT, self.y, _drawable(payer.name), _HEAD, RIGHT - LEFT)
        self.y += _LEAD
        for words in _address_of(payer):
            pen.fitted(LEFT, self.y, words, BODY, RIGHT - LEFT)
            self.y += _LEAD
        self._draw_column_heads()
        for claim in payer.claims:
            if self.y > _END:
                self._turn()
                self._draw_column_heads()
            self._draw_claim(claim)
        count = len(payer.claims)
        self._draw_numbers(f"{count:,} {'claim' if count == 1 else 'claims'}", payer, BODY_BOLD)
        self.y += 2 * _LEAD

    def draw_sum(self) -> None:
        payers = self.batch.payers
        if len(payers) < 2:
            return
        if self.y + 2 * _LEAD > _END:
            self._turn()
        self.pen.rule(LEFT, self.y - _LEAD, RIGHT, 0.75)
        all_claims = ListedPayer("", payers[0].address, tuple(each for one in payers for each in one.claims))
        self._draw_numbers(f"All {len(all_claims.claims):,} claims", all_claims, BODY_BOLD)

    def _draw_claim(self, claim: ListedClaim) -> None:
        pen = self.pen
        pen.text(LEFT, self.y, str(claim.number), _ROW)
        pen.fitted(_PATIENT_X, self.y, _drawable(claim.patient), _ROW, _PATIENT_WIDTH)
        pen.right(_COUNT_END, self.y, f"{claim.count:,}", _ROW)
        pen.right(_ENCLOSED_END, self.y, f"{claim.enclosed:,}" if claim.enclosed else "", _ROW)
        pen.right(RIGHT, self.y, str(claim.amount), _ROW)
        pen.rule(LEFT, self.y + 3, RIGHT, 0.3, 0.7)
        self.y += _LEAD

    def _draw_numbers(self, words: str, payer: ListedPayer, style: Style) -> None:
        pen = self.pen
        pen.text(LEFT, self.y, words, style)
        pen.right(_COUNT_END, self.y, f"{payer.pages:,}", style)
        pen.right(_ENCLOSED_END, self.y, f"{payer.enclosed:,}" if payer.enclosed else "", style)
        pen.right(RIGHT, self.y, payer.amount.dollars, style)

    def _draw_column_heads(self) -> None:
        pen, on_paper = self.pen, self.batch.on_paper
        self.y += 4
        pen.text(LEFT, self.y, "Claim", LABEL)
        pen.text(_PATIENT_X, self.y, "Patient", LABEL)
        pen.right(_COUNT_END, self.y, "Pages" if on_paper else "Segments", LABEL)
        pen.right(_ENCLOSED_END, self.y, "of them enclosed" if self.batch.enclosed else "", LABEL)
        pen.right(RIGHT, self.y, "Charged", LABEL)
        pen.rule(LEFT, self.y + 3, RIGHT, 0.75)
        self.y += _LEAD + 2

    def _turn(self) -> None:
        self.pen.end_page()
        self.pen.stamp(self.mark)
        self.pen.text(LEFT, _TOP, f"Claims in batch {self.batch.number}, page {self.pen.page}", BODY_BOLD)
        self.y = _TOP + 24


def _address_of(payer: ListedPayer) -> Iterator[str]:
    address = payer.address
    street = " ".join(part for part in (address.street, address.street2) if part)
    return (_drawable(words) for words in (street, address.city_line) if words)


def _drawable(words: str) -> str:
    known = list_drawable()
    return "".join(letter if letter in known else "?" for letter in words)

"""Draws the superbill of a visit on Letter pages; a long one runs over, with its sums on the last page."""

from app.documents.desk_head import (
    PAGE_END,
    draw_desk_head,
    draw_fact,
    draw_next_head,
    draw_page_number,
    draw_signature,
    paper_tag,
)
from app.documents.desk_labels import desk_label
from app.documents.letter_page import BODY, BODY_BOLD, LABEL, LEFT, RIGHT, LetterPen, Style
from app.documents.money_labels import label
from app.domain.explanations import explain_date
from app.domain.money import ZERO
from app.domain.receipts import PaymentMethod
from app.domain.superbill import BilledService, Superbill, VisitPayment

_SECOND = LEFT + 280
_WIDE = 262.0
_CODE, _MODIFIERS, _WORDS = LEFT + 58, LEFT + 104, LEFT + 160
_POINTERS, _UNITS, _POS = RIGHT - 168, RIGHT - 100, RIGHT - 66
_WORDS_WIDTH = _POINTERS - _WORDS - 10
_LEAD, _GAP = 11.0, 4.0
_NEXT_TOP = 96.0
_BESIDE = Style(8.5)
_Row = tuple[BilledService, tuple[str, ...], tuple[str, ...], float]


def draw_superbill(bill: Superbill, mark: str = "") -> bytes:
    """Draw a superbill; `mark` is a framed word at the head of each page, such as DEMO."""
    language = bill.language
    title = f"{desk_label('superbill', language)} {bill.patient.number} {bill.visit_on}"
    pen = LetterPen(title, paper_tag(language))
    pages = _lay_out(bill)
    for number, rows in enumerate(pages, start=1):
        y = _draw_first_head(pen, bill) if number == 1 else _draw_later_head(pen, bill)
        pen.stamp(mark)
        for row in rows:
            y = _draw_row(pen, row, y)
        if number == len(pages):
            _draw_closing(pen, bill, y)
        draw_page_number(pen, language, len(pages))
        pen.end_page()
    return pen.finish()


def _lay_out(bill: Superbill) -> list[list[_Row]]:
    """Fill pages with rows; the last keeps room for sums, signature and note."""
    closing = 150.0 + 13 * len(bill.payments)
    pages: list[list[_Row]] = [[]]
    y = _rows_top(bill)
    for service in bill.services:
        words = BODY.wrap(service.words, _WORDS_WIDTH)
        modifiers = BODY.wrap(" ".join(service.modifiers), _WORDS - _MODIFIERS - 6)
        height = _LEAD * max(len(words), len(modifiers), 1) + _GAP
        if y + height > PAGE_END and pages[-1]:
            pages.append([])
            y = _NEXT_TOP
        pages[-1].append((service, words, modifiers, height))
        y += height
    if y + closing > PAGE_END:
        pages.append([])
    return pages


def _rows_top(bill: Superbill) -> float:
    """Where the rows of the first page begin: below the diagnoses, which stand in two columns."""
    return 272.0 + _LEAD * ((len(bill.diagnoses) + 1) // 2) + 30


def _draw_first_head(pen: LetterPen, bill: Superbill) -> float:
    language, patient = bill.language, bill.patient
    facts = [
        (desk_label("visit_on", language), explain_date(bill.visit_on)),
        (desk_label("number", language), patient.number),
        (desk_label("printed", language), explain_date(bill.printed_on)),
    ]
    if bill.practice_npi:
        facts.append((desk_label("group_npi", language), bill.practice_npi))
    draw_desk_head(pen, bill.practice, language, desk_label("superbill", language), facts)
    _draw_patient(pen, bill)
    _draw_provider(pen, bill)
    y = 272.0
    pen.text(LEFT, y - 13, desk_label("diagnoses", language), LABEL)
    for number, diagnosis in enumerate(bill.diagnoses):
        x = _SECOND if number % 2 else LEFT
        words = f"{diagnosis.letter}  {diagnosis.code}  {diagnosis.words}"
        pen.fitted(x, y + _LEAD * (number // 2), words, _BESIDE, _WIDE)
    top = _rows_top(bill)
    _draw_column_heads(pen, language, top - 8)
    return top


def _draw_patient(pen: LetterPen, bill: Superbill) -> None:
    language, patient = bill.language, bill.patient
    born = explain_date(patient.birth_date) if patient.birth_date else ""
    draw_fact(pen, (LEFT, 156), desk_label("patient", language), patient.name.spoken, _WIDE)
    y = 182.0
    for line in patient.address.lines:
        pen.fitted(LEFT, y, line, _BESIDE, _WIDE)
        y += _LEAD
    draw_fact(pen, (LEFT, 226), desk_label("birth_date", language), born, 90)
    beside = LEFT + 96
    draw_fact(pen, (beside, 226), desk_label("member_id", language), _or_not(bill, patient.member_id), 166)


def _draw_provider(pen: LetterPen, bill: Superbill) -> None:
    language, provider = bill.language, bill.provider
    draw_fact(pen, (_SECOND, 156), desk_label("provider", language), provider.name, _WIDE)
    numbers = [desk_label("npi", language, npi=provider.npi)]
    if provider.license:
        numbers.append(desk_label("license", language, license=provider.license))
    pen.fitted(_SECOND, 182, "   ".join(numbers), _BESIDE, _WIDE)
    place = "  ".join(part for part in (bill.place.code, bill.place.name) if part)
    pen.fitted(_SECOND, 182 + _LEAD, f"{desk_label('place', language)}: {place}", _BESIDE, _WIDE)
    insurance = _or_not(bill, bill.patient.insurance)
    draw_fact(pen, (_SECOND, 226), desk_label("insurance", language), insurance, _WIDE)


def _or_not(bill: Superbill, value: str) -> str:
    return value or desk_label("not_on_file", bill.language)


def _draw_later_head(pen: LetterPen, bill: Superbill) -> float:
    words = f"{bill.patient.name.spoken}, {explain_date(bill.visit_on)}"
    draw_next_head(pen, bill.practice, words)
    _draw_column_heads(pen, bill.language, _NEXT_TOP - 8)
    return _NEXT_TOP


def _draw_column_heads(pen: LetterPen, language: str, y: float) -> None:
    heads = (("date", LEFT), ("code", _CODE), ("modifiers", _MODIFIERS), ("service", _WORDS))
    for key, x in (*heads, ("pointers", _POINTERS), ("pos", _POS)):
        pen.text(x, y, desk_label(key, language), LABEL)
    pen.right(_UNITS + 22, y, desk_label("units", language), LABEL)
    pen.right(RIGHT, y, desk_label("charge", language), LABEL)
    pen.rule(LEFT, y + 4, RIGHT, 0.75)


def _draw_row(pen: LetterPen, row: _Row, y: float) -> float:
    service, words, modifiers, height = row
    pen.text(LEFT, y + 9, explain_date(service.service_on))
    pen.text(_CODE, y + 9, service.code, BODY_BOLD)
    pen.paragraph(_MODIFIERS, y + 9, modifiers, BODY, _LEAD)
    pen.paragraph(_WORDS, y + 9, words, BODY, _LEAD)
    pen.fitted(_POINTERS, y + 9, service.pointers, BODY, 56)
    pen.right(_UNITS + 22, y + 9, str(service.units))
    pen.text(_POS, y + 9, service.place_code)
    pen.right(RIGHT, y + 9, str(service.charge))
    pen.rule(LEFT, y + height, RIGHT, 0.3, 0.7)
    return y + height


def _draw_closing(pen: LetterPen, bill: Superbill, y: float) -> None:
    """Draw the sums, the line for the provider's signature, and what this paper is not."""
    language = bill.language
    sums = [(desk_label("total", language), bill.total)]
    sums += [(_payment_words(bill, payment), -payment.amount) for payment in bill.payments]
    if bill.taken_off != ZERO:
        sums.append((desk_label("taken_off", language), -bill.taken_off))
    y += 16
    for words, amount in sums:
        pen.right(RIGHT - 70, y, words)
        pen.right(RIGHT, y, str(amount))
        y += 13
    pen.rule(RIGHT - 280, y - 8, RIGHT, 0.75)
    pen.right(RIGHT - 70, y + 4, desk_label("balance", language), BODY_BOLD)
    pen.right(RIGHT, y + 4, bill.balance.dollars, BODY_BOLD)
    words = f"{desk_label('provider_signature', language)}: {bill.provider.name}"
    draw_signature(pen, y + 56, words, desk_label("date", language))
    note = BODY.wrap(desk_label("no_claim", language), RIGHT - LEFT)
    pen.paragraph(LEFT, y + 86, note, BODY, _LEAD)


def _payment_words(bill: Superbill, payment: VisitPayment) -> str:
    language = bill.language
    method = label(payment.method.value, language)
    if payment.reference:
        by_card = payment.method in (PaymentMethod.CARD, PaymentMethod.HSA)
        key = "card_number" if by_card else "check_number"
        method = f"{method} {label(key, language, reference=payment.reference)}"
    return desk_label("paid", language, paid_on=explain_date(payment.paid_on), method=method)

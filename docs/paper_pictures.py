"""Every paper of the demo practice as pictures, for `remake_screens.py`."""

from collections.abc import Iterator
from datetime import date, timedelta

import pypdfium2
from desk_pictures import draw_desk_papers, draw_money_papers
from kept_pictures import draw_kept_papers
from PIL import Image

from app.claim_form_catalog import claim_form_grid
from app.documents.alignment_sheet import draw_alignment_sheet
from app.documents.cover_sheet import draw_cover_sheet
from app.documents.page_range import draw_page_range
from app.documents.recovery_sheet import RecoverySheet, draw_recovery_sheet
from app.domain.cover_sheet import CoverSheet, LeftOut, compose_groups
from app.domain.findings import Severity
from app.domain.form_grid import NO_OFFSET
from app.domain.statements import StatementRules
from app.models.database import select
from app.queries.claim_batches import find_claim_batch
from app.queries.claims import list_claim_lines
from app.queries.kept_files import find_file_content
from app.queries.letterheads import find_letterhead
from app.services.claims import print_claims
from app.services.files import paper_mark
from app.services.papers import PaperOrder, print_itemised_ledger, print_statement_copy
from app.services.receipts import print_receipt
from app.services.session import Session
from app.services.statements import issue_statements
from app.views.billing.batch_words import draw_cover_list

DOTS_PER_INCH = 100
MOST_PAGES = 2
KEY = "7KQ2M-9XDHF-3TRVA-0WPNE-6YJGB-Z4"

Papers = Iterator[tuple[str, list[Image.Image]]]


def picture_pages(pdf: bytes) -> list[Image.Image]:
    """The first pages of a paper in colour."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = range(min(len(document), MOST_PAGES))
        return [document[at].render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB") for at in pages]
    finally:
        document.close()


def draw_all(session: Session) -> Papers:
    """Print one of each kind of paper and give its name with its pages."""
    yield from _claims(session)
    yield from _statements(session)
    yield from _receipts(session)
    yield from _account_papers(session)
    patient, account = _person()
    for drawn in (draw_desk_papers, draw_money_papers):
        for name, pdf in drawn(session, PaperOrder(account, patient)):
            yield name, picture_pages(pdf)
    for name, pdf in draw_kept_papers(session):
        yield name, picture_pages(pdf)
    key = RecoverySheet(find_letterhead().name, KEY, session.today())
    yield "recovery-sheet", picture_pages(draw_recovery_sheet(key))


def _claims(session: Session) -> Papers:
    ready = [claim for (claim,) in select("select id from claim where state = 'ready' order by id")]
    half = len(ready) // 2
    data_only = print_claims(session, ready[:half], NO_OFFSET)
    yield "claim-data-only", picture_pages(data_only.pdf)[:1]
    facsimile = print_claims(session, ready[half:], NO_OFFSET, facsimile=True)
    yield "claim-facsimile", picture_pages(facsimile.pdf)[:1]
    long = select(
        "select v.claim_id, v.file_id, v.first_page, v.last_page from claim_version v "
        "where v.last_page > v.first_page order by v.id desc limit 1"
    )
    if long:
        _, file_id, first, last = long[0]
        whole = session.ask(find_file_content, file_id)
        yield "claim-two-pages", picture_pages(draw_page_range(whole, first, last))
    yield from _earlier_answers(session)
    grid = claim_form_grid()
    yield "alignment-sheet", picture_pages(draw_alignment_sheet(grid, NO_OFFSET, "Front desk, bypass"))
    marks = draw_alignment_sheet(grid, NO_OFFSET, "Front desk, bypass", marks_only=True)
    yield "alignment-marks", picture_pages(marks)
    assert data_only.batch_id is not None
    batch = session.ask(find_claim_batch, data_only.batch_id)
    yield "cover-list", picture_pages(draw_cover_list(batch))
    left_ids = [claim for claim, _ in data_only.left_out]
    numbers = {line.id: line.number for line in session.ask(list_claim_lines, left_ids)}
    left_out = [
        LeftOut(str(numbers[claim]), finding.text, finding.fix)
        for claim, found in data_only.left_out
        for finding in found
        if finding.severity is Severity.ERROR
    ]
    heads = (("Claims printed", str(len(data_only.claim_ids))), ("Claims left out", str(len(left_ids))))
    sheet = CoverSheet(
        "Claims left out", find_letterhead().name, session.today(), heads, compose_groups(left_out)
    )
    yield "cover-sheet", picture_pages(draw_cover_sheet(sheet, paper_mark()))


def _earlier_answers(session: Session) -> Papers:
    """The page behind a claim to a second insurer."""
    behind = select(
        "select v.file_id, v.last_page from claim_version v join claim c on c.id = v.claim_id "
        "where c.rank = 2 order by v.id desc limit 1"
    )
    if behind:
        file_id, last = behind[0]
        whole = session.ask(find_file_content, file_id)
        yield "earlier-answers", picture_pages(draw_page_range(whole, last, last))


def _statements(session: Session) -> Papers:
    accounts = [account for (account,) in select("select id from guarantor_account order by id")]
    issued = issue_statements(session, accounts, StatementRules())
    whole = session.ask(find_file_content, issued.files[0].file_id)
    kinds = {
        "statement-english": "s.language = 'en' and s.first_page = s.last_page",
        "statement-spanish": "s.language = 'es'",
        "statement-two-pages": "s.language = 'en' and s.last_page > s.first_page",
        "statement-family": "a.last = 'Hollister' and a.first = 'Greta'",
    }
    for name, condition in kinds.items():
        rows = select(
            "select s.first_page, s.last_page from statement s "
            "join guarantor_account a on a.id = s.account_id "
            f"where s.file_id = ? and {condition} order by s.cents desc limit 1",
            issued.files[0].file_id,
        )
        if rows:
            yield name, picture_pages(draw_page_range(whole, *rows[0]))


def _receipts(session: Session) -> Papers:
    voided = (
        "exists(select 1 from posting o join posting r on r.reverses = o.id "
        "where o.source_key = 'payment/' || p.id)"
    )
    rows = select(f"select p.id from payment p where not {voided} order by p.id desc limit 1")
    payment = int(rows[0][0])
    yield "receipt", picture_pages(print_receipt(session, payment).pdf)
    yield "receipt-copy", picture_pages(print_receipt(session, payment, copy=True).pdf)
    void = int(select(f"select p.id from payment p where {voided} order by p.id limit 1")[0][0])
    yield "receipt-void", picture_pages(print_receipt(session, void).pdf)


def _person() -> tuple[int, int]:
    """The patient whose account tells most, and that account."""
    row = select("select id, account_id from patient where last = 'Fairweather' and first = 'Nora'")[0]
    return int(row[0]), int(row[1])


def _account_papers(session: Session) -> Papers:
    patient, account = _person()
    day: date = session.today()
    ledger = print_itemised_ledger(session, account, patient, day - timedelta(days=300), day)
    yield "itemised-ledger", picture_pages(ledger.pdf)
    yield "statement-copy", picture_pages(print_statement_copy(session, PaperOrder(account, patient)).pdf)

"""The list that goes on top of a printed stack: which claims, for whom, on how many pages."""

from datetime import date

from app.documents.cover_sheet import draw_cover_sheet
from app.domain.cover_sheet import CoverSheet, compose_groups
from app.queries.printed_batches import PrintedBatch


def draw_batch_list(batch: PrintedBatch, printed_on: date) -> bytes:
    """Draw the list of a batch, its claims put together by payer, as they go into envelopes."""
    facts = (("Claims", f"{len(batch.claims):,}"), ("Pages", f"{batch.pages:,}"))
    groups = compose_groups(batch.claims)
    sheet = CoverSheet("Claim forms printed", batch.practice, printed_on, facts, groups)
    return draw_cover_sheet(sheet, "DEMO" if batch.is_demo else "")

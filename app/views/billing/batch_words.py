"""A batch in words: its list on top of the stack, and what is said of it on the screen."""

from datetime import date

from app.documents.batch_list import draw_batch_list
from app.domain.batch_list import BatchList, BatchState, explain_sending, group_by_payer
from app.queries.claim_batches import ClaimBatchDetail, ClaimBatchLine
from app.views.billing.statement_words import count_of

BLANK = "________________________"


def draw_cover_list(batch: ClaimBatchDetail) -> bytes:
    """Draw the list of a batch, its claims put together by insurer, as they go into envelopes."""
    line = batch.line
    sheet = BatchList(
        line.number,
        batch.practice,
        line.made_on,
        line.on_paper,
        _facts(batch),
        group_by_payer(claim.listed for claim in batch.claims),
    )
    return draw_batch_list(sheet, "DEMO" if batch.is_demo else "")


def describe_sending(line: ClaimBatchLine) -> str:
    """Say where a batch stands."""
    return explain_sending(line.state, line.ended_on, line.method, line.on_paper)


def describe_batch(batch: ClaimBatchDetail, today: date) -> str:
    """Say in a few short sentences what a batch is and where it stands."""
    line = batch.line
    waiting = line.days_waiting(today)
    since = "" if not waiting else f", waiting for {count_of(waiting, 'day')}"
    size = count_of(batch.size, "page" if line.on_paper else "segment")
    enclosed = f", {count_of(batch.enclosed, 'page')} of them enclosed" if batch.enclosed else ""
    said = [
        f"{describe_sending(line)}{since}.",
        f"{count_of(line.claims, 'claim')} on {size}{enclosed}, {line.amount.dollars}, by {line.user}.",
    ]
    if not line.on_paper:
        said.append(f"For {line.partner}: {line.control}. File {line.outbox_name}.")
    silent = line.days_silent(today)
    if silent:
        said.append(
            f"No reply for {count_of(silent, 'day')}: ask the clearinghouse whether the file arrived."
        )
    said += [f"Note: {event.note}" for event in batch.events if event.note and event.event != "placed"]
    return " ".join(said)


def _facts(batch: ClaimBatchDetail) -> tuple[tuple[str, str], ...]:
    line = batch.line
    facts = [("Claims", f"{line.claims:,}"), ("Charged", line.amount.dollars)]
    if line.on_paper:
        facts += [("Pages", f"{batch.size:,}")]
        facts += [("Of them enclosed", f"{batch.enclosed:,}")] if batch.enclosed else []
        how = ("Mailed on", "Method")
    else:
        facts += [("Trading partner", line.partner), ("Control numbers", line.control)]
        facts += [("File", line.outbox_name)]
        how = ("Sent on", "Method")
    if line.state is BatchState.WAITING:
        return (*facts, (how[0], BLANK), (how[1], BLANK))
    if line.state is BatchState.UNDONE:
        return (*facts, ("Not sent", describe_sending(line)))
    return (*facts, (how[0], f"{line.ended_on:%m/%d/%Y}" if line.ended_on else ""), (how[1], line.method))

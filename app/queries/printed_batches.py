"""What a kept print of claims holds, for the list that goes on top of the stack."""

from dataclasses import dataclass

from app.domain.cover_sheet import LeftOut
from app.domain.rights import Right
from app.models.database import select
from app.models.office import Practice
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class PrintedBatch:
    """One print: the practice's name, whether it is a demo, its pages, and claim numbers by payer."""

    practice: str
    is_demo: bool
    pages: int
    claims: tuple[LeftOut, ...]


@asks(Right.PRINT_CLAIM)
def find_printed_batch(file_id: int) -> PrintedBatch:
    """The claims of one kept print, in the order of its pages."""
    practice = Practice.get_by_id(1)
    rows = select(
        "select m.number, y.name, v.last_page from claim_version v join claim m on m.id = v.claim_id "
        "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
        "join payer y on y.id = n.payer_id where v.file_id = ? order by v.first_page",
        file_id,
    )
    claims = tuple(LeftOut(str(number), f"for {payer}") for number, payer, _ in rows)
    return PrintedBatch(practice.name, practice.demo, rows[-1][2] if rows else 0, claims)

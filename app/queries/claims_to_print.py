"""Which claims wait to be printed."""

from dataclasses import dataclass

from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class PrintableClaimLine:
    """A claim that can be printed, by its id and the number people know it by."""

    id: int
    number: int


@asks(Right.PRINT_CLAIM)
def list_printable_claims(again: bool = False) -> tuple[PrintableClaimLine, ...]:
    """Claims that are ready, oldest first; with `again` those printed before and not answered yet, too."""
    states = "('ready', 'printed')" if again else "('ready')"
    rows = select(f"select id, number from claim where state in {states} order by id")
    return tuple(PrintableClaimLine(claim, number) for claim, number in rows)

"""Statements that were printed, file by file."""

from dataclasses import dataclass
from datetime import date

from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class StatementFileLine:
    """A kept file of statements: when, by whom, from which number to which, and what they ask for."""

    id: int
    run_on: date
    user: str
    first_number: int
    last_number: int
    statements: int
    pages: int
    amount: Money


@asks(Right.RUN_STATEMENTS)
def list_statement_files(limit: int = 500) -> tuple[StatementFileLine, ...]:
    """The files of the last runs, the newest first."""
    rows = select(
        "select s.file_id, r.run_on, u.display_name, min(s.number), max(s.number), count(*), "
        "max(s.last_page), sum(s.cents) from statement s join statement_run r on r.id = s.run_id "
        "join user u on u.id = r.user_id group by s.file_id order by s.file_id desc limit ?",
        limit,
    )
    return tuple(
        StatementFileLine(file, date.fromisoformat(on), user, first, last, count, pages, Money(cents))
        for file, on, user, first, last, count, pages, cents in rows
    )

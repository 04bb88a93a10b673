"""Made-up contracts, rates and lines for the tests of what is expected of a payer."""

from dataclasses import replace
from datetime import date

from app.domain.code_edits import ServiceFacts
from app.domain.contracts import Contract, ContractTerm, RateKind
from app.domain.expected_allowed import BilledService, RateBook
from app.domain.money import Money, read_money

PAYER, PLAN = 7, 9
NEW_YEAR = date(2026, 1, 1)
CONTRACT = Contract(1, 1, 1, PAYER, NEW_YEAR, payer="Prairie Health", name="Prairie 2026")


def money(text: str) -> Money:
    """Write an amount as people do."""
    return read_money(text)


def term(kind: str, codes: str = "", amount: str = "", percent: int | None = None, **more) -> ContractTerm:
    """A term: `term("medicare", "99213", percent=80)`; codes are parted by blanks."""
    points = None if percent is None else percent * 100
    paid = money(amount) if amount else None
    return ContractTerm(RateKind(kind), tuple(codes.split()), amount=paid, percent_bp=points, **more)


def contract(*terms: ContractTerm, **more) -> Contract:
    """A contract of 2026 with these terms."""
    return replace(CONTRACT, terms=terms, **more)


def line(code: str = "99213", charge: str = "165.00", **more) -> BilledService:
    """A line of one unit in the office; its charge id is made from the place of the code in the test."""
    return BilledService(more.pop("charge_id", 1), code, money(charge), **{"place": "11", **more})


def row(code: str, outside: str, inside: str = "", **signs: str) -> tuple[ServiceFacts, ...]:
    """The row of a code in a fee file, priced outside and inside a facility."""
    return (ServiceFacts(code, non_facility=money(outside), facility=money(inside or outside), **signs),)


def book(services=None, files=None, **more) -> RateBook:
    """The rates of 2026: Medicare's by code, and files by name."""
    return RateBook(2026, {2026: services}, files or {}, services, frozenset({"22"}), **more)

"""The commands that close a day or a month, with all that ties and all that is left to do."""

from argparse import Namespace
from datetime import date
from typing import Any

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome
from app.domain.money import Money, total
from app.domain.months import MonthRow, read_month
from app.domain.proofs import Proof
from app.queries.days import DayDetail, find_day
from app.queries.deposits import DrawerDetail, find_drawer, list_deposits
from app.queries.money_in import MoneyInLine, list_money_in
from app.queries.month_work import WorkList, find_month_work
from app.queries.proofs import find_proofs
from app.services.days import close_day
from app.services.months import ClosedMonth, close_month


def close_business_day(words: Namespace) -> Outcome:
    """Close a business day: its money by method, what lies in the drawer, and what is unfinished."""
    with opened_practice(words) as practice:
        session = practice.session
        day: date = words.on or session.today()
        close_day(session, day)
        detail = session.ask(find_day, day)
        money = session.ask(list_money_in, day, day)
        drawer = session.ask(find_drawer)
        made = [line for line in session.ask(list_deposits, day, day) if not line.is_voided]
        proofs = session.ask(find_proofs, session.today())
    deposited = total(line.amount for line in made)
    facts = {
        "day": str(day),
        "state": detail.state,
        "taken_cents": _by_way(money),
        "total_cents": total(line.kept for line in money).cents,
        "deposited_cents": deposited.cents,
        "in_drawer_cents": drawer.ledger.cents,
        "unfinished": [{"kind": each.kind, "id": each.id, "what": each.words} for each in detail.unfinished],
        "proofs": [_told_proof(proof) for proof in proofs],
    }
    faulty = bool(detail.unfinished) or not all(proof.holds for proof in proofs)
    return Outcome(facts, _day_lines(detail, money, drawer, deposited, proofs), FINDINGS if faulty else DONE)


def close_books(words: Namespace) -> Outcome:
    """Close a month: its A/R by patients and payers, credit, the report, and what is left to do."""
    month = read_month(words.month)
    with opened_practice(words) as practice:
        session = practice.session
        closed = close_month(session, month)
        work = session.ask(find_month_work, session.user.id, month, session.today())
        proofs = session.ask(find_proofs, session.today())
    credit = closed.credit
    facts = {
        "month": month.key,
        "all": _told_row(closed.sums.whole),
        "rows": [_told_row(row) for row in closed.sums.rows],
        "credit": {
            f"{name}_cents": getattr(credit, name).cents
            for name in ("opening", "received", "used", "given_back", "closing")
        },
        "ties": closed.sums.ties and not credit.difference,
        "report": closed.report.name,
        "report_file_id": closed.report.file_id,
        "left_to_do": [
            {"what": each.title, "count": len(each.items), "cents": each.amount.cents} for each in work
        ],
        "proofs": [_told_proof(proof) for proof in proofs],
    }
    is_left = any(each.items for each in work) or not all(proof.holds for proof in proofs)
    return Outcome(facts, _month_lines(closed, work, proofs), FINDINGS if is_left else DONE)


def _day_lines(
    detail: DayDetail,
    money: tuple[MoneyInLine, ...],
    drawer: DrawerDetail,
    deposited: Money,
    proofs: tuple[Proof, ...],
) -> list[str]:
    ways = " + ".join(f"{way} {Money(cents)}" for way, cents in _by_way(money).items())
    together = total(line.kept for line in money)
    left = [f"  {each.name}: {each.words}" for each in detail.unfinished]
    return [
        f"{detail.day:%m/%d/%Y} is closed.",
        f"{ways} = {together}" if ways else "No money came in.",
        f"Deposited {deposited.dollars}; in the drawer {drawer.ledger.dollars}.",
        *([f"Unfinished: {len(left)}", *left] if left else []),
        *_proof_lines(proofs),
    ]


def _month_lines(closed: ClosedMonth, work: tuple[WorkList, ...], proofs: tuple[Proof, ...]) -> list[str]:
    return [
        f"{closed.sums.month.name} is closed.",
        f"{closed.sums.equation}.",
        *(f"  {row.name}: closing {row.closing.dollars}" for row in closed.sums.rows),
        *(f"{each.title}: {len(each.items)}, {each.amount.dollars}" for each in work if each.items),
        *_proof_lines(proofs),
        f"The report is kept in the practice as {closed.report.name}.",
    ]


def _proof_lines(proofs: tuple[Proof, ...]) -> list[str]:
    return [f"{'ok' if proof.holds else 'FAULT':5}  {proof.title}: {proof.equation}" for proof in proofs]


def _by_way(money: tuple[MoneyInLine, ...]) -> dict[str, int]:
    ways: dict[str, int] = {}
    for line in money:
        ways[line.way] = ways.get(line.way, 0) + line.kept.cents
    return ways


def _told_row(row: MonthRow) -> dict[str, Any]:
    amounts = ("opening", "charged", "paid", "adjusted", "moved", "closing")
    cents = {f"{name}_cents": getattr(row, name).cents for name in amounts}
    return {"holder": row.holder.value, "name": row.name, **cents}


def _told_proof(proof: Proof) -> dict[str, Any]:
    return {
        "title": proof.title,
        "equation": proof.equation,
        "holds": proof.holds,
        "difference_cents": proof.difference.cents,
        "offenders": list(proof.offenders),
    }

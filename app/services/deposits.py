"""Deposits and counts of the drawer: money from the drawer to the bank, and cash counted by hand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.documents.deposit_slip import draw_deposit_slip
from app.domain.deposits import check_deposit, count_coins, plan_deposit, plan_drawer_difference
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money
from app.domain.posting import plan_reversal
from app.domain.rights import Right
from app.models.closing import Deposit, DepositItem, DrawerCount
from app.models.postings import append, entries_of
from app.queries.deposits import (
    SLIP,
    UndepositedLine,
    compose_slip,
    drawer,
    is_deposit_void,
    slip_file,
    upcoming_deposit,
)
from app.queries.kept_files import find_file_content
from app.queries.letterheads import find_letterhead
from app.services.days import last_event, open_for_posting
from app.services.files import NewFile, keep_file, paper_mark
from app.services.papers import PrintedPaper
from app.services.rows import fetch, next_number
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class DepositEntry:
    """What is brought to the bank: payments, what counts found over or short, and the bank account's name."""

    bank: str
    payment_ids: tuple[int, ...]
    count_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeDeposit:
    """A deposit made: its id, its number, what the bank gets, and its slip."""

    id: int
    number: int
    amount: Money
    slip: PrintedPaper


@dataclass(frozen=True, slots=True)
class CountEntry:
    """The cash as counted: how many of each bill and coin by its cents, and the change fund among it."""

    coins: Mapping[int, int]
    initials: str
    change_fund: Money = ZERO
    reason: str = ""


def make_deposit(session: Session, entry: DepositEntry) -> MadeDeposit:
    """Post a deposit of today, give it the next number, and draw and keep its slip."""
    session.require(Right.MAKE_DEPOSIT)
    with session.transaction() as transaction:
        lines = _chosen(entry)
        amount = check_deposit([line.amount for line in lines], entry.bank)
        today, number = session.today(), next_number("deposit")
        open_for_posting(session, transaction, today)
        # Its posting bears the deposit's id, so that it is posted once only.
        deposit_id = upcoming_deposit()
        planned = plan_deposit(deposit_id, amount, today, today)
        (posting,) = append([planned], session.user.id, session.now().isoformat())
        Deposit.create(
            id=deposit_id,
            number=number,
            on_date=today,
            bank=entry.bank.strip(),
            amount=amount,
            posting=posting,
            user=session.user.id,
            at=session.now().isoformat(),
            force_insert=True,
        )
        for line in lines:
            DepositItem.create(
                deposit=deposit_id, payment=line.payment_id, count=line.count_id, amount=line.amount
            )
        slip = _keep_slip(transaction, deposit_id, number)
        facts = {"number": number, "amount": amount, "items": len(lines), "bank": entry.bank.strip()}
        transaction.record("deposit", deposit_id, "make_deposit", after=facts)
        return MadeDeposit(deposit_id, number, amount, slip)


def reprint_deposit_slip(session: Session, deposit_id: int) -> PrintedPaper:
    """Give the kept slip of a deposit again, byte by byte."""
    session.require(Right.MAKE_DEPOSIT)
    with session.transaction() as transaction:
        row = fetch(Deposit, deposit_id, "deposit")
        file_id, name = slip_file(deposit_id)
        paper = PrintedPaper(file_id, name, find_file_content(file_id))
        transaction.record("deposit", row.id, "reprint_deposit_slip", after={"number": row.number})
        return paper


def void_deposit(session: Session, deposit_id: int, reason: str) -> None:
    """Take a deposit back while its day is open; its number stays taken and its money waits again."""
    session.require(Right.MAKE_DEPOSIT)
    with session.transaction() as transaction:
        row: Deposit = fetch(Deposit, deposit_id, "deposit")
        if is_deposit_void(row.posting_id):
            raise RuleError(f"Deposit {row.number} was taken back before. Nothing was changed.")
        if last_event(row.on_date) == "close":
            raise RuleError(
                f"Deposit {row.number} is of {row.on_date:%m/%d/%Y}, and that day is closed. Nothing was "
                "changed. Ask the manager to reopen the day first."
            )
        today = session.today()
        open_for_posting(session, transaction, today)
        planned = plan_reversal(row.posting_id, "deposit_void", entries_of(row.posting_id), today, reason)
        append([planned], session.user.id, session.now().isoformat())
        transaction.record(
            "deposit", row.id, "void_deposit", reason=reason.strip(), after={"number": row.number}
        )


def count_drawer(session: Session, entry: CountEntry) -> Money:
    """Keep a count of the cash and post what it found over or short; gives the difference."""
    session.require(Right.MAKE_DEPOSIT)
    if not entry.initials.strip():
        raise InputError("Type the initials of who counted. Nothing was kept.")
    with session.transaction() as transaction:
        today = session.today()
        counted = count_coins(entry.coins) - entry.change_fund
        expected = drawer().cash
        planned = plan_drawer_difference(expected, counted, today, entry.reason)
        posting = None
        if planned:
            open_for_posting(session, transaction, today)
            (posting,) = append([planned], session.user.id, session.now().isoformat())
        row = DrawerCount.create(
            on_date=today,
            expected=expected,
            counted=counted,
            float=entry.change_fund,
            coins=json.dumps({str(value): count for value, count in entry.coins.items() if count}),
            reason=entry.reason.strip() if planned else "",
            initials=entry.initials.strip(),
            posting=posting,
            user=session.user.id,
            at=session.now().isoformat(),
        )
        facts = {"expected": expected, "counted": counted, "initials": entry.initials.strip()}
        transaction.record("drawer", row.id, "count_drawer", reason=entry.reason.strip(), after=facts)
        return counted - expected


def _chosen(entry: DepositEntry) -> list[UndepositedLine]:
    """The lines chosen, as the drawer holds them now; refuses what lies there no more."""
    wanted = {("payment", key) for key in entry.payment_ids} | {("count", key) for key in entry.count_ids}
    lines = [line for line in drawer().lines if _key(line) in wanted]
    if len(lines) < len(wanted):
        raise RuleError(
            "Something chosen is no longer in the drawer: it was deposited or voided meanwhile. Nothing was "
            "posted. Look at the list again."
        )
    return lines


def _key(line: UndepositedLine) -> tuple[str, int | None]:
    return ("count", line.count_id) if line.payment_id is None else ("payment", line.payment_id)


def _keep_slip(transaction: Transaction, deposit_id: int, number: int) -> PrintedPaper:
    slip = compose_slip(deposit_id, find_letterhead().name)
    pdf = draw_deposit_slip(slip, paper_mark())
    name = f"deposit-{number}.pdf"
    file_id = keep_file(transaction, NewFile(SLIP, name, pdf, "deposit", deposit_id))
    transaction.record(
        "document", file_id, "print_paper", after={"name": name, "sha256": sha256(pdf).hexdigest()}
    )
    return PrintedPaper(file_id, name, pdf)

"""Reports of the practice's money: day sheet, receipts, aging, adjustments; each with totals and notes."""

from collections.abc import Callable
from datetime import date

from app.domain.aging import AgingAnchor
from app.domain.money import ZERO, Money, total
from app.domain.reports import (
    AMOUNT,
    Cell,
    Report,
    ReportColumn,
    ReportKind,
    ReportOrder,
    add_totals,
    compose_aging_report,
)
from app.domain.rights import Right
from app.models.database import select
from app.queries.aging import AgingDetail, aging
from app.queries.asking import asks
from app.queries.money_in import INSURER, list_money_in

MOST_ROWS = 10_000
_NO_ADJUSTMENT = (
    "('patient_ar', 'insurance_ar', 'collections_ar', 'unapplied', 'cash_drawer', 'bank', 'revenue', "
    "'fee_income', 'opening', 'refunds', 'payer_clearing', 'payer_carried', 'payer_other', 'expense', "
    "'interest', 'drawer_difference')"
)
_SUMS = (
    "-sum(case when e.account in ('revenue', 'fee_income') then e.cents else 0 end), "
    "sum(case when e.account in ('cash_drawer', 'bank') then e.cents else 0 end), "
    f"sum(case when e.account not in {_NO_ADJUSTMENT} then e.cents else 0 end)"
)
_OF_DAYS = "from posting p join entry e on e.posting_id = p.id where p.posted_on between ? and ?"
_METHODS = {
    "cash": "Cash",
    "check": "Check",
    "card": "Card",
    "hsa": "HSA card",
    "ach": "ACH",
    "other": "Other",
    INSURER: "Insurers (EFT)",
}
_ANCHORS = {
    AgingAnchor.FIRST_STATEMENT: "the first statement; what is not on one yet is current",
    AgingAnchor.TRANSFER: "the day it became the patient’s",
    AgingAnchor.SERVICE: "the day of service",
}
_TITLES = {
    ReportKind.AGING_PATIENTS: "Aging by patient",
    ReportKind.AGING_GUARANTORS: "Aging by guarantor",
    ReportKind.AGING_PAYERS: "Aging by payer",
}


@asks(Right.SEE_REPORTS)
def find_report(order: ReportOrder) -> Report:
    """One report, as it shall be shown, printed or written out."""
    return compose_report(order)


def compose_report(order: ReportOrder) -> Report:
    """One report, as it shall be shown, printed or written out."""
    return _aging(order) if order.kind.is_aging else _MAKERS[order.kind](order)


def _day_sheet(order: ReportOrder) -> Report:
    columns = (
        ReportColumn("Posted", share=1.1),
        ReportColumn("What", share=2.2),
        ReportColumn("Account", share=0.8),
        ReportColumn("Name", share=1.9),
        ReportColumn("By", share=1.2),
        ReportColumn("Dated", share=1.1),
        ReportColumn("Charges", right=True),
        ReportColumn("Payments", right=True),
        ReportColumn("Adjustments", right=True, share=1.1),
    )
    days = (order.first.isoformat(), order.last.isoformat())
    rows = select(
        "select p.posted_on, k.name, coalesce(a.number, ''), coalesce(a.last || ', ' || a.first, ''), "
        f"u.display_name, p.effective_on, {_SUMS} from posting p join entry e on e.posting_id = p.id "
        "join posting_kind k on k.code = p.kind join user u on u.id = p.user_id "
        "left join guarantor_account a on a.id = e.guarantor_id where p.posted_on between ? and ? "
        "and p.kind not in ('deposit', 'deposit_void', 'drawer') "
        f"group by p.id, a.id order by p.id limit {MOST_ROWS}",
        *days,
    )
    cells = tuple(_sheet_row(*row) for row in rows)
    ((charged, paid, adjusted),) = select(
        f"select {_SUMS} {_OF_DAYS} and p.kind not in ('deposit', 'deposit_void', 'drawer')", *days
    )
    sums = [Money(cents or 0) for cents in (charged, paid, adjusted)]
    more = (f"Only the first {MOST_ROWS:,} rows are shown; the totals are of all.",)
    return Report(
        "Day sheet",
        f"{_days(order)}, by the day of posting",
        columns,
        cells,
        ("All", None, None, None, None, None, *sums),
        more if len(cells) == MOST_ROWS else (),
    )


def _sheet_row(*row: object) -> tuple[Cell, ...]:
    posted, what, number, name, user, dated, *cents = row
    late = None if dated == posted else date.fromisoformat(str(dated))
    amounts = (Money(int(str(each))) for each in cents)
    return (
        date.fromisoformat(str(posted)),
        str(what),
        str(number),
        str(name).strip(", "),
        str(user),
        late,
        *(amount or None for amount in amounts),
    )


def _receipts(order: ReportOrder) -> Report:
    columns = (
        ReportColumn("Method", share=1.6),
        ReportColumn("Taken by", share=2),
        ReportColumn("Payments", right=True),
        ReportColumn("Taken", right=True, share=1.2),
        ReportColumn("Taken back", right=True, share=1.2),
        ReportColumn("Kept", right=True, share=1.2),
    )
    lines = list_money_in(order.first, order.last)
    rows = tuple(
        (_METHODS[line.way], line.user, line.count, line.taken, line.taken_back, line.kept) for line in lines
    )
    by_way = {way: total(line.kept for line in lines if line.way == way) for way in _METHODS}
    told = " + ".join(f"{_METHODS[way]} {amount}" for way, amount in by_way.items() if amount)
    whole = total(line.kept for line in lines)
    notes = (f"{told} = {whole}.",) if told else ()
    return Report(
        "Receipts by method and user",
        f"{_days(order)}, by the day of posting",
        columns,
        rows,
        add_totals(rows, "All"),
        notes,
    )


def _adjustments(order: ReportOrder) -> Report:
    columns = (
        ReportColumn("Type", share=2.4),
        ReportColumn("Posted as", share=2),
        ReportColumn("Postings", right=True),
        AMOUNT,
    )
    rows = tuple(
        (name, kind, count, Money(cents))
        for name, kind, count, cents in select(
            "select a.name, k.name, count(distinct p.id), sum(e.cents) from posting p "
            "join entry e on e.posting_id = p.id join ledger_account a on a.code = e.account "
            "join posting_kind k on k.code = p.kind where p.posted_on between ? and ? "
            f"and e.account not in {_NO_ADJUSTMENT} group by a.code, k.code order by a.name, k.name",
            order.first.isoformat(),
            order.last.isoformat(),
        )
    )
    about = f"{_days(order)}, by the day of posting"
    return Report("Adjustments by type", about, columns, rows, add_totals(rows, "All"))


def _aging(order: ReportOrder) -> Report:
    found = aging(order.kind, order.last, order.anchor)
    since = AgingAnchor.SERVICE if order.kind is ReportKind.AGING_PAYERS else order.anchor
    about = f"As of {order.last:%m/%d/%Y}, counted from {_ANCHORS[since]}"
    return compose_aging_report(
        _TITLES[order.kind], about, found.lines, (_aging_proof(found), *_placed(order))
    )


def _aging_proof(found: AgingDetail) -> str:
    open_ = total(line.aging.total for line in found.lines)
    credit = total(line.aging.credits for line in found.lines)
    words = (
        f"Open {open_.dollars} − credits {credit.dollars} = ledger {(found.ledger - found.unused).dollars}."
    )
    return words if not found.difference else f"{words} {abs(found.difference).dollars} DOES NOT AGREE."


def _placed(order: ReportOrder) -> tuple[str, ...]:
    """What an agency holds, which is in no bucket."""
    rows = select("select coalesce(sum(cents), 0) from account_balance where account = 'collections_ar'")
    placed = Money(rows[0][0])
    is_shown = placed != ZERO and order.kind is ReportKind.AGING_GUARANTORS
    return (f"Placed with an agency, not in the buckets: {placed.dollars}.",) if is_shown else ()


def _days(order: ReportOrder) -> str:
    first = f"{order.first:%m/%d/%Y}"
    return first if order.first == order.last else f"{first} to {order.last:%m/%d/%Y}"


_MAKERS: dict[ReportKind, Callable[[ReportOrder], Report]] = {
    ReportKind.DAY_SHEET: _day_sheet,
    ReportKind.RECEIPTS: _receipts,
    ReportKind.ADJUSTMENTS: _adjustments,
}

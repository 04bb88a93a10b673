"""The office's own lists as settings show them: practice, providers, places, payers, plans and fees."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import Table, select
from app.models.office import Place, Practice, Provider, Setting
from app.models.records import Payer, Plan, Procedure, TradingPartner
from app.queries.asking import asks

RECOVERY_PROVEN = "recovery_key_proven"
TABLES: dict[str, type[Table]] = {
    "provider": Provider,
    "place": Place,
    "payer": Payer,
    "plan": Plan,
    "trading_partner": TradingPartner,
}


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One row of an office list; `values` are its columns as forms change them."""

    id: int
    version: int
    name: str
    detail: str
    active: bool
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """What a plan pays for one category of service; an empty category is any other service."""

    category: str
    mode: str
    copay: Money | None
    coinsurance_bp: int
    deductible_applies: bool
    note: str


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure of the practice's own list with the fee in force."""

    code: str
    name: str
    name_es: str
    category: str
    active: bool
    fee: Money | None
    effective: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the practice stands, for the strip at the window's foot."""

    practice: str
    demo: bool
    last_backup: datetime | None
    open_days: tuple[date, ...]
    recovery_proven: bool


@asks(Right.SEE_OFFICE)
def list_office(what: str) -> tuple[OfficeLine, ...]:
    """Every `provider`, `place`, `payer`, `plan` or `trading_partner`, those in use first, by name."""
    lines = [_line(what, row) for row in TABLES[what].select()]
    return tuple(sorted(lines, key=lambda line: (not line.active, line.name.casefold(), line.id)))


@asks(Right.SEE_OFFICE)
def find_practice() -> OfficeLine:
    """The practice's own facts."""
    row = Practice.get_by_id(1)
    values = {name: value for name, value in row.__data__.items() if name not in ("id", "uid", "version")}
    return OfficeLine(1, row.version, row.name, "", True, values)


@asks(Right.SEE_OFFICE)
def list_benefits(plan_id: int) -> tuple[BenefitLine, ...]:
    """What a plan pays, by category."""
    rows = select(
        "select category, mode, copay_cents, coinsurance_bp, deductible_applies, note from benefit "
        "where plan_id = ? order by category",
        plan_id,
    )
    return tuple(
        BenefitLine(category, mode, None if copay is None else Money(copay), share, bool(applies), note)
        for category, mode, copay, share, applies, note in rows
    )


@asks(Right.SEE_OFFICE)
def list_categories() -> tuple[str, ...]:
    """The categories of service that the practice's procedures bear."""
    rows = Procedure.select(Procedure.category).distinct().order_by(Procedure.category)
    return tuple(row.category for row in rows)


@asks(Right.SEE_OFFICE)
def list_procedures(today: date) -> tuple[ProcedureLine, ...]:
    """The practice's procedures by code, each with its fee without modifier on this day."""
    rows = select(
        "select p.code, p.name, p.name_es, p.category, p.active, f.cents, f.effective from procedure p "
        "left join fee f on f.id = (select id from fee where code = p.code and modifier = '' "
        "and effective <= ? and (ends is null or ends >= ?) order by effective desc limit 1) "
        "order by p.active desc, p.code",
        today.isoformat(),
        today.isoformat(),
    )
    return tuple(
        ProcedureLine(
            code,
            name,
            name_es,
            category,
            bool(active),
            None if cents is None else Money(cents),
            date.fromisoformat(since) if since else None,
        )
        for code, name, name_es, category, active, cents, since in rows
    )


@asks(Right.OPEN)
def find_setting(name: str) -> str:
    """The value of a named setting of the practice; empty if it was never set."""
    row = Setting.get_or_none(Setting.name == name)
    return str(row.value) if row else ""


@asks(Right.OPEN)
def find_standing() -> Standing:
    """The practice's name, its last proved backup, the days still open, and its recovery key."""
    practice = Practice.get_by_id(1)
    backups = select("select max(at) from audit where subject = 'backup' and action = 'back_up'")
    days = select(
        "select day from day_event d where seq = (select max(seq) from day_event where day = d.day) "
        "and event <> 'close' order by day"
    )
    at = backups[0][0]
    return Standing(
        practice.name,
        practice.demo,
        datetime.fromisoformat(at) if at else None,
        tuple(date.fromisoformat(day) for (day,) in days),
        Setting.get_or_none(Setting.name == RECOVERY_PROVEN) is not None,
    )


def _line(what: str, row: Any) -> OfficeLine:
    values = {name: value for name, value in row.__data__.items() if name not in ("id", "version")}
    name, detail = _NAMES[what](row)
    return OfficeLine(row.id, row.version, name, detail, row.active, values)


def _provider(row: Any) -> tuple[str, str]:
    given = " ".join(part for part in (row.first, row.middle) if part)
    name = ", ".join(part for part in (" ".join(filter(None, (row.last, row.suffix))), given) if part)
    return f"{name} {row.credential}".strip(), row.npi


def _place(row: Any) -> tuple[str, str]:
    return row.name, " ".join(part for part in (row.street, row.city) if part)


def _payer(row: Any) -> tuple[str, str]:
    return row.name, row.claim_payer_id


def _plan(row: Any) -> tuple[str, str]:
    return row.name, str(row.payer.name)


def _partner(row: Any) -> tuple[str, str]:
    return row.name, "Real claims" if row.usage == "P" else "Testing"


_NAMES = {
    "provider": _provider,
    "place": _place,
    "payer": _payer,
    "plan": _plan,
    "trading_partner": _partner,
}

"""What payers ask of a service: the rules with their versions, and whom a rule reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.code_ranges import read_codes
from app.domain.coverage_rules import (
    COUNTING,
    Ask,
    CoverageRule,
    Period,
    explain_ask,
    is_due,
    is_for,
    is_same_period,
)
from app.domain.rights import Right
from app.domain.service_counts import CountBy, ServiceCharge, count_services
from app.models import authorizations as tables
from app.models.database import select
from app.queries.asking import asks
from app.queries.authorizations import service_charges


@dataclass(frozen=True, slots=True)
class RuleLine:
    """The newest version of a rule as settings list it; `documents` are (file id, name)."""

    id: int
    rule: CoverageRule
    payer: str
    asks: str
    is_due: bool
    documents: tuple[tuple[int, str], ...]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleReach:
    """Whom a rule reaches now: claims not sent yet, planned visits, and patients close to its count.

    `claims` and `visits` are ids; `patients` are (id, name, count so far).
    """

    claims: tuple[int, ...] = ()
    visits: tuple[int, ...] = ()
    patients: tuple[tuple[int, str, int], ...] = ()
    count_by: CountBy = CountBy.VISITS

    @property
    def words(self) -> str:
        """Say it: `1 patient at visit 11, 3 planned visits, 2 unsent claims`."""
        counts = " or ".join(map(str, sorted({count for *_, count in self.patients})))
        at = f"at visit {counts}" if self.count_by is CountBy.VISITS else f"at {counts} units"
        people = f"{_many(len(self.patients), 'patient')} {at}" if self.patients else ""
        visits, claims = _many(len(self.visits), "planned visit"), _many(len(self.claims), "unsent claim")
        return ", ".join(part for part in (people, visits, claims) if part)


@asks(Right.SEE_OFFICE)
def list_rules(today: date) -> tuple[RuleLine, ...]:
    """The newest version of every rule, by payer, code and date; what is withdrawn comes last."""
    papers: dict[int, list[tuple[int, str]]] = {}
    for chain, file_id, name in select(
        "select subject_id, id, name from stored_file where subject = 'coverage_rule' order by id"
    ):
        papers.setdefault(chain, []).append((file_id, name))
    newest = {row.chain_id: row for row in _fetched()}
    names = _Names()
    lines = [_rule_line(row, names, tuple(papers.get(row.chain_id, ())), today) for row in newest.values()]
    return tuple(
        sorted(lines, key=lambda line: (line.rule.withdrawn, line.payer.casefold(), line.rule.codes))
    )


@asks(Right.SEE_OFFICE)
def list_rule_versions(chain_id: int) -> tuple[CoverageRule, ...]:
    """Every version of a rule, the newest first."""
    names = _Names()
    rows = [_rule(row, names) for row in _fetched(tables.CoverageRule.chain_id == chain_id)]
    return tuple(reversed(rows))


@asks(Right.SEE_PATIENT)
def list_rule_reach(rule_id: int, today: date) -> RuleReach:
    """Whom a rule touches: unsent claims from its date on, planned visits, and patients one short of it.

    A planned visit has no codes yet: it is counted where its patient, insured with the payer that day, is
    close to the rule's count, or had the service within the year where the rule does not count.
    """
    rule = _rule(tables.CoverageRule.get_by_id(rule_id), _Names())
    since = min(today.replace(month=1, day=1), rule.effective)
    given = {
        patient: tuple(each for each in charges if _is_meant(rule, each))
        for patient, charges in service_charges(
            "n.payer_id = ? and c.service_on >= ?", rule.payer_id, since.isoformat()
        ).items()
    }
    close = _close_to(rule, given, today)
    had = [patient for patient, _ in close] if rule.ask in COUNTING else [one for one in given if given[one]]
    people = [(patient, _patient_name(patient), count) for patient, count in close]
    return RuleReach(_claims_touched(rule), _visits_touched(rule, had, today), tuple(people), rule.count_by)


def rules_for_payer(payer_id: int) -> tuple[CoverageRule, ...]:
    """Every version of a payer's rules; inside another question only."""
    names = _Names()
    return tuple(_rule(row, names) for row in _fetched(tables.CoverageRule.payer == payer_id))


def last_chain() -> int:
    """The highest number of a chain of versions given out, 0 where there is no rule yet."""
    return int(select("select coalesce(max(chain_id), 0) from coverage_rule")[0][0])


def newest_version(chain_id: int) -> int:
    """The number of a chain's newest version."""
    return int(select("select max(version) from coverage_rule where chain_id = ?", chain_id)[0][0])


class _Names:
    """The names of payers and plans, asked for once."""

    def __init__(self) -> None:
        self.payers: dict[int, str] = dict(select("select id, name from payer"))
        self.plans: dict[int, str] = dict(select("select id, name from plan"))


def _fetched(where: Any = None) -> list[tables.CoverageRule]:
    rows = tables.CoverageRule.select().order_by(tables.CoverageRule.chain_id, tables.CoverageRule.version)
    return list(rows if where is None else rows.where(where))


def _rule(row: tables.CoverageRule, names: _Names) -> CoverageRule:
    return CoverageRule(
        id=row.id,
        chain_id=row.chain_id,
        version=row.version,
        payer_id=row.payer_id,
        ask=Ask(row.ask),
        effective=row.effective,
        ends=row.ends,
        payer=names.payers[row.payer_id],
        plan_id=row.plan_id,
        plan=names.plans.get(row.plan_id, "") if row.plan_id else "",
        codes=read_codes(row.codes),
        category=row.category,
        most=row.most,
        count_by=CountBy(row.count_by),
        period=Period(row.period),
        note=row.note,
        source_title=row.source_title,
        source_page=row.source_page,
        source_link=row.source_link,
        call_reference=row.call_reference,
        confirmed_by=row.confirmed_by,
        confirmed_on=row.confirmed_on,
        review_on=row.review_on,
        withdrawn=row.withdrawn,
    )


def _rule_line(
    row: tables.CoverageRule, names: _Names, papers: tuple[tuple[int, str], ...], today: date
) -> RuleLine:
    rule = _rule(row, names)
    values = {
        name: value
        for name, value in row.__data__.items()
        if name not in ("id", "chain_id", "version", "user", "at")
    }
    said = "Withdrawn" if rule.withdrawn else explain_ask(rule)
    return RuleLine(rule.id, rule, rule.payer, said, is_due(rule, today), papers, values)


def _order(line: RuleLine) -> tuple[bool, str, tuple[str, ...], date]:
    return (line.rule.withdrawn, line.payer.casefold(), line.rule.codes, line.rule.effective)


def _is_meant(rule: CoverageRule, charge: ServiceCharge) -> bool:
    return rule.payer_id in charge.payer_ids and is_for(rule, charge.code, charge.category)


def _close_to(
    rule: CoverageRule, given: dict[int, tuple[ServiceCharge, ...]], today: date
) -> list[tuple[int, int]]:
    """The patients whose next service is the last that needs nothing, or who are beyond it."""
    if rule.ask not in COUNTING or rule.most is None:
        return []
    on = max(today, rule.effective)
    counted = {
        patient: count_services(
            [each for each in charges if is_same_period(rule.period, each.on, on)], rule.count_by
        )
        for patient, charges in given.items()
    }
    return sorted((patient, count) for patient, count in counted.items() if count >= max(1, rule.most - 1))


def _claims_touched(rule: CoverageRule) -> tuple[int, ...]:
    rows = select(
        "select distinct k.id, c.code, coalesce(r.category, '') from claim k "
        "join policy o on o.id = k.policy_id join plan n on n.id = o.plan_id "
        "join claim_line l on l.claim_id = k.id join charge c on c.id = l.charge_id "
        "left join procedure r on r.code = c.code where k.state in ('ready', 'printed') and n.payer_id = ? "
        "and c.service_on between ? and ? and (?4 is null or n.id = ?4)",
        rule.payer_id,
        rule.effective.isoformat(),
        (rule.ends or date.max).isoformat(),
        rule.plan_id,
    )
    return tuple(sorted({claim for claim, code, category in rows if is_for(rule, code, category)}))


def _visits_touched(rule: CoverageRule, patients: Sequence[int], today: date) -> tuple[int, ...]:
    wanted = ", ".join("?" * len(patients))
    rows = select(
        "select v.id from visit v where v.state = 'planned' and v.on_date between ? and ? and exists("
        "select 1 from policy o join plan n on n.id = o.plan_id where o.patient_id = v.patient_id "
        "and n.payer_id = ? and (?4 is null or n.id = ?4) and o.effective <= v.on_date "
        "and (o.termination is null or o.termination >= v.on_date)) "
        f"and v.patient_id in ({wanted}) order by v.on_date, v.id",
        max(today, rule.effective).isoformat(),
        (rule.ends or date.max).isoformat(),
        rule.payer_id,
        rule.plan_id,
        *patients,
    )
    return tuple(visit for (visit,) in rows)


def _patient_name(patient_id: int) -> str:
    ((last, first),) = select("select last, first from patient where id = ?", patient_id)
    return f"{last}, {first}".strip(", ")


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"

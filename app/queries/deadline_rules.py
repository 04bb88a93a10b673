"""How long payers leave for a dispute's steps, as the office has written it down, with every version."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.disputes.deadline_rules import (
    CountsFrom,
    DeadlineKind,
    DeadlineRule,
    RuleScope,
    Unit,
)
from app.domain.payer_windows import PayerFacts
from app.domain.rights import Right
from app.models import disputes as tables
from app.models.database import select
from app.queries.asking import asks

OFFICE_SOURCE = "the payer’s windows in the settings"


@dataclass(frozen=True, slots=True)
class DeadlineRuleLine:
    """The newest version of a rule as settings list it."""

    id: int
    rule: DeadlineRule
    payer: str
    plan: str
    values: dict[str, Any]


@asks(Right.SEE_OFFICE)
def list_deadline_rules() -> tuple[DeadlineRuleLine, ...]:
    """The newest version of every rule of the office, by payer, step and level; withdrawn ones last."""
    names = (dict(select("select id, name from payer")), dict(select("select id, name from plan")))
    newest = {row.chain_id: row for row in _rows()}
    lines = [
        DeadlineRuleLine(
            row.id,
            _rule(row),
            names[0].get(row.payer_id, ""),
            names[1].get(row.plan_id, ""),
            {name: value for name, value in row.__data__.items() if name not in _OWN},
        )
        for row in newest.values()
    ]
    return tuple(
        sorted(lines, key=lambda each: (each.rule.withdrawn, each.payer, each.rule.kind, each.rule.level))
    )


def rules_for(scope: RuleScope, payer: PayerFacts) -> tuple[DeadlineRule, ...]:
    """Every rule that may count for a payer: its own days in the settings, then the office's rules.

    Inside another question only.
    """
    return (*_of_settings(scope, payer), *(_rule(row) for row in _rows()))


def last_rule_chain() -> int:
    """The highest number of a chain of versions given out, 0 where there is no rule yet."""
    return int(select("select coalesce(max(chain_id), 0) from deadline_rule")[0][0])


def newest_rule_version(chain_id: int) -> int:
    """The number of a chain's newest version."""
    return int(select("select max(version) from deadline_rule where chain_id = ?", chain_id)[0][0])


_OWN = frozenset({"id", "chain_id", "version", "user", "at"})


def _of_settings(scope: RuleScope, payer: PayerFacts) -> tuple[DeadlineRule, ...]:
    """A payer's own numbers of days as rules; chains below zero, so that no kept rule is of theirs."""
    days = (
        (DeadlineKind.CORRECTED_CLAIM, payer.corrected_days, "Corrected claim"),
        (DeadlineKind.APPEAL, payer.appeal_days, "Appeal"),
    )
    return tuple(
        DeadlineRule(
            kind, amount, payer_id=scope.payer_id, name=name, source=OFFICE_SOURCE, id=-at, chain_id=-at
        )
        for at, (kind, amount, name) in enumerate(days, 1)
        if amount is not None
    )


def _rows() -> list[tables.DeadlineRule]:
    return list(
        tables.DeadlineRule.select().order_by(tables.DeadlineRule.chain_id, tables.DeadlineRule.version)
    )


def _rule(row: tables.DeadlineRule) -> DeadlineRule:
    ends: date | None = row.ends
    return DeadlineRule(
        DeadlineKind(row.kind),
        row.amount,
        Unit(row.unit),
        CountsFrom(row.counts_from),
        level=row.level,
        name=row.name,
        line_of_business=row.line_of_business,
        payer_id=row.payer_id,
        plan_id=row.plan_id,
        receipt_days=row.receipt_days,
        least=row.least,
        decided_in=row.decided_in,
        decided_unit=Unit(row.decided_unit),
        addressee=row.addressee,
        source=row.source,
        effective=row.effective,
        ends=ends,
        id=row.id,
        chain_id=row.chain_id,
        version=row.version,
        withdrawn=row.withdrawn,
        note=row.note,
    )

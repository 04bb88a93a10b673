"""The words of eligibility: the fields of a typed check, the columns of its lists, chips and sentences."""

from app.domain.date_entry import format_date
from app.domain.eligibility import Benefit, BenefitKind, CheckStatus, CheckWay, Network, Person
from app.domain.eligibility_typing import AMOUNTS, SHARES, read_share
from app.domain.eligibility_words import STATUS_WORDS, WAY_WORDS
from app.domain.percents import write_percent
from app.eligibility_catalog import period_names, service_names
from app.queries.eligibility import CheckLine, PolicyEligibility
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.fields import Field, Kind
from app.views.common.theme import ChipKind

NEVER = Chip(ChipKind.DRAFT, "Never checked")
CHIPS = {
    CheckStatus.ACTIVE: Chip(ChipKind.PAID, STATUS_WORDS[CheckStatus.ACTIVE]),
    CheckStatus.INACTIVE: Chip(ChipKind.DENIED, STATUS_WORDS[CheckStatus.INACTIVE]),
    CheckStatus.UNKNOWN: Chip(ChipKind.DUE, STATUS_WORDS[CheckStatus.UNKNOWN]),
    CheckStatus.REJECTED: Chip(ChipKind.DENIED, STATUS_WORDS[CheckStatus.REJECTED]),
}
_KINDS = {
    BenefitKind.COVERED: "Covered",
    BenefitKind.NOT_COVERED: "Not covered",
    BenefitKind.COPAY: "Copay",
    BenefitKind.COINSURANCE: "Coinsurance",
    BenefitKind.DEDUCTIBLE: "Deductible",
    BenefitKind.DEDUCTIBLE_LEFT: "Deductible left",
    BenefitKind.OOP: "Out-of-pocket",
    BenefitKind.OOP_LEFT: "Out-of-pocket left",
    BenefitKind.LIMIT: "Limit",
    BenefitKind.LIMIT_LEFT: "Limit left",
    BenefitKind.OTHER_PAYER: "Other insurer",
    BenefitKind.DOCTOR: "Primary doctor",
    BenefitKind.NOTE: "Note",
}
_LEFT = (BenefitKind.DEDUCTIBLE_LEFT, BenefitKind.OOP_LEFT, BenefitKind.LIMIT_LEFT)
_PERSONS = {Person.INDIVIDUAL: "patient", Person.FAMILY: "family", Person.UNKNOWN: ""}
_NETWORKS = {Network.IN: "in", Network.OUT: "out", Network.BOTH: "in and out", Network.UNKNOWN: ""}
_BY_HAND = (CheckWay.PHONE, CheckWay.PORTAL, CheckWay.TYPED)
FIELDS = (
    Field(
        "status",
        "Coverage",
        Kind.CHOICE,
        choices=tuple((status.value, STATUS_WORDS[status]) for status in CheckStatus),
    ),
    Field("way", "Learned by", Kind.CHOICE, choices=tuple((way.value, WAY_WORDS[way]) for way in _BY_HAND)),
    Field("for_date", "For the day", Kind.DATE, required=True),
    Field("copay", "Copay, office visit", Kind.MONEY),
    Field("coinsurance", "Coinsurance", Kind.CODE, read=read_share, help="The patient’s share, like 20 %."),
    Field("plan_name", "Plan as the insurer names it"),
    Field("deductible", "Deductible", Kind.MONEY),
    Field("deductible_left", "Deductible left", Kind.MONEY),
    Field("family_deductible", "Family deductible", Kind.MONEY),
    Field("family_deductible_left", "Family deductible left", Kind.MONEY),
    Field("oop", "Most out of pocket", Kind.MONEY),
    Field("oop_left", "Out of pocket left", Kind.MONEY),
    Field("family_oop", "Family, most out of pocket", Kind.MONEY),
    Field("family_oop_left", "Family, out of pocket left", Kind.MONEY),
    Field("out_deductible_left", "Outside the network: deductible left", Kind.MONEY),
    Field("out_coinsurance", "Outside: coinsurance", Kind.CODE, read=read_share),
    Field("out_oop_left", "Outside: out of pocket left", Kind.MONEY),
    Field("begins", "Plan year begins", Kind.DATE),
    Field("ends", "Plan year ends", Kind.DATE),
    Field("other_payer", "Another insurer they named"),
    Field("other_first", "That insurer pays first", Kind.CHECK),
    Field("representative", "Who answered"),
    Field("reference", "Reference number"),
    Field("checked_on", "Learned on", Kind.DATE, help="Empty: today."),
    Field("reject_reason", "Why they did not answer", wide=True),
    Field("note", "Note", Kind.NOTE, wide=True),
)
AMOUNT_NAMES, SHARE_NAMES = tuple(AMOUNTS), tuple(SHARES)
CHECK_COLUMNS = (
    Column("Checked", lambda line: line.checked_on, width=10),
    Column("Result", lambda line: CHIPS[line.status], width=13),
    Column("Insurance", lambda line: line.insurance),
    Column("For", lambda line: line.for_date, width=10),
    Column("How", lambda line: WAY_WORDS[line.way], width=16),
    Column("Plan", lambda line: line.plan_name, width=16),
    Column("By", lambda line: line.user, width=12),
)


def _amount_of(benefit: Benefit) -> str:
    parts = [
        f"${benefit.amount}" if benefit.amount is not None else "",
        write_percent(benefit.percent_bp) if benefit.percent_bp is not None else "",
        benefit.quantity,
    ]
    said = " ".join(part for part in parts if part)
    # What is left says so in its own name.
    period = "" if benefit.kind in _LEFT else period_names().get(benefit.period, "")
    return f"{said}, {period}" if said and period else said or period


def _words_of(benefit: Benefit) -> str:
    approval = {"yes": "authorization needed", "no": "no authorization needed"}.get(benefit.approval, "")
    return " · ".join(part for part in (benefit.name, benefit.number, approval, benefit.detail) if part)


BENEFIT_COLUMNS = (
    Column("What", lambda each: _KINDS[each.kind], width=15),
    Column("Service", lambda each: service_names().get(each.service, each.service), width=18),
    Column("Whose", lambda each: _PERSONS[each.person], width=7),
    Column("Network", lambda each: _NETWORKS[each.network], width=9),
    Column("Amount", _amount_of, width=24),
    Column("More", _words_of),
)


def chip_of(eligibility: PolicyEligibility | None) -> Chip:
    """The chip of a policy's latest answer."""
    return CHIPS[eligibility.latest.status] if eligibility and eligibility.latest else NEVER


def describe_check(line: CheckLine) -> str:
    """Say when, how and for which plan an answer was given."""
    parts = [
        f"checked {format_date(line.checked_on)}",
        WAY_WORDS[line.way].lower() if line.way is not CheckWay.FILE else "payer’s file",
        line.plan_name,
        _plan_year(line),
        f"reference {line.reference}" if line.reference else "",
    ]
    return " · ".join(part for part in parts if part)


def _plan_year(line: CheckLine) -> str:
    begins = f"plan year from {format_date(line.begins)}" if line.begins else ""
    ends = f"to {format_date(line.ends)}" if line.ends else ""
    return " ".join(part for part in (begins, ends) if part)

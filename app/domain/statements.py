"""Who gets a statement, who does not and why, and the statement itself as one value that adds up.

Open-item accounting: every open visit with its own history; settled lines show once and then vanish. Credit
and money still with insurers are never inside “you owe now”.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from itertools import groupby

from app.domain.accounts import (
    AccountItem,
    AccountSummary,
    LastPayment,
    MailHold,
    compose_shown_account,
)
from app.domain.aging import Aging, AgingAnchor, compose_patient_aging
from app.domain.explanations import explain_excluded, explain_item
from app.domain.findings import Finding, Severity
from app.domain.letterhead import PracticeHead, compose_postal_line
from app.domain.money import ZERO, Money, total

FIVE_DOLLARS = Money(500)
ADDRESS_LETTERS = 42
"""The longest address line, in letters, that stays readable inside the envelope window."""


@dataclass(frozen=True, slots=True)
class StatementRules:
    """The practice's rules for a run; `max_mailings` counts statements since the last payment."""

    minimum: Money = FIVE_DOLLARS
    cycle_days: int = 28
    due_days: int = 21
    max_mailings: int = 3
    anchor: AgingAnchor = AgingAnchor.FIRST_STATEMENT


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One charge line on paper: the amounts tie across, and `reason` says it in words."""

    service_date: date
    provider: str
    description: str
    charged: Money
    insurance_paid: Money
    adjustments: Money
    you_paid: Money
    with_insurance: Money
    you_owe: Money
    reason: str


@dataclass(frozen=True, slots=True)
class StatementSection:
    """One patient's lines on a statement, by date of service."""

    patient_name: str
    lines: tuple[StatementLine, ...]

    @property
    def you_owe(self) -> Money:
        """What is owed for this patient."""
        return total(line.you_owe for line in self.lines)


@dataclass(frozen=True, slots=True)
class StatementStrip:
    """The sums of all lines: charged less paid, taken off and still with insurance is what you owe."""

    charged: Money
    insurance_paid: Money
    adjustments: Money
    you_paid: Money
    with_insurance: Money
    you_owe: Money


@dataclass(frozen=True, slots=True)
class PatientStatement:
    """One statement, complete: what is drawn is here and nowhere else."""

    number: str
    account_number: str
    language: str
    statement_on: date
    due_on: date
    practice: PracticeHead
    addressee: tuple[str, ...]
    sections: tuple[StatementSection, ...]
    strip: StatementStrip
    aging: Aging
    credit: Money
    last_payment: LastPayment | None
    insurance_on_file: tuple[str, ...]
    message: str
    pay_url: str

    @property
    def you_owe(self) -> Money:
        """What is owed now, the one big number."""
        return self.strip.you_owe


@dataclass(frozen=True, slots=True)
class ExcludedAccount:
    """An account without a statement: a reason code of `EXCLUDED_TEXTS` and its sentence for the staff."""

    account_number: str
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class StatementPlan:
    """Who gets a statement in this run, and who does not and why."""

    included: tuple[AccountSummary, ...]
    excluded: tuple[ExcludedAccount, ...]

    @property
    def total(self) -> Money:
        """What all statements of the run ask for together."""
        return total(account.patient_owes for account in self.included)


def plan_statements(accounts: Iterable[AccountSummary], rules: StatementRules, as_of: date) -> StatementPlan:
    """Sort accounts into those that get a statement on this day and those that do not."""
    included, excluded = [], []
    for account in accounts:
        shown = compose_shown_account(account)
        reason = _why_not(shown, rules, as_of)
        if reason:
            excluded.append(ExcludedAccount(account.number, reason, explain_excluded(reason)))
        else:
            included.append(shown)
    return StatementPlan(tuple(included), tuple(excluded))


def compose_statement(
    summary: AccountSummary, practice: PracticeHead, number: str, as_of: date, rules: StatementRules
) -> PatientStatement:
    """Write the statement of one account, without its confidential lines.

    For a single patient give it `compose_shown_account(summary, patient_id)`.
    """
    account = compose_shown_account(summary)
    items = _statement_items(account)
    language = "es" if account.language == "es" else "en"
    sections = _sections_of(items, language)
    strip = _strip_of(sections)
    return PatientStatement(
        number=number,
        account_number=account.number,
        language=language,
        statement_on=as_of,
        due_on=as_of + timedelta(days=rules.due_days),
        practice=practice,
        addressee=tuple(
            compose_postal_line(line) for line in (account.guarantor.spoken, *account.address.lines)
        ),
        sections=sections,
        strip=strip,
        aging=compose_patient_aging(items, as_of, rules.anchor, account.credit),
        credit=account.all_credit,
        last_payment=account.last_payment,
        insurance_on_file=tuple(
            dict.fromkeys(
                cover.payer for cover in account.insurance_on_file if (cover.ends or date.max) >= as_of
            )
        ),
        message=practice.message_in(language),
        pay_url=_pay_url(practice.pay_url, number, strip.you_owe),
    )


def check_statement(statement: PatientStatement, drawable: frozenset[str]) -> tuple[Finding, ...]:
    """Find what cannot be printed on this sheet: letters missing from the font, address lines too long."""
    return (*check_statement_glyphs(statement, drawable), *_check_address_lines(statement))


def check_statement_glyphs(statement: PatientStatement, drawable: frozenset[str]) -> tuple[Finding, ...]:
    """Name every text with a character outside `drawable`; the run goes on without this sheet."""
    findings = []
    for text in dict.fromkeys(_texts_of(statement)):
        missing = sorted(set(text) - drawable - {"\n"})
        if missing:
            named = ", ".join(f"U+{ord(letter):04X}" for letter in missing)
            findings.append(
                Finding(
                    Severity.ERROR,
                    f"account:{statement.account_number}",
                    f"Account {statement.account_number} gets no statement: “{text}” has characters that "
                    f"cannot be printed ({named}).",
                    "Write the name or text with other letters and run again.",
                )
            )
    return tuple(findings)


def _check_address_lines(statement: PatientStatement) -> tuple[Finding, ...]:
    text = "Account {} gets no statement: the address line “{}…” is too long for the envelope window."
    return tuple(
        Finding(
            Severity.ERROR,
            f"account:{statement.account_number}",
            text.format(statement.account_number, line[:ADDRESS_LETTERS]),
            f"Shorten the name or address to {ADDRESS_LETTERS} letters a line and run again.",
        )
        for line in statement.addressee
        if len(line) > ADDRESS_LETTERS
    )


def _why_not(account: AccountSummary, rules: StatementRules, as_of: date) -> str:
    """Give the first reason that keeps the account from a statement; '' when it gets one."""
    owed = account.patient_owes
    checks = (
        ("deceased", MailHold.DECEASED in account.holds),
        ("bankruptcy", MailHold.BANKRUPTCY in account.holds),
        ("do_not_bill", MailHold.DO_NOT_BILL in account.holds),
        ("with_insurer", not owed and account.insurance_owes > ZERO),
        ("bill_anew", bool(owed) and MailHold.BILL_ANEW in account.holds),
        ("credit_balance", account.all_credit > ZERO and account.all_credit >= owed),
        ("nothing_owed", not owed),
        ("below_minimum", owed < rules.minimum),
        ("bad_address", MailHold.BAD_ADDRESS in account.holds or not account.address.is_mailable),
        ("billed_recently", _billed_recently(account, rules, as_of)),
        ("enough_mailings", account.mailings >= rules.max_mailings),
    )
    return next((reason for reason, holds in checks if holds), "")


def _billed_recently(account: AccountSummary, rules: StatementRules, as_of: date) -> bool:
    last = account.last_statement_on
    if last is None or (as_of - last).days >= rules.cycle_days:
        return False
    return account.last_activity_on is None or account.last_activity_on <= last


def _statement_items(account: AccountSummary) -> list[AccountItem]:
    """The lines of open visits, and those settled since the last statement."""
    open_visits = {item.visit_id for item in account.items if item.is_open}
    last = account.last_statement_on
    return [
        item
        for item in account.items
        if item.visit_id in open_visits or (last and item.settled_on and item.settled_on > last)
    ]


def _sections_of(items: list[AccountItem], language: str) -> tuple[StatementSection, ...]:
    ordered = sorted(
        items, key=lambda item: (item.patient_name, item.patient_id, item.service_date, item.charge_id)
    )
    return tuple(
        StatementSection(name, tuple(_line_of(item, language) for item in of_patient))
        for (name, _), of_patient in groupby(ordered, key=lambda item: (item.patient_name, item.patient_id))
    )


def _line_of(item: AccountItem, language: str) -> StatementLine:
    """Write one line; what was paid beyond it is shown as credit, so it is neither paid here nor owed."""
    return StatementLine(
        service_date=item.service_date,
        provider=item.provider,
        description=item.description(language),
        charged=item.billed,
        insurance_paid=item.insurance_paid,
        adjustments=item.adjustments,
        you_paid=item.patient_paid + min(item.owes_now, ZERO),
        with_insurance=item.with_insurance,
        you_owe=max(item.owes_now, ZERO),
        reason=explain_item(item, language),
    )


def _strip_of(sections: tuple[StatementSection, ...]) -> StatementStrip:
    lines = [line for section in sections for line in section.lines]
    return StatementStrip(
        charged=total(line.charged for line in lines),
        insurance_paid=total(line.insurance_paid for line in lines),
        adjustments=total(line.adjustments for line in lines),
        you_paid=total(line.you_paid for line in lines),
        with_insurance=total(line.with_insurance for line in lines),
        you_owe=total(line.you_owe for line in lines),
    )


def _pay_url(url: str, number: str, owed: Money) -> str:
    dollars, cents = divmod(owed.cents, 100)
    return url.replace("{statement}", number).replace("{amount}", f"{dollars}.{cents:02d}")


def _texts_of(value: object) -> Iterable[str]:
    """Yield every text inside a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts_of(part)
    elif is_dataclass(value):
        for slot in fields(value):
            yield from _texts_of(getattr(value, slot.name))

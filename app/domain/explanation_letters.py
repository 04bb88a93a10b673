"""The letter that explains an account line by line, in the very sentences of the screen and the statement.

The lines of a letter add up to what it says is the reader's (`yours`); what insurers decide is beside.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.domain.accounts import AccountItem, AccountSummary
from app.domain.errors import InputError, RuleError
from app.domain.explanations import explain_account, explain_equation, explain_item
from app.domain.findings import Finding, Severity
from app.domain.letterhead import PracticeHead, compose_postal_line
from app.domain.money import ZERO, Money, total
from app.domain.statements import ADDRESS_LETTERS


@dataclass(frozen=True, slots=True)
class LetterHead:
    """Who writes, on which day, and in which languages: one, or two side by side."""

    practice: PracticeHead
    written_on: date
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineWords:
    """One line in one language: the service, its sum written out, and the sentence that explains it."""

    description: str
    equation: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """One charge line of a letter, with its words in each of the letter's languages."""

    service_date: date
    patient_name: str
    provider: str
    words: tuple[LineWords, ...]
    yours: Money


@dataclass(frozen=True, slots=True)
class ExplanationLetter:
    """One letter, complete; `stories` tell the whole account, and are empty for chosen lines."""

    head: LetterHead
    account_number: str
    addressee: tuple[str, ...]
    stories: tuple[str, ...]
    lines: tuple[ExplainedLine, ...]
    with_insurance: Money

    @property
    def yours(self) -> Money:
        """What all lines leave to the reader together."""
        return total(line.yours for line in self.lines)


def compose_explanation_letter(
    account: AccountSummary, head: LetterHead, charge_ids: Collection[int] = ()
) -> ExplanationLetter:
    """Explain the chosen lines of an account, or all open ones where none are chosen.

    Raises InputError for a line that is not on the account, and RuleError where nothing is open.
    """
    items = _chosen(account, charge_ids)
    lines = tuple(_line_of(item, head.languages) for item in sorted(items, key=_by_patient_and_day))
    return ExplanationLetter(
        head=head,
        account_number=account.number,
        addressee=tuple(
            compose_postal_line(line) for line in (account.guarantor.spoken, *account.address.lines)
        ),
        stories=() if charge_ids else tuple(explain_account(account, each) for each in head.languages),
        lines=lines,
        with_insurance=total(item.with_insurance for item in items if item.with_insurance > ZERO),
    )


def check_explanation_letter(letter: ExplanationLetter) -> tuple[Finding, ...]:
    """Find what keeps a letter from the post: no address, or lines too long for the envelope's window."""
    if len(letter.addressee) < 2:
        text = f"{letter.addressee[0]} has no address, so the letter could not be sent."
        return (Finding(Severity.ERROR, "address", text, "Add the address first."),)
    return tuple(
        Finding(
            Severity.ERROR,
            "address",
            f"The address line “{line[:ADDRESS_LETTERS]}…” is too long for the envelope window.",
            f"Shorten it to {ADDRESS_LETTERS} letters.",
        )
        for line in letter.addressee
        if len(line) > ADDRESS_LETTERS
    )


def _chosen(account: AccountSummary, charge_ids: Collection[int]) -> list[AccountItem]:
    if charge_ids:
        items = [item for item in account.items if item.charge_id in charge_ids]
        if len(items) != len(set(charge_ids)):
            raise InputError("A chosen service is not on this account. Nothing was printed. Choose it again.")
        return items
    items = [item for item in account.items if item.is_open]
    if not items:
        raise RuleError(
            "Nothing is open here, so there is nothing to explain. Choose a settled service, or print the "
            "itemized bill."
        )
    return items


def _line_of(item: AccountItem, languages: tuple[str, ...]) -> ExplainedLine:
    return ExplainedLine(
        item.service_date,
        item.patient_name,
        item.provider,
        tuple(
            LineWords(item.description(each), explain_equation(item, each), explain_item(item, each))
            for each in languages
        ),
        max(item.owes_now, ZERO),
    )


def _by_patient_and_day(item: AccountItem) -> tuple[str, int, date, int]:
    return item.patient_name, item.patient_id, item.service_date, item.charge_id

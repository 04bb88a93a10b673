"""How long a payer leaves for a claim, a correction, an appeal and its own answer.

What a guideline says of the service goes first, then the practice's own number of the payer; else the
usual one of the payer's line of business, which is shown as such and is to be confirmed. Windows are whole
days, except a year, which ends on the same date of the next year
(Medicare, 42 CFR 424.44: one calendar year after the date of service).
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

MEDICARE = "medicare"
YEAR = 365


@dataclass(frozen=True, slots=True)
class PayerFacts:
    """A payer as far as its windows depend on it; None is not known to the practice."""

    line_of_business: str = "commercial"
    filing_days: int | None = None
    corrected_days: int | None = None
    appeal_days: int | None = None
    answer_days: int | None = None
    takes_replacement: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """A number of days, and whether it is only the usual one; `is_year` runs to the same date next year."""

    days: int
    is_default: bool
    is_year: bool = False

    def ends(self, start: date) -> date:
        """The last day of the window, `start` being day 0; Feb 29 ends with February of the next year."""
        if not self.is_year:
            return start + timedelta(days=self.days)
        last = calendar.monthrange(start.year + 1, start.month)[1]
        return start.replace(year=start.year + 1, day=min(start.day, last))

    @property
    def words(self) -> str:
        """Say it, and whether somebody confirmed it: `180 days (usual, not confirmed)`."""
        length = "1 year" if self.is_year else f"{self.days} days"
        return f"{length} (usual, not confirmed)" if self.is_default else length


@dataclass(frozen=True, slots=True)
class PayerWindows:
    """A payer's windows: filing from the date of service, the others from the day of its answer or letter.

    `answer` is how long an answer usually takes from the day a claim was sent.
    """

    filing: Window
    corrected: Window
    appeal: Window
    answer: Window
    takes_replacement: bool


@dataclass(frozen=True, slots=True)
class _Usual:
    filing: int
    corrected: int
    appeal: int
    answer: int


# Filing, corrected claim, appeal, answer; by line of business. Editable, and marked as not confirmed.
_COMMERCIAL = _Usual(180, 180, 180, 30)
_USUAL = {
    MEDICARE: _Usual(YEAR, YEAR, 120, 30),
    "medicare_advantage": _Usual(YEAR, 180, 65, 30),
    "medicaid": _Usual(YEAR, 180, 60, 30),
    "tricare": _Usual(YEAR, 180, 90, 30),
    "workers_comp": _Usual(YEAR, 180, 90, 45),
    "auto": _Usual(180, 180, 90, 30),
}


def windows_of(payer: PayerFacts) -> PayerWindows:
    """Give a payer's windows: the practice's own numbers, else the usual ones of its line of business.

    Medicare Part B takes no replacement, whatever was typed: it is asked to reopen the claim.
    """
    usual = _USUAL.get(payer.line_of_business, _COMMERCIAL)
    return PayerWindows(
        filing=_window(payer.filing_days, usual.filing, payer.line_of_business == MEDICARE),
        corrected=_window(payer.corrected_days, usual.corrected, payer.line_of_business == MEDICARE),
        appeal=_window(payer.appeal_days, usual.appeal),
        answer=_window(payer.answer_days, usual.answer),
        takes_replacement=payer.takes_replacement and payer.line_of_business != MEDICARE,
    )


def override_windows(
    windows: PayerWindows,
    filing_days: int | None = None,
    corrected_days: int | None = None,
    appeal_days: int | None = None,
) -> PayerWindows:
    """Put the days that a guideline gives in the place of the payer's; None leaves the payer's own."""
    return replace(
        windows,
        filing=windows.filing if filing_days is None else _window(filing_days, 0),
        corrected=windows.corrected if corrected_days is None else _window(corrected_days, 0),
        appeal=windows.appeal if appeal_days is None else _window(appeal_days, 0),
    )


def usual_windows(line_of_business: str) -> PayerWindows:
    """Give the usual windows of a line of business, as the form shows them beside an empty field."""
    return windows_of(PayerFacts(line_of_business))


def filing_limit(on: date, windows: PayerWindows) -> date:
    """The last day on which a claim for a date of service is in time."""
    return windows.filing.ends(on)


def _window(own: int | None, usual: int, is_year: bool = False) -> Window:
    if own is None:
        return Window(usual, is_default=True, is_year=is_year)
    return Window(own, is_default=False)

"""An answer about coverage in a sentence and in figures, as the desk reads and hears them."""

from app.domain.eligibility import BenefitSummary, CheckStatus, CheckWay, NetworkAmounts
from app.domain.money import Money
from app.domain.percents import write_percent

STATUS_WORDS = {
    CheckStatus.ACTIVE: "Active",
    CheckStatus.INACTIVE: "Not active",
    CheckStatus.UNKNOWN: "Not answered",
    CheckStatus.REJECTED: "Rejected",
}
WAY_WORDS = {
    CheckWay.TYPED: "Paper or card",
    CheckWay.PHONE: "Phone",
    CheckWay.PORTAL: "Payer’s website",
    CheckWay.FILE: "Payer’s file (271)",
}
Figure = tuple[str, str]


def list_figures(told: NetworkAmounts) -> tuple[Figure, ...]:
    """The figures that were told, each with its name; totals stand beside what is left of them."""
    figures = (
        ("Copay, office", _money(told.copay)),
        ("Deductible left", _left(told.deductible_left, told.deductible)),
        ("Family deductible left", _left(told.family_deductible_left, told.family_deductible)),
        ("Coinsurance", "" if told.coinsurance_bp is None else write_percent(told.coinsurance_bp)),
        ("Out-of-pocket left", _left(told.oop_left, told.oop)),
        ("Family out-of-pocket left", _left(told.family_oop_left, told.family_oop)),
    )
    return tuple((name, value) for name, value in figures if value)


def describe_answer(status: CheckStatus, summary: BenefitSummary, reject_reason: str = "") -> str:
    """Say in one line what an answer found out: `Active. Copay, office $30.00; deductible left $420.50.`"""
    said = STATUS_WORDS[status]
    if status in (CheckStatus.REJECTED, CheckStatus.UNKNOWN):
        reason = reject_reason or "The payer did not say whether the plan is active. Call and ask."
        return f"{said}. {reason}"
    figures = [f"{name} {value}" for name, value in list_figures(summary.inside)]
    first, *rest = figures or [""]
    listed = "; ".join([first, *(figure[0].lower() + figure[1:] for figure in rest)])
    return f"{said}. {listed}." if listed else f"{said}."


def _money(amount: Money | None) -> str:
    return "" if amount is None else f"${amount}"


def _left(left: Money | None, whole: Money | None) -> str:
    if left is None:
        return "" if whole is None else f"unknown of ${whole}"
    return f"${left}" if whole is None else f"${left} of ${whole}"

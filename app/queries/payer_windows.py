"""A payer's windows from its record."""

from app.domain.payer_windows import PayerFacts
from app.models.records import Payer


def payer_facts(row: Payer) -> PayerFacts:
    """What a payer's windows depend on."""
    return PayerFacts(
        row.line_of_business,
        row.filing_days,
        row.corrected_days,
        row.appeal_days,
        row.answer_days,
        row.takes_replacement,
    )

"""Made-up claims and an envelope for the tests of the 837P."""

from dataclasses import replace
from datetime import UTC, date, datetime

from app.domain.claim_content import (
    BilledPolicy,
    ClaimContent,
    EarlierLine,
    EarlierPayer,
    RenderingProvider,
)
from app.domain.money import Money
from app.domain.people import PersonName
from app.edi.envelopes import Correspondent, Envelope
from app.edi.x837p import write_claims
from app.edi.x837p_heading import ClaimFileEnvelope, Submitter
from tests.claim_samples import PAYER, claim

ENVELOPE = ClaimFileEnvelope(
    Envelope(
        Correspondent("ZZ", "PRACTICE1"),
        Correspondent("30", "CLEARHOUSE"),
        interchange_number=42,
        group_number=7,
        made_at=datetime(2026, 6, 1, 9, 30, tzinfo=UTC),
    ),
    Submitter("Oak Street Clinic", "S1234", "Maria Lee", "217 555 0100"),
    "Prairie Clearing",
    "C99",
    "BATCH42",
)
PRAIRIE = replace(PAYER, payer_id="PRAIR", line_of_business="commercial")
ACME = replace(PRAIRIE, name="Acme Health", payer_id="ACME1")
RENDERING = RenderingProvider(PersonName("Roe", "Jane", "Q"), "1234567893", "207Q00000X")
PAID_ON = date(2026, 5, 20)


def electronic_claim(*lines, **changes) -> ClaimContent:
    """A claim with nothing wrong in it, as an 837P takes it."""
    return claim(*lines, **{"payer": PRAIRIE, "rendering": RENDERING, **changes})


def answered_before(*lines: EarlierLine, **changes) -> EarlierPayer:
    """Acme, which paid first; the patient holds its policy."""
    made = EarlierPayer(1, ACME, BilledPolicy("A5678", "G77"), PAID_ON, "ICN1", False, lines)
    return replace(made, **changes)


def paid_line(number: int = 1, cents: int = 80_00, **changes) -> EarlierLine:
    """A line of 125.00 of which 25.00 were written off and 20.00 are the patient's."""
    adjustments = (("CO", "45", Money(25_00)), ("PR", "2", Money(20_00)))
    return replace(EarlierLine(number, Money(cents), adjustments), **changes)


def segments_of(content: ClaimContent, envelope: ClaimFileEnvelope = ENVELOPE) -> list[str]:
    """The segments of a file's only claim."""
    return write_claims([content], envelope).claims[0].text.split("~")[:-1]

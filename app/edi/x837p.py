"""Claims written as an 837P (005010X222A1): one interchange, one group, one set, one part after another.

Nothing is kept but the part at hand, so that a file of any size needs the same memory. The claims of one
practice stand under one billing level as long as they follow one another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.claim_content import BillingPractice, ClaimContent
from app.domain.errors import InputError
from app.edi.envelopes import CLAIM_837P, write_ge, write_gs, write_iea, write_isa, write_se, write_st
from app.edi.x837p_claim import write_claim_header, write_providers
from app.edi.x837p_heading import ClaimFileEnvelope, write_heading
from app.edi.x837p_letters import Folds, folds_for, to_partner
from app.edi.x837p_limits import explain_unwritable
from app.edi.x837p_lines import write_lines
from app.edi.x837p_other_payers import write_other_payers
from app.edi.x837p_parties import write_billing_level, write_subscriber_level
from app.edi.x837p_rules import is_patient_apart

MOST_CLAIMS = 5000


class FilePart(NamedTuple):
    """A piece of the file; of a claim with its number, and its first and last segment counted from ST = 1."""

    text: str
    claim_number: str = ""
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class WrittenClaims:
    """A whole file, its claims in their order, and how many segments ST to SE count."""

    text: str
    claims: tuple[FilePart, ...]
    segment_count: int

    @property
    def claim_count(self) -> int:
        """How many claims the file carries."""
        return len(self.claims)


def write_claims(claims: Iterable[ClaimContent], envelope: ClaimFileEnvelope) -> WrittenClaims:
    """Write a file of one to 5,000 claims.

    Raises InputError with a sentence where a claim cannot be written, or stands there twice.
    """
    parts = list(stream_claims(claims, envelope))
    return WrittenClaims(
        "".join(part.text for part in parts),
        tuple(part for part in parts if part.claim_number),
        parts[-1].last,
    )


def stream_claims(claims: Iterable[ClaimContent], envelope: ClaimFileEnvelope) -> Iterator[FilePart]:
    """Write the same file part by part: head, billing levels, each claim, trailers."""
    outer = envelope.interchange
    delimiters, fold = outer.delimiters, folds_for(outer.delimiters)
    stock = _Stock(envelope, fold)
    head = [
        write_isa(outer),
        write_gs(outer, CLAIM_837P),
        write_st(CLAIM_837P, envelope.set_number, delimiters),
    ]
    ending = "\n" if outer.line_feeds else ""
    start = "".join(segment + ending for segment in head)
    yield FilePart(start + stock.take(write_heading(envelope, fold)), first=1, last=stock.position)
    for content in claims:
        billing = stock.open_billing_level(content)
        if billing:
            yield billing
        yield stock.write_claim(content)
    if not stock.numbers:
        raise InputError("There is no claim to write. Choose at least one.")
    tail = [
        write_se(stock.position + 1, envelope.set_number, delimiters),
        write_ge(outer, 1),
        write_iea(outer),
    ]
    count = stock.position + 1
    yield FilePart("".join(segment + ending for segment in tail), first=count, last=count)


class _Stock:
    """What the parts of a file share: last position, last level, and the claims so far."""

    def __init__(self, envelope: ClaimFileEnvelope, fold: Folds) -> None:
        self.envelope = envelope
        self.fold = fold
        # ST is written already.
        self.position = 1
        self.level = 0
        self.billing_level = 0
        self.numbers: set[str] = set()
        self._biller: tuple[BillingPractice, bool] | None = None

    def take(self, segments: list[str]) -> str:
        """Count segments and write them with the partner's signs."""
        self.position += len(segments)
        outer = self.envelope.interchange
        return to_partner("".join(segments), outer.delimiters, outer.line_feeds)

    def open_billing_level(self, content: ClaimContent) -> FilePart | None:
        """Begin a billing level unless the last one fits this claim."""
        biller = (content.practice, content.payer.wants_taxonomy)
        if biller == self._biller:
            return None
        self._biller = biller
        self.level += 1
        self.billing_level = self.level
        first = self.position + 1
        segments = write_billing_level(
            content.practice, self.level, biller[1], self.envelope.submitter, self.fold
        )
        return FilePart(self.take(segments), first=first, last=self.position)

    def write_claim(self, content: ClaimContent) -> FilePart:
        """Write the levels of subscriber and patient with the claim."""
        self._admit(content)
        first = self.position + 1
        text = self.take(self._segments(content))
        return FilePart(text, content.claim_number, first, self.position)

    def _segments(self, content: ClaimContent) -> list[str]:
        fold = self.fold
        segments = write_subscriber_level(content, self.level + 1, self.billing_level, fold)
        self.level += 2 if is_patient_apart(content.payer, content.policy) else 1
        segments += write_claim_header(content, fold)
        segments += write_providers(content, fold)
        segments += write_other_payers(content, fold)
        segments += write_lines(content, fold)
        return segments

    def _admit(self, content: ClaimContent) -> None:
        number = content.claim_number
        faults = explain_unwritable(content)
        if faults:
            raise InputError(f"Claim {number} cannot be written as an 837P. {faults[0]}")
        if number in self.numbers:
            raise InputError(f"Claim {number} is in the file twice. Take one of them out.")
        self.numbers.add(number)
        if len(self.numbers) > MOST_CLAIMS:
            raise InputError(
                f"A file takes at most {MOST_CLAIMS:,} claims. Split the batch into smaller ones."
            )

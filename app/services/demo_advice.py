"""Remittances (835) as the demo practice's payers write them: what a claim is answered, and what is withheld.

Each balances at every level: what is paid is the charge less its adjustments, and the payment is what the
claims are paid less what is withheld.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import Money, total
from app.domain.remittance_matching import KnownClaim, KnownLine
from app.edi.codec import fold_text, write_amount, write_composite, write_date, write_segment
from app.edi.envelopes import Correspondent, Envelope, SetKind, write_interchange
from app.models.office import Practice
from app.models.records import Payer
from app.services.demo_scene import words

REMITTANCE_835 = SetKind("HP", "835", "005010X221A1")
PAID, PAID_SECOND, DENIED, REVERSED = "1", "2", "4", "22"
_ROUTING = ("01", "999988880", "DA", "1234567", "1999999999", "", "01", "999977770", "DA", "98765")
_ADJUSTMENTS_IN_SEGMENT = 6


@dataclass(frozen=True, slots=True)
class AnsweredClaim:
    """What a payer says of one claim; `is_reversal` takes these very answers back."""

    known: KnownClaim
    answers: tuple[LineAnswer, ...]
    is_reversal: bool = False

    @property
    def paid(self) -> Money:
        """What the claim adds to the payment."""
        return self.signed(total(answer.paid for answer in self.answers))

    @property
    def status(self) -> str:
        """CLP02."""
        if self.is_reversal:
            return REVERSED
        if not any(answer.paid or _share(answer) for answer in self.answers):
            return DENIED
        return PAID if self.known.rank == 1 else PAID_SECOND

    def signed(self, amount: Money) -> Money:
        """An amount as it stands in the file: negated where it is taken back."""
        return -amount if self.is_reversal else amount


@dataclass(frozen=True, slots=True)
class Withheld:
    """Money beside the claims (PLB): an adjustment code, what it refers to, and by how much it lowers."""

    code: str
    reference: str
    amount: Money


@dataclass(frozen=True, slots=True)
class DemoAdvice:
    """One payment of a payer: its number, when it is made, the claims in it, and what is withheld."""

    payer: Payer
    number: int
    at: datetime
    claims: tuple[AnsweredClaim, ...]
    withheld: tuple[Withheld, ...] = ()

    @property
    def trace(self) -> str:
        """The number of the payment."""
        return f"EFT{self.number}"

    @property
    def payment(self) -> Money:
        """What arrives in the bank."""
        return total(claim.paid for claim in self.claims) - total(each.amount for each in self.withheld)


def write_advice(advice: DemoAdvice) -> bytes:
    """Write a file with one remittance to the practice."""
    payer = Correspondent("ZZ", advice.payer.claim_payer_id)
    practice = Correspondent("ZZ", words("office")["partner"]["interchange_sender"])
    envelope = Envelope(payer, practice, advice.number, advice.number, advice.at)
    body = [*_heading(advice), *(row for claim in advice.claims for row in _claim(claim)), *_beside(advice)]
    return write_interchange(envelope, REMITTANCE_835, [body]).encode("ascii")


def _heading(advice: DemoAdvice) -> Iterator[str]:
    payer, practice, day = advice.payer, Practice.get_by_id(1), write_date(advice.at)
    yield write_segment("BPR", "I", write_amount(advice.payment), "C", "ACH", "CCP", *_ROUTING, day)
    yield write_segment("TRN", "1", advice.trace, "1999999999")
    yield write_segment("DTM", "405", day)
    yield write_segment("N1", "PR", fold_text(payer.name), "XV", payer.claim_payer_id)
    yield write_segment("N3", fold_text(payer.street))
    yield write_segment("N4", fold_text(payer.city), payer.state, payer.zip)
    yield write_segment("PER", "BL", "PROVIDER DESK", "TE", "2175550199")
    yield write_segment("N1", "PE", fold_text(practice.name), "XX", practice.npi)
    yield write_segment("REF", "TJ", practice.tax_id)
    yield write_segment("LX", "1")


def _claim(claim: AnsweredClaim) -> Iterator[str]:
    known = claim.known
    answers = {answer.charge_id: answer for answer in claim.answers}
    charge = write_amount(claim.signed(Money(known.charge)))
    share = write_amount(claim.signed(total(_share(answer) for answer in claim.answers)))
    row = (known.number, claim.status, charge, write_amount(claim.paid), share, "12", f"DEMO{known.number}")
    yield write_segment("CLP", *row, "11", "1")
    name = fold_text(known.last), fold_text(known.first)
    yield write_segment("NM1", "QC", "1", *name, "", "", "", "MI", fold_text(known.member_id))
    for line in known.lines:
        yield from _line(claim, line, answers[line.charge_id])


def _line(claim: AnsweredClaim, line: KnownLine, answer: LineAnswer) -> Iterator[str]:
    service = write_composite("HC", line.code, *line.modifiers)
    amounts = (claim.signed(Money(line.charge)), claim.signed(answer.paid))
    yield write_segment("SVC", service, *map(write_amount, amounts), "", "1")
    yield write_segment("DTM", "472", write_date(line.service_on))
    for group in dict.fromkeys(part.group for part in answer.adjustments):
        parts = [part for part in answer.adjustments if part.group == group]
        for start in range(0, len(parts), _ADJUSTMENTS_IN_SEGMENT):
            yield _adjusted(claim, group, parts[start : start + _ADJUSTMENTS_IN_SEGMENT])
    if line.control:
        yield write_segment("REF", "6R", line.control)
    if answer.allowed is not None and not claim.is_reversal:
        yield write_segment("AMT", "B6", write_amount(answer.allowed))


def _adjusted(claim: AnsweredClaim, group: str, parts: Iterable[Adjustment]) -> str:
    told = [(part.code, write_amount(claim.signed(part.amount)), "") for part in parts]
    return write_segment("CAS", group, *(element for triplet in told for element in triplet))


def _beside(advice: DemoAdvice) -> Iterator[str]:
    year_end = f"{advice.at.year}1231"
    for each in advice.withheld:
        what = write_composite(each.code, each.reference)
        yield write_segment("PLB", Practice.get_by_id(1).npi, year_end, what, write_amount(each.amount))


def _share(answer: LineAnswer) -> Money:
    return total(part.amount for part in answer.adjustments if part.group == "PR")

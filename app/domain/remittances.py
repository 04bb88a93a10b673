"""An insurer's electronic remittance advice (835) as it was said: payment, claims, lines and adjustments.

Amounts are whole cents as plain int (`Money(line.paid)` where one is shown or posted): a large file holds
hundreds of thousands. What is adjusted is positive when it lowers the payment, at lines and claims (CAS)
as for the provider (PLB). Texts that were left out are empty, dates and quantities None.

Claims and what they hold are tuples rather than dataclasses for the same reason; all are frozen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from app.domain.answers import CONTRACTUAL_CODES, COST_SHARES, SEPARATE_KINDS

Cents: TypeAlias = int
Reference: TypeAlias = tuple[str, str]

REVERSAL, DENIED, PREDETERMINATION = "22", "4", "25"
FORWARDED = frozenset({"19", "20", "21"})
FORWARDED_UNPAID = "23"
NOTICE_HANDLING, NO_PAYMENT = "H", "NON"
_EARLIER_PAYER = "23"


class RemittedAdjustment(NamedTuple):
    """One reduction by group (CO, PR, OA, PI, old files CR) and reason code; negative raises the payment."""

    group: str
    code: str
    amount: Cents
    quantity: Decimal | None = None

    @property
    def is_patient_share(self) -> bool:
        """Tell whether the payer leaves this to the patient (group PR)."""
        return self.group == "PR"

    @property
    def is_correction(self) -> bool:
        """Tell the group CR of old files, which takes an earlier answer back."""
        return self.group == "CR"

    @property
    def is_usual(self) -> bool:
        """Tell a part that is no denial: cost share, contract, sequestration and the like, earlier payer."""
        if self.group == "PR":
            return self.code in COST_SHARES
        return self.code in CONTRACTUAL_CODES or self.code in SEPARATE_KINDS or self.code == _EARLIER_PAYER


class RemittedLine(NamedTuple):
    """One service line (SVC) as it was answered.

    `billed_code`, `billed_modifiers` and `billed_units` are told only where the payer changed them. Dates
    are the claim's where the line has none. `line_number` is ours (REF*6R). `number` is that of the segment
    in the file.
    """

    qualifier: str
    code: str
    modifiers: tuple[str, ...]
    charge: Cents
    paid: Cents
    revenue_code: str
    units: Decimal
    billed_code: str
    billed_modifiers: tuple[str, ...]
    billed_units: Decimal | None
    service_from: date | None
    service_to: date | None
    adjustments: tuple[RemittedAdjustment, ...]
    remarks: tuple[str, ...]
    line_number: str
    references: tuple[Reference, ...]
    amounts: tuple[tuple[str, Cents], ...]
    quantities: tuple[tuple[str, Decimal], ...]
    number: int

    @property
    def allowed(self) -> Cents | None:
        """What the payer allows (AMT*B6), None if it does not say."""
        return find_amount(self.amounts, "B6")

    @property
    def rendering_npi(self) -> str:
        """The NPI of who rendered this line (REF*HPI), empty if as in the claim."""
        return find_reference(self.references, "HPI")

    @property
    def patient_responsibility(self) -> Cents:
        """What the payer leaves to the patient (group PR)."""
        return sum(part.amount for part in self.adjustments if part.group == "PR")

    @property
    def is_denied(self) -> bool:
        """Tell whether nothing was paid and more is left than shares, contract and earlier payers explain."""
        return self.paid == 0 and _is_left(self.charge, self.adjustments)


class RemittedParty(NamedTuple):
    """A person or organization of a claim; `role` is the code of NM1 (`QC`, `IL`, `74`, `82`, `TT`, `PR`)."""

    role: str
    last: str
    first: str
    middle: str
    suffix: str
    id_qualifier: str
    id: str


NOBODY = RemittedParty("", "", "", "", "", "", "")


class RemittedClaim(NamedTuple):
    """One claim (CLP) as it was answered; `claim_number` is ours (CLM01), `payer_control` the payer's.

    `adjustments` are those of the claim as a whole; lines have their own. `outpatient` and `inpatient` hold
    the elements of MOA and MIA as written; their remark codes are in `remarks`.
    """

    claim_number: str
    status: str
    charge: Cents
    paid: Cents
    patient_responsibility: Cents
    filing_code: str
    payer_control: str
    place_of_service: str
    frequency: str
    drg: str
    parties: tuple[RemittedParty, ...]
    adjustments: tuple[RemittedAdjustment, ...]
    remarks: tuple[str, ...]
    outpatient: tuple[str, ...]
    inpatient: tuple[str, ...]
    references: tuple[Reference, ...]
    dates: tuple[tuple[str, date], ...]
    amounts: tuple[tuple[str, Cents], ...]
    quantities: tuple[tuple[str, Decimal], ...]
    contacts: "tuple[RemittanceContact, ...]"
    lines: tuple[RemittedLine, ...]
    number: int

    def party(self, role: str) -> RemittedParty:
        """The first party with this code of NM1, NOBODY if there is none."""
        return next((party for party in self.parties if party.role == role), NOBODY)

    @property
    def patient(self) -> RemittedParty:
        """The patient (NM1*QC)."""
        return self.party("QC")

    @property
    def insured(self) -> RemittedParty:
        """The insured person where it is not the patient (NM1*IL)."""
        return self.party("IL")

    @property
    def corrected_insured(self) -> RemittedParty:
        """What the payer corrects of the insured person's name or member id (NM1*74)."""
        return self.party("74")

    @property
    def crossover_carrier(self) -> RemittedParty:
        """The payer that this one sent the claim on to (NM1*TT)."""
        return self.party("TT")

    @property
    def corrected_payer(self) -> RemittedParty:
        """The payer that should have been asked first (NM1*PR)."""
        return self.party("PR")

    @property
    def rendering_npi(self) -> str:
        """The NPI of who rendered the services (NM1*82)."""
        rendering = self.party("82")
        return rendering.id if rendering.id_qualifier == "XX" else ""

    @property
    def service_from(self) -> date | None:
        """The first day of the claim: its own date (232), else the earliest of its lines."""
        days = [line.service_from for line in self.lines if line.service_from]
        return find_date(self.dates, "232") or min(days, default=None)

    @property
    def service_to(self) -> date | None:
        """The last day of the claim: its own date (233, else 232), else the latest of its lines."""
        days = [line.service_to for line in self.lines if line.service_to]
        return find_date(self.dates, "233") or max(days, default=find_date(self.dates, "232"))

    @property
    def all_adjustments(self) -> tuple[RemittedAdjustment, ...]:
        """The claim's own adjustments and those of its lines."""
        return self.adjustments + tuple(part for line in self.lines for part in line.adjustments)

    @property
    def is_reversal(self) -> bool:
        """Tell whether an earlier answer is taken back (status 22): every amount comes negated."""
        return self.status == REVERSAL

    @property
    def is_forwarded(self) -> bool:
        """Tell whether the payer sent the claim on: processed (19 to 21), or as not its own (23)."""
        return self.status in FORWARDED or self.status == FORWARDED_UNPAID

    @property
    def is_predetermination(self) -> bool:
        """Tell an estimate before the service (status 25), which moves no money."""
        return self.status == PREDETERMINATION

    @property
    def is_denied(self) -> bool:
        """Tell a denial: status 4, or nothing paid and more left than shares and contract explain.

        Reversals, estimates and claims that went on to another payer unpaid are none.
        """
        if self.status in {REVERSAL, PREDETERMINATION, FORWARDED_UNPAID}:
            return False
        return self.status == DENIED or (self.paid == 0 and _is_left(self.charge, self.all_adjustments))


class ProviderAdjustment(NamedTuple):
    """Money beside the claims (PLB): positive lowers the payment, negative raises it.

    `reference` is what the code belongs to, as a claim or an earlier check. `number` is the segment's.
    """

    code: str
    reference: str
    amount: Cents
    fiscal_year_end: date | None
    provider_id: str
    number: int


class RemittanceContact(NamedTuple):
    """Whom to ask (PER): `kind` CX claims, BL technical, IC web; numbers by qualifier (TE, EM, FX, UR)."""

    kind: str
    name: str
    numbers: tuple[Reference, ...]


class RemittanceParty(NamedTuple):
    """The payer or the payee (N1): name, identification, address as lines, and further ids (REF)."""

    name: str
    id_qualifier: str
    id: str
    address: tuple[str, ...]
    references: tuple[Reference, ...]


class RemittanceSource(NamedTuple):
    """Where an advice stands: the numbers of its envelopes, its guide, and whether the file is a test."""

    sender: str
    receiver: str
    interchange_number: str
    group_number: str
    set_number: str
    guide: str
    is_test: bool


@dataclass(frozen=True, slots=True)
class RemittanceAdvice:
    """One advice (ST to SE): one check, transfer or notice, with all that it pays for.

    `amount` is that of BPR02, `credit_debit` C or D. `payer_id` (TRN03) and `trace_number` (TRN02) name the
    payment together with the amount. `originator_code` is TRN04. `notes` are what the reader found odd.
    """

    trace_number: str
    payer_id: str
    originator_code: str
    amount: Cents
    credit_debit: str
    handling: str
    method: str
    effective: date | None
    production: date | None
    payer: RemittanceParty
    payee: RemittanceParty
    references: tuple[Reference, ...]
    contacts: tuple[RemittanceContact, ...]
    claims: tuple[RemittedClaim, ...]
    provider_adjustments: tuple[ProviderAdjustment, ...]
    notes: tuple[str, ...]
    source: RemittanceSource

    @property
    def payer_name(self) -> str:
        """The payer's name (N1*PR)."""
        return self.payer.name

    @property
    def payee_npi(self) -> str:
        """The NPI that is paid (N1*PE with XX, else REF*HPI), empty if it is not told."""
        payee = self.payee
        return payee.id if payee.id_qualifier == "XX" else find_reference(payee.references, "HPI")

    @property
    def payee_tax_id(self) -> str:
        """The tax id that is paid (N1*PE with FI, else REF*TJ), empty if it is not told."""
        payee = self.payee
        return payee.id if payee.id_qualifier == "FI" else find_reference(payee.references, "TJ")

    @property
    def payment(self) -> Cents:
        """What the payee gets: the amount, negative where it is debited."""
        return -abs(self.amount) if self.credit_debit == "D" else self.amount

    @property
    def is_notice(self) -> bool:
        """Tell an advice that moves no money by itself (handling H or method NON)."""
        return self.handling == NOTICE_HANDLING or self.method == NO_PAYMENT


def find_reference(references: Iterable[Reference], qualifier: str) -> str:
    """The first reference with a qualifier, empty if there is none."""
    return next((text for name, text in references if name == qualifier), "")


def find_amount(amounts: Iterable[tuple[str, Cents]], qualifier: str) -> Cents | None:
    """The first amount with a qualifier, None if there is none."""
    return next((amount for name, amount in amounts if name == qualifier), None)


def find_date(dates: Iterable[tuple[str, date]], qualifier: str) -> date | None:
    """The first date with a qualifier, None if there is none."""
    return next((day for name, day in dates if name == qualifier), None)


def _is_left(charge: Cents, adjustments: Iterable[RemittedAdjustment]) -> bool:
    return charge > sum(part.amount for part in adjustments if part.is_usual)

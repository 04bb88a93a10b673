"""All that feeds one claim, on paper or as 837P, independent of any table.

Optional parts default to empty and may be holes: the checks say so, not the values.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.money import ZERO, Money, total
from app.domain.people import Address, PersonName

WORKERS_COMPENSATION = "workers_comp"
NO_ADDRESS = Address()
NO_NAME = PersonName("", "")


class Coverage(StrEnum):
    """The seven boxes of item 1."""

    MEDICARE = "medicare"
    MEDICAID = "medicaid"
    TRICARE = "tricare"
    CHAMPVA = "champva"
    GROUP = "group"
    FECA = "feca"
    OTHER = "other"


class Relationship(StrEnum):
    """What the patient is to the holder of the policy (item 6)."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    OTHER = "other"


class PageStyle(StrEnum):
    """How a payer wants more than six lines: each page with its own sum, or one sum on the last page."""

    STAND_ALONE = "stand_alone"
    CONTINUED = "continued"


class DateStyle(StrEnum):
    """Years of items 14 to 18 and 31 with two or four digits; birth dates always have four."""

    SHORT = "short"
    LONG = "long"


class TaxIdKind(StrEnum):
    """Which box of item 25 is marked."""

    EIN = "ein"
    SSN = "ssn"


@dataclass(frozen=True, slots=True)
class BillingPractice:
    """The practice that bills: items 25 and 33."""

    name: str = ""
    address: Address = NO_ADDRESS
    phone: str = ""
    tax_id: str = ""
    tax_id_kind: TaxIdKind = TaxIdKind.EIN
    npi: str = ""
    taxonomy: str = ""
    pay_to: Address = NO_ADDRESS


@dataclass(frozen=True, slots=True)
class BilledPayer:
    """The payer billed and its wishes; `line_limit` 0 means that there is none.

    `payer_id` is the electronic one, `filing_code` the claim filing code of an 837P (SBR09); with
    `takes_replacement` the payer knows frequencies 7 and 8.
    """

    name: str = ""
    address: Address = NO_ADDRESS
    coverage: Coverage = Coverage.OTHER
    line_of_business: str = ""
    page_style: PageStyle = PageStyle.STAND_ALONE
    page_label: bool = False
    line_limit: int = 0
    one_pointer_only: bool = False
    date_style: DateStyle = DateStyle.SHORT
    wants_taxonomy: bool = False
    payer_id: str = ""
    filing_code: str = ""
    takes_replacement: bool = True


@dataclass(frozen=True, slots=True)
class FormPerson:
    """A patient or a policy holder; `sex` is `M`, `F` or empty."""

    name: PersonName = NO_NAME
    birth_date: date | None = None
    sex: str = ""
    address: Address = NO_ADDRESS
    phone: str = ""


@dataclass(frozen=True, slots=True)
class BilledPolicy:
    """A policy that covers the patient; `subscriber` is needed unless the patient holds it.

    `employer` is the holder's; `medigap_id` is the five-digit claim ID of a Medigap insurer; `msp_type` says
    why Medicare pays second (SBR05).
    """

    member_id: str = ""
    group_number: str = ""
    plan_name: str = ""
    relationship: Relationship = Relationship.SELF
    subscriber: FormPerson | None = None
    employer: str = ""
    employer_address: Address = NO_ADDRESS
    is_medigap: bool = False
    medigap_id: str = ""
    msp_type: str = ""


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """What an earlier payer did with one line: paid, and (group, code, amount) of each adjustment as it came.

    `number` counts the claim's lines from 1; `code` and `units` are those paid, empty where unchanged.
    """

    number: int
    paid: Money
    adjustments: tuple[tuple[str, str, Money], ...] = ()
    code: str = ""
    units: str = ""


@dataclass(frozen=True, slots=True)
class EarlierPayer:
    """A payer that answered before this one: its place (1 pays first), its policy, and its posted answer.

    `forwarded` says that it passed the claim on by itself; `payer_control` is its number of the claim.
    """

    order: int
    payer: BilledPayer
    policy: BilledPolicy
    paid_on: date | None = None
    payer_control: str = ""
    forwarded: bool = False
    lines: tuple[EarlierLine, ...] = ()

    @property
    def paid(self) -> Money:
        """Its payments of all lines."""
        return total(line.paid for line in self.lines)


@dataclass(frozen=True, slots=True)
class AccidentFacts:
    """Items 10a-c and 11b; `claim_id` is the accident insurer's own claim number."""

    employment: bool = False
    auto: bool = False
    auto_state: str = ""
    other: bool = False
    claim_id: str = ""
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimDates:
    """Items 14, 15, 16 and 18 with their qualifiers."""

    onset: date | None = None
    onset_qualifier: str = "431"
    other: date | None = None
    other_qualifier: str = ""
    unable_from: date | None = None
    unable_to: date | None = None
    admitted: date | None = None
    discharged: date | None = None


@dataclass(frozen=True, slots=True)
class ReferringProvider:
    """Item 17: `qualifier` DN, DK or DQ; `name` as spoken, with credentials."""

    qualifier: str
    name: str
    npi: str = ""
    other_qualifier: str = ""
    other_id: str = ""


@dataclass(frozen=True, slots=True)
class RenderingProvider:
    """Who gave the services (837P loop 2310B)."""

    name: PersonName = NO_NAME
    npi: str = ""
    taxonomy: str = ""


@dataclass(frozen=True, slots=True)
class DrugCode:
    """The drug of a line: 11 digits (5-4-2), unit `F2 GR ME ML UN`, and how much, as typed."""

    ndc: str
    unit: str = ""
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One service line; `pointers` are letters of item 21, `charge` the line's total, `units` as printed.

    `control` is our number of the line, which comes back with the answer (REF 6R); `description` is needed
    for unlisted codes.
    """

    service_from: date
    service_to: date
    code: str
    charge: Money
    place_code: str = "11"
    emergency: bool = False
    modifiers: tuple[str, ...] = ()
    pointers: str = "A"
    units: str = "1"
    epsdt: str = ""
    epsdt_reason: str = ""
    rendering_npi: str = ""
    rendering_qualifier: str = ""
    rendering_other_id: str = ""
    supplemental: str = ""
    control: str = ""
    description: str = ""
    drug: DrugCode | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """Items 12, 13 and 31."""

    patient_on_file: bool = False
    insured_on_file: bool = False
    provider_name: str = ""
    provider_date: date | None = None


@dataclass(frozen=True, slots=True)
class ServiceFacility:
    """Item 32; `other_id` is qualifier and number joined."""

    name: str
    address: Address = NO_ADDRESS
    npi: str = ""
    other_id: str = ""


@dataclass(frozen=True, slots=True)
class ClaimContent:
    """One claim to one payer; `payer_order` counts the payers of the claim (1 pays first).

    With `payer_order` 2 or more, `other_policy` is the one that paid before, and `earlier_payers` hold the
    answers; diagnoses are ICD-10-CM codes; `resubmission_code` is empty for an original claim.
    """

    claim_number: str
    practice: BillingPractice
    payer: BilledPayer
    patient: FormPerson
    policy: BilledPolicy
    payer_order: int = 1
    other_policy: BilledPolicy | None = None
    accident: AccidentFacts = AccidentFacts()
    dates: ClaimDates = ClaimDates()
    referring: ReferringProvider | None = None
    claim_codes: str = ""
    additional_info: str = ""
    outside_lab_charge: Money | None = None
    diagnoses: tuple[str, ...] = ()
    resubmission_code: str = ""
    original_reference: str = ""
    authorization_number: str = ""
    lines: tuple[ClaimLine, ...] = ()
    account_number: str = ""
    accept_assignment: bool = True
    amount_paid: Money = ZERO
    signatures: Signatures = Signatures()
    facility: ServiceFacility | None = None
    rendering: RenderingProvider = RenderingProvider()
    referral_number: str = ""
    clia_number: str = ""
    earlier_payers: tuple[EarlierPayer, ...] = ()

    @property
    def item_23(self) -> str:
        """The one number that paper takes: authorization, else referral, else laboratory certificate."""
        return self.authorization_number or self.referral_number or self.clia_number

    @property
    def charged(self) -> Money:
        """What all lines charge, whoever has paid."""
        return total(line.charge for line in self.lines)

    @property
    def is_medicare(self) -> bool:
        """Tell whether the rules of Medicare Part B apply."""
        return self.payer.coverage is Coverage.MEDICARE

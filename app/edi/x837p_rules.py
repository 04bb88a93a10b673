"""What an 837P says of a claim where the record leaves a choice: codes, and which parts are told at all.

Source: the structure of guide 005010X222A1. The writer and the normal form of what it carries share these.
"""

from decimal import Decimal, InvalidOperation

from app.domain.claim_content import (
    WORKERS_COMPENSATION,
    BilledPayer,
    BilledPolicy,
    ClaimContent,
    ClaimLine,
    Coverage,
    FormPerson,
    Relationship,
    RenderingProvider,
    ServiceFacility,
)
from app.domain.people import Address

ORDERS = "PSTABCDEFGH"
RELATIONSHIPS = {Relationship.SPOUSE: "01", Relationship.CHILD: "19", Relationship.OTHER: "G8"}
SELF_CODE = "18"
EMPLOYEE_CODE = "20"
WORK_FILING = "WC"
MEDICARE_FILINGS = frozenset({"MA", "MB"})
REPLACING = frozenset({"7", "8"})
AT_HOME = "12"
ONSETS = frozenset({"431", "484"})
OTHER_DATES = frozenset({"454", "304", "453", "439", "455", "471", "090", "091", "444"})
PROVIDER_NUMBERS = {"DN": frozenset({"0B", "1G", "G2"}), "DK": frozenset({"0B", "1G", "G2"}),
                    "DQ": frozenset({"0B", "1G", "G2", "LU"})}  # fmt: skip
EPSDT_MARKS = frozenset("YEB")
FAMILY_PLANNING_MARKS = frozenset("FB")
_FILING_OF_BUSINESS = {
    "medicare": "MB",
    "medicare_advantage": "16",
    "medicaid": "MC",
    "tricare": "CH",
    WORKERS_COMPENSATION: WORK_FILING,
    "auto": "AM",
}
_FILING_OF_COVERAGE = {
    Coverage.MEDICARE: "MB",
    Coverage.MEDICAID: "MC",
    Coverage.TRICARE: "CH",
    Coverage.CHAMPVA: "VA",
    Coverage.FECA: WORK_FILING,
    Coverage.GROUP: "CI",
}
_COVERAGE_OF_FILING = {
    "MA": Coverage.MEDICARE,
    "MB": Coverage.MEDICARE,
    "MC": Coverage.MEDICAID,
    "CH": Coverage.TRICARE,
    "VA": Coverage.CHAMPVA,
}
# Anesthesia is told in minutes, apart from the two codes that count days or areas.
_MINUTE_CODES = range(100, 2000)
_NOT_IN_MINUTES = frozenset({"01953", "01996"})


def filing_code_of(payer: BilledPayer) -> str:
    """Tell the claim filing code (SBR09): the payer's own, else what its business or item 1 means."""
    if payer.filing_code:
        return payer.filing_code
    if payer.line_of_business in _FILING_OF_BUSINESS:
        return _FILING_OF_BUSINESS[payer.line_of_business]
    usual = "CI" if payer.line_of_business == "commercial" else "ZZ"
    return _FILING_OF_COVERAGE.get(payer.coverage, usual)


def payer_of_filing(filing_code: str) -> BilledPayer:
    """What a filing code alone tells of a payer: box of item 1, and whether it pays for injuries at work."""
    business = WORKERS_COMPENSATION if filing_code == WORK_FILING else ""
    coverage = _COVERAGE_OF_FILING.get(filing_code, Coverage.OTHER)
    return BilledPayer(coverage=coverage, line_of_business=business, filing_code=filing_code)


def is_work_policy(payer: BilledPayer, policy: BilledPolicy) -> bool:
    """Tell whether the employer holds the policy, and the patient is its employee."""
    return bool(policy.employer) and filing_code_of(payer) == WORK_FILING


def is_patient_apart(payer: BilledPayer, policy: BilledPolicy) -> bool:
    """Tell whether the patient is not the subscriber, and has a level of his own (loop 2000C)."""
    return policy.relationship is not Relationship.SELF or is_work_policy(payer, policy)


def relationship_code_of(payer: BilledPayer, policy: BilledPolicy) -> str:
    """Tell what the patient is to the subscriber: `18` for himself."""
    if is_work_policy(payer, policy):
        return EMPLOYEE_CODE
    return RELATIONSHIPS.get(policy.relationship, SELF_CODE)


def holder_of(policy: BilledPolicy, patient: FormPerson) -> FormPerson:
    """Who holds a policy, as far as is known."""
    return patient if policy.relationship is Relationship.SELF else policy.subscriber or FormPerson()


def msp_type_of(payer: BilledPayer, policy: BilledPolicy, order: int) -> str:
    """Tell why Medicare does not pay first (SBR05); empty for other payers and where it does."""
    return policy.msp_type if order > 1 and filing_code_of(payer) in MEDICARE_FILINGS else ""


def is_told(address: Address) -> bool:
    """Tell whether an address is complete enough for N3 and N4."""
    return bool((address.street or address.street2) and address.city)


def place_of(content: ClaimContent) -> str:
    """The place of service of the claim (CLM05): that of its first line."""
    return content.lines[0].place_code if content.lines else ""


def frequency_of(content: ClaimContent) -> str:
    """The claim frequency: 7 replaces, 8 voids, everything else is an original."""
    return content.resubmission_code if content.resubmission_code in REPLACING else "1"


def rendering_of(content: ClaimContent) -> RenderingProvider | None:
    """Who gave the services, where that is somebody else than the billing provider."""
    rendering = content.rendering
    return rendering if rendering.npi and rendering.npi != content.practice.npi else None


def rendering_npi_of(content: ClaimContent) -> str:
    """The NPI that stands for every line of the claim."""
    return content.rendering.npi or content.practice.npi


def facility_of(content: ClaimContent) -> ServiceFacility | None:
    """Where services were given: told only if away from the practice's address, and not at home."""
    facility = content.facility
    if facility is None or not is_told(facility.address) or place_of(content) == AT_HOME:
        return None
    return None if facility.address == content.practice.address else facility


def causes_of(content: ClaimContent) -> tuple[str, ...]:
    """Tell what the claim is about (CLM11): at most two of auto, work and other accident."""
    accident = content.accident
    if not (accident.auto or accident.employment or accident.other):
        return ()
    flags = (("AA", accident.auto), ("EM", accident.employment), ("OA", accident.other))
    return tuple(code for code, is_so in flags if is_so)[:2]


def pointers_of(line: ClaimLine) -> str:
    """The letters of a line's pointers, most important first."""
    letters = line.pointers
    if letters.isalpha() and letters.isupper():
        return letters
    return letters.upper().replace(",", "").replace(" ", "")


def family_mark_of(screening: bool, planning: bool) -> str:
    """Tell the mark of item 24H: `Y` screening of a child, `F` family planning, `B` both."""
    if screening and planning:
        return "B"
    return "Y" if screening else "F" if planning else ""


def unit_of(code: str) -> str:
    """Tell whether a code is counted (`UN`) or lasts minutes (`MJ`)."""
    if not code.startswith("0"):
        return "UN"
    is_anesthesia = len(code) == 5 and code.isdigit() and int(code) in _MINUTE_CODES
    return "MJ" if is_anesthesia and code not in _NOT_IN_MINUTES else "UN"


def read_quantity(text: str) -> Decimal | None:
    """Read typed units or a drug's quantity: more than 0, at most three decimals; None if it is none."""
    try:
        quantity = Decimal(text.strip())
    except InvalidOperation:
        return None
    if (
        not text.isascii()
        or not quantity.is_finite()
        or not 0 < quantity < 10**8
        or quantity != round(quantity, 3)
    ):
        return None
    return quantity

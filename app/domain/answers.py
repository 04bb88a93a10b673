"""The words of an insurer's answer: adjustments by group and code, and what each of them means for a balance.

Amounts are whole cents and positive when they lower what is owed. Group codes: CO the contract, PR the
patient, PI the payer alone, OA between payers (X12 835 CAS01); reason codes are the public CARC numbers.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.money import ZERO, Money

GROUPS = ("CO", "PR", "OA", "PI")
CONTRACTUAL_CODES = frozenset({"44", "45", "59", "94", "131", "P12"})
NOT_COVERED_CODES = frozenset(
    {
        "26",
        "27",
        "31",
        "32",
        "33",
        "35",
        "49",
        "50",
        "51",
        "55",
        "96",
        "119",
        "167",
        "177",
        "200",
        "204",
        "242",
    }
)


class WriteOffKind(StrEnum):
    """Why an insurer's adjustment lowers the balance for good; each kind has its own account."""

    CONTRACTUAL = "contractual"
    SEQUESTRATION = "sequestration"
    WITHHOLD = "withhold"
    INCENTIVE = "incentive"
    PENALTY = "penalty"
    ACCEPTED_DENIAL = "accepted_denial"


class ShareReason(StrEnum):
    """Why a part is the patient's, by the PR code."""

    DEDUCTIBLE = "deductible"
    COINSURANCE = "coinsurance"
    COPAY = "copay"
    NOT_COVERED = "not_covered"
    OTHER = "other"


class LineOutcome(StrEnum):
    """How the insurer answered a line."""

    PROCESSED = "processed"
    PENDING = "pending"
    DENIED = "denied"


SEPARATE_KINDS = {
    "253": WriteOffKind.SEQUESTRATION,
    "104": WriteOffKind.WITHHOLD,
    "144": WriteOffKind.INCENTIVE,
    "237": WriteOffKind.PENALTY,
}
COST_SHARES = {"1": ShareReason.DEDUCTIBLE, "2": ShareReason.COINSURANCE, "3": ShareReason.COPAY}


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One reduction of a line; `accepted` = the practice accepts the denial as a write-off."""

    group: str
    code: str
    amount: Money
    accepted: bool = False

    @property
    def name(self) -> str:
        """Write as the remittance does: `CO-45`."""
        return f"{self.group}-{self.code}"

    @property
    def is_share(self) -> bool:
        """Tell whether it is the patient's part, or first the next insurer's."""
        return self.group == "PR"

    @property
    def is_cost_share(self) -> bool:
        """Tell whether it is deductible, coinsurance or copay."""
        return self.is_share and self.code in COST_SHARES

    @property
    def is_separate(self) -> bool:
        """Tell whether it is cut from the allowed amount: sequestration, withhold, incentive, penalty."""
        return self.group in ("CO", "PI") and self.code in SEPARATE_KINDS

    @property
    def repeats_earlier_payer(self) -> bool:
        """Tell whether it only repeats what an earlier insurer paid and discounted (OA-23)."""
        return self.group == "OA" and self.code == "23"

    @property
    def share_reason(self) -> ShareReason:
        """Why a PR part is the patient's."""
        other = ShareReason.NOT_COVERED if self.code in NOT_COVERED_CODES else ShareReason.OTHER
        return COST_SHARES.get(self.code, other)

    @property
    def may_be_accepted(self) -> bool:
        """Tell whether the practice could accept it as a denial, to write it off."""
        own_rule = self.is_separate or (self.group in ("CO", "PI") and self.code in CONTRACTUAL_CODES)
        return not (own_rule or self.is_share or self.repeats_earlier_payer)

    @property
    def write_off_kind(self) -> WriteOffKind | None:
        """The account it is written off to; None for a share, and for what stays with the insurer."""
        if self.is_separate:
            return SEPARATE_KINDS[self.code]
        if self.group in ("CO", "PI") and self.code in CONTRACTUAL_CODES:
            return WriteOffKind.CONTRACTUAL
        return WriteOffKind.ACCEPTED_DENIAL if self.accepted and self.may_be_accepted else None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A line of the claim as billed: its charge and what is open in the answering insurer's bucket.

    `open_with_earlier` is what insurers before this one still owe on it.
    """

    charge_id: int
    charge: Money
    open_balance: Money
    open_with_earlier: Money = ZERO


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """The insurer's answer to one line; `allowed` is None where the paper does not state it."""

    charge_id: int
    allowed: Money | None
    paid: Money
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteOff:
    """A reduction to post in the insurer's bucket; a negative one raises the balance."""

    kind: WriteOffKind
    code: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Transfer:
    """A patient's share that leaves the insurer's bucket: to the next policy, or with None to the patient."""

    reason: ShareReason
    code: str
    amount: Money
    to_policy_id: int | None


@dataclass(frozen=True, slots=True)
class LinePlan:
    """All that is to be posted for one line.

    `pending` is denied or unclear and stays with the insurer; `informational` is shown and never posted.
    `remaining` is the insurer's bucket afterwards (pending included; negative = the insurer's credit).
    """

    charge_id: int
    payment: Money
    write_offs: tuple[WriteOff, ...]
    transfers: tuple[Transfer, ...]
    pending: tuple[Adjustment, ...]
    informational: tuple[Adjustment, ...]
    remaining: Money
    outcome: LineOutcome

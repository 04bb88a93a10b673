"""What the checks of a claim look at beside its content: the records around it, as plain values.

Every fact has a default that accuses nobody: a fact that was not gathered trips no check.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.domain.authorizations import CareRecord
from app.domain.code_edits import CodeEdits
from app.domain.guidelines import Guideline
from app.domain.money import Money
from app.domain.payer_windows import PayerWindows

NO_CARE = CareRecord()


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """A policy of the patient as far as its place and its dates go; both dates are included."""

    id: int
    plan_name: str
    effective: date
    termination: date | None = None
    rank: int = 1
    payer_id: int = 0
    plan_id: int | None = None

    def is_active(self, on: date) -> bool:
        """Tell whether the policy covers a day."""
        return self.effective <= on <= (self.termination or date.max)


@dataclass(frozen=True, slots=True)
class EligibilityFacts:
    """What the insurer said of the policy near the day of service; `checked_on` is None where nobody asked.

    A check may be `days` old. `other_payer` is what was said of another insurer that pays before this one,
    `differs` name or birth date as the insurer knows them; both are empty once a person decided.
    """

    days: int = 3
    checked_on: date | None = None
    is_active: bool | None = None
    other_payer: str = ""
    differs: str = ""


@dataclass(frozen=True, slots=True)
class EarlierService:
    """A service of the patient that stands on another claim, or on none.

    `global_days` counts the days after surgery that its price covers, 0 where unknown.
    """

    on: date
    code: str
    modifiers: tuple[str, ...] = ()
    units: int = 1
    provider_id: int | None = None
    claim_number: str = ""
    claim_state: str = ""
    global_days: int = 0


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What the practice knows of one line of the claim; `fee` is its own price of one unit on that day.

    `agreed` is what the payer's contract pays for the whole line before the charge limits it.
    """

    charge_id: int = 0
    category: str = ""
    is_listed: bool = True
    fee: Money | None = None
    agreed: Money | None = None


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """An advance notice (ABN) of the patient: its codes, and when it was signed."""

    codes: tuple[str, ...]
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class GrantedOverride:
    """A blocking finding that a manager let pass."""

    rule: str
    field: str
    reason: str
    user: str


@dataclass(frozen=True, slots=True)
class ScrubFacts:
    """All that the checks need beside the content; `lines` run parallel to the lines of the claim.

    `electronic` tells that the claim goes out as 837P; `uncarried` are typed boxes that no file can carry.
    `edits` are by date of service, empty where nobody asked; `looked_up` are the codes asked for on each.
    `history` leaves out this claim's own lines.
    """

    today: date
    claim_id: int = 0
    visit_id: int = 0
    provider_id: int | None = None
    place_id: int | None = None
    policy: PolicyFacts | None = None
    other_policies: tuple[PolicyFacts, ...] = ()
    windows: PayerWindows | None = None
    died_on: date | None = None
    returned_mail: bool = False
    was_decided: bool = True
    electronic: bool = False
    uncarried: tuple[str, ...] = ()
    history: tuple[EarlierService, ...] = ()
    lines: tuple[LineFacts, ...] = ()
    care: CareRecord = NO_CARE
    guidelines: tuple[Guideline, ...] = ()
    looked_up: Mapping[date, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    edits: Mapping[date, CodeEdits] = field(default_factory=lambda: MappingProxyType({}))
    notices: tuple[NoticeFacts, ...] | None = None
    overrides: tuple[GrantedOverride, ...] = ()
    places_of_service: frozenset[str] = frozenset()
    diagnosis_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    eligibility: EligibilityFacts | None = None
    in_network: bool | None = None

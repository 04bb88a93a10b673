"""What a 271 says, as plain values: persons, benefits, other parties and refusals; codes as they came."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.domain.money import Money
from app.edi.syntax import Segment
from app.edi.values import read_optional_amount, read_quantity

_WHOLE, _HUNDRED = Decimal(1), Decimal(100)
Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One AAA: where (`payer`, `provider`, `person`, `benefit`), reason and what to do next, as codes."""

    level: str
    reason: str
    follow_up: str


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """A person as the payer knows him; what is not told is empty or None."""

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    member_id: str = ""
    group_number: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    birth_date: date | None = None
    sex: str = ""


@dataclass(frozen=True, slots=True)
class ToldParty:
    """Somebody named with a benefit (2120): role, name, number, and ways to reach him."""

    role: str
    name: str
    number: str
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldBenefit:
    """One EB with all that follows it.

    `services` holds every service type of the element. `percent_bp` is the patient's share in basis points;
    `approval` and `network` are Y, N, U, W or empty.
    """

    code: str
    level: str
    services: tuple[str, ...]
    insurance_type: str
    plan_name: str
    period: str
    amount: Money | None
    percent_bp: int | None
    quantity_kind: str
    quantity: Decimal | None
    approval: str
    network: str
    procedure: str
    dates: tuple[tuple[str, Period], ...] = ()
    messages: tuple[str, ...] = ()
    parties: tuple[ToldParty, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def quantity_text(self) -> str:
        """The quantity as people write it, empty where none is told."""
        return "" if self.quantity is None else f"{self.quantity.normalize():f}"


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """The answer about one person; `traces` are ours, `patient` is None if he is the insured."""

    traces: tuple[str, ...]
    insured: ToldPerson
    patient: ToldPerson | None
    dates: tuple[tuple[str, Period], ...]
    benefits: tuple[ToldBenefit, ...]
    refusals: tuple[Refusal, ...]

    @property
    def person(self) -> ToldPerson:
        """The person asked about."""
        return self.patient or self.insured


@dataclass(frozen=True, slots=True)
class CoverageReply:
    """One 271: who answers, our file's reference (BHT03), what refuses all of it, and the persons."""

    sender: str
    reference: str
    payer_name: str
    payer_id: str
    refusals: tuple[Refusal, ...]
    answers: tuple[CoverageAnswer, ...]


def read_benefit(segment: Segment) -> ToldBenefit:
    """Read an EB segment; raises X12Error where it has no kind, or an amount or share cannot be read."""
    if not segment.element(1):
        raise segment.error("The benefit does not say what it is.")
    quantity = segment.element(10)
    return ToldBenefit(
        code=segment.element(1),
        level=segment.element(2),
        services=tuple(filter(None, segment.repeats(3))),
        insurance_type=segment.element(4),
        plan_name=segment.element(5),
        period=segment.element(6),
        amount=read_optional_amount(segment, segment.element(7)),
        percent_bp=_read_share(segment, segment.element(8)),
        quantity_kind=segment.element(9),
        quantity=read_quantity(segment, quantity) if quantity else None,
        approval=segment.element(11),
        network=segment.element(12),
        procedure=" ".join(filter(None, segment.components(13)[1:])),
    )


def read_refusal(segment: Segment, level: str) -> Refusal:
    """Read an AAA segment; raises X12Error where it gives no reason."""
    if not segment.element(3):
        raise segment.error("The refusal gives no reason.")
    return Refusal(level, segment.element(3), segment.element(4))


def _read_share(segment: Segment, text: str) -> int | None:
    """Read a share that is told as a fraction (`.2`); some payers write `20` for the same."""
    if not text:
        return None
    told = read_quantity(segment, text)
    share = told if told <= _WHOLE else told / _HUNDRED
    if not 0 <= share <= _WHOLE:
        raise segment.error("The share of the patient lies between 0 and 100 percent.")
    return int((share * 10_000).quantize(_WHOLE, ROUND_HALF_UP))

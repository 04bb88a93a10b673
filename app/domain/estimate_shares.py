"""How a plan and its member share the price of services: copay, deductible, coinsurance and the yearly cap.

Amounts are whole cents; `allowed` counts all units. The lines of a visit are taken in their order, and what
one of them uses up of the yearly amounts is gone for the next. Percents are basis points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.accumulators import Accumulators
from app.domain.benefits import COPAY_MODES, WHOLE, BenefitMode, BenefitRow
from app.domain.money import LARGEST, ZERO, Money, percent_of, split

UNLIMITED = Money(LARGEST)
NOTHING_KNOWN = Accumulators()
SEQUESTRATION_BP = 200  # cut from what traditional Medicare pays, since 2013 (2 U.S.C. 901a)
NONPARTICIPATING_BP = 9_500  # 42 CFR 414.20(b)
LIMITING_BP = 11_500  # 42 CFR 414.48(b)


class Network(StrEnum):
    """How the provider stands to the plan, which says what may be asked above the allowed amount."""

    IN = "in"
    OUT = "out"
    PROTECTED = "protected"
    NONPARTICIPATING = "nonparticipating"


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What of a plan counts for every line; with `is_aggregate` only the family's deductible counts.

    `sequestration_bp` is cut from what the plan pays, and nobody owes it.
    """

    accumulators: Accumulators = NOTHING_KNOWN
    is_aggregate: bool = False
    copay_meets_deductible: bool = False
    network: Network = Network.IN
    sequestration_bp: int = 0


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A service with its price: `is_visit` marks those that bear the visit's copay (evaluation, E/M).

    Without `may_bill` a service that the plan does not cover is not the patient's either.
    """

    charge: Money
    allowed: Money
    benefit: BenefitRow
    is_visit: bool = False
    may_bill: bool = True


@dataclass(frozen=True, slots=True)
class CostShare:
    """What a line leaves to the member by a plan's rules, and what the plan and the practice bear.

    copay + deductible + coinsurance + plan + held_back = allowed, but for a line that is not covered.
    `balance` is what may be asked above the allowed amount, `capped` what the yearly cap took off.
    """

    copay: Money = ZERO
    deductible: Money = ZERO
    coinsurance: Money = ZERO
    not_covered: Money = ZERO
    balance: Money = ZERO
    plan: Money = ZERO
    held_back: Money = ZERO
    capped: Money = ZERO

    @property
    def cost_share(self) -> Money:
        """What the plan counts as the member's part."""
        return self.copay + self.deductible + self.coinsurance

    @property
    def patient(self) -> Money:
        """All that is asked of the patient before another plan pays."""
        return self.cost_share + self.not_covered + self.balance


def share_costs(lines: Sequence[PricedLine], terms: PlanTerms) -> tuple[tuple[CostShare, ...], Accumulators]:
    """Share the prices of a visit's lines, and tell what is left of the yearly amounts after it."""
    bears_copay = _choose_copay_line(lines)
    left = terms.accumulators
    shares = []
    for at, line in enumerate(lines):
        copay = (line.benefit.copay or ZERO) if at == bears_copay else ZERO
        cut = _cut(_split(line, copay, effective_deductible(left, terms)), _cap(left))
        shares.append(_complete(line, cut, terms))
        left = _use(left, shares[-1], terms)
    return tuple(shares), left


def effective_deductible(left: Accumulators, terms: PlanTerms) -> Money:
    """What the deductible still takes: the family's alone, or the smaller of both; unknown takes nothing."""
    own, family = left.deductible_left, left.family_deductible_left
    if terms.is_aggregate and family is not None:
        return family
    known = [each for each in (own, family) if each is not None]
    return min(known, default=ZERO)


def nonparticipating_price(fee: Money, charge: Money) -> tuple[Money, Money]:
    """What Medicare allows a provider who does not take part, and the most he may ask without assignment."""
    allowed = percent_of(fee, NONPARTICIPATING_BP)
    return allowed, min(charge, percent_of(allowed, LIMITING_BP))


def limiting_price(charge: Money) -> Money:
    """What Medicare would allow if a charge were the most that may be asked without assignment."""
    return split(charge, [WHOLE, LIMITING_BP - WHOLE])[0]


def _choose_copay_line(lines: Sequence[PricedLine]) -> int:
    """The one line of a visit that bears the copay: the first evaluation that has one, else any first."""
    with_copay = [at for at, line in enumerate(lines) if line.benefit.mode in COPAY_MODES]
    return next((at for at in with_copay if lines[at].is_visit), with_copay[0] if with_copay else -1)


def _split(line: PricedLine, copay: Money, deductible: Money) -> CostShare:
    mode, allowed = line.benefit.mode, line.allowed
    if mode is BenefitMode.NOT_COVERED:
        return CostShare(not_covered=line.charge if line.may_bill else ZERO)
    takes_first = mode.startswith("COPAY")
    fixed = min(copay, allowed) if takes_first else ZERO
    met = min(allowed - fixed, deductible) if "DED" in mode else ZERO
    if mode in COPAY_MODES and not takes_first:
        fixed = min(copay, allowed - met)
    rest = allowed - fixed - met
    share = percent_of(rest, line.benefit.coinsurance_bp) if "COINS" in mode else ZERO
    return CostShare(fixed, met, share)


def _cap(left: Accumulators) -> Money:
    known = [each for each in (left.oop_left, left.family_oop_left) if each is not None]
    return max(min(known, default=UNLIMITED), ZERO)


def _cut(share: CostShare, cap: Money) -> CostShare:
    """Keep a share within the yearly cap: coinsurance goes first, then the copay, then the deductible."""
    over = max(share.cost_share - cap, ZERO)
    capped = over
    kept = []
    for amount in (share.coinsurance, share.copay, share.deductible):
        off = min(amount, over)
        kept.append(amount - off)
        over -= off
    return replace(share, coinsurance=kept[0], copay=kept[1], deductible=kept[2], capped=capped)


def _complete(line: PricedLine, share: CostShare, terms: PlanTerms) -> CostShare:
    """Add what the plan pays, what is cut from that, and what is asked above the allowed amount."""
    if line.benefit.mode is BenefitMode.NOT_COVERED:
        return share
    pays = line.allowed - share.cost_share
    held_back = percent_of(pays, terms.sequestration_bp)
    return replace(share, plan=pays - held_back, held_back=held_back, balance=_balance(line, terms.network))


def _balance(line: PricedLine, network: Network) -> Money:
    if network is Network.OUT:
        return max(line.charge - line.allowed, ZERO)
    if network is Network.NONPARTICIPATING:
        most = percent_of(line.allowed, LIMITING_BP)
        return max(min(line.charge, most) - line.allowed, ZERO)
    return ZERO


def _use(left: Accumulators, share: CostShare, terms: PlanTerms) -> Accumulators:
    met = share.deductible + (share.copay if terms.copay_meets_deductible else ZERO)
    return replace(
        left,
        deductible_left=_less(left.deductible_left, met),
        family_deductible_left=_less(left.family_deductible_left, met),
        oop_left=_less(left.oop_left, share.cost_share),
        family_oop_left=_less(left.family_oop_left, share.cost_share),
    )


def _less(left: Money | None, used: Money) -> Money | None:
    return None if left is None else max(left - used, ZERO)

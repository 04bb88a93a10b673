"""A check as it is typed at the desk: amounts by name, turned into the same benefits that a file tells."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.eligibility import OFFICE_VISIT, PLAN_COVERAGE, Benefit, BenefitKind, Network, Person
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.percents import WHOLE, read_percent, write_percent

_IND, _FAM = Person.INDIVIDUAL, Person.FAMILY
_IN, _OUT = Network.IN, Network.OUT


@dataclass(frozen=True, slots=True)
class _Place:
    """What a typed amount is."""

    kind: BenefitKind
    person: Person = _IND
    network: Network = _IN
    service: str = PLAN_COVERAGE


AMOUNTS = {
    "copay": _Place(BenefitKind.COPAY, service=OFFICE_VISIT),
    "deductible": _Place(BenefitKind.DEDUCTIBLE),
    "deductible_left": _Place(BenefitKind.DEDUCTIBLE_LEFT),
    "family_deductible": _Place(BenefitKind.DEDUCTIBLE, _FAM),
    "family_deductible_left": _Place(BenefitKind.DEDUCTIBLE_LEFT, _FAM),
    "oop": _Place(BenefitKind.OOP),
    "oop_left": _Place(BenefitKind.OOP_LEFT),
    "family_oop": _Place(BenefitKind.OOP, _FAM),
    "family_oop_left": _Place(BenefitKind.OOP_LEFT, _FAM),
    "out_deductible_left": _Place(BenefitKind.DEDUCTIBLE_LEFT, network=_OUT),
    "out_oop_left": _Place(BenefitKind.OOP_LEFT, network=_OUT),
}
SHARES = {
    "coinsurance": _Place(BenefitKind.COINSURANCE),
    "out_coinsurance": _Place(BenefitKind.COINSURANCE, network=_OUT),
}
_WHOLE_NAMES = {
    "deductible": "Deductible",
    "family_deductible": "Family deductible",
    "oop": "Out of pocket",
    "family_oop": "Family, out of pocket",
}


def read_share(text: str) -> str:
    """Read the patient's share, 0 to 100 percent, as it is shown again: `20 %`."""
    typed = text.replace("%", "").strip()
    points = 0 if typed in ("0", "0.0", "0.00") else read_percent(text)
    if points > WHOLE:
        raise InputError("The patient’s share lies between 0 and 100 percent.")
    return write_percent(points)


def share_points(text: str) -> int:
    """The basis points of a share that `read_share` gave."""
    return 0 if text == write_percent(0) else read_percent(text)


def check_left(amounts: Mapping[str, Money | None]) -> None:
    """Refuse where more is left of a yearly amount than the whole of it."""
    for whole, name in _WHOLE_NAMES.items():
        all_of_it, left = amounts.get(whole), amounts.get(f"{whole}_left")
        if all_of_it is not None and left is not None and left > all_of_it:
            raise InputError(
                f"“{name} left” is {left.dollars}, but “{name}” is only {all_of_it.dollars}: more cannot be "
                "left than there is. Nothing was saved. Check both amounts."
            )


def benefits_typed(
    amounts: Mapping[str, Money | None],
    shares: Mapping[str, str | None],
    other_payer: str,
    *,
    other_first: bool,
) -> tuple[Benefit, ...]:
    """Make benefits of what was typed; an empty field says nothing, and no more is left than there is."""
    check_left(amounts)
    found = [
        Benefit(place.kind, place.service, place.person, place.network, amount)
        for name, place in AMOUNTS.items()
        if (amount := amounts.get(name)) is not None
    ]
    found += [
        Benefit(place.kind, place.service, place.person, place.network, percent_bp=share_points(text))
        for name, place in SHARES.items()
        if (text := shares.get(name))
    ]
    if other_payer.strip():
        rank = 1 if other_first else None
        found.append(Benefit(BenefitKind.OTHER_PAYER, "", name=other_payer.strip(), rank=rank))
    return tuple(found)

"""Service lines and what earlier payers did with them: loops 2400 to 2430 of an 837P."""

from collections.abc import Mapping, Sequence

from app.domain.claim_content import ClaimContent, ClaimLine, EarlierLine, EarlierPayer
from app.domain.money import Money
from app.edi.codec import write_amount, write_date, write_quantity
from app.edi.x837p_claim import write_referring
from app.edi.x837p_letters import Folds
from app.edi.x837p_rules import (
    EPSDT_MARKS,
    FAMILY_PLANNING_MARKS,
    place_of,
    pointers_of,
    read_quantity,
    unit_of,
)

MOST_ADJUSTMENTS = 6
PATIENT_GROUP = "PR"
Answers = Mapping[int, Sequence[tuple[EarlierPayer, EarlierLine]]]
_NUMBERS = {letter: str(number) for number, letter in enumerate("ABCDEFGHIJKL", start=1)}


def write_lines(content: ClaimContent, fold: Folds) -> list[str]:
    """Write every service line of a claim."""
    answers = _answers_by_line(content)
    place, referring = place_of(content), content.referring
    ordering = write_referring(referring, fold) if referring and referring.qualifier == "DK" else []
    segments: list[str] = []
    for number, line in enumerate(content.lines, start=1):
        segments += (f"LX*{number}~", _service(line, place, fold))
        segments.append(_served(line))
        if line.control:
            segments.append(f"REF*6R*{fold.id(line.control)}~")
        if line.drug:
            quantity = write_number(line.drug.quantity)
            segments += (f"LIN**N4*{fold.id(line.drug.ndc)}~", f"CTP****{quantity}*{line.drug.unit}~")
        segments += ordering
        for payer, answer in answers.get(number, ()):
            segments += _answer(line, payer, answer, fold)
    return segments


def write_number(text: str) -> str:
    """Write typed units or a quantity as X12 wants them; empty if they are none."""
    if text == "1" or (text.isascii() and text.isdigit() and text[0] != "0"):
        return text
    quantity = read_quantity(text)
    return "" if quantity is None else write_quantity(quantity)


def group_adjustments(
    adjustments: Sequence[tuple[str, str, Money]],
) -> list[tuple[str, list[tuple[str, Money]]]]:
    """Group by group code in the order of their coming, at most six codes and amounts together."""
    by_group: dict[str, list[tuple[str, Money]]] = {}
    for group, code, amount in adjustments:
        by_group.setdefault(group, []).append((code, amount))
    return [
        (group, members[start : start + MOST_ADJUSTMENTS])
        for group, members in by_group.items()
        for start in range(0, len(members), MOST_ADJUSTMENTS)
    ]


def _served(line: ClaimLine) -> str:
    if line.service_from == line.service_to:
        return f"DTP*472*D8*{write_date(line.service_from)}~"
    return f"DTP*472*RD8*{write_date(line.service_from)}-{write_date(line.service_to)}~"


def _service(line: ClaimLine, place: str, fold: Folds) -> str:
    letters = pointers_of(line)
    pointers = _NUMBERS.get(letters) or ":".join([_NUMBERS[letter] for letter in letters])
    code = fold.text(line.code)
    elsewhere = "" if line.place_code == place else fold.text(line.place_code)
    text = (
        f"SV1*{_procedure(code, line, fold)}*{write_amount(line.charge)}*{unit_of(code)}"
        f"*{write_number(line.units)}*{elsewhere}**{pointers}"
    )
    if not (line.emergency or line.epsdt):
        return text + "~"
    urgent = "Y" if line.emergency else ""
    screening = "Y" if line.epsdt in EPSDT_MARKS else ""
    planning = "Y" if line.epsdt in FAMILY_PLANNING_MARKS else ""
    return f"{text}**{urgent}**{screening}*{planning}".rstrip("*") + "~"


def _procedure(code: str, line: ClaimLine, fold: Folds) -> str:
    if not (line.modifiers or line.description):
        return f"HC:{code}"
    modifiers = [fold.text(modifier) for modifier in line.modifiers[:4]]
    if not line.description:
        return ":".join(["HC", code, *modifiers])
    blanks = [""] * (4 - len(modifiers))
    return ":".join(["HC", code, *modifiers, *blanks, fold.text(line.description)])


def _answers_by_line(content: ClaimContent) -> Answers:
    found: dict[int, list[tuple[EarlierPayer, EarlierLine]]] = {}
    for payer in content.earlier_payers:
        for line in payer.lines:
            found.setdefault(line.number, []).append((payer, line))
    return found


def _answer(line: ClaimLine, earlier: EarlierPayer, answer: EarlierLine, fold: Folds) -> list[str]:
    code = ":".join(["HC", fold.text(answer.code or line.code), *map(fold.text, line.modifiers[:4])])
    units = write_number(answer.units or line.units)
    segments = [f"SVD*{fold.text(earlier.payer.payer_id)}*{write_amount(answer.paid)}*{code}**{units}~"]
    for group, members in group_adjustments(answer.adjustments):
        parts = "**".join(f"{fold.text(reason)}*{write_amount(amount)}" for reason, amount in members)
        segments.append(f"CAS*{fold.text(group)}*{parts}~")
    if earlier.paid_on:
        segments.append(f"DTP*573*D8*{write_date(earlier.paid_on)}~")
    left = sum(amount.cents for group, _, amount in answer.adjustments if group == PATIENT_GROUP)
    if left > 0:
        segments.append(f"AMT*EAF*{write_amount(Money(left))}~")
    return segments

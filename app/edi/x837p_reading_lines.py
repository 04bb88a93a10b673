"""Service lines and the answers of earlier payers, read from the loops of an 837P."""

from dataclasses import dataclass

from app.domain.claim_content import ClaimLine, DrugCode, EarlierLine
from app.domain.money import Money
from app.edi.codec import write_quantity
from app.edi.syntax import Segment
from app.edi.values import read_amount, read_period, read_quantity
from app.edi.x837p_loops import Loop, find_segment, find_text, part_loops
from app.edi.x837p_rules import family_mark_of

_LETTERS = "ABCDEFGHIJKL"


@dataclass(frozen=True, slots=True)
class LineContext:
    """What a line takes from its claim: place of service and who gave the services."""

    place_code: str
    rendering_npi: str


def read_line(loop: Loop, context: LineContext) -> ClaimLine:
    """Read a line (2400) with its drug (2410)."""
    service, served = find_segment(loop, "SV1"), find_segment(loop, "DTP", "472")
    if service is None or served is None:
        raise loop[0].error("A line lacks its service or its date. Ask the sender for the file again.")
    start, end = read_period(served, served.element(2), served.element(3))
    parts = service.components(1)
    screening, planning = service.element(11) == "Y", service.element(12) == "Y"
    return ClaimLine(
        service_from=start,
        service_to=end,
        code=service.component(1, 2),
        charge=read_amount(service, service.element(2)),
        place_code=service.element(5) or context.place_code,
        emergency=service.element(9) == "Y",
        modifiers=tuple(part for part in parts[2:6] if part),
        pointers="".join(_letter(service, number) for number in service.components(7)),
        units=write_quantity(read_quantity(service, service.element(4))),
        epsdt=family_mark_of(screening, planning),
        rendering_npi=context.rendering_npi,
        control=find_text(loop, "REF", "6R"),
        description=service.component(1, 7),
        drug=_drug(loop),
    )


def read_answers(loop: Loop, number: int, line: ClaimLine) -> dict[str, tuple[EarlierLine, Segment | None]]:
    """Read what earlier payers did with a line (2430), by payer ID, each with the segment of its date."""
    _, *answers = part_loops(loop, "SVD")
    found = {}
    for answer in answers:
        told = answer[0]
        code, units = told.component(3, 2), write_quantity(read_quantity(told, told.element(5)))
        earlier = EarlierLine(
            number,
            read_amount(told, told.element(2)),
            tuple(each for segment in answer if segment.id == "CAS" for each in _adjustments(segment)),
            "" if code == line.code else code,
            "" if units == line.units else units,
        )
        found[told.element(1)] = earlier, find_segment(answer, "DTP", "573")
    return found


def _adjustments(segment: Segment) -> list[tuple[str, str, Money]]:
    return [
        (segment.element(1), segment.element(place), read_amount(segment, segment.element(place + 1)))
        for place in range(2, 20, 3)
        if segment.element(place)
    ]


def _letter(service: Segment, number: str) -> str:
    if not number.isdigit() or not 1 <= int(number) <= len(_LETTERS):
        raise service.error("A line points to a diagnosis that cannot be. Ask the sender for the file again.")
    return _LETTERS[int(number) - 1]


def _drug(loop: Loop) -> DrugCode | None:
    drug, amount = find_segment(loop, "LIN"), find_segment(loop, "CTP")
    if drug is None or amount is None:
        return None
    quantity = write_quantity(read_quantity(amount, amount.element(4)))
    return DrugCode(drug.element(3), amount.component(5, 1), quantity)

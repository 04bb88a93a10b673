"""The loops of a set that was read: segments parted where a loop begins, and looked up in it."""

from collections.abc import Iterable

from app.domain.people import Address, PersonName
from app.edi.syntax import Segment
from app.edi.x837p_carried import write_zip

Loop = list[Segment]


def part_loops(segments: Iterable[Segment], *starts: str) -> list[Loop]:
    """Part segments where one of the ids begins a loop; the first part is what stands before them."""
    loops: list[Loop] = [[]]
    for segment in segments:
        if segment.id in starts:
            loops.append([])
        loops[-1].append(segment)
    return loops


def find_segment(loop: Loop, segment_id: str, qualifier: str = "") -> Segment | None:
    """The first segment of an id (and of a first element); None if there is none."""
    for segment in loop:
        if segment.id == segment_id and (not qualifier or segment.element(1) == qualifier):
            return segment
    return None


def find_text(loop: Loop, segment_id: str, qualifier: str, element: int = 2) -> str:
    """One element of the segment that `find_segment` finds; empty if there is none."""
    found = find_segment(loop, segment_id, qualifier)
    return found.element(element) if found else ""


def loops_by_party(loops: list[Loop]) -> dict[str, Loop]:
    """Loops that begin with NM1, by who it names (`85`, `IL`, `PR`, ...)."""
    return {loop[0].element(1): loop for loop in loops}


def read_name(loop: Loop) -> PersonName:
    """The person whom the NM1 of a loop names."""
    last, first, middle, suffix = (loop[0].element(number) for number in (3, 4, 5, 7))
    return PersonName(last, first, middle, suffix)


def read_address(loop: Loop) -> Address:
    """The address of a loop's N3 and N4; empty if it has none."""
    street, city = find_segment(loop, "N3"), find_segment(loop, "N4")
    if street is None or city is None:
        return Address()
    texts = street.element(1), street.element(2), city.element(1), city.element(2)
    return Address(*texts, write_zip(city.element(3)))

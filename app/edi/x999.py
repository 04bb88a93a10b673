"""999 (005010X231A1): what a receiver found in the structure of a group of ours, set by set."""

from dataclasses import dataclass, replace

from app.edi.interchanges import TransactionSet
from app.edi.syntax import Segment
from app.edi.x999_words import ELEMENT_WORDS, SEGMENT_WORDS, SET_WORDS, VERDICTS

_CLAIM_CONTEXT = "CLM01"


@dataclass(frozen=True, slots=True)
class ElementError:
    """One element found wrong (IK4): its place in the segment, the code with our sentence, and the bad value.

    `component` and `repeat` are 0 where none is named; `element_id` is the number of the data element.
    """

    element: int
    component: int
    repeat: int
    element_id: str
    code: str
    text: str
    bad_value: str


@dataclass(frozen=True, slots=True)
class SegmentError:
    """One segment found wrong (IK3): its id, position (ST = 1), loop, and the code with our sentence.

    `claim_number` is the claim the answer itself names, empty if it names none.
    """

    segment_id: str
    position: int
    loop: str
    code: str
    text: str
    claim_number: str = ""
    contexts: tuple[str, ...] = ()
    elements: tuple[ElementError, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """The answer about one set: its kind, number (ST02), verdict (IK5: A E R M W X), reasons and errors."""

    set_code: str
    number: str
    code: str
    text: str
    accepted: bool
    reasons: tuple[str, ...]
    errors: tuple[SegmentError, ...]


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """The answer about one group (AK1, AK9): its number (GS06), verdict, counts, and the sets named.

    A group that was accepted may name none of its sets.
    """

    sender: str
    functional_id: str
    number: str
    guide: str
    code: str
    text: str
    accepted: bool
    reasons: tuple[str, ...]
    sent: int
    received: int
    taken: int
    sets: tuple[SetAnswer, ...]


def read_999(transaction_set: TransactionSet) -> GroupAnswer:
    """Read one 999; raises X12Error where a group, a set or an error stands out of its place."""
    reading = _Reading(transaction_set.group.sender)
    for segment in transaction_set.segments():
        handle = _SEGMENTS.get(segment.id)
        if handle is not None:
            handle(reading, segment)
    if reading.answer is None:
        raise segment.error("The answer does not say what became of the group (AK9 is missing).")
    return reading.answer


class _Reading:
    """How far the reading of one 999 has come."""

    def __init__(self, sender: str) -> None:
        self.sender = sender
        self.group: Segment | None = None
        self.open_set: Segment | None = None
        self.errors: list[SegmentError] = []
        self.sets: list[SetAnswer] = []
        self.answer: GroupAnswer | None = None

    def begin_group(self, segment: Segment) -> None:
        if self.group is not None:
            raise segment.error("One answer is about one group only.")
        if not segment.element(2):
            raise segment.error("The answer does not say which group it is about.")
        self.group = segment

    def begin_set(self, segment: Segment) -> None:
        self.refuse_open_set(segment)
        if self.group is None:
            raise segment.error("A set is answered before its group is named (AK1 is missing).")
        if not segment.element(2):
            raise segment.error("The answer does not say which set it is about.")
        self.open_set, self.errors = segment, []

    def add_segment_error(self, segment: Segment) -> None:
        if self.open_set is None:
            raise segment.error("An error is told outside of a set (AK2 is missing).")
        code = segment.element(4)
        text = SEGMENT_WORDS.get(code, f"Something is wrong with it (code {code or 'none'}).")
        position = _whole(segment, segment.element(2))
        found = SegmentError(segment.element(1), position, segment.element(3), code, text)
        self.errors.append(found)

    def add_context(self, segment: Segment) -> None:
        if not self.errors:
            raise segment.error("A place is told before the error it belongs to (IK3 is missing).")
        last = self.errors[-1]
        names, number = segment.component(1, 1), segment.component(1, 2)
        claim = number if names == _CLAIM_CONTEXT else last.claim_number
        context = segment.delimiters.component.join(segment.components(1))
        self.errors[-1] = replace(last, claim_number=claim, contexts=(*last.contexts, context))

    def add_element_error(self, segment: Segment) -> None:
        if not self.errors:
            raise segment.error("A bad element is told before its segment (IK3 is missing).")
        last, code = self.errors[-1], segment.element(3)
        place = [_whole(segment, part) if part else 0 for part in segment.components(1)]
        element, component, repeat = (*place, 0, 0, 0)[:3]
        text = ELEMENT_WORDS.get(code, f"Something is wrong with it (code {code or 'none'}).")
        found = ElementError(element, component, repeat, segment.element(2), code, text, segment.element(4))
        self.errors[-1] = replace(last, elements=(*last.elements, found))

    def end_set(self, segment: Segment) -> None:
        if self.open_set is None:
            raise segment.error("A set is judged that was not named (AK2 is missing).")
        code = segment.element(1)
        accepted, text = _verdict(segment, code)
        reasons = _reasons(segment, range(2, 7))
        set_code, number = self.open_set.element(1), self.open_set.element(2)
        self.sets.append(SetAnswer(set_code, number, code, text, accepted, reasons, tuple(self.errors)))
        self.open_set, self.errors = None, []

    def end_group(self, segment: Segment) -> None:
        self.refuse_open_set(segment)
        if self.group is None or self.answer is not None:
            raise segment.error("A group is judged that was not named (AK1 is missing).")
        named, code = self.group, segment.element(1)
        accepted, text = _verdict(segment, code)
        sent, received, taken = (_whole(segment, segment.element(at)) for at in (2, 3, 4))
        self.answer = GroupAnswer(
            sender=self.sender,
            functional_id=named.element(1),
            number=named.element(2),
            guide=named.element(3),
            code=code,
            text=text,
            accepted=accepted,
            reasons=_reasons(segment, range(5, 10)),
            sent=sent,
            received=received,
            taken=taken,
            sets=tuple(self.sets),
        )

    def refuse_open_set(self, segment: Segment) -> None:
        if self.open_set is not None:
            raise segment.error("The set before this was not judged (IK5 is missing).")


_SEGMENTS = {
    "AK1": _Reading.begin_group,
    "AK2": _Reading.begin_set,
    "IK3": _Reading.add_segment_error,
    "CTX": _Reading.add_context,
    "IK4": _Reading.add_element_error,
    "IK5": _Reading.end_set,
    "AK9": _Reading.end_group,
}


def _verdict(segment: Segment, code: str) -> tuple[bool, str]:
    if code not in VERDICTS:
        raise segment.error("The answer says neither accepted nor rejected.")
    return VERDICTS[code]


def _reasons(segment: Segment, places: range) -> tuple[str, ...]:
    codes = (segment.element(at) for at in places)
    return tuple(SET_WORDS.get(code, f"Reason code {code}.") for code in codes if code)


def _whole(segment: Segment, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise segment.error("A number is missing or cannot be read.")
    return int(text)

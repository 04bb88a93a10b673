"""271 (005010X279A1): the payer's answer whether persons are covered, and what their plans ask of them.

A tree of payer (20), provider (21), insured person (22) and patient (23), the last with their benefits (EB).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.edi.interchanges import TransactionSet
from app.edi.syntax import Segment
from app.edi.values import read_optional_day, read_period
from app.edi.x271_values import (
    CoverageAnswer,
    CoverageReply,
    Period,
    Refusal,
    ToldBenefit,
    ToldParty,
    ToldPerson,
    read_benefit,
    read_refusal,
)

GUIDE = "005010X279"
_PAYER, _PROVIDER, _INSURED, _PATIENT = "20", "21", "22", "23"
_LEVELS = {_PAYER: "payer", _PROVIDER: "provider", _INSURED: "person", _PATIENT: "person"}
_GROUP_NUMBERS = ("6P", "1L")
_OURS = "2"


def read_271(transaction_set: TransactionSet) -> CoverageReply:
    """Read one 271; raises X12Error where a part stands out of its place or cannot be read."""
    reading = _Reading()
    for segment in transaction_set.segments():
        handle = _SEGMENTS.get(segment.id)
        if handle is not None:
            handle(reading, segment)
    if not reading.level:
        raise segment.error("The answer holds no levels (HL is missing).")
    return reading.reply(transaction_set.group.sender)


@dataclass(slots=True)
class _OpenPerson:
    """A person of the tree, as far as he has been read."""

    person: ToldPerson = field(default_factory=ToldPerson)
    insured: ToldPerson | None = None
    traces: list[str] = field(default_factory=list)
    dates: list[tuple[str, Period]] = field(default_factory=list)
    benefits: list[ToldBenefit] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def is_told_of(self) -> bool:
        """Tell whether anything is said of him, more than who he is."""
        return bool(self.traces or self.benefits or self.refusals)

    def answer(self) -> CoverageAnswer:
        """Make the value."""
        return CoverageAnswer(
            tuple(self.traces),
            self.insured or self.person,
            self.person if self.insured else None,
            tuple(self.dates),
            tuple(self.benefits),
            tuple(self.refusals),
        )


class _Reading:
    """How far the reading of one 271 has come."""

    def __init__(self) -> None:
        self.level = ""
        self.reference = ""
        self.payer = ("", "")
        self.insured: _OpenPerson | None = None
        self.persons: list[_OpenPerson] = []
        self.refusals: list[Refusal] = []
        self.is_in_benefit = self.is_in_parties = False

    def begin_level(self, segment: Segment) -> None:
        level = segment.element(3)
        if level not in _LEVELS:
            raise segment.error(f"The level {level[:10] or '(none)'} is not known here.")
        if level == _PATIENT and self.insured is None:
            raise segment.error("A patient stands before the insured person.")
        self.level = level
        self.is_in_benefit = self.is_in_parties = False
        if level == _INSURED:
            self.insured = _OpenPerson()
            self.persons.append(self.insured)
        elif level == _PATIENT and self.insured:
            self._begin_patient(self.insured)
        else:
            self.insured = None

    def _begin_patient(self, insured: _OpenPerson) -> None:
        """The insured person is only named where he leads to a patient and nothing else is said of him."""
        patient = _OpenPerson(insured=insured.person, dates=list(insured.dates))
        if self.persons[-1] is insured and not insured.is_told_of:
            self.persons.pop()
        self.persons.append(patient)

    def take_trace(self, segment: Segment) -> None:
        if segment.element(1) == _OURS and segment.element(2):
            self.open_person(segment).traces.append(segment.element(2))

    def take_refusal(self, segment: Segment) -> None:
        self.refuse_without_level(segment)
        if self.is_in_benefit:
            refusal = read_refusal(segment, "benefit")
            self.add_to_benefit(refusals=(*self.benefit.refusals, refusal))
        elif self.level in (_PAYER, _PROVIDER):
            self.refusals.append(read_refusal(segment, _LEVELS[self.level]))
        else:
            self.open_person(segment).refusals.append(read_refusal(segment, _LEVELS[self.level]))

    def take_name(self, segment: Segment) -> None:
        self.refuse_without_level(segment)
        if self.is_in_parties:
            name = " ".join(filter(None, (segment.element(4), segment.element(5), segment.element(3))))
            party = ToldParty(segment.element(1), name, segment.element(9))
            self.add_to_benefit(parties=(*self.benefit.parties, party))
        elif self.level == _PAYER:
            self.payer = (segment.element(3), segment.element(9))
        elif self.level != _PROVIDER:
            last, first, middle = (segment.element(at) for at in (3, 4, 5))
            self.tell(
                segment,
                last_name=last,
                first_name=first,
                middle_name=middle,
                suffix=segment.element(7),
                member_id=segment.element(9) if segment.element(8) == "MI" else "",
            )

    def take_number(self, segment: Segment) -> None:
        if self.is_of_person and segment.element(1) in _GROUP_NUMBERS:
            self.tell(segment, group_number=segment.element(2))

    def take_street(self, segment: Segment) -> None:
        if self.is_of_person:
            self.tell(segment, street=segment.element(1), street2=segment.element(2))

    def take_city(self, segment: Segment) -> None:
        if self.is_of_person:
            city, state, zip_code = (segment.element(at) for at in (1, 2, 3))
            self.tell(segment, city=city, state=state, zip=zip_code)

    def take_birth(self, segment: Segment) -> None:
        if self.is_of_person:
            born = read_optional_day(segment, segment.element(2))
            self.tell(segment, birth_date=born, sex=segment.element(3))

    def take_dates(self, segment: Segment) -> None:
        if self.level not in (_INSURED, _PATIENT) or self.is_in_parties:
            return
        told = (segment.element(1), read_period(segment, segment.element(2), segment.element(3)))
        if self.is_in_benefit:
            self.add_to_benefit(dates=(*self.benefit.dates, told))
        else:
            self.open_person(segment).dates.append(told)

    def begin_benefit(self, segment: Segment) -> None:
        self.open_person(segment).benefits.append(read_benefit(segment))
        self.is_in_benefit, self.is_in_parties = True, False

    @property
    def is_of_person(self) -> bool:
        """Tell whether what comes belongs to the person, not to a benefit or another party."""
        return self.level in (_INSURED, _PATIENT) and not self.is_in_benefit

    @property
    def benefit(self) -> ToldBenefit:
        """The benefit that is open."""
        return self.persons[-1].benefits[-1]

    def add_to_benefit(self, **told: object) -> None:
        self.persons[-1].benefits[-1] = replace(self.benefit, **told)  # type: ignore[arg-type]

    def tell(self, segment: Segment, **told: object) -> None:
        open_person = self.open_person(segment)
        open_person.person = replace(open_person.person, **told)  # type: ignore[arg-type]

    def open_person(self, segment: Segment) -> _OpenPerson:
        if self.level not in (_INSURED, _PATIENT):
            raise segment.error("This stands before the person it belongs to (HL is missing).")
        return self.persons[-1]

    def refuse_without_level(self, segment: Segment) -> None:
        if not self.level:
            raise segment.error("This stands before the first level (HL is missing).")

    def reply(self, sender: str) -> CoverageReply:
        """Make the value of what was read."""
        answers = tuple(person.answer() for person in self.persons)
        return CoverageReply(sender, self.reference, *self.payer, tuple(self.refusals), answers)


def _take_header(reading: _Reading, segment: Segment) -> None:
    reading.reference = segment.element(3)


def _begin_parties(reading: _Reading, segment: Segment) -> None:
    if not reading.is_in_benefit:
        raise segment.error("Others are named before a benefit (EB is missing).")
    reading.is_in_parties = True


def _end_parties(reading: _Reading, _segment: Segment) -> None:
    reading.is_in_parties = False


def _take_message(reading: _Reading, segment: Segment) -> None:
    if reading.is_in_benefit and segment.element(1):
        reading.add_to_benefit(messages=(*reading.benefit.messages, segment.element(1)))


def _take_quantity(reading: _Reading, segment: Segment) -> None:
    """HSD tells in other words what may be used; where EB counts nothing, it is kept as words."""
    said = " ".join(filter(None, (segment.element(at) for at in range(1, 7))))
    if reading.is_in_benefit and said:
        reading.add_to_benefit(messages=(*reading.benefit.messages, f"HSD {said}"))


def _take_contact(reading: _Reading, segment: Segment) -> None:
    if not (reading.is_in_parties and reading.benefit.parties):
        return
    ways = tuple(filter(None, (segment.element(at) for at in (4, 6, 8))))
    *others, last = reading.benefit.parties
    reading.add_to_benefit(parties=(*others, replace(last, contacts=last.contacts + ways)))


_Handler = Callable[[_Reading, Segment], None]
_SEGMENTS: dict[str, _Handler] = {
    "BHT": _take_header,
    "HL": _Reading.begin_level,
    "TRN": _Reading.take_trace,
    "AAA": _Reading.take_refusal,
    "NM1": _Reading.take_name,
    "REF": _Reading.take_number,
    "N3": _Reading.take_street,
    "N4": _Reading.take_city,
    "DMG": _Reading.take_birth,
    "DTP": _Reading.take_dates,
    "EB": _Reading.begin_benefit,
    "MSG": _take_message,
    "HSD": _take_quantity,
    "LS": _begin_parties,
    "LE": _end_parties,
    "PER": _take_contact,
}

"""People who may be in the records already: compared while a new patient is typed.

Points: birth date 40 (two figures of it alike 20), last name 30, first name 20, phone 20, member number 30,
street 10; names count in proportion to their likeness. From 50 points on a person is shown. The points are
the trade's judgement, not a standard.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.names import fold, similarity

SHOWN_FROM = 50
MOST_SHOWN = 10
_ALIKE = 88
_LAST, _FIRST, _BIRTH, _NEAR_BIRTH, _PHONE, _MEMBER, _STREET = 30, 20, 40, 20, 20, 30, 10


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is compared; `phones` are 10 digits each, `person_id` is 0 for someone not yet entered."""

    person_id: int
    last: str
    first: str
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    member_ids: tuple[str, ...] = ()
    street: str = ""
    zip: str = ""


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """A person who may be the same, with points and the reasons in plain words."""

    person_id: int
    score: int
    reasons: tuple[str, ...]


Points = tuple[int, str]


def find_likely_duplicates(
    candidate: PersonFacts, people: Iterable[PersonFacts]
) -> tuple[LikelyDuplicate, ...]:
    """Compare one with many: those alike, most likely first, ten at most, never the candidate itself."""
    found = []
    for person in people:
        if person.person_id != candidate.person_id:
            points = _compare(candidate, person)
            score = sum(number for number, _ in points)
            if score >= SHOWN_FROM:
                reasons = tuple(reason for _, reason in points)
                found.append(LikelyDuplicate(person.person_id, min(score, 100), reasons))
    return tuple(sorted(found, key=lambda match: (-match.score, match.person_id))[:MOST_SHOWN])


def _compare(one: PersonFacts, other: PersonFacts) -> list[Points]:
    return [
        *_compare_names(one, other),
        *_compare_births(one.birth_date, other.birth_date),
        *_shared(one.phones, other.phones, (_PHONE, "same phone")),
        *_shared(one.member_ids, other.member_ids, (_MEMBER, "same member number")),
        *_shared([_place_of(one)], [_place_of(other)], (_STREET, "same address")),
    ]


def _compare_names(one: PersonFacts, other: PersonFacts) -> list[Points]:
    straight = (similarity(one.last, other.last), similarity(one.first, other.first))
    swapped = (similarity(one.last, other.first), similarity(one.first, other.last))
    if min(swapped) >= _ALIKE and sum(swapped) > sum(straight):
        return [((_LAST * swapped[0] + _FIRST * swapped[1]) // 100, "first and last name exchanged")]
    points = []
    for alike, weight, name in ((straight[0], _LAST, "last name"), (straight[1], _FIRST, "first name")):
        if alike >= _ALIKE:
            points.append((weight * alike // 100, f"same {name}" if alike == 100 else f"{name} sounds alike"))
    return points


def _compare_births(one: date | None, other: date | None) -> list[Points]:
    if one is None or other is None:
        return []
    if one == other:
        return [(_BIRTH, "same birth date")]
    figures = (one.year == other.year, one.month == other.month, one.day == other.day)
    exchanged = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return [(_NEAR_BIRTH, "birth date nearly the same")] if exchanged or sum(figures) == 2 else []


def _shared(one: Iterable[str], other: Iterable[str], points: Points) -> list[Points]:
    return [points] if {text for text in one if text} & set(other) else []


def _place_of(person: PersonFacts) -> str:
    street = fold(person.street)
    return f"{street} {person.zip[:5]}" if street and person.zip else ""

"""Which of our claims and lines a remittance speaks of: sure by number, else proposed with reasons.

A claim is sure by our own number (CLM01, X12 835 CLP01), or by the payer's number where an earlier answer
told it. All else is a proposal for a person. Amounts are whole cents as plain int; those of a reversal come
negated and count as they are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.domain.date_entry import format_date
from app.domain.money import Money
from app.domain.names import fold
from app.domain.remittances import Cents, RemittedClaim, RemittedLine

MOST_PROPOSED = 10
_MEMBER, _LAST, _FIRST, _DAY, _CHARGE, _CODES = 35, 15, 10, 15, 15, 10
_LEAST_SCORE = 25


class FoundBy(StrEnum):
    """How a claim was found; `CHOSEN` by a person."""

    NUMBER = "number"
    CONTROL = "control"
    CHOSEN = "chosen"
    NOTHING = ""


class KnownLine(NamedTuple):
    """A line of a claim of ours; `control` is what we sent as its number (REF*6R)."""

    charge_id: int
    control: str
    code: str
    modifiers: tuple[str, ...]
    service_on: date
    charge: Cents


class KnownClaim(NamedTuple):
    """A claim of ours, as far as it is told apart from others."""

    claim_id: int
    number: str
    visit_id: int
    patient_id: int
    policy_id: int
    rank: int
    state: str
    payer: str
    last: str
    first: str
    member_id: str
    lines: tuple[KnownLine, ...]

    @property
    def charge(self) -> Cents:
        """What the claim bills."""
        return sum(line.charge for line in self.lines)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that may be meant; `score` is of 100, and each reason says what fits or does not."""

    claim: KnownClaim
    score: int
    reasons: tuple[str, ...]


def match_lines(lines: Sequence[RemittedLine], known: Sequence[KnownLine]) -> tuple[int | None, ...]:
    """Find the charge of each remitted line, None where none is sure; no charge is taken twice.

    First by our line number, then by code, modifiers, day and charge, then by the code that was billed where
    the payer changed it, last by what alone fits although the payer left modifiers out.
    """
    found: list[int | None] = [None] * len(lines)
    free = {line.charge_id: line for line in known}
    by_control = {line.control: line for line in known}
    for at, line in enumerate(lines):
        ours = by_control.get(line.line_number)
        if ours is not None and ours.charge_id in free:
            found[at] = free.pop(ours.charge_id).charge_id
    for fits in _FITS:
        if not free or None not in found:
            break
        _match_rest(lines, found, free, fits)
    return tuple(found)


def propose_claims(remitted: RemittedClaim, known: Iterable[KnownClaim]) -> tuple[Proposal, ...]:
    """Score claims that may be meant, the likeliest first; what hardly fits is left out."""
    scored = [_score(remitted, claim) for claim in known]
    likely = [each for each in scored if each.score >= _LEAST_SCORE]
    likely.sort(key=lambda each: (-each.score, each.claim.claim_id))
    return tuple(likely[:MOST_PROPOSED])


def check_identity(remitted: RemittedClaim, known: KnownClaim) -> tuple[str, ...]:
    """Say why a claim with the right number may yet be another's: neither name nor member id fits."""
    person = remitted.patient
    theirs = _plain(person.last)
    if not theirs or theirs == _plain(known.last) or _same_member(remitted, known):
        return ()
    theirs, ours = f"{person.last}, {person.first}".strip(", "), f"{known.last}, {known.first}"
    return (f"The insurer names the patient {theirs}; claim {known.number} is for {ours}.",)


def _plain(text: str) -> str:
    return fold(text).replace(" ", "")


def _same_member(remitted: RemittedClaim, known: KnownClaim) -> bool:
    ours = _plain(known.member_id)
    told = (remitted.patient.id, remitted.insured.id, remitted.corrected_insured.id)
    return bool(ours) and ours in {_plain(each) for each in told}


def _same_service(line: RemittedLine, known: KnownLine) -> bool:
    return line.code == known.code and line.modifiers == known.modifiers


def _as_billed(line: RemittedLine, known: KnownLine) -> bool:
    return bool(line.billed_code) and line.billed_code == known.code


def _same_code(line: RemittedLine, known: KnownLine) -> bool:
    return known.code in (line.code, line.billed_code)


_FITS: tuple[Callable[[RemittedLine, KnownLine], bool], ...] = (_same_service, _as_billed, _same_code)


def _match_rest(
    lines: Sequence[RemittedLine],
    found: list[int | None],
    free: dict[int, KnownLine],
    fits: Callable[[RemittedLine, KnownLine], bool],
) -> None:
    for at, line in enumerate(lines):
        if found[at] is not None:
            continue
        same = [
            known
            for known in free.values()
            if fits(line, known)
            and known.charge == abs(line.charge)
            and line.service_from in (known.service_on, None)
        ]
        # Lines that are alike in all of this are answered in the order in which they were sent.
        if same:
            found[at] = free.pop(same[0].charge_id).charge_id


def _score(remitted: RemittedClaim, known: KnownClaim) -> Proposal:
    score, reasons = 0, []
    for points, fits, text in _signs(remitted, known):
        score += points if fits else 0
        if text:
            reasons.append(text)
    return Proposal(known, score, tuple(reasons))


def _signs(remitted: RemittedClaim, known: KnownClaim) -> list[tuple[int, bool, str]]:
    """What speaks for a claim or against it: points, whether it fits, and the words for it."""
    person = remitted.patient
    days = {line.service_on for line in known.lines}
    day = remitted.service_from
    codes = {line.code for line in remitted.lines} | {line.billed_code for line in remitted.lines}
    same_member, same_last = _same_member(remitted, known), _plain(person.last) == _plain(known.last)
    same_first, same_day = _plain(person.first) == _plain(known.first), day in days
    same_charge = abs(remitted.charge) == known.charge
    shared = sorted(codes & {line.code for line in known.lines})
    return [
        (_MEMBER, same_member, "Same member id" if same_member else f"Member id here: {known.member_id}"),
        (_LAST, same_last, "Same last name" if same_last else f"Name here: {known.last}, {known.first}"),
        (_FIRST, same_first and same_last, "Same first name" if same_first and same_last else ""),
        (_DAY, same_day, f"Same day, {format_date(day)}" if day and same_day else _other_day(days)),
        (_CHARGE, same_charge, _charge_words(known, same_charge)),
        (_CODES, bool(shared), f"Same service {', '.join(shared)}" if shared else ""),
    ]


def _other_day(days: set[date]) -> str:
    return f"Day here: {format_date(min(days))}" if days else ""


def _charge_words(known: KnownClaim, same: bool) -> str:
    amount = Money(known.charge).dollars
    return f"Same charge, {amount}" if same else f"Charge here: {amount}"

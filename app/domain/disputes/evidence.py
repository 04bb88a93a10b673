"""What a dispute needs to be won: a checklist by the reason of the denial, and what became of each thing.

The wording is the office's own; a practice may add things to a case, and mark what is not needed there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.disputes.cases import Lane


class EvidenceState(StrEnum):
    """What became of a thing that is needed."""

    NEEDED = "needed"
    ASKED = "asked"
    OBTAINED = "obtained"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class EvidenceNeed:
    """A thing that a case needs and the party it comes from; `made` ones the program composes itself."""

    key: str
    title: str
    lane: Lane
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceEvent:
    """What happened about a thing on a day; `due_on` is until when it was asked for."""

    event: EvidenceState
    on: date
    due_on: date | None = None
    person: str = ""
    file_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A thing on a case's checklist with its events in order."""

    id: int
    need: EvidenceNeed
    events: tuple[EvidenceEvent, ...] = field(default=())

    @property
    def state(self) -> EvidenceState:
        """What became of it last."""
        return self.events[-1].event if self.events else EvidenceState.NEEDED

    @property
    def files(self) -> tuple[int, ...]:
        """The documents that were obtained, in order."""
        return tuple(event.file_id for event in self.events if event.file_id is not None)

    @property
    def due_on(self) -> date | None:
        """Until when it was asked for, while it has not come."""
        return self.events[-1].due_on if self.state is EvidenceState.ASKED else None

    def is_late(self, today: date) -> bool:
        """Tell whether it was to be there before today."""
        return self.due_on is not None and self.due_on < today


_CLAIM = EvidenceNeed("claim_as_sent", "The claim exactly as it was sent", Lane.OFFICE, is_made=True)
_ANSWER = EvidenceNeed(
    "remittance", "The insurer’s answer with the disputed lines", Lane.OFFICE, is_made=True
)
_NOTES = EvidenceNeed("visit_note", "The signed note of the visit", Lane.DOCTOR)
_APPROVAL = EvidenceNeed(
    "approval", "The approval with its number, codes and dates", Lane.OFFICE, is_made=True
)
_GUIDELINE = EvidenceNeed(
    "guideline", "The guideline in force on that day, with its source", Lane.OFFICE, is_made=True
)
_CALLS = EvidenceNeed("call_log", "The log of calls with the insurer", Lane.OFFICE, is_made=True)
_FILED = EvidenceNeed("proof_of_filing", "Proof that the claim was filed in time", Lane.OFFICE, is_made=True)
_ELIGIBLE = EvidenceNeed("eligibility", "The eligibility answer for that day", Lane.INSURER)
_CARDS = EvidenceNeed("cards", "The patient’s insurance cards", Lane.PATIENT)
_COORDINATION = EvidenceNeed("other_coverage", "What the patient says about other insurance", Lane.PATIENT)
_NECESSITY = EvidenceNeed("letter_of_necessity", "A letter of medical need from the doctor", Lane.DOCTOR)
_NOTICE = EvidenceNeed("advance_notice", "The advance notice that the patient signed", Lane.PATIENT)
_CONTRACT = EvidenceNeed("contract", "The rate in the contract, with its page", Lane.OFFICE)
_REFERRAL = EvidenceNeed("referral", "The referral with its number and dates", Lane.DOCTOR)
_EARLIER = EvidenceNeed("earlier_answer", "The first insurer’s answer", Lane.OFFICE)
_ENROLMENT = EvidenceNeed("enrolment", "The doctor’s enrolment letter of this insurer", Lane.OFFICE)
_ACCIDENT = EvidenceNeed(
    "accident", "What happened, where, and the other insurer’s claim number", Lane.PATIENT
)
_REQUEST = EvidenceNeed("records_request", "The insurer’s letter that asks for records", Lane.INSURER)
_ALWAYS = (_CLAIM, _ANSWER)
# By the category of the reason in our list of denial codes.
_BY_CATEGORY: dict[str, tuple[EvidenceNeed, ...]] = {
    "authorization": (_APPROVAL, _NOTES, _GUIDELINE, _CALLS),
    "referral": (_REFERRAL, _CALLS),
    "timely": (_FILED, _CALLS),
    "necessity": (_NOTES, _NECESSITY, _GUIDELINE, _NOTICE),
    "coverage": (_GUIDELINE, _ELIGIBLE, _NOTICE, _CALLS),
    "eligibility": (_ELIGIBLE, _CARDS, _CALLS),
    "cob": (_COORDINATION, _EARLIER, _CARDS),
    "liability": (_ACCIDENT, _COORDINATION),
    "coding": (_NOTES,),
    "bundling": (_NOTES, _GUIDELINE),
    "information": (_NOTES, _REQUEST),
    "contractual": (_CONTRACT,),
    "network": (_ENROLMENT, _CONTRACT),
    "enrolment": (_ENROLMENT,),
    "duplicate": (_CALLS,),
    "payer_process": (_CALLS,),
}

# The kind of a kept document that was looked at before it was taken as evidence.
KEPT_AS = "evidence"
MADE_KEYS = frozenset(
    need.key for needs in (_ALWAYS, *_BY_CATEGORY.values()) for need in needs if need.is_made
)


def needs_for(category: str) -> tuple[EvidenceNeed, ...]:
    """List what a dispute over a reason of this category needs; the claim and the answer always are."""
    return (*_ALWAYS, *_BY_CATEGORY.get(category, (_NOTES, _CALLS)))


def missing(checklist: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The things that people have to bring and that are neither there nor marked as not needed."""
    done = (EvidenceState.OBTAINED, EvidenceState.NOT_NEEDED)
    return tuple(each for each in checklist if not each.need.is_made and each.state not in done)


def count_ready(checklist: Sequence[Evidence]) -> tuple[int, int]:
    """Count the things that are ready and all that count: what is not needed does not."""
    counted = [each for each in checklist if each.state is not EvidenceState.NOT_NEEDED]
    ready = [each for each in counted if each.need.is_made or each.state is EvidenceState.OBTAINED]
    return len(ready), len(counted)

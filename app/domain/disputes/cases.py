"""A dispute as a case: its stages, and what each party said, sent or agreed, one dated fact after another.

Facts are added and never overwritten. A fact may say something of a topic that more than one party speaks of
(`topic`, `value`); where the parties' latest words differ, they contradict each other and the case shows it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseKind(StrEnum):
    """What is in dispute."""

    DENIAL = "denial"
    UNDERPAYMENT = "underpayment"
    TAKEBACK = "takeback"


class Stage(StrEnum):
    """How far a case came: worked on, out with the insurer, a level lost and to be decided, or closed."""

    WORKING = "working"
    SENT = "sent"
    LOST = "lost"
    CLOSED = "closed"


class Lane(StrEnum):
    """The parties of a case, and the office itself."""

    PATIENT = "patient"
    DOCTOR = "doctor"
    INSURER = "insurer"
    OFFICE = "office"


class FactKind(StrEnum):
    """What a fact is: words, papers, a question with its answer, what was agreed, a note, a step taken."""

    SAID = "said"
    SENT = "sent"
    RECEIVED = "received"
    ASKED = "asked"
    ANSWERED = "answered"
    AGREED = "agreed"
    NOTE = "note"
    STEP = "step"


class Channel(StrEnum):
    """By which way it came or went."""

    NONE = ""
    PHONE = "phone"
    FAX = "fax"
    MAIL = "mail"
    PORTAL = "portal"
    IN_PERSON = "in_person"
    ELECTRONIC = "electronic"


PARTIES = (Lane.PATIENT, Lane.DOCTOR, Lane.INSURER)
STAGE_NAMES = {
    Stage.WORKING: "Working",
    Stage.SENT: "Waiting on the insurer",
    Stage.LOST: "Level lost",
    Stage.CLOSED: "Closed",
}
LANE_NAMES = {
    Lane.PATIENT: "Patient",
    Lane.DOCTOR: "Doctor",
    Lane.INSURER: "Insurer",
    Lane.OFFICE: "Office",
}
# What more than one party may speak of, as a question that is answered by yes or no.
TOPICS = {
    "approval_on_file": "Was there an approval for the service?",
    "claim_received": "Did the insurer receive the claim in time?",
    "records_received": "Did the insurer receive the records?",
    "covered_that_day": "Was the patient covered on that day?",
    "service_covered": "Does the plan cover the service?",
    "other_insurance": "Is there another insurance that pays first?",
    "needed": "Was the service medically needed?",
    "will_pay": "Will the insurer pay?",
}
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated thing of a case: who, how, under which reference, and what; `user` wrote it down.

    `answers_id` names the question that this answers.
    """

    id: int
    lane: Lane
    kind: FactKind
    on: date
    text: str
    person: str = ""
    role: str = ""
    channel: Channel = Channel.NONE
    reference: str = ""
    topic: str = ""
    value: str = ""
    answers_id: int | None = None
    file_id: int | None = None
    file_name: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A topic on which parties' latest words differ, with the fact that each of them stands on."""

    topic: str
    question: str
    facts: tuple[Fact, ...]

    @property
    def words(self) -> str:
        """Say it: `Was there an approval for the service? Doctor: yes. Insurer: no.`"""
        said = " ".join(f"{LANE_NAMES[fact.lane]}: {fact.value}." for fact in self.facts)
        return f"{self.question} {said}"


def find_contradictions(facts: Sequence[Fact]) -> tuple[Contradiction, ...]:
    """Find the topics on which the latest words of the parties differ, the newest first."""
    latest: dict[str, dict[Lane, Fact]] = defaultdict(dict)
    for fact in _in_order(facts):
        if fact.topic and fact.value:
            latest[fact.topic][fact.lane] = fact
    found = [
        Contradiction(topic, TOPICS.get(topic, topic), tuple(sorted(each.values(), key=_by_day)))
        for topic, each in latest.items()
        if len({fact.value for fact in each.values()}) > 1
    ]
    return tuple(sorted(found, key=lambda each: _by_day(each.facts[-1]), reverse=True))


def open_questions(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The questions that nobody has answered yet, the oldest first."""
    answered = {fact.answers_id for fact in facts if fact.answers_id is not None}
    return tuple(fact for fact in _in_order(facts) if fact.kind is FactKind.ASKED and fact.id not in answered)


def agreed_points(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """What was agreed, in order."""
    return tuple(fact for fact in _in_order(facts) if fact.kind is FactKind.AGREED)


def lane_of(facts: Sequence[Fact], lane: Lane) -> tuple[Fact, ...]:
    """The facts of one party, in order of their days."""
    return tuple(fact for fact in _in_order(facts) if fact.lane is lane)


def _in_order(facts: Sequence[Fact]) -> list[Fact]:
    return sorted(facts, key=_by_day)


def _by_day(fact: Fact) -> tuple[date, int]:
    return (fact.on, fact.id)

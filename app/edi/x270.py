"""270 (005010X279A1): the question to a payer whether a person is covered; `x271.read_271` reads its answer.

The levels are those of the answer: payer (20), provider (21), insured person (22), and the patient (23) where
he is another without a number of his own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.errors import InputError
from app.edi.codec import Delimiters, fold_text, write_date, write_period, write_segment
from app.edi.envelopes import ELIGIBILITY_REQUEST_270, Envelope, write_interchange

LONGEST_TRACE = 50
MOST_IN_A_SET = 99
PLAN_COVERAGE = "30"
_SEXES = ("F", "M")


@dataclass(frozen=True, slots=True)
class CoveredPerson:
    """An insured person or patient; what is not known is empty, `birth_date` None."""

    last_name: str
    first_name: str
    birth_date: date | None = None
    sex: str = ""
    member_id: str = ""


@dataclass(frozen=True, slots=True)
class CoverageQuestion:
    """One person asked about; `trace` comes back in the answer. `patient` is None if he is the insured.

    `service_from` and `service_to` are the days asked about, `services` the service types (30 is the plan).
    """

    trace: str
    insured: CoveredPerson
    patient: CoveredPerson | None
    service_from: date
    service_to: date
    services: tuple[str, ...] = (PLAN_COVERAGE,)


@dataclass(frozen=True, slots=True)
class CoverageParties:
    """Who is asked and who asks: payer and its id, provider and NPI; `tax_id` (9 digits) marks our traces."""

    payer_name: str
    payer_id: str
    provider_name: str
    provider_npi: str
    tax_id: str


Row = tuple[str, ...]


def write_270(
    envelope: Envelope, reference: str, parties: CoverageParties, questions: Sequence[CoverageQuestion]
) -> str:
    """Write a whole file that asks one payer about persons; `reference` (BHT03) is ours for the file.

    Up to 99 persons stand in a set. Raises InputError if there is nobody to ask about, a trace is empty, too
    long or comes twice, or a person has too little to be found by.
    """
    _check(questions)
    parts = [questions[at : at + MOST_IN_A_SET] for at in range(0, len(questions), MOST_IN_A_SET)]
    bodies = [_body(envelope, reference, parties, part) for part in parts]
    return write_interchange(envelope, ELIGIBILITY_REQUEST_270, bodies)


def can_be_found(person: CoveredPerson) -> bool:
    """Tell whether a payer can look a person up: by two of number, birth date and whole name."""
    has_name = bool(person.last_name and person.first_name)
    return sum((bool(person.member_id), person.birth_date is not None, has_name)) >= 2


def _check(questions: Sequence[CoverageQuestion]) -> None:
    if not questions:
        raise InputError("There is nobody to ask about. Choose at least one policy.")
    traces = [each.trace for each in questions]
    if any(not 1 <= len(trace) <= LONGEST_TRACE for trace in traces) or len(set(traces)) != len(traces):
        raise InputError("Each person asked about needs a trace of his own, of 1 to 50 letters.")
    if not all(each.services and can_be_found(each.insured) for each in questions):
        raise InputError(
            "A person can be asked about by two of these: member number, birth date, whole name. Enter what "
            "is missing in the policy."
        )


def _body(
    envelope: Envelope, reference: str, parties: CoverageParties, questions: Sequence[CoverageQuestion]
) -> list[str]:
    signs, made = envelope.delimiters, envelope.made_at
    rows: list[Row] = [
        ("BHT", "0022", "13", fold_text(reference, signs), write_date(made), f"{made:%H%M}"),
        ("HL", "1", "", "20", "1"),
        _organisation("PR", parties.payer_name, "PI", parties.payer_id, signs),
        ("HL", "2", "1", "21", "1"),
        _organisation("1P", parties.provider_name, "XX", parties.provider_npi, signs),
    ]
    level = 2
    for question in questions:
        rows += _levels(question, level, parties.tax_id, signs)
        level += 2 if question.patient else 1
    return [write_segment(*row, delimiters=signs) for row in rows]


def _organisation(party: str, name: str, qualifier: str, number: str, signs: Delimiters) -> Row:
    return ("NM1", party, "2", fold_text(name, signs)[:60], *[""] * 4, qualifier, fold_text(number, signs))


def _levels(question: CoverageQuestion, above: int, tax_id: str, signs: Delimiters) -> list[Row]:
    """The levels of one person; `above` is the number of the level written last."""
    asked = [
        ("DTP", "291", *write_period(question.service_from, question.service_to)),
        ("EQ", (signs.repetition or "^").join(fold_text(service, signs) for service in question.services)),
    ]
    trace = ("TRN", "1", fold_text(question.trace, signs), f"9{tax_id}")
    if question.patient is None:
        return [
            ("HL", str(above + 1), "2", "22", "0"),
            trace,
            *_person("IL", question.insured, signs),
            *asked,
        ]
    return [
        ("HL", str(above + 1), "2", "22", "1"),
        *_person("IL", question.insured, signs),
        ("HL", str(above + 2), str(above + 1), "23", "0"),
        trace,
        *_person("03", question.patient, signs),
        *asked,
    ]


def _person(party: str, person: CoveredPerson, signs: Delimiters) -> list[Row]:
    names = (fold_text(person.last_name, signs)[:60], fold_text(person.first_name, signs)[:35])
    number = fold_text(person.member_id, signs) if party == "IL" else ""
    rows: list[Row] = [("NM1", party, "1", *names, "", "", "", "MI" if number else "", number)]
    sex = person.sex if person.sex in _SEXES else ""
    if person.birth_date:
        rows.append(("DMG", "D8", write_date(person.birth_date), sex))
    return rows

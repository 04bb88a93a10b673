"""276 (005010X212): the question to a payer what became of claims; `x277.read_277` reads its answer.

The levels are those of the answer: payer (20), us (21), provider (19), insured person (22), and the patient
(23) where he is another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.errors import InputError
from app.domain.money import Money
from app.edi.codec import (
    Delimiters,
    fold_text,
    write_amount,
    write_composite,
    write_date,
    write_period,
    write_segment,
)
from app.edi.envelopes import STATUS_REQUEST_276, Envelope, write_interchange

LONGEST_TRACE = 50


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """An insured person or patient; `sex` is M, F or U, or empty where it is not known."""

    last_name: str
    first_name: str
    birth_date: date
    sex: str = ""
    member_id: str = ""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One service line asked about: code with modifiers, charge, units, dates, and our line number."""

    code: str
    modifiers: tuple[str, ...]
    charge: Money
    units: str
    service_from: date
    service_to: date
    line_number: str


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """One claim asked about; `trace` comes back in the answer. `patient` is None if he is the insured."""

    trace: str
    insured: AskedPerson
    patient: AskedPerson | None
    account_number: str
    charge: Money
    service_from: date
    service_to: date
    payer_number: str = ""
    lines: tuple[AskedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AskingParties:
    """Who is asked and who asks: payer and its id, we and our id, the provider and his NPI."""

    payer_name: str
    payer_id: str
    submitter_name: str
    submitter_id: str
    provider_name: str
    provider_npi: str


def write_276(
    envelope: Envelope, reference: str, parties: AskingParties, claims: Sequence[AskedClaim]
) -> str:
    """Write a whole file that asks about claims of one payer; `reference` (BHT03) is ours for the question.

    Raises InputError if there is nothing to ask, or a trace is empty, too long, or comes twice.
    """
    _check(claims)
    signs = envelope.delimiters
    made = envelope.made_at
    rows = [
        ("BHT", "0010", "13", fold_text(reference, signs), write_date(made), f"{made:%H%M}"),
        *_party_rows(parties, signs),
    ]
    level = 3
    for claim in claims:
        claim_rows = _claim_rows(claim, level, signs)
        level += 2 if claim.patient else 1
        rows += claim_rows
    body = [write_segment(*row, delimiters=signs) for row in rows]
    return write_interchange(envelope, STATUS_REQUEST_276, [body])


def _check(claims: Sequence[AskedClaim]) -> None:
    if not claims:
        raise InputError("There is no claim to ask about. Choose at least one.")
    traces = [claim.trace for claim in claims]
    if any(not 1 <= len(trace) <= LONGEST_TRACE for trace in traces) or len(set(traces)) != len(traces):
        raise InputError("Each claim asked about needs a trace of its own, of 1 to 50 letters.")


Row = tuple[str, ...]


def _party_rows(parties: AskingParties, signs: Delimiters) -> list[Row]:
    return [
        ("HL", "1", "", "20", "1"),
        _organisation("PR", parties.payer_name, "PI", parties.payer_id, signs),
        ("HL", "2", "1", "21", "1"),
        _organisation("41", parties.submitter_name, "46", parties.submitter_id, signs),
        ("HL", "3", "2", "19", "1"),
        _organisation("1P", parties.provider_name, "XX", parties.provider_npi, signs),
    ]


def _organisation(party: str, name: str, qualifier: str, number: str, signs: Delimiters) -> Row:
    return ("NM1", party, "2", fold_text(name, signs)[:60], *[""] * 4, qualifier, fold_text(number, signs))


def _claim_rows(claim: AskedClaim, above: int, signs: Delimiters) -> list[Row]:
    """The levels and the question of one claim; `above` is the number of the level written last."""
    rows: list[Row] = [("HL", str(above + 1), "3", "22", "1" if claim.patient else "0")]
    if claim.patient is None:
        rows += [_birth(claim.insured), _person("IL", claim.insured, signs)]
    else:
        rows += [
            _person("IL", claim.insured, signs),
            ("HL", str(above + 2), str(above + 1), "23"),
            _birth(claim.patient),
            _person("QC", claim.patient, signs),
        ]
    return rows + _question(claim, signs)


def _birth(person: AskedPerson) -> Row:
    return ("DMG", "D8", write_date(person.birth_date), person.sex)


def _person(party: str, person: AskedPerson, signs: Delimiters) -> Row:
    names = (fold_text(person.last_name, signs)[:60], fold_text(person.first_name, signs)[:35])
    number = fold_text(person.member_id, signs)
    return ("NM1", party, "1", *names, "", "", "", "MI" if number else "", number)


def _question(claim: AskedClaim, signs: Delimiters) -> list[Row]:
    rows: list[Row] = [("TRN", "1", fold_text(claim.trace, signs))]
    for qualifier, number in (("1K", claim.payer_number), ("EJ", claim.account_number)):
        if number:
            rows.append(("REF", qualifier, fold_text(number, signs)))
    rows.append(("AMT", "T3", write_amount(claim.charge)))
    rows.append(("DTP", "472", *write_period(claim.service_from, claim.service_to)))
    for line in claim.lines:
        codes = (line.code, *line.modifiers)
        code = write_composite("HC", *(fold_text(code, signs) for code in codes), delimiters=signs)
        rows.append(("SVC", code, write_amount(line.charge), "", "", "", "", line.units))
        rows.append(("REF", "FJ", fold_text(line.line_number, signs)))
        rows.append(("DTP", "472", *write_period(line.service_from, line.service_to)))
    return rows

"""Claims read back from an 837P: what the file carries, in the form of `x837p_carried.carried`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.domain.claim_content import (
    AccidentFacts,
    BillingPractice,
    ClaimContent,
    ClaimDates,
    ClaimLine,
    EarlierLine,
    EarlierPayer,
    ReferringProvider,
    RenderingProvider,
    ServiceFacility,
    Signatures,
)
from app.domain.money import ZERO
from app.edi.envelopes import CLAIM_837P
from app.edi.interchanges import TransactionSet, read_parts
from app.edi.syntax import Segment
from app.edi.values import read_amount, read_day, read_period
from app.edi.x837p_loops import (
    Loop,
    find_segment,
    find_text,
    loops_by_party,
    part_loops,
    read_address,
    read_name,
)
from app.edi.x837p_reading_lines import LineContext, read_answers, read_line
from app.edi.x837p_reading_parties import read_order, read_patient, read_payer, read_policy, read_practice
from app.edi.x837p_rules import ONSETS, OTHER_DATES, PROVIDER_NUMBERS, REPLACING, SELF_CODE

_DAMAGED = "Ask the sender for the file again."
_Answers = dict[str, list[tuple[EarlierLine, Segment | None]]]


@dataclass(frozen=True, slots=True)
class _Insured:
    """The subscriber's level: SBR, the loops of holder and payer, and the patient's level if there is one."""

    practice: BillingPractice
    subscriber: Segment
    holder: Loop
    payer: Loop
    patient: Loop
    relation: str


def read_claim_file(content: bytes) -> tuple[ClaimContent, ...]:
    """Read all claims of a file; other sets in it are passed over.

    Raises X12Error, an InputError, where the file is no X12 or a claim cannot be understood.
    """
    return tuple(
        claim
        for part in read_parts(content)
        if isinstance(part, TransactionSet) and part.code == CLAIM_837P.code
        for claim in read_claims(part)
    )


def read_claims(transaction_set: TransactionSet) -> Iterator[ClaimContent]:
    """Read the claims of one set, one after another."""
    practice: BillingPractice | None = None
    insured: _Insured | None = None
    for level in part_loops(transaction_set.segments(), "HL")[1:]:
        head, *claims = part_loops(level, "CLM")
        kind = head[0].element(3)
        if kind == "20":
            practice = read_practice(head)
            continue
        if kind == "22":
            insured = _insured(head, practice)
        elif kind == "23" and insured:
            insured = _with_patient(insured, head)
        for claim in claims:
            if insured is None:
                raise head[0].error(f"A claim stands outside of its levels. {_DAMAGED}")
            yield _claim(claim, insured)


def _insured(head: Loop, practice: BillingPractice | None) -> _Insured:
    plain, *named = part_loops(head, "NM1")
    parties = loops_by_party(named)
    subscriber = find_segment(plain, "SBR")
    if practice is None or subscriber is None or not {"IL", "PR"} <= parties.keys():
        raise head[0].error(f"Billing provider, subscriber or payer is missing. {_DAMAGED}")
    return _Insured(practice, subscriber, parties["IL"], parties["PR"], parties["IL"], SELF_CODE)


def _with_patient(insured: _Insured, head: Loop) -> _Insured:
    _, *named = part_loops(head, "NM1")
    patient = loops_by_party(named).get("QC")
    if patient is None:
        raise head[0].error(f"The patient’s name is missing. {_DAMAGED}")
    return replace(insured, patient=patient, relation=find_text(head, "PAT", "", 1))


def _claim(claim: Loop, insured: _Insured) -> ClaimContent:
    before, *line_loops = part_loops(claim, "LX")
    own, *others = part_loops(before, "SBR")
    header, *named = part_loops(own, "NM1")
    parties = loops_by_party(named)
    rendering = _rendering(parties)
    place = header[0].component(5, 1)
    context = LineContext(place, rendering.npi or insured.practice.npi)
    lines = tuple(read_line(loop, context) for loop in line_loops)
    ordering = loops_by_party(part_loops(line_loops[0], "NM1", "SVD")[1:]) if line_loops else {}
    content = _plain_claim(header, insured, lines)
    has_specialty = bool(insured.practice.taxonomy or rendering.taxonomy)
    return replace(
        content,
        payer=replace(content.payer, wants_taxonomy=has_specialty),
        referring=_referring(parties | ordering),
        rendering=rendering,
        facility=_facility(parties),
        earlier_payers=_earlier_payers(others, line_loops, lines),
    )


def _plain_claim(header: Loop, insured: _Insured, lines: tuple[ClaimLine, ...]) -> ClaimContent:
    claim = header[0]
    frequency = claim.component(5, 3)
    paid = find_segment(header, "AMT", "F5")
    return ClaimContent(
        claim_number=claim.element(1),
        practice=insured.practice,
        payer=read_payer(insured.payer, insured.subscriber),
        patient=read_patient(insured.patient),
        policy=read_policy(insured.holder, insured.subscriber, insured.relation),
        payer_order=read_order(insured.subscriber),
        accident=_accident(header, insured),
        dates=_dates(header),
        claim_codes=" ".join(_codes(header, "BG")),
        additional_info=find_text(header, "NTE", "ADD"),
        diagnoses=(*_codes(header, "ABK"), *_codes(header, "ABF")),
        resubmission_code=frequency if frequency in REPLACING else "",
        original_reference=find_text(header, "REF", "F8"),
        authorization_number=find_text(header, "REF", "G1"),
        lines=lines,
        account_number=find_text(header, "REF", "EA"),
        accept_assignment=claim.element(7) == "A",
        amount_paid=read_amount(paid, paid.element(2)) if paid else ZERO,
        signatures=Signatures(claim.element(9) == "Y", claim.element(8) == "Y"),
        referral_number=find_text(header, "REF", "9F"),
        clia_number=find_text(header, "REF", "X4"),
    )


def _codes(header: Loop, qualifier: str) -> list[str]:
    parts = [
        segment.components(place)
        for segment in header
        if segment.id == "HI"
        for place in range(1, len(segment.elements) + 1)
    ]
    return [part[1] for part in parts if len(part) > 1 and part[0] == qualifier]


def _day(header: Loop, qualifier: str) -> date | None:
    found = find_segment(header, "DTP", qualifier)
    return read_day(found, found.element(3)) if found else None


def _accident(header: Loop, insured: _Insured) -> AccidentFacts:
    causes = header[0].components(11)
    return AccidentFacts(
        employment="EM" in causes,
        auto="AA" in causes,
        auto_state=header[0].component(11, 4),
        other="OA" in causes,
        claim_id=find_text(insured.patient, "REF", "Y4"),
        happened_on=_day(header, "439") if causes else None,
    )


def _dates(header: Loop) -> ClaimDates:
    onset = next((code for code in sorted(ONSETS) if find_segment(header, "DTP", code)), "")
    is_accident = bool(header[0].element(11))
    kinds = [code for code in sorted(OTHER_DATES) if not (is_accident and code == "439")]
    other = next((code for code in kinds if find_segment(header, "DTP", code)), "")
    unable_from, unable_to = _day(header, "360"), _day(header, "361")
    away = find_segment(header, "DTP", "314")
    if away:
        unable_from, unable_to = read_period(away, away.element(2), away.element(3))
    return ClaimDates(
        onset=_day(header, onset) if onset else None,
        onset_qualifier=onset or "431",
        other=_day(header, other) if other else None,
        other_qualifier=other,
        unable_from=unable_from,
        unable_to=unable_to,
        admitted=_day(header, "435"),
        discharged=_day(header, "096"),
    )


def _referring(parties: dict[str, Loop]) -> ReferringProvider | None:
    for qualifier in PROVIDER_NUMBERS:
        loop = parties.get(qualifier)
        if loop:
            name, npi = read_name(loop).spoken, loop[0].element(9)
            number = find_segment(loop, "REF")
            other = (number.element(1), number.element(2)) if number else ("", "")
            return ReferringProvider(qualifier, name, npi, *other)
    return None


def _rendering(parties: dict[str, Loop]) -> RenderingProvider:
    loop = parties.get("82")
    if loop is None:
        return RenderingProvider()
    return RenderingProvider(read_name(loop), loop[0].element(9), find_text(loop, "PRV", "PE", 3))


def _facility(parties: dict[str, Loop]) -> ServiceFacility | None:
    loop = parties.get("77")
    return ServiceFacility(loop[0].element(3), read_address(loop), loop[0].element(9)) if loop else None


def _earlier_payers(
    others: list[Loop], line_loops: list[Loop], lines: tuple[ClaimLine, ...]
) -> tuple[EarlierPayer, ...]:
    answers: _Answers = {}
    for number, (loop, line) in enumerate(zip(line_loops, lines, strict=True), start=1):
        for payer_id, answer in read_answers(loop, number, line).items():
            answers.setdefault(payer_id, []).append(answer)
    return tuple(_earlier_payer(other, answers) for other in others)


def _earlier_payer(other: Loop, answers: _Answers) -> EarlierPayer:
    subscriber = other[0]
    parties = loops_by_party(part_loops(other, "NM1")[1:])
    if not {"IL", "PR"} <= parties.keys():
        raise subscriber.error(f"Another payer lacks its name or its subscriber. {_DAMAGED}")
    payer: Loop = parties["PR"]
    own = answers.get(payer[0].element(9), [])
    told = [segment for _, segment in own if segment] or [
        segment for segment in payer if segment.id == "DTP" and segment.element(1) == "573"
    ]
    return EarlierPayer(
        order=read_order(subscriber),
        payer=read_payer(payer, subscriber),
        policy=read_policy(parties["IL"], subscriber, subscriber.element(2)),
        paid_on=read_day(told[0], told[0].element(3)) if told else None,
        payer_control=find_text(payer, "REF", "F8"),
        lines=tuple(answer for answer, _ in own),
    )

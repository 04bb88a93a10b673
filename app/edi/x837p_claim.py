"""The claim itself and the providers about it: loops 2300 and 2310 of an 837P."""

from datetime import date

from app.domain.claim_content import ClaimContent, ReferringProvider
from app.domain.money import Money
from app.domain.names import split_spoken_name
from app.edi.codec import write_amount, write_date
from app.edi.x837p_letters import Folds
from app.edi.x837p_parties import write_address, write_person
from app.edi.x837p_rules import (
    EPSDT_MARKS,
    ONSETS,
    OTHER_DATES,
    PROVIDER_NUMBERS,
    REPLACING,
    causes_of,
    facility_of,
    frequency_of,
    place_of,
    rendering_of,
)


def write_claim_header(content: ClaimContent, fold: Folds) -> list[str]:
    """Write CLM to the last HI."""
    return [
        _claim(content, fold),
        *_dates(content),
        *_amounts_and_numbers(content, fold),
        *_notes(content, fold),
        *_codes(content, fold),
    ]


def write_providers(content: ClaimContent, fold: Folds) -> list[str]:
    """Write referring (2310A), rendering (2310B), facility (2310C) and supervising provider (2310D)."""
    segments: list[str] = []
    referring = content.referring
    if referring and referring.qualifier == "DN":
        segments += write_referring(referring, fold)
    rendering = rendering_of(content)
    if rendering:
        segments.append(write_person("82", rendering.name, f"XX*{fold.text(rendering.npi)}", fold))
        if content.payer.wants_taxonomy and rendering.taxonomy:
            segments.append(f"PRV*PE*PXC*{fold.text(rendering.taxonomy)}~")
    facility = facility_of(content)
    if facility:
        number = f"XX*{facility.npi}" if facility.npi and facility.npi != content.practice.npi else ""
        name = fold.text(facility.name or content.practice.name)
        segments.append(f"NM1*77*2*{name}*****{number}".rstrip("*") + "~")
        segments += write_address(facility.address, fold)
    if referring and referring.qualifier == "DQ":
        segments += write_referring(referring, fold)
    return segments


def write_referring(provider: ReferringProvider, fold: Folds) -> list[str]:
    """Write NM1 of who referred, ordered or supervised, and the payer's own number of that provider."""
    number = f"XX*{fold.text(provider.npi)}" if provider.npi else ""
    segments = [write_person(provider.qualifier, split_spoken_name(provider.name), number, fold)]
    if provider.other_id and provider.other_qualifier in PROVIDER_NUMBERS[provider.qualifier]:
        segments.append(f"REF*{provider.other_qualifier}*{fold.text(provider.other_id)}~")
    return segments


def _claim(content: ClaimContent, fold: Folds) -> str:
    signed = content.signatures
    charged = Money(sum([line.charge.cents for line in content.lines]))
    text = (
        f"CLM*{fold.id(content.claim_number)}*{write_amount(charged)}"
        f"***{fold.text(place_of(content))}:B:{frequency_of(content)}*Y"
        f"*{'A' if content.accept_assignment else 'C'}"
        f"*{'Y' if signed.insured_on_file else 'N'}*{'Y' if signed.patient_on_file else 'I'}"
    )
    causes = causes_of(content)
    if not causes:
        return text + "~"
    state = content.accident.auto_state if "AA" in causes else ""
    second = causes[1] if len(causes) > 1 else ""
    return f"{text}**{causes[0]}:{second}::{fold.text(state)}".rstrip(":") + "~"


def _dates(content: ClaimContent) -> list[str]:
    dates, causes = content.dates, causes_of(content)
    segments: list[str] = []
    if dates.onset and dates.onset_qualifier in ONSETS:
        segments.append(_day(dates.onset_qualifier, dates.onset))
    accident_on = content.accident.happened_on if causes else None
    is_other_told = dates.other_qualifier in OTHER_DATES and not (
        dates.other_qualifier == "439" and accident_on
    )
    if dates.other and is_other_told:
        segments.append(_day(dates.other_qualifier, dates.other))
    if accident_on:
        segments.append(_day("439", accident_on))
    segments += _away(dates.unable_from, dates.unable_to)
    if dates.admitted:
        segments.append(_day("435", dates.admitted))
    if dates.discharged:
        segments.append(_day("096", dates.discharged))
    return segments


def _away(start: date | None, end: date | None) -> list[str]:
    if start and end:
        return [f"DTP*314*RD8*{write_date(start)}-{write_date(end)}~"]
    if start:
        return [_day("360", start)]
    return [_day("361", end)] if end else []


def _day(qualifier: str, day: date) -> str:
    return f"DTP*{qualifier}*D8*{write_date(day)}~"


def _amounts_and_numbers(content: ClaimContent, fold: Folds) -> list[str]:
    paid = content.amount_paid
    segments = [f"AMT*F5*{write_amount(paid)}~"] if paid.cents > 0 else []
    replaced = content.original_reference if content.resubmission_code in REPLACING else ""
    numbers = (
        ("9F", content.referral_number),
        ("G1", content.authorization_number),
        ("F8", replaced),
        ("X4", content.clia_number),
        ("EA", content.account_number),
    )
    return segments + [f"REF*{code}*{fold.id(number)}~" for code, number in numbers if number]


def _notes(content: ClaimContent, fold: Folds) -> list[str]:
    note = fold.text(content.additional_info)
    segments = [f"NTE*ADD*{note}~"] if note else []
    reasons = dict.fromkeys(
        [
            fold.text(line.epsdt_reason)
            for line in content.lines
            if line.epsdt_reason and line.epsdt in EPSDT_MARKS
        ]
    )
    if reasons:
        was_referred = "N" if "NU" in reasons else "Y"
        segments.append(f"CRC*ZZ*{was_referred}*{'*'.join(list(reasons)[:3])}~")
    return segments


def _codes(content: ClaimContent, fold: Folds) -> list[str]:
    # The first is the principal one (ABK), all others follow (ABF).
    codes = [fold.text(code).replace(".", "") for code in content.diagnoses]
    segments = [f"HI*ABK:{'*ABF:'.join(codes)}~"]
    conditions = fold.text(content.claim_codes).split()
    if conditions:
        segments.append("HI*" + "*".join(f"BG:{code}" for code in conditions[:12]) + "~")
    return segments

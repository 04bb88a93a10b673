"""The normal form of a claim: what of it an 837P carries, as it comes back when the file is read.

Texts are folded, ZIPs lose or gain their hyphen, and what the guide has no place for (or leaves out because
it says nothing new) is gone: phones, the look of the paper form, addresses of holders other than the patient,
the shaded half of a line, and who signed when.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.domain.claim_content import (
    NO_ADDRESS,
    AccidentFacts,
    BilledPayer,
    BilledPolicy,
    BillingPractice,
    ClaimContent,
    ClaimDates,
    ClaimLine,
    DrugCode,
    EarlierLine,
    EarlierPayer,
    FormPerson,
    ReferringProvider,
    Relationship,
    RenderingProvider,
    ServiceFacility,
    Signatures,
)
from app.domain.money import ZERO
from app.domain.names import split_spoken_name
from app.domain.people import Address, PersonName
from app.edi.codec import STANDARD, Delimiters
from app.edi.x837p_letters import Folds, folds_for
from app.edi.x837p_lines import group_adjustments, write_number
from app.edi.x837p_rules import (
    EPSDT_MARKS,
    FAMILY_PLANNING_MARKS,
    ONSETS,
    OTHER_DATES,
    PROVIDER_NUMBERS,
    REPLACING,
    causes_of,
    facility_of,
    family_mark_of,
    filing_code_of,
    is_told,
    is_work_policy,
    msp_type_of,
    payer_of_filing,
    pointers_of,
    rendering_npi_of,
    rendering_of,
)

Fold = Callable[[str], str]


def carried(content: ClaimContent, delimiters: Delimiters = STANDARD) -> ClaimContent:
    """What reading gives back of a claim that was written; the same for what was read already."""
    fold = folds_for(delimiters)
    text = fold.text
    replaces = content.resubmission_code in REPLACING
    signed = content.signatures
    return ClaimContent(
        claim_number=text(content.claim_number),
        practice=_practice(content, fold),
        payer=_payer(content, fold),
        patient=_patient(content.patient, fold),
        policy=_policy(content.payer, content.policy, content.payer_order, fold),
        payer_order=content.payer_order,
        accident=_accident(content, text),
        dates=_dates(content),
        referring=_referring(content.referring, fold),
        claim_codes=" ".join(text(content.claim_codes).split()[:12]),
        additional_info=text(content.additional_info),
        diagnoses=tuple(text(code).replace(".", "") for code in content.diagnoses),
        resubmission_code=content.resubmission_code if replaces else "",
        original_reference=text(content.original_reference) if replaces else "",
        authorization_number=text(content.authorization_number),
        lines=tuple(_line(line, rendering_npi_of(content), text) for line in content.lines),
        account_number=text(content.account_number),
        accept_assignment=content.accept_assignment,
        amount_paid=max(content.amount_paid, ZERO),
        signatures=Signatures(signed.patient_on_file, signed.insured_on_file),
        facility=_facility(content, text),
        rendering=_rendering(content, fold),
        referral_number=text(content.referral_number),
        clia_number=text(content.clia_number),
        earlier_payers=tuple(_earlier(one, content, fold) for one in content.earlier_payers),
    )


def carried_address(address: Address, fold: Fold) -> Address:
    """An address as N3 and N4 carry it."""
    if not is_told(address):
        return NO_ADDRESS
    street, more = fold(address.street), fold(address.street2)
    if not (street and more):
        street, more = street or more, ""
    return Address(street, more, fold(address.city), fold(address.state), write_zip(fold(address.zip)))


def write_zip(code: str) -> str:
    """Write a ZIP with its hyphen; other codes without."""
    digits = code.replace("-", "")
    return f"{digits[:5]}-{digits[5:]}" if len(digits) == 9 else digits


def _name(name: PersonName, fold: Fold) -> PersonName:
    return PersonName(fold(name.last), fold(name.first), fold(name.middle), fold(name.suffix))


def _practice(content: ClaimContent, fold: Folds) -> BillingPractice:
    practice, text = content.practice, fold.text
    is_apart = practice.pay_to != practice.address
    return BillingPractice(
        name=text(practice.name),
        address=carried_address(practice.address, text),
        tax_id=text(practice.tax_id).replace("-", ""),
        tax_id_kind=practice.tax_id_kind,
        npi=text(practice.npi),
        taxonomy=text(practice.taxonomy) if content.payer.wants_taxonomy else "",
        pay_to=carried_address(practice.pay_to, text) if is_apart else NO_ADDRESS,
    )


def _payer(content: ClaimContent, fold: Folds) -> BilledPayer:
    payer = content.payer
    rendering = rendering_of(content)
    specialties = content.practice.taxonomy, rendering.taxonomy if rendering else ""
    return replace(
        _named_payer(payer, fold.text),
        address=carried_address(payer.address, fold.text),
        wants_taxonomy=payer.wants_taxonomy and any(specialties),
    )


def _named_payer(payer: BilledPayer, fold: Fold) -> BilledPayer:
    plain = payer_of_filing(filing_code_of(payer))
    return replace(plain, name=fold(payer.name), payer_id=fold(payer.payer_id))


def _patient(patient: FormPerson, fold: Folds) -> FormPerson:
    return FormPerson(
        _name(patient.name, fold.name),
        patient.birth_date,
        patient.sex if patient.birth_date else "",
        carried_address(patient.address, fold.text),
    )


def _policy(payer: BilledPayer, policy: BilledPolicy, order: int, fold: Folds) -> BilledPolicy:
    text = fold.text
    is_work = is_work_policy(payer, policy)
    relationship = Relationship.SELF if is_work else policy.relationship
    holder = policy.subscriber or FormPerson()
    is_self = relationship is Relationship.SELF
    return BilledPolicy(
        member_id=text(policy.member_id),
        group_number=text(policy.group_number),
        plan_name="" if policy.group_number else text(policy.plan_name),
        relationship=relationship,
        subscriber=None if is_self else FormPerson(_name(holder.name, fold.name)),
        employer=text(policy.employer) if is_work else "",
        msp_type=msp_type_of(payer, policy, order),
    )


def _accident(content: ClaimContent, fold: Fold) -> AccidentFacts:
    causes, accident = causes_of(content), content.accident
    happened_on = accident.happened_on
    if not happened_on and content.dates.other_qualifier == "439":
        happened_on = content.dates.other
    return AccidentFacts(
        employment="EM" in causes,
        auto="AA" in causes,
        auto_state=fold(accident.auto_state) if "AA" in causes else "",
        other="OA" in causes,
        claim_id=fold(accident.claim_id),
        happened_on=happened_on if causes else None,
    )


def _dates(content: ClaimContent) -> ClaimDates:
    dates = content.dates
    onset = dates.onset if dates.onset_qualifier in ONSETS else None
    is_accident = dates.other_qualifier == "439" and bool(causes_of(content))
    other: date | None = None
    if dates.other_qualifier in OTHER_DATES and not is_accident:
        other = dates.other
    return replace(
        dates,
        onset=onset,
        onset_qualifier=dates.onset_qualifier if onset else "431",
        other=other,
        other_qualifier=dates.other_qualifier if other else "",
    )


def _referring(referring: ReferringProvider | None, fold: Folds) -> ReferringProvider | None:
    if referring is None:
        return None
    is_known = referring.other_qualifier in PROVIDER_NUMBERS[referring.qualifier]
    other_id = fold.text(referring.other_id) if is_known else ""
    return ReferringProvider(
        referring.qualifier,
        _name(split_spoken_name(referring.name), fold.name).spoken,
        fold.text(referring.npi),
        referring.other_qualifier if other_id else "",
        other_id,
    )


def _facility(content: ClaimContent, fold: Fold) -> ServiceFacility | None:
    facility = facility_of(content)
    if facility is None:
        return None
    npi = facility.npi if facility.npi != content.practice.npi else ""
    name = fold(facility.name or content.practice.name)
    return ServiceFacility(name, carried_address(facility.address, fold), npi)


def _rendering(content: ClaimContent, fold: Folds) -> RenderingProvider:
    rendering = rendering_of(content)
    if rendering is None:
        return RenderingProvider()
    taxonomy = fold.text(rendering.taxonomy) if content.payer.wants_taxonomy else ""
    return RenderingProvider(_name(rendering.name, fold.name), fold.text(rendering.npi), taxonomy)


def _line(line: ClaimLine, npi: str, fold: Fold) -> ClaimLine:
    drug = line.drug
    mark = line.epsdt
    return ClaimLine(
        service_from=line.service_from,
        service_to=line.service_to,
        code=fold(line.code),
        charge=line.charge,
        place_code=fold(line.place_code),
        emergency=line.emergency,
        modifiers=tuple(map(fold, line.modifiers[:4])),
        pointers=pointers_of(line),
        units=write_number(line.units),
        epsdt=family_mark_of(mark in EPSDT_MARKS, mark in FAMILY_PLANNING_MARKS),
        rendering_npi=fold(npi),
        control=fold(line.control),
        description=fold(line.description),
        drug=DrugCode(fold(drug.ndc), drug.unit, write_number(drug.quantity)) if drug else None,
    )


def _earlier(earlier: EarlierPayer, content: ClaimContent, fold: Folds) -> EarlierPayer:
    policy = _policy(earlier.payer, earlier.policy, earlier.order, fold)
    if policy.subscriber and earlier.policy.subscriber:
        address = carried_address(earlier.policy.subscriber.address, fold.text)
        policy = replace(policy, subscriber=replace(policy.subscriber, address=address))
    return EarlierPayer(
        order=earlier.order,
        payer=_named_payer(earlier.payer, fold.text),
        policy=policy,
        paid_on=earlier.paid_on,
        payer_control=fold.text(earlier.payer_control),
        lines=tuple(
            _earlier_line(answer, content.lines[answer.number - 1], fold.text)
            for answer in sorted(earlier.lines, key=lambda answer: answer.number)
        ),
    )


def _earlier_line(answer: EarlierLine, line: ClaimLine, fold: Fold) -> EarlierLine:
    code, units = fold(answer.code), write_number(answer.units) if answer.units else ""
    return EarlierLine(
        answer.number,
        answer.paid,
        tuple(
            (fold(group), fold(reason), amount)
            for group, members in group_adjustments(answer.adjustments)
            for reason, amount in members
        ),
        "" if code == fold(line.code) else code,
        "" if units == write_number(line.units) else units,
    )

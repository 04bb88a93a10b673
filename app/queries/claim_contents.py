"""What feeds a claim form, gathered from the records as they stand now."""

from datetime import date

from app.domain.claim_content import (
    AccidentFacts,
    BilledPolicy,
    BillingPractice,
    ClaimContent,
    ClaimDates,
    ClaimLine,
    DrugCode,
    FormPerson,
    ReferringProvider,
    RenderingProvider,
    ServiceFacility,
    Signatures,
    TaxIdKind,
)
from app.domain.claim_orders import name_own_orders
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.domain.rights import Right
from app.domain.scrubbing.code_families import is_laboratory
from app.models.claims import Claim
from app.models.database import select
from app.models.ledger import Charge, Visit, VisitDiagnosis
from app.models.office import Place, Practice, Provider
from app.models.records import Patient, Payer, Plan, Policy
from app.queries.adjudications import charges_of_claim, policies_in_order
from app.queries.asking import asks
from app.queries.billed_parties import address_of, billed_payer, billed_policy
from app.queries.earlier_payers import earlier_payers_of


@asks(Right.PRINT_CLAIM)
def find_claim_content(claim_id: int) -> ClaimContent:
    """All that a claim's form is filled from."""
    claim = Claim.get_by_id(claim_id)
    visit = Visit.get_by_id(claim.visit_id)
    patient = Patient.get_by_id(claim.patient_id)
    practice = Practice.get_by_id(1)
    policy = Policy.get_by_id(claim.policy_id)
    plan = Plan.get_by_id(policy.plan_id)
    provider = Provider.get_or_none(Provider.id == visit.provider_id)
    place = Place.get_or_none(Place.id == visit.place_id)
    lines = _lines(claim, provider)
    diagnoses = (
        VisitDiagnosis.select().where(VisitDiagnosis.visit == visit.id).order_by(VisitDiagnosis.position)
    )
    content = ClaimContent(
        claim_number=str(claim.number),
        practice=_practice(practice),
        payer=billed_payer(Payer.get_by_id(plan.payer_id)),
        patient=_patient(patient),
        policy=billed_policy(policy, plan),
        payer_order=claim.rank,
        other_policy=_other_policy(claim, visit.on_date),
        accident=_accident(visit),
        dates=ClaimDates(onset=visit.onset_on, admitted=visit.admitted_on, discharged=visit.discharged_on),
        referring=_referring(visit),
        additional_info=visit.additional_info,
        diagnoses=tuple(row.code for row in diagnoses),
        resubmission_code=claim.resubmission_code,
        original_reference=claim.original_reference,
        authorization_number=visit.authorization_number,
        lines=lines,
        account_number=patient.number,
        amount_paid=_paid_by_patient(claim),
        signatures=_signatures(patient, provider, claim.created_on),
        facility=_facility(place),
        rendering=_rendering(provider),
        referral_number=visit.referral_number,
        clia_number=place.clia if place and any(map(_is_own_test, lines)) else "",
        earlier_payers=earlier_payers_of(claim),
    )
    return name_own_orders(content)


def _practice(row: Practice) -> BillingPractice:
    return BillingPractice(
        row.name,
        address_of(row),
        row.phone,
        row.tax_id,
        TaxIdKind(row.tax_id_kind),
        row.npi,
        row.taxonomy,
        Address(row.remit_street, row.remit_street2, row.remit_city, row.remit_state, row.remit_zip),
    )


def _patient(row: Patient) -> FormPerson:
    sex = row.sex if row.sex in ("M", "F") else ""
    name = PersonName(row.last, row.first, row.middle, row.suffix)
    return FormPerson(name, row.birth_date, sex, address_of(row), row.phone)


def _other_policy(claim: Claim, on: date) -> BilledPolicy | None:
    """The policy beside the billed one: the one asked before it, or the one that follows the first."""
    before = select(
        "select policy_id from claim where visit_id = ? and rank < ? and state <> 'void' "
        "order by rank desc limit 1",
        claim.visit_id,
        claim.rank,
    )
    others = [policy for policy in policies_in_order(claim.patient_id, on) if policy != claim.policy_id]
    beside = [*(policy for (policy,) in before), *others]
    if not beside:
        return None
    row = Policy.get_by_id(beside[0])
    return billed_policy(row, Plan.get_by_id(row.plan_id))


def _accident(visit: Visit) -> AccidentFacts:
    return AccidentFacts(
        visit.employment,
        visit.auto,
        visit.auto_state,
        visit.other_accident,
        happened_on=visit.accident_on,
    )


def _rendering(provider: Provider | None) -> RenderingProvider:
    if provider is None:
        return RenderingProvider()
    name = PersonName(provider.last, provider.first, provider.middle, provider.suffix)
    return RenderingProvider(name, provider.npi, provider.taxonomy)


def _referring(visit: Visit) -> ReferringProvider | None:
    if not visit.referring_name:
        return None
    return ReferringProvider(visit.referring_qualifier or "DN", visit.referring_name, visit.referring_npi)


def _lines(claim: Claim, provider: Provider | None) -> tuple[ClaimLine, ...]:
    ids = charges_of_claim(claim.id)
    charges = {row.id: row for row in Charge.select().where(Charge.id.in_(ids))}
    npi = provider.npi if provider else ""
    return tuple(_line(charges[charge], npi) for charge in ids)


def _line(row: Charge, npi: str) -> ClaimLine:
    return ClaimLine(
        service_from=row.service_on,
        service_to=row.service_to or row.service_on,
        code=row.code,
        charge=row.amount,
        place_code=row.pos,
        modifiers=tuple(row.modifiers.split()),
        pointers=row.pointers,
        units=str(row.units),
        rendering_npi=npi,
        supplemental=_shaded(row),
        control=f"{row.visit_id}-{row.id}",
        description=row.description,
        drug=DrugCode(row.ndc, row.ndc_unit, row.ndc_quantity) if row.ndc else None,
    )


def _is_own_test(line: ClaimLine) -> bool:
    """Tell a laboratory test that was done here, and not sent out (modifier 90) or only read (26)."""
    return is_laboratory(line.code) and not {"90", "26"} & set(line.modifiers)


def _shaded(row: Charge) -> str:
    """The shaded half of the line: the drug in its fixed cells, or the words of an unlisted code."""
    if row.ndc:
        return f"N4{row.ndc:<11}   {row.ndc_unit}{row.ndc_quantity}".rstrip()
    return f"ZZ{row.description}" if row.description else ""


def _paid_by_patient(claim: Claim) -> Money:
    """What patients have paid for this visit (item 29): used for its lines, or waiting as its credit."""
    rows = select(
        "select coalesce((select sum(e.cents) from charge c join entry e on e.charge_id = c.id "
        "where c.visit_id = ?1 and e.account = 'unapplied'), 0) + coalesce((select sum(-b.cents) "
        "from payment t join payment_balance b on b.payment_id = t.id where t.visit_id = ?1), 0)",
        claim.visit_id,
    )
    return Money(rows[0][0])


def _signatures(patient: Patient, provider: Provider | None, made_on: date) -> Signatures:
    name = ""
    if provider:
        spoken = PersonName(provider.last, provider.first, provider.middle, provider.suffix).spoken
        name = f"{spoken} {provider.credential}".strip()
    return Signatures(patient.release_on is not None, patient.assignment_on is not None, name, made_on)


def _facility(place: Place | None) -> ServiceFacility | None:
    return ServiceFacility(place.name, address_of(place), place.npi) if place else None

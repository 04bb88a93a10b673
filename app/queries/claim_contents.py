"""What feeds a claim form, gathered from the records as they stand now."""

from datetime import date

from app.domain.claim_content import (
    AccidentFacts,
    BilledPayer,
    BilledPolicy,
    BillingPractice,
    ClaimContent,
    ClaimDates,
    ClaimLine,
    Coverage,
    FormPerson,
    PageStyle,
    ReferringProvider,
    Relationship,
    ServiceFacility,
    Signatures,
    TaxIdKind,
)
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.domain.rights import Right
from app.models.claims import Claim
from app.models.database import Table, select
from app.models.ledger import Charge, Visit, VisitDiagnosis
from app.models.office import Place, Practice, Provider
from app.models.records import Patient, Payer, Plan, Policy
from app.queries.adjudications import charges_of_claim, policies_in_order
from app.queries.asking import asks


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
    diagnoses = (
        VisitDiagnosis.select().where(VisitDiagnosis.visit == visit.id).order_by(VisitDiagnosis.position)
    )
    return ClaimContent(
        claim_number=str(claim.number),
        practice=_practice(practice),
        payer=_payer(Payer.get_by_id(plan.payer_id)),
        patient=_patient(patient),
        policy=_policy(policy, plan),
        payer_order=claim.rank,
        other_policy=_other_policy(claim, visit.on_date),
        accident=AccidentFacts(visit.employment, visit.auto, visit.auto_state, visit.other_accident),
        dates=ClaimDates(onset=visit.onset_on),
        referring=_referring(visit),
        additional_info=visit.additional_info,
        diagnoses=tuple(row.code for row in diagnoses),
        authorization_number=visit.authorization_number,
        lines=_lines(claim, provider),
        account_number=patient.number,
        amount_paid=_paid_by_patient(claim),
        signatures=_signatures(patient, provider, claim.created_on),
        facility=_facility(place),
    )


def _address(row: Table) -> Address:
    values = row.__data__
    return Address(values["street"], values["street2"], values["city"], values["state"], values["zip"])


def _practice(row: Practice) -> BillingPractice:
    return BillingPractice(
        row.name, _address(row), row.phone, row.tax_id, TaxIdKind(row.tax_id_kind), row.npi, row.taxonomy
    )


def _payer(row: Payer) -> BilledPayer:
    return BilledPayer(
        name=row.name,
        address=_address(row),
        coverage=Coverage(row.form_kind),
        line_of_business=row.line_of_business,
        page_style=PageStyle(row.page_style),
        page_label=row.page_label,
        line_limit=row.line_limit,
        one_pointer_only=row.one_pointer,
    )


def _patient(row: Patient) -> FormPerson:
    sex = row.sex if row.sex in ("M", "F") else ""
    name = PersonName(row.last, row.first, row.middle, row.suffix)
    return FormPerson(name, row.birth_date, sex, _address(row), row.phone)


def _policy(row: Policy, plan: Plan) -> BilledPolicy:
    holder = FormPerson(
        PersonName(row.holder_last, row.holder_first, row.holder_middle, row.holder_suffix),
        row.holder_birth_date,
        row.holder_sex if row.holder_sex in ("M", "F") else "",
        _address(row),
        row.holder_phone,
    )
    relationship = Relationship(row.relationship)
    return BilledPolicy(
        member_id=row.member_id,
        group_number=row.group_number,
        plan_name=plan.name,
        relationship=relationship,
        subscriber=None if relationship is Relationship.SELF else holder,
    )


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
    return _policy(row, Plan.get_by_id(row.plan_id))


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
    )


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
    return ServiceFacility(place.name, _address(place), place.npi) if place else None

"""What feeds a claim form, gathered from the records as they stand now."""

from collections.abc import Sequence
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
from app.domain.coverage import PolicyTerm, choose_policies
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.domain.rights import Right
from app.domain.scrubbing.code_families import is_own_test
from app.models.claims import Claim
from app.models.database import select
from app.models.joined_rows import JoinedRows
from app.models.ledger import Charge, Visit
from app.models.office import Place, Practice, Provider
from app.models.records import Patient, Payer, Plan, Policy
from app.queries.asking import asks
from app.queries.billed_parties import address_of, billed_payer, billed_policy
from app.queries.earlier_payers import earlier_payers_of

_CLAIMS = JoinedRows(
    "claim m join visit v on v.id = m.visit_id join patient t on t.id = m.patient_id "
    "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
    "join practice r on r.id = 1 left join provider d on d.id = v.provider_id "
    "left join place p on p.id = v.place_id where m.id = ?",
    m=Claim,
    v=Visit,
    t=Patient,
    o=Policy,
    n=Plan,
    y=Payer,
    r=Practice,
    d=Provider,
    p=Place,
)
_POLICIES = JoinedRows("policy o join plan n on n.id = o.plan_id where o.patient_id = ?", o=Policy, n=Plan)
_CHARGES = JoinedRows(
    "claim_line l join charge c on c.id = l.charge_id where l.claim_id = ? order by l.position", c=Charge
)


@asks(Right.PRINT_CLAIM)
def find_claim_content(claim_id: int) -> ClaimContent:
    """All that a claim's form is filled from."""
    found = _CLAIMS.ask(claim_id)
    if not found:
        raise InputError("That claim is not in this practice any more. Search for it again.")
    claim, visit, patient, policy, plan, payer, practice, provider, place = found[0]
    lines = _lines(claim, provider)
    diagnoses = select("select code from visit_diagnosis where visit_id = ? order by position", visit.id)
    content = ClaimContent(
        claim_number=str(claim.number),
        practice=_practice(practice),
        payer=billed_payer(payer),
        patient=_patient(patient),
        policy=billed_policy(policy, plan),
        payer_order=claim.rank,
        other_policy=_other_policy(claim, visit.on_date),
        accident=_accident(visit),
        dates=ClaimDates(onset=visit.onset_on, admitted=visit.admitted_on, discharged=visit.discharged_on),
        referring=_referring(visit),
        additional_info=visit.additional_info,
        diagnoses=tuple(code for (code,) in diagnoses),
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
        clia_number=_certificate(place, lines),
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
        "select policy_id from claim where visit_id = ? and rank < ? and state not in ('void', 'closed') "
        "order by rank desc limit 1",
        claim.visit_id,
        claim.rank,
    )
    known = {policy.id: (policy, plan) for policy, plan in _POLICIES.ask(claim.patient_id)}
    terms = [PolicyTerm(row.id, row.rank, row.effective, row.termination) for row, _ in known.values()]
    others = [term.policy_id for term in choose_policies(terms, on) if term.policy_id != claim.policy_id]
    beside = [*(policy for (policy,) in before), *others]
    return billed_policy(*known[beside[0]]) if beside else None


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
    npi = provider.npi if provider else ""
    return tuple(_line(charge, npi) for (charge,) in _CHARGES.ask(claim.id))


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


def _certificate(place: Place | None, lines: Sequence[ClaimLine]) -> str:
    """The laboratory's certificate number, where a test was done in this place."""
    tested = any(is_own_test(line.code, line.modifiers) for line in lines)
    return str(place.clia) if place and tested else ""


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

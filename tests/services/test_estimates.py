"""Planned services and their estimates: worked out from contract, benefits and amounts, kept and printed."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.contracts import ContractTerm, RateKind
from app.domain.eligibility import Benefit, BenefitKind, CheckStatus, CheckWay, Network, Person
from app.domain.errors import InputError, RuleError
from app.domain.estimates import Basis, Confidence
from app.domain.money import Money
from app.models.database import select, writing
from app.models.eligibility import ProviderNetwork
from app.models.ledger import Visit
from app.models.office import Audit, Place
from app.models.records import Policy
from app.queries.estimates import latest_estimate, list_estimates, work_out_estimate
from app.queries.visits import find_visit
from app.services import contracts, estimates, office, visits
from app.services.eligibility import CheckEntry, log_check
from app.services.estimates import EstimateOrder, PlannedEntry
from app.services.guidelines import add_guideline
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, adjusted, money

TUESDAY = date(2026, 12, 1)
FEES = {"99203": "180.00", "17110": "190.00"}


def set_up_new_patient(practice, *, self_pay=False, with_contract=True):
    """A new patient with a visit on Tuesday: a new patient's visit and a wart, as in scenario 11."""
    session = practice.session
    for code, fee, category in (("99203", "180.00", "office"), ("17110", "190.00", "surgery")):
        names = {"name": f"Service {code}", "name_es": f"Servicio {code}", "category": category}
        office.keep_procedure(session, code, names)
        office.set_fee(session, code, money(fee), date(2026, 1, 1))
    office.set_benefit(session, practice.lists.plan, "office", {"mode": "COPAY_ONLY", "copay": money("40")})
    shares = {"mode": "DED_COINS", "coinsurance_bp": 2000}
    office.set_benefit(session, practice.lists.plan, "surgery", shares)
    if with_contract:
        terms = [
            ContractTerm(RateKind.FIXED, (code,), amount=money(allowed))
            for code, allowed in (("99203", "108.00"), ("17110", "112.00"))
        ]
        values = {"payer": practice.lists.payer, "name": "Prairie 2026", "effective": date(2026, 1, 1)}
        contracts.add_contract(session, values, terms)
    patient = practice.a_patient(self_pay=self_pay) if self_pay else practice.an_insured_patient()
    facts = {"provider": practice.lists.provider, "place": practice.lists.place}
    visit = visits.plan_visit(session, patient, TUESDAY, facts)
    estimates.plan_services(session, visit, [PlannedEntry("99203"), PlannedEntry("17110")], ("B07.9",))
    return patient, visit


def worked_out(practice, patient, visit):
    return practice.session.ask(work_out_estimate, visit, patient, practice.clock().date())


def test_a_visit_is_estimated_from_contract_and_the_plans_own_figures(practice):
    patient, visit = set_up_new_patient(practice)
    kept = worked_out(practice, patient, visit)
    assert [str(line.allowed) for line in kept.lines] == ["108.00", "112.00"]
    assert (str(kept.low), str(kept.patient)) == ("62.40", "152.00")
    assert kept.confidence is Confidence.LOW
    assert [step.key for step in kept.assumptions] == ["doubt_plan_figures"]


def test_a_self_pay_patient_pays_the_charges(practice):
    patient, visit = set_up_new_patient(practice, self_pay=True)
    kept = worked_out(practice, patient, visit)
    assert (str(kept.patient), kept.plans, kept.is_range) == ("370.00", (), False)


def test_without_a_contract_the_middle_of_earlier_answers_counts(practice):
    patient, visit = set_up_new_patient(practice, with_contract=False)
    for allowed in ("100.00", "104.00", "150.00"):
        seen = practice.a_visit(practice.an_insured_patient("Known"), ("99203", "180.00"))
        rest = str(money("180.00") - money(allowed))
        parts = adjusted(f"CO-45 {rest}")
        practice.an_answer(seen.claim_id, (seen.charge_ids[0], allowed, allowed, parts))
    kept = worked_out(practice, patient, visit)
    assert [(str(line.allowed), line.basis) for line in kept.lines] == [
        ("104.00", Basis.USUAL),
        ("190.00", Basis.UNKNOWN),
    ]
    assert kept.is_range


def test_what_was_taken_for_the_visit_is_deducted(practice):
    patient, visit = set_up_new_patient(practice)
    practice.a_payment(1, "40.00", visit_id=visit, patient_id=patient)
    kept = worked_out(practice, patient, visit)
    assert (str(kept.paid), str(kept.due)) == ("40.00", "112.00")


def test_an_estimate_is_kept_as_it_was_told(practice):
    patient, visit = set_up_new_patient(practice)
    shown = worked_out(practice, patient, visit)
    made = estimates.make_estimate(practice.session, EstimateOrder(visit, patient, shown=shown))
    office.set_fee(practice.session, "99203", money("500.00"), TODAY)
    line = latest_estimate(visit)
    assert (line.id, str(line.patient), str(line.charge), line.content) == (made, "152.00", "370.00", shown)
    with pytest.raises(RuleError, match="Something changed since this estimate was shown"):
        estimates.make_estimate(practice.session, EstimateOrder(visit, patient, shown=shown))
    assert [each.id for each in practice.session.ask(list_estimates, patient)] == [made]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This is our best estimate, not a guarantee; your plan decides."),
        ("es", "Esta es nuestra mejor estimación, no una garantía; su plan decide."),
    ],
)
def test_the_sheet_says_each_step_and_that_it_is_no_promise(practice, language, said):
    patient, visit = set_up_new_patient(practice)
    paper = estimates.print_estimate(practice.session, EstimateOrder(visit, patient, language))
    (page,) = (" ".join(each.split()) for each in read_pages(paper.pdf))
    assert said in page
    assert "$152.00" in page
    assert ("Servicio 99203 (99203)" if language == "es" else "Service 99203 (99203)") in page
    line = latest_estimate(visit)
    assert (line.file_id, line.language) == (paper.file_id, language)
    ((kind, subject, subject_id),) = select(
        "select kind, subject, subject_id from stored_file where id = ?", paper.file_id
    )
    assert (kind, subject, subject_id) == ("estimate_sheet", "visit", visit)


def test_a_planned_visit_keeps_its_services_and_when_it_was_booked(practice):
    patient, visit = set_up_new_patient(practice)
    estimates.plan_services(
        practice.session, visit, [PlannedEntry("99213", 2, ("25",), money("99.00")), PlannedEntry("87880")]
    )
    lines = practice.session.ask(find_visit, visit, patient).pattern.lines
    assert [(line.code, line.units, line.modifiers, str(line.amount), line.is_agreed) for line in lines] == [
        ("99213", 2, ("25",), "99.00", True),
        ("87880", 1, (), "40.00", False),
    ]
    assert Visit.get_by_id(visit).booked_on == TODAY
    assert Audit.select().order_by(Audit.seq.desc()).get().action == "plan_services"


def test_another_day_is_another_booking(practice):
    _, visit = set_up_new_patient(practice)
    practice.clock.move_to(date(2026, 11, 25))
    row = Visit.get_by_id(visit)
    visits.change_visit(practice.session, visit, row.version, {"on_date": date(2026, 12, 15)})
    assert Visit.get_by_id(visit).booked_on == date(2026, 11, 25)
    row = Visit.get_by_id(visit)
    practice.clock.move_to(date(2026, 11, 27))
    visits.change_visit(practice.session, visit, row.version, {"reason": "Warts"})
    assert Visit.get_by_id(visit).booked_on == date(2026, 11, 25)


@pytest.mark.parametrize(
    "entry",
    [PlannedEntry("9920"), PlannedEntry("99203", 0), PlannedEntry("99203", 1, (), Money(0))],
)
def test_what_cannot_be_planned_is_refused_whole(practice, entry):
    patient, visit = set_up_new_patient(practice)
    with pytest.raises(InputError, match="Line 1"):
        estimates.plan_services(practice.session, visit, [entry])
    assert len(practice.session.ask(find_visit, visit, patient).pattern.lines) == 2


def test_nothing_planned_is_said_and_a_done_visit_is_not_planned_again(practice):
    patient = practice.an_insured_patient()
    visit = visits.plan_visit(practice.session, patient, TUESDAY, {})
    with pytest.raises(RuleError, match="Type the planned services first"):
        worked_out(practice, patient, visit)
    done = practice.a_visit(patient)
    with pytest.raises(RuleError, match="not planned any more"):
        estimates.plan_services(practice.session, done.visit_id, [PlannedEntry("99213")])


def guideline(practice, **values):
    facts = {"payer": practice.lists.payer, "codes": "17110", "effective": date(2026, 1, 1)}
    add_guideline(practice.session, {**facts, **values})


def test_a_guideline_decides_what_is_covered_and_asked_first(practice):
    patient, visit = set_up_new_patient(practice)
    guideline(practice, answer="not_covered")
    kept = worked_out(practice, patient, visit)
    assert [str(line.patient) for line in kept.lines] == ["40.00", "190.00"]
    assert "not_covered" in [step.key for step in kept.steps]


def test_an_approval_that_is_needed_is_told(practice):
    patient, visit = set_up_new_patient(practice)
    guideline(practice, approval="always")
    kept = worked_out(practice, patient, visit)
    assert "doubt_approval" in [step.key for step in kept.assumptions]


def test_a_provider_outside_the_network_bills_the_balance_but_not_in_a_hospital(practice):
    patient, visit = set_up_new_patient(practice, with_contract=False)
    seen = practice.a_visit(practice.an_insured_patient("Known"), ("99203", "180.00"))
    parts = adjusted("CO-45 80.00")
    practice.an_answer(seen.claim_id, (seen.charge_ids[0], "100.00", "100.00", parts))
    estimates.plan_services(practice.session, visit, [PlannedEntry("99203")])
    out = {"provider": practice.lists.provider, "payer": practice.lists.payer, "in_network": False}
    with writing():
        ProviderNetwork.create(**out, effective=date(2026, 1, 1))
    assert str(worked_out(practice, patient, visit).patient) == "120.00"
    with writing():
        Place.update(pos="22").where(Place.id == practice.lists.place).execute()
    assert str(worked_out(practice, patient, visit).patient) == "40.00"


def test_outside_the_network_its_own_yearly_amounts_count_or_none(practice):
    patient, visit = set_up_new_patient(practice)
    estimates.plan_services(practice.session, visit, [PlannedEntry("17110")])
    policy = Policy.get(Policy.patient == patient).id
    inside = Benefit(BenefitKind.DEDUCTIBLE_LEFT, "30", Person.INDIVIDUAL, Network.IN, Money(0))
    outside = replace(inside, network=Network.OUT, amount=Money(5_000_00))
    facts = {"for_date": practice.session.today(), "status": CheckStatus.ACTIVE, "way": CheckWay.PHONE}
    log_check(practice.session, patient, CheckEntry(policy, benefits=(inside,), **facts))
    within = worked_out(practice, patient, visit)
    out = {"provider": practice.lists.provider, "payer": practice.lists.payer, "in_network": False}
    with writing():
        ProviderNetwork.create(**out, effective=date(2026, 1, 1))
    unknown = worked_out(practice, patient, visit)
    assert (within.is_range, within.lines[0].deductible) == (False, Money(0))
    assert (unknown.patient, unknown.is_range) == (Money(190_00), True)
    assert "doubt_outside_shares" in [step.key for step in unknown.assumptions]
    assert unknown.confidence is Confidence.LOW
    log_check(practice.session, patient, CheckEntry(policy, benefits=(inside, outside), **facts))
    told = worked_out(practice, patient, visit)
    assert (told.patient, told.is_range) == (Money(190_00), False)


def test_a_second_plan_is_counted_and_a_qualified_beneficiary_owes_nothing(practice):
    patient, visit = set_up_new_patient(practice)
    second = practice.a_policy(patient, practice.lists.medigap, rank=2)
    estimates.plan_services(practice.session, visit, [PlannedEntry("99203")])
    office.set_benefit(practice.session, practice.lists.medigap, "office", {"mode": "NONE"})
    kept = worked_out(practice, patient, visit)
    assert (kept.plans, str(kept.patient), str(kept.lines[0].second)) == (
        ("Prairie Health", "Blue Ridge Medigap"),
        "0.00",
        "40.00",
    )
    office.set_benefit(practice.session, practice.lists.medigap, "office", {"mode": "NOT_COVERED"})
    assert str(worked_out(practice, patient, visit).patient) == "40.00"
    with writing():
        Policy.update(qmb=True).where(Policy.id == second).execute()
    assert str(worked_out(practice, patient, visit).patient) == "0.00"

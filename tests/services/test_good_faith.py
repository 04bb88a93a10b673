"""Good Faith Estimates: due to the day, complete on paper in both languages, and held against the bill."""

from datetime import date

import pytest

from app.domain.errors import RuleError
from app.domain.good_faith import Delivery
from app.domain.money import Money
from app.models.estimates import GoodFaithDelivery, GoodFaithEstimate
from app.models.ledger import Visit
from app.models.records import StoredFile
from app.queries.good_faith import (
    EstimateWork,
    find_good_faith,
    find_good_faith_bill,
    list_estimate_work,
)
from app.services import estimates, visits
from app.services.estimates import EstimateOrder, PlannedEntry
from app.services.good_faith import (
    ask_good_faith,
    give_good_faith_estimate,
    print_good_faith_estimate,
)
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, money
from tests.services.test_estimates import TUESDAY, set_up_new_patient


@pytest.fixture
def self_pay(practice):
    """A self-pay patient with a visit on Tuesday, five business days after it was booked."""
    return (practice, *set_up_new_patient(practice, self_pay=True))


def state_of(practice, patient, visit):
    return practice.session.ask(find_good_faith, visit, patient)


def work(practice):
    lines = practice.session.ask(list_estimate_work, practice.clock().date())
    return [(each.line.id, each.work, each.due_on) for each in lines]


def draw(practice, patient, visit, language="en"):
    return print_good_faith_estimate(practice.session, EstimateOrder(visit, patient, language))


def give(practice, patient, visit, language="en", way=Delivery.PRINTED):
    paper = draw(practice, patient, visit, language)
    give_good_faith_estimate(practice.session, patient, paper.file_id, way)
    return paper


def test_it_is_due_one_business_day_after_booking_and_off_the_list_once_given(self_pay):
    practice, patient, visit = self_pay
    due = date(2026, 11, 24)
    assert state_of(practice, patient, visit).due_on == due
    assert work(practice) == [(visit, EstimateWork.GOOD_FAITH, due)]
    paper = give(practice, patient, visit)
    row = GoodFaithEstimate.get()
    assert (row.booked_on, row.visit_on, row.due_on, row.file_id) == (TODAY, TUESDAY, due, paper.file_id)
    assert state_of(practice, patient, visit).given_on == TODAY
    assert work(practice) == []
    kept = StoredFile.get_by_id(paper.file_id)
    assert (bytes(kept.content), kept.patient_id, kept.subject) == (paper.pdf, patient, "visit")
    assert len(kept.sha256) == 64


def test_one_that_was_only_looked_at_is_not_given_and_not_kept_twice(self_pay):
    practice, patient, visit = self_pay
    paper = draw(practice, patient, visit)
    assert draw(practice, patient, visit) == paper
    assert (GoodFaithEstimate.select().count(), StoredFile.select().count()) == (1, 1)
    state = state_of(practice, patient, visit)
    assert (state.given_on, state.waiting_id) == (None, paper.file_id)
    assert [each for _, each, _ in work(practice)] == [EstimateWork.GOOD_FAITH]
    assert practice.session.ask(find_good_faith_bill, visit, patient) is None
    give_good_faith_estimate(practice.session, patient, paper.file_id, Delivery.HANDED)
    practice.clock.move_to(date(2026, 11, 25))
    give_good_faith_estimate(practice.session, patient, paper.file_id, Delivery.PRINTED)
    state = state_of(practice, patient, visit)
    assert (state.given_on, state.waiting_id) == (TODAY, None)
    assert work(practice) == []
    assert [row.way for row in GoodFaithDelivery.select()] == ["handed"]


def test_an_estimate_sheet_looked_at_twice_is_kept_once_and_the_changed_one_beside_it(practice):
    patient, visit = set_up_new_patient(practice)
    order = EstimateOrder(visit, patient)
    first = estimates.print_estimate(practice.session, order)
    assert estimates.print_estimate(practice.session, order) == first
    estimates.plan_services(practice.session, visit, [PlannedEntry("99203")])
    assert estimates.print_estimate(practice.session, order).file_id != first.file_id
    assert StoredFile.select().count() == 2


def test_no_other_paper_can_be_given_as_one(self_pay):
    practice, patient, visit = self_pay
    paper = estimates.print_estimate(practice.session, EstimateOrder(visit, patient))
    with pytest.raises(RuleError, match="no Good Faith Estimate of this patient"):
        give_good_faith_estimate(practice.session, patient, paper.file_id, Delivery.PRINTED)


def test_another_plan_wants_a_new_one_a_business_day_before(self_pay):
    practice, patient, visit = self_pay
    give(practice, patient, visit)
    estimates.plan_services(practice.session, visit, [PlannedEntry("99203"), PlannedEntry("76700")])
    assert work(practice) == [(visit, EstimateWork.CHANGED, date(2026, 11, 30))]
    give(practice, patient, visit)
    assert work(practice) == []
    assert GoodFaithEstimate.select().count() == 2


def test_a_visit_soon_needs_one_only_when_asked_for(practice):
    patient = practice.a_patient(self_pay=True)
    visit = visits.plan_visit(
        practice.session, patient, date(2026, 11, 24), {"provider": practice.lists.provider}
    )
    assert work(practice) == []
    ask_good_faith(practice.session, visit, patient)
    assert Visit.get_by_id(visit).estimate_asked_on == TODAY
    # Thanksgiving lies between.
    assert work(practice) == [(visit, EstimateWork.GOOD_FAITH, date(2026, 11, 27))]


def test_insured_people_stand_in_the_list_until_their_estimate_is_made(practice):
    patient, visit = set_up_new_patient(practice)
    assert work(practice) == [(visit, EstimateWork.ESTIMATE, TUESDAY)]
    estimates.make_estimate(practice.session, EstimateOrder(visit, patient))
    assert work(practice) == []


def test_insurance_that_is_not_used_counts_as_none_but_medicare_does_not(practice):
    patient, visit = set_up_new_patient(practice)
    row = Visit.get_by_id(visit)
    visits.change_visit(practice.session, visit, row.version, {"self_pay": True})
    assert state_of(practice, patient, visit).is_owed
    old = practice.a_patient("Old")
    practice.a_policy(old, practice.lists.medicare)
    planned = visits.plan_visit(practice.session, old, TUESDAY, {"self_pay": True})
    assert not state_of(practice, old, planned).is_owed
    with pytest.raises(RuleError, match="for people who pay themselves"):
        give(practice, old, planned)
    with pytest.raises(RuleError, match="no Good Faith Estimate"):
        ask_good_faith(practice.session, planned, old)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Good Faith Estimate", "Service 99203", "This estimate is not a contract.", "$400 or more")),
        (
            "es",
            ("Estimación de buena fe", "Servicio 99203", "Esta estimación no es un contrato.", "$400 o más"),
        ),
    ],
)
def test_the_paper_holds_all_that_the_law_asks_for(self_pay, language, words):
    practice, patient, visit = self_pay
    paper = give(practice, patient, visit, language)
    text = " ".join(" ".join(read_pages(paper.pdf)).split())
    facts = ("Ana Rivera", "03/04/1961", "99203", "17110", "B07.9", "$180.00", "$190.00", "$370.00")
    ids = ("Ada Stone MD", "1234567893", "123456789", "Maple Office", "Springfield IL", "12/01/2026")
    rights = ("1-800-985-3059", "www.cms.gov/nosurprises", "120", "$25")
    for each in (*facts, *ids, *rights, *words):
        assert each in text, each


def test_without_a_birth_date_or_provider_nothing_is_printed(practice):
    patient = practice.a_patient(self_pay=True, birth_date=None)
    visit = visits.plan_visit(practice.session, patient, TUESDAY, {})
    estimates.plan_services(practice.session, visit, [PlannedEntry("99213")])
    with pytest.raises(RuleError, match=r"birth date is missing.*names no provider"):
        give(practice, patient, visit)
    assert GoodFaithEstimate.select().count() == 0


@pytest.mark.parametrize(
    ("extra", "disputable"), [("400.00", True), ("399.99", False)], ids=["at 400", "a cent below"]
)
def test_a_bill_400_dollars_above_it_may_be_disputed(self_pay, extra, disputable):
    practice, patient, visit = self_pay
    give(practice, patient, visit)
    practice.clock.move_to(TUESDAY)
    lines = tuple(
        visits.LineEntry(code, money(amount), pos="11")
        for code, amount in (("99203", "180.00"), ("17110", "190.00"), ("76700", extra))
    )
    facts = {"provider": practice.lists.provider, "place": practice.lists.place}
    visits.submit_visit(
        practice.session, visits.VisitEntry(patient, TUESDAY, ("B07.9",), lines, facts, visit)
    )
    bill = practice.session.ask(find_good_faith_bill, visit, patient)
    assert (bill.estimated, bill.may_be_disputed) == (Money(370_00), disputable)
    assert bill.over == money(extra)

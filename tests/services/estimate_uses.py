"""The use cases about estimates with the right each asks for, and a call that succeeds."""

from datetime import timedelta

from app.domain.good_faith import Delivery
from app.domain.rights import Right
from app.services import estimates, good_faith, visits
from app.services.estimates import EstimateOrder, PlannedEntry
from tests.practice_fixtures import TODAY


def planned(desk, *, self_pay=False):
    """A visit next week with one planned service: of the first patient, or of one who pays himself."""
    patient = desk.a_patient("Selfpay", self_pay=True) if self_pay else 1
    facts = {"provider": desk.lists.provider, "place": desk.lists.place}
    visit = visits.plan_visit(desk.session, patient, TODAY + timedelta(days=8), facts)
    estimates.plan_services(desk.session, visit, [PlannedEntry("99213")])
    return EstimateOrder(visit, patient)


def asked(desk, who):
    order = planned(desk, self_pay=True)
    return good_faith.ask_good_faith(who, order.visit_id, order.patient_id)


def drawn(desk):
    """A Good Faith Estimate that nobody has yet: its patient and its paper."""
    order = planned(desk, self_pay=True)
    return order.patient_id, good_faith.print_good_faith_estimate(desk.session, order).file_id


ESTIMATE_USES = {
    estimates.plan_services: (
        Right.ENTER_CHARGE,
        lambda desk, who, _: estimates.plan_services(who, planned(desk).visit_id, [PlannedEntry("87880")]),
    ),
    estimates.make_estimate: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: estimates.make_estimate(who, planned(desk)),
    ),
    estimates.print_estimate: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: estimates.print_estimate(who, planned(desk)),
    ),
    good_faith.ask_good_faith: (Right.EDIT_PATIENT, lambda desk, who, _: asked(desk, who)),
    good_faith.print_good_faith_estimate: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: good_faith.print_good_faith_estimate(who, planned(desk, self_pay=True)),
    ),
    good_faith.give_good_faith_estimate: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: good_faith.give_good_faith_estimate(who, *drawn(desk), Delivery.HANDED),
    ),
}

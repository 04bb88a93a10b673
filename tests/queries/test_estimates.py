"""What is asked when an estimate is opened, or visits to estimate are listed, reads no large table whole."""

from app.queries import estimate_actuals, estimate_desk, estimates, good_faith
from app.services.estimates import EstimateOrder, make_estimate
from tests.practice_fixtures import TODAY
from tests.queries.test_no_scans import assert_found_by_index
from tests.services.test_estimates import set_up_new_patient


def test_an_estimate_finds_its_rows_by_an_index(practice, monkeypatch):
    patient, visit = set_up_new_patient(practice, with_contract=False)
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    make_estimate(practice.session, EstimateOrder(visit, patient))
    done = practice.a_visit(patient, "99213")
    for question, values in (
        (estimate_desk.find_estimate_desk, (visit, patient, TODAY)),
        (estimates.list_estimates, (patient,)),
        (good_faith.list_estimate_work, (TODAY,)),
        (good_faith.find_good_faith_bill, (done.visit_id, patient)),
        (estimate_actuals.compare_estimate, (done.visit_id, patient)),
    ):
        assert_found_by_index(monkeypatch, question, values)
        monkeypatch.undo()

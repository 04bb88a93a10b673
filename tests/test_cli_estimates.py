"""What a visit will cost, from the command line."""

from datetime import date

from app.domain.money import Money
from app.models.estimates import Estimate
from app.services import estimates, visits
from app.services.estimates import PlannedEntry
from tests.test_cli import assert_refused, do, maple, opened, secret

__all__ = ["do", "maple", "secret"]


def planned(maple):
    """Plan a visit of the one patient who has a policy, with one service; gives its number."""
    practice = opened(maple)
    try:
        visit = visits.plan_visit(practice.session, 1, date(2199, 1, 5), {"self_pay": True})
        estimates.plan_services(practice.session, visit, [PlannedEntry("99213", amount=Money(16500))])
        return visit
    finally:
        practice.close()


def kept(maple):
    practice = opened(maple)
    try:
        return [(row.visit_id, str(row.share)) for row in Estimate.select()]
    finally:
        practice.close()


def test_a_visit_is_estimated_in_cents_and_nothing_is_kept(do, maple):
    visit = planned(maple)
    answer = do("estimate", "--visit", visit)
    assert answer.code == 0
    assert (answer.facts["patient_cents"], answer.facts["least_cents"]) == (16500, 16500)
    assert (answer.facts["confidence"], answer.facts["estimate"]) == ("high", None)
    (line,) = answer.facts["lines"]
    assert (line["code"], line["charge_cents"], line["patient_cents"]) == ("99213", 16500, 16500)
    assert answer.facts["steps"][-1] == "Together we expect you to pay $165.00."
    assert kept(maple) == []


def test_it_is_said_in_spanish_and_kept_where_that_is_asked(do, maple):
    visit = planned(maple)
    said = do("estimate", "--visit", visit, "--language", "es", "--keep", as_json=False).out
    assert "En total calculamos que usted pagará $165.00." in said
    assert "Esta es nuestra mejor estimación, no una garantía." in said
    assert kept(maple) == [(visit, "165.00")]


def test_a_visit_that_is_not_there_is_refused(do):
    assert_refused(do("estimate", "--visit", 77), "There is no visit with the number 77")

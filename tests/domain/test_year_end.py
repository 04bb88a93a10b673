from datetime import date

import pytest

from app.domain.errors import RuleError
from app.domain.money import ZERO, Money
from app.domain.year_end import PaymentUse, YearHead, YearPayment, compose_year_end
from tests.domain.money_samples import PRACTICE, account, item, scenario_2, scenario_10

FIRST = YearPayment(
    date(2026, 4, 20),
    "301",
    "card",
    Money(100_00),
    (PaymentUse(1, 1, Money(56_28)), PaymentUse(90, 2, Money(10_00))),
    Money(5_00),
)


def summary_of(summary, *payments, year=2026, language="en", patient=None):
    head = YearHead(PRACTICE, 1, year, language, date(2027, 1, 5), patient)
    return compose_year_end(summary, head, payments)


def test_all_that_was_paid_is_accounted_for_to_the_cent():
    summary = summary_of(scenario_2(), FIRST)
    assert [str(each) for each in (summary.paid, summary.used, summary.elsewhere)] == [
        "100.00", "56.28", "10.00",
    ]  # fmt: skip
    assert (str(summary.given_back), str(summary.kept)) == ("5.00", "28.72")


def test_insurance_stands_apart_with_every_service_it_paid_in_the_year():
    summary = summary_of(scenario_2(), FIRST)
    rows = [(str(line.you_paid), str(line.insurance_paid)) for line in summary.services]
    assert rows == [("56.28", "25.12"), ("0.00", "4.80"), ("0.00", "15.00"), ("0.00", "111.68")]
    assert str(summary.insurance_paid) == "156.60"


def test_a_payment_counts_in_its_own_year_whatever_year_the_service_was():
    last_year = item(1, 60_00, 0, service_date=date(2025, 12, 30), patient_paid=Money(60_00))
    paid = YearPayment(date(2026, 1, 8), "12", "cash", Money(60_00), (PaymentUse(1, 1, Money(60_00)),))
    (line,) = summary_of(account(last_year), paid).services
    assert (line.service_date, line.you_paid) == (date(2025, 12, 30), Money(60_00))


def test_one_patient_of_a_family_shows_nothing_of_the_others():
    uses = (PaymentUse(11, 1, Money(22_00)), PaymentUse(12, 1, Money(47_35)))
    paid = YearPayment(date(2026, 4, 20), "301", "check", Money(70_00), uses)
    family = summary_of(scenario_10(), paid)
    assert (str(family.paid), str(family.kept)) == ("70.00", "0.65")
    bruno = summary_of(scenario_10(), paid, patient=12)
    assert (bruno.name, str(bruno.paid), bruno.kept) == ("Bruno Reyes", "47.35", ZERO)
    assert {line.patient_name for line in bruno.services} == {"Bruno Reyes"}


def test_a_confidential_line_is_never_on_it():
    secret = PaymentUse(14, 1, Money(75_00))
    paid = YearPayment(date(2026, 4, 20), "301", "check", Money(75_00), (secret,))
    family = summary_of(scenario_10(), paid)
    assert 14 not in {line.you_paid.cents for line in family.services if line.you_paid}
    assert all(not line.you_paid for line in family.services)
    assert str(family.elsewhere) == "75.00"


def test_an_empty_year_and_a_patient_without_a_line_are_refused():
    with pytest.raises(RuleError, match="Nothing was paid in 2024"):
        summary_of(scenario_2(), year=2024)
    with pytest.raises(RuleError, match="Nothing was paid"):
        summary_of(scenario_2(), FIRST, patient=77)

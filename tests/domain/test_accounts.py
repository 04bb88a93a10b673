from dataclasses import replace

from app.domain.accounts import check_item_ties, compose_shown_account
from app.domain.findings import Severity
from app.domain.money import ZERO, Money
from tests.domain.money_samples import account, answer, item, long_account, scenario_2, scenario_10


def test_every_line_of_the_samples_ties():
    for sample in (scenario_2(), scenario_10(), long_account()):
        assert [check_item_ties(line) for line in sample.items] == [()] * len(sample.items)


def test_a_line_that_is_a_cent_off_is_named_with_both_sums():
    line = replace(scenario_2().items[0], patient_owes=Money(56_27))
    (finding,) = check_item_ties(line)
    assert finding.severity is Severity.ERROR
    assert finding.field == "charge:1"
    assert "$165.00" in finding.text
    assert "$164.99" in finding.text


def test_sums_of_an_account():
    summary = long_account(5)
    assert summary.patient_owes == Money(56_28 + 40_00 + 5_20)
    assert summary.insurance_owes == Money(95_00 + 420_00)
    assert summary.all_credit == Money(40_00)


def test_an_overpaid_line_is_credit_and_never_lowers_another_line():
    overpaid = item(1, 100_00, -30_00, answer(60_00, 20_00), patient_paid=Money(50_00))
    summary = account(overpaid, item(2, 45_00, 45_00), credit=Money(5_00))
    assert summary.patient_owes == Money(45_00)
    assert summary.overpaid == Money(30_00)
    assert summary.all_credit == Money(35_00)


def test_shown_account_leaves_out_the_confidential_line_and_other_patients():
    family = scenario_10()
    assert compose_shown_account(family).patient_owes == Money(69_35)
    only_b = compose_shown_account(family, patient_id=12)
    assert only_b.patient_owes == Money(47_35)
    assert {line.patient_name for line in only_b.items} == {"Bruno Reyes"}


def test_description_falls_back_to_english():
    line = replace(item(1, 100, 100), description_es="")
    assert line.description("es") == "Office visit"
    assert item(1, 100, 100).description("es") == "Visita al consultorio"
    assert item(1, 100, 0).is_open is False
    assert item(1, 100, 0, insurance_owes=Money(100)).is_open
    assert item(1, 100, 0).insurance_paid == ZERO

"""What is asked about authorizations and payers' rules reads no large table from end to end."""

from datetime import date

import pytest

from app.queries import authorizations, coverage_rules
from app.services.authorizations import register_authorization
from app.services.coverage_rules import add_rule
from tests.practice_fixtures import TODAY
from tests.queries import test_no_scans

ASKED = [
    (authorizations.list_authorizations, (1, TODAY)),
    (authorizations.find_care_record, (1,)),
    (coverage_rules.rules_for_payer, (1,)),
    (coverage_rules.list_rules, (TODAY,)),
    (coverage_rules.list_rule_reach, (1, TODAY)),
]


@pytest.mark.parametrize(("question", "values"), ASKED)
def test_a_question_finds_its_rows_by_an_index(practice, monkeypatch, question, values):
    ana = practice.an_insured_patient()
    practice.a_visit(ana, "99213")
    register_authorization(practice.session, ana, {"policy": 1, "status": "approved", "number": "A-1"})
    rule = {"payer": practice.lists.payer, "codes": "99213", "ask": "after", "most": 1}
    add_rule(practice.session, {**rule, "effective": date(2026, 1, 1)})
    test_no_scans.test_a_question_finds_its_rows_by_an_index(practice, monkeypatch, question, values)

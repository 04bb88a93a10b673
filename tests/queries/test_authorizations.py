"""What is asked about authorizations and guidelines reads no large table from end to end."""

from datetime import date

import pytest

from app.domain.guidelines import Approval
from app.queries import authorizations, guideline_imports, guideline_reach, guideline_reviews, guidelines
from app.services.authorizations import register_authorization
from app.services.guidelines import add_guideline
from tests.practice_fixtures import TODAY
from tests.queries import test_no_scans

ASKED = [
    (authorizations.list_authorizations, (1, TODAY)),
    (authorizations.find_care_record, (1,)),
    (guidelines.guidelines_for_payer, (1,)),
    (guidelines.list_guidelines, (TODAY,)),
    (guidelines.list_guideline_versions, (1,)),
    (guidelines.find_coverage, (guidelines.CoverageQuestion("99213", TODAY, payer_id=1), TODAY)),
    (guidelines.find_patient_coverage, (1, guidelines.CoverageQuestion("99213", TODAY), TODAY)),
    (guideline_reach.list_guideline_reach, (1, TODAY)),
    (guideline_reviews.list_reviews, ()),
    (guideline_reviews.open_denials, ()),
    (guideline_imports.list_table_records, ()),
]


@pytest.mark.parametrize(("question", "values"), ASKED)
def test_a_question_finds_its_rows_by_an_index(practice, monkeypatch, question, values):
    ana = practice.an_insured_patient()
    practice.a_visit(ana, "99213")
    register_authorization(practice.session, ana, {"policy": 1, "status": "approved", "number": "A-1"})
    said = {"payer": practice.lists.payer, "codes": "99213", "approval": Approval.AFTER, "approval_after": 1}
    add_guideline(practice.session, {**said, "effective": date(2026, 1, 1)})
    test_no_scans.test_a_question_finds_its_rows_by_an_index(practice, monkeypatch, question, values)

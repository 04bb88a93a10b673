"""A manager lets a claim pass a finding, with a reason; nobody else can, and not everything may pass."""

from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.findings import Severity
from app.domain.form_grid import NO_OFFSET
from app.domain.rights import Role
from app.models.office import Audit
from app.queries.claim_checks import find_checked_claim
from app.queries.claim_faults import list_claim_faults, list_ready_stamps
from app.services.claim_overrides import override_claim_finding
from app.services.claims import print_claims
from app.services.policies import change_policy
from tests.practice_fixtures import TODAY

REASON = "The insurer confirmed the cover by phone, reference 771."


@pytest.fixture
def late(practice):
    """A claim of a day after the policy ended."""
    patient = practice.an_insured_patient()
    claim = practice.a_visit(patient).claim_id
    change_policy(practice.session, patient, 1, 1, {"termination": date(2026, 11, 1)})
    return claim


def finding_of(practice, claim, rule):
    found = practice.session.ask(find_checked_claim, claim, TODAY).findings
    return next(each for each in found if each.rule == rule)


def test_a_finding_let_pass_stays_in_sight_as_a_warning_with_who_and_why(practice, late):
    blocking = finding_of(practice, late, "COV-03")
    assert blocking.severity is Severity.ERROR
    assert print_claims(practice.session, [late], NO_OFFSET).claim_ids == ()
    (before,) = practice.session.ask(list_ready_stamps)
    override_claim_finding(practice.session, late, "COV-03", blocking.field, REASON)
    passed = finding_of(practice, late, "COV-03")
    assert passed.severity is Severity.WARNING
    assert "Maria Lee" in passed.fix
    assert REASON in passed.fix
    (after,) = practice.session.ask(list_ready_stamps)
    assert before.stamp != after.stamp
    assert practice.session.ask(list_claim_faults, [late], TODAY)[0].errors == 0
    assert print_claims(practice.session, [late], NO_OFFSET).claim_ids == (late,)
    line = Audit.select().where(Audit.action == "override_claim_finding").get()
    assert (line.subject_id, line.reason) == (late, REASON)


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.BILLER, Role.AUDITOR])
def test_nobody_but_the_manager_lets_a_claim_pass(practice, late, role):
    field = finding_of(practice, late, "COV-03").field
    with pytest.raises(RuleError, match="let a claim pass its checks"):
        override_claim_finding(practice.session_of(role), late, "COV-03", field, REASON)
    assert finding_of(practice, late, "COV-03").severity is Severity.ERROR


def test_a_reason_is_needed_and_only_what_blocks_is_let_pass(practice, late):
    field = finding_of(practice, late, "COV-03").field
    with pytest.raises(InputError, match="Say why"):
        override_claim_finding(practice.session, late, "COV-03", field, "  ")
    with pytest.raises(RuleError, match="cannot be let pass"):
        override_claim_finding(practice.session, late, "TFL-01", "carrier_1", REASON)


def test_what_no_form_can_carry_is_never_let_pass(practice):
    patient = practice.an_insured_patient()
    claim = practice.a_visit(patient, provider=None).claim_id
    missing = finding_of(practice, claim, "CLM-01")
    with pytest.raises(RuleError, match="cannot be let pass"):
        override_claim_finding(practice.session, claim, "CLM-01", missing.field, REASON)

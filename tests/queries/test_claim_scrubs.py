"""What the check of a claim looks at is gathered from a real practice, and its stamp follows every source."""

from datetime import date

import pytest

from app.domain.findings import Severity
from app.queries.claim_checks import find_checked_claim, list_claim_findings
from app.queries.claim_faults import list_ready_stamps
from app.services import authorizations, guidelines, office, patients, policies, visits
from app.services.official_files import Wanted, load_official_file, preview_official_file
from tests import official_samples as made
from tests.partner_samples import a_partner, serve
from tests.practice_fixtures import TODAY, adjusted


@pytest.fixture
def ana(practice):
    return practice.an_insured_patient()


def check(practice, claim):
    return practice.session.ask(find_checked_claim, claim, TODAY).findings


def found(practice, claim, rule):
    return [each for each in check(practice, claim) if each.rule == rule]


def errors(practice, claim):
    return {each.rule for each in check(practice, claim) if each.severity is Severity.ERROR}


def load(practice, folder, name, content):
    path = folder / name
    path.write_bytes(content)
    load_official_file(practice.session, preview_official_file(practice.session, path), Wanted())


def stamp(practice):
    return practice.session.ask(list_ready_stamps)[-1].stamp


def test_a_claim_of_an_everyday_visit_is_sound(practice, ana):
    claim = practice.a_visit(ana, "99213", "87880").claim_id
    assert errors(practice, claim) == set()
    assert {each.rule for each in check(practice, claim) if each.severity is Severity.WARNING} == {"CLIA-02"}


def test_the_dates_of_policy_and_patient_are_known(practice, ana):
    claim = practice.a_visit(ana).claim_id
    policies.change_policy(practice.session, ana, 1, 1, {"termination": date(2026, 11, 1)})
    patients.change_patient(
        practice.session, ana, 1, {"deceased_on": date(2026, 11, 2), "returned_mail": True}
    )
    assert errors(practice, claim) >= {"COV-03", "DTE-01"}
    assert found(practice, claim, "SUB-07")


def test_the_window_of_the_payer_is_known(practice, ana):
    claim = practice.a_visit(ana, on=date(2026, 8, 1)).claim_id
    version = 1
    assert not found(practice, claim, "TFL-01")
    office.change_in_list(practice.session, "payer", practice.lists.payer, version, {"filing_days": 90})
    (late,) = found(practice, claim, "TFL-01")
    assert late.severity is Severity.ERROR
    assert "10/30/2026" in late.text


def test_a_service_on_another_claim_is_seen_until_its_charges_are_taken_back(practice, ana):
    first, second = practice.a_visit(ana), practice.a_visit(ana)
    assert errors(practice, second.claim_id) == {"DUP-01"}
    visits.void_charges(practice.session, first.visit_id, "entered twice")
    assert errors(practice, second.claim_id) == set()


def test_a_known_patient_is_not_new(practice, ana):
    practice.a_visit(ana, on=date(2025, 11, 3))
    (warned,) = found(practice, practice.a_visit(ana, ("99203", "150.00")).claim_id, "CPT-06")
    assert "11/03/2025" in warned.text


def test_what_the_payer_asks_and_what_it_approved_are_known(practice, ana):
    claim = practice.a_visit(ana).claim_id
    said = {"payer": practice.lists.payer, "codes": "99213", "approval": "always"}
    before = stamp(practice)
    guidelines.add_guideline(practice.session, {**said, "effective": date(2026, 1, 1)})
    asked = stamp(practice)
    assert errors(practice, claim) == {"AUTH-01"}
    approved = {"policy": 1, "status": "approved", "number": "A-1", "codes": "99213", "approved": 3}
    authorizations.register_authorization(practice.session, ana, approved)
    assert len({before, asked, stamp(practice)}) == 3
    (unnamed,) = found(practice, claim, "AUTH-01")
    assert "does not bear its number" in unnamed.text
    again = practice.a_visit(ana, "99213", on=date(2026, 11, 20), authorization_number="A-1").claim_id
    assert errors(practice, again) == set()


def test_loaded_files_speak_and_missing_ones_are_named(practice, ana, tmp_path):
    claim = practice.a_visit(ana, "99213", "99214").claim_id
    assert {each.rule for each in check(practice, claim) if each.severity is Severity.HINT} >= {
        "NCCI-01",
        "MUE-01",
        "CPT-04",
    }
    before = stamp(practice)
    load(practice, tmp_path, "ccipra-v323r0.txt", made.pairs("99214 99213 20200101 * 0"))
    load(practice, tmp_path, made.MUE, made.limits("99214 1 2"))
    assert stamp(practice) != before
    assert errors(practice, claim) == {"NCCI-01"}
    hints = {each.rule for each in check(practice, claim) if each.severity is Severity.HINT}
    assert not hints & {"NCCI-01", "MUE-01"}


def test_a_claim_that_goes_out_as_a_file_is_held_to_more(practice, ana):
    claim = practice.a_visit(ana).claim_id
    partner = a_partner(practice)
    serve(practice, practice.lists.payer, partner, claim_payer_id="")
    assert "PAY-01" in errors(practice, claim)
    assert not [each for each in check(practice, claim) if each.rule.startswith("FORM-")]


def test_many_claims_are_checked_as_each_is_alone(practice, ana):
    claims = [practice.a_visit(ana).claim_id, practice.a_visit(ana).claim_id]
    together = practice.session.ask(list_claim_findings, claims, TODAY)
    assert [line.id for line in together] == claims
    assert [line.findings for line in together] == [check(practice, claim) for claim in claims]


def test_of_an_answered_claim_only_the_form_is_checked(practice, ana):
    visit = practice.a_visit(ana)
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "100", "100", adjusted("CO-45 65")))
    policies.change_policy(practice.session, ana, 1, 1, {"termination": date(2026, 11, 1)})
    assert check(practice, visit.claim_id) == ()

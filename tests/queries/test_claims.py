"""Claims as they are listed, opened, checked and brought back from the kept files."""

from datetime import timedelta

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.form_grid import NO_OFFSET
from app.queries.claim_contents import find_claim_content
from app.queries.claim_faults import list_claim_faults, list_ready_stamps
from app.queries.claim_filters import ClaimFilter
from app.queries.claims import count_claims, find_claim, list_claim_lines, list_claims
from app.queries.kept_files import find_claim_copy, find_kept_file
from app.services import payments, policies
from app.services.claims import print_claims, type_claim_boxes
from app.services.patients import change_patient
from tests.practice_fixtures import TODAY, adjusted, money


def test_a_line_tells_patient_payer_day_lines_and_amount(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213", "87880")
    (line,) = practice.session.ask(list_claim_lines, [visit.claim_id])
    assert (line.patient, line.payer, line.service_on) == ("Rivera, Ana", "Prairie Health", TODAY)
    assert (line.lines, line.charged, line.state) == (2, money("205.00"), "ready")


def test_claims_are_found_by_state_and_text(practice):
    first = practice.a_visit(practice.an_insured_patient("Rivera")).claim_id
    second = practice.a_visit(practice.an_insured_patient("O'Brien", "Zoë")).claim_id
    print_claims(practice.session, [first], NO_OFFSET)

    def found(states, text=""):
        return practice.session.ask(list_claims, ClaimFilter(states, text), TODAY)

    assert found(()) == (first, second)
    assert found(("ready",)) == (second,)
    assert found(("printed", "sent"), "riv") == (first,)
    assert found((), "brien zoe") == (second,)
    assert found((), "prairie h") == (first, second)
    assert found((), "%") == found((), "_rairie") == ()
    assert practice.session.ask(count_claims) == {"printed": 1, "ready": 1}


def test_a_claim_is_opened_for_its_own_patient_only(practice):
    patient, other = practice.an_insured_patient("Rivera"), practice.an_insured_patient("Chen")
    claim = practice.a_visit(patient).claim_id
    assert practice.session.ask(find_claim, claim, patient, TODAY).content.patient.name.last == "Rivera"
    with pytest.raises(InputError, match="not in this practice"):
        practice.session.ask(find_claim, claim, other, TODAY)


def test_an_opened_claim_bears_its_versions_boxes_and_answers(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    for number in (1, 2):
        version = practice.session.ask(find_claim, visit.claim_id, patient, TODAY).line.version
        type_claim_boxes(practice.session, visit.claim_id, version, {"i10d": f"W{number}"})
        print_claims(practice.session, [visit.claim_id], NO_OFFSET)
    detail = practice.session.ask(find_claim, visit.claim_id, patient, TODAY)
    assert [version.number for version in detail.versions] == [2, 1]
    assert detail.sent_boxes["1"]["i10d"] == "W2"
    assert detail.is_open
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "100", "100", adjusted("CO-45 65")))
    answered = practice.session.ask(find_claim, visit.claim_id, patient, TODAY)
    assert not answered.is_open
    assert [answer.paid for answer in answered.answers] == [money("100.00")]


def test_faults_are_counted_and_the_stamp_follows_the_records(practice):
    patient = practice.an_insured_patient(zip="")
    claim = practice.a_visit(patient).claim_id
    (before,) = practice.session.ask(list_ready_stamps)
    assert practice.session.ask(list_claim_faults, [claim], TODAY)[0].errors > 0
    change_patient(practice.session, patient, 1, {"zip": "62704"})
    (after,) = practice.session.ask(list_ready_stamps)
    assert (before.id, after.id) == (claim, claim)
    assert before.stamp != after.stamp
    assert practice.session.ask(list_claim_faults, [claim], TODAY)[0].errors == 0


def test_a_version_comes_back_byte_for_byte(practice):
    first, second = practice.an_insured_patient("Rivera"), practice.an_insured_patient("Chen")
    claims = [practice.a_visit(patient).claim_id for patient in (first, second)]
    alone = print_claims(practice.session, claims[:1], NO_OFFSET)
    batch = print_claims(practice.session, claims, NO_OFFSET)
    versions = practice.session.ask(find_claim, claims[0], first, TODAY).versions
    assert practice.session.ask(find_claim_copy, versions[1].id, first).content == alone.pdf
    cut = practice.session.ask(find_claim_copy, versions[0].id, first)
    assert cut.pages == 1
    assert cut.content == practice.session.ask(find_claim_copy, versions[0].id, first).content
    assert cut.content != batch.pdf
    with pytest.raises(InputError, match="not in this practice"):
        practice.session.ask(find_claim_copy, versions[0].id, second)
    kept = practice.session.ask(find_kept_file, batch.file_id)
    assert (kept.content, kept.pages, kept.kind) == (batch.pdf, 2, "claim_print")


def test_an_auditor_may_not_read_claim_forms(practice):
    auditor = practice.session_of("auditor")
    with pytest.raises(RuleError, match="may not fill and print claim forms as auditor"):
        auditor.ask(count_claims)


def test_item_29_counts_what_was_used_for_the_visit_and_what_still_waits_for_it(practice):
    patient = practice.an_insured_patient()
    first, second = practice.a_visit(patient, "99213"), practice.a_visit(patient, "87880")
    for visit, parts in ((first, "CO-45 83.60"), (second, "CO-45 20.00")):
        charged = "165.00" if visit is first else "40.00"
        owed = str(money(charged) - money(parts.split()[1]))
        practice.an_answer(
            visit.claim_id, (visit.charge_ids[0], owed, "0.00", adjusted(parts, f"PR-1 {owed}"))
        )
    copay = practice.a_payment(1, "25.00", patient_id=patient, visit_id=first.visit_id)
    assert paid(first) == "25.00"
    payments.use_credit(practice.session, copay, [(second.charge_ids[0], money("5.00"))])
    assert (paid(first), paid(second)) == ("20.00", "5.00")
    other = practice.a_payment(1, "40.00", (first.charge_ids[0], "30.00"))
    assert (paid(first), paid(second)) == ("50.00", "5.00")
    payments.void_payment(practice.session, other, "no funds")
    payments.void_payment(practice.session, copay, "no funds")
    assert (paid(first), paid(second)) == ("0.00", "0.00")


def test_a_later_claim_names_the_policy_that_was_asked_before_though_it_has_ended(practice):
    patient = practice.a_patient()
    asked = practice.a_policy(patient)
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, "99213")
    parts = adjusted("CO-45 83.60", "PR-1 81.40")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "81.40", "0.00", parts))
    ended = {"termination": TODAY - timedelta(days=1)}
    policies.change_policy(practice.session, patient, asked, 1, ended)
    assert find_claim_content(visit.claim_id + 1).other_policy.plan_name == "Prairie PPO"


def paid(visit):
    return str(find_claim_content(visit.claim_id).amount_paid)

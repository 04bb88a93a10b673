"""Answers to claims: matched, kept, and acted upon once."""

import pytest

from app.domain.claim_corrections import WhatHappened
from app.domain.claim_responses import Outcome
from app.domain.errors import InputError
from app.models.database import select
from app.models.records import StoredFile
from app.queries.claim_checks import find_checked_claim
from app.queries.claim_responses import open_rejections, payer_control_of
from app.services.claim_answers import read_answer_file
from app.services.claim_batches import undo_batch
from app.services.claim_corrections import correct_claim
from app.services.status_requests import ask_claim_status
from tests.edi.answer_makers import make_277ca, make_999, make_ta1

pytest_plugins = ("tests.services.partner_fixtures",)
ACCEPTED = ("A2:20:PR", "WQ")
BAD_ID = ("A7:164:IL", "U")


def a_277ca(partnered, batch, *rows):
    claims = [
        (partnered.number(claim), *status.split(":"), action, control)
        for claim, (status, action), control in rows
    ]
    return make_277ca(batch.reference, claims).encode()


def read(partnered, content, name="answers.txt"):
    return read_answer_file(partnered.desk.session, name, content)


@pytest.fixture
def two(partnered):
    claims = partnered.a_claim(), partnered.a_claim("99214", last="Stone", first="Lee")
    return *claims, partnered.send(*claims)


def test_a_999_that_takes_the_file_leaves_its_claims_out(partnered, two):
    first, second, batch = two
    report = read(partnered, make_999(1, batch.group_number, [("0001", "A", [])]).encode())
    assert report.count(Outcome.RECEIVED) == 2
    assert partnered.state(first) == partnered.state(second) == "sent"


def test_a_999_that_refuses_the_file_brings_every_claim_back_and_points_at_the_box(partnered, two):
    first, second, batch = two
    segments = bytes(StoredFile.get_by_id(batch.file_id).content).decode().split("~")
    start = next(at for at, text in enumerate(segments) if text.startswith("ST*"))
    member = [at for at, text in enumerate(segments) if text.startswith("NM1*IL")][1]
    error = [("IK3", "NM1", str(member - start + 1), "2010", "8"), ("IK4", "9", "67", "5", "XYZ21")]
    report = read(partnered, make_999(1, batch.group_number, [("0001", "R", error)]).encode())
    assert report.count(Outcome.REJECTED) == 2
    assert partnered.state(first) == partnered.state(second) == "ready"
    assert [found.field for found in open_rejections(second)] == ["i1a"]
    assert open_rejections(first)[0].field == "claim"


def test_a_277ca_takes_one_claim_and_refuses_another(partnered, two):
    first, second, batch = two
    report = read(partnered, a_277ca(partnered, batch, (first, ACCEPTED, "PAYER77"), (second, BAD_ID, "")))
    assert (report.count(Outcome.ACCEPTED), report.count(Outcome.REJECTED)) == (1, 1)
    assert (partnered.state(first), partnered.state(second)) == ("sent", "ready")
    assert payer_control_of(first) == "PAYER77"
    found = open_rejections(second)
    assert [finding.field for finding in found] == ["i1a"]
    assert "Rejected (277CA)" in found[0].text


def test_a_rejected_claim_is_not_ready_until_somebody_says_it_is_fixed_and_goes_out_as_an_original(
    partnered, two
):
    _, second, batch = two
    read(partnered, a_277ca(partnered, batch, (second, BAD_ID, "")))
    left_out = partnered.export(second).left_out
    assert [finding.rule for finding in left_out[0].findings if finding.rule == "REJECTED"] == ["REJECTED"]
    plan = correct_claim(partnered.desk.session, second, WhatHappened.REJECTED)
    assert (plan.code, plan.reference) == ("1", "")
    again = partnered.send(second)
    assert again.reference != batch.reference
    assert ":B:1*" in bytes(StoredFile.get_by_id(again.file_id).content).decode()
    read(partnered, a_277ca(partnered, again, (second, ACCEPTED, "PAYER78")))
    assert partnered.state(second) == "sent"
    assert partnered.outcomes(second) == [("277CA", "rejected"), ("277CA", "accepted")]


def test_an_answer_to_an_earlier_version_changes_nothing(partnered, two):
    _, second, batch = two
    late = a_277ca(partnered, batch, (second, BAD_ID, "LATE"))
    correct_claim(partnered.desk.session, second, WhatHappened.NOT_ON_FILE, note="call 12/20, ref 55182")
    partnered.send(second)
    read(partnered, late)
    assert partnered.state(second) == "sent"
    assert open_rejections(second) == ()


def test_a_rejection_of_a_version_that_went_out_again_since_is_no_fault_of_the_new_one(partnered, two):
    _, second, batch = two
    read(partnered, a_277ca(partnered, batch, (second, BAD_ID, "")))
    correct_claim(partnered.desk.session, second, WhatHappened.REJECTED)
    again = partnered.send(second)
    read(partnered, a_277ca(partnered, batch, (second, BAD_ID, "LATE")))
    assert open_rejections(second) == ()
    read(partnered, a_277ca(partnered, again, (second, BAD_ID, "")))
    assert len(open_rejections(second)) == 1


def test_a_group_that_is_rejected_takes_its_accepted_set_along(partnered, two):
    first, second, batch = two
    text = make_999(1, batch.group_number, [("0001", "A", [])]).replace("AK9*A*", "AK9*R*")
    assert read(partnered, text.encode()).count(Outcome.REJECTED) == 2
    assert partnered.state(first) == partnered.state(second) == "ready"


def test_a_277ca_that_refuses_the_provider_brings_every_claim_back(partnered, two):
    first, second, batch = two
    text = make_277ca(batch.reference, [])
    refused = "~HL*3*2*19*1~NM1*85*2*GOOD PRACTICE*****XX*1234567893~STC*A3:562:85*20260305*U*400~SE*"
    report = read(partnered, text.replace("~SE*", refused, 1).encode())
    assert report.count(Outcome.REJECTED) == 2
    assert partnered.state(first) == partnered.state(second) == "ready"


def test_a_277ca_that_refuses_the_batch_counts_for_claims_it_does_not_name(partnered, two):
    first, second, batch = two
    rows = [(partnered.number(first), "A7", "164", "IL", "U", "")]
    report = read(partnered, make_277ca(batch.reference, rows, ("A3:21:41", "U", "400")).encode())
    assert report.count(Outcome.REJECTED) == 2
    assert partnered.state(second) == "ready"


def test_a_claim_that_is_named_without_a_status_is_looked_at(partnered, two):
    first, _, batch = two
    text = a_277ca(partnered, batch, (first, ACCEPTED, "")).decode()
    silent = text.replace("STC*A2:20:PR*20260305*WQ*100~", "", 1)
    assert silent != text
    assert read(partnered, silent.encode()).count(Outcome.LOOK) == 1


def test_an_unknown_word_about_a_line_is_not_taken_for_an_acceptance_of_the_claim(partnered, two):
    first, _, batch = two
    text = a_277ca(partnered, batch, (first, ACCEPTED, "")).decode()
    told = text.replace("~SE*", "~SVC*HC:99213*165~STC*Q9:20*20260305~SE*", 1)
    assert read(partnered, told.encode()).count(Outcome.LOOK) == 1


def test_an_unknown_category_is_looked_at_and_never_an_acceptance(partnered, two):
    first, _, batch = two
    report = read(partnered, a_277ca(partnered, batch, (first, ("Q9:20:PR", ""), "")))
    assert report.count(Outcome.LOOK) == 1
    assert partnered.state(first) == "sent"


def test_a_ta1_that_refuses_brings_all_back(partnered, two):
    first, second, batch = two
    report = read(partnered, make_ta1(batch.interchange_number, "R", "025").encode())
    assert report.count(Outcome.REJECTED) == 2
    assert partnered.state(first) == partnered.state(second) == "ready"
    assert "control number" in open_rejections(first)[0].text


def test_the_same_file_is_read_once(partnered, two):
    first, _, batch = two
    content = a_277ca(partnered, batch, (first, ACCEPTED, ""))
    read(partnered, content)
    again = read(partnered, content, "copy.txt")
    assert again.read_before == partnered.desk.clock().date()
    assert again.replies == ()
    assert len(partnered.outcomes(first)) == 1


def test_answers_to_what_is_not_ours_are_named_and_kept(partnered, two):
    report = read(partnered, make_277ca("SOMEBODY", [("1", "A2", "20", "PR", "WQ", "")]).encode())
    assert report.replies == ()
    assert "SOMEBODY" in report.unmatched[0]
    assert select("select unmatched from claim_answer_file")[0][0] == 1


def test_an_answer_proves_that_an_unconfirmed_batch_was_sent(partnered):
    claim = partnered.a_claim()
    partnered.export(claim)
    assert partnered.state(claim) == "printed"
    group = select("select group_number from claim_batch")[0][0]
    read(partnered, make_999(1, group, [("0001", "A", [])]).encode())
    assert partnered.state(claim) == "sent"


def test_an_answer_to_a_batch_that_was_taken_back_changes_no_claim(partnered):
    claim = partnered.a_claim()
    made = partnered.export(claim)
    undo_batch(partnered.desk.session, made.batch_id, "wrong month")
    group = select("select group_number from claim_batch")[0][0]
    report = read(partnered, make_999(1, group, [("0001", "R", [])]).encode())
    assert report.count(Outcome.REJECTED) == 1
    assert partnered.state(claim) == "ready"


def test_that_a_batch_taken_back_arrived_all_the_same_is_said_before_its_claims_go_out_twice(partnered):
    claim = partnered.a_claim()
    made = partnered.export(claim)
    undo_batch(partnered.desk.session, made.batch_id, "wrong month")
    report = read(partnered, make_ta1(1).encode())
    assert [text[:53] for text in report.warnings] == [
        "Batch 1 was taken back here, but its file arrived all"
    ]


def test_the_verdict_on_a_question_of_ours_is_told_though_no_batch_of_claims_has_its_number(partnered, two):
    first, _, _ = two
    asked = ask_claim_status(partnered.desk.session, [first])
    assert asked.files[0].name == "status-demo-000000002.276"
    report = read(partnered, make_ta1(2, "R", "006").encode())
    assert report.unmatched == (
        "A receipt for file 000000002, which is none of our files of claims: The file was rejected; none of "
        "its claims was read. They do not know the sender id. Compare it with the trading partner’s "
        "settings.",
    )


def test_what_is_no_answer_is_refused_whole(partnered, two):
    before = select("select count(*) from claim_answer_file")
    with pytest.raises(InputError):
        read(partnered, b"this is no X12 at all")
    assert select("select count(*) from claim_answer_file") == before


def test_the_rejection_is_a_finding_at_its_box(partnered, two):
    _, second, batch = two
    read(partnered, a_277ca(partnered, batch, (second, BAD_ID, "")))
    checked = find_checked_claim(second, partnered.desk.clock().date())
    assert "i1a" in [finding.field for finding in checked.findings if finding.rule == "REJECTED"]


def test_a_277ca_under_another_name_of_the_batch_is_matched_by_claim(partnered, two):
    first, second, _ = two
    rows = [
        (partnered.number(first), "A2", "20", "PR", "WQ", "P7"),
        (partnered.number(second), "A7", "164", "IL", "U", ""),
        ("99999999", "A2", "20", "PR", "WQ", ""),
    ]
    report = read(partnered, make_277ca("CLEAR0815", rows).encode())
    assert (report.count(Outcome.ACCEPTED), report.count(Outcome.REJECTED)) == (1, 1)
    assert report.unmatched == ("Claim 99999999, which is not ours.",)
    assert (partnered.state(first), partnered.state(second)) == ("sent", "ready")

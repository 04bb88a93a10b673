from datetime import date

import pytest

from app.domain.claim_responses import Outcome
from app.domain.money import Money
from app.edi.acknowledgements import read_answers
from app.edi.codec import write_segment
from app.edi.envelopes import write_interchange
from app.edi.syntax import X12Error
from tests.edi.answer_makers import (
    ANSWER_277,
    ANSWER_277CA,
    ANSWER_999,
    answer_envelope,
    make_277,
    make_277ca,
    make_999,
    make_ta1,
)
from tests.edi.oracle import faults_of

ERRORS = [
    ("IK3", "NM1", "14", "2010", "8"),
    ("CTX", "CLM01:CLAIM7"),
    ("IK4", "9", "67", "1"),
    ("IK3", "SV1", "31", "2400", "8"),
    ("CTX", "SITUATIONAL TRIGGER", "SV1", "31", "2400", "1:2"),
    ("IK4", "1:2", "234", "7", "9921X"),
    ("IK4", "2::3", "782", "99", "abc"),
]


def read(text):
    return read_answers(text.encode())


def test_a_999_tells_each_set_and_where_it_is_wrong():
    found = read(make_999(9001, 7, [("0001", "A", []), ("0002", "R", ERRORS), ("0003", "E", [])]))
    (group,) = found.groups
    assert (group.functional_id, group.number, group.guide) == ("HC", "7", "005010X222A1")
    assert (group.code, group.accepted, group.sent, group.received, group.taken) == ("P", True, 3, 3, 2)
    assert [(one.number, one.code, one.accepted) for one in group.sets] == [
        ("0001", "A", True),
        ("0002", "R", False),
        ("0003", "E", True),
    ]
    refused = group.sets[1]
    assert refused.reasons == ("One or more segments have errors.",)
    name, service = refused.errors
    assert (name.segment_id, name.position, name.loop, name.claim_number) == ("NM1", 14, "2010", "CLAIM7")
    assert name.text == "One or more entries of this segment are wrong."
    assert name.elements[0].text == "A required entry is missing."
    assert (service.claim_number, service.contexts) == ("", ("SITUATIONAL TRIGGER",))
    bad, unknown = service.elements
    assert (bad.element, bad.component, bad.repeat, bad.element_id, bad.bad_value) == (
        1,
        2,
        0,
        "234",
        "9921X",
    )
    assert bad.text == "The code is not valid."
    assert (unknown.element, unknown.component, unknown.repeat) == (2, 0, 3)
    assert "code 99" in unknown.text
    assert found.notes == ()


def test_the_999_of_the_tests_is_one_for_the_oracle():
    plain = make_999(9001, 7, [("0001", "A", []), ("0002", "R", ERRORS[:3])])
    assert faults_of(plain) == []


@pytest.mark.parametrize("code", "AEP")
def test_a_group_may_name_no_set(code):
    body = [write_segment("AK1", "HC", "7", "005010X222A1"), write_segment("AK9", code, "2", "2", "2")]
    (group,) = read(write_interchange(answer_envelope(), ANSWER_999, [body])).groups
    assert group.accepted
    assert group.sets == ()


@pytest.mark.parametrize("code", "RMWX")
def test_a_refused_group_says_so(code):
    body = [write_segment("AK1", "HC", "7"), write_segment("AK9", code, "2", "2", "0", "5", "77")]
    (group,) = read(write_interchange(answer_envelope(), ANSWER_999, [body])).groups
    assert not group.accepted
    assert group.text.startswith("Rejected")
    assert group.reasons == ("One or more segments have errors.", "Reason code 77.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("AK1*HC*7*005010X222A1~", ""), "Segment 4 (AK2): A set is answered before its group is named"),
        (("AK1*HC*7*", "AK1*HC**"), "Segment 4 (AK1): The answer does not say which group"),
        (("AK2*837*0001*", "AK2*837**"), "Segment 5 (AK2): The answer does not say which set"),
        (("AK2*837*0001*005010X222A1~", ""), "Segment 5 (IK3): An error is told outside of a set"),
        (("IK3*NM1*14*", "IK3*NM1*x*"), "Segment 6 (IK3): A number is missing or cannot be read."),
        (("IK3*NM1*14*2010*8~", ""), "Segment 6 (CTX): A place is told before the error"),
        (("IK3*NM1*14*2010*8~CTX*CLM01:CLAIM7~", ""), "Segment 6 (IK4): A bad element is told before"),
        (("IK4*9*", "IK4*9:x*"), "Segment 8 (IK4): A number is missing"),
        (("IK5*R*5~", ""), "Segment 9 (AK9): The set before this was not judged"),
        (("IK5*R*5", "IK5*Q"), "Segment 9 (IK5): The answer says neither accepted nor rejected."),
        (("IK5*R*5~", "IK5*R~IK5*R~"), "Segment 10 (IK5): A set is judged that was not named"),
        (("AK9*R*1*1*0~", ""), "Segment 10 (SE): The answer does not say what became of the group"),
        (("AK9*R*1*1*0~", "AK9*R*1*1~"), "Segment 10 (AK9): A number is missing"),
        (("AK9*R*1*1*0~", "AK9*R*1*1*0~AK9*R*1*1*0~"), "Segment 11 (AK9): A group is judged that"),
        (("AK2*837", "AK1*HC*8~AK2*837"), "Segment 5 (AK1): One answer is about one group only."),
    ],
)  # fmt: skip
def test_a_999_out_of_its_order_is_refused_with_its_segment(change, said):
    text = make_999(9001, 7, [("0001", "R", ERRORS[:3])])
    assert change[0] in text
    with pytest.raises(X12Error) as refusal:
        read(text.replace(*change))
    assert str(refusal.value).startswith(said)


@pytest.mark.parametrize(
    ("code", "note", "accepted", "text"),
    [
        ("A", "000", True, "The file has arrived."),
        ("E", "020", True, "The file has arrived, with a remark: The mark of test or production"),
        ("R", "025", False, "The file was rejected; none of its claims was read. They already have a file"),
        ("R", "006", False, "The file was rejected; none of its claims was read. They do not know the"),
        ("R", "777", False, "The file was rejected; none of its claims was read. They give the note 777"),
        ("R", "", False, "The file was rejected; none of its claims was read. They give no reason; ask"),
    ],
)  # fmt: skip
def test_a_receipt_says_whether_the_file_was_read(code, note, accepted, text):
    (receipt,) = read(make_ta1(42, code, note)).receipts
    assert (receipt.number, receipt.code, receipt.note, receipt.accepted) == (
        "000000042",
        code,
        note,
        accepted,
    )
    assert receipt.text.startswith(text)


@pytest.mark.parametrize("change", [("*A*000", "*Q*000"), ("TA1*000000042", "TA1*")])
def test_a_receipt_that_says_nothing_is_refused(change):
    with pytest.raises(X12Error, match=r"Segment 2 \(TA1\): The receipt"):
        read(make_ta1(42).replace(*change))


def test_an_acknowledgment_tells_the_batch_and_each_claim():
    claims = [("C1", "A2", "20", "PR", "WQ", "PAYER1"), ("C2", "A7", "562", "85", "U", "")]
    found = read(make_277ca("BATCH7", claims))
    (batch,) = found.acknowledgments
    assert (batch.batch_reference, batch.number, batch.source_name) == (
        "BATCH7",
        "277ANSWER1",
        "CLEARING HOUSE",
    )
    assert (batch.accepted_count, batch.rejected_count) == (1, 1)
    assert (batch.accepted_amount, batch.rejected_amount) == (Money(30000), Money(10000))
    assert batch.outcome is Outcome.RECEIVED
    assert batch.statuses[0].charge == Money(40000)
    taken, refused = batch.claims
    assert (taken.reference, taken.outcome, taken.payer_number) == ("C1", Outcome.ACCEPTED, "PAYER1")
    assert (taken.patient_name, taken.member_id) == ("JANE DOE", "W123456789")
    assert (taken.clearinghouse_number, taken.service) == ("D9C1", (date(2026, 3, 1), date(2026, 3, 1)))
    assert (refused.outcome, refused.payer_number) == (Outcome.REJECTED, "")
    code = refused.statuses[0].codes[0]
    assert (code.category, code.status, code.entity) == ("A7", "562", "85")
    assert (refused.statuses[0].effective, refused.statuses[0].action) == (date(2026, 3, 5), "U")
    assert found.notes == ()


def test_an_acknowledgment_may_stop_at_the_batch():
    (batch,) = read(make_277ca("BATCH7", [], ("A8:746:41", "U", "400"))).acknowledgments
    assert (batch.outcome, batch.claims) == (Outcome.REJECTED, ())


def test_more_codes_of_a_status_and_its_lines_are_read():
    text = make_277ca("B", [("C1", "A2", "20", "PR", "WQ", "")])
    long = "STC*A7:187*20260305*U*100******A6:254*A8:453:82*PLEASE CHECK"
    lines = (
        "SVC*HC:99213:25*75*****1~STC*A7:454**U~REF*FJ*L1~DTP*472*D8*20260302~"
        "SVC*HC:85025*25~STC*A2:20**WQ~STC*A7:476**U~REF*FJ*L2~DTP*472*RD8*20260302-20260303~"
    )
    text = text.replace("STC*A2:20:PR*20260305*WQ*100", long).replace("D8*20260301~", f"D8*20260301~{lines}")
    claim = read(text).acknowledgments[0].claims[0]
    (status,) = claim.statuses
    assert [(code.category, code.status, code.entity) for code in status.codes] == [
        ("A7", "187", ""),
        ("A6", "254", ""),
        ("A8", "453", "82"),
    ]
    assert status.message == "PLEASE CHECK"
    first, second = claim.lines
    assert (first.code, first.charge, first.line_number) == ("99213", Money(7500), "L1")
    assert first.service == (date(2026, 3, 2), date(2026, 3, 2))
    assert [one.outcome for one in second.statuses] == [Outcome.ACCEPTED, Outcome.REJECTED]
    assert claim.service == (date(2026, 3, 1), date(2026, 3, 1))


def test_lines_speak_for_a_claim_without_a_status_of_its_own():
    text = make_277ca("B", [("C1", "A2", "20", "PR", "WQ", "")]).replace("STC*A2:20:PR*20260305*WQ*100~", "")
    assert read(text).acknowledgments[0].claims[0].outcome is Outcome.LOOK
    line = text.replace("DTP*472*", "SVC*HC:99213*75~STC*A7:454**U~DTP*472*")
    assert read(line).acknowledgments[0].claims[0].outcome is Outcome.REJECTED


def test_one_file_may_tell_of_two_patients_with_several_claims():
    text = make_277ca("B", [("C1", "A2", "20", "PR", "WQ", "P1"), ("C3", "A1", "19", "PR", "WQ", "")])
    text = text.replace("HL*5*3*PT~", "TRN*2*C2~STC*A3:21**U~HL*5*3*PT~").replace("DOE*JANE", "ROE*JOHN", 1)
    claims = read(text).acknowledgments[0].claims
    assert [(one.reference, one.patient_name) for one in claims] == [
        ("C1", "JOHN ROE"),
        ("C2", "JOHN ROE"),
        ("C3", "JANE DOE"),
    ]
    assert claims[1].outcome is Outcome.REJECTED


def test_a_status_response_tells_payment_and_check():
    finals = ["100.5", "20260303", "", "20260304", "CHK9"]
    found = read(make_277([("T1", "F1", "65", "PAYER1"), ("T2", "D0", "35", "")], finals))
    (answer,) = found.status_responses
    paid, unknown = answer.claims
    assert (paid.reference, paid.outcome, paid.payer_number, paid.account_number) == (
        "T1",
        Outcome.FINAL,
        "PAYER1",
        "ACCTT1",
    )
    assert paid.service == (date(2026, 3, 1), date(2026, 3, 2))
    (status,) = paid.statuses
    assert (status.charge, status.paid, status.check_number) == (Money(12500), Money(10050), "CHK9")
    assert (status.finalized, status.check_date) == (date(2026, 3, 3), date(2026, 3, 4))
    assert unknown.outcome is Outcome.NO_CHANGE


def test_a_dependent_is_named_before_the_insured_person():
    text = make_277([("T1", "P1", "20", "")])
    text = text.replace("TRN*2*T1", "HL*5*4*23~NM1*QC*1*DOE*BABY~TRN*2*T1")
    assert read(text).status_responses[0].claims[0].patient_name == "BABY DOE"


def test_kind_and_guide_tell_what_a_set_is_not_its_group():
    claims = [("C1", "A2", "20", "PR", "WQ", "PAYER1")]
    wrong_group = make_277ca("B", claims).replace("GS*HN", "GS*HR")
    assert len(read(wrong_group).acknowledgments) == 1
    no_guide_in_set = make_277ca("B", claims).replace("ST*277*0001*005010X214", "ST*277*0001")
    assert len(read(no_guide_in_set).acknowledgments) == 1
    no_guide = no_guide_in_set.replace("X*005010X214", "X*00501")
    assert len(read(no_guide).acknowledgments) == 1
    assert len(read(make_277([("T", "P1", "20", "")]).replace("005010X212", "")).status_responses) == 1


def test_other_sets_are_noted_and_left():
    text = write_interchange(answer_envelope(), ANSWER_999, [[write_segment("BPR", "I")]])
    found = read(text.replace("ST*999", "ST*835"))
    assert found.groups == ()
    assert found.notes == (
        "Segment 3: This set (835 005010X231A1) is no answer to claims and was left unread.",
    )
    assert (
        len(read(make_277([("T", "P1", "20", "")]).replace("005010X212", "X").replace("DG~", "~")).notes) == 1
    )


def test_answers_of_every_kind_lie_in_one_file():
    parts = (
        make_ta1(42),
        make_999(9001, 7, []),
        make_277ca("B", []),
        make_277([("T1", "P2", "46", "")]),
    )
    found = read("\r\n".join(parts))
    assert [
        len(found.receipts),
        len(found.groups),
        len(found.acknowledgments),
        len(found.status_responses),
    ] == [
        1,
        1,
        1,
        1,
    ]
    assert len(found.interchanges) == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("STC*A2:20:PR*", "STC**"), "Segment 23 (STC): The status has no category."),
        (("*20260305*WQ*100~", "*20261305*WQ*100~"), "Segment 23 (STC): “20261305” is not a date."),
        (("*WQ*100~", "*WQ*1oo~"), "Segment 23 (STC): “1oo” is not an amount of money."),
        (("TRN*2*C1~", "TRN*2~"), "Segment 22 (TRN): The answer does not say which claim"),
        (("TRN*2*C1~", ""), "Segment 22 (STC): A status is told before the claim"),
        (("TRN*2*C1~", "SVC*HC:1*1~"), "Segment 22 (SVC): A service line stands before its claim"),
        (("HL*4*3*PT", "HL*4*3*QQ"), "Segment 20 (HL): The level QQ is not known here."),
        (("HL*1**20*1~", ""), "Segment 5 (NM1): This stands before the first level"),
        (("QTY*90*1", "QTY*90*x"), "Segment 14 (QTY): The number of claims cannot be read."),
        (("AMT*YU*300", "AMT*YU*x"), "Segment 16 (AMT): “x” is not an amount of money."),
        (("DTP*472*D8*20260301", "DTP*472*RD8*20260301"), "Segment 26 (DTP): “” is not a date."),
    ],
)  # fmt: skip
def test_an_acknowledgment_out_of_its_order_is_refused_with_its_segment(change, said):
    text = make_277ca("B", [("C1", "A2", "20", "PR", "WQ", "PAYER1")])
    assert change[0] in text
    with pytest.raises(X12Error) as refusal:
        read(text.replace(*change))
    assert str(refusal.value).startswith(said)


@pytest.mark.parametrize("kind", [ANSWER_277CA, ANSWER_277])
def test_a_277_without_levels_is_refused(kind):
    with pytest.raises(X12Error, match="The answer holds no levels"):
        read(write_interchange(answer_envelope(), kind, [[]]))

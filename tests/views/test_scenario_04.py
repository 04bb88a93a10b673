"""Scenario 4: a corrected claim replaces the decided one with code 7; a rejected one is an original."""

from datetime import date

import pytest

from app.domain.money import Money
from app.models.claims import Claim, ClaimBatch
from app.models.database import select
from app.queries.database_check import check_database
from app.services.office import keep_procedure, set_fee
from tests.documents.paper_reading import read_pages
from tests.edi.answer_makers import make_277ca
from tests.edi.remittance_makers import reversal_of
from tests.ledger_hands import of
from tests.partner_samples import a_partner
from tests.views.remittance_window import (
    denials_of,
    open_remittance,
    post_remittance_file,
    take_remittance_back,
)
from tests.views.scenario_hands import (
    answer_line,
    begin_answer,
    begin_correction,
    choose_list,
    confirm_sent,
    count_in,
    enter_visit,
    post_answer,
    read_replies,
    segments_of,
    send_chosen,
    send_list,
    take_back_batch,
    type_box,
    words_of,
)
from tests.views.window_hands import CTRL, ENTER, ESC

pytest_plugins = ("tests.services.remittance_fixtures",)

SERVED, ANSWERED, REPLACED = date(2026, 3, 2), date(2026, 3, 20), date(2026, 4, 10)
CONTROL = "2026081A4417"


@pytest.fixture
def insured(practice, tmp_path):
    """An insured patient on Mar 2, 2026, whose insurer takes files; 20610 is $140.00."""
    practice.clock.move_to(SERVED)
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    a_partner(practice, outbox)
    signed = date(2026, 1, 5)
    practice.a_policy(practice.a_patient(release_on=signed, assignment_on=signed))
    keep_procedure(practice.session, "20610", {"name": "Service 20610"})
    set_fee(practice.session, "20610", Money(14000), date(2026, 1, 1))
    return practice


def bill(hands):
    """Both services are entered, without 25, and sent as a file; gives the claim."""
    lines = (("20610",), ("99213", "", "150.00"))
    claim = enter_visit(hands, "rivera", "acute pharyngitis unspecified", *lines)
    assert hands.balances() == ("0.00", "290.00", "0.00")
    send_list(hands, by_file=True)
    return claim


def deny_the_visit(hands, claim):
    """20610 is paid 90.00; 99213 is denied, which stays with the insurer."""
    hands.practice.clock.move_to(ANSWERED)
    begin_answer(hands, claim, CONTROL, "EFT 801")
    answer_line(hands, "20610", SERVED, allowed="90.00", paid="90.00")
    answer_line(hands, "99213", SERVED, others="CO-97 150.00")
    said = "$150.00 stays with Prairie Health (CO-97). The patient is not billed for it."
    assert said in hands.visible_texts()
    post_answer(hands)
    assert hands.balances() == ("0.00", "150.00", "0.00")


def first_version():
    """Version 1 and its file, byte for byte."""
    return select(
        "select v.content, v.boxes, v.edi, v.made_at, f.sha256, f.content from claim_version v "
        "join stored_file f on f.id = v.file_id where v.number = 1"
    )


def payments_by_code():
    rows = select(
        "select c.code, sum(e.cents) from entry e join charge c on c.id = e.charge_id "
        "where e.account = 'bank' group by c.code"
    )
    return {code: str(Money(cents)) for code, cents in rows}


def test_a_corrected_claim_replaces_the_decided_one_and_pays_only_what_was_open(insured, open_window):
    hands = open_window()
    claim = bill(hands)
    sent = first_version()
    original = segments_of(hands.kept("claim_file")[0])
    assert "CLM*10001*290***11:B:1*Y*A*Y*Y" in original
    assert [each for each in original if each.startswith("REF*F8")] == []
    deny_the_visit(hands, claim)
    choose_list(hands, "Answered")
    assert begin_correction(hands) == [
        "It was decided, but something on it was wrong",
        CONTROL,
        f"It replaces Prairie Health’s claim {CONTROL}: code 7.",
    ]
    type_box(hands, "24.2.d_mod1", "25")
    send_chosen(hands, by_file=False)
    (page,) = map(words_of, read_pages(hands.kept("claim_print")[0]))
    assert f"7 {CONTROL}" in page
    assert page.split().count("25") == 1
    take_back_batch(hands, "It goes as a file, like the first")
    choose_list(hands, "Ready")
    send_chosen(hands, by_file=True)
    confirm_sent(hands)
    corrected = segments_of(hands.kept("claim_file")[1])
    at = corrected.index("CLM*10001*290***11:B:7*Y*A*Y*Y")
    assert f"REF*F8*{CONTROL}" in corrected[at:]
    assert "SV1*HC:20610*140*UN*1***1" in corrected
    assert "SV1*HC:99213:25*150*UN*1***1" in corrected
    assert first_version() == sent
    insured.clock.move_to(REPLACED)
    begin_answer(hands, claim, "2026100B0001", "EFT 955")
    shown = hands.visible_texts()
    assert "Sent again since its answer of 03/20/2026, which stands. Only what is still open" in shown
    assert "20610" not in shown
    answer_line(hands, "99213", SERVED, allowed="98.20", paid="78.20", copay="20.00")
    assert "CO-45 51.80 is filled in." in hands.visible_texts()
    post_answer(hands)
    assert hands.balances() == ("20.00", "0.00", "0.00")
    assert payments_by_code() == {"20610": "90.00", "99213": "78.20"}
    assert Claim.get_by_id(claim).state == "answered"
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []


def correct_by_file(hands):
    """“Correct or resend” adds 25 to the visit, and the claim goes out as a file with code 7."""
    choose_list(hands, "Answered")
    assert begin_correction(hands)[1:] == [CONTROL, f"It replaces Prairie Health’s claim {CONTROL}: code 7."]
    type_box(hands, "24.2.d_mod1", "25")
    send_chosen(hands, by_file=True)
    confirm_sent(hands)
    corrected = segments_of(hands.kept("claim_file")[1])
    at = corrected.index("CLM*10001*290***11:B:7*Y*A*Y*Y")
    assert f"REF*F8*{CONTROL}" in corrected[at:]


def test_the_insurers_files_answer_reverse_and_pay_the_corrected_claim_and_20610_is_paid_once(
    insured, remitting, open_window, tmp_path
):
    hands = open_window()
    claim = bill(hands)
    insured.clock.move_to(ANSWERED)
    decided = remitting.answer(claim, ("CO-45 5000",), ("CO-97 15000",), control=CONTROL)
    first, second = tmp_path / "first.835", tmp_path / "second.835"
    first.write_bytes(remitting.file(decided, trace="EFT801"))
    line = post_remittance_file(hands, first)
    assert (str(line.amount), str(line.left), line.held) == ("90.00", "0.00", 0)
    assert hands.balances() == ("0.00", "150.00", "0.00")
    assert denials_of(hands) == [("99213", "CO-97", "150.00")]
    insured.clock.pass_minutes(30)
    sent = first_version()
    correct_by_file(hands)
    assert first_version() == sent
    insured.clock.move_to(REPLACED)
    paid = remitting.answer(claim, ("CO-45 5000",), ("CO-45 5180", "PR-3 2000"), control="2026100B0001")
    second.write_bytes(remitting.file(reversal_of(decided), paid, trace="EFT955"))
    panel = open_remittance(hands, second)
    assert panel.reason == "Posts 1 payment, $78.20, with 2 claims."
    hands.press(ENTER, CTRL)
    segment = hands.tab_of("payments").remittances
    hands.wait(segment.isVisible)
    line = segment.model.row_at(0)
    assert (line.trace, str(line.left), line.held) == ("EFT955", "0.00", 0)
    assert hands.balances() == ("20.00", "0.00", "0.00")
    assert (of("bank"), of("payer_clearing")) == (9000 + 7820, 0)
    paid_by_code = select(
        "select c.code, -sum(e.cents) from entry e join charge c on c.id = e.charge_id "
        "where e.account = 'payer_clearing' group by c.code order by 1"
    )
    assert [(code, abs(cents)) for code, cents in paid_by_code] == [("20610", 9000), ("99213", 7820)]
    assert denials_of(hands) == []
    assert (Claim.get_by_id(claim).state, first_version()) == ("answered", sent)
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []


def test_where_the_file_of_the_corrected_claim_is_taken_back_the_claim_is_out_again(
    insured, remitting, open_window, tmp_path
):
    hands = open_window()
    claim = bill(hands)
    insured.clock.move_to(ANSWERED)
    decided = remitting.answer(claim, ("CO-45 5000",), ("CO-97 15000",), control=CONTROL)
    first, second = tmp_path / "first.835", tmp_path / "second.835"
    first.write_bytes(remitting.file(decided, trace="EFT801"))
    post_remittance_file(hands, first)
    insured.clock.pass_minutes(30)
    correct_by_file(hands)
    paid = remitting.answer(claim, ("CO-45 5000",), ("CO-45 5180", "PR-3 2000"), control="2026100B0001")
    second.write_bytes(remitting.file(reversal_of(decided), paid, trace="EFT955"))
    post_remittance_file(hands, second)
    assert hands.balances() == ("20.00", "0.00", "0.00")
    take_remittance_back(hands, "Wrong file")
    assert hands.balances() == ("0.00", "150.00", "0.00")
    assert Claim.get_by_id(claim).state == "sent"
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []


def test_a_claim_the_clearinghouse_rejects_goes_out_again_as_an_original(insured, open_window, tmp_path):
    hands = open_window()
    claim = bill(hands)
    number = str(Claim.get_by_id(claim).number)
    reference = ClaimBatch.get().reference
    refused = make_277ca(reference, [(number, "A7", "164", "IL", "U", "")])
    read_replies(hands, tmp_path, "refused.277", refused)
    assert hands.tab_of("billing").replies.reason == "1 rejected. Enter opens a claim."
    hands.press(ESC)
    assert Claim.get_by_id(claim).state == "ready"
    assert count_in(hands, "Needs fixing") == "Needs fixing 1"
    choose_list(hands, "Needs fixing")
    assert begin_correction(hands) == [
        "It was rejected: the payer never took it in",
        "",
        "It goes out again as an original claim, without code 7.",
    ]
    assert hands.tab_of("billing").form.sheet.box == "i1a"
    type_box(hands, "i1a", "XYZ77")
    send_chosen(hands, by_file=True)
    confirm_sent(hands)
    again = segments_of(hands.kept("claim_file")[1])
    assert "NM1*IL*1*RIVERA*ANA****MI*XYZ77" in again
    assert "CLM*10001*290***11:B:1*Y*A*Y*Y" in again
    assert [each for each in again if each.startswith("REF*F8")] == []
    assert Claim.get_by_id(claim).state == "sent"

"""Scenario 1: Medicare pays first, a Medigap plan second; no cent is lost, no claim goes out twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.models.claims import Claim
from app.models.database import select
from app.models.records import Payer
from app.queries.database_check import check_database
from app.services.office import change_in_list
from tests.documents.paper_reading import read_pages
from tests.ledger_hands import of
from tests.partner_samples import a_partner, serve
from tests.views.remittance_window import drop_remittance, post_remittance_file
from tests.views.scenario_hands import (
    answer_line,
    begin_answer,
    choose_list,
    confirm_sent,
    count_in,
    enter_visit,
    open_patient,
    post_answer,
    refuse_to_send,
    segments_of,
    send_chosen,
    send_list,
    show_day,
    take_back_batch,
    words_of,
)
from tests.views.window_hands import CTRL, ENTER

SERVED, ANSWERED, SECOND_ANSWER = date(2026, 3, 2), date(2026, 3, 20), date(2026, 4, 10)
MEDICARE_NUMBER = "2026079100001"
pytest_plugins = ("tests.services.remittance_fixtures",)
REMITTED = ("CO-45 8000", "PR-2 2600", "CO-253 208")
PASSED_ON = ("MOA***MA01*MA18~", "NM1*TT*2*BLUE RIDGE MEDIGAP*****PI*54321~")
TYPED = "CO-45 80.00 PR-2 26.00 26.00 CO-253 2.08"
FORWARDED = "The insurer passed the claim on to Blue Ridge Medigap"


@pytest.fixture
def insured(practice, tmp_path):
    """A patient with Medicare and Medigap behind it, on Mar 2, 2026; one partner takes files of both."""
    practice.clock.move_to(SERVED)
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    partner = a_partner(practice, outbox)
    lists = practice.lists
    for payer, number in ((2, "MEDB1"), (3, "MGAP1")):
        serve(practice, payer, partner, number)
    medicare = Payer.get_by_id(2)
    values = {"filing_code": "MB", "line_of_business": "medicare"}
    change_in_list(practice.session, "payer", medicare.id, medicare.version, values)
    signed = date(2026, 1, 5)
    patient = practice.a_patient(release_on=signed, assignment_on=signed)
    practice.a_policy(patient, lists.medicare, member_id="1EG4TE5MK73")
    practice.a_policy(patient, lists.medigap, rank=2, member_id="BRM55501")
    return practice


def bill_medicare(hands):
    """The visit is entered and its claim sent as a file."""
    claim = enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("99214",))
    assert hands.balances() == ("0.00", "210.00", "0.00")
    send_list(hands, by_file=True)
    assert Claim.get_by_id(claim).state == "sent"
    assert f"CLM*{Claim.get_by_id(claim).number}*210***11:B:1*Y*A*Y*Y" in segments_of(
        hands.kept("claim_file")[0]
    )
    return claim


def type_answer_of_medicare(hands, claim):
    """Of 210.00 are paid 101.92; 80.00, 2.08 and 26.00 are explained."""
    hands.practice.clock.move_to(ANSWERED)
    begin_answer(hands, claim, MEDICARE_NUMBER, "EFT 5501")
    answer_line(
        hands, "99214", SERVED, allowed="130.00", paid="101.92", coinsurance="26.00", others="CO-253 2.08"
    )
    shown = hands.visible_texts()
    for said in (
        "Medicare paid $101.92.",
        "$80.00 is written off: the plan’s discount.",
        "$2.08 is written off: the government’s reduction (sequestration).",
        "$26.00 goes to Blue Ridge Medigap: coinsurance $26.00. Its claim is made at once.",
    ):
        assert said in shown


def answered_before(hands, first, parts=TYPED):
    """The second claim on red paper, with the page of Medicare’s answer behind it; gives its id."""
    second = Claim.get(Claim.rank == 2)
    assert (second.visit_id, second.state) == (Claim.get_by_id(first).visit_id, "ready")
    choose_list(hands, "Ready")
    send_chosen(hands, by_file=False)
    form, behind = map(words_of, read_pages(hands.kept("claim_print")[-1]))
    for part in ("BLUE RIDGE MEDIGAP", "BRM55501", "1EG4TE5MK73", "99214", "21000"):
        assert part in form
    assert "1. Medicare Member ID 1EG4TE5MK73, answered 03/20/2026, its claim number 2026079100001" in behind
    assert f"03/02/2026 99214 210.00 101.92 {parts}" in behind
    assert "In all 210.00 101.92 108.08 26.00" in behind
    return second.id


def check_file(segments, charge="210"):
    """The file says of the line what the paper says: 210.00 = 101.92 + 80.00 + 2.08 + 26.00."""
    assert "SBR*S*18**PLAN G*****CI" in segments
    assert "SBR*P*18**PART B*****MB" in segments
    assert "AMT*D*101.92" in segments
    assert f"REF*F8*{MEDICARE_NUMBER}" in segments
    at = segments.index("SVD*MEDB1*101.92*HC:99214**1")
    assert segments[at + 1 : at + 5] == [
        "CAS*CO*45*80**253*2.08",
        "CAS*PR*2*26",
        "DTP*573*D8*20260320",
        "AMT*EAF*26",
    ]
    (service,) = (each.split("*") for each in segments if each.startswith("SV1"))
    paid = Decimal(segments[at].split("*")[2])
    adjusted = sum(Decimal(amount) for each in segments[at + 1 : at + 3] for amount in each.split("*")[3::3])
    assert Decimal(service[2]) == paid + adjusted == Decimal("210")


def test_the_second_insurer_gets_the_first_answer_and_the_patient_a_statement_for_the_rest(
    insured, open_window
):
    hands = open_window()
    first = bill_medicare(hands)
    type_answer_of_medicare(hands, first)
    post_answer(hands)
    assert hands.balances() == ("0.00", "26.00", "0.00")
    second = answered_before(hands, first)
    take_back_batch(hands, "Blue Ridge takes files after all")
    assert Claim.get_by_id(second).state == "ready"
    choose_list(hands, "Ready")
    send_chosen(hands, by_file=True)
    confirm_sent(hands)
    check_file(segments_of(hands.kept("claim_file")[-1]))
    assert Claim.select().count() == 2
    insured.clock.move_to(SECOND_ANSWER)
    begin_answer(hands, second, "BR-88", "77120")
    answer_line(hands, "99214", SERVED, paid="20.80", coinsurance="5.20")
    assert "Balances. OA-23 184.00 is filled in." in hands.visible_texts()
    assert "Ana Rivera owes $5.20: coinsurance $5.20." in hands.visible_texts()
    post_answer(hands)
    assert hands.balances() == ("5.20", "0.00", "0.00")
    hands.find("statements")
    assert "1 statement for $5.20" in hands.visible_texts()
    hands.press(ENTER, CTRL)
    hands.press(ENTER)
    (page,) = map(words_of, read_pages(hands.kept("statements")[0]))
    assert "$5.20 Please pay by 05/01/2026" in page
    assert "Service 99214 210.00 122.72 82.08 – – 5.20" in page
    assert "Blue Ridge Medigap then paid $20.80." in page
    assert [each.state for each in Claim.select()] == ["answered", "answered"]
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []


def test_a_claim_that_medicare_passed_on_is_never_sent_a_second_time(insured, open_window):
    hands = open_window()
    first = bill_medicare(hands)
    type_answer_of_medicare(hands, first)
    hands.go_to(FORWARDED)
    hands.press(Qt.Key.Key_Space)
    assert "the insurer passed it on; print no second one" in hands.visible_texts()
    post_answer(hands)
    assert hands.balances() == ("0.00", "26.00", "0.00")
    second = Claim.get(Claim.rank == 2)
    assert (second.state, second.sent_on) == ("sent", ANSWERED)
    assert count_in(hands, "Ready") == "Ready 0"
    choose_list(hands, "Sent")
    said = refuse_to_send(hands)
    assert said == [
        f"Claim {second.number} went out already and stays as it was sent. Open its kept copy to print that "
        "again, or use Correct or resend."
    ]
    assert len(hands.kept("claim_file")) == 1
    assert hands.kept("claim_print") == []
    show_day(hands, ANSWERED + timedelta(days=30))
    assert count_in(hands, "No answer") == "No answer 0"
    show_day(hands, ANSWERED + timedelta(days=31))
    assert count_in(hands, "No answer") == "No answer 1"
    choose_list(hands, "No answer")
    assert "1 claim, $210.00, oldest 31 days" in hands.visible_texts()


def write_remittance(folder, remitting, answer, on, trace):
    """An insurer's 835 of one claim, paid on a day."""
    path = folder / f"{trace}.835"
    dated = remitting.file(answer, trace=trace).replace(b"20260304", f"{on:%Y%m%d}".encode())
    path.write_bytes(dated)
    return path


def test_medicares_file_moves_26_00_to_the_insurer_it_was_passed_on_to_and_that_ones_file_settles_it(
    insured, remitting, open_window, tmp_path
):
    hands = open_window()
    first = bill_medicare(hands)
    insured.clock.move_to(ANSWERED)
    answer = remitting.answer(first, REMITTED, status="19", control=MEDICARE_NUMBER, more=PASSED_ON)
    panel = drop_remittance(hands, write_remittance(tmp_path, remitting, answer, ANSWERED, "EFT5501"))
    assert panel.reason == "Posts 1 payment, $101.92, with 1 claim."
    hands.press(ENTER, CTRL)
    assert hands.tab_of("payments").toast.text == "Payment EFT5501: 1 claim posted."
    assert (of("bank"), of("contractual"), of("sequestration")) == (10192, 8000, 208)
    assert hands.balances() == ("0.00", "26.00", "0.00")
    second = Claim.get(Claim.rank == 2)
    assert (second.state, second.sent_on) == ("sent", ANSWERED)
    assert select("select kind, text from claim_response where claim_id = ?", second.id) == [
        ("forwarded", "The insurer before passed it on with its answer to claim 10001.")
    ]
    assert [count_in(hands, word) for word in ("Ready", "Needs fixing")] == ["Ready 0", "Needs fixing 0"]
    choose_list(hands, "Sent")
    assert "went out already and stays as it was sent" in refuse_to_send(hands)[0]
    assert (len(hands.kept("claim_file")), hands.kept("claim_print")) == (1, [])
    show_day(hands, ANSWERED + timedelta(days=31))
    assert count_in(hands, "No answer") == "No answer 1"
    show_day(hands, SECOND_ANSWER)
    settled = remitting.answer(second.id, ("OA-23 18400",), status="2")
    line = post_remittance_file(hands, write_remittance(tmp_path, remitting, settled, SECOND_ANSWER, "EFT77"))
    assert (line.trace, str(line.amount), str(line.left), line.held) == ("EFT77", "26.00", "0.00", 0)
    assert hands.balances() == ("0.00", "0.00", "0.00")
    assert (of("bank"), of("payer_clearing")) == (12792, 0)
    assert [each.state for each in Claim.select()] == ["answered", "answered"]
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []


def test_where_medicares_file_does_not_say_so_the_second_claim_is_made_with_what_it_paid(
    insured, remitting, open_window, tmp_path
):
    hands = open_window()
    first = bill_medicare(hands)
    insured.clock.move_to(ANSWERED)
    answer = remitting.answer(first, REMITTED, control=MEDICARE_NUMBER)
    post_remittance_file(hands, write_remittance(tmp_path, remitting, answer, ANSWERED, "EFT5501"))
    assert hands.balances() == ("0.00", "26.00", "0.00")
    second = Claim.get(Claim.rank == 2)
    assert (second.state, Claim.select().count()) == ("ready", 2)
    answered_before(hands, first, "CO-45 80.00 CO-253 2.08 26.00 PR-2 26.00")
    take_back_batch(hands, "Blue Ridge takes files after all")
    choose_list(hands, "Ready")
    send_chosen(hands, by_file=True)
    confirm_sent(hands)
    check_file(segments_of(hands.kept("claim_file")[-1]))
    show_day(hands, SECOND_ANSWER)
    rest = remitting.answer(second.id, ("OA-23 18400", "PR-2 520"), status="2")
    post_remittance_file(hands, write_remittance(tmp_path, remitting, rest, SECOND_ANSWER, "EFT77"))
    assert hands.balances() == ("5.20", "0.00", "0.00")
    assert of("bank") == 10192 + 2080
    open_patient(hands, "rivera")
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []

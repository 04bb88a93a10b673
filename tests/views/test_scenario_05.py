"""Scenario 5, up to the second acceptance: the proof that a claim was filed in time, and nobody is billed.

The limit of 90 days from Nov 4, 2025 ends on Feb 2, 2026.
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.models.claims import Claim, ClaimBatch
from app.models.database import select
from app.models.records import Payer
from app.queries.database_check import check_database
from app.services.office import change_in_list
from tests.edi.answer_makers import make_277ca, make_999
from tests.partner_samples import a_partner
from tests.views.scenario_hands import (
    choose_list,
    confirm_sent,
    count_in,
    enter_visit,
    open_patient,
    read_replies,
    refuse_to_send,
    segments_of,
    send_chosen,
    send_list,
    show_day,
)
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT

SERVED, SENT, ACCEPTED = date(2025, 11, 4), date(2025, 11, 7), date(2025, 11, 8)
CALLED, AGAIN, TAKEN_AGAIN = date(2025, 12, 20), date(2026, 2, 10), date(2026, 2, 11)
IN_TIME = "First sent 11/7/2025, in time: accepted 11/8/2025, proof on file"
LIMIT = "The filing limit for Prairie Health ended on 02/02/2026."


@pytest.fixture
def insured(practice, tmp_path):
    """An insured patient on Nov 4, 2025, whose insurer takes files and gives 90 days to file."""
    practice.clock.move_to(SERVED)
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    a_partner(practice, outbox)
    payer = Payer.get_by_id(practice.lists.payer)
    change_in_list(practice.session, "payer", payer.id, payer.version, {"filing_days": 90})
    signed = date(2025, 1, 6)
    patient = practice.a_patient(release_on=signed, assignment_on=signed)
    practice.a_policy(patient, effective=date(2025, 1, 1))
    return practice


def take_in(hands, folder, on):
    """The clearinghouse takes the last file on the day it was sent, the payer takes the claim on `on`."""
    batch, claim = ClaimBatch.select().order_by(ClaimBatch.id.desc()).get(), Claim.get()
    taken = make_999(9000 + batch.id, batch.group_number, [("0001", "A", [])])
    read_replies(hands, folder, f"taken-{batch.id}.999", taken)
    assert hands.tab_of("billing").replies.reason == "1 accepted or received. Enter opens a claim."
    hands.practice.clock.move_to(on)
    accepted = make_277ca(batch.reference, [(str(claim.number), "A2", "20", "PR", "WQ", "")])
    accepted = accepted.replace("20260305", f"{on:%Y%m%d}")
    read_replies(hands, folder, f"accepted-{batch.id}.277", accepted)
    assert hands.tab_of("billing").replies.reason == "1 accepted or received. Enter opens a claim."
    hands.press(ESC)
    assert Claim.get().state == "sent"


def log_the_call(hands):
    """Prairie Health says on the phone that it has no such claim."""
    open_patient(hands, "rivera")
    hands.press(Qt.Key.Key_L, CTRL)
    hands.type("Prairie Health says that claim 10001 is not on file")
    hands.go_to("Call")
    hands.type("We")
    hands.go_to("Insurer's representative")
    hands.fill("Dana", "55182")
    hands.press(ENTER, CTRL)
    rows = select("select direction, representative, reference, at from contact")
    assert [(*row[:3], row[3][:10]) for row in rows] == [("out", "Dana", "55182", "2025-12-20")]


def say_not_on_file(hands):
    """The wizard proposes an original again; the call stands in its note."""
    choose_list(hands, "No answer")
    hands.press(Qt.Key.Key_R, CTRL)
    panel = hands.tab_of("billing").claims.steps.correct
    assert panel.choices.current_row().words == "The payer says it is not on file"
    assert panel.says.text() == "It goes out again as an original claim, without code 7."
    hands.go_to("Note for your records")
    hands.type("Call 12/20: not on file, ref 55182")
    hands.press(ENTER, CTRL)
    assert Claim.get().state == "ready"


def time_left(hands, day):
    """What the list of filing limits says of the claim on a day, with the mark it bears."""
    show_day(hands, day)
    if count_in(hands, "Filing limit") == "Filing limit 0":
        return ""
    choose_list(hands, "Filing limit")
    model = hands.tab_of("billing").list.model
    at = [column.title for column in model.columns].index("File by")
    chip = model.columns[at].value(model.row_at(0))
    return f"{chip.word} ({chip.kind.value})"


def test_a_claim_sent_in_time_is_warned_of_and_goes_out_again_with_its_proof(insured, open_window, tmp_path):
    hands = open_window()
    enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("99213", "", "185.00"))
    insured.clock.move_to(SENT)
    send_list(hands, by_file=True)
    take_in(hands, tmp_path, ACCEPTED)
    show_day(hands, date(2025, 12, 7))
    assert count_in(hands, "No answer") == "No answer 0"
    show_day(hands, date(2025, 12, 8))
    assert count_in(hands, "No answer") == "No answer 1"
    insured.clock.move_to(CALLED)
    log_the_call(hands)
    say_not_on_file(hands)
    days = [date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 19), date(2026, 1, 30), date(2026, 2, 2)]
    assert [time_left(hands, day) for day in days] == [
        "",
        "30 days left, Feb 2 (draft)",
        "14 days left, Feb 2 (due)",
        "3 days left, Feb 2 (denied)",
        "Last day, Feb 2 (denied)",
    ]
    assert count_in(hands, "Ready") == "Ready 1"
    assert time_left(hands, date(2026, 2, 3)) == "Passed Feb 2 (denied)"
    show_day(hands, AGAIN)
    assert (count_in(hands, "Ready"), count_in(hands, "Needs fixing")) == ("Ready 0", "Needs fixing 1")
    choose_list(hands, "Needs fixing")
    assert refuse_to_send(hands) == [f"{LIMIT} Look for proof of earlier filing, or write it off."]
    hands.press(ENTER)
    hands.go_to(f"Let it pass: {LIMIT}", 80, SHIFT)
    hands.press(Qt.Key.Key_Space)
    hands.type(IN_TIME)
    hands.press(ENTER, CTRL)
    assert count_in(hands, "Ready") == "Ready 1"
    choose_list(hands, "Ready")
    send_chosen(hands, by_file=True)
    confirm_sent(hands)
    again = segments_of(hands.kept("claim_file")[1])
    assert "CLM*10001*185***11:B:1*Y*A*Y*Y" in again
    assert [each for each in again if each.startswith("REF*F8")] == []
    take_in(hands, tmp_path, TAKEN_AGAIN)
    choose_list(hands, "Sent")
    kept = hands.tab_of("billing").form.replies
    assert [row.head.text() for row in kept.rows] == [
        "02/11/2026, Accepted (277CA)",
        "02/10/2026, Received (999)",
        "11/08/2025, Accepted (277CA)",
        "11/07/2025, Received (999)",
    ]
    assert [label.text() for label in kept.versions] == [
        "Version 2, put into a file 02/10/2026 by Maria Lee, batch 2, sent 02/10/2026 (Uploaded).",
        "Version 1, put into a file 11/07/2025 by Maria Lee, batch 1, sent 11/07/2025 (Uploaded).",
    ]
    assert hands.balances() == ("0.00", "185.00", "0.00")
    assert select("select what_happened, note from claim_correction") == [
        ("not_on_file", "Call 12/20: not on file, ref 55182")
    ]
    assert select("select reason from claim_override") == [(IN_TIME,)]
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []

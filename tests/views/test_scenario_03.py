"""Scenario 3 through the window: denied for want of approval, disputed, then reversed and paid after all."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.disputes.cases import Lane
from app.domain.statements import StatementRules
from app.models.claims import Adjudication, AdjudicationVoid, Claim
from app.models.database import select
from app.models.ledger import Charge
from app.models.records import Policy
from app.queries.database_check import check_database
from app.queries.trails_of_charges import explain_charge
from app.services.authorizations import register_authorization
from app.services.statements import issue_statements
from app.views.patients.account_rows import LineRow
from tests.documents.paper_reading import read_pages
from tests.documents.test_attachment_check import a_pdf
from tests.edi.remittance_makers import reversal_of
from tests.ledger_hands import of
from tests.views.disputes.dispute_hands import choose_thing, open_case, page_of, post, type_over
from tests.views.remittance_window import denials_of, open_remittance, post_remittance_file
from tests.views.scenario_hands import enter_visit, open_patient, send_list, words_of
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT

pytest_plugins = ("tests.services.remittance_fixtures",)
Key = Qt.Key
SERVED, DENIED, WON = date(2026, 3, 2), date(2026, 3, 20), date(2026, 4, 30)
ASKED, ARRIVED, FAXED, CALLED = date(2026, 3, 23), date(2026, 3, 24), date(2026, 3, 27), date(2026, 4, 15)
NOTE = "The signed note of the visit"
OFFICE = ("CO-45 8160", "PR-3 2500")
SHARE = (
    "Prairie Health paid $150.00 of the $420.00 we charged. Your plan's discount takes off $232.50. "
    "$37.50 is your share of the cost (coinsurance). You owe $37.50."
)


@pytest.fixture
def insured(practice):
    """Ana Rivera, insured by Prairie Health, on Mar 2, 2026."""
    practice.clock.move_to(SERVED)
    signed = date(2026, 1, 5)
    practice.a_policy(practice.a_patient(release_on=signed, assignment_on=signed))
    return practice


@pytest.fixture
def hands(insured, remitting, open_window, tmp_path):
    """The window after both services went out; `first` and `second` are the files that the insurer sends."""
    hands = open_window()
    claim = enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("99214",), ("76700",))
    send_list(hands, by_file=False)
    denied = remitting.answer(claim, OFFICE, ("CO-197 42000",), control="P9")
    paid = remitting.answer(claim, OFFICE, ("CO-45 23250", "PR-2 3750"), control="P10")
    hands.first, hands.second = tmp_path / "first.835", tmp_path / "second.835"
    hands.first.write_bytes(dated(remitting.file(denied, trace="EFT801"), DENIED))
    hands.second.write_bytes(dated(remitting.file(reversal_of(denied), paid, trace="EFT955"), WON))
    return hands


def dated(content, on):
    """A made remittance as of a day of its own."""
    return content.replace(b"20260304", f"{on:%Y%m%d}".encode())


def charge(code):
    return Charge.get(Charge.code == code)


def post_denial(hands):
    """The first remittance is posted, and the copay is paid at the desk."""
    hands.practice.clock.move_to(DENIED)
    line = post_remittance_file(hands, hands.first)
    assert (line.trace, str(line.amount), str(line.left), line.held) == ("EFT801", "103.40", "0.00", 0)
    hands.practice.a_payment(1, "25.00", (charge("99214").id, "25.00"))


def test_what_is_denied_stays_with_the_insurer_and_is_not_billed(hands):
    hands.practice.clock.move_to(DENIED)
    post_remittance_file(hands, hands.first)
    assert hands.balances() == ("25.00", "420.00", "0.00")
    assert denials_of(hands) == [("76700", "CO-197", "420.00")]
    issue_statements(hands.practice.session, [1], StatementRules())
    statement = words_of(" ".join(read_pages(hands.kept("statements")[-1])))
    assert "$25.00" in statement
    items = select(
        "select c.code, i.cents from statement_item i join charge c on c.id = i.charge_id where i.cents <> 0"
    )
    assert items == [("99214", 2500)]


def test_the_reversal_and_the_corrected_claim_post_as_a_pair_and_leave_37_50(hands):
    post_denial(hands)
    assert hands.balances() == ("0.00", "420.00", "0.00")
    hands.practice.clock.move_to(WON)
    panel = open_remittance(hands, hands.second)
    assert panel.reason == "Posts 1 payment, $150.00, with 2 claims."
    (shown,) = panel.previews
    assert [(claim.status, claim.paid) for claim in shown.advice.claims] == [("22", -10340), ("1", 25340)]
    hands.press(ESC)
    line = post_remittance_file(hands, hands.second)
    assert (line.trace, str(line.amount), str(line.left), line.held) == ("EFT955", "150.00", "0.00", 0)
    assert hands.balances() == ("37.50", "0.00", "0.00")
    assert (of("bank"), of("payer_clearing")) == (10340 + 15000, 0)
    assert denials_of(hands) == []
    open_patient(hands, "rivera")
    page = hands.tab_of("patients").show_page("Account")
    hands.settle()
    told = [row.sentences for row in page.rows.rows if isinstance(row, LineRow)]
    assert (SHARE,) in told
    assert page.amount.text() == "$37.50"
    checked = hands.practice.session.ask(check_database)
    assert [finding for line in checked for finding in line.findings] == []


def test_each_step_stands_in_the_trail(hands):
    post_denial(hands)
    hands.practice.clock.move_to(WON)
    post_remittance_file(hands, hands.second)
    steps = select("select action from audit where subject in ('remittance', 'adjudication') order by seq")
    assert [action for (action,) in steps] == [
        *("post_adjudication", "post_remittance"),
        *("reverse_adjudication", "post_adjudication", "post_remittance"),
    ]
    (back,) = AdjudicationVoid.select()
    assert back.reason == "The insurer took it back with payment EFT955"
    answers = [(str(row.paid), row.check_number, row.payer_control) for row in Adjudication.select()]
    assert answers == [("103.40", "EFT801", "P9"), ("253.40", "EFT955", "P10")]
    assert Claim.get().state == "answered"
    trail = hands.practice.session.ask(explain_charge, charge("76700").id, 1)
    assert [str(line.owed) for line in trail.lines][-1] == "37.50"
    assert len(trail.answers) == 2


@pytest.fixture
def approved(insured):
    """Authorization A-771203 is on file for one 76700 from Feb 1 to Apr 30."""
    values = {
        "kind": "authorization",
        "status": "approved",
        "number": "A-771203",
        "codes": "76700",
        "approved": 1,
        "starts": date(2026, 2, 1),
        "ends": date(2026, 4, 30),
        "policy": Policy.get().id,
    }
    return register_authorization(insured.session, Policy.get().patient_id, values)


def keep_paper(hands, choice, path):
    """Choose a paper of this computer in the form beside the case."""
    path.write_bytes(a_pdf(pages=1))
    choice.choose = lambda _parent: str(path)
    hands.go_to("New document…", 60)
    hands.press(Key.Key_Space)
    hands.wait(lambda: choice.value() is not None)


def ask_for_the_note(hands, folder):
    """The doctor is asked for the note by Mar 25, and it comes on Mar 24."""
    choose_thing(hands, NOTE)
    hands.go_to("Asked of")
    hands.fill("Dr. Stone", "3/25/2026")
    post(hands)
    assert select("select due_on from to_do") == [("2026-03-25",)]
    hands.practice.clock.move_to(ARRIVED)
    choose_thing(hands, NOTE)
    keep_paper(hands, page_of(hands).side.evidence.document, folder / "note.pdf")
    post(hands)


def make_the_packet(hands):
    """The letter is kept as it is composed, the packet made and looked at; gives its pages."""
    hands.press(Key.Key_B, CTRL)
    letter = hands.tab_of("disputes").letter
    hands.wait(letter.edit.toPlainText)
    post(hands)
    hands.press(Key.Key_P, CTRL)
    hands.wait(lambda: hands.window.overlays.page("file") is not None)
    hands.settle()
    hands.press(ESC)
    (pdf,) = hands.kept("dispute_packet")
    return [words_of(page) for page in read_pages(pdf)]


def fax_it(hands, folder):
    """The packet is faxed on Mar 27; its confirmation is kept."""
    hands.practice.clock.move_to(FAXED)
    hands.press(Key.Key_S, CTRL | SHIFT)
    sending = page_of(hands).side.sending
    assert sending.words.text() == "The checklist is complete."
    type_over(hands, "Tracking or confirmation number", "FAX-20260327")
    keep_paper(hands, sending.document, folder / "fax.pdf")
    post(hands)


def call_the_insurer(hands):
    """Prairie Health says on Apr 15 that the appeal is being looked at."""
    hands.practice.clock.move_to(CALLED)
    hands.press(Key.Key_L, CTRL)
    hands.type("The appeal is with a reviewer")
    hands.go_to("Who it was with")
    hands.fill("Dana", "66417")
    post(hands)


def test_the_denial_is_disputed_with_a_packet_and_won(approved, hands, tmp_path):
    post_denial(hands)
    hands.practice.clock.move_to(ASKED)
    hands.find("denials")
    before = hands.commands
    page = open_case(hands)
    assert hands.commands - before <= 3
    appeal = dict(page.side.facts.deadlines.texts)["Appeal"]
    assert appeal.startswith(
        "09/16/2026 (177 days left). 180 days from the notice of 03/20/2026 = 09/16/2026."
    )
    assert "A-771203" in page.side.facts.why.text()
    ask_for_the_note(hands, tmp_path)
    pages = make_the_packet(hands)
    whole = " ".join(pages)
    for words in ("A-771203", "76700", "$420.00", "Prairie Health", "The signed note of the visit"):
        assert words in whole
    assert all(f"Case 1001, page {at} of {len(pages)}" in each for at, each in enumerate(pages, 1))
    fax_it(hands, tmp_path)
    assert page.case.line.stage == "sent"
    assert hands.said[-1] == "Case 1001 waits on the insurer. The answer is due on 05/26/2026."
    call_the_insurer(hands)
    last = page.view.lanes[Lane.INSURER].facts.rows[-1]
    assert (last.on, last.person, last.reference) == (CALLED, "Dana", "66417")
    hands.practice.clock.move_to(WON)
    line = post_remittance_file(hands, hands.second)
    assert (line.trace, str(line.amount), str(line.left)) == ("EFT955", "150.00", "0.00")
    hands.press(Key.Key_5, CTRL)
    page = page_of(hands)
    assert page.view.head.proposal.words.text().startswith("New answer of 04/30/2026: won, $150.00.")
    hands.press(ENTER, CTRL)
    post(hands)
    assert hands.said[-1] == "Case 1001 is recorded and closed: won, $150.00."
    assert select("select result, won_cents, decided_on from dispute_outcome") == [
        ("won", 15000, "2026-04-30")
    ]
    assert hands.balances() == ("37.50", "0.00", "0.00")
    open_patient(hands, "rivera")
    account = hands.tab_of("patients").show_page("Account")
    hands.settle()
    assert (SHARE,) in [row.sentences for row in account.rows.rows if isinstance(row, LineRow)]
    assert steps_of_the_dispute() == [
        *("open_case", "change_evidence", "change_evidence", "keep_letter", "make_packet", "send_packet"),
        "record_outcome",
    ]
    checked = hands.practice.session.ask(check_database)
    assert [finding for line in checked for finding in line.findings] == []


def steps_of_the_dispute():
    """What the audit trail tells of the case, step by step, without the facts and last days of each step."""
    rows = select("select action from audit where subject like 'dispute%' order by seq")
    within = {"add_fact", "add_deadline", "end_deadline", "move_case"}
    return [action for (action,) in rows if action not in within]

"""Scenario 6 through the window: a payment takes 117.50 back; the old claim is open again and held."""

from datetime import date

import pytest

from app.domain.aging import AgingAnchor
from app.domain.reports import ReportKind
from app.domain.statements import StatementRules
from app.models.claims import Claim
from app.models.database import select
from app.queries.aging import find_aging
from app.queries.database_check import check_database
from app.queries.statement_plans import list_statement_candidates
from app.views.patients.account_rows import LineRow
from tests.ledger_hands import of
from tests.views.remittance_window import denials_of, open_remittance, post_remittance_file
from tests.views.scenario_hands import enter_visit, open_patient, send_list
from tests.views.window_hands import CTRL, ENTER, ESC

pytest_plugins = ("tests.services.remittance_fixtures",)
JANUARY, MARCH, PAID = date(2026, 1, 9), date(2026, 3, 2), date(2026, 3, 20)
SORE = "acute pharyngitis unspecified"
TOLD = (
    "Prairie Health paid $117.50 of the $117.50 we charged. Your insurance has taken back $117.50 of what it "
    "had paid. We are working on $117.50 of this with Prairie Health. Nothing is asked of you for it now."
)
SIGNED = {"release_on": date(2026, 1, 5), "assignment_on": date(2026, 1, 5)}


@pytest.fixture
def hands(practice, remitting, open_window, tmp_path):
    """A January claim of 117.50 is paid; in March two of 765.05 went out, and the insurer answers those."""
    practice.clock.move_to(JANUARY)
    for last in ("Rivera", "Holm", "Chen"):
        practice.a_policy(practice.a_patient(last, **SIGNED))
    hands = open_window("biller")
    hands.old = enter_visit(hands, "rivera", SORE, ("99213", "", "117.50"))
    send_list(hands, by_file=False)
    first = tmp_path / "january.835"
    first.write_bytes(remitting.file(remitting.answer(hands.old), trace="EFT100"))
    post_remittance_file(hands, first)
    assert hands.balances() == ("0.00", "0.00", "0.00")
    practice.clock.move_to(MARCH)
    claims = []
    for last in ("holm", "chen"):
        claims.append(enter_visit(hands, last, SORE, ("99214", "", "765.05")))
        send_list(hands, by_file=False)
    practice.clock.move_to(PAID)
    hands.answers = [remitting.answer(claim) for claim in claims]
    hands.path = tmp_path / "march.835"
    return hands


def write(hands, remitting, reference):
    """The insurer pays 1,530.10 for claims less 117.50 that it takes back, by EFT."""
    content = remitting.file(*hands.answers, plbs=(("WO", reference, 11750),), trace="EFT200")
    hands.path.write_bytes(content)


def number_of(claim):
    return str(Claim.get_by_id(claim).number)


def test_the_takeback_opens_the_january_claim_and_the_deposit_is_explained(hands, remitting):
    write(hands, remitting, number_of(hands.old))
    line = post_remittance_file(hands, hands.path)
    assert (str(line.amount), str(line.left), line.held) == ("1,412.60", "0.00", 0)
    paid = sum(claim.paid for claim in hands.answers)
    assert (paid, paid - 11750) == (153010, 141260)
    assert (of("bank"), of("payer_clearing")) == (11750 + 141260, 0)
    assert hands.balances() == ("0.00", "117.50", "0.00")
    assert denials_of(hands) == [("99213", "Taken back", "117.50")]
    open_patient(hands, "rivera")
    page = hands.tab_of("patients").show_page("Account")
    hands.settle()
    (told,) = [row.sentences for row in page.rows.rows if isinstance(row, LineRow)]
    assert told == (TOLD,)
    (candidate,) = hands.practice.session.ask(list_statement_candidates, StatementRules(), PAID)
    assert (candidate.account_id, candidate.reason) == (1, "with_insurer")
    next_day = date(2026, 3, 21)
    aging = hands.practice.session.ask(find_aging, ReportKind.AGING_PAYERS, next_day, AgingAnchor.SERVICE)
    (line,) = aging.lines
    assert (line.name, [str(amount) for amount in line.aging.buckets]) == (
        "Prairie Health",
        ["0.00", "0.00", "117.50", "0.00", "0.00"],
    )
    checked = hands.practice.session.ask(check_database)
    assert [finding for line in checked for finding in line.findings] == []


def test_the_remittance_is_not_complete_before_the_takeback_finds_its_claim(hands, remitting):
    write(hands, remitting, "UNKNOWN7")
    panel = open_remittance(hands, hands.path)
    (held,) = [panel.held_model.row_at(at) for at in range(panel.held_model.rowCount())]
    assert (held.what, str(held.paid)) == ("Overpayment taken back (WO, UNKNOWN7)", "-117.50")
    assert "which is no claim of ours. Choose the claim." in held.why
    hands.press(ENTER, CTRL)
    segment = hands.tab_of("payments").remittances
    line = segment.model.row_at(0)
    assert (str(line.amount), str(line.left), line.held) == ("1,412.60", "-117.50", 1)
    assert of("payer_clearing") == 11750
    assert hands.balances() == ("0.00", "0.00", "0.00")
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    assert hands.focus_name == "Claim that was paid too much"
    hands.type(number_of(hands.old))
    hands.press(ENTER, CTRL)
    assert hands.tab_of("payments").remitted.held.reason == "Nothing waits any more."
    hands.press(ESC)
    assert (str(segment.model.row_at(0).left), of("payer_clearing")) == ("0.00", 0)
    assert hands.balances() == ("0.00", "117.50", "0.00")
    assert select("select kind, claim_id from remittance_adjustment") == [("takeback", hands.old)]

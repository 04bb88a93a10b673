"""Scenario 3 through the window, its money: denied for want of approval, then reversed and paid after all."""

from datetime import date

import pytest

from app.domain.statements import StatementRules
from app.models.claims import Adjudication, AdjudicationVoid, Claim
from app.models.database import select
from app.models.ledger import Charge
from app.queries.database_check import check_database
from app.queries.trails_of_charges import explain_charge
from app.services.statements import issue_statements
from app.views.patients.account_rows import LineRow
from tests.documents.paper_reading import read_pages
from tests.edi.remittance_makers import reversal_of
from tests.ledger_hands import of
from tests.views.remittance_window import denials_of, open_remittance, post_remittance_file
from tests.views.scenario_hands import enter_visit, open_patient, send_list, words_of
from tests.views.window_hands import ESC

pytest_plugins = ("tests.services.remittance_fixtures",)
SERVED, DENIED, WON = date(2026, 3, 2), date(2026, 3, 20), date(2026, 4, 30)
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
    hands.first.write_bytes(remitting.file(denied, trace="EFT801"))
    hands.second.write_bytes(remitting.file(reversal_of(denied), paid, trace="EFT955"))
    return hands


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

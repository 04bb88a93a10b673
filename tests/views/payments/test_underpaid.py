"""What insurers underpaid: listed with its sum, filtered, explained, and Enter shows the claim."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.underpayments import Tolerance
from app.services.contracts import add_contract, set_tolerance
from tests.domain.contract_samples import money, term
from tests.practice_fixtures import adjusted
from tests.views.payments.conftest import CTRL

ENTER = Qt.Key.Key_Return


@pytest.fixture
def contract(practice):
    facts = {"payer": 1, "effective": date(2026, 1, 1), "name": "Prairie 2026", "dispute_days": 90}
    return add_contract(
        practice.session, facts, [term("fixed", "99213", "103.52"), term("charge", percent=50)]
    )


@pytest.fixture
def answered(practice, contract):
    """Two answers of today: one service of Rivera and both of Holm are allowed too little."""
    claims = []
    for last, codes in (("Rivera", ("99213",)), ("Holm", ("99213", "87880"))):
        visit = practice.a_visit(practice.an_insured_patient(last), *codes)
        amounts = {"99213": ("95.00", "CO-45 70.00"), "87880": ("10.00", "CO-45 30.00")}
        lines = [
            (charge, amounts[code][0], amounts[code][0], adjusted(amounts[code][1]))
            for charge, code in zip(visit.charge_ids, codes, strict=True)
        ]
        practice.an_answer(visit.claim_id, *lines)
        claims.append(visit.claim_id)
    return claims


def shown(hands):
    part = hands.tab.show_part("underpaid")
    hands.settle()
    return part


def test_what_is_missing_is_listed_with_its_sum_and_explained(hands, answered):
    part = shown(hands)
    assert [(line.patient, line.code, str(line.difference)) for line in part.model.rows] == [
        ("Holm, Ana", "99213", "8.52"),
        ("Holm, Ana", "87880", "10.00"),
        ("Rivera, Ana", "99213", "8.52"),
    ]
    assert part.sum.text() == "3 services were underpaid; $27.04 is missing."
    facts = dict(part.card.facts.texts)
    assert (facts["Charged"], facts["Contract says"], facts["Allowed"], facts["Missing"]) == (
        *("$165.00", "$103.52", "$95.00"),
        "$8.52",
    )
    assert (facts["Contract"], facts["Last day to dispute"]) == ("Prairie 2026", "02/21/2027")
    assert part.card.steps.text() == "fixed rate $103.52"
    part.table.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert part.card.steps.text() == "50 % of the charge $40.00 = $20.00"


def test_enter_shows_the_claim(hands, answered):
    part = shown(hands)
    asked = []
    hands.tab.claim_asked.connect(asked.append)
    part.table.setFocus()
    hands.press(Qt.Key.Key_End)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    hands.press(ENTER)
    assert asked == [answered[0]]


def test_the_list_is_filtered_by_text_insurer_and_days(hands, practice, answered):
    part = shown(hands)
    part.table.setFocus()
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("riv")
    assert [line.patient for line in part.model.rows] == ["Rivera, Ana"]
    assert part.sum.text() == "1 service was underpaid; $8.52 is missing."
    part.bar.text.clear()
    part.payer.setFocus()
    hands.type("Med")
    assert part.payer.currentText() == "Medicare"
    hands.settle()
    assert part.model.rows == ()
    assert part.empty.isVisible()
    hands.press(Qt.Key.Key_Home)
    part.bar.chips.choose("")
    hands.settle()
    assert len(part.model.rows) == 3
    practice.clock.move_to(date(2027, 1, 4))
    part.bar.chips.choose("m")
    hands.settle()
    assert part.model.rows == ()


def test_a_new_limit_or_contract_is_seen_at_once(hands, practice, answered):
    part = shown(hands)
    practice.session.announce = hands.tab.desk.runner.announce
    set_tolerance(practice.session, Tolerance(money("9.00"), 0))
    hands.qtbot.waitUntil(lambda: [line.code for line in part.model.rows] == ["87880"])


def test_a_limit_gone_by_is_said(hands, practice, answered):
    practice.clock.move_to(date(2027, 3, 1))
    part = hands.tab.show_part("underpaid")
    part.bar.chips.choose("")
    hands.settle()
    assert dict(part.card.facts.texts)["Last day to dispute"] == "02/21/2027 (has gone by)"


def test_without_a_contract_the_way_to_one_is_said(hands, practice):
    part = shown(hands)
    assert part.empty.isVisible()
    assert "Settings, Contracts" in part.empty._sentence.text()
    assert part.sum.text() == ""


def test_the_command_box_leads_to_it_and_enter_to_the_claim(open_window, practice, answered):
    window = open_window()
    window.find("underpaid")
    assert window.focus_name == "Underpaid services"
    window.press(ENTER)
    assert window.tab_of("billing").isVisible()


def test_ctrl_d_asks_to_dispute_the_row(qtbot, hands, answered):
    part = shown(hands)
    part.go_to_list()
    line = part.table.current_row()
    with qtbot.waitSignal(hands.tab.case_asked) as asked:
        hands.press(Qt.Key.Key_D, CTRL)
    assert asked.args == [line.claim_id, line.id]

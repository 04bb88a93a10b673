"""Around the cases: bulk decisions, rules of last days, what was learned, the calendar, and large cases."""

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.domain.disputes.cases import Channel, Fact, FactKind, Lane
from app.models.database import select
from app.models.records import Policy
from app.services.contracts import add_contract
from app.services.office import add_to_list
from app.services.policies import change_policy
from app.views.disputes.lane_list import LaneList, _height
from tests.claim_ways import send
from tests.dispute_samples import deny
from tests.domain.contract_samples import term
from tests.practice_fixtures import adjusted
from tests.views.disputes.dispute_hands import (
    choose,
    choose_thing,
    open_case,
    post,
    show_stage,
    show_triage,
    type_over,
)
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT

Key = Qt.Key


def deny_another(practice):
    """A second patient's visit, denied for the same reason."""
    patient = practice.an_insured_patient(
        "Chen", "Wei", release_on=date(2026, 1, 5), assignment_on=date(2026, 1, 5)
    )
    visit = practice.a_visit(patient, ("76700", "420.00"))
    send(practice, visit.claim_id)
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], None, "0.00", adjusted("CO-197 420.00")))


def test_several_lines_are_decided_at_once(practice, open_window):
    deny(practice)
    deny_another(practice)
    hands = open_window()
    tab = show_triage(hands)
    hands.press(Key.Key_A, CTRL)
    hands.press(Key.Key_R, CTRL)
    panel = tab.desk_page.triage.decide
    assert panel.what.text() == "2 services, $840.00 at stake."
    post(hands)
    assert panel.form.problems() == {"reason": "Why, kept on record is needed."}
    choose(hands, "What is to be done", "Wait")
    hands.go_to("Why, kept on record")
    hands.type("The insurer looks at it again")
    post(hands)
    assert hands.said[-1] == "2 cases were opened and decided. The case waits on the insurer."
    assert tab.desk_page.triage.model.rows == ()
    model = show_stage(hands, "Waiting on the insurer")
    assert [line.next_step for line in model.rows] == ["The insurer looks at it again"] * 2


def test_a_rule_of_ones_own_counts_before_the_usual_one(hands):
    tab = show_triage(hands)
    hands.go_to("How long there is…", held=SHIFT)
    hands.press(Key.Key_Space)
    assert {row.line for row in tab.rules.model.rows} == {None}
    hands.press(Key.Key_N, CTRL)
    choose(hands, "Insurer", "Prairie Health")
    type_over(hands, "How many", "60")
    type_over(hands, "Counts from", "1/1/2026")
    type_over(hands, "Where it says so", "Contract, page 12")
    post(hands)
    assert hands.said[-1] == "The rule is saved; cases opened from now on are counted by it."
    hands.press(ENTER)
    type_over(hands, "How many", "61")
    type_over(hands, "Counts from", "1/1/2026")
    post(hands)
    rows = select("select version, amount, payer_id is not null from deadline_rule order by version")
    assert rows == [(1, 60, 1), (2, 61, 1)]
    assert tab.rules.model.columns[0].value(tab.rules.model.row_at(0)).word == "Yours, version 2"
    hands.press(ESC)
    page = open_case(hands)
    appeal = dict(page.side.facts.deadlines.texts)["Appeal"]
    assert appeal.startswith("05/20/2026 (58 days left). 61 days from the notice of 03/20/2026 = 05/20/2026.")
    assert "Usual" not in appeal


def test_what_was_learned_is_counted_drawn_and_saved(hands, tmp_path):
    tab = show_triage(hands)
    open_case(hands)
    hands.press(ESC)
    tab._show_page("learned")
    hands.settle()
    assert tab.learned.sum.text() == "1 case, 1 open: $420.00 at stake, $0.00 won, $0.00 lost."
    (bar,) = tab.learned.chart.bars
    assert (bar.name, bar.whole) == ("Prairie Health", 42_000)
    tab.learned.group.choose("reason")
    assert [bar.name for bar in tab.learned.chart.bars] == ["CO-197"]
    place = tmp_path / "disputes.csv"
    tab.choose_place = lambda *_asked: str(place)
    tab.learned.place_asked.emit("disputes.csv")
    hands.settle()
    lines = place.read_text("utf-8-sig").splitlines()
    assert lines[1] == "All,All cases,1,1,420.00,0,0,0.00,0.00,,"
    assert lines[2].startswith("Insurer,Prairie Health,1,1,420.00")
    assert not any("Rivera" in line for line in lines)


def test_the_calendar_file_names_cases_by_number_only(hands, tmp_path):
    tab = show_triage(hands)
    open_case(hands)
    hands.press(ESC)
    place = tmp_path / "deadlines.ics"
    tab.choose_place = lambda *_asked: str(place)
    tab.save_calendar()
    hands.settle()
    text = place.read_text()
    assert "DTSTART;VALUE=DATE:20260916" in text
    assert "Case 1001: appeal" in text
    assert "Rivera" not in text
    assert hands.said[-1] == "2 last days were written into “deadlines.ics”."


class CountingLane(LaneList):
    """A lane that counts how many facts it draws."""

    def __init__(self):
        super().__init__(Lane.INSURER)
        delegate, self.drawn = self.itemDelegate(), []
        paint = delegate.paint

        def count(painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
            self.drawn.append(index.row())
            paint(painter, option, index)

        delegate.paint = count


def a_fact(at):
    words = f"They said that number {at} is not on file, and that they look for it again. " * 2
    return Fact(at, Lane.INSURER, FactKind.SAID, date(2026, 3, 1), words, "Dana", channel=Channel.PHONE)


def test_two_hundred_facts_are_drawn_as_far_as_they_are_seen_and_make_no_widgets(qtbot):
    lane = CountingLane()
    qtbot.addWidget(lane)
    lane.resize(280, 300)
    lane.show()
    widgets = len(lane.findChildren(QWidget))
    lane.show_facts(tuple(a_fact(at) for at in range(200)))
    qtbot.waitUntil(lambda: bool(lane.drawn))
    lane.drawn.clear()
    lane.render(QPixmap(lane.size()))
    assert 0 < len(set(lane.drawn)) <= 10
    assert len(lane.findChildren(QWidget)) == widgets
    assert max(lane.drawn) == 199


def test_the_height_of_a_fact_is_worked_out_once_for_a_width(qtbot):
    lane = LaneList(Lane.INSURER)
    qtbot.addWidget(lane)
    lane.resize(280, 300)
    lane.show()
    _height.cache_clear()
    lane.show_facts(tuple(a_fact(at) for at in range(200)))
    lane.doItemsLayout()
    known = _height.cache_info().misses
    # Another width where the scroll bar comes in; head, words and foot of each fact.
    assert known <= 2 * 3 * 200
    lane.doItemsLayout()
    assert _height.cache_info().misses == known


def test_an_underpaid_line_becomes_a_case_for_what_is_missing(practice, open_window):
    facts = {"payer": 1, "effective": date(2026, 1, 1), "name": "Prairie 2026", "dispute_days": 90}
    add_contract(practice.session, facts, [term("fixed", "99213", "103.52")])
    visit = practice.a_visit(practice.an_insured_patient(), "99213")
    (charge,) = visit.charge_ids
    practice.an_answer(visit.claim_id, (charge, "95.00", "95.00", adjusted("CO-45 70.00")))
    hands = open_window()
    hands.find("underpaid")
    before = hands.commands
    page = open_case(hands)
    assert hands.commands - before <= 3
    assert page.view.head.words.text().startswith("$8.52 at stake with Prairie Health: 99213 of")
    assert page.view.head.about.text().split(" · ")[2] == "Underpaid"
    assert list(dict(page.side.facts.deadlines.texts)) == ["Dispute of a payment"]
    hands.press(ESC)
    assert hands.tab_of("disputes").desk_page.triage.model.rows == ()


def test_a_to_do_about_a_case_opens_it(hands, practice):
    show_triage(hands)
    page = open_case(hands)
    choose_thing(hands, "The signed note of the visit")
    hands.go_to("Asked of")
    hands.fill("Dr. Chen", "3/25/2026")
    post(hands)
    hands.press(ESC)
    practice.clock.move_to(date(2026, 3, 25))
    hands.press(Key.Key_1, CTRL)
    today = hands.tab_of("today")
    today.refresh()
    hands.settle()
    hands.press(Key.Key_Home, CTRL)
    while "Case 1001" not in today.view.current_row().text:
        hands.press(Key.Key_Down)
    hands.press(ENTER)
    hands.wait(page.isVisible)
    assert page.case.line.number == 1001


def test_a_denial_of_ended_coverage_is_billed_to_the_insurer_that_was_in_force(practice, open_window):
    juniper = add_to_list(practice.session, "payer", {"name": "Juniper Mutual"})
    plan = add_to_list(practice.session, "plan", {"payer": juniper, "name": "Juniper PPO"})
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213")
    send(practice, visit.claim_id)
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], None, "0.00", adjusted("CO-27 165.00")))
    old = Policy.get()
    ended = {"termination": practice.clock().date() - timedelta(days=30)}
    change_policy(practice.session, patient, old.id, old.version, ended)
    practice.a_policy(patient, plan)
    hands = open_window()
    tab = show_triage(hands)
    card = tab.desk_page.triage.card
    assert card.advice.text() == "Bill the other insurer"
    assert card.why.text() == "Juniper Mutual Juniper PPO was in force on that day: bill it there."
    hands.press(Key.Key_R, CTRL)
    choose(hands, "What is to be done", "Bill the other insurer")
    hands.go_to("Why, kept on record")
    hands.type("New card")
    post(hands)
    assert (
        hands.said[-1]
        == "1 case was opened and decided. Billed to Juniper Mutual; send the claim until 05/22/2027."
    )
    model = show_stage(hands, "Closed")
    assert model.columns[0].value(model.row_at(0)).word == "Billed to another insurer"
    assert select("select count(*) from claim where policy_id <> ?", old.id) == [(1,)]

"""The guidelines tab by its keys: filters, a record written, its versions, papers, doubts, reach, files."""

from datetime import date, timedelta

from app.models.database import select
from app.models.guidelines import Guideline
from app.services.desk_papers import print_registration_form
from app.services.guideline_reviews import open_review
from app.services.guidelines import change_guideline
from app.services.visits import plan_visit
from app.views.common.buttons import Button
from tests.practice_fixtures import TODAY, adjusted
from tests.views.guidelines.guideline_hands import Key, go_to_tab
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT

JULY = date(2026, 7, 1)


def open_tab(open_window, role="manager"):
    hands = open_window(role)
    tab = go_to_tab(hands, "guidelines")
    hands.settle()
    return hands, tab


def retype(hands, name, text):
    """Go to a field by Tab and type over what it holds."""
    hands.go_to(name, 60)
    hands.press(Key.Key_A, CTRL)
    hands.type(text)


def choose_chip(hands, tab, key):
    """Show a part of the list by the arrows."""
    chips = tab.list.chips
    for _ in range(40):
        if chips.isAncestorOf(hands.focus):
            break
        hands.press(Key.Key_Backtab, SHIFT)
    keys = list(chips._chips)
    for _ in range(6):
        if hands.focus is chips.chip(key):
            break
        here = next(at for at, each in enumerate(keys) if hands.focus is chips.chip(each))
        hands.press(Key.Key_Right if here < keys.index(key) else Key.Key_Left)
    if chips.value() != key:
        hands.press(Key.Key_Space)
    assert chips.value() == key


def choose(hands, name, word):
    """Go to a choice by Tab, and down to the word that begins so."""
    hands.go_to(name, 60)
    for _ in range(hands.focus.count()):
        if hands.focus.currentText().startswith(word):
            return
        hands.press(Key.Key_Down)
    raise AssertionError(f"{name} offers no {word}")


def shown(tab):
    return [line.id for line in tab.list.model.rows]


def cells(tab, row=0):
    """What the list shows in a row, by column."""
    model = tab.list.model
    return {column.title: model.index(row, at).data() for at, column in enumerate(model.columns)}


def test_the_list_shows_what_is_said_and_when_it_was_read(open_window, write):
    write()
    _, tab = open_tab(open_window)
    assert cells(tab) == {
        "Insurer": "Prairie Health",
        "Service": "97110",
        "Answer": "Covered",
        "Approval": "after 20 visits",
        "Referral": "",
        "Limit": "",
        "Where it says so": "Bulletin 25-9, page 2",
        "Looked up": "11/02/2026",
        "Again on": "01/31/2027",
    }
    assert tab.card.title == "Prairie Health: 97110"
    assert dict(tab.card.facts.texts)["Counts from"] == "01/01/2026, version 1"


def test_the_chips_count_and_show_what_needs_a_look(open_window, practice, write):
    fine = write()
    old = write(codes="76700", confirmed_on=date(2026, 1, 5))
    draft = write(codes="99214", status="draft")
    hands, tab = open_tab(open_window)
    counts = [tab.list.chips.chip(key).text() for key in ("all", "overdue", "contradicted", "drafts")]
    assert counts == ["All 3", "Overdue 1", "Contradicted by a denial 0", "Drafts 1"]
    choose_chip(hands, tab, "overdue")
    assert shown(tab) == [old]
    choose_chip(hands, tab, "drafts")
    assert shown(tab) == [draft]
    hands.press(Key.Key_F, CTRL)
    assert hands.focus_name == "Find in list"
    choose_chip(hands, tab, "all")
    hands.press(Key.Key_F, CTRL)
    hands.type("97110 prairie")
    assert shown(tab) == [fine]


def test_a_denial_contradicts_a_record_and_leads_to_its_claim(open_window, practice, ana, write):
    record = write(codes="76700", approval="no", approval_after=None)
    visit = practice.a_visit(ana, "76700")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "0.00", "0.00", adjusted("CO-197 420.00")))
    hands, tab = open_tab(open_window)
    assert cells(tab)["Again on"] == "Contradicted"
    choose_chip(hands, tab, "contradicted")
    assert shown(tab) == [record]
    hands.wait(tab.card.doubts.isVisible)
    hands.go_to("Reasons to look it up again", 60)
    hands.press(ENTER)
    assert hands.tab_of("billing").isVisible()
    go_to_tab(hands, "guidelines")
    hands.go_to("It is right as it stands", 60)
    hands.press(Key.Key_Space)
    assert select("select outcome from guideline_review_end") == [("kept",)]
    hands.wait(lambda: shown(tab) == [])


def test_a_record_is_written_by_keys_alone(open_window, practice):
    hands, tab = open_tab(open_window, "biller")
    hands.press(Key.Key_N, CTRL)
    assert hands.focus_name == "Insurer"
    hands.type("prair")
    retype(hands, "Codes", "97110-97150")
    choose(hands, "Is it covered?", "Covered under")
    hands.go_to("Under which conditions")
    hands.type("A plan of care is signed.")
    choose(hands, "Referral", "A referral")
    hands.go_to("What the note must hold")
    hands.type("Plan of care")
    retype(hands, "Counts from", "7/1/2026")
    retype(hands, "Where it says so", "Bulletin 26-4")
    retype(hands, "Page", "3")
    hands.press(ENTER, CTRL)
    row = Guideline.get()
    assert (row.payer_id, row.plan_id, row.codes, row.answer) == (1, None, "97110-97150", "covered_if")
    assert (row.conditions, row.referral, row.documents) == (
        "A plan of care is signed.",
        True,
        "Plan of care",
    )
    assert (row.effective, row.source_title, row.source_page) == (JULY, "Bulletin 26-4", "3")
    assert (row.confirmed_by, row.confirmed_on, row.status) == ("Bea Stern", TODAY, "active")
    assert hands.focus_name == "Guidelines"
    assert tab.card.title == "Prairie Health: 97110-97150"


def test_what_cannot_stand_is_said_and_what_was_typed_stays(open_window, practice):
    hands, tab = open_tab(open_window)
    hands.press(Key.Key_N, CTRL)
    hands.type("prair")
    retype(hands, "Codes", "97110")
    choose(hands, "Approval beforehand", "Approval after")
    hands.press(ENTER, CTRL)
    assert "Type after how many visits or units" in tab.record.reason
    assert not Guideline.select().exists()
    hands.press(ESC)
    assert hands.focus_name != "Insurer"
    hands.press(Key.Key_N, CTRL)
    hands.settle()
    assert tab.record.form.editor("codes").text() == "97110"
    assert tab.record.reason == "What you typed before is back, and not saved yet."


def test_a_draft_says_nothing_until_it_is_saved_as_a_guideline(open_window, write, practice):
    record = write(status="draft")
    hands, tab = open_tab(open_window)
    assert cells(tab)["Answer"] == "Draft"
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    assert [row.status for row in Guideline.select().order_by(Guideline.id)] == ["draft", "active"]
    assert cells(tab)["Answer"] == "Covered"
    assert shown(tab) != [record]


def test_a_plan_is_chosen_among_those_of_the_insurer_also_in_a_draft(open_window, practice):
    hands, tab = open_tab(open_window)
    hands.press(Key.Key_N, CTRL)
    hands.type("medicare")
    plan = tab.record.form.editor("plan")
    assert [plan.itemText(at) for at in range(plan.count())] == ["All its plans", "Part B"]
    choose(hands, "Plan", "Part")
    retype(hands, "Codes", "97110")
    hands.press(ESC)
    hands.press(Key.Key_N, CTRL)
    hands.settle()
    assert tab.record.form.editor("plan").currentText() == "Part B"


def test_two_versions_stand_side_by_side_with_what_changed_marked(open_window, practice, write):
    record = write()
    change_guideline(practice.session, record, {"approval_after": 12, "effective": JULY})
    hands, tab = open_tab(open_window)
    hands.go_to("Compare versions", 60)
    hands.press(Key.Key_Space)
    changed = {line.name: (line.earlier, line.later) for line in tab.compared.lines if line.is_changed}
    assert changed == {
        "Counts from": ("01/01/2026", "07/01/2026"),
        "Approval": ("Approval after 20 visits a calendar year", "Approval after 12 visits a calendar year"),
    }
    assert tab.compared.earlier.currentText() == "Version 1, from 01/01/2026"
    hands.wait(lambda: "Approval after 12 visits a calendar year" in hands.visible_texts())
    hands.press(ESC)
    assert hands.focus_name == "Guidelines"


def test_i_looked_it_up_today_is_a_version_with_that_alone_new(open_window, write):
    write(confirmed_on=date(2026, 1, 5), confirmed_by="Bea Stern")
    hands, tab = open_tab(open_window)
    hands.go_to("I looked it up today", 60)
    hands.press(Key.Key_Space)
    assert hands.focus_name == "Who looked it up"
    assert hands.focus.text() == "Maria Lee"
    hands.press(ENTER, CTRL)
    assert [row.version for row in Guideline.select().order_by(Guideline.id)] == [1, 2]
    row = Guideline.get(Guideline.version == 2)
    assert (row.confirmed_by, row.confirmed_on) == ("Maria Lee", TODAY)
    assert row.review_on == TODAY + timedelta(days=90)
    assert (row.approval_after, row.source_title) == (20, "Bulletin 25-9")
    assert tab.list.chips.chip("overdue").text() == "Overdue 0"


def test_another_source_is_kept_with_the_confirmation(open_window, write):
    write()
    hands, _ = open_tab(open_window)
    hands.go_to("I looked it up today", 60)
    hands.press(Key.Key_Space)
    retype(hands, "Reference of the call", "7712")
    hands.press(ENTER, CTRL)
    row = Guideline.get(Guideline.version == 2)
    assert (row.call_reference, row.confirmed_on) == ("7712", TODAY)


def test_a_withdrawn_record_says_why_and_stands_last(open_window, write):
    write()
    write(codes="76700")
    hands, tab = open_tab(open_window)
    hands.wait(lambda: tab.card.title == "Prairie Health: 76700")
    hands.go_to("Withdraw…", 60)
    hands.press(Key.Key_Space)
    hands.press(ENTER, CTRL)
    assert Guideline.select().count() == 2
    hands.go_to("Why it no longer counts, kept on record")
    hands.type("The insurer took the bulletin back.")
    hands.press(ENTER, CTRL)
    row = Guideline.get(Guideline.version == 2)
    assert (row.status, row.effective, row.note) == (
        "withdrawn",
        TODAY,
        "The insurer took the bulletin back.",
    )
    assert [cells(tab, at)["Answer"] for at in range(2)] == ["Covered", "Withdrawn"]


def test_a_paper_is_attached_and_opened(open_window, practice, write, tmp_path):
    write()
    paper = tmp_path / "bulletin.pdf"
    paper.write_bytes(print_registration_form(practice.session, None, "en").pdf)
    hands, tab = open_tab(open_window)
    tab.card.choose = lambda _parent: str(paper)
    hands.go_to("Attach a paper", 60)
    hands.press(Key.Key_Space)
    hands.wait(tab.card.papers.isVisible)
    hands.go_to("bulletin.pdf", 60)
    hands.press(Key.Key_Space)
    preview = hands.window.overlays.page("file")
    hands.wait(preview.isVisible)
    assert preview.title == "bulletin.pdf"
    hands.press(ESC)
    assert tab.isVisible()


def test_whom_it_reaches_leads_there_and_becomes_to_dos_once(open_window, practice, ana, write):
    for back in range(11):
        practice.a_visit(ana, ("97110", "80.00"), on=TODAY - timedelta(days=20 - back))
    visit = plan_visit(practice.session, ana, TODAY + timedelta(days=1), {})
    write(approval_after=12, effective=TODAY - timedelta(days=11))
    hands, tab = open_tab(open_window)
    hands.wait(lambda: bool(tab.card.reach.model.rows))
    told = "It touches 1 patient at visit 11, 1 planned visit, 2 unsent claims."
    assert tab.card.reach.words.text() == told
    assert [row.kind for row in tab.card.reach.model.rows] == [
        "Near the limit",
        "Planned visit",
        "Unsent claim",
        "Unsent claim",
    ]
    hands.go_to("Make to-dos", 80)
    hands.press(Key.Key_Space)
    assert hands.said[-1] == "4 to-dos are on the list for today."
    which = [tab.card.reach.model.index(at, 2).data() for at in range(4)]
    assert which == ["11 visits", "11/24/2026", "claim 10010", "claim 10011"]
    subjects = select("select subject, subject_id from to_do where subject <> 'claim' order by subject")
    assert subjects == [("patient", ana), ("visit", visit)]
    hands.press(Key.Key_Space)
    assert hands.said[-1] == "All of it is on the list already."
    hands.go_to("Whom it reaches", 80, SHIFT)
    for _ in range(2):
        hands.press(Key.Key_Down)
    hands.press(ENTER)
    assert hands.tab_of("billing").isVisible()


def test_a_file_says_what_it_would_do_before_it_is_taken_in(open_window, practice, write, tmp_path):
    record = write()
    hands, tab = open_tab(open_window)
    place = tmp_path / "guidelines.csv"
    tab.choose_place = lambda _parent: str(place)
    hands.go_to("Export…", 60, SHIFT)
    hands.press(Key.Key_Space)
    assert hands.said[-1] == "1 guidelines were written into “guidelines.csv”."
    change_guideline(practice.session, record, {"approval_after": 12, "note": "Ours"})
    tab.taking_in.choose_file = lambda _parent: str(place)
    hands.press(Key.Key_O, CTRL)
    panel = tab.taking_in
    hands.wait(lambda: bool(panel.model.rows))
    assert "1 new version" in panel.reason
    assert "Nothing is changed yet." in panel.reason
    (row,) = panel.model.rows
    assert (row.payer, row.service) == ("Prairie Health", "97110")
    assert "Approval: Approval after 12 visits a calendar year → Approval after 20 visits" in row.what
    assert Guideline.select().count() == 2
    hands.press(ENTER, CTRL)
    assert Guideline.get(Guideline.version == 3).approval_after == 20
    assert "1 new version" in hands.said[-1]
    assert hands.focus_name == "Guidelines"


def test_a_refused_row_stops_the_whole_file(open_window, write, tmp_path):
    write()
    hands, tab = open_tab(open_window)
    place = tmp_path / "theirs.csv"
    place.write_text("insurer,codes,answer,effective\nNobody Health,97110,covered,2026-01-01\n")
    tab.taking_in.choose_file = lambda _parent: str(place)
    hands.press(Key.Key_O, CTRL)
    hands.wait(lambda: bool(tab.taking_in.model.rows))
    assert tab.taking_in.model.rows[0].chip.word == "Refused"
    hands.press(ENTER, CTRL)
    assert tab.taking_in.reason.startswith("Nothing was imported: a row is refused.")
    assert Guideline.select().count() == 1


def test_a_receptionist_reads_but_changes_nothing(open_window, practice, write):
    open_review(practice.session, write(), "The portal says otherwise")
    hands, tab = open_tab(open_window, "receptionist")
    assert "You may not change guidelines" in tab.card.reason
    assert "Nothing was changed" not in tab.card.reason
    assert not tab.card._buttons["confirm"].isEnabled()
    assert tab.card._buttons["confirm"].toolTip() == tab.card.reason
    assert tab.card._buttons["ask"].isEnabled()
    hands.press(Key.Key_N, CTRL)
    assert "You may not change guidelines" in hands.said[-1]
    hands.press(ENTER)
    assert tab.desk_page.isVisible()
    hands.go_to("It is changed now", 60)
    hands.press(Key.Key_Space)
    assert "You may not change guidelines" in hands.said[-1]
    assert Guideline.select().count() == 1


def test_an_empty_list_says_what_to_do(open_window):
    hands, tab = open_tab(open_window)
    assert "No guideline yet." in hands.visible_texts()
    hands.go_to("New guideline")
    hands.press(Key.Key_Space)
    assert tab.record.isVisible()


def test_an_old_version_leads_to_its_record(open_window, practice, write):
    old = write()
    newest = change_guideline(practice.session, old, {"approval_after": 12, "effective": JULY})
    write(codes="76700")
    hands = open_window()
    hands.window._on_navigated("show_guideline_version", old)
    hands.settle()
    tab = hands.tab_of("guidelines")
    hands.wait(lambda: tab.card.line is not None and tab.card.line.id == newest)
    assert hands.focus_name == "Guidelines"


def test_a_finding_of_a_claim_leads_to_the_guideline_that_made_it(open_window, practice, ana, write):
    record = write(codes="99213", answer="not_covered", approval="", approval_after=None)
    practice.a_visit(ana, "99213")
    hands = open_window()
    billing = go_to_tab(hands, "billing")
    hands.wait(lambda: billing.form.detail is not None)
    hands.settle()
    buttons = [each for each in billing.form.side.findChildren(Button) if each.text() == "Open the guideline"]
    assert buttons
    buttons[0].setFocus()
    hands.press(Key.Key_Space)
    tab = hands.tab_of("guidelines")
    hands.wait(lambda: tab.card.line is not None and tab.card.line.id == record)


def test_few_fields_are_asked_and_the_rest_is_a_button_away(open_window, write):
    hands, tab = open_tab(open_window)
    hands.press(Key.Key_N, CTRL)
    form, more = tab.record.form, tab.record.more
    asked = [name for name, cell in form._cells.items() if cell.isVisible()]
    assert len(asked) == 14
    assert not form._headings["patient_en"].isVisible()
    hands.go_to("More fields", 40)
    hands.press(Key.Key_Space)
    assert more.text() == "Fewer fields"
    assert hands.focus_name == "Every plan of a kind"
    assert form._headings["patient_en"].isVisible()
    retype(hands, "From age", "12")
    hands.press(ESC)
    hands.press(Key.Key_N, CTRL)
    hands.settle()
    assert form.editor("age_from").isVisible()
    assert form.editor("age_from").text() == "12"


def test_a_version_that_says_more_opens_unfolded(open_window, write):
    write(age_from=12)
    hands, tab = open_tab(open_window)
    hands.press(ENTER)
    assert tab.record.form.editor("age_from").isVisible()
    assert tab.record.more.text() == "Fewer fields"


def test_the_form_opens_at_its_top_each_time(open_window, write):
    write(age_from=12)
    hands, tab = open_tab(open_window)
    bar = tab.record._scrolled.verticalScrollBar()
    hands.press(ENTER)
    hands.go_to("Note for the desk", 60)
    assert bar.value() > 0
    hands.press(ESC)
    hands.press(ENTER)
    hands.settle()
    assert hands.focus_name == "Insurer"
    assert bar.value() == 0


def test_the_paper_is_attached_with_the_first_save(open_window, practice, tmp_path):
    paper = tmp_path / "bulletin.pdf"
    paper.write_bytes(print_registration_form(practice.session, None, "en").pdf)
    hands, tab = open_tab(open_window)
    tab.record.choose_paper = lambda _parent: str(paper)
    hands.press(Key.Key_N, CTRL)
    hands.type("prair")
    retype(hands, "Codes", "97110")
    choose(hands, "Is it covered?", "Covered")
    hands.go_to("Attach a paper…", 40)
    hands.press(Key.Key_Space)
    assert "“bulletin.pdf” is attached when you save." in hands.visible_texts()
    hands.press(ENTER, CTRL)
    hands.wait(lambda: tab.card.line is not None and bool(tab.card.line.documents))
    assert hands.said[-1] == "The guideline is saved. “bulletin.pdf” is kept beside it."
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    assert hands.said[-1] == "The guideline is saved; services before its date keep the version before."


def test_two_that_disagree_are_marked_and_an_insurer_is_parted_from_its_plan(open_window, practice, write):
    write()
    write(answer="not_covered", approval="", approval_after=None)
    write(codes="76700", plan=practice.lists.plan)
    write(codes="99214", payer=None, line_of_business="commercial")
    hands, tab = open_tab(open_window)
    told = [tuple(cells(tab, at)[name] for name in ("Insurer", "Service", "Again on")) for at in range(4)]
    assert sorted(told) == [
        ("Every commercial insurer", "99214", "01/31/2027"),
        ("Prairie Health", "97110", "Two disagree"),
        ("Prairie Health", "97110", "Two disagree"),
        ("Prairie Health · Prairie PPO", "76700", "01/31/2027"),
    ]
    hands.press(Key.Key_Home, CTRL)
    while tab.card.line.service != "76700":
        hands.press(Key.Key_Down)
    assert tab.card.title == "Prairie Health · Prairie PPO: 76700"


def test_an_unchanged_row_names_its_insurer(open_window, write, tmp_path):
    write()
    hands, tab = open_tab(open_window)
    place = tmp_path / "ours.csv"
    tab.choose_place = lambda _parent: str(place)
    hands.go_to("Export…", 60, SHIFT)
    hands.press(Key.Key_Space)
    tab.taking_in.choose_file = lambda _parent: str(place)
    hands.press(Key.Key_O, CTRL)
    hands.wait(lambda: bool(tab.taking_in.model.rows))
    (row,) = tab.taking_in.model.rows
    assert (row.chip.word, row.payer, row.service) == ("Unchanged", "Prairie Health", "97110")
    assert row.what.startswith("As it is already: Covered")

"""Scenario 14: a guideline from a date on, its versions and papers, and whom it reaches."""

from datetime import date, timedelta

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.findings import Severity
from app.models.callers import ToDo
from app.models.database import select
from app.models.guidelines import Guideline
from app.models.records import StoredFile
from app.queries.claim_checks import find_checked_claim
from app.queries.guideline_reach import list_guideline_reach
from app.queries.guideline_reviews import list_reviews
from app.queries.guidelines import GuidelineFilter, list_guideline_versions, list_guidelines
from app.services import authorizations, guideline_reach, guideline_reviews, guidelines, office, visits
from tests.practice_fixtures import TODAY

CODE = "97110"
SINCE = date(2026, 7, 1)
JUDGED_BY_GUIDELINES = ("AUTH-", "REF-", "COV-05", "FREQ-")
NO_COUNT = {"approval": "", "approval_after": None}


@pytest.fixture
def desk(practice):
    """A practice that charges for the code, on the eve of the bulletin."""
    office.keep_procedure(practice.session, CODE, {"name": "Exercise", "category": "therapy"})
    practice.clock.move_to(date(2026, 6, 30))
    return practice


def add(desk, **values):
    facts = {"payer": desk.lists.payer, "codes": CODE, "approval": "after", "approval_after": 12}
    return guidelines.add_guideline(desk.session, {**facts, "effective": SINCE, **values})


def visits_of(desk, patient, count, first=date(2026, 5, 1)):
    return [desk.a_visit(patient, (CODE, "80.00"), on=first + timedelta(days=n)) for n in range(count)]


def findings(desk, claim):
    """What the check of a whole claim says by guidelines."""
    found = desk.session.ask(find_checked_claim, claim, desk.session.today()).findings
    return tuple(each for each in found if each.rule.startswith(JUDGED_BY_GUIDELINES))


def reach_of(desk, guideline):
    return desk.session.ask(list_guideline_reach, guideline, desk.session.today())


def test_scenario_14_the_claim_side(desk):
    ana, ben = desk.an_insured_patient(), desk.an_insured_patient("Holm", "Ben")
    before = visits_of(desk, ana, 12)
    visits_of(desk, ben, 3)
    guideline = add(desk)
    desk.clock.move_to(date(2026, 7, 2))
    assert not any(findings(desk, visit.claim_id) for visit in before)
    thirteenth = desk.a_visit(ana, (CODE, "80.00"), on=date(2026, 7, 1))
    (found,) = findings(desk, thirteenth.claim_id)
    assert (found.severity, found.rule) == (Severity.ERROR, "AUTH-01")
    assert "after 12 visits a calendar year since 07/01/2026; this makes 13" in found.text
    assert found.source == f"guideline/{guideline}"
    fourth = desk.a_visit(ben, (CODE, "80.00"), on=date(2026, 7, 1))
    assert findings(desk, fourth.claim_id) == ()
    approved = {"policy": 1, "status": "approved", "number": "A-1", "approved": 6, "starts": SINCE}
    authorizations.register_authorization(desk.session, ana, approved)
    (found,) = findings(desk, thirteenth.claim_id)
    assert found.fix == "Put A-1 in box 23."
    bearing = desk.a_visit(ana, (CODE, "80.00"), on=date(2026, 7, 2), authorization_number="A-1")
    assert findings(desk, bearing.claim_id) == ()


def test_a_claim_is_judged_by_the_facts_of_its_patient_its_lines_and_its_payer(desk):
    ana = desk.an_insured_patient(birth_date=date(1961, 3, 4))
    claim = desk.a_visit(ana, (CODE, "80.00"), on=date(2026, 6, 1)).claim_id
    every = {**NO_COUNT, "effective": date(2026, 1, 1), "answer": "not_covered"}
    add(desk, **every, age_to=64)
    assert findings(desk, claim) == ()
    add(desk, **every, age_from=65, sex="F", places="11", diagnoses="J02")
    (found,) = findings(desk, claim)
    assert (found.rule, found.source) == ("COV-05", "guideline/2")
    add(desk, **{**every, "answer": "covered", "payer": None}, line_of_business="commercial")
    assert [each.source for each in findings(desk, claim)] == ["guideline/2"]


def test_a_shorter_window_of_a_guideline_ends_the_time_to_file(desk):
    ana = desk.an_insured_patient()
    claim = desk.a_visit(ana, (CODE, "80.00"), on=date(2026, 3, 2)).claim_id
    add(desk, **NO_COUNT, effective=date(2026, 1, 1), filing_days=90)
    found = desk.session.ask(find_checked_claim, claim, desk.session.today()).findings
    (late,) = [each for each in found if each.rule == "TFL-01"]
    assert (late.severity, "05/31/2026" in late.text) == (Severity.ERROR, True)


def test_scenario_14_the_reach(desk):
    ana, ben = desk.an_insured_patient(), desk.an_insured_patient("Holm", "Ben")
    visits_of(desk, ana, 11)
    visits_of(desk, ben, 4)
    planned = [visits.plan_visit(desk.session, ana, date(2026, 7, day), {}) for day in (2, 9, 16)]
    visits.plan_visit(desk.session, ana, SINCE - timedelta(days=1), {})
    visits.plan_visit(desk.session, ben, date(2026, 7, 2), {})
    guideline = add(desk)
    reach = reach_of(desk, guideline)
    assert [(each.id, each.name, each.count) for each in reach.patients] == [(ana, "Rivera, Ana", 11)]
    assert [each.id for each in reach.visits] == planned
    assert reach.visits[0].words == "visit of 07/02/2026"
    assert (reach.claims, reach.authorizations) == ((), ())
    assert reach.words == "1 patient at visit 11, 3 planned visits, 0 unsent claims"
    desk.clock.move_to(date(2026, 7, 1))
    sent = [desk.a_visit(ben, (CODE, "80.00"), on=SINCE) for _ in range(2)]
    desk.a_visit(ben, "99213", on=SINCE)
    approved = {"policy": 1, "status": "approved", "number": "A-1", "starts": SINCE}
    own = authorizations.register_authorization(desk.session, ana, {**approved, "codes": "97100-97150"})
    authorizations.register_authorization(desk.session, ana, {**approved, "codes": "99213"})
    reach = reach_of(desk, guideline)
    assert [each.id for each in reach.claims] == [visit.claim_id for visit in sent]
    assert [(each.id, each.words) for each in reach.authorizations] == [(own, "authorization A-1")]
    assert reach.words.endswith("2 unsent claims, 1 running approval")


def test_what_is_planned_for_a_visit_tells_whether_it_is_reached(desk):
    ana = desk.an_insured_patient()
    therapy, other = (visits.plan_visit(desk.session, ana, date(2026, 7, day), {}) for day in (2, 9))
    with desk.session.transaction() as transaction:
        for visit, code in ((therapy, CODE), (other, "99213")):
            select("insert into planned_service(visit_id, position, code) values (?, 1, ?)", visit, code)
            transaction.record("visit", visit, "plan_services")
    reach = reach_of(desk, add(desk))
    assert [each.id for each in reach.visits] == [therapy]


def test_the_desk_gets_a_to_do_for_each_record_once(desk):
    ana = desk.an_insured_patient()
    visits_of(desk, ana, 11)
    planned = visits.plan_visit(desk.session, ana, date(2026, 7, 2), {})
    guideline = add(desk)
    assert guideline_reach.make_reach_to_dos(desk.session, guideline) == 2
    assert guideline_reach.make_reach_to_dos(desk.session, guideline) == 0
    rows = list(ToDo.select().order_by(ToDo.id))
    assert [(row.kind, row.subject, row.subject_id, row.patient_id) for row in rows] == [
        ("guideline", "visit", planned, ana),
        ("guideline", "patient", ana, ana),
    ]
    assert rows[0].title == (
        "Look at visit of 07/02/2026 of Rivera, Ana: Prairie Health, 97110: "
        "Approval after 12 visits a calendar year"
    )


def test_a_change_is_a_new_version_and_the_old_one_stays(desk):
    first = add(desk, effective=date(2026, 1, 1), approval_after=20)
    second = guidelines.change_guideline(desk.session, first, {"effective": SINCE, "approval_after": 12})
    rows = list(Guideline.select().order_by(Guideline.id))
    assert [(row.chain_id, row.version, row.approval_after) for row in rows] == [(1, 1, 20), (1, 2, 12)]
    assert guidelines.change_guideline(desk.session, second, {"approval_after": 12}) == second
    with pytest.raises(RuleError, match="A colleague changed this guideline"):
        guidelines.change_guideline(desk.session, first, {"approval_after": 30})
    assert add(desk, codes="97112") == 3
    assert Guideline.get_by_id(3).chain_id == 2
    lines = desk.session.ask(list_guidelines, desk.session.today())
    assert [(line.id, line.says) for line in lines] == [
        (2, "Approval after 12 visits a calendar year"),
        (3, "Approval after 12 visits a calendar year"),
    ]
    assert [each.id for each in desk.session.ask(list_guideline_versions, 1)] == [2, 1]


def test_a_guideline_withdrawn_is_listed_last_and_says_nothing(desk):
    first = add(desk, effective=date(2026, 1, 1), approval="always", approval_after=None)
    add(desk, codes="97112")
    with pytest.raises(InputError, match="Say why"):
        guidelines.withdraw_guideline(desk.session, first, SINCE, " ")
    guidelines.withdraw_guideline(desk.session, first, SINCE, "The plan takes no such requests any more.")
    lines = desk.session.ask(list_guidelines, desk.session.today())
    assert [line.says for line in lines][-1] == "Withdrawn"
    assert lines[-1].guideline.note == "The plan takes no such requests any more."
    kept = desk.session.ask(list_guidelines, desk.session.today(), GuidelineFilter(withdrawn=False))
    assert [line.id for line in kept] == [2]
    ana = desk.an_insured_patient()
    desk.clock.move_to(SINCE)
    assert findings(desk, desk.a_visit(ana, (CODE, "80.00"), on=SINCE).claim_id) == ()
    earlier = desk.a_visit(ana, (CODE, "80.00"), on=date(2026, 6, 1))
    assert [each.rule for each in findings(desk, earlier.claim_id)] == ["AUTH-01"]


def test_a_draft_counts_nowhere_until_it_is_made_to(desk):
    ana = desk.an_insured_patient()
    claim = desk.a_visit(ana, (CODE, "80.00"), on=date(2026, 6, 1)).claim_id
    facts = {**NO_COUNT, "approval": "always", "effective": date(2026, 1, 1)}
    draft = add(desk, **facts, status="draft")
    assert findings(desk, claim) == ()
    guidelines.change_guideline(desk.session, draft, {"status": "active"})
    assert [each.rule for each in findings(desk, claim)] == ["AUTH-01"]


def test_a_guideline_falls_due_and_a_confirmation_is_a_version_with_that_alone_new(desk):
    first = add(desk, confirmed_on=date(2026, 3, 1))
    add(desk, codes="97112", **NO_COUNT, answer="not_covered", confirmed_on=date(2026, 3, 1))
    due = {row.codes: row.review_on for row in Guideline.select()}
    assert due == {CODE: date(2026, 5, 30), "97112": date(2026, 8, 28)}
    overdue = desk.session.ask(list_guidelines, desk.session.today(), GuidelineFilter(overdue=True))
    assert [line.id for line in overdue] == [first]
    second = guidelines.confirm_guideline(desk.session, first, "Bea Stern", date(2026, 6, 29))
    before, after = Guideline.get_by_id(first), Guideline.get_by_id(second)
    assert (after.confirmed_by, after.confirmed_on) == ("Bea Stern", date(2026, 6, 29))
    assert after.review_on == date(2026, 9, 27)
    assert (after.version, after.effective, after.approval_after) == (2, before.effective, 12)
    assert not desk.session.ask(list_guidelines, desk.session.today(), GuidelineFilter(overdue=True))
    with pytest.raises(InputError, match="later day than today"):
        guidelines.confirm_guideline(desk.session, second, "Bea Stern", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"payer": None, "codes": ""}, "Choose the insurer"),
        ({"payer": 99}, "not in this practice"),
        ({"plan": 2}, "belongs to another insurer"),
        ({"codes": "soon"}, "not a procedure code"),
        ({"modifiers": "ABC"}, "not a modifier"),
        ({"places": "7"}, "not a place of service"),
        ({"diagnoses": "back"}, "beginning of a diagnosis"),
        ({"effective": None}, "date from which"),
        ({"ends": date(2026, 6, 30)}, "ends before it begins"),
        ({"approval_after": None}, "after how many"),
        ({"approval": "maybe"}, "Choose whether approval"),
        ({"answer": "covered_if"}, "Write the conditions"),
        ({"age_from": 65, "age_to": 18}, "ages run backward"),
        ({"filing_days": 0}, "whole numbers"),
        ({"source_link": "javascript:x"}, "https://"),
        ({"line_of_business": "pets"}, "line of business"),
        (NO_COUNT, "Say at least one thing"),
    ],
)
def test_what_cannot_stand_is_refused(desk, values, words):
    with pytest.raises(InputError, match=words):
        add(desk, **values)
    assert not Guideline.select().exists()


def test_lists_are_kept_in_one_way_however_they_were_typed(desk):
    add(
        desk,
        codes="97110;97140-97150",
        modifiers="gp, 59",
        places="11 22",
        diagnoses="m54 M17.1",
        documents="Plan of care;  Progress  note\nPlan of care",
    )
    row = Guideline.get()
    assert (row.codes, row.modifiers, row.places) == ("97110, 97140-97150", "GP 59", "11, 22")
    assert (row.diagnoses, row.diagnosis_rule) == ("M54, M17.1", "any")
    assert row.documents == "Plan of care\nProgress note"


def test_a_guideline_is_never_edited_not_even_by_hand(desk):
    add(desk)
    for change in ("update guideline set most = 99", "delete from guideline"):
        with pytest.raises(Exception, match="never"), desk.session.transaction():
            select(change)


def test_the_paper_stays_with_the_guideline_through_its_versions(desk, tmp_path):
    first = add(desk)
    paper = tmp_path / "bulletin.pdf"
    paper.write_bytes(b"%PDF-1.4 bulletin")
    kept = guidelines.attach_guideline_file(desk.session, first, paper)
    guidelines.change_guideline(desk.session, first, {"note": "Ask by portal."})
    (line,) = desk.session.ask(list_guidelines, TODAY)
    assert line.documents == ((kept, "bulletin.pdf"),)
    assert bytes(StoredFile.get_by_id(kept).content) == b"%PDF-1.4 bulletin"
    with pytest.raises(InputError, match="cannot be read"):
        guidelines.attach_guideline_file(desk.session, first, tmp_path / "gone.pdf")


def test_a_doubt_stays_open_until_it_is_ended_once(desk):
    guideline = add(desk)
    with pytest.raises(InputError, match="few words"):
        guideline_reviews.open_review(desk.session, guideline, "")
    review = guideline_reviews.open_review(desk.session, guideline, "A caller said otherwise.")
    (line,) = desk.session.ask(list_guidelines, desk.session.today())
    assert (line.reviews, line.denials) == (1, 0)
    (shown,) = desk.session.ask(list_reviews, 1)
    assert (shown.id, shown.cause, shown.note) == (review, "manual", "A caller said otherwise.")
    assert (shown.opened_on, shown.opened_by) == (date(2026, 6, 30), "Maria Lee")
    guideline_reviews.close_review(desk.session, review, "kept", "The portal says the same.")
    assert desk.session.ask(list_reviews) == ()
    (ended,) = desk.session.ask(list_reviews, 1, True)
    assert (ended.outcome, ended.ending) == ("kept", "The portal says the same.")
    with pytest.raises(RuleError, match="ended this review already"):
        guideline_reviews.close_review(desk.session, review, "changed")

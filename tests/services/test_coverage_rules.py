"""Scenario 14: a rule from a date on, its versions and papers, and whom it reaches."""

from datetime import date, timedelta

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.findings import Severity
from app.models.authorizations import CoverageRule
from app.models.database import select
from app.models.records import StoredFile
from app.queries.claim_checks import find_checked_claim
from app.queries.coverage_rules import list_rule_reach, list_rule_versions, list_rules
from app.services import authorizations, coverage_rules, office, visits
from tests.practice_fixtures import TODAY

CODE = "97110"
SINCE = date(2026, 7, 1)
ASKED_BY_PAYERS = ("AUTH-", "REF-", "COV-05", "FREQ-")


@pytest.fixture
def desk(practice):
    """A practice that charges for the code, on the eve of the bulletin."""
    office.keep_procedure(practice.session, CODE, {"name": "Exercise", "category": "therapy"})
    practice.clock.move_to(date(2026, 6, 30))
    return practice


def add(desk, **values):
    facts = {"payer": desk.lists.payer, "codes": CODE, "ask": "after", "most": 12, "effective": SINCE}
    return coverage_rules.add_rule(desk.session, {**facts, **values})


def visits_of(desk, patient, count, first=date(2026, 5, 1)):
    return [desk.a_visit(patient, (CODE, "80.00"), on=first + timedelta(days=n)) for n in range(count)]


def findings(desk, claim):
    """What the check of a whole claim says of approvals and payers' rules."""
    found = desk.session.ask(find_checked_claim, claim, desk.session.today()).findings
    return tuple(each for each in found if each.rule.startswith(ASKED_BY_PAYERS))


def test_scenario_14_the_claim_side(desk):
    ana, ben = desk.an_insured_patient(), desk.an_insured_patient("Holm", "Ben")
    before = visits_of(desk, ana, 12)
    visits_of(desk, ben, 3)
    add(desk)
    desk.clock.move_to(date(2026, 7, 2))
    assert not any(findings(desk, visit.claim_id) for visit in before)
    thirteenth = desk.a_visit(ana, (CODE, "80.00"), on=date(2026, 7, 1))
    (found,) = findings(desk, thirteenth.claim_id)
    assert (found.severity, found.rule) == (Severity.ERROR, "AUTH-01")
    assert "after 12 visits a calendar year since 07/01/2026; this makes 13" in found.text
    fourth = desk.a_visit(ben, (CODE, "80.00"), on=date(2026, 7, 1))
    assert findings(desk, fourth.claim_id) == ()
    approved = {"policy": 1, "status": "approved", "number": "A-1", "approved": 6, "starts": SINCE}
    authorizations.register_authorization(desk.session, ana, approved)
    (found,) = findings(desk, thirteenth.claim_id)
    assert found.fix == "Put A-1 in box 23."
    bearing = desk.a_visit(ana, (CODE, "80.00"), on=date(2026, 7, 2), authorization_number="A-1")
    assert findings(desk, bearing.claim_id) == ()


def test_scenario_14_the_reach(desk):
    ana, ben = desk.an_insured_patient(), desk.an_insured_patient("Holm", "Ben")
    visits_of(desk, ana, 11)
    visits_of(desk, ben, 4)
    for day in (2, 9, 16):
        visits.plan_visit(desk.session, ana, date(2026, 7, day), {})
    visits.plan_visit(desk.session, ana, SINCE - timedelta(days=1), {})
    visits.plan_visit(desk.session, ben, date(2026, 7, 2), {})
    rule = add(desk)
    reach = desk.session.ask(list_rule_reach, rule, desk.session.today())
    assert reach.patients == ((ana, "Rivera, Ana", 11),)
    assert len(reach.visits) == 3
    assert reach.claims == ()
    assert reach.words == "1 patient at visit 11, 3 planned visits, 0 unsent claims"
    desk.clock.move_to(date(2026, 7, 1))
    sent = [desk.a_visit(ben, (CODE, "80.00"), on=SINCE) for _ in range(2)]
    desk.a_visit(ben, "99213", on=SINCE)
    reach = desk.session.ask(list_rule_reach, rule, desk.session.today())
    assert reach.claims == tuple(visit.claim_id for visit in sent)
    assert reach.words.endswith("2 unsent claims")


def test_a_change_is_a_new_version_and_the_old_one_stays(desk):
    first = add(desk, effective=date(2026, 1, 1), most=20)
    second = coverage_rules.change_rule(desk.session, first, {"effective": SINCE, "most": 12})
    rows = list(CoverageRule.select().order_by(CoverageRule.id))
    assert [(row.chain_id, row.version, row.most) for row in rows] == [(1, 1, 20), (1, 2, 12)]
    assert coverage_rules.change_rule(desk.session, second, {"most": 12}) == second
    with pytest.raises(RuleError, match="A colleague changed this rule"):
        coverage_rules.change_rule(desk.session, first, {"most": 30})
    assert add(desk, codes="97112") == 3
    assert CoverageRule.get_by_id(3).chain_id == 2
    lines = desk.session.ask(list_rules, desk.session.today())
    assert [(line.id, line.asks) for line in lines] == [
        (2, "Approval after 12 visits a calendar year"),
        (3, "Approval after 12 visits a calendar year"),
    ]
    assert [rule.id for rule in desk.session.ask(list_rule_versions, 1)] == [2, 1]


def test_a_rule_withdrawn_is_listed_last_and_asks_nothing(desk):
    first = add(desk, effective=date(2026, 1, 1), ask="authorization", most=None)
    add(desk, codes="97112")
    coverage_rules.change_rule(desk.session, first, {"withdrawn": True, "effective": SINCE})
    lines = desk.session.ask(list_rules, desk.session.today())
    assert [line.asks for line in lines][-1] == "Withdrawn"
    ana = desk.an_insured_patient()
    desk.clock.move_to(SINCE)
    assert findings(desk, desk.a_visit(ana, (CODE, "80.00"), on=SINCE).claim_id) == ()
    earlier = desk.a_visit(ana, (CODE, "80.00"), on=date(2026, 6, 1))
    assert [each.rule for each in findings(desk, earlier.claim_id)] == ["AUTH-01"]


def test_a_rule_falls_due_after_ninety_or_a_hundred_and_eighty_days(desk):
    add(desk, confirmed_on=date(2026, 3, 1))
    add(desk, codes="97112", ask="not_covered", most=None, confirmed_on=date(2026, 3, 1))
    due = {row.codes: row.review_on for row in CoverageRule.select()}
    assert due == {CODE: date(2026, 5, 30), "97112": date(2026, 8, 28)}
    assert [line.is_due for line in desk.session.ask(list_rules, desk.session.today())] == [True, False]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"payer": None}, "Choose the insurer"),
        ({"plan": 2}, "belongs to another insurer"),
        ({"codes": "soon"}, "not a procedure code"),
        ({"effective": None}, "date from which"),
        ({"ends": date(2026, 6, 30)}, "ends before it begins"),
        ({"most": None}, "after how many"),
        ({"ask": "maybe"}, "Choose what the insurer asks"),
    ],
)
def test_what_cannot_stand_is_refused(desk, values, words):
    with pytest.raises(InputError, match=words):
        add(desk, **values)
    assert not CoverageRule.select().exists()


def test_a_rule_is_never_edited_not_even_by_hand(desk):
    add(desk)
    for change in ("update coverage_rule set most = 99", "delete from coverage_rule"):
        with pytest.raises(Exception, match="never"), desk.session.transaction():
            select(change)


def test_the_paper_stays_with_the_rule_through_its_versions(desk, tmp_path):
    first = add(desk)
    paper = tmp_path / "bulletin.pdf"
    paper.write_bytes(b"%PDF-1.4 bulletin")
    kept = coverage_rules.attach_rule_file(desk.session, first, paper)
    coverage_rules.change_rule(desk.session, first, {"note": "Ask by portal."})
    (line,) = desk.session.ask(list_rules, TODAY)
    assert line.documents == ((kept, "bulletin.pdf"),)
    assert bytes(StoredFile.get_by_id(kept).content) == b"%PDF-1.4 bulletin"
    with pytest.raises(InputError, match="cannot be read"):
        coverage_rules.attach_rule_file(desk.session, first, tmp_path / "gone.pdf")

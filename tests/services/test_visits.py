"""Visits: what is posted for them, what cannot stand, and how charges are taken back."""

from datetime import date, timedelta

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.line_details import LineDetail
from app.models.claims import Claim
from app.models.database import select
from app.models.ledger import Charge, Visit
from app.services import adjudications, days, visits
from app.services.visits import LineEntry, VisitEntry
from tests.practice_fixtures import TODAY, adjusted, money


def submit(practice, patient, *lines, diagnoses=("J02.9",), on=TODAY, **facts):
    return visits.submit_visit(practice.session, VisitEntry(patient, on, diagnoses, lines, facts))


def balances():
    return select("select account, cents from account_balance where cents <> 0 order by account")


def test_an_insured_visit_is_the_insurers_and_makes_its_claim(practice):
    patient = practice.an_insured_patient()
    done = practice.a_visit(patient, "99213", "87880")
    assert balances() == [("insurance_ar", 20500)]
    claim = Claim.get_by_id(done.claim_id)
    assert (claim.rank, claim.state, claim.visit_id) == (1, "ready", done.visit_id)
    assert [row.line_number for row in Charge.select().order_by(Charge.id)] == [1, 2]


@pytest.mark.parametrize("who", ["patient", "visit", "no policy"])
def test_a_self_pay_visit_is_the_patients_and_makes_no_claim(practice, who):
    patient = practice.a_patient(self_pay=who == "patient")
    if who != "no policy":
        practice.a_policy(patient)
    done = practice.a_visit(patient, "99213", self_pay=who == "visit")
    assert done.claim_id is None
    assert balances() == [("patient_ar", 16500)]


def test_a_late_visit_is_posted_today_and_keeps_its_age(practice):
    patient = practice.an_insured_patient()
    practice.a_visit(patient, "99213", on=date(2026, 9, 1))
    assert select("select posted_on, effective_on from posting") == [("2026-11-23", "2026-09-01")]


def test_a_visit_is_billed_to_the_policy_of_its_own_day(practice):
    patient = practice.a_patient()
    old = practice.a_policy(patient, termination=date(2026, 6, 30))
    new = practice.a_policy(patient, practice.lists.medigap, effective=date(2026, 7, 1))
    claims = [
        practice.a_visit(patient, "99213", on=on).claim_id for on in (date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert [Claim.get_by_id(claim).policy_id for claim in claims] == [old, new]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (LineEntry("9921", money("165.00"), pos="11"), "“9921” is not a procedure code"),
        (LineEntry("99213", money("165.00")), "place of service is missing"),
        (LineEntry("99213", money("165.00"), pos="11", pointers="B"), "does not have"),
        (LineEntry("99213", money("165.00"), pos="11", units=0), "Units go from 1"),
        (LineEntry("99213", money("165.00"), pos="11", modifiers=("2",)), "“2” is not a modifier"),
        (LineEntry("99213", money("0.00"), pos="11"), "cannot be posted"),
        (LineEntry("99213", money("-5.00"), pos="11"), "less than zero"),
        (LineEntry("99213", money("1000000.01"), pos="11"), "at most"),
        (
            LineEntry("99213", money("165.00"), pos="11", service_on=TODAY + timedelta(days=1)),
            "in the future",
        ),
        (LineEntry("99213", money("165.00"), pos="11", service_on=date(1960, 1, 1)), "was born on"),
    ],
)
def test_a_line_that_cannot_stand_is_refused_in_words_and_posts_nothing(practice, line, words):
    patient = practice.an_insured_patient()
    sound = LineEntry("99213", money("165.00"), pos="11")
    with pytest.raises(InputError, match=words) as refused:
        submit(practice, patient, sound, line)
    assert "Nothing was posted. Line 2: " in str(refused.value)
    assert (select("select * from visit"), select("select * from day_event")) == ([], [])


def test_every_fault_of_a_visit_is_said_at_once(practice):
    patient = practice.an_insured_patient()
    lines = [LineEntry("9921", money("1.00"), pos="11"), LineEntry("99213", money("1.00"))]
    with pytest.raises(InputError) as refused:
        submit(practice, patient, *lines, diagnoses=())
    for words in ("No diagnosis", "Line 1: “9921”", "Line 2: The place of service"):
        assert words in str(refused.value)


def test_a_line_takes_the_place_of_service_of_its_place(practice):
    patient = practice.an_insured_patient()
    submit(practice, patient, LineEntry(" 99213 ", money("165.00")), place=practice.lists.place)
    row = Charge.get()
    assert (row.pos, row.code) == ("11", "99213")


def test_a_visit_in_the_future_or_without_lines_is_refused(practice):
    patient = practice.an_insured_patient()
    line = LineEntry("99213", money("165.00"), pos="11")
    with pytest.raises(InputError, match="lies in the future"):
        submit(practice, patient, line, on=TODAY + timedelta(days=1))
    with pytest.raises(InputError, match="at least one charge line"):
        submit(practice, patient)


def test_a_planned_visit_becomes_done_once(practice):
    patient = practice.an_insured_patient()
    planned = visits.plan_visit(practice.session, patient, TODAY, {"at_time": "09:30"})
    entry = VisitEntry(
        patient, TODAY, ("J02.9",), (LineEntry("99213", money("1.00"), pos="11"),), {}, planned
    )
    assert visits.submit_visit(practice.session, entry).visit_id == planned
    assert Visit.get_by_id(planned).at_time == "09:30"
    with pytest.raises(RuleError, match="posted already"):
        visits.submit_visit(practice.session, entry)
    with pytest.raises(RuleError, match="This visit is done"):
        visits.change_visit(practice.session, planned, 2, {"reason": "x"})


def test_a_visit_is_not_declared_done_without_its_charges(practice):
    patient = practice.an_insured_patient()
    planned = visits.plan_visit(practice.session, patient, TODAY, {})
    with pytest.raises(InputError, match="once its charges are entered"):
        visits.change_visit(practice.session, planned, 1, {"state": "done"})
    visits.change_visit(practice.session, planned, 1, {"state": "cancelled"})
    assert Visit.get_by_id(planned).state == "cancelled"


def test_voided_charges_leave_nothing_owed_and_void_the_claim(practice):
    patient = practice.an_insured_patient()
    done = practice.a_visit(patient, "99213")
    visits.void_charges(practice.session, done.visit_id, "wrong patient")
    assert balances() == []
    assert Claim.get_by_id(done.claim_id).state == "void"
    assert Visit.get_by_id(done.visit_id).state == "planned"
    with pytest.raises(RuleError, match="no charges to void"):
        visits.void_charges(practice.session, done.visit_id, "again")


def test_a_voided_visit_can_be_entered_again_with_a_claim_for_each_insurer(practice):
    patient = practice.a_patient()
    practice.a_policy(patient)
    second = practice.a_policy(patient, practice.lists.medigap, rank=2)
    line = LineEntry("99213", money("100.00"), pos="11")
    first = practice.a_visit(patient, ("99213", "90.00"))
    practice.an_answer(first.claim_id, (first.charge_ids[0], "90.00", "70.00", adjusted("PR-2 20.00")))
    answer = select("select max(id) from adjudication")[0][0]
    adjudications.reverse_adjudication(practice.session, answer, "typed wrong")
    assert [row.state for row in Claim.select().order_by(Claim.id)] == ["ready", "void"]
    visits.void_charges(practice.session, first.visit_id, "wrong amount")
    again = visits.submit_visit(
        practice.session, VisitEntry(patient, TODAY, ("J02.9",), (line,), {}, first.visit_id)
    )
    practice.an_answer(again.claim_id, (again.charge_ids[0], "100.00", "80.00", adjusted("PR-2 20.00")))
    claims = [(row.policy_id, row.state) for row in Claim.select().order_by(Claim.id).offset(2)]
    assert claims == [(1, "answered"), (second, "ready")]
    assert balances() == [("insurance_ar", 2000)]


def test_charges_that_somebody_answered_or_paid_are_not_voided(practice):
    patient = practice.an_insured_patient()
    denied = practice.a_visit(patient, "76700")
    practice.an_answer(denied.claim_id, (denied.charge_ids[0], None, "0.00", adjusted("CO-197 420.00")))
    own = practice.a_visit(patient, "99213", self_pay=True)
    practice.a_payment(1, "5.00", (own.charge_ids[0], "5.00"))
    for visit in (denied, own):
        with pytest.raises(RuleError, match="Nothing was voided"):
            visits.void_charges(practice.session, visit.visit_id, "typed wrong")


def test_charges_are_voided_with_a_reason_and_on_an_open_day(practice):
    patient = practice.an_insured_patient()
    done = practice.a_visit(patient, "99213")
    with pytest.raises(RuleError, match="Say why"):
        visits.void_charges(practice.session, done.visit_id, "  ")
    days.close_day(practice.session, TODAY)
    with pytest.raises(RuleError, match="Nov 23 is closed"):
        visits.void_charges(practice.session, done.visit_id, "wrong patient")
    practice.clock.move_to(TODAY + timedelta(days=1))
    visits.void_charges(practice.session, done.visit_id, "wrong patient")
    assert balances() == []


def test_a_template_is_replaced_under_its_name(practice):
    line = LineEntry("99213", money("165.00"))
    first = visits.keep_template(practice.session, "Sore throat", ["J02.9"], [line], {})
    again = visits.keep_template(practice.session, " Sore throat ", ["J02.9"], [line, line], {})
    assert first == again
    with pytest.raises(InputError, match="needs a name"):
        visits.keep_template(practice.session, " ", [], [line], {})


DRUG = LineDetail("Given in the arm", "00002143380", "ML", "0.5")


def test_a_line_keeps_its_drug_and_a_visit_its_hospital_stay_and_referral(practice):
    from app.queries.claim_contents import find_claim_content

    patient = practice.an_insured_patient()
    facts = {
        "referral_number": "R-77",
        "accident_on": date(2026, 11, 2),
        "admitted_on": date(2026, 11, 3),
        "discharged_on": date(2026, 11, 5),
    }
    line = LineEntry("J1885", money("40.00"), pos="11", detail=DRUG)
    done = submit(practice, patient, line, **facts)
    row = Charge.get_by_id(done.charge_ids[0])
    assert (row.ndc, row.ndc_unit, row.ndc_quantity, row.description) == (
        "00002143380",
        "ML",
        "0.5",
        "Given in the arm",
    )
    content = find_claim_content(done.claim_id)
    assert content.lines[0].drug.ndc == "00002143380"
    assert (content.dates.admitted, content.dates.discharged) == (date(2026, 11, 3), date(2026, 11, 5))
    assert (content.referral_number, content.accident.happened_on) == ("R-77", date(2026, 11, 2))


def test_a_drug_that_is_not_told_whole_is_refused_with_its_line(practice):
    line = LineEntry("J1885", money("40.00"), pos="11", detail=LineDetail(ndc="00002143380"))
    with pytest.raises(InputError, match="Line 1: The drug’s unit is missing"):
        submit(practice, practice.an_insured_patient(), line)
    assert not Charge.select().exists()


def test_nobody_is_discharged_before_being_admitted(practice):
    line = LineEntry("99213", money("40.00"), pos="11")
    stay = {"admitted_on": date(2026, 11, 5), "discharged_on": date(2026, 11, 3)}
    with pytest.raises(InputError, match="discharge lies before the admission"):
        submit(practice, practice.an_insured_patient(), line, **stay)


def test_a_template_and_the_last_visit_keep_the_drug_of_a_line(practice):
    from app.queries.visits import find_last_visit, list_templates

    line = LineEntry("J1885", money("40.00"), pos="11", detail=DRUG)
    visits.keep_template(practice.session, "Shot", ["J02.9"], [line], {})
    (template,) = practice.session.ask(list_templates)
    assert template.lines[0].detail == DRUG
    patient = practice.an_insured_patient()
    submit(practice, patient, line)
    assert practice.session.ask(find_last_visit, patient).lines[0].detail == DRUG


def test_a_template_kept_before_lines_had_details_still_opens(practice):
    from app.models.database import writing
    from app.models.ledger import VisitTemplate
    from app.queries.visits import list_templates

    visits.keep_template(practice.session, "Old", [], [LineEntry("99213", money("40.00"))], {})
    content = VisitTemplate.get().content.replace(
        ', "detail": {"description": "", "ndc": "", "ndc_unit": "", "ndc_quantity": ""}', ""
    )
    assert "detail" not in content
    with writing():
        VisitTemplate.update(content=content).execute()
    (template,) = practice.session.ask(list_templates)
    assert template.lines[0].detail == LineDetail()

"""Questions about coverage go out one file a payer; an answer finds its question by trace, nothing else."""

from datetime import date

import pytest

from app.domain.eligibility import BenefitKind, CheckStatus, Network
from app.domain.errors import InputError
from app.models.database import select
from app.models.eligibility import EligibilityRequest
from app.models.records import Policy, StoredFile
from app.queries.eligibility import find_accumulators, list_checks, list_eligibility
from app.services.claim_answers import read_answer_file
from app.services.eligibility_requests import Ask, ask_coverage, place_coverage_question
from app.services.office import change_in_list
from tests.edi.answer_makers import make_999, make_ta1
from tests.edi.coverage_makers import (
    ACTIVE,
    ANA,
    INACTIVE,
    MANY,
    NOT_FOUND,
    UNKNOWN,
    dependent,
    insured,
    make_271,
    make_refused_271,
)
from tests.practice_fixtures import TODAY, money

pytest_plugins = ("tests.services.partner_fixtures",)


@pytest.fixture
def asked(partnered):
    """A patient whose payer was asked: patient, policy and trace."""
    patient = partnered.desk.an_insured_patient()
    policy = Policy.get(Policy.patient == patient).id
    ask_coverage(partnered.desk.session, [Ask(policy, TODAY)])
    return patient, policy, EligibilityRequest.get().trace


def read(partnered, text, name="answer.271"):
    return read_answer_file(partnered.desk.session, name, text.encode())


def checks(partnered, patient):
    return partnered.desk.session.ask(list_checks, patient)


def test_one_file_a_payer_asks_about_all_its_policies_and_lies_in_the_outbox(partnered):
    desk = partnered.desk
    people = [desk.an_insured_patient(), desk.an_insured_patient("Stone", "Lee")]
    policies = [Policy.get(Policy.patient == person).id for person in people]
    made = ask_coverage(desk.session, [Ask(policy, TODAY) for policy in (*policies, policies[0])])
    (file,) = made.files
    assert (file.policy_ids, made.left_out) == (tuple(policies), ())
    text = bytes(StoredFile.get_by_id(file.file_id).content).decode()
    requests = list(EligibilityRequest.select())
    assert len({request.trace for request in requests}) == 2
    assert all(f"TRN*1*{request.trace}*9123456789~" in text for request in requests)
    assert "NM1*IL*1*RIVERA*ANA****MI*XYZ11~DMG*D8*19610304*F~DTP*291*D8*20261123~EQ*30~" in text
    path = place_coverage_question(desk.session, file)
    assert (path.parent, path.read_text()) == (partnered.outbox, text)
    assert select("select interchange_number, group_number from trading_partner") == [(1, 1)]


def test_a_child_is_asked_about_under_the_parent_who_holds_the_policy(partnered):
    desk = partnered.desk
    child = desk.a_patient("Rivera", "Luz", birth_date=date(2015, 5, 6))
    policy = desk.a_policy(
        child, relationship="child", holder_last="Rivera", holder_first="Ana", member_id="M1"
    )
    (file,) = ask_coverage(desk.session, [Ask(policy, TODAY)]).files
    text = bytes(StoredFile.get_by_id(file.file_id).content).decode()
    assert "NM1*IL*1*RIVERA*ANA****MI*M1~HL*4*3*23*0~TRN*1*" in text
    assert "NM1*03*1*RIVERA*LUZ~DMG*D8*20150506*F~" in text


def test_whoever_cannot_be_asked_about_is_named_with_the_reason(partnered):
    desk = partnered.desk
    unknown = desk.a_patient("Blank", "Bo", birth_date=None)
    nobody = desk.a_policy(unknown, member_id="")
    alone = desk.a_policy(desk.a_patient("Holm"), desk.lists.medicare)
    made = ask_coverage(desk.session, [Ask(nobody, TODAY), Ask(alone, TODAY)])
    assert made.files == ()
    assert "Blank, Bo: the payer needs two of" in made.left_out[0].text
    assert "no trading partner" in made.left_out[1].text
    assert select("select count(*) from eligibility_request") == [(0,)]


def test_the_payers_own_id_for_these_questions_is_used_where_it_has_one(partnered):
    desk = partnered.desk
    row = select("select id, version from payer where id = ?", desk.lists.payer)[0]
    change_in_list(desk.session, "payer", *row, {"eligibility_payer_id": "ELIG9"})
    policy = desk.a_policy(desk.a_patient())
    (file,) = ask_coverage(desk.session, [Ask(policy, TODAY)]).files
    assert "*PI*ELIG9~" in bytes(StoredFile.get_by_id(file.file_id).content).decode()


def test_an_active_answer_is_kept_with_its_amounts_plan_year_and_raw_bytes(partnered, asked):
    patient, policy, trace = asked
    text = make_271(insured(trace, ACTIVE))
    report = read(partnered, text)
    (outcome,) = report.coverage
    assert (outcome.patient_id, outcome.status, report.unmatched) == (patient, CheckStatus.ACTIVE, ())
    assert outcome.text == (
        "Active. Copay, office $30.00; deductible left $420.50 of $1,500.00; family deductible left "
        "$1,800.00; coinsurance 20 %; out-of-pocket left $3,100.00 of $5,000.00."
    )
    (line,) = checks(partnered, patient)
    assert (line.plan_name, line.begins, line.ends) == (
        "PRAIRIE GOLD PPO",
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert line.summary.outside.deductible_left == money("3000.00")
    assert bytes(StoredFile.get_by_id(line.file_id).content) == text.encode()
    assert find_accumulators(policy, TODAY).deductible_left == money("420.50")
    (found,) = partnered.desk.session.ask(list_eligibility, patient, TODAY)
    assert (found.asked_on, found.differences) == (None, ())


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        (INACTIVE, CheckStatus.INACTIVE, "Not active."),
        (UNKNOWN, CheckStatus.UNKNOWN, "did not say whether"),
        (NOT_FOUND, CheckStatus.REJECTED, "They do not find the insured person."),
    ],
)
def test_other_answers_are_told_apart(partnered, asked, told, status, words):
    patient, policy, trace = asked
    (outcome,) = read(partnered, make_271(insured(trace, told))).coverage
    assert outcome.status is status
    assert words in outcome.text
    assert checks(partnered, patient)[0].status is status
    assert find_accumulators(policy, TODAY) is None


@pytest.mark.parametrize("at", ["payer", "provider"])
def test_a_file_that_is_refused_whole_rejects_every_question_in_it(partnered, asked, at):
    patient, _, _ = asked
    reference = EligibilityRequest.get().reference
    (outcome,) = read(partnered, make_refused_271(reference, at)).coverage
    assert (outcome.patient_id, outcome.status) == (patient, CheckStatus.REJECTED)
    assert checks(partnered, patient)[0].reject_reason.startswith("They do not find the provider.")


def test_many_benefits_are_kept_one_a_service_with_others_named(partnered, asked):
    patient, _, trace = asked
    read(partnered, make_271(insured(trace, MANY)))
    said = checks(partnered, patient)[0].benefits
    covered = [each.service for each in said if each.kind is BenefitKind.COVERED]
    assert covered == ["30", "1", "33", "47", "86", "88", "98", "AL", "MH", "UC"]
    limit = next(each for each in said if each.kind is BenefitKind.LIMIT)
    assert (limit.quantity, limit.approval, limit.network) == ("30 visits", "yes", Network.IN)
    assert "CHIROPRACTIC CARE NEEDS NO REFERRAL" in limit.detail
    other = next(each for each in said if each.kind is BenefitKind.OTHER_PAYER)
    assert (other.name, other.number, other.rank) == ("OTHER MUTUAL", "777", 1)
    assert "8005550100" in other.detail
    (found,) = partnered.desk.session.ask(list_eligibility, patient, TODAY)
    assert [each.theirs for each in found.differences] == ["Other Mutual pays first"]


def test_an_answer_finds_its_question_by_trace_though_it_names_another_person(partnered, asked):
    patient, _, trace = asked
    text = make_271(insured(trace, ACTIVE)).replace("RIVERA*ANA", "STONE*LEE")
    assert read(partnered, text).coverage[0].patient_id == patient
    (found,) = partnered.desk.session.ask(list_eligibility, patient, TODAY)
    assert [(each.field, each.theirs) for each in found.differences] == [
        ("patient.last", "Stone"),
        ("patient.first", "Lee"),
    ]


def test_the_right_name_without_our_trace_is_nobodys_answer(partnered, asked):
    patient, _, _ = asked
    report = read(partnered, make_271(insured("SOMEBODY", ACTIVE), insured("", ACTIVE, 4), reference="X"))
    assert report.coverage == ()
    assert [text[:40] for text in report.unmatched] == [
        "An answer about coverage with SOMEBODY, ",
        "An answer about coverage with no trace, ",
    ]
    assert checks(partnered, patient) == ()


def test_a_dependents_answer_compares_the_patient_and_the_holder(partnered):
    desk = partnered.desk
    child = desk.a_patient("Rivera", "Lucia", birth_date=date(2015, 5, 6))
    policy = desk.a_policy(
        child, relationship="child", holder_last="Rivera", holder_first="Anna", member_id="XYZ11"
    )
    ask_coverage(desk.session, [Ask(policy, TODAY)])
    read(partnered, make_271(dependent(EligibilityRequest.get().trace, ACTIVE[len(ANA) :])))
    (found,) = desk.session.ask(list_eligibility, child, TODAY)
    assert [(each.field, each.theirs) for each in found.differences] == [
        ("patient.first", "Luz"),
        ("policy.holder_first", "Ana"),
    ]


def test_a_file_is_read_once_and_a_broken_one_not_at_all(partnered, asked):
    patient, _, trace = asked
    text = make_271(insured(trace, ACTIVE))
    with pytest.raises(InputError, match="Segment"):
        read(partnered, text.replace("EB*C*IND*30***23*1500", "EB*C*IND*30***23*15OO"))
    assert checks(partnered, patient) == ()
    read(partnered, text)
    assert read(partnered, text).read_before == TODAY
    assert len(checks(partnered, patient)) == 1
    assert select("select kinds from claim_answer_file") == [("271",)]


def test_a_question_without_answer_is_waited_for(partnered, asked):
    patient, _, _ = asked
    (found,) = partnered.desk.session.ask(list_eligibility, patient, TODAY)
    assert (found.latest, found.asked_on) == (None, TODAY)


@pytest.mark.parametrize(
    "answer", [make_ta1(1, "R", "006"), make_999(7, 1, [("0001", "R", [("IK3", "NM1", "8", "2100", "8")])])]
)
def test_a_file_that_came_back_unread_rejects_its_questions(partnered, asked, answer):
    patient, _, _ = asked
    report = read(partnered, answer, "receipt.txt")
    assert report.unmatched == ()
    assert [(each.patient_id, each.status) for each in report.coverage] == [(patient, CheckStatus.REJECTED)]
    assert checks(partnered, patient)[0].reject_reason


@pytest.mark.parametrize("answer", [make_ta1(1), make_999(7, 1, [("0001", "A", [])])])
def test_a_receipt_for_a_question_that_arrived_changes_nothing(partnered, asked, answer):
    patient, _, _ = asked
    report = read(partnered, answer, "receipt.txt")
    assert (report.unmatched, report.coverage) == ((), ())
    (found,) = partnered.desk.session.ask(list_eligibility, patient, TODAY)
    assert found.asked_on == TODAY

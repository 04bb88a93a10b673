"""What a contract makes of a claim, and which answered services are listed as underpaid."""

from datetime import date, timedelta

import pytest

from app.domain.underpayments import Tolerance
from app.models.database import database
from app.queries.claim_checks import find_checked_claim
from app.queries.contracts import expected_for_claim
from app.queries.underpayments import list_underpayments
from app.services import adjudications, claims
from app.services.contracts import add_contract, set_tolerance
from app.services.official_files import Wanted, load_official_file, preview_official_file
from tests import official_samples as made
from tests.domain.contract_samples import money, term
from tests.practice_fixtures import TODAY, adjusted

SINCE = date(2026, 1, 1)
TOWN = "06102,IL,16,MADE TOWN,1.000,1.000,1.000,1.000"


@pytest.fixture
def desk(practice, tmp_path):
    """A practice that loads files, makes contracts and asks what is underpaid."""

    def load(name, content, wanted):
        path = tmp_path / name
        if isinstance(content, dict):
            made.zipped(path, **content)
        else:
            path.write_bytes(content)
        return load_official_file(practice.session, preview_official_file(practice.session, path), wanted)

    def agree(*terms, **more):
        return add_contract(practice.session, {"payer": 1, "effective": SINCE, **more}, terms)

    def underpaid(first=SINCE, last=TODAY, **more):
        return practice.session.ask(list_underpayments, first, last, **more)

    practice.load, practice.agree, practice.underpaid = load, agree, underpaid
    return practice


def paid_95(desk, last="Rivera"):
    """A visit of 165.00 for which the insurer allows 95.00 and 4.00 of the test's 40.00."""
    visit = desk.a_visit(desk.an_insured_patient(last), "99213", "87880")
    first, second = visit.charge_ids
    answer = desk.an_answer(
        visit.claim_id,
        (first, "95.00", "75.00", adjusted("CO-45 70.00", "PR-3 20.00")),
        (second, None, "4.00", adjusted("CO-45 36.00")),
    )
    return visit, answer


def test_an_answer_below_the_contract_is_listed_with_its_steps_and_last_day(desk):
    visit, _ = paid_95(desk)
    desk.agree(
        term("fixed", "99213", "103.52"), name="Prairie 2026", source_title="Exhibit B", dispute_days=90
    )
    (line,) = desk.underpaid()
    assert (line.claim_id, line.code, line.patient, line.payer) == (
        visit.claim_id,
        "99213",
        "Rivera, Ana",
        "Prairie Health",
    )
    assert (str(line.charged), str(line.found.expected), str(line.found.allowed), str(line.difference)) == (
        *("165.00", "103.52", "95.00"),
        "8.52",
    )
    assert (line.steps, line.contract) == (("fixed rate $103.52",), "Prairie 2026, Exhibit B")
    assert (line.received_on, line.dispute_by) == (TODAY, TODAY + timedelta(days=90))


def test_an_allowed_amount_that_is_not_stated_is_what_was_paid_and_left(desk):
    paid_95(desk)
    desk.agree(term("fixed", "87880", "20"))
    (line,) = desk.underpaid()
    assert (line.code, str(line.found.allowed), str(line.difference)) == ("87880", "4.00", "16.00")


def test_medicares_fee_schedule_prices_a_contract(desk):
    fees = made.fees(made.fee_row("99213", "1 2 1 0", signs="A 0 XXX 0 0 0 0 0"))
    content = {"PPRRVU2026_Oct_nonQPP__csv": fees, "GPCI2026__csv": made.localities(TOWN)}
    desk.load("rvu26d.zip", content, Wanted(date(2026, 10, 1), locality="06102-16"))
    visit, _ = paid_95(desk)
    desk.agree(term("medicare", percent=125))
    expected = desk.session.ask(expected_for_claim, visit.claim_id)
    assert expected[0].words == "125 % of Medicare 2026 non-facility $100.20 = $125.25"
    assert expected[1].words == "The contract has no rate for 87880."
    (line,) = desk.underpaid()
    assert str(line.difference) == "30.25"


def test_a_fee_schedule_without_prices_is_said_to_be_missing(desk):
    desk.load(made.PPRRVU, made.fees(made.fee_row("99213", "1 2 1 0")), Wanted())
    visit, _ = paid_95(desk)
    desk.agree(term("medicare", percent=125))
    expected = desk.session.ask(expected_for_claim, visit.claim_id)
    assert expected[0].words == "Medicare’s fee schedule of 2026 is not loaded with prices."
    assert desk.underpaid() == ()


def test_loaded_rates_count_from_their_day(desk):
    content = made.rates("99213,,100.00,1/1/2026", "99213,,110.00,11/1/2026", "87880,,4.00,1/1/2026")
    desk.load("prairie.csv", content, Wanted(source="Prairie"))
    desk.agree(term("file", source="Prairie"))
    paid_95(desk)
    (line,) = desk.underpaid()
    assert line.steps == ("rate of “Prairie” $110.00",)


def test_only_days_insurers_names_claims_and_codes_that_are_asked_for(desk):
    paid_95(desk)
    desk.agree(term("fixed", amount="150"), term("fixed", "87880", "20"))
    assert [line.code for line in desk.underpaid()] == ["99213", "87880"]
    assert [line.code for line in desk.underpaid(text="87880")] == ["87880"]
    assert len(desk.underpaid(text="riv")) == 2
    assert len(desk.underpaid(text=str(desk.underpaid()[0].claim_number))) == 2
    assert len(desk.underpaid(payer=1)) == 2
    for none in ({"payer": 2}, {"text": "holm"}, {"last": TODAY - timedelta(days=1)}):
        assert desk.underpaid(**none) == ()


def test_what_was_taken_back_denied_or_answered_anew_is_not_listed(desk):
    desk.agree(term("fixed", amount="150"), term("fixed", "87880", "20"))
    visit, answer = paid_95(desk)
    adjudications.reverse_adjudication(desk.session, answer, "wrong paper")
    assert desk.underpaid() == ()
    first, second = visit.charge_ids
    desk.an_answer(
        visit.claim_id,
        (first, "0.00", "0.00", adjusted("CO-197 165.00")),
        (second, "20.00", "20.00", adjusted("CO-45 20.00")),
    )
    assert desk.underpaid() == ()


def test_a_later_insurers_answer_is_compared_only_where_it_states_what_it_allows(desk):
    patient = desk.a_patient()
    desk.a_policy(patient, desk.lists.medicare)
    desk.a_policy(patient, desk.lists.plan, rank=2)
    visit = desk.a_visit(patient, "99213")
    desk.an_answer(visit.claim_id, (visit.charge_ids[0], "130", "104", adjusted("CO-45 35.00", "PR-2 26.00")))
    later = next(line.id for line in claims.Claim.select() if line.rank == 2)
    desk.an_answer(later, (visit.charge_ids[0], None, "20", adjusted("OA-23 139.00", "PR-2 6.00")))
    desk.agree(term("fixed", amount="150"))
    assert desk.underpaid() == ()


def test_the_tolerance_of_the_practice_counts(desk):
    paid_95(desk)
    desk.agree(term("fixed", "99213", "96"))
    assert desk.underpaid() == ()
    set_tolerance(desk.session, Tolerance(money("0.50"), 0))
    assert [str(line.difference) for line in desk.underpaid()] == ["1.00"]


def test_a_claim_of_an_insurer_without_contract_expects_nothing(desk):
    visit, _ = paid_95(desk)
    assert desk.session.ask(expected_for_claim, visit.claim_id) == ()
    desk.agree(term("fixed", amount="150"), payer=2)
    assert desk.session.ask(expected_for_claim, visit.claim_id) == ()
    assert desk.underpaid() == ()


def test_many_answers_are_asked_for_in_few_questions(desk, monkeypatch):
    desk.agree(term("fixed", amount="150"))
    for name in ("Rivera", "Holm", "Berg", "Stone"):
        paid_95(desk, name)
    asked, ask = [], database.execute_sql

    def listen(sql, params=None, **named):
        asked.append(sql)
        return ask(sql, params, **named)

    monkeypatch.setattr(database, "execute_sql", listen)
    assert len(desk.underpaid()) == 8
    assert sum(" from " in sql.lower() for sql in asked) < 15


def test_a_charge_below_the_contract_is_named_before_the_claim_is_sent(desk):
    desk.agree(term("fixed", "99213", "170"), term("fixed", "87880", "20"))
    visit = desk.a_visit(desk.an_insured_patient(), "99213", "87880")
    found = desk.session.ask(find_checked_claim, visit.claim_id, TODAY).findings
    (low,) = [each for each in found if each.rule == "CPT-07"]
    assert (low.field, low.text) == (
        "24.1.f_dollars",
        "The charge for 99213 is lower than Prairie Health would pay.",
    )

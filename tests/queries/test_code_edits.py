"""What the scrubber is told of codes: by the files of that date, and "not checked" where there is none."""

from datetime import date

import pytest

from app.domain.code_edits import OfficialKind, PairEdit, Standing, UnitLimit
from app.domain.money import Money
from app.domain.official_periods import choose_in_force
from app.models.database import database
from app.queries.code_edits import find_code_edits, services_in
from app.queries.diagnoses import find_diagnoses
from app.queries.official_files import list_file_periods
from app.services import office
from app.services.official_files import Wanted, load_official_file, preview_official_file
from tests import official_samples as made

KIND = OfficialKind
NOTHING_SAID = Wanted()
Q4, Q3 = date(2026, 11, 23), date(2026, 9, 30)


@pytest.fixture
def desk(practice, tmp_path):
    def load(name, content, wanted=NOTHING_SAID):
        (tmp_path / name).write_bytes(content)
        shown = preview_official_file(practice.session, tmp_path / name)
        return load_official_file(practice.session, shown, wanted)

    practice.load = load
    return practice


def edits(desk, codes=(), diagnoses=(), on=Q4, **more):
    return desk.session.ask(find_code_edits, codes, diagnoses, on, **more)


def test_without_files_nothing_is_checked_and_nothing_passes(desk):
    found = edits(desk, ["99213", "J1885"], ["J02.9"])
    assert found.loaded == frozenset()
    assert (found.pairs, found.limits, found.services) == (None, None, None)
    assert found.diagnosis("J02.9") is Standing.NOT_CHECKED
    assert found.hcpcs("J1885") is Standing.NOT_CHECKED
    assert found.service("99213") is None
    assert not found.is_checked(KIND.PAIRS)


def test_pairs_are_found_in_either_order_on_their_days(desk):
    desk.load(
        "ccipra-v323r0.txt",
        made.pairs("99213 87880 20200101 * 1", "87880 99214 20200101 20260930 0", "99213 76700 20270101 * 0"),
    )
    codes = ["87880", "99213", "99214", "76700", "99213"]
    assert edits(desk, codes).pairs == (PairEdit("99213", "87880", "1"),)
    assert edits(desk, list(reversed(codes))).pairs == (PairEdit("99213", "87880", "1"),)
    then = edits(desk, codes, on=Q3)
    assert then.pairs == (PairEdit("87880", "99214", "0"), PairEdit("99213", "87880", "1"))
    assert then.is_checked(KIND.PAIRS)
    assert edits(desk, ["99213"]).pairs == ()
    assert edits(desk, codes, on=date(2027, 1, 1)).pairs is None


def test_a_missing_part_leaves_the_pairs_unchecked(desk):
    for part in ("f1", "f2", "f3"):
        desk.load(f"ccipra-v323r0-{part}.txt", made.pairs("99213 87880 20200101 * 1"))
    assert edits(desk, ["99213", "87880"]).pairs is None
    desk.load("ccipra-v323r0-f4.txt", made.pairs("99214 87880 20200101 * 1"))
    found = edits(desk, ["99213", "87880", "99214"])
    assert found.pairs == (PairEdit("99213", "87880", "1"), PairEdit("99214", "87880", "1"))


def test_codes_that_came_later_are_named_as_unpaired(desk):
    desk.load("ccipra-v323r0.txt", made.pairs("99213 87880 20200101 * 1"))
    office.keep_procedure(desk.session, "12345", {"name": "New one"})
    assert edits(desk, ["99213", "12345"]).unpaired == {"12345"}


def test_an_old_date_of_service_is_judged_by_the_file_of_then(desk):
    desk.load("MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", made.limits("99213 5 3"))
    desk.load(made.MUE, made.limits("99213 1 2"))
    assert edits(desk, ["99213"], on=Q3).limit("99213") == UnitLimit("99213", 5, "3")
    assert edits(desk, ["99213", "87880"]).limits == {"99213": UnitLimit("99213", 1, "2")}
    assert edits(desk, ["99213"], on=date(2026, 6, 30)).limits is None


def test_pairs_and_limits_of_medicaid_are_its_own(desk):
    desk.load(made.MUE, made.limits("99213 1 2"))
    desk.load("MCD_MUE_Practitioner_Eff_10-01-2026.csv", made.limits("99213 4 2"))
    assert edits(desk, ["99213"]).limit("99213").units == 1
    assert edits(desk, ["99213"], source="medicaid").limit("99213").units == 4


def test_the_fee_file_tells_of_the_code_and_its_modifier(desk):
    desk.load(
        made.PPRRVU,
        made.fees(
            made.fee_row("76700", "1 1 1 1", signs="A 1 XXX 4 2 1 0 9"),
            made.fee_row("76700", "1 0 0 0", "26", signs="A 1 XXX 4 2 1 0 9"),
            made.fee_row("87880", "0 0 0 0", signs="X 9 XXX 9 9 9 9 9"),
        ),
    )
    found = edits(desk, ["76700", "87880", "99213"])
    assert [row.modifier for row in found.services["76700"]] == ["", "26"]
    assert found.service("76700", ("59", "26")).modifier == "26"
    assert (found.service("76700").pctc, found.service("76700").bilateral) == ("1", "2")
    assert found.service("87880").status == "X"
    assert found.service("99213") is None
    assert edits(desk, ["76700"], on=Q3).services is None


def test_level_two_codes_are_judged_by_their_days(desk):
    desk.load(made.HCPCS, made.hcpcs("A4550 19860101 - Tray", "J0123 20200101 20261031 Drug"))
    found = edits(desk, ["A4550", "J0123", "J9999", "99213", "D0120"])
    assert found.level_two == {
        "A4550": Standing.VALID,
        "J0123": Standing.NOT_VALID,
        "J9999": Standing.NOT_VALID,
        "99213": Standing.NOT_CHECKED,
        "D0120": Standing.NOT_CHECKED,
    }
    assert edits(desk, ["J0123"], on=date(2026, 10, 31)).hcpcs("J0123") is Standing.VALID


def test_diagnoses_are_judged_by_the_shipped_list_and_the_loaded_year(desk):
    desk.load(made.ORDER, made.order("E11 0 Heading", "E119 1 Words", "E11X9 1 Fresh words"))
    asked = ["E11.9", "E11X9", "E11", "J02.9", "what"]
    found = edits(desk, (), asked)
    assert found.is_checked(KIND.DIAGNOSES)
    assert [found.diagnosis(code).value for code in asked] == [
        "valid",
        "valid",
        "needs more characters",
        "not valid",
        "not valid",
    ]
    then = edits(desk, (), asked, on=Q3)
    assert then.is_checked(KIND.DIAGNOSES)
    assert [then.diagnosis(code).value for code in asked] == [
        "valid",
        "not valid",
        "needs more characters",
        "valid",
        "not valid",
    ]


def test_a_list_of_rates_tells_the_rate_of_the_day(desk):
    content = made.rates("99213,,104.20,1/1/2026", "99213,,110.00,7/1/2026")
    desk.load("prairie.csv", content, Wanted(source="Prairie Health"))

    def rate(on, source="Prairie Health"):
        periods = list_file_periods((OfficialKind.RATES,))
        found = services_in(choose_in_force(periods, OfficialKind.RATES, on, source), ["99213"], on)
        return found and found["99213"][0].non_facility

    assert rate(date(2026, 6, 30)) == Money(10420)
    assert rate(Q4) == Money(11000)
    assert rate(date(2025, 12, 31)) is None
    assert rate(Q4, "Lakeside") is None


def test_no_file_is_read_from_end_to_end(desk, monkeypatch):
    desk.load("ccipra-v323r0.txt", made.pairs("99213 87880 20200101 * 1"))
    desk.load(made.MUE, made.limits("99213 1 2"))
    desk.load(made.PPRRVU, made.fees(made.fee_row("99213", "1 1 1 1")))
    desk.load(made.HCPCS, made.hcpcs("A4550 19860101 - Tray"))
    desk.load(made.ORDER, made.order("E119 1 Words"))
    asked, ask = [], database.execute_sql

    def listen(sql, params=None, **named):
        asked.append((sql, params))
        return ask(sql, params, **named)

    monkeypatch.setattr(database, "execute_sql", listen)
    edits(desk, ["99213", "87880", "A4550"], ["E11.9"])
    desk.session.ask(find_diagnoses, "e11 words", Q4)
    plans = [
        (sql, step)
        for sql, params in asked
        if sql.startswith("select")
        for *_, step in ask(f"explain query plan {sql}", params).fetchall()
    ]
    tables = ("ncci_pair", "mue_limit", "fee_schedule_row", "hcpcs_code", "diagnosis_code")
    assert {table for table in tables if any(f"SEARCH {table}" in step for _, step in plans)} == set(tables)
    assert not [step for _, step in plans if step.startswith("SCAN") and step.endswith(tables)]

"""Diagnoses are found by code and by words, and their validity is that of the date of service."""

import shutil
import threading
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.database import close_database, connect_thread
from app.models.practice_file import key_path
from app.queries import diagnoses
from app.queries.diagnoses import DiagnosisLine, find_covered_dates, find_diagnoses, find_diagnosis
from app.services.official_files import (
    Wanted,
    load_official_file,
    preview_official_file,
    remove_official_file,
)
from tests import official_samples as made
from tests.practice_fixtures import Clock, open_at

DAY = date(2026, 3, 12)
LATER = date(2026, 10, 1)


@pytest.fixture(scope="module", autouse=True)
def opened(prepared_practice, tmp_path_factory):
    """A practice without year files, which every look-up asks for them."""
    source, _ = prepared_practice
    path = tmp_path_factory.mktemp("diagnoses") / "maple.plainbill"
    shutil.copyfile(source, path)
    shutil.copyfile(key_path(source), key_path(path))
    practice = open_at(path, "maria", Clock())
    yield practice
    practice.close()


@pytest.fixture
def year(opened, tmp_path):
    """A loaded year from Oct 1, 2026 with two codes of the shipped list and three of our own."""
    content = made.order(
        "E11 0 Type 2 diabetes mellitus",
        "E119 1 Type 2 diabetes mellitus reworded",
        "J02 0 Acute pharyngitis",
        "E11B1 1 Made diabetes",
        "E11B2 1 Made diabetes of the quokka",
    )
    path = tmp_path / made.ORDER
    path.write_bytes(content)
    shown = preview_official_file(opened.session, path)
    loaded = load_official_file(opened.session, shown, Wanted())
    yield loaded
    remove_official_file(opened.session, loaded.id)


def codes(text, on=DAY, limit=50):
    return [line.code for line in find_diagnoses(text, on, limit)]


def test_the_release_is_whole():
    (counts,) = diagnoses._ask("SELECT count(*), sum(billable) FROM diagnosis")
    assert counts == (98_186, 74_719)


@pytest.mark.parametrize("typed", ["E11.9", "e119", " E11.9 "])
def test_one_code_as_typed(typed):
    assert find_diagnosis(typed, DAY) == DiagnosisLine(
        "E11.9", "Type 2 diabetes mellitus without complications", billable=True, validity="valid"
    )


def test_a_heading_needs_more_characters():
    line = find_diagnosis("E11", DAY)
    assert (line.billable, line.validity) == (False, "valid")
    assert not find_diagnosis("B99", DAY).billable
    assert find_diagnosis("B99.9", DAY).billable
    assert find_diagnosis("B20", DAY).billable
    assert not find_diagnosis("S72.001", DAY).billable
    assert find_diagnosis("S72.001A", DAY).billable


def test_the_covered_dates_count_with_both_ends():
    assert find_covered_dates() == (date(2025, 10, 1), date(2026, 9, 30))
    validities = [
        find_diagnosis("E11.9", on).validity
        for on in (date(2025, 9, 30), date(2025, 10, 1), date(2026, 9, 30), LATER)
    ]
    assert validities == ["not checked", "valid", "valid", "not checked"]


def test_unknown_codes_are_not_valid_only_where_it_is_known():
    assert find_diagnosis("E11.0X", DAY) == DiagnosisLine("E11.0X", "", billable=False, validity="not valid")
    assert find_diagnosis("E11.0X", LATER).validity == "not checked"
    assert find_diagnosis("99213", LATER).validity == "not valid"
    assert find_diagnosis("", DAY).validity == "not valid"


def test_the_beginning_of_a_code_lists_it_in_order():
    found = codes("e11.6")
    assert found[0] == "E11.6"
    assert found[:18] == sorted(found[:18])
    assert "E11.65" in found
    assert codes("E11.621")[0] == "E11.621"
    assert codes("QA0.8") == ["QA0.8"]


def test_words_in_any_order_and_only_begun():
    assert "E11.9" in codes("diab type 2 without compl")
    assert "E11.9" in codes("compl without 2 type diab")
    assert codes("essential hypertension")[0] == "I10"
    assert codes("low back pain")[0].startswith("M54.5")
    assert (
        codes("Ménière bilateral")
        == codes("meniere BILATERAL")
        == codes("Me\u0301nie\u0300re bilateral")
        == ["H81.03"]
    )
    assert "K50.90" in codes("Crohn's unspecified without")
    assert "K50.90" in codes("crohn’s disease unspecified")


def test_everyday_codes_come_before_rare_ones():
    assert codes("pharyngitis")[0] == "J02.9"
    assert codes("hypertension")[0] == "I10"
    assert codes("type 2 diabetes")[0] == "E11.9"
    assert codes("cough")[0] == "R05.9"
    assert codes("pain in throat") == ["R07.0", "R07"]


def test_code_and_words_together_and_words_that_look_like_codes():
    both = codes("e11 foot ulcer")
    assert "E11.621" in both
    assert all(code.startswith("E11") for code in both)
    assert any("B12" in line.description for line in find_diagnoses("b12 deficiency", DAY))


def test_every_line_found_by_words_holds_them_and_billable_ones_come_first():
    lines = find_diagnoses("asthma", DAY, limit=200)
    assert all("asthma" in line.description.lower() for line in lines)
    billable = [line.billable for line in lines]
    assert billable == sorted(billable, reverse=True)
    assert {line.validity for line in find_diagnoses("asthma", LATER)} == {"not checked"}


def test_the_limit_holds_and_nothing_is_listed_twice():
    assert len(codes("fracture", limit=7)) == 7
    found = codes("t", limit=500)
    assert len(found) == len(set(found)) == 500


@pytest.mark.parametrize(
    "text", ["", "   ", "'", '"', "*", "NEAR(", 'a" OR "b', "😀", "-", "%", "';--", "AND", "x" * 300]
)
def test_odd_texts_break_nothing(text):
    assert isinstance(find_diagnoses(text, DAY), tuple)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_be_typed(text):
    assert len(find_diagnoses(text, DAY)) <= 50
    find_diagnosis(text, DAY)


def test_the_file_cannot_be_written():
    with pytest.raises(diagnoses.sqlcipher.OperationalError, match="readonly"):
        diagnoses._ask("DELETE FROM diagnosis")


def test_threads_look_up_at_the_same_time():
    found = []

    def look_up():
        connect_thread()
        found.extend(find_diagnosis("I10", DAY).description for _ in range(20))
        close_database()

    threads = [threading.Thread(target=look_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Essential (primary) hypertension"] * 80


def test_a_loaded_year_speaks_for_its_own_dates(year):
    assert find_diagnosis("E11.9", LATER) == DiagnosisLine(
        "E11.9", "Type 2 diabetes mellitus reworded", billable=True, validity="valid"
    )
    assert (find_diagnosis("E11", LATER).billable, find_diagnosis("E11", LATER).validity) == (False, "valid")
    gone = find_diagnosis("J02.9", LATER)
    assert (gone.description, gone.validity) == ("Acute pharyngitis, unspecified", "not valid")
    assert find_diagnosis("E11.B1", LATER).validity == "valid"
    assert find_diagnosis("E11.B1", DAY).validity == "not valid"
    assert find_diagnosis("J02.9", DAY).validity == "valid"
    assert find_diagnosis("J02.9", date(2027, 10, 1)).validity == "not checked"


def test_the_look_up_finds_what_is_new_in_a_loaded_year(year):
    assert codes("quokka", LATER) == ["E11.B2"]
    assert codes("quokka", DAY) == []
    assert codes("e11.b", LATER) == ["E11.B1", "E11.B2"]
    assert codes("e11 quok", LATER) == ["E11.B2"]
    found = find_diagnoses("diabetes", LATER)
    assert [(line.code, line.validity) for line in found if line.code == "E11.B1"] == [("E11.B1", "valid")]


def test_what_a_loaded_year_has_dropped_is_listed_last(year):
    found = find_diagnoses("e11.9", LATER) + find_diagnoses("j02", LATER)
    assert [(line.code, line.validity) for line in found] == [
        ("E11.9", "valid"),
        ("J02", "valid"),
        ("J02.0", "not valid"),
        ("J02.8", "not valid"),
        ("J02.9", "not valid"),
    ]

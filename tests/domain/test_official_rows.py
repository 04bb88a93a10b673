"""Each layout is read to its rows; a line that is none is refused with the file's kind and the line."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.code_edits import ServiceFacts
from app.domain.diagnosis_file import DiagnosisRow, read_diagnoses
from app.domain.errors import InputError
from app.domain.fee_file import Gpci, read_services
from app.domain.hcpcs_file import HcpcsRow, read_hcpcs
from app.domain.locality_file import read_localities
from app.domain.money import Money
from app.domain.mue_file import LimitRow, read_limits
from app.domain.ncci_file import PairRow, read_pairs
from app.domain.rate_file import RateRow, read_rates
from tests import official_samples as made

TODAY = date(2026, 11, 23)
TOWN = Gpci("06102-16", "IL", "MADE TOWN", Decimal("1.010"), Decimal("1.020"), Decimal("1.500"))


def lines(content, encoding="latin-1"):
    return content.decode(encoding).splitlines(keepends=True)


def test_pairs_are_read_under_their_heading_with_deleted_ones():
    content = made.pairs("99213 87880 20200101 * 1", "12345 99213 19960101 20251231 0")
    assert list(read_pairs(lines(content))) == [
        PairRow("99213", "87880", date(2020, 1, 1), None, "1"),
        PairRow("12345", "99213", date(1996, 1, 1), date(2025, 12, 31), "0"),
    ]


def test_a_pair_stays_when_either_code_is_the_practices():
    content = made.pairs("99213 11111 20200101 * 1", "11111 99213 20200101 * 1", "11111 22222 20200101 * 1")
    kept = [row and (row.column1, row.column2) for row in read_pairs(lines(content), {"99213"})]
    assert kept == [("99213", "11111"), ("11111", "99213"), None]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("99213 87880 20201301 * 1", "dates"),
        ("99213 87880 20200101 soon 1", "dates"),
        ("99213 87880 20200101 * 5", "indicator"),
        ("99213 8788 20200101 * 1", "two procedure codes"),
    ],
)
def test_a_wrong_pair_is_named_by_its_line(row, word):
    content = made.pairs("99213 87880 20200101 * 1", row)
    with pytest.raises(
        InputError, match=rf"Line 6 of the file of NCCI code pairs .*{word}.*Nothing was loaded"
    ):
        list(read_pairs(lines(content)))


def test_a_notice_below_the_data_is_passed_over():
    notice = b"A made notice\n"
    assert len(list(read_pairs(lines(made.pairs("99213 87880 20200101 * 1") + notice)))) == 1
    assert len(list(read_limits(lines(made.limits("99213 1 2") + notice)))) == 1
    content = made.fees(made.fee_row("99213", "1 1 1 1")) + notice
    assert len(list(read_services(lines(content, "utf-8-sig"), None))) == 1


def test_a_file_without_pairs_is_refused():
    with pytest.raises(InputError, match="no whole file of NCCI code pairs"):
        list(read_pairs(["only\ta\theading\n"]))


def test_limits_are_read_after_the_notice_and_titles_of_two_lines():
    content = made.limits("99213 1 2", "J1885 8 3", "87880 2 1")
    assert list(read_limits(lines(content))) == [
        LimitRow("99213", 1, "2"),
        LimitRow("J1885", 8, "3"),
        LimitRow("87880", 2, "1"),
    ]


@pytest.mark.parametrize(
    ("row", "word"), [("99213,many,2 x", "units"), ("9921,1,2 x", "code"), ("99213,1,None", "indicator")]
)
def test_a_wrong_limit_is_named_by_its_line(row, word):
    content = made.limits("87880 2 1") + row.encode()
    with pytest.raises(InputError, match=rf"Line 6 of the file of MUE unit limits .*{word}"):
        list(read_limits(lines(content)))


def test_fees_are_priced_for_a_locality_and_their_words_are_dropped():
    content = made.fees(
        made.fee_row("99213", "1.30 1.33 0.55 0.10", signs="A 0 XXX 0 0 0 0 0"),
        made.fee_row("76700", "0.81 0.25 0.25 0.03", "26", signs="A 1 XXX 4 2 1 0 9"),
    )
    visit, reading = read_services(lines(content, "utf-8-sig"), TOWN)
    # (1.30 x 1.010 + 1.33 x 1.020 + 0.10 x 1.500) x 33.4009 = 94.1770...; facility 67.60...
    assert visit == ServiceFacts(
        *("99213", "", "A", "XXX", "0", "0", "0", "0", "0", "0"),
        facility=Money(6760),
        non_facility=Money(9418),
    )
    assert (reading.modifier, reading.pctc, reading.multiple, reading.bilateral) == ("26", "1", "4", "2")
    assert (reading.assistant, reading.co_surgeon, reading.team) == ("1", "0", "9")


def test_a_place_marked_na_and_a_code_without_values_have_no_price():
    content = made.fees(
        made.fee_row("12345", "1 1 1 1", na="NA"), made.fee_row("54321", "0 0 0 0", signs="N 9 XXX 9 9 9 9 9")
    )
    first, second = read_services(lines(content, "utf-8-sig"), TOWN)
    assert first.non_facility is None
    assert first.facility is not None
    assert (second.facility, second.non_facility, second.status) == (None, None, "N")


def test_without_a_locality_the_indicators_are_read_and_no_price():
    (row,) = read_services(lines(made.fees(made.fee_row("99213", "1 1 1 1")), "utf-8-sig"), None)
    assert (row.status, row.facility, row.non_facility) == ("A", None, None)


def test_fees_of_another_layout_are_refused():
    content = made.fees(made.fee_row("99213", "1 1 1 1")).replace(b"WORK", b"TOIL")
    with pytest.raises(InputError, match="work and malpractice"):
        list(read_services(lines(content, "utf-8-sig"), TOWN))
    content = made.fees(made.fee_row("99213", "1 1 1 1")).replace(b"GLOB", b"FLAT")
    with pytest.raises(InputError, match="no column of global days"):
        list(read_services(lines(content, "utf-8-sig"), TOWN))
    content = made.fees(made.fee_row("99213", "1 much 1 1"))
    with pytest.raises(InputError, match=r"Line 7 .* not a number"):
        list(read_services(lines(content, "utf-8-sig"), TOWN))


def test_the_floor_counts_for_the_work_of_a_locality():
    content = made.localities("06102,IL,16,MADE TOWN,0.980,1.010,1.020,1.500", "06102,IL,99,REST*,1,1,1,1")
    town, rest = read_localities(lines(content))
    assert town == TOWN
    assert (rest.key, rest.name) == ("06102-99", "REST")


def test_diagnoses_are_read_with_headings_and_long_words():
    content = made.order("E11 0 Made heading", f"E1165 1 {'Long made words ' * 6}end")
    heading, code = read_diagnoses(lines(content))
    assert heading == DiagnosisRow("E11", False, "Made heading")
    assert (code.code, code.billable) == ("E1165", True)
    assert code.text.endswith("words end")


def test_a_wrong_diagnosis_line_is_named():
    with pytest.raises(InputError, match="Line 2 of the file of ICD-10-CM diagnosis codes"):
        list(read_diagnoses([*lines(made.order("E11 0 Made heading")), "E11.9 made\n"]))


def test_level_two_codes_are_read_with_their_days_once_each():
    content = made.hcpcs(
        "A4550 19860101 - Made tray", "J0123 20200101 20260930 Made drug", "D0120 20200101 - X"
    )
    rows = [row for row in read_hcpcs(lines(content)) if row]
    assert rows == [
        HcpcsRow("A4550", date(1986, 1, 1), None, "Made tray"),
        HcpcsRow("J0123", date(2020, 1, 1), date(2026, 9, 30), "Made drug"),
    ]
    with pytest.raises(InputError, match="Line 1 of the file of HCPCS"):
        list(read_hcpcs(["code,words\n"]))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_rates_are_read_whatever_separates_them(sign):
    content = made.rates("99213,,104.20,1/1/2026", "76700,26,40,").decode().replace(",", sign)
    assert list(read_rates(content.splitlines(keepends=True), TODAY)) == [
        RateRow("99213", "", Money(10420), None, date(2026, 1, 1)),
        RateRow("76700", "26", Money(4000), None, None),
    ]


def test_a_rate_may_differ_by_place():
    content = "HCPCS,Non-facility fee,Facility fee\n99213,104.20,80\n"
    (row,) = read_rates(content.splitlines(keepends=True), TODAY)
    assert (row.amount, row.facility) == (Money(10420), Money(8000))


@pytest.mark.parametrize(
    ("row", "word"),
    [("9921,,1.00,", "procedure code"), ("99213,,much,", "amount"), ("99213,,1.00,soon", "date")],
)
def test_a_wrong_rate_is_named_by_its_line(row, word):
    with pytest.raises(InputError, match=rf"Line 3 of the file of Contracted rates .*{word}"):
        list(read_rates(lines(made.rates("99213,,104.20,", row)), TODAY))

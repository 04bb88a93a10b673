"""Official files are known by what is in them, and their names tell since when they are in force."""

from datetime import date

import pytest

from app.domain.code_edits import OfficialKind
from app.domain.official_files import explain_foreign, is_locality_list, read_name, recognise_file
from app.domain.official_periods import (
    FilePeriod,
    choose_in_force,
    last_day_in_force,
    missing_parts,
    name_release,
)
from tests import official_samples as made

KIND = OfficialKind
SAMPLES = {
    KIND.PAIRS: made.pairs("99213 87880 20200101 * 1"),
    KIND.UNITS: made.limits("99213 1 2"),
    KIND.FEES: made.fees(made.fee_row("99213", "1 1 1 1")),
    KIND.RATES: made.rates("99213,,104.20,"),
    KIND.DIAGNOSES: made.order("A00 0 Made heading", "A000 1 Made code"),
    KIND.HCPCS: made.hcpcs("A4550 19860101 - Made tray"),
}


@pytest.mark.parametrize(("kind", "content"), SAMPLES.items())
def test_a_file_is_known_by_its_content_alone(kind, content):
    assert recognise_file("renamed.bin", content) is kind
    assert not is_locality_list(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"hello\n",
        b"%PDF-1.7 x\ry",
        b"code,name\n99213,visit\n",
        b"\xff\xfea\0b\0",
        b'"never closed',
    ],
)
def test_anything_else_is_unknown(content):
    assert recognise_file("list.txt", content) is None


def test_unit_limits_of_hospitals_are_unknown_under_any_name():
    content = SAMPLES[KIND.UNITS].replace(b"Practitioner Services", b"Outpatient Hospital Services")
    assert recognise_file("limits.csv", content) is None


def test_the_list_of_localities_is_no_file_of_its_own():
    content = made.localities("06102,IL,16,MADE TOWN,1,1,1,1")
    assert is_locality_list(content)
    assert recognise_file(made.GPCI, content) is None
    assert "Choose the zip" in explain_foreign(made.GPCI)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("MCR_MUE_OutpatientHospitalServices_Eff_10-01-2026.csv", "hospitals"),
        ("medicare-ncci-2026q4-ccioph-v323r0-f1.txt", "hospitals"),
        ("MCR_MUE_DMESupplierServices_Eff_10-01-2026.csv", "equipment"),
    ],
)
def test_a_file_for_others_is_refused_with_its_reason(name, word):
    assert recognise_file(name, SAMPLES[KIND.UNITS]) is None
    assert word in explain_foreign(name)


@pytest.mark.parametrize(
    ("kind", "name", "effective"),
    [
        (KIND.PAIRS, "ccipra-v323r0-f1.TXT", date(2026, 10, 1)),
        (KIND.PAIRS, "ccipra-v320r0-f4.txt", date(2026, 1, 1)),
        (KIND.PAIRS, "medicare-ncci-2025q3-practitioner-ptp.zip", date(2025, 7, 1)),
        (KIND.UNITS, made.MUE, date(2026, 10, 1)),
        (KIND.FEES, made.PPRRVU, date(2026, 10, 1)),
        (KIND.FEES, "PPRRVU25_JUL.csv", date(2025, 7, 1)),
        (KIND.FEES, "RVU26B.zip", date(2026, 4, 1)),
        (KIND.DIAGNOSES, made.ORDER, date(2026, 10, 1)),
        (KIND.DIAGNOSES, "icd10cm-order-2026.txt", date(2025, 10, 1)),
        (KIND.HCPCS, made.HCPCS, date(2026, 10, 1)),
        (KIND.UNITS, "mue.csv", None),
        (KIND.UNITS, "MUE_Eff_13-45-2026.csv", None),
        (KIND.RATES, "2026q4 contract.csv", date(2026, 10, 1)),
    ],
)
def test_a_name_tells_the_first_day(kind, name, effective):
    assert read_name(kind, name).effective == effective


def test_a_name_tells_whose_rules_and_which_part():
    assert read_name(KIND.PAIRS, "ccipra-v323r0-f3.txt").part == "f3"
    assert read_name(KIND.PAIRS, "pairs.txt").part == ""
    assert read_name(KIND.UNITS, "MCD_MUE_Practitioner_Eff_10-01-2026.csv").source == "medicaid"
    assert read_name(KIND.UNITS, made.MUE).source == "medicare"
    assert read_name(KIND.RATES, "prairie.csv").source == ""


@pytest.mark.parametrize(
    ("kind", "effective", "ends", "release"),
    [
        (KIND.PAIRS, date(2026, 10, 1), date(2026, 12, 31), "2026 Q4"),
        (KIND.UNITS, date(2026, 1, 1), date(2026, 3, 31), "2026 Q1"),
        (KIND.HCPCS, date(2026, 4, 1), date(2026, 6, 30), "2026 Q2"),
        (KIND.FEES, date(2026, 4, 1), date(2026, 12, 31), "2026 April"),
        (KIND.DIAGNOSES, date(2026, 10, 1), date(2027, 9, 30), "FY 2027"),
        (KIND.DIAGNOSES, date(2027, 4, 1), date(2027, 9, 30), "FY 2027, April"),
        (KIND.RATES, date(2026, 7, 1), None, "from 07/01/2026"),
    ],
)
def test_a_file_speaks_until_the_next_is_due(kind, effective, ends, release):
    assert last_day_in_force(kind, effective) == ends
    assert name_release(kind, effective) == release


def period(number, effective, kind=KIND.UNITS, source="medicare", part=""):
    return FilePeriod(number, kind, source, effective, last_day_in_force(kind, effective), part)


def chosen(files, on, kind=KIND.UNITS, source="medicare"):
    return [file.id for file in choose_in_force(files, kind, on, source)]


def test_the_file_of_that_day_speaks_and_no_other():
    files = [
        period(1, date(2026, 7, 1)),
        period(2, date(2026, 10, 1)),
        period(3, date(2026, 10, 1), source="x"),
    ]
    assert chosen(files, date(2026, 9, 30)) == [1]
    assert chosen(files, date(2026, 10, 1)) == [2]
    assert chosen(files, date(2026, 12, 31)) == [2]
    assert chosen(files, date(2027, 1, 1)) == []
    assert chosen(files, date(2026, 6, 30)) == []
    assert chosen(files, date(2026, 11, 1), source="x") == [3]
    assert chosen(files, date(2026, 11, 1), kind=KIND.HCPCS) == []


def test_contracted_rates_hold_until_the_next():
    files = [period(1, date(2024, 1, 1), KIND.RATES), period(2, date(2026, 1, 1), KIND.RATES)]
    assert chosen(files, date(2025, 12, 31), KIND.RATES) == [1]
    assert chosen(files, date(2030, 1, 1), KIND.RATES) == [2]


def test_pairs_of_a_later_file_answer_for_days_before_all_files():
    files = [period(1, date(2026, 1, 1), KIND.PAIRS), period(2, date(2026, 10, 1), KIND.PAIRS)]
    assert chosen(files, date(2024, 5, 5), KIND.PAIRS) == [1]
    assert chosen(files, date(2026, 5, 5), KIND.PAIRS) == [2]
    assert chosen(files, date(2027, 1, 1), KIND.PAIRS) == []


def test_a_set_of_pairs_with_a_part_missing_does_not_speak():
    parts = [period(n, date(2026, 10, 1), KIND.PAIRS, part=f"f{n}") for n in (1, 2, 3)]
    assert missing_parts(file.part for file in parts) == ("f4",)
    assert chosen(parts, date(2026, 11, 1), KIND.PAIRS) == []
    whole = [*parts, period(4, date(2026, 10, 1), KIND.PAIRS, part="f4")]
    assert chosen(whole, date(2026, 11, 1), KIND.PAIRS) == [1, 2, 3, 4]

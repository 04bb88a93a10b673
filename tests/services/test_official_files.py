"""Official files come in as they were shown, whole or not at all, and speak for their own dates only."""

from datetime import date
from zipfile import ZipFile

import pytest

from app.domain.code_edits import OfficialKind
from app.domain.errors import AppError, InputError, RuleError
from app.models.database import select
from app.queries.official_files import list_official_files
from app.services import office, official_files, official_source
from app.services.official_files import Wanted, load_official_file, preview_official_file
from tests import official_samples as made

KIND = OfficialKind
NOTHING_SAID = Wanted()


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.fixture
def load(practice, tmp_path):
    """Write a file, look at it and load it as the manager."""

    def run(name, content, wanted=NOTHING_SAID):
        path = content if name is None else put(tmp_path, name, content)
        shown = preview_official_file(practice.session, path)
        return load_official_file(practice.session, shown, wanted)

    return run


def counts():
    tables = ("official_file", "ncci_pair", "mue_limit", "fee_schedule_row", "diagnosis_code", "hcpcs_code")
    return {table: select(f"select count(*) from {table}")[0][0] for table in tables}


def test_pairs_are_kept_where_the_practice_has_one_of_the_codes(load):
    content = made.pairs(
        "99213 11111 20200101 * 1", "11111 76700 19960101 20251231 0", "11111 22222 20200101 * 1"
    )
    loaded = load("ccipra-v323r0-f1.TXT", content)
    assert (loaded.kept, loaded.read, loaded.release) == (2, 3, "2026 Q4")
    assert (loaded.effective, loaded.ends) == (date(2026, 10, 1), date(2026, 12, 31))
    assert select("select column1, column2, deleted from ncci_pair") == [
        ("11111", "76700", "2025-12-31"),
        ("99213", "11111", "9999-12-31"),
    ]


def test_a_charge_of_a_code_outside_the_list_keeps_its_pairs_too(practice, load):
    practice.a_visit(practice.a_patient(), ("12345", "10.00"))
    assert load("pairs-2026q4.txt", made.pairs("12345 11111 20200101 * 1")).kept == 1


def test_a_pair_that_was_taken_up_again_keeps_all_its_days(load):
    content = made.pairs("99213 11111 20200101 * 1", "99213 11111 20200101 20200101 9")
    load("ccipra-v323r0.txt", content)
    assert select("select deleted, indicator from ncci_pair order by deleted") == [
        ("2020-01-01", "9"),
        ("9999-12-31", "1"),
    ]


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_lines_may_end_in_any_way(load, end):
    content = made.fees(made.fee_row("99213", "1 1 1 1")).replace(b"\r\n", end)
    assert load(made.PPRRVU, content).kept == 1


def test_a_second_load_of_the_same_day_takes_the_place_of_the_first(load):
    first = load(made.MUE, made.limits("99213 1 2", "87880 2 1"))
    again = load(made.MUE, made.limits("99213 3 2"))
    assert (first.has_replaced, again.has_replaced) == (False, True)
    assert select("select code, units from mue_limit") == [("99213", 3)]
    load("MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", made.limits("99213 9 2"))
    assert select("select release, rows from official_file order by effective") == [
        ("2026 Q3", 1),
        ("2026 Q4", 1),
    ]


def test_the_four_parts_of_the_pairs_stand_beside_each_other(load):
    for part in ("f1", "f2"):
        load(f"ccipra-v323r0-{part}.txt", made.pairs("99213 11111 20200101 * 1"))
    assert select("select part from official_file order by part") == [("f1",), ("f2",)]


def test_the_fee_schedule_of_a_zip_is_priced_by_its_own_list_of_localities(practice, tmp_path, load):
    path = made.zipped(
        tmp_path / "RVU26D.zip",
        PPRRVU2026_Oct_QPP__csv=made.fees(made.fee_row("99213", "9 9 9 9")),
        PPRRVU2026_Oct_nonQPP__csv=made.fees(made.fee_row("99213", "1 1 1 1", signs="A 0 XXX 0 0 0 0 0")),
        GPCI2026__csv=made.localities("06102,IL,16,MADE TOWN,1,1,1,1", "06102,IL,99,REST*,2,2,2,2"),
        readme__pdf=b"%PDF-1.7",
    )
    shown = preview_official_file(practice.session, path)
    assert shown.kind is KIND.FEES
    assert [each.key for each in shown.localities] == ["06102-16", "06102-99"]
    with pytest.raises(InputError, match="Choose the one of your office"):
        load_official_file(practice.session, shown, Wanted())
    load(None, path, Wanted(locality="06102-16"))
    rows = select(
        "select code, facility_cents, non_facility_cents, global_days, status from fee_schedule_row"
    )
    assert rows == [("99213", 10020, 10020, "XXX", "A")]
    (line,) = practice.session.ask(list_official_files)
    assert line.locality == "IL MADE TOWN (06102-16)"
    assert line.ends == date(2026, 12, 31)


def test_a_fee_schedule_finds_the_localities_in_its_folder(tmp_path, load):
    put(tmp_path, "gpci2026.csv", made.localities("06102,IL,16,MADE TOWN,1,1,1,1"))
    load(made.PPRRVU, made.fees(made.fee_row("99213", "1 1 1 1")), Wanted(locality="06102-16"))
    assert select("select non_facility_cents from fee_schedule_row") == [(10020,)]


def test_no_words_of_a_code_are_ever_kept(load):
    load(made.PPRRVU, made.fees(made.fee_row("99213", "1 1 1 1")))
    load("prairie.csv", made.rates("99213,,104.20,1/1/2026"), Wanted(source="Prairie Health"))
    for table in ("fee_schedule_row", "official_file", "audit"):
        assert "INVENTED" not in str(select(f"select * from {table}"))


def test_contracted_rates_need_to_know_whose_they_are(load):
    content = made.rates("99213,,110.00,7/1/2026", "99213,,104.20,1/1/2026", "76700,26,40,")
    with pytest.raises(InputError, match="whose rates"):
        load("prairie.csv", content)
    loaded = load("prairie.csv", content, Wanted(source="Prairie Health"))
    assert (loaded.effective, loaded.ends) == (date(2026, 1, 1), None)
    rows = select("select code, modifier, effective, non_facility_cents from fee_schedule_row")
    assert rows == [
        ("76700", "26", "2026-01-01", 4000),
        ("99213", "", "2026-01-01", 10420),
        ("99213", "", "2026-07-01", 11000),
    ]


def test_a_name_without_a_date_asks_for_the_first_day(load):
    with pytest.raises(InputError, match="Type its first day"):
        load("mue.csv", made.limits("99213 1 2"))
    assert load("mue.csv", made.limits("99213 1 2"), Wanted(date(2026, 4, 1))).release == "2026 Q2"


def test_diagnoses_that_the_shipped_list_lacks_are_marked(load):
    load(made.ORDER, made.order("E11 0 Heading", "E119 1 Known here", "E11X9 1 Made and fresh"))
    assert select("select code, billable, fresh from diagnosis_code") == [
        ("E11", 0, 0),
        ("E119", 1, 0),
        ("E11X9", 1, 1),
    ]


def test_a_level_two_file_keeps_codes_and_days(load):
    assert load(made.HCPCS, made.hcpcs("A4550 19860101 20260930 Made tray")).kept == 1
    assert select("select code, effective, ends, text from hcpcs_code") == [
        ("A4550", "1986-01-01", "2026-09-30", "Made tray")
    ]


def test_a_wrong_file_is_refused_before_anything_is_written(practice, load):
    before = counts()
    for name, content in (
        ("letter.txt", b"Dear colleagues\n"),
        (made.MUE, made.limits("99213 1 2") + b"total,of,all\n"),
        ("MCR_MUE_OutpatientHospitalServices_Eff_10-01-2026.csv", made.limits("99213 1 2")),
    ):
        with pytest.raises(InputError, match="Nothing was loaded"):
            load(name, content)
    assert counts() == before


def test_a_practice_without_codes_keeps_no_pairs(practice, tmp_path, monkeypatch):
    path = put(tmp_path, "ccipra-v323r0.txt", made.pairs("99213 11111 20200101 * 1"))
    shown = preview_official_file(practice.session, path)
    monkeypatch.setattr(official_files, "list_practice_codes", nothing)
    with pytest.raises(InputError, match="has no procedure yet"):
        preview_official_file(practice.session, path)
    with pytest.raises(InputError, match="has no procedure yet"):
        load_official_file(practice.session, shown, Wanted())


def nothing():
    return ()


nothing.right = official_files.Right.SET_UP_OFFICE
nothing.patient_argument = ""


def test_what_changed_since_it_was_shown_is_refused(practice, tmp_path):
    path = put(tmp_path, "ccipra-v323r0.txt", made.pairs("99213 11111 20200101 * 1"))
    shown = preview_official_file(practice.session, path)
    path.write_bytes(made.pairs("99213 22222 20200101 * 1"))
    with pytest.raises(RuleError, match="has changed since"):
        load_official_file(practice.session, shown, Wanted())
    shown = preview_official_file(practice.session, path)
    office.keep_procedure(practice.session, "22222", {"name": "New one"})
    with pytest.raises(RuleError, match="procedures have changed"):
        load_official_file(practice.session, shown, Wanted())
    assert counts()["official_file"] == 0


class Stopped(AppError):
    pass


@pytest.mark.parametrize("what", ["KB read", "rows kept"])
def test_a_stopped_load_leaves_what_was_there(practice, load, tmp_path, monkeypatch, what):
    load(made.MUE, made.limits("99213 1 2"))
    before = (counts(), select("select count(*) from audit"))
    path = put(tmp_path, made.MUE, made.limits("99213 3 2", "87880 2 1", "76700 1 1"))
    shown = preview_official_file(practice.session, path)
    monkeypatch.setattr(official_files, "ROWS_AT_ONCE", 1)

    def stop(done, total, told):
        if told == what and (done or what == "KB read"):
            raise Stopped("Stopped.")

    with pytest.raises(Stopped):
        load_official_file(practice.session, shown, Wanted(), stop)
    assert (counts(), select("select count(*) from audit")) == before
    assert select("select units from mue_limit") == [(1,)]


def test_a_removed_file_takes_its_rows_along(practice, load):
    kept = load(made.HCPCS, made.hcpcs("A4550 19860101 - Made tray"))
    gone = load(made.MUE, made.limits("99213 1 2"))
    official_files.remove_official_file(practice.session, gone.id)
    assert counts()["mue_limit"] == 0
    assert [line.id for line in practice.session.ask(list_official_files)] == [kept.id]
    with pytest.raises(InputError, match="not in this practice any more"):
        official_files.remove_official_file(practice.session, gone.id)


def test_a_load_and_a_removal_are_on_record(practice, load):
    loaded = load(made.MUE, made.limits("99213 1 2"))
    official_files.remove_official_file(practice.session, loaded.id)
    rows = select("select action, subject_id from audit order by seq desc limit 2")
    assert rows == [("remove_official_file", loaded.id), ("load_official_file", loaded.id)]
    assert {"official_file"} in practice.announced


def test_a_zip_gives_its_official_member(tmp_path, load):
    path = made.zipped(
        tmp_path / "made.zip", notes__txt=b"made notes\n", ccipra__txt=made.pairs("99213 11111 20200101 * 1")
    )
    assert load(None, path, Wanted(date(2026, 10, 1))).kept == 1


@pytest.mark.parametrize(
    ("members", "word"),
    [
        ({"notes__txt": b"made notes\n"}, "there is no such file"),
        ({"a__zip": b"PK", "b__pdf": b"%PDF"}, "holds other zips"),
        ({"ccioph-v323r0__txt": made.pairs("99213 11111 20200101 * 1")}, "for hospitals"),
    ],
)
def test_a_zip_without_such_a_file_says_what_to_do(practice, tmp_path, members, word):
    path = made.zipped(tmp_path / "made.zip", **members)
    with pytest.raises(InputError, match=word):
        preview_official_file(practice.session, path)


def test_a_locked_zip_is_refused_in_words(practice, tmp_path):
    path = made.zipped(tmp_path / "made.zip", mue__csv=made.limits("99213 1 2"))
    content = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + at] |= 1
    path.write_bytes(bytes(content))
    with pytest.raises(InputError, match=r"“made.zip” is locked with a password"):
        preview_official_file(practice.session, path)


def test_a_damaged_zip_is_refused_in_words(practice, tmp_path):
    path = made.zipped(tmp_path / "made.zip", mue__csv=made.limits(*["99213 1 2"] * 500))
    content = bytearray(path.read_bytes())
    content[60:64] = b"\0\0\0\0"
    path.write_bytes(bytes(content))
    with pytest.raises(InputError, match=r"damaged. Nothing was loaded"):
        preview_official_file(practice.session, path)


def test_what_is_far_too_large_is_refused_unread(practice, tmp_path, monkeypatch):
    monkeypatch.setattr(official_source, "LARGEST_FILE", 100)
    with pytest.raises(InputError, match="larger than"):
        preview_official_file(practice.session, put(tmp_path, made.MUE, made.limits("99213 1 2")))
    path = tmp_path / "bomb.zip"
    with ZipFile(path, "w", 8) as archive:
        archive.writestr("mue.csv", made.limits(*["99213 1 2"] * 9))
    monkeypatch.setattr(official_source, "LARGEST_FILE", path.stat().st_size)
    with pytest.raises(InputError, match="larger than"):
        preview_official_file(practice.session, path)


def test_a_file_that_is_not_there_is_refused_in_words(practice, tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        preview_official_file(practice.session, tmp_path / "none.txt")

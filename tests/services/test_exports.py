import csv
from hashlib import sha256

import pytest

from app.domain.errors import RuleError
from app.domain.form_grid import NO_OFFSET
from app.models.database import select
from app.services import exports, patients, practices
from app.services.claims import print_claims
from tests.small_practice import PASSWORD, USER, make_small_practice


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    small = make_small_practice(folder)
    opened = practices.open_practice(small.path, USER, PASSWORD)
    try:
        patients.register_patient(
            opened.session,
            {"last": "=HYPERLINK(1)", "first": "+José", "note": "-5.00 off\r\nsecond “line”", "email": "@x"},
        )
        pdf = print_claims(opened.session, small.claims[1:], NO_OFFSET).pdf
        made = exports.export_csv(opened.session, folder / "out")
        trail = select("select action, after from audit order by seq desc limit 1")
        with pytest.raises(RuleError, match="not empty"):
            exports.export_csv(opened.session, folder / "out")
    finally:
        opened.close()
    return made, pdf, trail


def rows_of(made, table):
    with (made.folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_money_is_written_as_plain_dollars(exported):
    made, _, _ = exported
    payment = rows_of(made, "payment")[0]
    assert (payment["dollars"], payment["method"], payment["reference"]) == ("30.00", "check", "1187")
    entries = rows_of(made, "entry")
    assert sum(round(float(row["dollars"]) * 100) for row in entries) == 0
    assert "-165.00" in {row["dollars"] for row in entries}


def test_no_text_is_taken_for_a_formula(exported):
    made, _, _ = exported
    stranger = rows_of(made, "patient")[-1]
    assert stranger["last"] == "'=HYPERLINK(1)"
    assert stranger["first"] == "'+José"
    assert stranger["note"] == "'-5.00 off\r\nsecond “line”"
    assert stranger["email"] == "'@x"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5, "-5"),
        ("-5.00", "-5.00"),
        ("--5", "'--5"),
        ("+1 217", "'+1 217"),
        ("\t1", "'\t1"),
        ("\0", "'\0"),
        (None, ""),
        ("a=b", "a=b"),
    ],
)
def test_a_cell(value, cell):
    assert exports.write_cell(value) == cell


def test_the_files_begin_with_a_mark_and_end_lines_as_the_rule_says(exported):
    made, _, _ = exported
    content = (made.folder / "provider.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,last,")
    assert content.endswith(b"\r\n")


def test_kept_files_come_out_whole_under_safe_names(exported):
    made, pdf, _ = exported
    row = rows_of(made, "stored_file")[0]
    content = (made.folder / row["file"]).read_bytes()
    assert content == pdf
    assert sha256(content).hexdigest() == row["sha256"]
    assert "content" not in row
    assert made.documents == 1


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "7-passwd"),
        ("Año nuevo.PDF", "7-A-o-nuevo.PDF"),
        ("…", "7-file"),
        ("a" * 300 + ".pdf", "7-" + "a" * 80 + ".pdf"),
    ],
)
def test_a_name_cannot_leave_its_folder(name, safe):
    assert exports.safe_name(7, name) == safe


def test_every_table_is_there_and_explained(exported):
    made, _, _ = exported
    assert all(table.about for table in made.tables)
    readme = (made.folder / "README.txt").read_text(encoding="utf-8-sig")
    for table, count in made.rows.items():
        assert f"{table}.csv ({count} rows)" in readme
        assert len(rows_of(made, table)) == count
    assert {"patient", "entry", "audit", "charge_balance", "statement_item"} <= set(made.rows)


def test_the_export_is_on_record_and_the_folder_is_private(exported):
    made, _, trail = exported
    assert trail[0][0] == "export_csv"
    assert made.folder.stat().st_mode & 0o077 == 0
    assert [path.name for path in made.folder.parent.iterdir() if path.name.startswith(".")] == []

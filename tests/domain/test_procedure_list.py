"""A practice's own procedure list is read as it comes out of spreadsheets; what is wrong is named by line."""

from datetime import date

import pytest

from app.domain.errors import InputError
from app.domain.findings import Severity
from app.domain.money import Money
from app.domain.procedure_list import ProcedureRow, read_procedure_list

TODAY = date(2026, 6, 15)
WHOLE = """Fee,Plain name,Ignored,CPT code,Nombre en español,Category,From date
"$1,250.00",Knee joint lining removed,x,29875,Limpieza de rodilla,Surgery,1/1/2026
40,Strep test,,87880,,lab,2026-03-01
,Flu shot,,j1885,,,
"""


def read(content):
    return read_procedure_list(content, TODAY)


def faults_of(content):
    return [(found.field, found.text) for found in read(content).findings]


def test_columns_are_found_by_their_titles_in_any_order():
    read_list = read(WHOLE)
    assert read_list.findings == ()
    assert read_list.rows == (
        ProcedureRow(
            2,
            "29875",
            "Knee joint lining removed",
            "Limpieza de rodilla",
            "surgery",
            Money(125_000),
            date(2026, 1, 1),
        ),
        ProcedureRow(3, "87880", "Strep test", "", "lab", Money(4000), date(2026, 3, 1)),
        ProcedureRow(4, "J1885", "Flu shot"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_write_is_read(encoding, separator, ending):
    lines = (
        ("code", "name", "spanish", "fee"),
        ("99213", "Office visit", "Visita al médico, niño", "165.00"),
    )
    text = ending.join(separator.join(f'"{cell}"' for cell in line) for line in lines) + ending
    (row,) = read(text.encode(encoding)).rows
    assert (row.name_es, row.fee) == ("Visita al médico, niño", Money(16500))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("9921,Visit,,10", "“9921” is not a procedure code."),
        (",Visit,,10", "The code is missing."),
        ("99214,,,10", "The plain name is missing."),
        (f"99214,{'n' * 61},,10", "The name has 61 letters."),
        (f"99214,Visit,{'n' * 61},10", "The Spanish name has 61 letters."),
        ("99214,Visit,,0", "The fee is 0.00."),
        ("99214,Visit,,-5", "The fee is -5.00."),
        ("99214,Visit,,free", "The fee cannot be read: “free” is not an amount."),
        ("99214,Visit,,10,June", "“June” is not a date."),
        ("99214,Visit,,10,6/3", "“6/3” is not a date."),
        ("99214,Visit,,10,2/30/2026", "The from date cannot be read"),
        ("99213,Visit again,,10", "The code 99213 stands in line 2 already."),
        ("99214,Visit,,10,,26", "The fee is for a modifier."),
    ],
)
def test_a_faulty_row_is_named_with_its_line_and_the_others_are_kept(cells, words):
    content = (
        f"code,name,spanish,fee,since,modifier\n99213,Visit,,10,,\n\n{cells}\n99215,Long visit,,{'9' * 3},,\n"
    )
    read_list = read(content)
    assert [row.code for row in read_list.rows] == ["99213", "99215"]
    (found,) = read_list.findings
    assert (found.severity, found.field) == (Severity.ERROR, "line 4")
    assert found.text.startswith(words)
    assert found.fix or "Type " in found.text
    assert read_list.left_out == 1


def test_every_fault_of_a_row_is_told_and_the_row_counts_once():
    read_list = read("code,name,fee\nx,,0\n")
    assert len(read_list.findings) == 3
    assert read_list.left_out == 1


def test_the_zeros_that_a_spreadsheet_drops_are_named():
    assert "drops zeros" in read("code,name\n100,Sleep for head surgery\n").findings[0].fix


def test_a_name_in_two_lines_does_not_shift_the_numbers_of_the_next():
    assert faults_of('code,name\n99213,"Office\nvisit"\nx,Other\n') == [
        ("line 4", "“X” is not a procedure code.")
    ]
    assert read('code,name\n99213,"Office\nvisit"\n').rows[0].name == "Office visit"


def test_a_column_of_descriptions_is_kept_and_warned_of():
    read_list = read("code,description\n99213,Office visit\n")
    assert len(read_list.rows) == 1
    (found,) = read_list.findings
    assert found.severity is Severity.WARNING
    assert "license from the AMA" in found.fix
    assert read_list.left_out == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name,fee\nVisit,10\n", "No column of codes was found"),
        ("code,fee\n99213,10\n", "No column of plain names was found"),
        ("", "No column of codes was found"),
        (b"PK\x03\x04\x00\x00\x81", "This is not a text file"),
        ('code,name\n99213,Visit\n99214,"Open\n', "Line 3 of the file cannot be read"),
    ],
)
def test_what_is_no_such_list_is_refused_whole(content, words):
    with pytest.raises(InputError, match=f"{words}.*Nothing was imported"):
        read(content)

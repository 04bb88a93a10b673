"""The file of guidelines: what goes out comes in the same, and each fault is named by its line."""

from datetime import date

import pytest

from app.domain.errors import InputError
from app.domain.guideline_entry import tidy_guideline
from app.domain.guideline_table import TITLES, read_table, write_table

WHOLE = {
    **tidy_guideline(
        {
            "payer": None,
            "line_of_business": "medicare",
            "codes": "97110, 97140-97150",
            "modifiers": "GP 59",
            "places": "11, 22",
            "diagnoses": "M54, M17.1",
            "diagnosis_rule": "none",
            "age_from": 18,
            "age_to": 64,
            "sex": "F",
            "answer": "covered_if",
            "conditions": "=1+1, with “quotes”, commas\nand lines",
            "approval": "after",
            "approval_after": 0,
            "referral": False,
            "most": 12,
            "count_by": "units",
            "period": "month",
            "documents": "Plan of care\nProgress note",
            "appeal_days": 180,
            "effective": date(2026, 1, 1),
            "ends": date(2026, 12, 31),
            "patient_es": "Sí, con cita",
            "confirmed_on": date(2026, 5, 2),
        }
    ),
    "payer": "Prairie Health",
    "plan": "Prairie PPO",
}


def written(*lines):
    return "\r\n".join(lines).encode("utf-8-sig")


def test_a_record_comes_back_as_it_went_out():
    (row,) = read_table(write_table(iter((WHOLE,))))
    assert (row.line, row.fault) == (2, "")
    assert dict(row.values) == WHOLE


def test_no_cell_is_a_formula_and_dates_are_iso():
    text = write_table(iter((WHOLE,))).decode("utf-8-sig")
    assert "\"'=1+1" in text
    assert text.splitlines()[0].split(",")[:3] == ["insurer", "plan", "status"]
    assert ",2026-01-01,2026-12-31," in text


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_few_columns_are_enough_in_any_order_and_however_they_are_separated(separator):
    titles = separator.join(("Codes", "Effective", "Insurer", "Answer", "color"))
    row = separator.join(("99213", "2026-01-01", "Prairie Health", "covered", "red"))
    (found,) = read_table(written(titles, "", row))
    assert (found.line, found.fault) == (3, "")
    read = [found.values[name] for name in ("payer", "plan", "codes", "answer", "period")]
    assert read == ["Prairie Health", "", "99213", "covered", "year"]


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("effective", "5/1/26", "“5/1/26” under “effective” is not a date"),
        ("most", "-3", "no whole number"),
        ("most", "²", "no whole number"),
        ("most", "9999999999999999999", "no whole number"),
        ("referral", "perhaps", "neither yes nor no"),
        ("answer", "sometimes", "Choose whether the service is covered"),
        ("codes", "soon", "not a procedure code"),
        ("ends", "2025-12-31", "ends before it begins"),
    ],
)
def test_a_row_that_cannot_stand_says_why_and_leaves_the_others_be(column, text, words):
    cells = {"payer": "Prairie Health", "effective": "2026-01-01", "answer": "covered", "codes": "99213"}
    names = list(dict.fromkeys((*cells, column)))
    rows = ({**cells, column: text}, cells)
    lines = [",".join(TITLES[name] for name in names)]
    lines += [",".join(row.get(name, "") for name in names) for row in rows]
    faulty, sound = read_table(written(*lines))
    assert (faulty.line, words in faulty.fault) == (2, True)
    assert (sound.line, sound.fault) == (3, "")


@pytest.mark.parametrize(
    "content",
    [b"", b"insurer,codes\r\nPrairie,99213\r\n", b"\x00\x01\x02", b"codes,effective\n99213,2026-01-01\n"],
)
def test_what_is_no_file_of_guidelines_is_refused(content):
    with pytest.raises(InputError, match="Nothing was imported"):
        read_table(content)


def test_quotation_marks_that_do_not_match_are_named_by_line():
    with pytest.raises(InputError, match=r"Line 2 .* quotation marks"):
        read_table(b'insurer,effective\n"Prairie,2026-01-01\n')

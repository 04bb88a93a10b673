from dataclasses import replace

import pytest

from app.domain.letterhead import compose_postal_line
from app.domain.people import Address
from tests.domain.money_samples import PRACTICE


@pytest.mark.parametrize(
    ("line", "postal"),
    [
        ("12 Oak St., Apt. 4", "12 OAK ST APT 4"),
        ("Springfield IL 62704-1234", "SPRINGFIELD IL 62704-1234"),
        ("c/o  José Núñez", "C/O JOSÉ NÚÑEZ"),
        ("Jose\u0301 O'Brien #5 & Son", "JOSÉ O'BRIEN #5 & SON"),
        ("tab\tand\nline", "TAB AND LINE"),
        ("smile 😀", "SMILE 😀"),
    ],
)
def test_lines_as_the_post_wants_them(line, postal):
    assert compose_postal_line(line) == postal


def test_checks_go_to_the_practice_where_no_other_address_is_named():
    bare = replace(PRACTICE, remit_name="", remit_address=Address())
    assert bare.remit_lines == (
        "MAPLE STREET FAMILY MEDICINE", "410 MAPLE STREET", "SUITE 2", "SPRINGFIELD IL 62704",
    )  # fmt: skip
    assert PRACTICE.remit_lines[-1] == "SPRINGFIELD IL 62705-1180"


def test_spanish_papers_take_the_spanish_texts_where_there_are_any():
    assert PRACTICE.hours_in("es") == "Lunes a viernes, 8:30 a 4:30"
    assert replace(PRACTICE, message_es="").message_in("es") == PRACTICE.message

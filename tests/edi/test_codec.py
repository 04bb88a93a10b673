from datetime import date
from decimal import Decimal

import pytest

from app.domain.errors import InputError
from app.domain.money import Money
from app.edi.codec import (
    Delimiters,
    fold_text,
    write_amount,
    write_composite,
    write_date,
    write_period,
    write_quantity,
    write_segment,
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("José Núñez-O’Brien", "JOSE NUNEZ-O'BRIEN"),
        ("Straße Ørsted Łódź Æsir", "STRASSE ORSTED LODZ AESIR"),
        ("  a*b:c~d^e  ", "A B C D E"),
        ("line\r\none\ttwo\x00\x1fthree", "LINE ONE TWO THREE"),
        ("ana@home_1 #4", "ANA HOME 1 4"),
        ("李 Lee", "LEE"),
        ("", ""),
    ],
)
def test_text_is_folded_to_the_basic_set(typed, written):
    assert fold_text(typed) == written


def test_the_extended_set_keeps_what_an_email_address_needs():
    assert fold_text("Ana.Díaz_1@home.com*", extended=True) == "Ana.Diaz_1@home.com"


def test_the_delimiters_of_the_partner_are_kept_out_of_text():
    own = Delimiters("|", "+", ">", "!")
    assert fold_text("A*B|C+D>E!F~G", own) == "A*B C D E F G"


@pytest.mark.parametrize(
    ("cents", "written"),
    [(12500, "125"), (12550, "125.5"), (12505, "125.05"), (50, ".5"), (1, ".01"), (0, "0"), (-325, "-3.25"),
     (-40, "-.4"), (1000000, "10000")],
)  # fmt: skip
def test_amounts_have_no_needless_digit(cents, written):
    assert write_amount(Money(cents)) == written


@pytest.mark.parametrize(
    ("units", "written"),
    [("1", "1"), ("1.500", "1.5"), ("0.25", ".25"), ("10", "10"), ("100", "100"), ("0", "0"), ("-0.0", "0"),
     ("-2.50", "-2.5"), ("1E+2", "100")],
)  # fmt: skip
def test_units_keep_their_decimals(units, written):
    assert write_quantity(Decimal(units)) == written


def test_dates_and_periods():
    start, end = date(2026, 1, 2), date(2026, 11, 30)
    assert write_date(start) == "20260102"
    assert write_period(start, start) == ("D8", "20260102")
    assert write_period(start, end) == ("RD8", "20260102-20261130")


def test_trailing_empty_elements_and_components_fall_away():
    assert write_segment("NM1", "87", "2", "", "") == "NM1*87*2~"
    assert write_segment("CLM", "A1", "", write_composite("11", "", "1", "", "")) == "CLM*A1**11::1~"
    own = Delimiters("|", "", ">", "\n")
    composite = write_composite("HC", "99213", "", delimiters=own)
    assert write_segment("SV1", composite, "", delimiters=own) == "SV1|HC>99213\n"


@pytest.mark.parametrize(
    "signs", [("*", "^", "*", "~"), ("A", "^", ":", "~"), ("**", "^", ":", "~"), ("", "^", ":", "~")]
)
def test_delimiters_that_cannot_be_told_apart_are_refused(signs):
    with pytest.raises(InputError, match="delimiter"):
        Delimiters(*signs)

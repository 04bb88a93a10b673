"""What is typed at the desk answers like a file."""

import pytest

from app.domain.eligibility import CheckStatus, OtherPayer, summarize
from app.domain.eligibility_typing import AMOUNTS, benefits_typed, read_share
from app.domain.eligibility_words import describe_answer, list_figures
from app.domain.errors import InputError
from app.domain.money import Money


def test_each_amount_lands_where_the_summary_looks_for_it():
    # Falling, for no more is left than there is.
    typed = {name: Money(100 * (50 - at)) for at, name in enumerate(AMOUNTS)}
    told = summarize(
        benefits_typed(
            typed, {"coinsurance": "20 %", "out_coinsurance": "40 %"}, "Other Mutual", other_first=True
        )
    )
    for name, amount in typed.items():
        side = told.outside if name.startswith("out_") else told.inside
        assert getattr(side, name.removeprefix("out_")) == amount, name
    assert (told.inside.coinsurance_bp, told.outside.coinsurance_bp) == (2000, 4000)
    assert told.other_payers == (OtherPayer("Other Mutual", "", 1),)


def test_nothing_typed_says_nothing_and_zero_says_zero():
    assert benefits_typed({"copay": None}, {"coinsurance": None}, " ", other_first=False) == ()
    (only,) = benefits_typed({"deductible_left": Money(0)}, {}, "", other_first=False)
    assert only.amount == Money(0)
    (share,) = benefits_typed({}, {"coinsurance": read_share("0")}, "", other_first=False)
    assert share.percent_bp == 0


@pytest.mark.parametrize(
    ("typed", "shown"), [("20", "20 %"), ("12.5%", "12.5 %"), ("0", "0 %"), ("100", "100 %")]
)
def test_a_share_is_shown_as_it_was_read(typed, shown):
    assert read_share(typed) == shown


@pytest.mark.parametrize("typed", ["101", "-1", "x", "1000"])
def test_a_share_is_a_part_of_the_whole(typed):
    with pytest.raises(InputError):
        read_share(typed)


def test_the_desk_hears_what_is_left_with_the_whole_beside_it():
    typed = {
        "copay": Money(3000),
        "deductible": Money(150000),
        "deductible_left": Money(0),
        "oop": Money(500000),
    }
    told = summarize(benefits_typed(typed, {}, "", other_first=False))
    assert list_figures(told.inside) == (
        ("Copay, office", "$30.00"),
        ("Deductible left", "$0.00 of $1,500.00"),
        ("Out-of-pocket left", "unknown of $5,000.00"),
    )
    assert describe_answer(CheckStatus.ACTIVE, summarize([])) == "Active."
    assert describe_answer(CheckStatus.UNKNOWN, summarize([])).startswith(
        "Not answered. The payer did not say"
    )
    assert describe_answer(CheckStatus.REJECTED, summarize([]), "Not found.") == "Rejected. Not found."


@pytest.mark.parametrize("name", ["deductible", "family_deductible", "oop", "family_oop"])
def test_more_cannot_be_left_than_there_is(name):
    amounts = {name: Money(500_00), f"{name}_left": Money(620_00)}
    with pytest.raises(InputError, match=r"left” is \$620\.00, but .* is only \$500\.00"):
        benefits_typed(amounts, {}, "", other_first=False)
    assert len(benefits_typed({**amounts, f"{name}_left": Money(500_00)}, {}, "", other_first=False)) == 2

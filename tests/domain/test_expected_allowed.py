"""What a contract pays to the cent, by every kind of rate, with the steps in words."""

from dataclasses import replace

import pytest

from app.domain.code_edits import ServiceFacts
from app.domain.expected_allowed import expected_allowed
from tests.domain.contract_samples import book, contract, line, money, row, term

MEDICARE = {"99213": row("99213", "129.40", "96.15")}


def expect(lines, agreed, rates=None):
    return expected_allowed(lines, agreed, rates or book())


def only(given, agreed, rates=None):
    (found,) = expect([given], agreed, rates)
    return found


@pytest.mark.parametrize(
    ("given", "agreed", "amount", "words"),
    [
        (
            line(),
            term("medicare", percent=80),
            "103.52",
            "80 % of Medicare 2026 non-facility $129.40 = $103.52",
        ),
        (
            line(place="22"),
            term("medicare", percent=112),
            "107.69",
            "112 % of Medicare 2026 facility $96.15 = $107.69",
        ),
        (
            line(units=3, charge="500"),
            term("medicare", percent=80),
            "310.56",
            "80 % of Medicare 2026 non-facility $129.40 = $103.52; 3 units = $310.56",
        ),
        (line(), term("fixed", "99213", "104.20"), "104.20", "fixed rate $104.20"),
        (line(units=2), term("fixed", amount="90"), "90.00", "fixed rate $90.00"),
        (
            line("97110", units=3),
            term("per_unit", "97000-97799", "31.05"),
            "93.15",
            "rate a unit $31.05; 3 units = $93.15",
        ),
        (
            line(charge="33.33"),
            term("charge", percent=50),
            "16.67",
            "50 % of the charge $33.33 = $16.67",
        ),
        (
            line(units=2),
            term("file", source="Prairie"),
            "150.00",
            "rate of “Prairie” $75.00; 2 units = $150.00",
        ),
        (
            line(charge="90"),
            term("medicare", percent=80),
            "90.00",
            "80 % of Medicare 2026 non-facility $129.40 = $103.52; lesser of charge = $90.00",
        ),
    ],
)
def test_each_kind_of_rate_to_the_cent(given, agreed, amount, words):
    rates = book(MEDICARE, {"Prairie": {"99213": row("99213", "75.00")}})
    found = only(given, contract(agreed), rates)
    assert (found.amount, found.words) == (money(amount), words)


def test_without_the_clause_the_charge_limits_nothing():
    found = only(line(charge="90"), contract(term("fixed", amount="100"), lesser_of=False))
    assert (found.amount, found.rate) == (money("100"), money("100"))
    limited = only(line(charge="90"), contract(term("fixed", amount="100")))
    assert (limited.amount, limited.rate) == (money("90"), money("100"))


def test_a_year_of_medicare_may_be_another_than_that_of_the_service():
    rates = replace(book(MEDICARE), medicare={2024: {"99213": row("99213", "100.00")}, 2026: MEDICARE})
    found = only(line(), contract(term("medicare", percent=95, year=2024)), rates)
    assert found.words == "95 % of Medicare 2024 non-facility $100.00 = $95.00"


def test_what_is_not_loaded_is_said_and_nothing_is_guessed():
    default = term("charge", percent=50)
    found = only(line(), contract(term("medicare", "99213", percent=80, year=2023), default))
    assert (found.amount, found.words) == (None, "Medicare’s fee schedule of 2023 is not loaded with prices.")
    found = only(line(), contract(term("file", source="Prairie"), default))
    assert (found.amount, found.words) == (None, "No rates are loaded under “Prairie” for that day.")


def test_a_code_that_a_file_has_not_is_priced_by_the_next_term():
    agreed = contract(term("file", source="Prairie"), term("charge", percent=50))
    found = only(line("99214", "200"), agreed, book(files={"Prairie": {}}))
    assert found.words == "50 % of the charge $200.00 = $100.00"
    found = only(line("99214"), contract(term("fixed", "99213", "80")))
    assert (found.amount, found.words) == (None, "The contract has no rate for 99214.")


def test_a_part_of_a_service_is_never_paid_the_whole_rate():
    parts = (*row("76700", "120.00"), ServiceFacts("76700", "26", non_facility=money("40.00")))
    rates = book({"76700": parts, "76705": row("76705", "90")})
    agreed = contract(term("medicare", percent=100))
    assert only(line("76700", modifiers=("26",)), agreed, rates).amount == money("40.00")
    assert only(line("76700", modifiers=("59",)), agreed, rates).amount == money("120.00")
    assert only(line("76705", modifiers=("TC",)), agreed, rates).amount is None
    fixed = contract(term("fixed", "76700", "100"), term("fixed", "76700", "35", modifier="26"))
    assert only(line("76700", modifiers=("26",)), fixed).amount == money("35")
    found = only(line("76700", modifiers=("80",)), fixed)
    assert (found.amount, found.words) == (None, "The contract has no rate for 76700-80.")


@pytest.mark.parametrize(
    ("sign", "amount", "step"),
    [
        ("1", "150.00", "both sides 150 % = $150.00"),
        ("3", "200.00", "each side in full = $200.00"),
        ("2", "100.00", ""),
        ("0", "100.00", ""),
    ],
)
def test_both_sides_are_paid_as_the_fee_schedule_marks_the_code(sign, amount, step):
    rates = book({"20610": row("20610", "100.00", bilateral=sign)})
    given = line("20610", "400", modifiers=("50",))
    found = only(given, contract(term("medicare", percent=100)), rates)
    assert found.amount == money(amount)
    assert found.words.endswith(step)
    assert only(replace(given, modifiers=()), contract(term("medicare", percent=100)), rates).amount == money(
        "100"
    )


def test_both_sides_without_a_fee_schedule_and_with_a_share_of_the_contracts_own():
    given = line("20610", "400", modifiers=("50",))
    assert only(given, contract(term("fixed", amount="80.05"))).amount == money("120.08")
    assert only(given, contract(term("fixed", amount="80"), bilateral_bp=20_000)).amount == money("160")
    # The charge of such a line is that of both sides already.
    assert only(given, contract(term("charge", percent=50))).amount == money("200")


def surgery(*codes):
    return [line(code, "900", charge_id=at) for at, code in enumerate(codes, 1)]


def test_the_dearest_procedure_is_paid_in_full_and_the_later_ones_in_part():
    rates = book(
        {
            "11402": row("11402", "100.01", multiple="2"),
            "12031": row("12031", "300.00", multiple="2"),
            "11403": row("11403", "200.00", multiple="3"),
            "11404": row("11404", "50.00", multiple="2"),
            "99213": row("99213", "129.40", multiple="0"),
        }
    )
    agreed = contract(term("medicare", percent=100), multiple_bp=(5000, 2500))
    found = expect(surgery("11402", "12031", "99213", "11403", "11404"), agreed, rates)
    assert [str(each.amount) for each in found] == ["25.00", "300.00", "129.40", "100.00", "12.50"]
    assert found[3].words.endswith("second procedure 50 % = $100.00")
    assert found[0].words.endswith("third procedure 25 % = $25.00")
    assert found[4].words.endswith("4th procedure 25 % = $12.50")
    plain = expect(surgery("11402", "12031"), replace(agreed, multiple_bp=()), rates)
    assert [str(each.amount) for each in plain] == ["100.01", "300.00"]


def test_which_procedures_are_reduced_may_stand_in_the_contract():
    agreed = contract(term("fixed", amount="100"), multiple_bp=(5000,), multiple_codes=("97110-97140",))
    found = expect(surgery("97110", "97140", "99213", "11402"), agreed)
    assert [str(each.amount) for each in found] == ["100.00", "50.00", "100.00", "100.00"]
    unmarked = expect(surgery("97110", "11402", "11403"), replace(agreed, multiple_codes=()))
    assert [str(each.amount) for each in unmarked] == ["100.00", "100.00", "50.00"]


def test_reduction_goes_before_the_lesser_of_and_both_sides_before_reduction():
    rates = book({code: row(code, "200.00", bilateral="1", multiple="2") for code in ("20610", "12031")})
    lines = [
        line("20610", "900", charge_id=1, modifiers=("50",)),
        line("12031", "90", charge_id=2),
    ]
    found = expect(lines, contract(term("medicare", percent=100), multiple_bp=(5000,)), rates)
    assert [str(each.amount) for each in found] == ["300.00", "90.00"]
    assert found[1].words.endswith("second procedure 50 % = $100.00; lesser of charge = $90.00")


def test_a_case_rate_pays_its_lines_together_on_the_first():
    agreed = contract(term("case", "59400 76700", "2100"), term("fixed", amount="50"), multiple_bp=(5000,))
    lines = [line("99213"), line("59400", "1500"), line("76700", "900")]
    lines = [replace(each, charge_id=at) for at, each in enumerate(lines, 1)]
    visit, first, second = expect(lines, agreed)
    assert (visit.amount, visit.case) == (money("50"), ())
    assert (first.amount, first.case, first.words) == (money("2100"), (2, 3), "case rate $2,100.00")
    assert (second.amount, second.words) == (None, "Paid with 59400 by the case rate.")
    (alone,) = expect([line("76700", "900")], agreed)
    assert (alone.amount, alone.case) == (money("900"), (1,))

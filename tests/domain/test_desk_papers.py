"""What stops a paper of the front desk, and how its parts are composed."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.advance_notice import (
    NoticedService,
    check_advance_notice,
    read_option,
    read_service_codes,
)
from app.domain.encounter_form import compose_slip_groups
from app.domain.errors import InputError, RuleError
from app.domain.findings import Severity
from app.domain.labels import (
    STOCKS,
    LabelledPatient,
    LabelPlacing,
    check_placing,
    compose_address_label,
    compose_chart_label,
    compose_specimen_label,
    find_stock,
    plan_sheets,
    read_offset,
)
from app.domain.letterhead import PracticeHead
from app.domain.money import Money
from app.domain.paper_checks import check_letters, require_printable
from app.domain.people import Address, PersonName
from app.domain.registration_form import RegisteredPolicy
from app.domain.superbill import check_superbill
from tests.domain.desk_samples import HOME, VISIT_ON, blank_registration, notice_of, superbill_of

ANA = LabelledPatient(
    PersonName("Rivera", "Ana", "M"), "P1001", date(1961, 3, 4), "F", "(312) 555-0142", HOME
)


def test_a_superbill_adds_up():
    bill = superbill_of(balance=Money(130_00))
    assert (bill.total, bill.paid, bill.taken_off) == (Money(200_00), Money(20_00), Money(50_00))
    assert check_superbill(bill) == ()


def test_a_superbill_names_all_that_is_missing_at_once():
    bill = superbill_of(diagnoses=())
    bill = replace(
        bill,
        patient=replace(bill.patient, birth_date=None, address=Address(), member_id=""),
        provider=replace(bill.provider, npi=""),
        practice=replace(bill.practice, tax_id=""),
    )
    found = {finding.field: finding.severity for finding in check_superbill(bill)}
    assert found == {
        "birth_date": Severity.ERROR,
        "address": Severity.ERROR,
        "npi": Severity.ERROR,
        "tax_id": Severity.ERROR,
        "diagnoses": Severity.ERROR,
        "member_id": Severity.WARNING,
    }
    with pytest.raises(RuleError, match=r"Nothing was printed. The birth date is missing.*diagnosis"):
        require_printable(bill, check_superbill(bill), frozenset(map(chr, range(32, 0x2100))))


def test_letters_that_cannot_be_printed_stop_a_paper():
    found = check_letters(replace(superbill_of(), language="“"), frozenset(map(chr, range(32, 256))))
    assert [finding.text[-10:] for finding in found] == ["d (U+201C)."[-10:]]
    with pytest.raises(RuleError, match=r"“Ana😀” has characters that cannot be printed \(U\+1F600\)"):
        require_printable(("Ana😀",), (), frozenset("Ana"))
    require_printable(("Ana",), (), frozenset("Ana"))


def test_services_are_grouped_by_category_with_other_last():
    groups = compose_slip_groups(
        [("other", "Z1", "Form"), ("office", "99214", "Long"), ("lab", "81002", "Urine"),
         ("office", "99213", "Visit")]
    )  # fmt: skip
    assert [group.title for group in groups] == ["Lab", "Office", "Other"]
    assert [choice.code for choice in groups[1].choices] == ["99213", "99214"]


def test_a_form_always_has_room_for_two_insurances():
    assert blank_registration().policies_shown == (RegisteredPolicy(), RegisteredPolicy())
    three = tuple(RegisteredPolicy(name) for name in "abc")
    shown = replace(blank_registration(), policies=three).policies_shown
    assert [policy.insurance for policy in shown] == ["a", "b"]


@pytest.mark.parametrize(
    ("stock", "place", "corner"),
    [
        ("30", 0, (0.1875, 0.5)),
        ("30", 4, (2.9375, 1.5)),
        ("80", 79, (6.46875, 10.0)),
        ("10", 3, (4.34375, 2.5)),
    ],
)
def test_where_a_label_lies(stock, place, corner):
    assert find_stock(stock).corner(place) == pytest.approx(corner)


def test_every_stock_lies_on_the_sheet():
    for stock in STOCKS:
        x, y = stock.corner(stock.count - 1)
        assert x + stock.width <= 8.5
        assert y + stock.height <= 11


def test_labels_begin_where_the_sheet_is_still_whole_and_run_over():
    sheets = plan_sheets(LabelPlacing(find_stock("30"), start=29, count=4))
    assert sheets == ((28, 29), (0, 1))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"start": 31}, "between 1 and 30"),
        ({"start": 0}, "between 1 and 30"),
        ({"count": 0}, "1 to 200"),
        ({"right": 0.6}, "half an inch"),
        ({"down": -0.6}, "half an inch"),
    ],
)
def test_labels_that_cannot_lie_on_the_sheet_are_refused(values, said):
    with pytest.raises(InputError, match=said):
        check_placing(LabelPlacing(find_stock("30"), **values))


@pytest.mark.parametrize(("typed", "inches"), [("", 0.0), ("0.05", 0.05), ("-.1", -0.1)])
def test_an_offset_is_read(typed, inches):
    assert read_offset(typed) == inches


@pytest.mark.parametrize("typed", ["a bit", "0.51", "nan"])
def test_a_wrong_offset_is_refused(typed):
    with pytest.raises(InputError):
        read_offset(typed)


def test_what_stands_on_labels():
    chart, address = compose_chart_label(ANA), compose_address_label(ANA)
    assert (chart.head, chart.lines) == (
        "Rivera, Ana M",
        ("No. P1001", "Born 03/04/1961  F", "(312) 555-0142"),
    )
    assert (address.head, *address.lines) == (
        "ANA M RIVERA",
        "12 OAK ST",
        "APT 4",
        "SPRINGFIELD IL 62704-1234",
    )
    specimen = compose_specimen_label(ANA, VISIT_ON, "Ada Stone MD")
    assert specimen.lines[0] == "Born 03/04/1961  No. P1001"
    assert specimen.lines[1].startswith("03/12/2026")


def test_an_address_label_needs_an_address():
    with pytest.raises(InputError, match="street, city, state and ZIP"):
        compose_address_label(replace(ANA, address=Address("12 Oak St.")))


def test_a_full_notice_has_no_fault():
    assert check_advance_notice(notice_of()) == ()


@pytest.mark.parametrize(
    ("values", "blank"),
    [
        ({"services": ()}, "Blank D"),
        ({"reason": ""}, "Blank E"),
        ({"estimate": None}, "Blank F"),
        ({"practice": PracticeHead("Maple", HOME)}, "Blank A"),
        ({"identification": "1EG4TE5MK73"}, "Blank C"),
        ({"identification": "123-45-6789"}, "Blank C"),
        ({"identification": "123456789"}, "Blank C"),
        ({"services": (NoticedService("82306", "Vitamin D"),) * 7}, "room for 6"),
        ({"reason": "x" * 241}, "Blank E has room"),
        ({"more": "x" * 241}, "Blank H has room"),
    ],
)
def test_each_blank_that_is_not_right_stops_the_notice(values, blank):
    (finding,) = check_advance_notice(notice_of(**values))
    assert finding.severity is Severity.ERROR
    assert blank in finding.text


def test_an_estimate_of_nothing_is_an_estimate():
    assert check_advance_notice(notice_of(estimate=Money(0))) == ()


def test_codes_and_options_are_read():
    assert read_service_codes(" 82306, g0103 82306;") == ("82306", "G0103")
    assert read_service_codes("") == ()
    assert read_option("2") == "2"
    with pytest.raises(InputError, match="1, 2 or 3"):
        read_option("4")

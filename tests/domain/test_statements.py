from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.accounts import MailHold, compose_shown_account
from app.domain.explanations import explain_item
from app.domain.money import Money, total
from app.domain.people import Address, PersonName
from app.domain.statements import (
    StatementRules,
    check_statement,
    check_statement_glyphs,
    compose_statement,
    plan_statements,
)
from tests.domain.money_samples import (
    PRACTICE,
    account,
    answer,
    item,
    long_account,
    scenario_2,
    scenario_10,
    with_owed,
)

AS_OF = date(2026, 4, 20)
RULES = StatementRules()


def compose(summary, number="S-1"):
    return compose_statement(summary, PRACTICE, number, AS_OF, RULES)


PENDING = item(1, 95_00, 0, insurance_name="Prairie Health", insurance_owes=Money(95_00))


@pytest.mark.parametrize(
    ("summary", "reason"),
    [
        (with_owed(0), "nothing_owed"),
        (with_owed(0, credit=Money(40_00)), "credit_balance"),
        (with_owed(30_00, credit=Money(30_00)), "credit_balance"),
        (with_owed(4_99), "below_minimum"),
        (with_owed(30_00, address=Address("12 Oak St", "", "Springfield", "IL", "")), "bad_address"),
        (with_owed(30_00, holds=(MailHold.BAD_ADDRESS,)), "bad_address"),
        (with_owed(30_00, holds=(MailHold.DO_NOT_BILL,)), "do_not_bill"),
        (with_owed(30_00, holds=(MailHold.DECEASED,)), "deceased"),
        (with_owed(30_00, holds=(MailHold.BANKRUPTCY,)), "bankruptcy"),
        (account(PENDING), "with_insurer"),
        (with_owed(30_00, holds=(MailHold.BILL_ANEW,)), "bill_anew"),
        (with_owed(30_00, last_statement_on=date(2026, 4, 1)), "billed_recently"),
        (
            with_owed(30_00, last_statement_on=date(2026, 4, 1), last_activity_on=date(2026, 4, 1)),
            "billed_recently",
        ),
        (with_owed(30_00, mailings=3), "enough_mailings"),
        (account(item(1, 75_00, 75_00, confidential=True)), "nothing_owed"),
    ],
)
def test_who_gets_none_and_why(summary, reason):
    plan = plan_statements([summary], RULES, AS_OF)
    assert plan.included == ()
    assert [(left_out.account_number, left_out.reason) for left_out in plan.excluded] == [("10042", reason)]
    assert plan.excluded[0].sentence.endswith(".")


@pytest.mark.parametrize(
    "summary",
    [
        with_owed(5_00),
        with_owed(30_00, credit=Money(29_99)),
        with_owed(30_00, last_statement_on=date(2026, 3, 23)),
        with_owed(30_00, last_statement_on=date(2026, 4, 1), last_activity_on=date(2026, 4, 2)),
        account(PENDING, item(2, 30_00, 30_00)),
    ],
    ids=["the minimum itself", "credit too small", "cycle over", "changed since", "part with insurer"],
)
def test_who_gets_one(summary):
    plan = plan_statements([summary], RULES, AS_OF)
    assert [included.number for included in plan.included] == ["10042"]
    assert plan.total == summary.patient_owes


def test_scenario_10_one_family_statement():
    statement = compose(scenario_10())
    assert [(part.patient_name, part.you_owe) for part in statement.sections] == [
        ("Alma Reyes", Money(22_00)),
        ("Bruno Reyes", Money(47_35)),
    ]
    assert statement.you_owe == Money(69_35)
    assert "Clara" not in repr(statement)
    assert statement.addressee == ("MARTA REYES", "12 OAK ST", "APT 4", "SPRINGFIELD IL 62704-1234")


def test_a_single_patient_has_a_statement_of_their_own():
    statement = compose(compose_shown_account(scenario_10(), patient_id=12))
    assert [part.patient_name for part in statement.sections] == ["Bruno Reyes"]
    assert statement.you_owe == Money(47_35)


def test_scenario_2_says_the_same_words_as_the_screen():
    for language in ("en", "es"):
        summary = scenario_2(language)
        statement = compose(summary)
        reasons = [line.reason for section in statement.sections for line in section.lines]
        assert reasons == [explain_item(line, language) for line in summary.items]
        assert statement.you_owe == Money(84_20)
    assert statement.message == PRACTICE.message_es
    assert statement.due_on == date(2026, 5, 11)
    assert statement.pay_url == "https://pay.example.org/maple?s=S-1&a=84.20"


def test_credit_and_insurance_money_stay_outside_you_owe():
    statement = compose(long_account(5))
    strip = statement.strip
    assert strip.you_owe == Money(101_48)
    assert strip.with_insurance == Money(515_00)
    assert statement.credit == Money(40_00)
    assert statement.aging.total == strip.you_owe


def test_a_settled_line_shows_once_and_then_vanishes():
    settled = item(1, 80_00, 0, answer(80_00, 0), settled_on=date(2026, 4, 10))
    opened = item(2, 30_00, 30_00)
    once = compose(account(settled, opened, last_statement_on=date(2026, 3, 1)))
    later = compose(account(settled, opened, last_statement_on=date(2026, 4, 15)))
    assert [len(section.lines) for section in once.sections] == [2]
    assert [len(section.lines) for section in later.sections] == [1]


@given(st.data())
def test_the_strip_always_adds_up_to_the_lines(data):
    parts = st.integers(0, 5_000_00)
    items = []
    for number in range(data.draw(st.integers(1, 12))):
        paid, discount, other, off, mine, insurer = (data.draw(parts) for _ in range(6))
        owes = data.draw(st.integers(-1_000_00, 5_000_00))
        billed = paid + discount + other + off + mine + insurer + owes
        items.append(
            item(
                number, billed, owes, answer(paid, discount, other_adjustments=Money(other)),
                written_off=Money(off), patient_paid=Money(mine), insurance_owes=Money(insurer),
                patient_id=number % 3,
            )
        )  # fmt: skip
    summary = account(*items)
    statement = compose(summary)
    strip = statement.strip
    left = strip.charged - strip.insurance_paid - strip.adjustments - strip.you_paid - strip.with_insurance
    assert left == strip.you_owe == summary.patient_owes == statement.aging.total
    assert total(section.you_owe for section in statement.sections) == strip.you_owe
    assert statement.credit == summary.all_credit


def test_a_missing_glyph_is_a_finding_for_that_sheet_only():
    drawable = frozenset(chr(code) for code in range(32, 0x250)) | frozenset("–—“”")
    good = compose(scenario_2("es"), "S-1")
    bad = compose(replace(scenario_2(), guarantor=PersonName("Wong", "李")), "S-2")
    assert check_statement(good, drawable) == ()
    (finding,) = check_statement_glyphs(bad, drawable)
    assert finding.field == "account:10042"
    assert "李 WONG" in finding.text
    assert "U+674E" in finding.text


def test_an_address_line_too_long_for_the_window_is_a_finding():
    long_name = compose(replace(scenario_2(), guarantor=PersonName("A" * 300, "Ana")))
    drawable = frozenset(chr(code) for code in range(32, 0x250))
    (finding,) = check_statement(long_name, drawable)
    assert "too long for the envelope window" in finding.text

"""Guidelines on a claim's line: the thirteenth visit, what is not covered or too often, notes and sources."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.authorizations import CareRecord
from app.domain.findings import Severity
from app.domain.guideline_checks import ask_for_line, check_claim_line, check_guidelines, find_needs
from app.domain.guidelines import Answer, Approval, Guideline, Period, look_up
from app.domain.service_counts import CountBy, ServiceCharge, ServiceLine
from tests.domain.test_authorizations import PAYER, TWELVE

OLD = Guideline(
    1,
    1,
    1,
    date(2026, 1, 1),
    payer_id=PAYER,
    payer="Prairie Health",
    codes=("97110",),
    approval=Approval.AFTER,
    approval_after=20,
)
NEW = replace(OLD, id=2, version=2, effective=date(2026, 7, 1), approval_after=12)
PLAIN = replace(OLD, approval=Approval.NOT_SAID, approval_after=None)
TODAY = date(2026, 8, 1)


def line(on, code="97110", **facts):
    return ServiceLine(code, on, payer_id=PAYER, payer="Prairie Health", **facts)


def visits(count, first=date(2026, 5, 1)):
    return tuple(
        ServiceCharge(n, n, "97110", first + timedelta(days=n), 1, frozenset({PAYER}))
        for n in range(1, count + 1)
    )


def answer(guidelines, asked):
    return look_up(guidelines, ask_for_line(asked))


def needs(guidelines, asked, charges):
    return find_needs(asked, answer(guidelines, asked), charges)


def check(guidelines, asked, charges=()):
    return check_guidelines(asked, answer(guidelines, asked), charges)


def test_scenario_14_the_thirteenth_visit_cannot_be_billed_without_approval():
    guidelines, given = (OLD, NEW), visits(12)
    thirteenth = line(date(2026, 7, 2))
    found = check_claim_line(thirteenth, guidelines, CareRecord(given), TODAY)
    assert [(each.severity, each.rule) for each in found] == [(Severity.ERROR, "AUTH-01")]
    assert found[0].text == (
        "Prairie Health needs approval for 97110 after 12 visits a calendar year since 07/01/2026; "
        "this makes 13."
    )
    assert check_claim_line(thirteenth, guidelines, CareRecord(given[:11]), TODAY) == ()
    assert check_claim_line(line(date(2026, 6, 30)), guidelines, CareRecord(given), TODAY) == ()
    approved = replace(TWELVE, starts=date(2026, 7, 1), ends=date(2026, 12, 31))
    bearing = replace(thirteenth, authorization_number=approved.number)
    assert check_claim_line(bearing, guidelines, CareRecord(given, (approved,)), TODAY) == ()


def test_findings_name_the_version_that_they_were_judged_by():
    always = replace(OLD, id=5, chain_id=5, approval=Approval.ALWAYS, approval_after=None, referral=True)
    spoken = replace(PLAIN, id=6, chain_id=6, answer=Answer.NOT_COVERED, most=0, documents=("Plan of care",))
    found = check_claim_line(line(date(2026, 3, 1)), (always, spoken), CareRecord(), TODAY)
    assert {each.rule: each.source for each in found} == {
        "AUTH-01": "guideline/5",
        "REF-01": "guideline/5",
        "COV-05": "guideline/6",
        "FREQ-01": "guideline/6",
        "LCD-02": "guideline/6",
    }


def test_only_charges_of_this_payer_year_and_code_count():
    others = (
        replace(visits(1)[0], is_void=True),
        replace(visits(1)[0], payer_ids=frozenset({8})),
        replace(visits(1)[0], code="97112"),
        replace(visits(1)[0], on=date(2025, 12, 31)),
    )
    once = replace(OLD, approval_after=1)
    assert needs((once,), line(date(2026, 7, 2)), others).authorization == ""
    assert needs((once,), line(date(2026, 7, 2)), visits(1)).authorization


def test_a_count_of_every_payer_counts_what_this_one_was_billed():
    of_all = replace(OLD, payer_id=None, payer="", approval_after=1)
    other = replace(visits(1)[0], payer_ids=frozenset({8}))
    assert needs((of_all,), line(date(2026, 7, 2)), (other,)).authorization == ""
    assert needs((of_all,), line(date(2026, 7, 2)), visits(1)).authorization


def test_units_are_counted_with_those_of_the_line():
    ten = replace(OLD, approval_after=10, count_by=CountBy.UNITS)
    given = tuple(replace(each, units=4) for each in visits(2))
    assert needs((ten,), line(date(2026, 7, 2), units=2), given).authorization == ""
    assert "this makes 11" in needs((ten,), line(date(2026, 7, 2), units=3), given).authorization


def test_approval_always_and_a_referral_are_needed_from_the_first():
    both = replace(OLD, approval=Approval.ALWAYS, approval_after=None, referral=True)
    found = check_claim_line(line(date(2026, 3, 1)), (both,), CareRecord(), TODAY)
    assert [each.rule for each in found] == ["AUTH-01", "REF-01"]


def test_how_to_ask_and_how_long_it_takes_is_said_with_the_need():
    asked = replace(OLD, approval=Approval.ALWAYS, ask_how="Portal, form 12.", turnaround_days=5)
    assert needs((asked,), line(date(2026, 3, 1)), ()).authorization == (
        "Prairie Health needs approval for 97110 since 01/01/2026. "
        "How to ask: Portal, form 12. It usually takes 5 days."
    )


def test_a_record_that_needs_nothing_silences_a_wider_one():
    every = replace(OLD, id=8, chain_id=8, codes=(), approval=Approval.ALWAYS, referral=True)
    own = replace(OLD, id=9, chain_id=9, approval=Approval.NOT_NEEDED, referral=False)
    assert check_claim_line(line(date(2026, 3, 1)), (every, own), CareRecord(), TODAY) == ()
    assert len(check_claim_line(line(date(2026, 3, 1)), (every,), CareRecord(), TODAY)) == 2


def test_cov_05_says_note_source_and_when_it_was_looked_up():
    refused = replace(
        PLAIN,
        answer=Answer.NOT_COVERED,
        note="Only after surgery.",
        confirmed_on=date(2026, 5, 2),
        source_title="Bulletin 26-4",
        source_page="3",
    )
    (found,) = check((refused,), line(date(2026, 6, 1)))
    assert (found.severity, found.rule) == (Severity.WARNING, "COV-05")
    assert found.text == (
        "Our notes say Prairie Health does not cover 97110: Only after surgery, looked up on 05/02/2026."
    )
    assert found.fix.endswith("See Bulletin 26-4, page 3.")


@pytest.mark.parametrize(
    ("said", "severity", "words"),
    [
        (Answer.BUNDLED, Severity.WARNING, "pays 97110 only as part of another service: with the visit."),
        (Answer.CONDITIONAL, Severity.HINT, "covers 97110 only under conditions: with the visit."),
    ],
)
def test_cov_05_says_what_limits_it(said, severity, words):
    (found,) = check((replace(PLAIN, answer=said, conditions="with the visit"),), line(date(2026, 6, 1)))
    assert (found.severity, found.rule) == (severity, "COV-05")
    assert found.text == f"Our notes say Prairie Health {words}"


@pytest.mark.parametrize("said", [Answer.NOT_SAID, Answer.COVERED, Answer.UNKNOWN])
def test_cov_05_is_silent_where_nothing_limits_it(said):
    assert check((replace(PLAIN, answer=said),), line(date(2026, 6, 1))) == ()


def test_lcd_02_lists_the_notes_asked_for():
    noted = replace(PLAIN, documents=("Plan of care", "Progress note"), source_title="Bulletin 9")
    (found,) = check((noted,), line(date(2026, 6, 1)))
    assert (found.severity, found.rule) == (Severity.HINT, "LCD-02")
    assert found.text == "Prairie Health wants these notes for 97110: Plan of care; Progress note."
    assert found.fix == "Keep them in the note. See Bulletin 9."


@pytest.mark.parametrize(
    ("period", "on", "finds"),
    [
        (Period.DAY, date(2026, 5, 2), True),
        (Period.DAY, date(2026, 5, 3), False),
        (Period.MONTH, date(2026, 5, 31), True),
        (Period.MONTH, date(2026, 6, 1), False),
        (Period.YEAR, date(2026, 12, 31), True),
        (Period.YEAR, date(2027, 1, 1), False),
        (Period.LIFETIME, date(2036, 1, 1), True),
    ],
)
def test_freq_01_once_a_period(period, on, finds):
    found = check((replace(PLAIN, most=1, period=period),), line(on), visits(1))
    assert [each.rule for each in found] == (["FREQ-01"] if finds else [])
    if finds:
        assert "at most 1 visit" in found[0].text
        assert found[0].text.endswith("The last one was on 05/02/2026.")

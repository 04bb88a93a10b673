"""A request as a frozen plan: what it posts, and that any other content has another hash."""

from dataclasses import replace

import pytest

from app.domain.approvals import RequestKind
from app.domain.errors import InputError
from app.domain.money import Money, total
from app.domain.money_requests import RequestLine, compose_content, plan_request, read_content
from tests.practice_fixtures import TODAY, money

LINE = RequestLine(1, money("5.00"), money("8.00"), charge_id=7)
OTHER = RequestLine(2, money("1.00"), money("1.00"), charge_id=8)


def content_of(kind=RequestKind.COURTESY, *lines, **facts):
    return compose_content(kind, lines or (LINE,), " long  wait ", **facts)


def test_a_content_is_read_back_as_it_was_written():
    content = content_of(RequestKind.HARDSHIP, LINE, OTHER, percent="5000")
    assert read_content(content.text) == content
    assert (content.reason, content.amount, content.fact("percent")) == ("long wait", money("6.00"), "5000")


@pytest.mark.parametrize(
    "changed",
    [
        {"reason": "other"},
        {"kind": RequestKind.BAD_DEBT},
        {"lines": (replace(LINE, amount=money("5.01")),)},
        {"lines": (replace(LINE, stands=money("8.01")),)},
        {"lines": (replace(LINE, charge_id=9),)},
        {"facts": (("payee", "Bo"),)},
    ],
)
def test_another_content_has_another_hash(changed):
    content = content_of()
    assert replace(content, **changed).hash != content.hash


@pytest.mark.parametrize(
    ("lines", "reason", "words"),
    [
        ((LINE,), " ", "Say why"),
        ((), "why", "above 0.00"),
        ((replace(LINE, amount=Money(0)),), "why", "above 0.00"),
        ((replace(LINE, amount=money("8.01")),), "why", "holds \\$8.00 now"),
    ],
)
def test_a_request_without_reason_or_amount_is_refused(lines, reason, words):
    with pytest.raises(InputError, match=words):
        compose_content(RequestKind.COURTESY, lines, reason)


@pytest.mark.parametrize(
    ("kind", "account"),
    [
        (RequestKind.SMALL_BALANCE, "writeoff_small"),
        (RequestKind.HARDSHIP, "writeoff_hardship"),
        (RequestKind.COURTESY, "writeoff_courtesy"),
        (RequestKind.TIMELY_FILING, "writeoff_timely"),
        (RequestKind.CONTRACTUAL, "writeoff_contractual"),
        (RequestKind.BAD_DEBT, "writeoff_bad_debt"),
    ],
)
def test_each_kind_has_an_account_of_its_own_and_each_family_a_posting(kind, account):
    postings = plan_request(content_of(kind, LINE, OTHER), 12, TODAY)
    assert [posting.source_key for posting in postings] == ["approval/12/1", "approval/12/2"]
    assert {posting.kind for posting in postings} == {"write_off"}
    assert [(entry.account, str(entry.amount)) for entry in postings[0].entries] == [
        ("patient_ar", "-5.00"),
        (account, "5.00"),
    ]
    assert not total(entry.amount for posting in postings for entry in posting.entries)

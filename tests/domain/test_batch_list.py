"""Where a batch stands, and how its claims go into envelopes."""

from datetime import date, timedelta

import pytest

from app.domain.batch_list import (
    BatchState,
    ListedClaim,
    days_silent,
    explain_sending,
    group_by_payer,
    state_of,
)
from app.domain.people import Address
from tests.practice_fixtures import money

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((), BatchState.WAITING),
        (("placed",), BatchState.WAITING),
        (("placed", "placed", "confirmed"), BatchState.CONFIRMED),
        (("confirmed", "answered"), BatchState.ANSWERED),
        (("placed", "answered"), BatchState.ANSWERED),
        (("placed", "undone"), BatchState.UNDONE),
    ],
)
def test_the_events_of_a_batch_tell_its_state(events, state):
    assert state_of(events) is state


@pytest.mark.parametrize(
    ("state", "on_paper", "said"),
    [
        (BatchState.WAITING, True, "Printed, not mailed"),
        (BatchState.WAITING, False, "File made, not sent"),
        (BatchState.CONFIRMED, True, "Mailed 11/23/2026, Fax"),
        (BatchState.CONFIRMED, False, "Sent 11/23/2026, Fax"),
        (BatchState.ANSWERED, False, "Sent 11/23/2026, Fax, answered"),
        (BatchState.UNDONE, True, "Taken back 11/23/2026"),
    ],
)
def test_a_state_is_said_in_words(state, on_paper, said):
    on = None if state is BatchState.WAITING else DAY
    assert explain_sending(state, on, "Fax", on_paper) == said


def test_a_batch_that_was_answered_but_never_confirmed_says_so():
    assert explain_sending(BatchState.ANSWERED, None, "", False) == "Answered"


@pytest.mark.parametrize(
    ("state", "sent", "on_paper", "said"),
    [
        (BatchState.CONFIRMED, 3, False, 3),
        (BatchState.CONFIRMED, 2, False, None),
        (BatchState.CONFIRMED, 9, True, None),
        (BatchState.ANSWERED, 9, False, None),
        (BatchState.WAITING, None, False, None),
    ],
)
def test_a_file_that_nobody_acknowledges_within_two_days_is_an_alarm(state, sent, on_paper, said):
    sent_on = None if sent is None else DAY - timedelta(days=sent)
    assert days_silent(state, sent_on, on_paper, DAY) == said


def listed(number, payer, street, amount, pages, enclosed=0):
    return ListedClaim(
        number, "Rivera, Ana", payer, Address(street), money(amount), pages[0], pages[1], enclosed
    )


def test_claims_of_one_insurer_at_two_addresses_go_into_two_envelopes():
    claims = (
        listed(10001, "Prairie", "PO Box 9", "165.00", (1, 1)),
        listed(10002, "Medicare", "PO Box 1", "40.00", (2, 4), 2),
        listed(10003, "Prairie", "PO Box 8", "15.00", (5, 5)),
        listed(10004, "Prairie", "PO Box 9", "35.05", (6, 7)),
    )
    first, second, third = group_by_payer(claims)
    assert [claim.number for claim in first.claims] == [10001, 10004]
    assert (first.amount, first.pages, first.enclosed) == (money("200.05"), 3, 0)
    assert (second.name, second.pages, second.enclosed) == ("Medicare", 3, 2)
    assert third.address == Address("PO Box 8")

"""Every move of a claim from every state: where it leads, or the sentence that refuses it."""

from datetime import date

import pytest

from app.domain.claim_life import (
    ClaimStanding,
    ClaimState,
    Move,
    explain_silence,
    explain_state,
    is_allowed,
    next_state,
)
from app.domain.claim_responses import Outcome
from app.domain.errors import RuleError

READY, BATCHED, SENT = ClaimState.READY, ClaimState.BATCHED, ClaimState.SENT
ANSWERED, CLOSED, VOID = ClaimState.ANSWERED, ClaimState.CLOSED, ClaimState.VOID

# From each state: what may happen, and where that leads. All else is refused.
ALLOWED = {
    READY: {
        Move.TYPE: READY,
        Move.BATCH: BATCHED,
        Move.FORWARD: SENT,
        Move.ANSWER: ANSWERED,
        Move.CLOSE: CLOSED,
        Move.VOID: VOID,
    },
    BATCHED: {
        Move.TYPE: READY,
        Move.BATCH: BATCHED,
        Move.UNDO: READY,
        Move.CONFIRM: SENT,
        Move.REJECT: READY,
        Move.ANSWER: ANSWERED,
        Move.CLOSE: CLOSED,
        Move.VOID: VOID,
    },
    SENT: {
        Move.REJECT: READY,
        Move.RESEND: READY,
        Move.ANSWER: ANSWERED,
        Move.CLOSE: CLOSED,
        Move.VOID: VOID,
    },
    ANSWERED: {Move.TAKE_BACK: SENT, Move.CORRECT: READY, Move.CLOSE: CLOSED},
    CLOSED: {Move.TAKE_BACK: SENT},
    VOID: {},
}
EVERY = [(state, move) for state in ClaimState for move in Move]


@pytest.mark.parametrize(("state", "move"), EVERY)
def test_a_move_leads_where_the_rules_say_or_is_refused(state, move):
    after = ALLOWED[state].get(move)
    assert is_allowed(state.value, move) == (after is not None)
    if after is not None:
        assert next_state(10001, state.value, move) is after
        return
    with pytest.raises(RuleError) as refused:
        next_state(10001, state.value, move)
    sentence = str(refused.value)
    assert sentence.startswith("Claim 10001 ")
    assert f"cannot be {move.value}" in sentence
    assert "Nothing was changed." in sentence
    # The sentence ends in what to do now.
    assert sentence.rpartition("Nothing was changed. ")[2]


def test_a_void_claim_never_lives_again():
    assert not [move for move in Move if is_allowed("void", move)]


def test_what_went_out_is_not_typed_over():
    for state in ("sent", "answered", "closed", "void"):
        with pytest.raises(RuleError, match="Use Correct or resend to send it again"):
            next_state(10001, state, Move.TYPE)


def test_a_batch_is_undone_before_it_is_confirmed_only():
    with pytest.raises(RuleError, match="Only a batch that is not confirmed can be undone"):
        next_state(10001, "sent", Move.UNDO)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (ClaimStanding(READY), "Ready"),
        (ClaimStanding(READY, errors=0), "Ready"),
        (ClaimStanding(READY, errors=2), "Needs fixing"),
        (ClaimStanding(READY, errors=0, resubmission_code="7"), "Corrected, ready"),
        (ClaimStanding(READY, errors=0, resubmission_code="8"), "Void, ready"),
        (ClaimStanding(READY, errors=2, held="ask the doctor"), "On hold"),
        (ClaimStanding(READY, errors=0, outcome=Outcome.REJECTED), "Rejected"),
        (ClaimStanding(BATCHED), "Printed, not mailed"),
        (ClaimStanding(BATCHED, on_paper=False), "File made, not sent"),
        (ClaimStanding(SENT), "Sent"),
        (ClaimStanding(SENT, outcome=Outcome.RECEIVED), "Received"),
        (ClaimStanding(SENT, outcome=Outcome.ACCEPTED), "Accepted"),
        (ClaimStanding(SENT, outcome=Outcome.PENDED), "In review"),
        (ClaimStanding(SENT, outcome=Outcome.FINAL), "Decided, answer due"),
        (ClaimStanding(SENT, outcome=Outcome.LOOK), "Reply to look at"),
        (ClaimStanding(ANSWERED, was_paid=True), "Answered"),
        (ClaimStanding(ANSWERED, was_paid=False), "Not paid"),
        (ClaimStanding(CLOSED), "Closed"),
        (ClaimStanding(VOID), "Void"),
    ],
)
def test_a_standing_has_two_or_three_words(standing, words):
    assert explain_state(standing) == words


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 24), "Sent 11/23/2026, 1 day ago"),
        (date(2026, 12, 23), "Sent 11/23/2026, 30 days ago"),
        (date(2026, 12, 24), "Sent 11/23/2026, 31 days ago; an answer was due 1 day ago"),
        (date(2026, 12, 30), "Sent 11/23/2026, 37 days ago; an answer was due 7 days ago"),
    ],
)
def test_silence_is_told_in_days_and_measured_by_the_payer(today, said):
    assert explain_silence(date(2026, 11, 23), today, 30) == said

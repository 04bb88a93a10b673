"""The call of somebody who may hear nothing is kept with today's check of him, and no other call is."""

import pytest

from app.domain.callers import Identifier, Relationship
from app.domain.errors import RuleError
from app.models.callers import Contact
from app.services import callers
from app.services.refused_calls import RefusedCall, log_refused_call
from tests.services.question_uses import checked, refused


@pytest.fixture
def ana(practice):
    return practice.an_insured_patient()


def test_the_call_says_that_nothing_was_told_and_why(practice, ana):
    call = Contact.get_by_id(log_refused_call(practice.session, refused(practice, ana)))
    assert call.said.startswith("Nothing was told. Nobody has written down")
    assert call.said.endswith("\nHung up.")
    assert (call.person, call.direction, call.topic) == ("A neighbour", "in", "Refused caller")


def test_a_caller_who_may_hear_something_is_not_kept_as_refused(practice, ana):
    told = RefusedCall(ana, checked(practice, ana))
    confirmed = (Identifier.NAME, Identifier.MEMBER_ID)
    insurer = callers.CallerEntry(ana, Relationship.INSURER, "Dee of Prairie", confirmed)
    asks = RefusedCall(ana, callers.check_caller(practice.session, insurer))
    for entry, words in ((told, "may hear answers"), (asks, "its own claims alone")):
        with pytest.raises(RuleError, match=words):
            log_refused_call(practice.session, entry)
    assert not Contact.select().exists()


def test_the_check_is_todays_and_of_this_patient(practice, ana):
    entry = refused(practice, ana)
    other = practice.a_patient("Vale", "Sam")
    with pytest.raises(RuleError, match="not checked today"):
        log_refused_call(practice.session, RefusedCall(other, entry.caller_check_id))
    practice.clock.pass_minutes(24 * 60)
    with pytest.raises(RuleError, match="not checked today"):
        log_refused_call(practice.session, entry)

"""The use cases about typed checks with the right each asks for, and a call that succeeds."""

from app.domain.answers import LineAnswer
from app.domain.rights import Right
from app.domain.typed_check import CheckHead, TypedCheck
from app.models.office import Draft
from app.queries.typed_checks import PANEL
from app.services import typed_checks
from tests.practice_fixtures import TODAY, money
from tests.services.check_hands import a_claim


def whole_check(desk):
    """A check that pays the visit of the day in full."""
    claim = a_claim(desk.visit.claim_id, LineAnswer(desk.visit.charge_ids[0], None, money("210.00")))
    return TypedCheck(
        CheckHead(desk.lists.payer, "Prairie Health", "88213", TODAY, money("210.00")), (claim,)
    )


def begun(desk):
    """A check that the manager began to type."""
    desk.session.save_draft(PANEL, "one", '{"number": "88213"}')
    return Draft.get(Draft.panel == PANEL).id


CHECK_USES = {
    typed_checks.post_typed_check: (
        Right.POST_ANSWER,
        lambda desk, who, _: typed_checks.post_typed_check(who, whole_check(desk)),
    ),
    typed_checks.take_over_check: (
        Right.POST_ANSWER,
        lambda desk, who, _: typed_checks.take_over_check(who, begun(desk)),
    ),
}
# A draft is nobody's record: whose it is moves without a row in the trail.
CHECK_NOTES = {typed_checks.take_over_check}

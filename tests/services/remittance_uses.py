"""The use cases about remittances with the right each asks for, and a call that succeeds."""

from dataclasses import replace

from app.domain.answers import LineAnswer
from app.domain.rights import Right
from app.models.database import select
from app.models.records import TradingPartner
from app.services import adjudications, held_claims, remittance_batches, remittance_previews, remittances
from app.services.answer_writing import AnswerEntry
from app.services.office import change_in_list
from tests.partner_samples import a_partner
from tests.practice_fixtures import money
from tests.services.remittance_fixtures import Remitting

NAME = "era.835"


def content(desk, *, number=None, plbs=()):
    """A remittance that answers the visit of the day, or with a `number` a claim that is nobody's."""
    remitting = Remitting(desk)
    claim = remitting.answer(desk.visit.claim_id)
    return remitting.file(replace(claim, number=number) if number else claim, plbs=plbs)


def shown(desk, **more):
    return remittance_previews.preview_content(desk.session, NAME, content(desk, **more))[0]


def posted(desk, **more):
    return remittances.post_remittance(desk.session, shown(desk, **more)).id


def held(desk):
    posted(desk, number="OLD7")
    ((row,),) = select("select id from remittance_claim where is_open = 1")
    return row


def matched(desk):
    return held_claims.match_remitted_claim(desk.session, held(desk), desk.visit.claim_id)


def typed(desk):
    row = matched(desk).id
    lines = (LineAnswer(desk.visit.charge_ids[0], None, money("210.00")),)
    entry = AnswerEntry(desk.visit.claim_id, desk.clock().date(), lines)
    adjudications.post_adjudication(desk.session, entry)
    return row


def held_adjustment(desk):
    posted(desk, plbs=(("WO", "X7", 100),))
    ((row,),) = select("select id from remittance_adjustment where is_open = 1")
    return row


def file_in(desk, folder):
    path = folder / NAME
    path.write_bytes(content(desk))
    return path


def inbox(desk, folder):
    file_in(desk, folder)
    partner = TradingPartner.get_by_id(a_partner(desk))
    values = {"inbox": str(folder)}
    change_in_list(desk.session, "trading_partner", partner.id, partner.version, values)


def read_inbox(desk, who, folder):
    inbox(desk, folder)
    return remittance_previews.preview_remittance_inboxes(who)


REMITTANCE_USES = {
    remittance_previews.preview_remittances: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: remittance_previews.preview_remittances(who, [file_in(desk, tmp)]),
    ),
    remittance_previews.preview_remittance_inboxes: (Right.POST_ANSWER, read_inbox),
    remittance_previews.preview_content: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: remittance_previews.preview_content(who, NAME, content(desk)),
    ),
    remittance_previews.renew_preview: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: remittance_previews.renew_preview(who, shown(desk)),
    ),
    remittances.post_remittance: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: remittances.post_remittance(who, shown(desk)),
    ),
    remittances.unpost_remittance: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: remittances.unpost_remittance(who, posted(desk), "wrong file"),
    ),
    remittance_batches.post_remittances: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: remittance_batches.post_remittances(who, [shown(desk)]),
    ),
    held_claims.preview_held_claim: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: held_claims.preview_held_claim(who, held(desk)),
    ),
    held_claims.match_remitted_claim: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: held_claims.match_remitted_claim(who, held(desk), desk.visit.claim_id),
    ),
    held_claims.link_typed_answer: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: held_claims.link_typed_answer(who, typed(desk)),
    ),
    held_claims.post_held_claim: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: held_claims.post_held_claim(who, matched(desk)),
    ),
    held_claims.post_held_adjustment: (
        Right.POST_ANSWER,
        lambda desk, who, tmp: held_claims.post_held_adjustment(who, held_adjustment(desk), ""),
    ),
}
REMITTANCE_READS = frozenset(
    {
        remittance_previews.preview_remittances,
        remittance_previews.preview_remittance_inboxes,
        remittance_previews.preview_content,
        remittance_previews.renew_preview,
        held_claims.preview_held_claim,
    }
)

"""How the demo practice sends its claims: Fridays, by file where the payer takes them, else on paper."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from app.domain.form_grid import PrinterOffset
from app.models.claims import Claim, ClaimBatch
from app.models.records import Payer, Plan, Policy, StoredFile, TradingPartner
from app.services.claim_answers import read_answer_file
from app.services.claim_batches import confirm_batch
from app.services.claim_files import export_claims, place_in_outbox
from app.services.claims import print_claims
from app.services.demo_partner import answer_claims
from app.services.demo_scene import DemoScene, moment, words
from app.services.office import add_to_list

PARTNER = "demo"
UNREAD_DAYS = 17


def add_partner(scene: DemoScene) -> int:
    """Set up the demo's trading partner, with its two folders beside the practice's file."""
    folder = scene.practice.path.parent
    places = {name: folder / name for name in ("outbox", "inbox")}
    for place in places.values():
        place.mkdir(exist_ok=True)
    facts = {**words("office")["partner"], **{name: str(place) for name, place in places.items()}}
    return add_to_list(scene.manager, "trading_partner", facts)


def send_ready_claims(scene: DemoScene) -> None:
    """Send the week's claims and say so; those with findings stay. The clearinghouse answers on Monday."""
    since = scene.biller.today() - timedelta(days=8)
    fresh = (Claim.state == "ready") & (Claim.created_on >= since)
    ready = [claim.id for claim in Claim.select(Claim.id).where(fresh).order_by(Claim.id)]
    by_file = [claim for claim in ready if _partner_of(claim) is not None]
    _send_file(scene, by_file)
    on_paper = [claim for claim in ready if claim not in set(by_file)]
    if on_paper:
        printed = print_claims(scene.biller, on_paper, PrinterOffset())
        if printed.batch_id:
            confirm_batch(scene.biller, printed.batch_id, scene.biller.today(), "Mail")


def _send_file(scene: DemoScene, claims: list[int]) -> None:
    partner = TradingPartner.get(TradingPartner.name == PARTNER)
    made = export_claims(scene.biller, partner.id, claims) if claims else None
    if made is None or made.batch_id is None:
        return
    today = scene.biller.today()
    confirm_batch(scene.biller, made.batch_id, today, "Uploaded")
    answered = moment(today + timedelta(days=3), 9)
    if (scene.today - today).days < UNREAD_DAYS:
        # The last file and its answers still lie in their folders, to be tried.
        place_in_outbox(scene.biller, made.batch_id)
    else:
        scene.plan(answered, partial(_read_answers, scene, made.batch_id))


def _read_answers(scene: DemoScene, batch_id: int) -> None:
    """Read the clearinghouse's answers; the demo's history knows no rejections, its present does."""
    file = StoredFile.get_by_id(ClaimBatch.get_by_id(batch_id).file_id)
    for kind, text in answer_claims(bytes(file.content), scene.clock(), rejects=False):
        read_answer_file(scene.biller, f"{Path(file.name).stem}.{kind}", text.encode("ascii"))


def _partner_of(claim_id: int) -> int | None:
    policy = Policy.get_by_id(Claim.get_by_id(claim_id).policy_id)
    partner: int | None = Payer.get_by_id(Plan.get_by_id(policy.plan_id).payer_id).partner_id
    return partner

"""A practice that gets remittances: 835 files made for its own claims, posted through the use cases."""

from dataclasses import dataclass

import pytest

from app.models.claims import Claim
from app.models.database import select
from app.models.ledger import Charge
from app.models.remittances import RemittanceClaim
from app.services.remittance_previews import preview_content
from app.services.remittances import PostedRemittance, post_remittance, unpost_remittance
from tests.edi.remittance_makers import MadeAdvice, MadeClaim, MadeLine, make_835
from tests.ledger_hands import cuts


@dataclass
class Remitting:
    """The practice with shortcuts for what its payers send."""

    desk: object

    @property
    def session(self):
        return self.desk.session

    def a_visit(self, *lines, plan=None, second=None, last="Rivera", on=None):
        """A visit of a new patient with one policy, or two."""
        patient = self.desk.a_patient(last)
        self.desk.a_policy(patient, plan)
        if second:
            self.desk.a_policy(patient, second, rank=2)
        return self.desk.a_visit(patient, *lines, on=on)

    def answer(self, claim_id, *lines, status="1", control="", more=()):
        """A remitted claim that answers each line of ours with its cuts; `()` pays a line in full."""
        charges = select(
            "select c.id from claim_line l join charge c on c.id = l.charge_id where l.claim_id = ? "
            "order by l.position",
            claim_id,
        )
        made = []
        for (charge_id,), parts in zip(charges, lines or [()] * len(charges), strict=True):
            charge = Charge.get_by_id(charge_id)
            made.append(MadeLine(charge.amount.cents, cuts(*parts), charge.code, day=charge.service_on))
        claim = Claim.get_by_id(claim_id)
        names = tuple(text for text in more if text.startswith("NM1"))
        rest = tuple(text for text in more if not text.startswith("NM1"))
        (last,) = select("select last from patient where id = ?", claim.patient_id)[0]
        return MadeClaim(
            str(claim.number), tuple(made), status=status, control=control, last=last, names=names, more=rest
        )

    def file(self, *claims, plbs=(), trace="EFT0001", **more) -> bytes:
        return make_835(MadeAdvice(tuple(claims), tuple(plbs), trace, **more)).encode()

    def preview(self, *claims, **more):
        """The first remittance of a file of these claims."""
        return preview_content(self.session, "era.835", self.file(*claims, **more))[0]

    def post(self, *claims, reason="", **more) -> PostedRemittance:
        return post_remittance(self.session, self.preview(*claims, **more), reason)

    def unpost(self, remittance_id, reason="wrong file"):
        unpost_remittance(self.session, remittance_id, reason)

    def held(self):
        return list(RemittanceClaim.select().where(RemittanceClaim.is_open).order_by(RemittanceClaim.id))


@pytest.fixture
def remitting(practice) -> Remitting:
    return Remitting(practice)

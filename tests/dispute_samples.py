"""The disputes that tests begin with: scenario 3's denied ultrasound, its case, and its later answer."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image

from app.domain.disputes.cases import CaseKind
from app.models.claims import Adjudication
from app.models.records import Policy
from app.services.adjudications import reverse_adjudication
from app.services.authorizations import register_authorization
from app.services.disputes import CaseEntry, open_case
from app.services.files import NewFile
from tests.claim_ways import send
from tests.practice_fixtures import PracticeDesk, adjusted

SEEN, DENIED, ANSWERED = date(2026, 3, 2), date(2026, 3, 20), date(2026, 4, 30)
OFFICE_VISIT = ("128.40", "103.40", adjusted("CO-45 81.60", "PR-3 25.00"))
APPROVAL = "A-771203"


@dataclass
class DeniedClaim:
    """Scenario 3: 99214 is paid and 76700 denied with CO-197 on March 20; `charge` is the denied one."""

    practice: PracticeDesk
    patient: int
    claim: int
    paid: int
    charge: int

    def open(self, **more) -> int:
        """Open the case of the denied line."""
        entry = CaseEntry(CaseKind.DENIAL, self.claim, ((self.charge, None),), **more)
        return open_case(self.practice.session, entry)

    def approve(self) -> int:
        """Put the authorization on file that covers the ultrasound."""
        values = {
            "kind": "authorization",
            "status": "approved",
            "number": APPROVAL,
            "codes": "76700",
            "approved": 1,
            "starts": date(2026, 2, 1),
            "ends": date(2026, 4, 30),
            "policy": Policy.get(Policy.patient == self.patient).id,
        }
        return register_authorization(self.practice.session, self.patient, values)

    def pay(self) -> None:
        """The insurer reverses its answer and pays: 150.00 for the ultrasound, 37.50 is coinsurance."""
        session = self.practice.session
        self.practice.clock.move_to(ANSWERED)
        for row in Adjudication.select(Adjudication.id).where(Adjudication.claim == self.claim):
            reverse_adjudication(session, row.id, "Reversed by the insurer")
        ultrasound = ("187.50", "150.00", adjusted("CO-45 232.50", "PR-2 37.50"))
        self.practice.an_answer(self.claim, (self.paid, *OFFICE_VISIT), (self.charge, *ultrasound))


def deny(practice: PracticeDesk) -> DeniedClaim:
    """Live through scenario 3 until the denial."""
    practice.clock.move_to(SEEN)
    patient = practice.an_insured_patient(release_on=date(2026, 1, 5), assignment_on=date(2026, 1, 5))
    visit = practice.a_visit(patient, ("99214", "210.00"), ("76700", "420.00"))
    send(practice, visit.claim_id)
    practice.clock.move_to(DENIED)
    paid, refused = visit.charge_ids
    practice.an_answer(
        visit.claim_id, (paid, *OFFICE_VISIT), (refused, None, "0.00", adjusted("CO-197 420.00"))
    )
    return DeniedClaim(practice, patient, visit.claim_id, paid, refused)


def a_scan(name: str = "note.png") -> NewFile:
    """A scanned page."""
    out = BytesIO()
    Image.new("RGB", (850, 1100), "white").save(out, "PNG")
    return NewFile("", name, out.getvalue())

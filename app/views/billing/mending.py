"""Where a finding is mended: a page of the patient, a part of the settings, or the guidelines."""

from dataclasses import dataclass

from app.domain.claim_typing import TypedForm
from app.domain.findings import Finding
from app.domain.form_grid import explain_box


@dataclass(frozen=True, slots=True)
class Mend:
    """A button's label, and what it opens: a page of the patient, a part of the settings, or a guideline."""

    label: str
    page: str = ""
    part: str = ""
    guideline: int = 0


MENDS = {
    "patient": Mend("Open patient", page="Details"),
    "policy": Mend("Open insurance", page="Insurance"),
    "visit": Mend("Open visits", page="Visits"),
    "answer": Mend("Open claims", page="Claims"),
    "authorization": Mend("Open authorizations", page="Authorizations"),
    "notice": Mend("Open documents", page="Documents"),
    "practice": Mend("Open practice", part="Practice"),
    "provider": Mend("Open providers", part="Providers"),
    "place": Mend("Open places", part="Places"),
    "payer": Mend("Open insurers", part="Insurers"),
    "files": Mend("Open official files", part="Official files"),
}
# How the notes of the boxes begin where they say what a box is filled from.
_SOURCES = (
    ("Patient", "patient"),
    ("Policy", "policy"),
    ("Other policy", "policy"),
    ("Practice", "practice"),
    ("Place", "place"),
    ("Rendering provider", "provider"),
    ("Provider", "visit"),
    ("Payer record", "payer"),
    ("Visit", "visit"),
    ("Charge", "visit"),
)


def mend_of(finding: Finding, form: TypedForm) -> Mend | None:
    """Where a finding is mended: as its check says, else where its box is filled from."""
    kind, _, number = finding.source.partition("/")
    if finding.mend == kind == "guideline":
        return Mend("Open the guideline", guideline=int(number))
    if finding.mend in MENDS:
        return MENDS[finding.mend]
    place = form.place_of(finding.field)
    if place is None:
        return None
    source = explain_box(form.grid, place[1]).source
    kind = next((kind for beginning, kind in _SOURCES if source.startswith(beginning)), "")
    return MENDS.get(kind)

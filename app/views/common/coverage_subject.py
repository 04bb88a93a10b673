"""What “Is this covered?” is asked about: whatever the keyboard is on, as far as a tab knows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CoverageSubject:
    """A patient or an insurer, the codes (the one meant first), the diagnoses and the day of service.

    Ids are 0 and texts empty where nothing is known; an insurer named goes before the patient's own.
    """

    patient_id: int = 0
    payer_id: int = 0
    plan_id: int = 0
    codes: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    on: date | None = None


NOTHING_ASKED = CoverageSubject()

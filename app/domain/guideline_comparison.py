"""Two versions of a guideline side by side: each thing that they say, and whether it changed."""

from dataclasses import dataclass

from app.domain.date_entry import format_date
from app.domain.guideline_explanations import (
    explain_approval,
    explain_asking,
    explain_coverage,
    explain_frequency,
    explain_limits,
    explain_payer,
    explain_referral,
    explain_service,
    explain_windows,
)
from app.domain.guidelines import Guideline, Status

STATUS_NAMES = {Status.DRAFT: "A draft", Status.ACTIVE: "In force", Status.WITHDRAWN: "Withdrawn"}


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One thing that two versions say: its name, and the words of the earlier and the later one."""

    name: str
    earlier: str
    later: str

    @property
    def is_changed(self) -> bool:
        """Tell whether the later version says something else."""
        return self.earlier != self.later


def compare_versions(earlier: Guideline, later: Guideline) -> tuple[ComparedLine, ...]:
    """Put what two versions say side by side; what neither speaks of is left out."""
    before, after = _said(earlier), _said(later)
    lines = (ComparedLine(name, before[name], words) for name, words in after.items())
    return tuple(line for line in lines if line.earlier or line.later)


def _said(guideline: Guideline) -> dict[str, str]:
    read = guideline.confirmed_on
    until = f" to {format_date(guideline.ends)}" if guideline.ends else ""
    by = f" by {guideline.confirmed_by}" if guideline.confirmed_by else ""
    return {
        "State": STATUS_NAMES[guideline.status],
        "Counts from": f"{format_date(guideline.effective)}{until}",
        "Insurer": explain_payer(guideline),
        "Service": explain_service(guideline),
        "For": explain_limits(guideline),
        "Covered?": explain_coverage(guideline),
        "Approval": explain_approval(guideline),
        "Asking for it": explain_asking(guideline),
        "Referral": explain_referral(guideline),
        "How often": explain_frequency(guideline),
        "The note must hold": ", ".join(guideline.documents),
        "How to bill it": guideline.billing_tips,
        "Benefit": guideline.benefit_category,
        "Deadlines": explain_windows(guideline),
        "Where it says so": guideline.source,
        "Looked up": f"{format_date(read)}{by}" if read else "",
        "Look it up again": format_date(guideline.review_on) if guideline.review_on else "",
        "Note": guideline.note,
        "To the patient": guideline.patient_en,
        "In Spanish": guideline.patient_es,
    }

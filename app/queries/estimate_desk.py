"""All that is needed to plan the services of a visit and to tell what it will cost, in one question."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import RuleError
from app.domain.estimate_record import KeptEstimate
from app.domain.rights import Right
from app.models.records import Patient
from app.queries.asking import asks
from app.queries.estimates import EstimateLine, latest_estimate, work_out_estimate
from app.queries.good_faith import GoodFaithState, good_faith_state
from app.queries.procedures import ProcedureLine, list_procedures
from app.queries.visits import VisitDetail, find_visit


@dataclass(frozen=True, slots=True)
class EstimateDesk:
    """A visit with what it is expected to cost now; `estimate` is None where `refusal` says why not.

    `latest` is the estimate that was told last, `language` that of the patient.
    """

    visit: VisitDetail
    procedures: tuple[ProcedureLine, ...]
    language: str
    good_faith: GoodFaithState
    estimate: KeptEstimate | None = None
    refusal: str = ""
    latest: EstimateLine | None = None


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_estimate_desk(visit_id: int, patient_id: int, today: date) -> EstimateDesk:
    """The visit, the practice's list, and what the visit is expected to cost as it is planned."""
    visit = find_visit(visit_id, patient_id)
    estimate, refusal = None, ""
    try:
        estimate = work_out_estimate(visit_id, patient_id, today)
    except RuleError as error:
        refusal = str(error)
    language = "es" if Patient.get_by_id(patient_id).language == "es" else "en"
    return EstimateDesk(
        visit,
        list_procedures(),
        language,
        good_faith_state(visit),
        estimate,
        refusal,
        latest_estimate(visit_id),
    )

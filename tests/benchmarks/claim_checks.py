"""Checking claims whole and writing each: what a biller waits for before a file of claims is made.

Every official file is loaded, the patient was here forty times, and the payer has guidelines; the facts are
at hand, as they are while a list is checked.
"""

from datetime import date, timedelta
from statistics import median

from app.claim_form_catalog import claim_form_grid
from app.domain.claim_check import check_claim
from app.domain.claim_content import ClaimContent
from app.domain.claim_form import fill_claim_form
from app.domain.code_edits import CodeEdits, OfficialKind, PairEdit, ServiceFacts, Standing, UnitLimit
from app.domain.guidelines import Approval, Guideline
from app.domain.payer_windows import PayerFacts, windows_of
from app.domain.scrub_facts import EarlierService, LineFacts, PolicyFacts, ScrubFacts
from app.domain.scrubbing.checks import scrub_claim
from app.edi.x837p import write_claims
from tests.benchmarks.claim_files import claim_file_envelope, make_claims
from tests.benchmarks.figures import Figure, at_most, seconds

VISITS_BEFORE = 40
MOST_MILLISECONDS = 3


def facts_of(content: ClaimContent) -> ScrubFacts:
    """Facts of a claim in a busy practice with every file loaded."""
    first = content.lines[0].service_from
    history = tuple(
        EarlierService(first - timedelta(days=7 * week), "99213", (), 1, 1, str(week), "answered")
        for week in range(1, VISITS_BEFORE + 1)
    )
    guidelines = tuple(
        Guideline(
            *(number, number, 1, date(2020, 1, 1)),
            payer_id=1,
            codes=("97110-97150",),
            approval=Approval.AFTER,
            approval_after=12,
        )
        for number in range(1, 21)
    )
    return ScrubFacts(
        today=first + timedelta(days=3),
        policy=PolicyFacts(1, "PPO", date(2020, 1, 1), payer_id=1),
        windows=windows_of(PayerFacts(filing_days=180)),
        provider_id=1,
        electronic=True,
        history=history,
        lines=tuple(LineFacts(number, "office") for number, _ in enumerate(content.lines, 1)),
        guidelines=guidelines,
        edits={line.service_from: _edits(line.service_from, content) for line in content.lines},
    )


def _edits(on: date, content: ClaimContent) -> CodeEdits:
    codes = [line.code for line in content.lines]
    return CodeEdits(
        on,
        frozenset(OfficialKind),
        pairs=tuple(PairEdit(one, other, "1") for one in codes for other in codes if one < other),
        limits={code: UnitLimit(code, 1, "3") for code in codes},
        services={code: (ServiceFacts(code, status="A", global_days="XXX", pctc="0"),) for code in codes},
        diagnoses=dict.fromkeys(content.diagnoses, Standing.VALID),
        level_two={},
    )


def measure_claim_checks(count: int = 1000) -> list[Figure]:
    """The scrub with the writing of each claim, and the whole check with its form, a claim at a time."""
    claims = [(content, facts_of(content)) for content in make_claims(count)]
    envelope, grid = claim_file_envelope(1), claim_form_grid()
    scrubs = [
        seconds(lambda pair=pair: (scrub_claim(*pair), write_claims([pair[0]], envelope))) for pair in claims
    ]
    wholes = [
        seconds(lambda pair=pair: check_claim(grid, pair[0], fill_claim_form(grid, pair[0]), pair[1]))
        for pair in claims
    ]
    return [
        at_most("scrub and write, median a claim", median(scrubs) * 1000, MOST_MILLISECONDS, "ms"),
        Figure("check with its form, median a claim", f"{median(wholes) * 1000:.2f} ms"),
    ]

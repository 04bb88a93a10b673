"""Claims as the billing tab lists and opens them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.claim_content import ClaimContent
from app.domain.claim_life import ClaimStanding
from app.domain.errors import InputError
from app.domain.findings import Finding
from app.domain.money import Money
from app.domain.payer_windows import PayerWindows, filing_limit
from app.domain.people import PersonName
from app.domain.rights import Right
from app.domain.scrub_facts import ScrubFacts
from app.domain.typed_content import apply_typed
from app.models.database import select
from app.queries.asking import asks
from app.queries.claim_contents import find_claim_content
from app.queries.claim_filters import FILING_START, ClaimFilter, conditions_of, windows_by_payer
from app.queries.claim_responses import ClaimResponseLine, list_claim_responses
from app.queries.claim_scrubs import find_scrub_facts
from app.queries.claim_standing import STANDING, read_standing, standing_findings

OPEN_STATES = ("ready", "printed")


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as lists show it; `version` rises with every change of the claim itself.

    `standing` has no errors, which a list works out by itself. `file_until` is None once a claim was filed;
    `answer_days` is how long its payer takes to answer from the day it was sent.
    """

    id: int
    number: int
    patient_id: int
    patient: str
    payer: str
    service_on: date
    lines: int
    charged: Money
    state: str
    version: int
    standing: ClaimStanding
    rank: int
    sent_on: date | None
    file_until: date | None
    answer_days: int

    @property
    def since(self) -> date:
        """The day its age counts from: when it was sent, and before that its service."""
        return self.sent_on if self.sent_on and self.state == "sent" else self.service_on


@dataclass(frozen=True, slots=True)
class KeptVersionLine:
    """A version as it was printed: when, by whom, and its pages in the kept file.

    `batch` is the number of its batch, 0 for one printed before there were any, and `kind` paper or edi;
    `sent_on` and `method` say when and how that batch went out, None and empty while nobody has said so.
    """

    id: int
    number: int
    made_at: str
    user: str
    file_id: int
    first_page: int
    last_page: int
    batch: int
    kind: str
    sent_on: date | None
    method: str


@dataclass(frozen=True, slots=True)
class ClaimAnswerLine:
    """An insurer's answer to the claim that still stands."""

    id: int
    received_on: date
    paid: Money


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """A claim to be filled, checked and printed; `sent_boxes` are those of its last version, by page.

    `standing_findings` keep it from going out whatever stands in its boxes; `responses` is what the
    clearinghouse and the payer said of it, the latest first; `facts` are what the check of its form looks at.
    """

    line: ClaimLine
    content: ClaimContent
    typed: Mapping[str, str]
    versions: tuple[KeptVersionLine, ...]
    sent_boxes: Mapping[str, Mapping[str, str]]
    answers: tuple[ClaimAnswerLine, ...]
    standing_findings: tuple[Finding, ...]
    responses: tuple[ClaimResponseLine, ...]
    original_reference: str
    facts: ScrubFacts

    @property
    def is_open(self) -> bool:
        """Tell whether the form may still be typed into."""
        return self.line.state in OPEN_STATES


@asks(Right.PRINT_CLAIM)
def list_claims(asked: ClaimFilter, today: date) -> tuple[int, ...]:
    """The ids of the claims a filter asks for, the oldest first; by filing limit the most urgent first."""
    where, values = conditions_of(asked, today)
    if asked.filing_within is not None:
        return _by_limit(where, values)
    order = "m.sent_on, m.id" if asked.silent else "m.id"
    return tuple(claim for (claim,) in select(f"select m.id from claim m{where} order by {order}", *values))


@asks(Right.PRINT_CLAIM)
def list_unkept_claims() -> tuple[int, ...]:
    """The ids of answered claims that were never printed here, as imported history, the oldest first."""
    rows = select(
        "select id from claim m where state in ('answered', 'closed') "
        "and not exists(select 1 from claim_version v where v.claim_id = m.id) order by id"
    )
    return tuple(claim for (claim,) in rows)


@asks(Right.PRINT_CLAIM)
def list_claim_lines(ids: Sequence[int]) -> tuple[ClaimLine, ...]:
    """The rows of these claims, in any order."""
    marks = ",".join("?" * len(ids))
    rows = select(
        "select m.id, m.number, m.patient_id, t.last, t.first, t.middle, t.suffix, y.name, v.on_date, "
        "(select count(*) from claim_line l where l.claim_id = m.id), "
        "(select coalesce(sum(c.cents), 0) from claim_line l join charge c on c.id = l.charge_id "
        f"where l.claim_id = m.id), m.version, m.rank, m.sent_on, n.payer_id, {FILING_START}, {STANDING} "
        "from claim m join patient t on t.id = m.patient_id join visit v on v.id = m.visit_id "
        "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
        f"join payer y on y.id = n.payer_id where m.id in ({marks})",
        *ids,
    )
    windows = windows_by_payer()
    return tuple(_line(row, windows) for row in rows)


@asks(Right.PRINT_CLAIM)
def count_claims() -> dict[str, int]:
    """How many claims there are in each state."""
    return {state: int(count) for state, count in select("select state, count(*) from claim group by state")}


@asks(Right.PRINT_CLAIM, patient="patient_id")
def find_claim(claim_id: int, patient_id: int, today: date) -> ClaimDetail:
    """One claim of a patient with all that its form shows."""
    found = select(
        "select typed, original_reference from claim where id = ? and patient_id = ?", claim_id, patient_id
    )
    if not found:
        raise InputError("That claim is not in this practice any more. Search for it again.")
    content, typed = find_claim_content(claim_id), json.loads(found[0][0])
    return ClaimDetail(
        line=list_claim_lines((claim_id,))[0],
        content=content,
        typed=typed,
        versions=_versions(claim_id),
        sent_boxes=_sent_boxes(claim_id),
        answers=_answers(claim_id),
        standing_findings=standing_findings(claim_id),
        responses=list_claim_responses(claim_id, patient_id),
        original_reference=found[0][1],
        facts=find_scrub_facts(claim_id, apply_typed(content, typed).content, today),
    )


def _by_limit(where: str, values: list[Any]) -> tuple[int, ...]:
    rows = select(
        f"select m.id, {FILING_START}, y.id from claim m join visit v on v.id = m.visit_id "
        "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
        f"join payer y on y.id = n.payer_id{where}",
        *values,
    )
    windows = windows_by_payer()
    limits = [(filing_limit(date.fromisoformat(on), windows[payer]), claim) for claim, on, payer in rows]
    return tuple(claim for _, claim in sorted(limits))


def _line(row: tuple[Any, ...], windows: Mapping[int, PayerWindows]) -> ClaimLine:
    claim, number, patient, last, first, middle, suffix, payer, on, lines, cents = row[:11]
    version, rank, sent, payer_id, starts, *stands = row[11:]
    standing = read_standing(*stands)
    is_filed = standing.state.value not in OPEN_STATES or bool(standing.resubmission_code)
    return ClaimLine(
        claim,
        number,
        patient,
        str(PersonName(last, first, middle, suffix)),
        payer,
        date.fromisoformat(on),
        lines,
        Money(cents),
        standing.state.value,
        version,
        standing,
        rank,
        date.fromisoformat(sent) if sent else None,
        None if is_filed else filing_limit(date.fromisoformat(starts), windows[payer_id]),
        windows[payer_id].answer.days,
    )


def _versions(claim_id: int) -> tuple[KeptVersionLine, ...]:
    rows = select(
        "select v.id, v.number, v.made_at, u.display_name, v.file_id, v.first_page, v.last_page, "
        "coalesce(b.number, 0), coalesce(b.kind, 'paper'), e.on_date, coalesce(e.method, '') "
        "from claim_version v join user u on u.id = v.user_id left join claim_batch b on b.id = v.batch_id "
        "left join claim_batch_event e on e.batch_id = b.id and e.event = 'confirmed' "
        "where v.claim_id = ? order by v.number desc",
        claim_id,
    )
    return tuple(_version(row) for row in rows)


def _version(row: tuple[Any, ...]) -> KeptVersionLine:
    version, number, made_at, user, file_id, first, last, batch, kind, sent, method = row
    sent_on = date.fromisoformat(sent) if sent else None
    return KeptVersionLine(version, number, made_at, user, file_id, first, last, batch, kind, sent_on, method)


def _sent_boxes(claim_id: int) -> dict[str, dict[str, str]]:
    rows = select("select boxes from claim_version where claim_id = ? order by number desc limit 1", claim_id)
    boxes: dict[str, dict[str, str]] = json.loads(rows[0][0]) if rows else {}
    return boxes


def _answers(claim_id: int) -> tuple[ClaimAnswerLine, ...]:
    rows = select(
        "select a.id, a.received_on, a.paid_cents from adjudication a where a.claim_id = ? "
        "and not exists(select 1 from adjudication_void d where d.adjudication_id = a.id) order by a.id",
        claim_id,
    )
    return tuple(ClaimAnswerLine(answer, date.fromisoformat(on), Money(cents)) for answer, on, cents in rows)

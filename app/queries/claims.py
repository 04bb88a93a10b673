"""Claims as the billing tab lists and opens them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.claim_content import ClaimContent
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.people import PersonName
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.claim_contents import find_claim_content
from app.queries.patients import search_words

OPEN_STATES = ("ready", "printed")


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as lists show it; `version` rises with every change of the claim itself."""

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


@dataclass(frozen=True, slots=True)
class KeptVersionLine:
    """A version as it was printed: when, by whom, and its pages in the kept file."""

    id: int
    number: int
    made_at: str
    user: str
    file_id: int
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class ClaimAnswerLine:
    """An insurer's answer to the claim that still stands."""

    id: int
    received_on: date
    paid: Money


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """A claim to be filled, checked and printed; `sent_boxes` are those of its last version, by page."""

    line: ClaimLine
    content: ClaimContent
    typed: Mapping[str, str]
    versions: tuple[KeptVersionLine, ...]
    sent_boxes: Mapping[str, Mapping[str, str]]
    answers: tuple[ClaimAnswerLine, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether the form may still be typed into."""
        return self.line.state in OPEN_STATES


@asks(Right.PRINT_CLAIM)
def list_claims(states: Sequence[str], text: str, today: date) -> tuple[int, ...]:
    """The ids of the claims in these states (all if none is named), the oldest first.

    `text` narrows them to a claim number, or to beginnings of words in the patient's or payer's name.
    """
    asked = [f"m.state in ({','.join('?' * len(states))})"] if states else []
    values: list[Any] = list(states)
    if text.strip():
        asked.append(
            "(m.number = ? or m.patient_id in "
            "(select rowid from patient_search where patient_search match ?) "
            # `cross join` keeps SQLite from reading all policies before the few payers.
            "or m.policy_id in (select o.id from payer y cross join plan n on n.payer_id = y.id "
            "cross join policy o on o.plan_id = n.id where y.name like ? escape '\\'))"
        )
        number = text.strip().lstrip("#")
        values += [int(number) if number.isdigit() and len(number) < 16 else -1]
        values += [search_words(text, today) or '""', f"{_plain_pattern(text.strip())}%"]
    where = f" where {' and '.join(asked)}" if asked else ""
    return tuple(claim for (claim,) in select(f"select m.id from claim m{where} order by m.id", *values))


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
        "where l.claim_id = m.id), m.state, m.version "
        "from claim m join patient t on t.id = m.patient_id join visit v on v.id = m.visit_id "
        "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
        f"join payer y on y.id = n.payer_id where m.id in ({marks})",
        *ids,
    )
    return tuple(_line(row) for row in rows)


@asks(Right.PRINT_CLAIM)
def count_claims() -> dict[str, int]:
    """How many claims there are in each state."""
    return {state: int(count) for state, count in select("select state, count(*) from claim group by state")}


@asks(Right.PRINT_CLAIM, patient="patient_id")
def find_claim(claim_id: int, patient_id: int) -> ClaimDetail:
    """One claim of a patient with all that its form shows."""
    found = select("select typed from claim where id = ? and patient_id = ?", claim_id, patient_id)
    if not found:
        raise InputError("That claim is not in this practice any more. Search for it again.")
    return ClaimDetail(
        line=list_claim_lines((claim_id,))[0],
        content=find_claim_content(claim_id),
        typed=json.loads(found[0][0]),
        versions=_versions(claim_id),
        sent_boxes=_sent_boxes(claim_id),
        answers=_answers(claim_id),
    )


def _plain_pattern(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _line(row: tuple[Any, ...]) -> ClaimLine:
    claim, number, patient, last, first, middle, suffix, payer, on, lines, cents, state, version = row
    name = str(PersonName(last, first, middle, suffix))
    return ClaimLine(
        claim, number, patient, name, payer, date.fromisoformat(on), lines, Money(cents), state, version
    )


def _versions(claim_id: int) -> tuple[KeptVersionLine, ...]:
    rows = select(
        "select v.id, v.number, v.made_at, u.display_name, v.file_id, v.first_page, v.last_page "
        "from claim_version v join user u on u.id = v.user_id where v.claim_id = ? order by v.number desc",
        claim_id,
    )
    return tuple(KeptVersionLine(*row) for row in rows)


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

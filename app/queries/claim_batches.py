"""Batches of claims: which wait to be confirmed, what each holds, and which partner takes a claim."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.batch_list import BatchState, ListedClaim, days_silent, state_of
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.domain.rights import Right
from app.models.database import select
from app.models.office import Practice
from app.queries.asking import asks

PAPER = "paper"
MOST_LISTED = 1000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class ClaimBatchLine:
    """A batch as lists show it; `ended_on` is the day it was confirmed or taken back."""

    id: int
    number: int
    kind: str
    partner: str
    outbox: str
    made_on: date
    user: str
    claims: int
    amount: Money
    state: BatchState
    ended_on: date | None
    method: str
    note: str
    file_id: int
    outbox_name: str
    interchange_number: int | None
    group_number: int | None
    set_number: str
    reference: str

    @property
    def on_paper(self) -> bool:
        """Tell a printed batch from an 837P."""
        return self.kind == PAPER

    def days_waiting(self, today: date) -> int | None:
        """For how many days it has waited to be confirmed; None once it has not to any more."""
        return (today - self.made_on).days if self.state is BatchState.WAITING else None

    def days_silent(self, today: date) -> int | None:
        """For how many days a file that was sent has no reply, once that is an alarm."""
        return days_silent(self.state, self.ended_on, self.on_paper, today)

    @property
    def control(self) -> str:
        """Interchange, group, set and reference, as acknowledgements name them; empty on paper."""
        if self.interchange_number is None:
            return ""
        return (
            f"ISA {self.interchange_number:09d}, GS {self.group_number}, ST {self.set_number}, "
            f"BHT {self.reference}"
        )


@dataclass(frozen=True, slots=True)
class BatchClaimLine:
    """A claim of a batch with its state now; `is_last` tells that no later version of it went out."""

    claim_id: int
    patient_id: int
    state: str
    is_last: bool
    on_paper: bool
    listed: ListedClaim


@dataclass(frozen=True, slots=True)
class BatchEventLine:
    """What became of the batch, in order."""

    event: str
    on_date: date
    method: str
    note: str
    user: str


@dataclass(frozen=True, slots=True)
class ClaimBatchDetail:
    """One batch with its claims in the order of its pages, its events, and the practice that sends it."""

    line: ClaimBatchLine
    claims: tuple[BatchClaimLine, ...]
    events: tuple[BatchEventLine, ...]
    practice: str
    is_demo: bool

    @property
    def enclosed(self) -> int:
        """How many pages lie behind the forms."""
        return sum(claim.listed.enclosed for claim in self.claims)

    @property
    def size(self) -> int:
        """How many pages, in an 837P segments, its claims have."""
        return sum(claim.listed.count for claim in self.claims)


@dataclass(frozen=True, slots=True)
class PartnerChoice:
    """A trading partner that takes some of the chosen claims."""

    partner_id: int
    name: str
    claims: int


@dataclass(frozen=True, slots=True)
class PartnerClaims:
    """A trading partner with its outbox, and the ready claims of the payers it serves, the oldest first."""

    partner_id: int
    outbox: str
    claim_ids: tuple[int, ...]


_ENDED = "e.event in ('confirmed', 'undone')"
_LINE = (
    "select b.id, b.number, b.kind, coalesce(p.name, ''), coalesce(p.outbox, ''), b.made_on, u.display_name, "
    "b.claims, b.cents, (select group_concat(distinct e.event) from claim_batch_event e "
    "where e.batch_id = b.id), x.on_date, coalesce(x.method, ''), coalesce(x.note, ''), b.file_id, "
    "b.outbox_name, b.interchange_number, b.group_number, b.set_number, b.reference from claim_batch b "
    "join user u on u.id = b.user_id left join trading_partner p on p.id = b.partner_id "
    "left join claim_batch_event x on x.id = (select min(e.id) from claim_batch_event e "
    f"where e.batch_id = b.id and {_ENDED})"
)


@asks(Right.PRINT_CLAIM)
def list_claim_batches(limit: int = MOST_LISTED) -> tuple[ClaimBatchLine, ...]:
    """The batches made last, the newest first, and every older one that still waits to be confirmed."""
    waits = f"not exists(select 1 from claim_batch_event e where e.batch_id = b.id and {_ENDED})"
    newest = "b.id in (select id from claim_batch order by id desc limit ?)"
    rows = select(f"{_LINE} where {newest} or {waits} order by b.id desc", limit)
    return tuple(_line(row) for row in rows)


@asks(Right.PRINT_CLAIM)
def find_claim_batch(batch_id: int) -> ClaimBatchDetail:
    """One batch with all that its list on top of the stack says."""
    rows = select(f"{_LINE} where b.id = ?", batch_id)
    if not rows:
        raise InputError("That batch is not in this practice any more. Look for it in the list of batches.")
    practice = Practice.get_by_id(1)
    line = _line(rows[0])
    return ClaimBatchDetail(
        line, _claims(batch_id, line.on_paper), _events(batch_id), practice.name, practice.demo
    )


@asks(Right.PRINT_CLAIM)
def find_batch_id(number: int) -> int:
    """The batch with this number."""
    rows = select("select id from claim_batch where number = ?", number)
    if not rows:
        raise InputError(f"There is no batch {number}. Look for its number in the list of batches.")
    return int(rows[0][0])


@asks(Right.PRINT_CLAIM)
def list_partner_choices(claim_ids: Sequence[int]) -> tuple[PartnerChoice, ...]:
    """The partners that take any of these claims, the one that takes most of them first."""
    found: dict[tuple[int, str], int] = {}
    for at in range(0, len(claim_ids), _CHUNK):
        some = claim_ids[at : at + _CHUNK]
        rows = select(
            "select t.id, t.name, count(*) from claim m join policy o on o.id = m.policy_id "
            "join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
            f"join trading_partner t on t.id = y.partner_id where m.id in ({','.join('?' * len(some))}) "
            "and t.active = 1 group by t.id",
            *some,
        )
        for partner, name, count in rows:
            found[partner, name] = found.get((partner, name), 0) + count
    choices = [PartnerChoice(*key, count) for key, count in found.items()]
    return tuple(sorted(choices, key=lambda choice: (-choice.claims, choice.name)))


@asks(Right.PRINT_CLAIM)
def find_partner_claims(name: str) -> PartnerClaims:
    """A partner by its name, with the claims that it may have now."""
    rows = select("select id, outbox from trading_partner where name = ? and active = 1", name)
    if not rows:
        raise InputError(f"There is no trading partner “{name}”. Its name stands in the settings.")
    claims = select(
        "select m.id from claim m join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
        "join payer y on y.id = n.payer_id where m.state = 'ready' and y.partner_id = ? order by m.id",
        rows[0][0],
    )
    partner_id, outbox = rows[0]
    return PartnerClaims(partner_id, outbox, tuple(claim for (claim,) in claims))


def claims_served_by(partner_id: int, claim_ids: Sequence[int]) -> frozenset[int]:
    """Which of these claims go to payers that a partner serves; inside another question only."""
    rows = select(
        "select m.id from json_each(?) j cross join claim m on m.id = j.value "
        "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
        "join payer y on y.id = n.payer_id where y.partner_id = ?",
        json.dumps(list(claim_ids)),
        partner_id,
    )
    return frozenset(claim for (claim,) in rows)


def claims_last_sent_by(batch_id: int) -> tuple[int, ...]:
    """The claims of a batch of which no later version was made, in order; inside another question only."""
    rows = select(
        "select v.claim_id from claim_version v where v.batch_id = ? and not exists(select 1 "
        "from claim_version w where w.claim_id = v.claim_id and w.number > v.number) order by v.first_page",
        batch_id,
    )
    return tuple(claim for (claim,) in rows)


def is_in_batch(claim_id: int) -> bool:
    """Tell whether a claim as it stands lies in a batch that is neither confirmed nor undone."""
    rows = select(
        "select 1 from claim_version v where v.claim_id = ?1 and v.number > coalesce((select "
        "max(c.after_version) from claim_correction c where c.claim_id = ?1), 0) and not exists(select 1 "
        "from claim_version w where w.claim_id = ?1 and w.number > v.number) and not exists(select 1 "
        f"from claim_batch_event e where e.batch_id = v.batch_id and {_ENDED})",
        claim_id,
    )
    return bool(rows)


def _line(row: tuple[Any, ...]) -> ClaimBatchLine:
    batch, number, kind, partner, outbox, made_on, user, claims, cents, events, ended_on, *rest = row
    return ClaimBatchLine(
        batch,
        number,
        kind,
        partner,
        outbox,
        date.fromisoformat(made_on),
        user,
        claims,
        Money(cents),
        state_of((events or "").split(",")),
        date.fromisoformat(ended_on) if ended_on else None,
        *rest,
    )


_BOX = "json_extract(v.content, '$.payer.{}')"
_PAYER = ", ".join(
    _BOX.format(part)
    for part in ("name", "address.street", "address.street2", "address.city", "address.state", "address.zip")
)


def _claims(batch_id: int, on_paper: bool) -> tuple[BatchClaimLine, ...]:
    rows = select(
        "select m.id, m.patient_id, m.state, "
        "not exists(select 1 from claim_version w where w.claim_id = m.id and w.number > v.number), "
        "m.number, t.last, t.first, t.middle, t.suffix, v.first_page, v.last_page, "
        "(select count(*) from json_each(v.boxes)), "
        "(select coalesce(sum(c.cents), 0) from claim_line l join charge c on c.id = l.charge_id "
        f"where l.claim_id = m.id), {_PAYER} from claim_version v join claim m on m.id = v.claim_id "
        "join patient t on t.id = m.patient_id where v.batch_id = ? order by v.first_page",
        batch_id,
    )
    return tuple(_claim(row, on_paper) for row in rows)


def _claim(row: tuple[Any, ...], on_paper: bool) -> BatchClaimLine:
    claim, patient, state, is_last, number, last, first, middle, suffix, *rest = row
    first_page, last_page, forms, cents, payer, *address = rest
    listed = ListedClaim(
        number,
        str(PersonName(last, first, middle, suffix)),
        payer,
        Address(*address),
        Money(cents),
        first_page,
        last_page,
        last_page - first_page + 1 - forms if on_paper else 0,
    )
    return BatchClaimLine(claim, patient, state, bool(is_last), on_paper, listed)


def _events(batch_id: int) -> tuple[BatchEventLine, ...]:
    rows = select(
        "select e.event, e.on_date, e.method, e.note, u.display_name from claim_batch_event e "
        "join user u on u.id = e.user_id where e.batch_id = ? order by e.id",
        batch_id,
    )
    return tuple(BatchEventLine(event, date.fromisoformat(on), *rest) for event, on, *rest in rows)

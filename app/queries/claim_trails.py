"""The claims a charge stood on: each version as it went out, when and how, and what was said of it since."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.claim_responses import Outcome
from app.domain.money import Money
from app.models.database import select

_OUTCOMES = {
    Outcome.REJECTED: "rejected",
    Outcome.LOOK: "to be looked at",
    Outcome.PENDED: "pending",
    Outcome.FINAL: "decided",
    Outcome.ACCEPTED: "accepted",
    Outcome.RECEIVED: "received",
    Outcome.NO_CHANGE: "no news",
}
_VERSIONS = (
    "select m.id, m.number, y.name, m.rank, m.state, m.created_on, v.id, v.number, v.made_at, "
    "u.display_name, (select sum(c.cents) from claim_line k join charge c on c.id = k.charge_id "
    "where k.claim_id = m.id), b.number, b.kind, "
    "(select x.on_date || ' ' || x.method from claim_batch_event x where x.batch_id = b.id "
    "and x.event = 'confirmed' order by x.id desc limit 1), "
    "exists(select 1 from claim_batch_event x where x.batch_id = b.id and x.event = 'undone') "
    "from claim_line l join claim m on m.id = l.claim_id "
    "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
    "left join claim_version v on v.claim_id = m.id left join user u on u.id = v.user_id "
    "left join claim_batch b on b.id = v.batch_id "
    "where l.charge_id = ? order by m.id, v.number"
)
_REPLIES = (
    "select r.claim_id, m.number, r.claim_version, r.id, r.on_date, r.kind, r.outcome, r.text "
    "from claim_line l join claim m on m.id = l.claim_id join claim_response r on r.claim_id = m.id "
    "where l.charge_id = ? order by r.id"
)


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """A claim that waits (`claim`), that went out (`claim_version`, `claim_in_file`), or a `reply` to it."""

    kind: str
    id: int
    on: date
    words: str
    amount: Money | None
    claim_id: int


def claim_steps(charge_id: int) -> tuple[ClaimStep, ...]:
    """Claim by claim, each version of it followed by the replies to that version."""
    steps = [(_place(row[0], row[7] or 0), _version(row)) for row in select(_VERSIONS, charge_id)]
    steps += [(_place(row[0], row[2], row[3]), _reply(row)) for row in select(_REPLIES, charge_id)]
    return tuple(step for _, step in sorted(steps, key=lambda each: each[0]))


def _place(claim: int, version: int, reply: int = 0) -> tuple[int, int, int]:
    return claim, version, reply


def _version(row: tuple[Any, ...]) -> ClaimStep:
    claim, number, payer, rank, state, created, version, version_number, made_at, who, cents, *out = row
    words = f"Claim {number}"
    if rank > 1:
        words += f" to {payer}"
    if version is None:
        words += ", void" if state == "void" else ", not printed yet"
        return ClaimStep("claim", claim, date.fromisoformat(created), words, Money(cents), claim)
    words += f", version {version_number}, by {who}{_way_out(*out)}"
    day = datetime.fromisoformat(made_at).date()
    kind = "claim_in_file" if out[1] == "edi" else "claim_version"
    return ClaimStep(kind, version, day, words, Money(cents), claim)


def _way_out(batch: int | None, kind: str | None, confirmed: str | None, undone: int) -> str:
    """How a version left the office: on paper or in a file, in which batch, and when it was sent."""
    if batch is None:
        return ""
    words = f", {'in a file' if kind == 'edi' else 'on paper'}, batch {batch}"
    if undone:
        return f"{words}, taken back"
    if not confirmed:
        return f"{words}, not yet confirmed as sent"
    on, _, method = confirmed.partition(" ")
    how = f" ({method})" if method else ""
    return f"{words}, sent {date.fromisoformat(on):%m/%d/%Y}{how}"


def _reply(row: tuple[Any, ...]) -> ClaimStep:
    claim, number, version, reply, on, kind, outcome, text = row
    of = f", version {version}" if version else ""
    said = f": {text}" if text else ""
    words = f"Reply to claim {number}{of}, {kind}, {_OUTCOMES[Outcome(outcome)]}{said}"
    return ClaimStep("reply", reply, date.fromisoformat(on), words, None, claim)

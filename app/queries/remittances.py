"""Remittances as lists show them: what was posted, what waits and why, and which claims may be meant."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.money import Money
from app.domain.names import fold
from app.domain.provider_adjustments import explain_adjustment
from app.domain.remittance_matching import Proposal, propose_claims
from app.domain.remittances import ProviderAdjustment, RemittedClaim
from app.domain.remitted_text import read_remitted
from app.domain.rights import Right
from app.models.database import select
from app.models.remittances import RemittanceClaim
from app.queries.answer_facts import known_claims
from app.queries.asking import asks

MOST_ROWS = 1000
_MOST_WEIGHED = 300


@dataclass(frozen=True, slots=True)
class RemittanceLine:
    """A remittance as the list shows it; `left` is what of its payment is not yet explained."""

    id: int
    paid_on: date
    payer: str
    trace: str
    amount: Money
    claims: int
    held: int
    left: Money
    posted_at: datetime
    posted_by: str
    taken_back: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A claim of a remittance, or an adjustment (`claim` is then None), that waits for a person."""

    id: int
    is_claim: bool
    what: str
    patient: str
    amount: Money
    verdict: str
    reasons: tuple[str, ...]
    claim_id: int | None
    claim_number: int | None


@dataclass(frozen=True, slots=True)
class HeldDetail:
    """What a payer said of a held claim, beside the claims of ours that may be meant."""

    remitted: RemittedClaim
    proposals: tuple[Proposal, ...]


@asks(Right.POST_ANSWER)
def list_remittances(text: str = "") -> tuple[RemittanceLine, ...]:
    """The remittances that were posted, the latest first; `text` begins a payer’s name or is the number."""
    rows = select(
        "select r.id, r.paid_on, r.payer_name, r.trace, r.cents, r.claims, "
        "(select count(*) from remittance_claim c where c.remittance_id = r.id and c.is_open = 1) "
        "+ (select count(*) from remittance_adjustment d where d.remittance_id = r.id and d.is_open = 1), "
        "(select -coalesce(sum(s.cents), 0) from remittance_step s where s.remittance_id = r.id), "
        "r.at, u.display_name, coalesce(v.reason, ''), r.name, r.reason from remittance r "
        "join user u on u.id = r.user_id left join remittance_void v on v.remittance_id = r.id "
        "where ?1 = '' or r.trace = ?1 or r.payer_name like ?1 || '%' "
        f"order by r.id desc limit {MOST_ROWS}",
        text.strip().replace("%", "").replace("_", ""),
    )
    return tuple(
        RemittanceLine(
            remittance,
            date.fromisoformat(paid_on),
            payer,
            trace,
            Money(cents),
            claims,
            held,
            Money(left),
            datetime.fromisoformat(at),
            *rest,
        )
        for remittance, paid_on, payer, trace, cents, claims, held, left, at, *rest in rows
    )


@asks(Right.POST_ANSWER)
def list_held(remittance_id: int) -> tuple[HeldLine, ...]:
    """What of a remittance waits for a person, in the order of the file."""
    claims = select(
        "select c.id, c.number, c.patient, c.paid_cents, c.verdict, c.reasons, c.claim_id, m.number "
        "from remittance_claim c left join claim m on m.id = c.claim_id "
        f"where c.remittance_id = ? and c.is_open = 1 order by c.position limit {MOST_ROWS}",
        remittance_id,
    )
    adjustments = select(
        "select d.id, d.code, d.reference, d.cents, d.reason from remittance_adjustment d "
        f"where d.remittance_id = ? and d.is_open = 1 order by d.position limit {MOST_ROWS}",
        remittance_id,
    )
    return (
        *(
            HeldLine(row, True, number, patient, Money(paid), verdict, tuple(why.splitlines()), claim, ours)
            for row, number, patient, paid, verdict, why, claim, ours in claims
        ),
        *(
            HeldLine(row, False, _words(code, reference), "", Money(-cents), "look", (why,), None, None)
            for row, code, reference, cents, why in adjustments
        ),
    )


@asks(Right.POST_ANSWER)
def find_held_claim(remittance_claim_id: int) -> HeldDetail:
    """A held claim as the payer said it, with the claims of ours that fit it best and why."""
    row = RemittanceClaim.get_by_id(remittance_claim_id)
    remitted = read_remitted(row.content)
    known = known_claims(_likely(remitted))
    proposals = propose_claims(remitted, (claim for claim in known.values() if claim.state != "void"))
    return HeldDetail(remitted, proposals)


def _likely(remitted: RemittedClaim) -> list[int]:
    """Claims of people with the same last name or member id, and those of the same days.

    Insurers write names without accents, capitals and hyphens: they are looked for that way too.
    """
    members = {party.id for party in remitted.parties if party.id}
    first, last = remitted.service_from, remitted.service_to
    found: dict[int, None] = {}
    for member in sorted(members):
        for (claim,) in select(
            "select m.id from policy o join claim m on m.policy_id = o.id "
            "where o.member_id = ? and o.member_id <> '' "
            f"order by m.id desc limit {_MOST_WEIGHED}",
            member,
        ):
            found[claim] = None
    for (claim,) in select(
        "select m.id from patient t indexed by patient_begins join claim m on m.patient_id = t.id "
        f"where t.last = ? collate nocase and t.last <> '' order by m.id desc limit {_MOST_WEIGHED}",
        remitted.patient.last,
    ):
        found[claim] = None
    for (claim,) in select(
        "select m.id from patient_search s cross join claim m on m.patient_id = s.rowid "
        f"where s.patient_search match ? order by m.id desc limit {_MOST_WEIGHED}",
        " AND ".join(f'name:"{word}"' for word in fold(remitted.patient.last).split()) or '""',
    ):
        found[claim] = None
    for (claim,) in select(
        "select m.id from visit v join claim m on m.visit_id = v.id where v.on_date between ? and ? "
        f"order by m.id desc limit {_MOST_WEIGHED}",
        first.isoformat() if first else "",
        last.isoformat() if last else "",
    ):
        found[claim] = None
    return list(found)


def _words(code: str, reference: str) -> str:
    return explain_adjustment(ProviderAdjustment(code, reference, 0, None, "", 0))

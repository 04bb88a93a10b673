"""What the payers before this one answered, from their posted adjudications, for a secondary claim."""

from collections import defaultdict
from datetime import date

from app.domain.claim_content import EarlierLine, EarlierPayer
from app.domain.money import Money
from app.models.claims import Claim
from app.models.database import select
from app.models.joined_rows import JoinedRows
from app.models.records import Payer, Plan, Policy
from app.queries.billed_parties import billed_payer, billed_policy

_EARLIER = JoinedRows(
    "claim m join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
    "join payer y on y.id = n.payer_id where m.visit_id = ? and m.rank < ? "
    "and m.state not in ('void', 'closed') order by m.rank",
    m=Claim,
    o=Policy,
    n=Plan,
    y=Payer,
)
Adjustments = dict[tuple[int, int], list[tuple[str, str, Money]]]


def earlier_payers_of(claim: Claim) -> tuple[EarlierPayer, ...]:
    """The payers of the same visit with a lower rank, in their order; one without an answer has no lines."""
    if claim.rank == 1:
        return ()
    earlier = _EARLIER.ask(claim.visit_id, claim.rank)
    return tuple(_earlier_payer(claim.id, *rows) for rows in earlier)


def _earlier_payer(claim_id: int, earlier: Claim, policy: Policy, plan: Plan, payer: Payer) -> EarlierPayer:
    answers = _standing_answers(earlier.id)
    _, paid_on, control = answers[-1] if answers else (0, None, "")
    return EarlierPayer(
        order=earlier.rank,
        payer=billed_payer(payer),
        policy=billed_policy(policy, plan),
        paid_on=date.fromisoformat(paid_on) if paid_on else None,
        payer_control=control,
        forwarded=_was_forwarded(claim_id),
        lines=_lines(claim_id, [answer for answer, _, _ in answers]),
    )


def _standing_answers(claim_id: int) -> list[tuple[int, str, str]]:
    rows = select(
        "select a.id, a.received_on, a.payer_control from adjudication a where a.claim_id = ? "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id) order by a.id",
        claim_id,
    )
    return [(answer, on, control) for answer, on, control in rows]


def _was_forwarded(claim_id: int) -> bool:
    return bool(select("select 1 from claim_response where claim_id = ? and kind = 'forwarded'", claim_id))


def _lines(claim_id: int, answers: list[int]) -> tuple[EarlierLine, ...]:
    """The last answer to each line of the claim; a corrected claim's answer names its own lines only."""
    marks = ", ".join("?" * len(answers))
    rows = select(
        "select l.position, a.charge_id, max(a.adjudication_id) from claim_line l "
        "join adjudication_line a on a.charge_id = l.charge_id "
        f"where l.claim_id = ? and a.adjudication_id in ({marks}) group by l.position order by l.position",
        claim_id,
        *answers,
    )
    paid = {
        (answer, charge): Money(cents)
        for answer, charge, cents in select(
            "select adjudication_id, charge_id, paid_cents from adjudication_line "
            f"where adjudication_id in ({marks})",
            *answers,
        )
    }
    adjusted = _adjustments(answers, marks)
    return tuple(
        EarlierLine(position, paid[answer, charge], tuple(adjusted[answer, charge]))
        for position, charge, answer in rows
    )


def _adjustments(answers: list[int], marks: str) -> Adjustments:
    found: Adjustments = defaultdict(list)
    for answer, charge, group, code, cents in select(
        "select adjudication_id, charge_id, group_code, reason_code, cents from adjudication_adjustment "
        f"where adjudication_id in ({marks}) order by id",
        *answers,
    ):
        found[answer, charge].append((group, code, Money(cents)))
    return found

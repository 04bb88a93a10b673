"""What insurers' answers are measured against, for many claims at once: few questions, however many claims.

Lists of ids and numbers go to the database as one JSON value, so that no question grows with them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from app.domain.answers import ClaimLine
from app.domain.coverage import PolicyTerm, choose_policies
from app.domain.money import ZERO, Money
from app.domain.remittance_matching import KnownClaim, KnownLine
from app.domain.remittance_plan import ClaimFacts
from app.domain.remittance_reversals import EarlierAnswer, EarlierLine
from app.models.database import select

_OUT_AGAIN = frozenset({"ready", "printed", "sent"})
_ANSWERED = frozenset({"answered", "closed"})
_IN = "in (select value from json_each(?1))"


def known_claims(claim_ids: Iterable[int]) -> dict[int, KnownClaim]:
    """Claims by id, with their lines."""
    return {claim.claim_id: claim for claim in _known("m.id", sorted(set(claim_ids)))}


def claims_numbered(numbers: Iterable[str]) -> dict[str, KnownClaim]:
    """Claims by the number that a payer repeats; what is no number of ours is not in it."""
    whole = {text: int(text) for text in numbers if text.isascii() and text.isdigit() and len(text) < 16}
    found = {int(claim.number): claim for claim in _known("m.number", sorted(set(whole.values())))}
    return {text: found[number] for text, number in whole.items() if number in found}


def claims_of_visits(visit_ids: Sequence[int]) -> list[KnownClaim]:
    """The claims of visits that are not void."""
    return [claim for claim in _known("m.visit_id", visit_ids) if claim.state != "void"]


def claim_facts(claims: Iterable[KnownClaim]) -> dict[int, ClaimFacts]:
    """Everything that answers to these claims depend on, by id of the claim."""
    known = {claim.claim_id: claim for claim in claims}
    ids = _list(known)
    following, standing = next_policies_after(known), _standing(ids)
    lines, earlier = claim_lines_of(known), _earlier(standing)
    facts = {}
    for claim_id, claim in known.items():
        every, answer = lines[claim_id], earlier.get(claim_id)
        out_again = answer is not None and claim.state in _OUT_AGAIN
        to_answer = tuple(line for line in every if line.open_balance) if out_again else every
        is_answered = answer is not None and claim.state in _ANSWERED
        facts[claim_id] = ClaimFacts(claim, to_answer, every, following[claim_id], answer, is_answered)
    return facts


def claim_lines_of(claims: Iterable[int]) -> dict[int, tuple[ClaimLine, ...]]:
    """The lines of claims, with what is open in the bucket of their policy and with policies before it."""
    ids = _list(claims)
    before = defaultdict(set)
    for claim, policy in select(
        "select m.id, e.policy_id from claim m join claim e on e.visit_id = m.visit_id and e.rank < m.rank "
        f"and e.state <> 'void' where m.id {_IN}",
        ids,
    ):
        before[claim].add(policy)
    rows = select(
        "select l.claim_id, c.id, c.cents, m.policy_id, b.policy_id, b.cents from claim_line l "
        "join claim m on m.id = l.claim_id join charge c on c.id = l.charge_id "
        "left join charge_balance b on b.charge_id = c.id and b.account = 'insurance_ar' "
        f"where l.claim_id {_IN} order by l.claim_id, l.position",
        ids,
    )
    sums: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for claim, charge, billed, own, holder, cents in rows:
        line = sums[claim].setdefault(charge, [billed, 0, 0])
        if holder == own:
            line[1] += cents
        if holder in before[claim]:
            line[2] += cents
    return {
        claim: tuple(ClaimLine(charge, *map(Money, amounts)) for charge, amounts in sums[claim].items())
        for claim in json.loads(ids)
    }


def next_policies_after(claims: Iterable[int]) -> dict[int, int | None]:
    """The policy that is asked after each claim's, or None when the patient is next.

    First comes one behind the claim's, then one that was put before it since the claim was made; a policy
    that was asked for this visit already is not asked again, however the order was changed.
    """
    ids = _list(claims)
    asked = defaultdict(set)
    for claim, policy in select(
        "select m.id, e.policy_id from claim m join claim e on e.visit_id = m.visit_id and e.rank <= m.rank "
        f"and (e.state <> 'void' or e.id = m.id) where m.id {_IN}",
        ids,
    ):
        asked[claim].add(policy)
    terms = defaultdict(list)
    for patient, *term in select(
        "select o.patient_id, o.id, o.rank, o.effective, o.termination from policy o where o.patient_id in "
        f"(select m.patient_id from claim m where m.id {_IN}) order by o.id",
        ids,
    ):
        terms[patient].append(_term(*term))
    found: dict[int, int | None] = {}
    for claim, patient, on, rank in select(
        "select m.id, m.patient_id, v.on_date, o.rank from claim m join visit v on v.id = m.visit_id "
        f"join policy o on o.id = m.policy_id where m.id {_IN}",
        ids,
    ):
        in_force = choose_policies(terms[patient], date.fromisoformat(on))
        left = [term for term in in_force if term.policy_id not in asked[claim]]
        behind = [term for term in left if term.rank > rank]
        found[claim] = next((term.policy_id for term in (*behind, *left)), None)
    return found


def accounts_of(charges: Iterable[int]) -> dict[int, int]:
    """The guarantor accounts that posted charges fall on."""
    return dict(
        select(
            f"select charge_id, min(guarantor_id) from charge_balance where charge_id {_IN} group by 1",
            _list(charges),
        )
    )


def _known(by: str, values: Sequence[int]) -> list[KnownClaim]:
    given = _list(values)
    lines: dict[int, list[KnownLine]] = defaultdict(list)
    for claim, charge, visit, code, modifiers, on, cents in select(
        "select l.claim_id, c.id, c.visit_id, c.code, c.modifiers, c.service_on, c.cents from claim m "
        "join claim_line l on l.claim_id = m.id join charge c on c.id = l.charge_id "
        f"where {by} {_IN} order by l.claim_id, l.position",
        given,
    ):
        words, day = tuple(modifiers.split()), date.fromisoformat(on)
        lines[claim].append(KnownLine(charge, f"{visit}-{charge}", code, words, day, cents))
    rows = select(
        "select m.id, cast(m.number as text), m.visit_id, m.patient_id, m.policy_id, m.rank, m.state, "
        "y.name, t.last, t.first, o.member_id from claim m join patient t on t.id = m.patient_id "
        "join policy o on o.id = m.policy_id join plan n on n.id = o.plan_id "
        f"join payer y on y.id = n.payer_id where {by} {_IN} order by m.id",
        given,
    )
    return [KnownClaim._make((*row, tuple(lines[row[0]]))) for row in rows]


def _standing(ids: str) -> list[tuple[Any, ...]]:
    """The answers that stand: claim, answer, day, what it paid, its posting, the policy of the claim."""
    return select(
        "select a.claim_id, a.id, a.received_on, a.paid_cents, a.posting_id, m.policy_id from adjudication a "
        "join claim m on m.id = a.claim_id where a.id in (select max(s.id) from adjudication s "
        f"where s.claim_id {_IN} and not exists(select 1 from adjudication_void w "
        "where w.adjudication_id = s.id) group by s.claim_id)",
        ids,
    )


def _earlier(standing: Sequence[tuple[Any, ...]]) -> dict[int, EarlierAnswer]:
    """What standing answers did, and what of it was used since."""
    postings = _list(row[4] for row in standing if row[4] is not None)
    parts: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for posting, *part in select(
        "select e.posting_id, e.charge_id, e.account, e.policy_id, sum(e.cents), coalesce(max(b.cents), 0) "
        "from entry e left join charge_balance b on b.charge_id = e.charge_id and b.account = e.account "
        "and b.guarantor_id = e.guarantor_id and b.policy_id = coalesce(e.policy_id, 0) "
        f"where e.posting_id {_IN} and e.account in ('patient_ar', 'insurance_ar') "
        "group by e.posting_id, e.charge_id, e.account, e.guarantor_id, e.policy_id",
        postings,
    ):
        parts[posting].append(tuple(part))
    followed = _followed(_list(row[0] for row in standing))
    return {
        claim: EarlierAnswer(
            answer,
            date.fromisoformat(on),
            Money(paid),
            *_done(parts[posting], policy, is_followed=claim in followed),
        )
        for claim, answer, on, paid, posting, policy in standing
    }


def _followed(ids: str) -> set[int]:
    """Of these claims those whose next insurer has answered as well, and be it with a denial."""
    rows = select(
        "select m.id from claim m join claim n on n.visit_id = m.visit_id and n.rank > m.rank "
        f"and n.state <> 'void' join adjudication a on a.claim_id = n.id where m.id {_IN} "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id)",
        ids,
    )
    return {claim for (claim,) in rows}


def _done(
    parts: Sequence[tuple[Any, ...]], own: int, *, is_followed: bool
) -> tuple[tuple[EarlierLine, ...], bool]:
    """Line by line what left the answering insurer, and what is missing of the share that went elsewhere."""
    taken: dict[int, Money] = defaultdict(lambda: ZERO)
    used: dict[int, Money] = defaultdict(lambda: ZERO)
    passed_on = is_followed
    for charge, account, policy, put, is_open in parts:
        missing = max(0, put - max(0, is_open))
        if account == "patient_ar":
            used[charge] += Money(missing)
        elif policy == own:
            taken[charge] -= Money(put)
        else:
            passed_on = passed_on or missing > 0
    charges = sorted({part[0] for part in parts})
    return tuple(EarlierLine(charge, taken[charge], used[charge]) for charge in charges), passed_on


def _term(policy: int, rank: int, effective: str, termination: str | None) -> PolicyTerm:
    ends = date.fromisoformat(termination) if termination else None
    return PolicyTerm(policy, rank, date.fromisoformat(effective), ends)


def _list(values: Iterable[Any]) -> str:
    return json.dumps(list(values))

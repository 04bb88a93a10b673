"""Which claims and earlier payments of ours a remittance is about, found with a few questions."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.money import Money
from app.domain.provider_adjustments import PaidClaim, PaidLine
from app.domain.remittance_balance import check_claim
from app.domain.remittance_matching import FoundBy, KnownClaim
from app.domain.remittance_plan import Matched
from app.domain.remittances import Cents, RemittedClaim
from app.models.database import select
from app.queries.answer_facts import accounts_of, claim_facts, claims_numbered, known_claims

_IN = "in (select value from json_each(?1))"


@dataclass(frozen=True, slots=True)
class PostedBefore:
    """The remittance by which the same money was posted."""

    id: int
    at: datetime
    user: str


def match_claims(claims: Sequence[RemittedClaim], first: int = 0) -> tuple[Matched, ...]:
    """Match claims of a remittance to ours: by our number, else by the payer's where it is known.

    `first` is the place of the first of them in the remittance.
    """
    found = sure_claims(claims)
    facts = claim_facts(claim for claim, _ in found.values())
    matched = []
    for index, remitted in enumerate(claims):
        known, by = found.get(index, (None, FoundBy.NOTHING))
        imbalances = tuple(each.sentence for each in check_claim(remitted))
        of_ours = facts[known.claim_id] if known else None
        matched.append(Matched(first + index, remitted, by, of_ours, imbalances))
    return tuple(matched)


def sure_claims(claims: Sequence[RemittedClaim]) -> dict[int, tuple[KnownClaim, FoundBy]]:
    """The claims of ours that are sure, by their place in the remittance."""
    numbered = claims_numbered(claim.claim_number for claim in claims)
    found = {
        index: (numbered[claim.claim_number], FoundBy.NUMBER)
        for index, claim in enumerate(claims)
        if claim.claim_number in numbered
    }
    rest = {index: claim.payer_control for index, claim in enumerate(claims) if index not in found}
    controlled = claims_controlled(control for control in rest.values() if control)
    for index, control in rest.items():
        if control in controlled:
            found[index] = (controlled[control], FoundBy.CONTROL)
    return found


def claims_controlled(controls: Iterable[str]) -> dict[str, KnownClaim]:
    """Claims by the payer's own number, where an earlier answer or reply told it of one claim alone."""
    wanted = json.dumps(sorted(set(controls)))
    told: dict[str, set[int]] = defaultdict(set)
    if wanted != "[]":
        for control, claim in select(
            "select payer_control, claim_id from adjudication "
            f"where payer_control {_IN} and payer_control <> '' "
            "union select payer_control, claim_id from claim_response "
            f"where payer_control {_IN} and payer_control <> ''",
            wanted,
        ):
            told[control].add(claim)
    sure = {control: next(iter(claims)) for control, claims in told.items() if len(claims) == 1}
    known = known_claims(sure.values())
    return {control: known[claim] for control, claim in sure.items()}


def claims_referred_to(references: Iterable[str]) -> dict[str, PaidClaim]:
    """The claims that takebacks refer to, with what is still paid on each line."""
    wanted = {reference for reference in references if reference}
    found = {**claims_controlled(wanted), **claims_numbered(wanted)}
    paid = paid_claims(claim.claim_id for claim in found.values())
    return {reference: paid[claim.claim_id] for reference, claim in found.items()}


def paid_claims(claim_ids: Iterable[int]) -> dict[int, PaidClaim]:
    """Claims with what their standing answers paid on each line, less what was taken back since."""
    claims = known_claims(claim_ids)
    ids = json.dumps(list(claims))
    paid: dict[int, dict[int, Cents]] = defaultdict(dict)
    for claim, charge, cents in select(
        "select a.claim_id, l.charge_id, l.paid_cents from adjudication a "
        f"join adjudication_line l on l.adjudication_id = a.id where a.claim_id {_IN} "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id)",
        ids,
    ):
        paid[claim][charge] = paid[claim].get(charge, 0) + cents
    for claim, charge, cents in select(
        "select d.claim_id, e.charge_id, sum(e.cents) from remittance_adjustment d "
        "join remittance_step s on s.remittance_adjustment_id = d.id "
        "join entry e on e.posting_id = s.posting_id "
        f"where d.claim_id {_IN} and d.kind = 'takeback' and e.account = 'payer_clearing' "
        "and e.charge_id is not null group by 1, 2",
        ids,
    ):
        paid[claim][charge] = paid[claim].get(charge, 0) + cents
    accounts = accounts_of({charge for lines in paid.values() for charge in lines})
    return {
        claim.claim_id: PaidClaim(
            claim.claim_id,
            claim.number,
            claim.patient_id,
            tuple(
                PaidLine(charge, accounts[charge], claim.policy_id, Money(cents))
                for charge, cents in paid[claim.claim_id].items()
            ),
        )
        for claim in claims.values()
    }


def carried_amounts(payer_key: str, references: Iterable[str]) -> dict[str, Cents]:
    """What a payer has carried from one payment to another and not settled yet, by reference."""
    rows = select(
        "select d.reference, sum(d.cents) from remittance_adjustment d "
        "join remittance r on r.id = d.remittance_id "
        f"where d.reference {_IN} and d.kind = 'carried' and d.is_open = 0 and r.payer_key = ?2 "
        "and not exists(select 1 from remittance_void v where v.remittance_id = r.id) group by d.reference",
        json.dumps(sorted(set(references))),
        payer_key,
    )
    return dict(rows)


def same_money_posted(payer_key: str, trace: str, paid_on: str, cents: Cents) -> PostedBefore | None:
    """The remittance that brought the same money, if it was posted and not taken back."""
    rows = select(
        "select r.id, r.at, u.display_name from remittance r join user u on u.id = r.user_id "
        "where r.payer_key = ? and r.trace = ? and r.paid_on = ? and r.cents = ? "
        "and not exists(select 1 from remittance_void v where v.remittance_id = r.id) order by r.id limit 1",
        payer_key,
        trace,
        paid_on,
        cents,
    )
    return PostedBefore(rows[0][0], datetime.fromisoformat(rows[0][1]), rows[0][2]) if rows else None


def claims_typed_with(check_number: str) -> tuple[int, ...]:
    """The numbers of claims whose answers were typed by hand with this check number and stand."""
    if not check_number:
        return ()
    rows = select(
        "select distinct m.number from adjudication a join claim m on m.id = a.claim_id "
        "where a.check_number = ? and a.check_number <> '' "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id) "
        "and not exists(select 1 from remittance_step s where s.adjudication_id = a.id) order by 1 limit 20",
        check_number,
    )
    return tuple(number for (number,) in rows)


def is_ours(npi: str, tax_id: str) -> bool:
    """Tell whether who is paid is this practice or one of its providers; nobody named counts as ours."""
    npis = {
        number
        for (number,) in select(
            "select npi from practice union select npi from provider union select npi from place"
        )
    }
    own_tax_id = str(select("select tax_id from practice")[0][0])
    digits = "".join(filter(str.isdigit, tax_id))
    if not npi and not digits:
        return True
    return npi in npis or (bool(digits) and digits == "".join(filter(str.isdigit, own_tax_id)))

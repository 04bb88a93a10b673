"""Answers of insurers in any proportion, that balance."""

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import ZERO, Money, total
from app.models.claims import Claim
from app.models.database import select
from app.queries.adjudications import charges_of_claim, claim_lines_for
from tests.edi.remittance_makers import reversal_of


def random_answer(line, rank, shares, pick):
    """Write an answer that balances: paid, discount and patient's parts in any proportion, or a denial."""
    if pick.random() < 0.2:
        return LineAnswer(line.charge_id, None, ZERO, (Adjustment("CO", "197", line.charge),))
    before = ZERO if rank == 1 else line.charge - line.open_balance
    room = line.charge - before
    paid, share, copay = (Money(max(0, room.cents) * part // 400) for part in shares)
    parts = [Adjustment("OA", "23", before)] if before else []
    parts += [Adjustment("PR", code, amount) for code, amount in (("2", share), ("3", copay)) if amount]
    rest = line.charge - paid - total(part.amount for part in parts)
    if rest:
        parts.append(Adjustment("CO", "45", rest))
    return LineAnswer(line.charge_id, None, paid, tuple(parts))


def random_remitted(remitting, claim, pick, shares):
    """What a payer says of a claim in a remittance."""
    rank = Claim.get_by_id(claim).rank
    answers = {line.charge_id: random_answer(line, rank, shares, pick) for line in claim_lines_for(claim)}
    parts = [
        [f"{part.name} {part.amount.cents}" for part in answers[charge].adjustments]
        for charge in charges_of_claim(claim)
    ]
    return remitting.answer(claim, *parts, status=str(rank))


def random_remittance(remitting, remitted, pick, shares, cents):
    """Claims of a remittance, and money beside them; now and then it takes one of `remitted` back, or WO."""
    open_ = "state in ('ready', 'sent')" if pick.random() < 0.8 else "state <> 'void'"
    claims = [row[0] for row in select(f"select id from claim where {open_} order by id")]
    chosen = pick.sample(claims, min(2, len(claims)))
    made = [random_remitted(remitting, claim, pick, shares) for claim in chosen]
    if remitted and pick.random() < 0.4:
        earlier = pick.choice(remitted)
        claim = Claim.get(Claim.number == int(earlier.number)).id
        others = [each for each in made if each.number != earlier.number]
        made = [reversal_of(earlier), random_remitted(remitting, claim, pick, shares), *others]
    plbs = [("WO", pick.choice(remitted).number, cents)] if remitted and made else []
    return made, plbs if pick.random() < 0.3 else []

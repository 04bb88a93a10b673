"""Remitted claims for tests, as the reader gives them, with few words; amounts are cents."""

from datetime import date
from decimal import Decimal

from app.domain.answers import ClaimLine
from app.domain.money import Money
from app.domain.remittance_matching import KnownClaim, KnownLine
from app.domain.remittance_plan import ClaimFacts
from app.domain.remittances import RemittedAdjustment, RemittedClaim, RemittedLine, RemittedParty

DAY = date(2026, 11, 20)


def cuts(*parts):
    """Write adjustments as remittances do: `cuts("CO-45 8360", "PR-1 5000")`."""
    split = [part.split() for part in parts]
    return tuple(RemittedAdjustment(*name.split("-"), int(cents)) for name, cents in split)


def a_line(charge=16500, *parts, code="99213", modifiers=(), number="", day=DAY, **more):
    """A line that balances: what its adjustments leave is paid."""
    adjustments = cuts(*parts)
    facts = {
        "qualifier": "HC",
        "code": code,
        "modifiers": modifiers,
        "charge": charge,
        "paid": charge - sum(part.amount for part in adjustments),
        "revenue_code": "",
        "units": Decimal(1),
        "billed_code": "",
        "billed_modifiers": (),
        "billed_units": None,
        "service_from": day,
        "service_to": day,
        "adjustments": adjustments,
        "remarks": (),
        "line_number": number,
        "references": (),
        "amounts": (),
        "quantities": (),
        "number": 1,
    }
    return RemittedLine(**{**facts, **more})


def a_party(role="QC", last="Rivera", first="Ana", member="XYZ1"):
    return RemittedParty(role, last, first, "", "", "MI", member)


def a_claim(*lines, number="1001", status="1", parties=None, adjustments=(), **more):
    """A claim of these lines (one of 165.00 paid in full by default)."""
    lines = lines or (a_line(),)
    whole = adjustments + tuple(part for line in lines for part in line.adjustments)
    charge = sum(line.charge for line in lines)
    facts = {
        "claim_number": number,
        "status": status,
        "charge": charge,
        "paid": charge - sum(part.amount for part in whole),
        "patient_responsibility": sum(part.amount for part in whole if part.group == "PR"),
        "filing_code": "12",
        "payer_control": "P1",
        "place_of_service": "11",
        "frequency": "1",
        "drg": "",
        "parties": (a_party(),) if parties is None else parties,
        "adjustments": adjustments,
        "remarks": (),
        "outpatient": (),
        "inpatient": (),
        "references": (),
        "dates": (),
        "amounts": (),
        "quantities": (),
        "contacts": (),
        "lines": lines,
        "number": 1,
    }
    return RemittedClaim(**{**facts, **more})


def known_line(charge_id=1, charge=16500, code="99213", modifiers=(), day=DAY):
    return KnownLine(charge_id, f"7-{charge_id}", code, modifiers, day, charge)


def known_claim(*lines, claim_id=5, number="1001", state="sent", rank=1, **more):
    facts = {"payer": "Prairie", "last": "Rivera", "first": "Ana", "member_id": "XYZ1"}
    facts.update(more)
    return KnownClaim(claim_id, number, 7, 3, 9, rank, state, lines=lines or (known_line(),), **facts)


def facts_of(known=None, *, next_policy=None, opened=None, **more):
    """Facts of a claim whose lines are open in full, or as `opened` says."""
    known = known or known_claim()
    lines = tuple(
        ClaimLine(line.charge_id, Money(line.charge), Money((opened or {}).get(line.charge_id, line.charge)))
        for line in known.lines
    )
    return ClaimFacts(known, lines, lines, next_policy, **more)

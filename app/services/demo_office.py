"""The demo practice's office: providers, places, payers, plans, a contract, procedures, fees, templates."""

from datetime import date
from typing import Any

from app.domain.contracts import ContractTerm, RateKind
from app.domain.money import Money, percent_of
from app.models.records import Plan
from app.services.contracts import add_contract
from app.services.demo_claims import add_partner
from app.services.demo_scene import DemoPlan, DemoScene, with_check_digit, words
from app.services.office import add_to_list, keep_procedure, set_benefit, set_fee
from app.services.visits import LineEntry, keep_template

CATEGORIES = ("office", "preventive", "lab", "imaging", "surgery")
NOT_OF_PAYER = frozenset(
    {"key", "by_file", "plan", "kind", "deductible", "allowed_bp", "copay", "coinsurance_bp"}
)


def practice_facts() -> dict[str, Any]:
    """The invented practice's own facts, marked as a demo."""
    facts = words("office")["practice"]
    return {**facts, "npi": with_check_digit(facts["npi"]), "demo": True}


def fill_office(scene: DemoScene) -> None:
    """Fill the office's lists as its manager would."""
    manager, office = scene.manager, scene.office
    for facts in words("office")["providers"]:
        office.providers.append(add_to_list(manager, "provider", _with_npi(facts)))
    for facts in words("office")["places"]:
        office.places.append(add_to_list(manager, "place", _with_npi(facts)))
    partner = add_partner(scene)
    for number, facts in enumerate(words("office")["payers"], start=1):
        _add_payer(scene, facts, number, partner)
    for facts in words("procedures"):
        _add_procedure(scene, facts)
    _add_contract(scene, words("office")["contract"])
    for facts in words("office")["templates"]:
        lines = [
            LineEntry(code, office.fees[code], modifiers=office.modifiers[code], pos="11")
            for code in facts["codes"]
        ]
        keep_template(manager, facts["name"], facts["diagnoses"], lines, {})


def _with_npi(facts: dict[str, Any]) -> dict[str, Any]:
    return {**facts, "npi": with_check_digit(facts["npi"])}


def _add_payer(scene: DemoScene, facts: dict[str, Any], number: int, partner: int) -> None:
    own = {name: value for name, value in facts.items() if name not in NOT_OF_PAYER}
    if facts.get("by_file", True):
        own["partner"] = partner
    address = {"street": f"PO Box {number}00", "city": "Stony Creek", "state": "IL", "zip": "61899"}
    payer = add_to_list(scene.manager, "payer", {**own, **address, "claim_payer_id": f"DEMO{number}"})
    deductible = _money(facts["deductible"])
    plan = add_to_list(
        scene.manager,
        "plan",
        {"payer": payer, "name": facts["plan"], "kind": facts["kind"], "deductible": deductible},
    )
    copay = _money(facts["copay"])
    scene.office.plans[facts["key"]] = DemoPlan(
        plan, facts["name"], facts["allowed_bp"], facts["coinsurance_bp"], copay, deductible
    )
    for category in CATEGORIES:
        set_benefit(scene.manager, plan, category, _benefit(facts, category, copay))


def _benefit(facts: dict[str, Any], category: str, copay: Money | None) -> dict[str, Any]:
    if category == "preventive":
        return {"mode": "NONE", "note": "Covered in full"}
    if category == "office" and copay:
        return {"mode": "COPAY_ONLY", "copay": copay}
    shares = {"coinsurance_bp": facts["coinsurance_bp"]}
    if facts["deductible"]:
        return {"mode": "DED_COINS", "deductible_applies": True, **shares}
    return {"mode": "COINS_ONLY" if facts["coinsurance_bp"] else "NONE", **shares}


def _add_procedure(scene: DemoScene, facts: dict[str, Any]) -> None:
    code, fee = facts["code"], Money(facts["fee"])
    names = {name: facts[name] for name in ("name", "name_es", "category")}
    keep_procedure(scene.manager, code, names)
    set_fee(scene.manager, code, fee, date(scene.clock().year - 1, 1, 1))
    scene.office.fees[code] = fee
    scene.office.categories[code] = facts["category"]
    scene.office.modifiers[code] = tuple(facts.get("modifiers", ()))


def _add_contract(scene: DemoScene, facts: dict[str, Any]) -> None:
    """Agree with one insurer on what it pays for most anyway, so that an answer below it stands out."""
    office, plan = scene.office, scene.office.plans[facts["plan"]]
    terms = [
        ContractTerm(RateKind.FIXED, (code,), amount=percent_of(office.fees[code], plan.allowed_bp))
        for code in facts["codes"]
    ]
    terms.append(ContractTerm(RateKind.CHARGE, category=facts["category"], percent_bp=plan.allowed_bp))
    values = {name: facts[name] for name in ("name", "source_title", "source_page")}
    payer, since = Plan.get_by_id(plan.id).payer_id, date(scene.clock().year - 1, 1, 1)
    add_contract(scene.manager, {**values, "payer": payer, "plan": plan.id, "effective": since}, terms)


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)

"""Made-up claims and facts for the tests of the claim check: nothing is wrong until a test says so."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.domain.claim_content import (
    BilledPolicy,
    ClaimContent,
    EarlierLine,
    EarlierPayer,
    ReferringProvider,
    Relationship,
)
from app.domain.code_edits import CodeEdits, OfficialKind, PairEdit, ServiceFacts, Standing, UnitLimit
from app.domain.findings import Finding, Severity
from app.domain.money import Money
from app.domain.scrub_facts import PolicyFacts, ScrubFacts
from app.domain.scrubbing.checks import scrub_claim
from tests.claim_samples import HOLDER, MBI, MEDICARE, PAYER, TODAY, claim, line

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
MAY_3 = date(2026, 5, 3)
POLICY = PolicyFacts(1, "Prairie Gold PPO", date(2026, 1, 1), payer_id=7, plan_id=9)
ORDERED = ReferringProvider("DK", "Sam Doe MD", "1234567893")
CHILD = BilledPolicy("W1", "G1", "Prairie Gold PPO", Relationship.CHILD, HOLDER)
PAYER_BEFORE = EarlierPayer(
    1,
    replace(PAYER, payer_id="P1"),
    BilledPolicy("W9", plan_name="First Plan"),
    paid_on=date(2026, 5, 20),
    lines=(EarlierLine(1, Money(80_00), (("CO", "45", Money(25_00)), ("PR", "3", Money(20_00)))),),
)


@dataclass(frozen=True)
class Case:
    """A claim that trips a rule, and one like it that does not."""

    rule: str
    severity: Severity
    bad: ClaimContent
    good: ClaimContent | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    good_facts: dict[str, Any] | None = None
    box: str = ""

    def __str__(self) -> str:
        """Name the case for pytest."""
        return f"{self.rule}-{self.box}"


def facts(**changes: Any) -> ScrubFacts:
    """Facts of a claim of May 2026 with nothing to say against it."""
    return ScrubFacts(**{"today": TODAY, "policy": POLICY, **changes})


def scrub(content: ClaimContent, **changes: Any) -> tuple[Finding, ...]:
    """Scrub a claim with these facts."""
    return scrub_claim(content, facts(**changes))


def rules_found(content: ClaimContent, changes: dict[str, Any]) -> set[str]:
    """The rules that a claim trips."""
    return {finding.rule for finding in scrub(content, **changes)}


def check_case(case: Case) -> None:
    """The rule is tripped with its severity and box, and is silent on the claim beside it."""
    found = [each for each in scrub(case.bad, **case.facts) if each.rule == case.rule]
    assert found, rules_found(case.bad, case.facts)
    assert found[0].severity is case.severity
    assert found[0].field == case.box
    assert found[0].text.endswith((".", "?"))
    assert found[0].fix
    good_facts = case.facts if case.good_facts is None else case.good_facts
    assert case.rule not in rules_found(case.good or case.bad, good_facts)


def edits(**changes: Any) -> dict[str, Any]:
    """The facts of a claim of May 3 for which every official file is loaded."""
    made = {
        "loaded": frozenset(OfficialKind),
        "pairs": (),
        "limits": {},
        "services": {},
        "diagnoses": {},
        "level_two": {},
    }
    return {"edits": {MAY_3: CodeEdits(MAY_3, **{**made, **changes})}}


def service(code: str, **indicators: Any) -> dict[str, Any]:
    """The facts of a claim of May 3 where the fee file says this of one code."""
    return edits(services={code: (ServiceFacts(code, **indicators),)})


def pair(first: str, second: str, indicator: str) -> dict[str, Any]:
    """The facts of a claim of May 3 where two codes form a pair."""
    return edits(pairs=(PairEdit(first, second, indicator),))


def limit(code: str, units: int, mai: str) -> dict[str, Any]:
    """The facts of a claim of May 3 where a code has a limit of units."""
    return edits(limits={code: UnitLimit(code, units, mai)})


def diagnosis(code: str, standing: Standing) -> dict[str, Any]:
    """The facts of a claim of May 3 where a diagnosis stands so in the file."""
    return edits(diagnoses={code: standing})


def medicare(*lines: Any, **changes: Any) -> ClaimContent:
    """A claim to Medicare, paying first."""
    return claim(*lines, **{"payer": MEDICARE, "policy": BilledPolicy(MBI), **changes})


def second(*lines: Any, **changes: Any) -> ClaimContent:
    """A claim to a second payer after the first has answered."""
    before = {"payer_order": 2, "earlier_payers": (PAYER_BEFORE,), "other_policy": PAYER_BEFORE.policy}
    return claim(*lines, **{**before, **changes})


def coded(code: str, *modifiers: str, **changes: Any) -> Any:
    """A line of May 3 with this code."""
    return line(code=code, modifiers=modifiers, **changes)

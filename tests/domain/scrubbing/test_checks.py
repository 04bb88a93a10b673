"""The checks as a whole: none is silent for want of a test, and a sound claim is left in peace."""

import re
from importlib import import_module
from itertools import chain
from pathlib import Path

from app.claim_form_catalog import claim_form_grid
from app.domain.findings import Severity
from app.domain.form_grid import ROWS_PER_PAGE
from app.domain.scrubbing import checks
from app.domain.scrubbing.checks import CHECKS
from app.domain.scrubbing.not_held import NOT_HELD
from tests.claim_samples import claim
from tests.domain.scrub_samples import Case, edits, scrub

HERE = Path(__file__).parent
ROOM = Path(checks.__file__).parent
CASES: list[Case] = list(
    chain.from_iterable(
        getattr(import_module(f"tests.domain.scrubbing.{path.stem}"), "CASES", ())
        for path in sorted(HERE.glob("test_*.py"))
        if path.stem != "test_checks"
    )
)


def test_a_sound_claim_has_no_finding():
    assert scrub(claim()) == ()
    assert scrub(claim(), **edits()) == ()


def test_every_rule_that_a_check_can_name_has_a_case_that_trips_it():
    written = set()
    for path in ROOM.glob("*.py"):
        if path.name != "unchecked.py":
            written |= set(re.findall(r'Rule\("([A-Z]+-\d+)"', path.read_text(encoding="utf-8")))
    assert written <= {case.rule for case in CASES}


def test_every_check_of_a_theme_is_run():
    named = {
        name
        for path in ROOM.glob("*.py")
        for name in re.findall(r"^def (check_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {check.__name__ for check in CHECKS} == named


def test_what_is_not_held_has_a_reason_and_no_check():
    for rule, reason in NOT_HELD:
        assert reason.endswith(".")
        assert rule not in {case.rule for case in CASES}


def test_every_box_that_a_case_names_is_on_the_form():
    fields = claim_form_grid().fields
    for case in CASES:
        box = re.sub(r"^24\.(\d+)\.", lambda row: f"24.{(int(row[1]) - 1) % ROWS_PER_PAGE + 1}.", case.box)
        assert box in fields, case


def test_the_worst_comes_first():
    found = scrub(claim(account_number="9" * 21, diagnoses=("W01.0XXA",)), electronic=True)
    assert [each.severity for each in found] == sorted((each.severity for each in found), reverse=True)
    assert found[0].severity is Severity.ERROR

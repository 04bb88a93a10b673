"""Modifiers: each check trips where it should, and only there."""

import pytest

from app.domain.code_edits import ServiceFacts
from tests.claim_samples import claim, line
from tests.domain.scrub_samples import ERROR, WARNING, Case, check_case, coded, edits, medicare, service

SMALL = service("11102", global_days="000")
ECG = service("93000", pctc="4")
BOX = "24.1.d_mod1"
HELPED = edits(services={"29881": (ServiceFacts("29881", assistant="1", co_surgeon="0", team="0"),)})
ALLOWED = edits(services={"29881": (ServiceFacts("29881", assistant="2", co_surgeon="1", team="1"),)})
CASES = [
    Case(
        "MOD-01",
        WARNING,
        claim(coded("99213"), coded("11102")),
        claim(coded("99213", "25"), coded("11102")),
        facts=SMALL,
        box=BOX,
    ),
    Case(
        "MOD-01",
        WARNING,
        claim(coded("99213"), coded("99396")),
        claim(coded("99213", "25"), coded("99396")),
        box=BOX,
    ),
    Case(
        "MOD-01", WARNING, claim(coded("99213", "25")), claim(coded("99213", "25"), coded("11102")), box=BOX
    ),
    Case("MOD-02", ERROR, claim(coded("99213", "00")), claim(coded("99213", "GT")), box=BOX),
    Case("MOD-02", ERROR, claim(coded("99213", "2")), claim(coded("99213", "24")), box=BOX),
    Case("MOD-03", ERROR, claim(coded("71046", "26", "TC")), claim(coded("71046", "26")), box="24.1.d_mod2"),
    Case("MOD-03", ERROR, claim(coded("20610", "50", "RT")), claim(coded("20610", "RT")), box="24.1.d_mod2"),
    Case("MOD-03", ERROR, claim(coded("80053", "GA", "GZ")), claim(coded("80053", "GA")), box="24.1.d_mod2"),
    Case("MOD-03", ERROR, claim(coded("80053", "GA", "GX")), claim(coded("80053", "GX")), box="24.1.d_mod2"),
    Case("MOD-03", ERROR, claim(coded("80053", "GX", "GZ")), claim(coded("80053", "GZ")), box="24.1.d_mod2"),
    Case("MOD-03", ERROR, claim(coded("11102", "59", "XS")), claim(coded("11102", "XS")), box="24.1.d_mod2"),
    Case("MOD-03", ERROR, claim(coded("11102", "24")), claim(coded("99213", "24")), box=BOX),
    Case("MOD-03", ERROR, claim(coded("11102", "59", "59")), claim(coded("11102", "59")), box=BOX),
    Case(
        "MOD-03",
        WARNING,
        claim(coded("20610", "RT", "52")),
        claim(coded("20610", "52", "RT")),
        box="24.1.d_mod2",
    ),
    Case(
        "MOD-04",
        ERROR,
        claim(coded("93000", "26")),
        facts=ECG,
        good_facts=service("93000", pctc="1"),
        box=BOX,
    ),
    Case("MOD-04", ERROR, claim(coded("71046", "TC", place_code="22")), claim(coded("71046", "TC")), box=BOX),
    Case("MOD-05", WARNING, medicare(coded("11102", "59")), claim(coded("11102", "59")), box=BOX),
    Case(
        "MOD-06",
        WARNING,
        claim(coded("20610", "50")),
        facts=service("20610", bilateral="2"),
        good_facts=service("20610", bilateral="1"),
        box=BOX,
    ),
    Case(
        "MOD-06", WARNING, claim(coded("20610", "50", units="2")), claim(coded("20610", "50")), box="24.1.g"
    ),
    Case(
        "MOD-08",
        WARNING,
        claim(coded("94640"), coded("94640")),
        claim(coded("94640"), coded("94640", "76")),
        box="24.2.d_mod1",
    ),
    Case("MOD-08", WARNING, claim(coded("29881", "80")), facts=HELPED, good_facts=ALLOWED, box=BOX),
    Case("MOD-08", WARNING, claim(coded("29881", "62")), facts=HELPED, good_facts=ALLOWED, box=BOX),
    Case("MOD-08", WARNING, claim(coded("29881", "66")), facts=HELPED, good_facts=ALLOWED, box=BOX),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_modifiers_are_checked(case):
    check_case(case)


def test_a_visit_alone_with_nothing_borne_is_sound():
    check_case(Case("MOD-01", WARNING, claim(line(modifiers=("25",))), claim(), box=BOX))

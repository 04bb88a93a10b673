"""Places of service: each check trips where it should, and only there."""

import pytest

from tests.claim_samples import claim
from tests.domain.scrub_samples import ERROR, WARNING, Case, check_case, coded, medicare

KNOWN = {"places_of_service": frozenset({"02", "10", "11", "12", "21", "22", "23", "31"})}


def at(place: str, code: str = "99213", *modifiers: str):
    return claim(coded(code, *modifiers, place_code=place))


CASES = [
    Case("POS-01", ERROR, at("77"), at("11"), facts=KNOWN, box="24.1.b"),
    Case("POS-01", ERROR, at("11", "99283"), at("23", "99283"), box="24.1.b"),
    Case("POS-01", ERROR, at("11", "99222"), at("21", "99222"), box="24.1.b"),
    Case("POS-01", ERROR, at("11", "99308"), at("31", "99308"), box="24.1.b"),
    Case("POS-01", ERROR, at("11", "99348"), at("12", "99348"), box="24.1.b"),
    Case("POS-01", ERROR, at("21"), at("22"), box="24.1.b"),
    Case("POS-03", WARNING, at("22", "J1885"), at("11", "J1885"), box="24.1.b"),
    Case("POS-03", WARNING, at("21", "A4550"), at("21", "99231"), box="24.1.b"),
    Case("MOD-07", ERROR, at("11", "99213", "95"), at("10", "99213", "95"), box="24.1.b"),
    Case("MOD-07", ERROR, at("10", "99213", "95", "93"), at("10", "99213", "93"), box="24.1.d_mod2"),
    Case("MOD-07", WARNING, at("02"), medicare(coded("99213", place_code="02")), box="24.1.d_mod1"),
    Case("MOD-07", WARNING, at("02"), at("02", "98005"), box="24.1.d_mod1"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_places_are_checked(case):
    check_case(case)

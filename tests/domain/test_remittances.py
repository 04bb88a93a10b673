"""What an advice says about its claims: reversed, forwarded, denied, or only the patient's share."""

import pytest

from app.edi.x835 import read_remittances
from tests.edi.remittance_makers import (
    MadeAdvice,
    MadeClaim,
    MadeLine,
    denied,
    forwarded,
    make_835,
    paid,
    partly_paid,
    reversal_of,
    secondary,
)


def claim_of(made):
    (advice,) = read_remittances(make_835(MadeAdvice((made,))).encode())
    return advice.claims[0]


def one_line(*cuts, status="1"):
    return MadeClaim("C9", (MadeLine(10000, cuts),), status=status)


@pytest.mark.parametrize(
    ("made", "is_denied"),
    [
        (paid(), False),
        (denied(), True),
        (partly_paid(), False),
        (forwarded(), False),
        (secondary(), False),
        (reversal_of(denied()), False),
        (one_line(("PR", "1", 10000)), False),
        (one_line(("CO", "45", 4000), ("PR", "3", 6000)), False),
        (one_line(("CO", "45", 4000), ("PR", "96", 6000)), True),
        (one_line(("OA", "23", 10000)), False),
        (one_line(("CO", "253", 100), ("CO", "16", 9900)), True),
        (one_line(("OA", "18", 10000), status="4"), True),
        (one_line(status="4"), True),
        (one_line(("CO", "A1", 10000), status="25"), False),
        (one_line(("OA", "A1", 10000), status="23"), False),
    ],
)
def test_a_denial_leaves_more_than_shares_and_contract_explain(made, is_denied):
    assert claim_of(made).is_denied == is_denied


def test_a_denied_line_of_a_paid_claim_is_told_apart():
    assert [line.is_denied for line in claim_of(partly_paid()).lines] == [False, True]


def test_the_status_tells_reversals_forwarded_claims_and_estimates():
    told = {
        status: (claim.is_reversal, claim.is_forwarded, claim.is_predetermination)
        for status in ("1", "2", "3", "4", "19", "20", "21", "22", "23", "25")
        for claim in [claim_of(one_line(status=status))]
    }
    plain = dict.fromkeys(("1", "2", "3", "4"), (False, False, False))
    assert told == plain | dict.fromkeys(("19", "20", "21", "23"), (False, True, False)) | {
        "22": (True, False, False),
        "25": (False, False, True),
    }


def test_a_forwarded_claim_names_the_next_payer():
    claim = claim_of(forwarded())
    assert (claim.crossover_carrier.last, claim.crossover_carrier.id) == ("SUPPLEMENT PLAN", "54321")
    assert claim.rendering_npi == "1234567893"
    assert claim.remarks == ("MA01", "MA18")


def test_a_patients_share_is_known_by_its_group():
    first, *_ = claim_of(partly_paid()).lines
    assert [part.is_patient_share for part in first.adjustments] == [False, True, True, True]
    assert not any(part.is_correction for part in first.adjustments)

"""The shipped words for answers about coverage are whole and end as sentences do."""

from app.domain.eligibility import BenefitKind, benefit_kind
from app.eligibility_catalog import (
    benefit_names,
    explain_refusal,
    follow_up_names,
    period_names,
    plan_type_names,
    quantity_names,
    refusal_reasons,
    service_names,
)


def test_every_benefit_that_the_summary_knows_has_words():
    known = {*"12345678ABCDEFGHIJKLRUVWXYP", "MC", "CB"}
    assert known <= set(benefit_names())
    assert benefit_kind("A") is not BenefitKind.NOTE
    assert {"30", "98", "1", "33", "86", "88", "MH", "UC", "AL", "BY"} <= set(service_names())
    assert {"22", "23", "24", "25", "26", "27", "29", "32", "7"} <= set(period_names())
    assert {"VS", "DY"} <= set(quantity_names())
    assert {"PR", "HM", "MA", "MB", "MC", "QM", "HN", "C1"} <= set(plan_type_names())


def test_every_reason_says_what_it_means_and_what_to_do():
    assert len(refusal_reasons()) >= 35
    for reason in refusal_reasons().values():
        assert reason.meaning.endswith(".")
        assert reason.action.endswith(".")
    assert all(sentence.endswith(".") for sentence in follow_up_names().values())


def test_a_refusal_is_told_in_words_and_an_unknown_code_is_named_with_the_next_step():
    assert explain_refusal("75").startswith("They do not find the insured person. Compare")
    assert explain_refusal("Q9", "W") == "They refused with the code Q9. Wait 30 days, then ask again."
    assert "Call the payer" in explain_refusal("Q9")

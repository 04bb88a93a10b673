from dataclasses import replace
from datetime import date
from string import Formatter

import pytest

from app.domain.accounts import LastPayment, PatientShare, Refusal
from app.domain.answers import ShareReason
from app.domain.explanation_texts import ACCOUNT_TEXTS, EXCLUDED_TEXTS, ITEM_TEXTS
from app.domain.explanations import explain_account, explain_equation, explain_excluded, explain_item
from app.domain.money import ZERO, Money
from tests.domain.money_samples import account, answer, item, scenario_2


def test_scenario_2_in_english_to_the_cent():
    first, second, _, fourth = scenario_2().items
    assert explain_item(first) == (
        "Prairie Health allowed $81.40 of the $165.00 we charged and paid $25.12. Your plan's "
        "discount takes off "
        "$83.60. $50.00 went to your deductible, and 20% of the rest is $6.28 (coinsurance). You owe $56.28."
    )
    assert explain_item(second) == (
        "Prairie Health allowed $4.80 of the $15.00 we charged and paid $4.80. Your plan's discount "
        "takes off "
        "$10.20. You owe nothing for this."
    )
    assert explain_item(fourth) == (
        "Prairie Health allowed $139.60 of the $230.00 we charged and paid $111.68. Your plan's "
        "discount takes "
        "off $90.40. 20% of the allowed price is $27.92 (coinsurance). You owe $27.92."
    )


def test_scenario_2_in_spanish_to_the_cent():
    first, *_, fourth = scenario_2("es").items
    assert explain_item(first, "es") == (
        "Prairie Health aprobó $81.40 de los $165.00 que cobramos y pagó $25.12. El descuento de su "
        "plan le quita "
        "$83.60. $50.00 se aplicaron a su deducible y el 20% del resto es $6.28 (coseguro). Usted "
        "debe $56.28."
    )
    assert "El 20% del precio aprobado es $27.92 (coseguro). Usted debe $27.92." in explain_item(fourth, "es")


def test_scenario_2_account():
    assert explain_account(scenario_2()) == (
        "You owe $84.20 now, for 2 services. Your last payment was $25.00 on 02/03/2026. Thank you."
    )
    assert explain_account(scenario_2("es"), "es").startswith("Usted debe $84.20 ahora, por 2 servicios.")


def test_no_percentage_is_named_where_none_gives_the_amount():
    odd = item(1, 100_00, 7_77, answer(72_23, 20_00, ("coinsurance", 7_77), allowed=80_00))
    assert "$7.77 is your share of the cost (coinsurance)." in explain_item(odd)
    with_copay = answer(52_00, 20_00, ("copay", 20_00), ("coinsurance", 8_00), allowed=80_00)
    assert "$20.00 is your copay, and $8.00 is your share" in explain_item(item(1, 100_00, 28_00, with_copay))


def test_medicare_then_medigap():
    """Scenario 1 without forwarding: 210.00 = 101.92 + 80.00 + 2.08 + 20.80 + 5.20."""
    medicare = answer(
        101_92, 80_00, ("coinsurance", 26_00), allowed=130_00, payer="Medicare", other_adjustments=Money(2_08)
    )
    waiting = item(
        1, 210_00, 0, medicare, insurance_name="Lakeland Medigap", insurance_owes=Money(26_00),
        with_insurance_since=date(2026, 3, 19),
    )  # fmt: skip
    words = explain_item(waiting)
    assert words.endswith(
        "Another $2.08 was taken off; you do not owe it. $26.00 has been with Lakeland Medigap "
        "since 03/19/2026. "
        "Please do not pay that part yet."
    )
    assert "You owe" not in words
    medigap = answer(20_80, 0, ("coinsurance", 5_20), payer="Lakeland Medigap", rank=2)
    answered = item(1, 210_00, 5_20, medicare, medigap)
    assert "Lakeland Medigap then paid $20.80." in explain_item(answered)
    assert explain_item(answered).endswith("$5.20 is your share of the cost (coinsurance). You owe $5.20.")
    assert "$26.00" not in explain_item(answered)


@pytest.mark.parametrize(
    ("line", "english", "spanish"),
    [
        (
            item(1, 60_00, 40_00, patient_paid=Money(20_00)),
            "We charged $60.00. No insurance was billed for this visit. You have paid $20.00. "
            "You owe $40.00.",
            "Cobramos $60.00. No se envió a ningún seguro. Usted ya pagó $20.00. Usted debe $40.00.",
        ),
        (
            item(1, 60_00, 60_00, self_pay=False),
            "We charged $60.00 and sent the claim to your insurance. What is left is yours. You owe $60.00.",
            "Cobramos $60.00 y enviamos el reclamo a su seguro. Lo que queda le corresponde a usted. "
            "Usted debe $60.00.",
        ),
        (
            item(
                1, 95_00, 0, insurance_name="Prairie Health", insurance_owes=Money(95_00),
                with_insurance_since=date(2026, 4, 6),
            ),
            "We charged $95.00. We sent the claim to Prairie Health; it has been with them since 04/06/2026. "
            "Please do not pay yet.",
            "Cobramos $95.00. Enviamos el reclamo a Prairie Health; está con ellos desde el 04/06/2026. "
            "Por favor, no pague todavía.",
        ),
        (
            item(1, 420_00, 0, answer(0, 0, denied=True), insurance_owes=Money(420_00)),
            "Prairie Health did not approve the $420.00 we charged. We are working on $420.00 of this with "
            "Prairie Health. Nothing is asked of you for it now.",
            "Prairie Health no aprobó los $420.00 que cobramos. Estamos resolviendo $420.00 de esto con "
            "Prairie Health. Por ahora no se le pide nada por eso.",
        ),
        (
            item(1, 50_00, 30_00, answer(0, 0, ("not_covered", 50_00)), written_off=Money(20_00)),
            "Prairie Health paid nothing of the $50.00 we charged. $50.00 is for care your plan "
            "does not cover. "
            "We took $20.00 off your bill. You owe $30.00.",
            "Prairie Health no pagó nada de los $50.00 que cobramos. $50.00 son por atención que su "
            "plan no cubre. "
            "Le quitamos $20.00 de su cuenta. Usted debe $30.00.",
        ),
        (
            item(1, 80_00, -20_00, answer(40_00, 20_00, ("copay", 20_00)), patient_paid=Money(40_00)),
            "Prairie Health paid $40.00 of the $80.00 we charged. Your plan's discount takes off "
            "$20.00. $20.00 is "
            "your copay. You have paid $40.00. You have paid $20.00 too much; it is a credit on "
            "your account.",
            "Prairie Health pagó $40.00 de los $80.00 que cobramos. El descuento de su plan le quita $20.00. "
            "$20.00 son su copago. Usted ya pagó $40.00. Usted pagó $20.00 de más; es un crédito en "
            "su cuenta.",
        ),
    ],
    ids=["no insurance", "moved without an answer", "waiting", "denied", "not covered", "overpaid"],
)  # fmt: skip
def test_each_kind_of_line_in_both_languages(line, english, spanish):
    assert explain_item(line) == english
    assert explain_item(line, "es") == spanish


APPROVAL = (
    "Your insurance wanted an approval before this service. We are following up with them.",
    "Su seguro pedía una aprobación previa. Le estamos dando seguimiento.",
)


def test_a_refusal_is_told_in_our_own_words_and_asks_nothing_while_it_is_with_the_insurer():
    refused = answer(0, 0, denied=True, refusals=(Refusal("CO-197", Money(420_00), APPROVAL),))
    line = item(1, 420_00, 0, refused, insurance_owes=Money(420_00))
    assert explain_item(line) == (
        "Prairie Health did not approve the $420.00 we charged. Your insurance wanted an approval before "
        "this service. We are following up with them. We are working on $420.00 of this with Prairie Health. "
        "Nothing is asked of you for it now."
    )
    assert APPROVAL[1] in explain_item(line, "es")
    # Once it is given up, nobody follows it up any more.
    given_up = item(1, 420_00, 0, refused, written_off=Money(420_00))
    assert explain_item(given_up) == (
        "Prairie Health did not approve the $420.00 we charged. We took $420.00 off your bill. "
        "You owe nothing for this."
    )


def test_a_part_refused_beside_what_was_paid_is_named_with_its_amount():
    parts = (Refusal("CO-197", Money(30_00), APPROVAL), Refusal("OA-16", Money(10_00), APPROVAL))
    line = item(1, 100_00, 0, answer(60_00, 0, refusals=parts), insurance_owes=Money(40_00))
    words = explain_item(line)
    assert "Prairie Health did not approve $40.00 of it. Your insurance wanted an approval" in words
    assert words.count(APPROVAL[0]) == 1


def test_what_a_code_leaves_to_the_patient_is_told_after_its_amount():
    told = ("Your plan does not include this service.", "Su plan no incluye este servicio.")
    share = PatientShare(ShareReason.NOT_COVERED, Money(50_00), told)
    line = item(1, 50_00, 50_00, replace(answer(0, 0), shares=(share,)))
    assert explain_item(line).endswith(
        "$50.00 is for care your plan does not cover. Your plan does not include this service. "
        "You owe $50.00."
    )


def test_money_taken_back_and_answers_withdrawn_are_told():
    taken = item(1, 117_50, 0, answer(117_50, 0), taken_back=Money(117_50), insurance_owes=Money(117_50))
    assert taken.insurance_paid == ZERO
    assert explain_item(taken) == (
        "Prairie Health paid $117.50 of the $117.50 we charged. Your insurance has taken back $117.50 of "
        "what it had paid. We are working on $117.50 of this with Prairie Health. "
        "Nothing is asked of you for it now."
    )
    withdrawn = item(
        1, 95_00, 0, insurance_name="Prairie Health", insurance_owes=Money(95_00),
        with_insurance_since=date(2026, 4, 6), answer_withdrawn=True,
    )  # fmt: skip
    assert "no longer counts; they are deciding again. We sent the claim to" in explain_item(withdrawn)
    assert "ya no vale" in explain_item(withdrawn, "es")


def test_a_check_that_came_back_is_told_while_its_amount_is_owed():
    line = item(1, 95_00, 95_00, check_returned=Money(95_00))
    assert "Your check for $95.00 of this came back unpaid" in explain_item(line)
    paid = item(1, 95_00, 0, check_returned=Money(95_00), patient_paid=Money(95_00))
    assert "came back" not in explain_item(paid)


def test_an_accepted_refusal_is_taken_off_and_not_another_amount():
    line = item(1, 420_00, 0, answer(0, 0, other_adjustments=Money(420_00)))
    assert "we charged. $420.00 was taken off; you do not owe it." in explain_item(line)


def test_the_equation_of_a_line_comes_out_in_both_languages():
    first = scenario_2().items[0]
    assert explain_equation(first) == (
        "Billed $165.00 − plan's discount $83.60 − insurance paid $25.12 = yours $56.28"
    )
    assert explain_equation(first, "es") == (
        "Cobrado $165.00 − descuento del plan $83.60 − pagó el seguro $25.12 = le toca a usted $56.28"
    )
    with_copay = answer(40_00, 20_00, ("copay", 20_00), other_adjustments=Money(5_00))
    overpaid = item(1, 85_00, -20_00, with_copay, patient_paid=Money(40_00))
    assert explain_equation(overpaid).endswith("− insurance paid $40.00 − you paid $20.00 = yours $0.00")


def test_account_with_credit_and_money_at_the_insurer():
    pending = item(2, 95_00, 0, insurance_name="Prairie Health", insurance_owes=Money(95_00))
    paid = LastPayment(date(2026, 2, 3), Money(25_00))
    summary = account(item(1, 30_00, 30_00), pending, credit=Money(12_50), last_payment=paid)
    assert explain_account(summary) == (
        "You owe $30.00 now. $95.00 is still with your insurance; please do not pay that part yet. "
        "You have a "
        "credit of $12.50 with us; it is not taken off the amount above. Your last payment was $25.00 on "
        "02/03/2026. Thank you."
    )
    assert (
        explain_account(account(credit=Money(5)))
        == "You owe nothing now. You have a credit of $0.05 with us."
    )


def test_names_with_braces_and_markup_stay_as_they_are():
    strange = answer(10_00, 0, payer="<b>{Bob} & Co</b>")
    assert explain_item(item(1, 10_00, 0, strange)).startswith("<b>{Bob} & Co</b> paid $10.00")


@pytest.mark.parametrize("table", [ITEM_TEXTS, ACCOUNT_TEXTS, EXCLUDED_TEXTS])
def test_both_languages_fill_the_same_blanks(table):
    for key, (english, spanish) in table.items():
        blanks = [{part[1] for part in Formatter().parse(text) if part[1]} for text in (english, spanish)]
        assert blanks[0] == blanks[1], key


def test_every_excluded_reason_is_a_sentence():
    for reason in EXCLUDED_TEXTS:
        assert explain_excluded(reason).endswith(".")
        assert explain_excluded(reason, "es") != explain_excluded(reason)

"""What is in dispute is told as under review, and a part that the insurer made the patient's is not due."""

from dataclasses import replace
from datetime import date

from app.domain.accounts import AccountItem, AccountSummary, InsurerAnswer, PatientShare, check_item_ties
from app.domain.answers import ShareReason
from app.domain.explanations import explain_account, explain_equation, explain_item
from app.domain.money import ZERO, Money
from app.domain.people import Address, PersonName

SINCE = date(2026, 3, 24)
ENDED = ("Your insurance says your plan had ended.", "Su seguro dice que su plan había terminado.")


def an_item(owes, *shares, insurer=ZERO, since=SINCE):
    answer = InsurerAnswer("Prairie Health", 1, date(2026, 3, 20), None, ZERO, shares=shares)
    return AccountItem(
        1, 1, 1, "Ana Rivera", "Dr. Chen", date(2026, 3, 2), "Visit", "Visita", "99213", Money(165_00),
        answers=(answer,), patient_owes=owes, insurance_owes=insurer, disputed_since=since,
    )  # fmt: skip


def summary_of(*items):
    return AccountSummary("A1001", PersonName("Rivera", "Ana"), Address(), items=items)


REFUSED = PatientShare(ShareReason.NOT_COVERED, Money(165_00), ENDED)


def test_a_refused_part_that_became_the_patients_is_not_due_while_it_is_disputed():
    item = an_item(Money(165_00), REFUSED)
    assert (item.owes_now, item.with_insurance) == (ZERO, Money(165_00))
    assert explain_item(item).endswith(
        "We have been working on $165.00 of this with Prairie Health since 03/24/2026. It is under review: "
        "please do not pay that part now."
    )
    assert "You owe" not in explain_item(item)
    assert explain_item(item, "es").endswith("Está en revisión: por favor, no pague esa parte ahora.")
    assert explain_equation(item) == "Billed $165.00 − with insurance $165.00 = yours $0.00"
    assert check_item_ties(item) == ()
    account = summary_of(item)
    assert (account.patient_owes, account.insurance_owes) == (ZERO, Money(165_00))
    assert explain_account(account) == (
        "You owe nothing now. $165.00 is still with your insurance; please do not pay that part yet."
    )


def test_the_cost_share_of_a_disputed_line_stays_due():
    item = an_item(Money(165_00), PatientShare(ShareReason.COINSURANCE, Money(65_00)), replace_share(100_00))
    assert (item.owes_now, item.with_insurance) == (Money(65_00), Money(100_00))
    assert "You owe $65.00." in explain_item(item)


def replace_share(cents):
    return replace(REFUSED, amount=Money(cents))


def test_without_a_case_the_same_part_is_due():
    item = an_item(Money(165_00), REFUSED, since=None)
    assert item.owes_now == Money(165_00)
    assert "You owe $165.00." in explain_item(item)


def test_what_the_insurer_holds_back_is_told_as_disputed():
    item = replace(an_item(ZERO, insurer=Money(165_00)), insurance_name="Prairie Health")
    assert "We have been working on $165.00 of this with Prairie Health since 03/24/2026." in explain_item(
        item
    )

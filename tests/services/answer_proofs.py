"""What answers to patients are held against: amounts asked of the tables in SQL, not of the program."""

import re

from app.domain.money import read_money
from app.domain.questions.catalog import find_question
from app.domain.questions.facts import Asked, Focus
from app.models.database import select
from app.models.records import Patient
from app.queries.question_facts import account_asked, find_answer

_AMOUNT = re.compile(r"\$[\d,]+\.\d\d")
_ESTIMATES = (1, 34, 37)
ANYTHING = Focus()
_ESTIMATED = (
    "from estimate e where e.patient_id in (select id from patient where ?1 in (account_id, own_account_id))"
)
# Every single figure that is kept: charges, entries, answers of insurers, payments, prices, plans' amounts.
_KEPT = (
    "select cents from charge c where c.id in (select charge_id from entry where guarantor_id = ?1)",
    "select abs(cents) from entry where guarantor_id = ?1",
    "select allowed_cents from adjudication_line l where l.charge_id in "
    "(select charge_id from entry where guarantor_id = ?1)",
    "select paid_cents from adjudication_line l where l.charge_id in "
    "(select charge_id from entry where guarantor_id = ?1)",
    "select cents from adjudication_adjustment a where a.charge_id in "
    "(select charge_id from entry where guarantor_id = ?1)",
    "select cents from payment where account_id = ?1",
    "select cents from fee",
    "select copay_cents from benefit",
    "select deductible_cents from plan",
    "select cents from eligibility_benefit",
    f"select charge_cents {_ESTIMATED}",
    f"select patient_cents {_ESTIMATED}",
)
# Sums that a sentence may name: of one line by account, by what paid it, by an answer's shares, of a day.
_SUMS = (
    "select abs(sum(cents)) from entry where guarantor_id = ?1 group by charge_id, account",
    "select abs(sum(cents)) from entry where guarantor_id = ?1 and account = 'patient_ar' "
    "and payment_id is not null group by charge_id",
    "select sum(cents) from adjudication_adjustment a where a.charge_id in (select charge_id from entry "
    "where guarantor_id = ?1) group by adjudication_id, charge_id, group_code",
    "select sum(cents) from charge where patient_id in "
    "(select patient_id from charge where id in (select charge_id from entry where guarantor_id = ?1)) "
    "group by patient_id, service_on",
    "select sum(owed) from (select sum(cents) as owed from entry where guarantor_id = ?1 "
    "and account = 'patient_ar' group by charge_id having sum(cents) > 0)",
    "select sum(cents) from entry where guarantor_id = ?1 and account = 'insurance_ar'",
    "select -sum(cents) from entry where guarantor_id = ?1 and account = 'unapplied'",
    *(
        f"select (select sum(json_extract(l.value, '$.{part}')) from json_each(e.content, '$.lines') l) "
        f"{_ESTIMATED}"
        for part in ("copay", "deductible", "coinsurance", "not_covered", "balance")
    ),
    # Of one patient alone, as one hears who does not pay the bill.
    "select sum(owed) from (select c.patient_id, sum(e.cents) as owed from entry e "
    "join charge c on c.id = e.charge_id where e.guarantor_id = ?1 and e.account = 'patient_ar' "
    "group by c.id having sum(e.cents) > 0) group by patient_id",
    "select sum(e.cents) from entry e join charge c on c.id = e.charge_id where e.guarantor_id = ?1 "
    "and e.account = 'insurance_ar' group by c.patient_id",
)


def known_amounts(account_id: int) -> set[int]:
    """Every amount in cents that the tables hold about an account, or sum up to."""
    asked = (*_KEPT, *_SUMS)
    return {abs(row[0]) for sql in asked for row in _rows(sql, account_id) if row[0]}


def _rows(sql: str, account_id: int):
    return select(sql, account_id) if "?1" in sql else select(sql)


def prove_answer(session, patient_id: int, number: int, focus: Focus = ANYTHING):
    """Ask a question and hold both texts and every amount in them against the tables; gives the answer."""
    answer = session.ask(find_answer, patient_id, Asked(number, focus), session.today())
    for text in (answer.text_en, answer.text_es):
        assert text, number
        assert "{" not in text
        said = {read_money(amount) for amount in _AMOUNT.findall(text)}
        assert {amount for amount in said if amount} <= set(answer.amounts), (number, text)
    assert answer.text_en != answer.text_es
    assert find_question(number) is not None
    known = known_amounts(account_asked(Patient.get_by_id(patient_id)))
    computed = _computed(answer, number)
    strays = {amount.cents for amount in answer.amounts} - known - computed
    assert not strays, (number, patient_id, strays, answer.text_en)
    if answer.amounts and number in _ESTIMATES:
        assert "This is our best estimate, not a guarantee; your plan decides." in answer.text_en
        assert "Esta es nuestra mejor estimación, no una garantía; su plan decide." in answer.text_es
    return answer


def _computed(answer, number: int) -> set[int]:
    """What an answer works out itself: payments over time, a price paid today, the rest after credit."""
    cents = [amount.cents for amount in answer.amounts]
    if found := re.search(r"for it first; then (\$[\d,]+\.\d\d) is left for you to pay", answer.text_en):
        assert read_money(found[1]) == answer.promise
        return {answer.promise.cents}
    if number == 19 and (count := re.search(r"Yes: (\d) payments", answer.text_en)):
        each, last, whole = cents[0], cents[-2] if len(cents) > 2 else cents[0], cents[-1]
        assert each * (int(count[1]) - 1) + last == whole
        return {each, last}
    if number == 21 and len(cents) == 2:
        assert cents[1] * 5 == cents[0] * 4
        return {cents[1]}
    return set()

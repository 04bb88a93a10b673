"""The one composer of the sentences that explain a balance, for screen, statement and letter alike.

Amounts and dates keep their US form in both languages. Wording: `app.domain.explanation_texts`.
"""

from datetime import date

from app.domain.accounts import AccountItem, AccountSummary, InsurerAnswer, PatientShare
from app.domain.answers import ShareReason
from app.domain.explanation_texts import ACCOUNT_TEXTS, EXCLUDED_TEXTS, ITEM_TEXTS, LANGUAGES
from app.domain.money import ZERO, Money, percent_of, total

_ROUND_PERCENTS = range(5, 55, 5)


def explain_item(item: AccountItem, language: str = "en") -> str:
    """Say in plain words what became of one charge line: charged, taken off, paid, yours and why."""
    sentences = [*_beginning(item, language), *_middle(item, language), *_ending(item, language)]
    return " ".join(sentences)


def explain_equation(item: AccountItem, language: str = "en") -> str:
    """Write one charge line as its sum: `Billed $165.00 − plan's discount $83.60 − … = yours $56.28`.

    What was paid beyond the line is credit: it is neither counted as paid here nor owed.
    """
    parts = (
        ("equation_discount", item.discounts),
        ("equation_other", item.other_adjustments),
        ("equation_insurance", item.insurance_paid),
        ("equation_written_off", item.written_off),
        ("equation_you_paid", item.patient_paid + min(item.patient_owes, ZERO)),
        ("equation_waiting", item.with_insurance),
    )
    words = [_say("equation_billed", language, amount=item.billed.dollars)]
    words += [_say(key, language, amount=amount.dollars) for key, amount in parts if amount]
    yours = _say("equation_yours", language, amount=max(item.owes_now, ZERO).dollars)
    return f"{' − '.join(words)} = {yours}"


def explain_account(summary: AccountSummary, language: str = "en") -> str:
    """Say what is owed now, what is with insurance, which credit there is and when the last payment came."""
    owing = [item for item in summary.items if item.owes_now > ZERO]
    credit = summary.all_credit
    sentences = [_owing_sentence(summary.patient_owes, len(owing), language)]
    if summary.insurance_owes:
        sentences.append(_account("with_insurance", language, amount=summary.insurance_owes.dollars))
    if credit:
        sentences.append(_account("credit" if owing else "credit_only", language, amount=credit.dollars))
    if summary.last_payment:
        payment = summary.last_payment
        paid_on = explain_date(payment.paid_on)
        sentences.append(_account("last_payment", language, amount=payment.amount.dollars, paid_on=paid_on))
    return " ".join(sentences)


def explain_excluded(reason: str, language: str = "en") -> str:
    """Say why an account gets no statement; `reason` is a key of `EXCLUDED_TEXTS`."""
    return EXCLUDED_TEXTS[reason][LANGUAGES.index(language)]


def explain_date(day: date) -> str:
    """Write a date as US patients read it: `03/12/2026`."""
    return f"{day:%m/%d/%Y}"


def _owing_sentence(owed: Money, count: int, language: str) -> str:
    if not owed:
        return _account("nothing", language)
    if count == 1:
        return _account("owes", language, amount=owed.dollars)
    return _account("owes_for_many", language, amount=owed.dollars, count=count)


def _beginning(item: AccountItem, language: str) -> list[str]:
    billed = item.billed.dollars
    if not item.answers:
        charged = _say(_unanswered_key(item), language, billed=billed)
        return [charged, _say("withdrawn", language)] if item.answer_withdrawn else [charged]
    first, *later = _in_order(item)
    return [_first_answer(first, billed, language), *(_later_answer(answer, language) for answer in later)]


def _unanswered_key(item: AccountItem) -> str:
    if item.is_fee:
        return "fee"
    if item.self_pay:
        return "self_pay"
    return "moved" if item.patient_owes and not item.insurance_owes else "charged"


def _first_answer(answer: InsurerAnswer, billed: str, language: str) -> str:
    paid, allowed = answer.paid, answer.allowed
    if answer.denied and not paid:
        key = "denied"
    elif allowed is None:
        key = "paid_of_charge" if paid else "paid_nothing"
    else:
        key = "allowed_and_paid" if paid else "allowed"
    amounts = {"allowed": (allowed or ZERO).dollars, "paid": paid.dollars, "billed": billed}
    return _say(key, language, payer=answer.payer, **amounts)


def _later_answer(answer: InsurerAnswer, language: str) -> str:
    if answer.paid:
        return _say("then_paid", language, payer=answer.payer, paid=answer.paid.dollars)
    return _say("then_denied" if answer.denied else "then_nothing", language, payer=answer.payer)


def _middle(item: AccountItem, language: str) -> list[str]:
    sentences = []
    if item.discounts:
        sentences.append(_say("discount", language, amount=item.discounts.dollars))
    if item.other_adjustments:
        key = "other_adjustment" if item.discounts else "other_adjustment_alone"
        sentences.append(_say(key, language, amount=item.other_adjustments.dollars))
    if item.insurance_refunded:
        sentences.append(_say("insurance_refunded", language, amount=item.insurance_refunded.dollars))
    if item.taken_back:
        sentences.append(_say("taken_back", language, amount=item.taken_back.dollars))
    sentences += _share_sentences(item, language)
    if item.written_off:
        sentences.append(_say("written_off", language, amount=item.written_off.dollars))
    if item.patient_paid:
        sentences.append(_say("you_paid", language, amount=item.patient_paid.dollars))
    if item.check_returned and item.patient_owes > ZERO:
        sentences.append(_say("check_returned", language, amount=item.check_returned.dollars))
    return sentences


def _share_sentences(item: AccountItem, language: str) -> list[str]:
    """Name the parts the last insurer left over and why, once they have become the patient's."""
    settled_by_patient = (item.patient_paid or item.written_off) and not item.insurance_owes
    if not (item.patient_owes or settled_by_patient):
        return []
    leaving = [answer for answer in _in_order(item) if answer.shares]
    if not leaving:
        return []
    answer = leaving[-1]
    named = [share for share in answer.shares if share.amount]
    parts = [_share_words(share, answer, language) for share in named]
    return [_sentence(_joined(parts, language)), *_meanings([share.meaning for share in named], language)]


def _meanings(pairs: list[tuple[str, str]], language: str) -> list[str]:
    """What codes mean to the patient, each told once."""
    told = dict.fromkeys(pair[LANGUAGES.index(language)] for pair in pairs)
    return [words for words in told if words]


def _in_order(item: AccountItem) -> list[InsurerAnswer]:
    return sorted(item.answers, key=lambda answer: (answer.rank, answer.received_on))


def _share_words(share: PatientShare, answer: InsurerAnswer, language: str) -> str:
    key, percent = share.reason.value, 0
    if share.reason is ShareReason.COINSURANCE:
        percent, of_rest = _coinsurance_percent(share.amount, answer)
        if percent:
            key = "coinsurance_percent_rest" if of_rest else "coinsurance_percent"
    return _say(key, language, amount=share.amount.dollars, percent=percent)


def _coinsurance_percent(amount: Money, answer: InsurerAnswer) -> tuple[int, bool]:
    """Find the round percentage that gives exactly this coinsurance, and whether a deductible went before.

    Gives 0 where none does: then the words name no percentage.
    """
    reasons = {share.reason for share in answer.shares if share.amount}
    if answer.rank != 1 or answer.allowed is None or not reasons <= {"coinsurance", "deductible"}:
        return 0, False
    deductible = total(share.amount for share in answer.shares if share.reason is ShareReason.DEDUCTIBLE)
    rest = answer.allowed - deductible
    fitting = [percent for percent in _ROUND_PERCENTS if percent_of(rest, percent * 100) == amount]
    return (fitting[0] if len(fitting) == 1 else 0), bool(deductible)


def _ending(item: AccountItem, language: str) -> list[str]:
    sentences = []
    if item.with_insurance:
        sentences.append(_insurer_sentence(item, language))
    if item.owes_now > ZERO:
        sentences.append(_say("you_owe", language, amount=item.owes_now.dollars))
    elif item.owes_now < ZERO:
        sentences.append(_say("overpaid", language, amount=(-item.owes_now).dollars))
    elif not item.with_insurance:
        sentences.append(_say("nothing_owed", language))
    return sentences


def _insurer_sentence(item: AccountItem, language: str) -> str:
    by_order = _in_order(item)
    last = by_order[-1].payer if by_order and item.under_review else ""
    payer = item.insurance_name or last or _say("your_insurance", language)
    amount = item.with_insurance.dollars
    if item.disputed_since is not None:
        since = explain_date(item.disputed_since)
        disputed = _say("under_review", language, payer=payer, amount=amount, since=since)
        return " ".join([*(_refusal_sentences(by_order[-1], language) if by_order else ()), disputed])
    if by_order and by_order[-1].payer == payer:
        working = _say("working_on_it", language, payer=payer, amount=amount)
        return " ".join([*_refusal_sentences(by_order[-1], language), working])
    if item.with_insurance_since is None:
        return _sentence(_say("waiting_undated", language, payer=payer, amount=amount))
    key = "rest_waiting" if item.answers or item.patient_owes or item.patient_paid else "waiting"
    since = explain_date(item.with_insurance_since)
    return _say(key, language, payer=payer, amount=amount, since=since)


def _refusal_sentences(answer: InsurerAnswer, language: str) -> list[str]:
    """Say what of a line was refused, where it was not the whole, and why in our own words."""
    sentences = []
    if answer.refusals and not answer.denied:
        refused = total(part.amount for part in answer.refusals)
        sentences.append(_say("refused_part", language, payer=answer.payer, amount=refused.dollars))
    return [*sentences, *_meanings([part.meaning for part in answer.refusals], language)]


def _joined(parts: list[str], language: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    word = " y " if language == "es" else ", and "
    return ", ".join(parts[:-1]) + word + parts[-1]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "." * (bool(words) and not words.endswith("."))


def _say(key: str, language: str, **words: object) -> str:
    return ITEM_TEXTS[key][LANGUAGES.index(language)].format(**words)


def _account(key: str, language: str, **words: object) -> str:
    return ACCOUNT_TEXTS[key][LANGUAGES.index(language)].format(**words)

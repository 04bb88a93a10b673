"""Words that answers share: services, plans and methods of payment as a sentence names them."""

from app.domain.accounts import AccountItem, InsurerAnswer
from app.domain.explanations import explain_date, explain_item
from app.domain.money import ZERO, Money, total
from app.domain.questions.answer import AnswerDraft, Pair
from app.domain.questions.facts import PolicyFacts, QuestionFacts

METHODS: dict[str, Pair] = {
    "cash": ("cash", "efectivo"),
    "check": ("check", "cheque"),
    "card": ("card", "tarjeta"),
    "hsa": ("HSA or FSA card", "tarjeta HSA o FSA"),
    "ach": ("bank transfer", "transferencia"),
    "other": ("another way", "otra forma"),
}
_A_SERVICE: Pair = ("a service", "un servicio")
_HEAD: Pair = ("On {day}, {service}:", "El {day}, {service}:")
_HEAD_OF: Pair = ("{patient}, {day}, {service}:", "{patient}, {day}, {service}:")
_CREDIT_COVERS: Pair = (
    "We can use your credit of {credit} for it first; then nothing is left for you to pay. May we?",
    "Primero podemos usar su crédito de {credit} para esto; así no le queda nada por pagar. ¿Nos lo permite?",
)
_CREDIT_HELPS: Pair = (
    "We can use your credit of {credit} for it first; then {left} is left for you to pay. May we?",
    "Primero podemos usar su crédito de {credit} para esto; así le quedan {left} por pagar. ¿Nos lo permite?",
)
NO_PLAN: Pair = ("your plan", "su plan")


def service_of(facts: QuestionFacts, item: AccountItem) -> Pair:
    """The practice's own name of a line's service, kept back where it may not be told."""
    if not facts.may_name(item):
        return _A_SERVICE
    return item.description("en"), item.description("es")


def service_asked(facts: QuestionFacts) -> Pair:
    """The service asked about, in the practice's own words."""
    if facts.service:
        return facts.service.names
    return "this service", "este servicio"


def plan_asked(facts: QuestionFacts) -> Pair:
    """The plan that pays first, as a sentence names it."""
    policy = facts.first_policy
    return (policy.name, policy.name) if policy else NO_PLAN


def quote_item(draft: AnswerDraft, facts: QuestionFacts, item: AccountItem) -> None:
    """Tell a line by the very sentences of account, statement and letter, headed by its day and service.

    It stands in a paragraph of its own.
    """
    is_shared = len({each.patient_id for each in facts.account.items}) > 1
    head, service = _HEAD_OF if is_shared else _HEAD, service_of(facts, item)
    words = {"day": explain_date(item.service_date), "patient": item.patient_name}
    said = tuple(head[at].format(service=service[at], **words) for at in (0, 1))
    draft.break_off()
    quote_sentence(draft, facts, item, (f"{said[0]} ", f"{said[1]} "))
    draft.break_off()


def quote_sentence(
    draft: AnswerDraft, facts: QuestionFacts, item: AccountItem, head: Pair = ("", "")
) -> None:
    """Tell a line by its sentence alone, after words already said."""
    draft.quote((head[0] + explain_item(item), head[1] + explain_item(item, "es")), *amounts_of(item))
    cite_item(draft, facts, item)


def cite_item(draft: AnswerDraft, facts: QuestionFacts, item: AccountItem) -> None:
    """Name a charge line as a record behind an answer."""
    service = service_of(facts, item)[0]
    draft.cite("charge", item.charge_id, f"{explain_date(item.service_date)} {service}")


def ask_to_pay(draft: AnswerDraft, facts: QuestionFacts, amount: Money) -> None:
    """Ask for what is owed; where there is credit, offer to use that first and ask for the rest alone."""
    credit = facts.account.all_credit
    if amount <= ZERO or credit <= ZERO:
        draft.ask_to_pay(amount)
        return
    left = max(amount - credit, ZERO)
    english, spanish = _CREDIT_HELPS if left else _CREDIT_COVERS
    words = {"credit": credit.dollars, "left": left.dollars}
    draft.break_off()
    draft.quote((english.format(**words), spanish.format(**words)), credit, left)
    draft.follow("Use the credit for what is owed, if the patient agreed", facts.today)
    draft.ask_to_pay(left)


def cite_policy(draft: AnswerDraft, policy: PolicyFacts | None) -> None:
    """Name an insurance as a record behind an answer."""
    if policy:
        draft.cite("policy", policy.id, policy.name)


def cite_account(draft: AnswerDraft, facts: QuestionFacts) -> None:
    """Name the account as a record behind an answer."""
    draft.cite("account", facts.account_id, f"Account {facts.account.number}")


def last_answer(item: AccountItem) -> InsurerAnswer | None:
    """The latest answer of the last insurer that answered."""
    return max(item.answers, key=lambda each: (each.rank, each.received_on), default=None)


def share_of(answer: InsurerAnswer) -> Money:
    """What an insurer's answer leaves to the patient, or to the next insurer."""
    return total(share.amount for share in answer.shares)


def amounts_of(item: AccountItem) -> tuple[Money, ...]:
    """Every amount that may stand in the sentences of a line."""
    found = [
        *(item.billed, item.discounts, item.other_adjustments, item.insurance_refunded, item.taken_back),
        *(item.written_off, item.patient_paid, item.check_returned, item.insurance_owes),
        *(abs(item.patient_owes), abs(item.owes_now), item.under_review, item.with_insurance),
    ]
    for answer in item.answers:
        found += [answer.paid, share_of(answer), total(part.amount for part in answer.refusals)]
        found += [answer.allowed] if answer.allowed is not None else []
        found += [share.amount for share in answer.shares]
    return tuple(dict.fromkeys(amount for amount in found if amount))

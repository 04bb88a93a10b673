"""The letter that gives an answer on paper: the words that were read out, whole, in one language or two."""

from dataclasses import dataclass

from app.domain.accounts import AccountSummary
from app.domain.explanation_letters import LetterHead
from app.domain.letterhead import compose_postal_line
from app.domain.people import Address, PersonName
from app.domain.questions.answer import Answer
from app.domain.questions.catalog import Question


@dataclass(frozen=True, slots=True)
class AnswerLetter:
    """One letter; `asked` and `words` are question and answer in each language of its head."""

    head: LetterHead
    addressee: tuple[str, ...]
    account_number: str
    asked: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a letter goes."""

    name: PersonName
    address: Address


def compose_answer_letter(
    head: LetterHead,
    account: AccountSummary,
    question: Question,
    answer: Answer,
    reader: Reader | None = None,
) -> AnswerLetter:
    """Write an answer as a letter to its `reader`; without one to who gets the bill."""
    asked = {"en": question.asked_en, "es": question.asked_es}
    to = reader or Reader(account.guarantor, account.address)
    lines = (to.name.spoken, *to.address.lines)
    return AnswerLetter(
        head=head,
        addressee=tuple(compose_postal_line(line) for line in lines),
        account_number=account.number,
        asked=tuple(asked[each] for each in head.languages),
        words=tuple(answer.text(each) for each in head.languages),
    )

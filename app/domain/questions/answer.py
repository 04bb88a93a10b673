"""What an answer is: its text in two languages, the records behind it, and every amount in it.

An answer is composed sentence by sentence; each amount that is said is noted, so that it can be held against
the ledger. Amounts and dates keep their US form in both languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.explanations import explain_date
from app.domain.money import ZERO, Money

Pair = tuple[str, str]
Word = Money | date | int | str | Pair
Texts = Mapping[str, Pair]

ESTIMATE_ENDING: Pair = (
    "This is our best estimate, not a guarantee; your plan decides.",
    "Esta es nuestra mejor estimación, no una garantía; su plan decide.",
)
PROMISE_TEXT: Pair = (
    "Can you pay {amount}, and by which day?",
    "¿Puede pagar {amount}, y para qué día?",
)


@dataclass(frozen=True, slots=True)
class AnswerSource:
    """A record that an answer rests on: its kind, its id, and what it is called in a list."""

    kind: str
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the office has to do because of an answer, and by when."""

    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, complete; `promise` is what the caller may be asked to pay, zero where nothing is.

    A text has a line for each paragraph: one for each service it tells of.
    `is_known` is False where a fact is missing: then the text says what is not known and what will be done.
    """

    number: int
    text_en: str
    text_es: str
    sources: tuple[AnswerSource, ...] = ()
    amounts: tuple[Money, ...] = ()
    follow_up: FollowUp | None = None
    promise: Money = ZERO
    promise_words: Pair = ("", "")
    is_known: bool = True

    def text(self, language: str) -> str:
        """The text in the reader's language, in English where there is no other."""
        return self.text_es if language == "es" else self.text_en


class AnswerDraft:
    """Collects the sentences of one answer, its sources and its amounts."""

    def __init__(self, texts: Texts) -> None:
        """Begin an answer with the wording of its theme."""
        self._texts = texts
        self._paragraphs: list[list[Pair]] = [[]]
        self._sources: dict[AnswerSource, None] = {}
        self._amounts: dict[Money, None] = {}
        self._follow_up: FollowUp | None = None
        self._promise = ZERO
        self._is_known = True

    def say(self, key: str, **words: Word) -> None:
        """Add a sentence of the theme with its blanks filled; amounts among the words are noted."""
        english, spanish = self._texts[key]
        self._paragraphs[-1].append((english.format(**_in(0, words)), spanish.format(**_in(1, words))))
        self.note(*(word for word in words.values() if isinstance(word, Money)))

    def admit(self, key: str, **words: Word) -> None:
        """Add a sentence that says what is not known, and mark the answer so."""
        self._is_known = False
        self.say(key, **words)

    def quote(self, words: Pair, *amounts: Money) -> None:
        """Add sentences composed elsewhere, word for word, with every amount that may stand in them."""
        self._paragraphs[-1].append(words)
        self.note(*amounts)

    def break_off(self) -> None:
        """Begin a new paragraph with the next sentence."""
        if self._paragraphs[-1]:
            self._paragraphs.append([])

    def note(self, *amounts: Money) -> None:
        """Note amounts that stand inside words already said."""
        self._amounts.update(dict.fromkeys(amount for amount in amounts if amount))

    def end_as_estimate(self) -> None:
        """Close with the words that every estimate closes with."""
        self._paragraphs[-1].append(ESTIMATE_ENDING)

    def cite(self, kind: str, record_id: int, text: str) -> None:
        """Name a record behind the answer, once."""
        self._sources[AnswerSource(kind, record_id, text)] = None

    def follow(self, title: str, due_on: date) -> None:
        """Say what the office will do, and by when."""
        self._follow_up = FollowUp(title, due_on)

    def ask_to_pay(self, amount: Money) -> None:
        """Propose the amount that the caller may promise."""
        self._promise = amount

    def finish(self, number: int) -> Answer:
        """Give the answer."""
        promise = {"amount": self._promise.dollars}
        words = (PROMISE_TEXT[0].format(**promise), PROMISE_TEXT[1].format(**promise))
        return Answer(
            number=number,
            text_en=self._text(0),
            text_es=self._text(1),
            sources=tuple(self._sources),
            amounts=tuple(self._amounts),
            follow_up=self._follow_up,
            promise=self._promise,
            promise_words=words if self._promise > ZERO else ("", ""),
            is_known=self._is_known,
        )

    def _text(self, at: int) -> str:
        told = [paragraph for paragraph in self._paragraphs if paragraph]
        return "\n".join(" ".join(pair[at] for pair in paragraph) for paragraph in told)


def _in(at: int, words: Mapping[str, Word]) -> dict[str, str]:
    return {name: _written(word, at) for name, word in words.items()}


def _written(word: Word, at: int) -> str:
    if isinstance(word, Money):
        return word.dollars
    if isinstance(word, date):
        return explain_date(word)
    return word[at] if isinstance(word, tuple) else str(word)

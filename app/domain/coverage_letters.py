"""A short letter that tells a patient what our notes say of a service: the words read out, on paper."""

from dataclasses import dataclass
from datetime import date

from app.domain.explanation_letters import LetterHead


@dataclass(frozen=True, slots=True)
class CoverageLetter:
    """One letter; `words` is the answer in each language of its head, paragraphs parted by a line feed.

    `addressee` is empty where it is for nobody by name, as a handout at the window.
    """

    head: LetterHead
    addressee: tuple[str, ...]
    insurer: str
    service: str
    service_on: date
    words: tuple[str, ...]

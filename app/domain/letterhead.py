"""The practice's head on its papers, and lines as the post wants them."""

import unicodedata
from dataclasses import dataclass, field

from app.domain.people import Address

_KEPT = "-#/&'"


@dataclass(frozen=True, slots=True)
class PracticeHead:
    """How the practice shows itself on papers.

    Empty parts are left out. Checks go to `remit_name` and `remit_address`, to the practice where these are
    empty. `pay_url` may hold `{statement}` and `{amount}`. Spanish papers take the `_es` texts where given.
    """

    name: str
    address: Address
    phone: str = ""
    hours: str = ""
    hours_es: str = ""
    tax_id: str = ""
    remit_name: str = ""
    remit_address: Address = field(default_factory=Address)
    pay_url: str = ""
    message: str = ""
    message_es: str = ""

    def message_in(self, language: str) -> str:
        """The message to patients in the paper's language, in English where there is no other."""
        return (language == "es" and self.message_es) or self.message

    def hours_in(self, language: str) -> str:
        """The hours of the billing phone in the paper's language."""
        return (language == "es" and self.hours_es) or self.hours

    @property
    def remit_lines(self) -> tuple[str, ...]:
        """Name and address for checks, in the post's capitals."""
        address = self.remit_address if self.remit_address.lines else self.address
        return tuple(compose_postal_line(line) for line in (self.remit_name or self.name, *address.lines))


def compose_postal_line(line: str) -> str:
    """Write as the post likes it: capitals, and no punctuation but `-#/&'`."""
    capitals = unicodedata.normalize("NFC", line).upper()
    kept = (
        letter if letter in _KEPT or unicodedata.category(letter)[0] not in "PZC" else " "
        for letter in capitals
    )
    return " ".join("".join(kept).split())

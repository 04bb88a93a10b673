"""The head of an 837P: who sends the file, who receives it, and the batch it carries (BHT, 1000A, 1000B)."""

import re
from dataclasses import dataclass

from app.domain.errors import InputError
from app.edi.codec import fold_text, write_date
from app.edi.envelopes import Envelope
from app.edi.x837p_letters import Folds

LONGEST_REFERENCE = 30
_SET_NUMBER = re.compile(r"[0-9]{4,9}")


@dataclass(frozen=True, slots=True)
class Submitter:
    """Who sends the file to the partner: name, its id there, and whom to call (phone, e-mail or both)."""

    name: str
    id: str
    contact: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class ClaimFileEnvelope:
    """All that an 837P says beside its claims; `reference` names the batch (BHT03) and comes back in a 277CA.

    Raises InputError where the file could not be written.
    """

    interchange: Envelope
    submitter: Submitter
    receiver_name: str
    receiver_id: str
    reference: str
    set_number: str = "0001"

    def __post_init__(self) -> None:
        """Refuse what the partner's settings lack."""
        sender = self.submitter
        if not (sender.name.strip() and sender.contact.strip() and self.receiver_name.strip()):
            raise InputError(
                "The trading partner needs our name, a contact person and the receiver’s name. "
                "Fill them in in its settings."
            )
        if len(sender.id.strip()) < 2 or len(self.receiver_id.strip()) < 2:
            raise InputError(
                "The trading partner’s ids have 2 letters or more. Fill them in in its settings."
            )
        if not (phone_digits(sender.phone) or sender.email.strip()):
            raise InputError(
                "The contact of the trading partner needs a phone of 10 digits or an e-mail address. "
                "Fill it in in its settings."
            )
        if not 1 <= len(self.reference.strip()) <= LONGEST_REFERENCE:
            raise InputError(f"A batch’s reference has 1 to {LONGEST_REFERENCE} letters.")
        if not _SET_NUMBER.fullmatch(self.set_number):
            raise InputError("The number of a set has 4 to 9 digits.")


def phone_digits(phone: str) -> str:
    """The ten digits of a US phone number; empty if it has fewer or more."""
    digits = re.sub(r"[^0-9]", "", phone)
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return digits if len(digits) == 10 else ""


def write_heading(envelope: ClaimFileEnvelope, fold: Folds) -> list[str]:
    """Write BHT to the receiver's name."""
    sender, made = envelope.submitter, envelope.interchange.made_at
    ways = [f"TE*{digits}"] if (digits := phone_digits(sender.phone)) else []
    # Free of the usual signs and of the partner's own.
    email = fold_text(fold_text(sender.email, extended=True), envelope.interchange.delimiters, extended=True)
    if email:
        ways.append(f"EM*{email}")
    return [
        f"BHT*0019*00*{fold.text(envelope.reference)}*{write_date(made)}*{made:%H%M}*CH~",
        f"NM1*41*2*{fold.text(sender.name)}*****46*{fold.text(sender.id)}~",
        f"PER*IC*{fold.text(sender.contact)}*{'*'.join(ways)}~",
        f"NM1*40*2*{fold.text(envelope.receiver_name)}*****46*{fold.text(envelope.receiver_id)}~",
    ]

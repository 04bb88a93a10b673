"""The registration form: blank for a new patient, or filled from the record so that only changes are written.

Its four signatures stand apart: release, assignment, financial responsibility, and consent to be contacted.
"""

from dataclasses import dataclass, field
from datetime import date

from app.domain.letterhead import PracticeHead
from app.domain.people import Address

POLICIES_ON_FORM = 2


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """The person as the record has him; what is not known is empty and stays a blank."""

    name: str = ""
    birth_date: date | None = None
    sex: str = ""
    address: Address = field(default_factory=Address)
    phone: str = ""
    phone2: str = ""
    email: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class RegisteredGuarantor:
    """Who pays the bill, with the address it goes to."""

    name: str = ""
    address: Address = field(default_factory=Address)
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class RegisteredPolicy:
    """One insurance; `relationship` is the patient's to the holder: self, spouse, child or other."""

    insurance: str = ""
    member_id: str = ""
    group_number: str = ""
    holder: str = ""
    holder_birth_date: date | None = None
    relationship: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationForm:
    """One registration form in one language; `number` is empty on a blank form."""

    practice: PracticeHead
    language: str
    printed_on: date
    number: str = ""
    person: RegisteredPerson = field(default_factory=RegisteredPerson)
    guarantor: RegisteredGuarantor = field(default_factory=RegisteredGuarantor)
    policies: tuple[RegisteredPolicy, ...] = ()
    emergency_name: str = ""
    emergency_phone: str = ""

    @property
    def policies_shown(self) -> tuple[RegisteredPolicy, ...]:
        """Always as many insurances as the form has room for; the missing ones are blank."""
        blanks = (RegisteredPolicy(),) * POLICIES_ON_FORM
        return (*self.policies, *blanks)[:POLICIES_ON_FORM]

"""The Good Faith Estimate as a paper: all that 45 CFR 149.610(c) asks for, in plain words."""

from dataclasses import dataclass
from datetime import date

from app.domain.estimate_record import KeptEstimate
from app.domain.findings import Finding
from app.domain.letterhead import PracticeHead
from app.domain.money import Money, total
from app.domain.paper_checks import NeededBlank, check_blanks
from app.domain.people import Address
from app.domain.superbill import BilledDiagnosis, BilledProvider

_IN_RECORD = "Add it on the patient’s Details page."
_IN_SETTINGS = "Add it in the settings."
NO_ADDRESS = Address()


@dataclass(frozen=True, slots=True)
class GoodFaithService:
    """One expected service and its charge for all units, after every discount."""

    code: str
    words: str
    units: int
    charge: Money


@dataclass(frozen=True, slots=True)
class GoodFaithPlace:
    """Where the services are expected to be given."""

    name: str = ""
    address: Address = NO_ADDRESS


@dataclass(frozen=True, slots=True)
class GoodFaithSheet:
    """One Good Faith Estimate, complete; every service is the one provider's and the practice's."""

    practice: PracticeHead
    practice_npi: str
    language: str
    made_on: date
    visit_on: date
    patient: str
    number: str
    birth_date: date | None
    provider: BilledProvider
    place: GoodFaithPlace
    services: tuple[GoodFaithService, ...]
    diagnoses: tuple[BilledDiagnosis, ...] = ()

    @property
    def total(self) -> Money:
        """What is expected in all."""
        return total(service.charge for service in self.services)

    @property
    def main_service(self) -> str:
        """The first service that was planned, in plain words."""
        return self.services[0].words if self.services else ""


def services_of(kept: KeptEstimate, language: str) -> tuple[GoodFaithService, ...]:
    """The expected services of an estimate for somebody who pays himself."""
    return tuple(
        GoodFaithService(
            "-".join((line.code, *line.modifiers)), line.words(language), line.units, line.charge
        )
        for line in kept.lines
    )


def check_good_faith(sheet: GoodFaithSheet) -> tuple[Finding, ...]:
    """Find what the law wants on the paper and is not on record."""
    practice, place = sheet.practice, sheet.place.address
    state = place.state or practice.address.state
    return check_blanks(
        (
            NeededBlank("birth_date", sheet.birth_date, "The birth date is missing.", _IN_RECORD),
            NeededBlank(
                "provider",
                sheet.provider.name,
                "The visit names no provider.",
                "Choose one with “Change plan”.",
            ),
            NeededBlank("npi", sheet.provider.npi, "The provider’s NPI is missing.", _IN_SETTINGS),
            NeededBlank("tax_id", practice.tax_id, "The practice’s tax ID is missing.", _IN_SETTINGS),
            NeededBlank("state", state, "The state of the place is missing.", _IN_SETTINGS),
            NeededBlank("services", sheet.services, "Nothing is planned.", "Type the services first."),
        )
    )

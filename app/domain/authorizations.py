"""Prior authorizations and referrals: what was approved, what is left of it, and which one a line goes under.

What is left is never stored: it is counted from posted charges that stand, plus an opening count for what
was used before the program knew of it. Whether a claim may go is asked in `authorization_checks`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.code_ranges import names_code
from app.domain.findings import Severity
from app.domain.service_counts import (
    CountBy,
    ServiceCharge,
    ServiceLine,
    charges_before,
    count_services,
    count_with,
)

FEW_LEFT = 2
DAYS_BEFORE_END = 14
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Kind(StrEnum):
    """An insurer's approval beforehand, or another doctor's sending."""

    AUTHORIZATION = "authorization"
    REFERRAL = "referral"


class Status(StrEnum):
    """How far the asking has come."""

    NEEDED = "needed"
    REQUESTED = "requested"
    PENDED = "pended"
    APPROVED = "approved"
    PARTLY = "partly"
    DENIED = "denied"
    EXPIRED = "expired"
    NOT_REQUIRED = "not_required"


STATUS_NAMES = {
    Status.NEEDED: "needed, not asked for yet",
    Status.REQUESTED: "asked for",
    Status.PENDED: "pending at the insurer",
    Status.APPROVED: "approved",
    Status.PARTLY: "approved in part",
    Status.DENIED: "denied",
    Status.EXPIRED: "expired",
    Status.NOT_REQUIRED: "not required",
}
GRANTED = frozenset({Status.APPROVED, Status.PARTLY})
WAITING = frozenset({Status.NEEDED, Status.REQUESTED, Status.PENDED})


@dataclass(frozen=True, slots=True)
class Authorization:
    """One authorization or referral of a patient with an insurer; what is not known is empty or None.

    `codes` empty is any service; `approved` None is no limit; `used_before` was used before it was entered
    here. `provider_id` and `place_id` bind it to one of the practice's providers or places. Both end dates
    are included. `call_reference` is the proof where the insurer said that none is required.
    """

    id: int
    kind: Kind
    status: Status
    number: str = ""
    payer_id: int = 0
    payer: str = ""
    policy_id: int | None = None
    codes: tuple[str, ...] = ()
    diagnosis: str = ""
    provider_id: int | None = None
    place_id: int | None = None
    count_by: CountBy = CountBy.VISITS
    approved: int | None = None
    used_before: int = 0
    starts: date | None = None
    ends: date | None = None
    requested_on: date | None = None
    decided_on: date | None = None
    denial_reason: str = ""
    call_reference: str = ""
    referred_by: str = ""
    referred_by_npi: str = ""

    @property
    def name(self) -> str:
        """Name it in a sentence: `Authorization A-771203`, `The referral`."""
        word = "authorization" if self.kind is Kind.AUTHORIZATION else "referral"
        return f"{word.capitalize()} {self.number}" if self.number else f"The {word}"

    @property
    def is_granted(self) -> bool:
        """Tell whether the insurer said yes, wholly or in part."""
        return self.status in GRANTED

    def covers_day(self, on: date) -> bool:
        """Tell whether a day lies within its dates; a date not known limits nothing."""
        return (self.starts or date.min) <= on <= (self.ends or date.max)


@dataclass(frozen=True, slots=True)
class CareRecord:
    """What is known of a patient's care when a line is checked: posted charges, authorizations, referrals."""

    charges: tuple[ServiceCharge, ...] = ()
    authorizations: tuple[Authorization, ...] = ()


def counted_charges(
    authorization: Authorization, charges: Sequence[ServiceCharge]
) -> tuple[ServiceCharge, ...]:
    """Choose the charges that use up an authorization: standing, for its insurer, codes and dates.

    A charge whose claim bears another number counts for that one.
    """
    return tuple(charge for charge in charges if _counts(authorization, charge))


def count_used(authorization: Authorization, charges: Sequence[ServiceCharge]) -> int:
    """Count the units or visits used: the opening count and every charge that counts."""
    counted = counted_charges(authorization, charges)
    return authorization.used_before + count_services(counted, authorization.count_by)


def explain_left(authorization: Authorization, used: int, today: date) -> str:
    """Say what is left and until when: `3 of 12 left, ends Apr 30`; the year where it is not this one."""
    words = "no limit"
    if authorization.approved is not None:
        words = f"{max(0, authorization.approved - used)} of {authorization.approved} left"
        over = used - authorization.approved
        words += f" ({over} over)" if over > 0 else ""
    if authorization.ends is None:
        return f"{words}, no end date"
    verb = "ends" if authorization.ends >= today else "ended"
    return f"{words}, {verb} {_short(authorization.ends, today)}"


def weigh_left(authorization: Authorization, used: int, today: date) -> Severity | None:
    """Weigh what is left: an error when used up, ended or denied, a warning before that, else None."""
    if authorization.status is Status.NOT_REQUIRED:
        return None
    ended = authorization.ends is not None and authorization.ends < today
    if ended or authorization.status in (Status.DENIED, Status.EXPIRED):
        return Severity.ERROR
    if authorization.approved is not None and used >= authorization.approved and authorization.is_granted:
        return Severity.ERROR
    soon = runs_out_soon(authorization, used, today)
    return Severity.WARNING if soon or authorization.status in WAITING else None


def choose_authorization(
    line: ServiceLine, record: CareRecord, kind: Kind = Kind.AUTHORIZATION
) -> Authorization | None:
    """Choose the authorization or referral that a line goes under.

    The number on the claim decides; else one that covers the line and is not used up, the one that ends
    first; else one that still waits for its answer, or was denied, for the same service and day.
    """
    own = [each for each in record.authorizations if each.kind is kind and each.payer_id == line.payer_id]
    number = number_on_claim(line, kind)
    if number:
        named = [each for each in own if _bare(each.number) == _bare(number)]
        return min(named, key=lambda each: (not _fits(each, line), *_rank(each, line, record)), default=None)
    fitting = [each for each in own if _fits(each, line)]
    return min(fitting, key=lambda each: _rank(each, line, record), default=None)


def propose_number(lines: Sequence[ServiceLine], record: CareRecord) -> str:
    """Propose the authorization number of a visit: that of the first line an approval covers, or nothing."""
    for line in lines:
        chosen = choose_authorization(line, record)
        if chosen is not None and chosen.is_granted and chosen.number:
            return chosen.number
    return ""


def used_with(authorization: Authorization, line: ServiceLine, record: CareRecord) -> int:
    """Count what is used once a line is given: the opening count, what came before, and the line."""
    before = charges_before(line, counted_charges(authorization, record.charges))
    return authorization.used_before + count_with(line, before, authorization.count_by)


def runs_out_soon(authorization: Authorization, used: int, today: date) -> bool:
    """Tell whether two or fewer are left, or no more than fourteen days."""
    if not authorization.is_granted:
        return False
    few = authorization.approved is not None and authorization.approved - used <= FEW_LEFT
    return few or (authorization.ends is not None and (authorization.ends - today).days <= DAYS_BEFORE_END)


def find_misfits(authorization: Authorization, line: ServiceLine) -> tuple[str, ...]:
    """Name what of a line an authorization is not for: its code, provider, place or diagnosis."""
    provider, place, wanted = (
        authorization.provider_id,
        authorization.place_id,
        _bare(authorization.diagnosis),
    )
    wrong = {
        f"code {line.code}": not names_code(authorization.codes, line.code),
        "provider": provider is not None and line.provider_id not in (None, provider),
        "place": place is not None and line.place_id not in (None, place),
        "diagnosis": bool(wanted) and not any(_bare(each).startswith(wanted) for each in line.diagnoses),
    }
    return tuple(what for what, is_wrong in wrong.items() if is_wrong)


def number_on_claim(line: ServiceLine, kind: Kind) -> str:
    """The number of that kind which the claim itself bears, empty where none."""
    return (line.authorization_number if kind is Kind.AUTHORIZATION else line.referral_number).strip()


def _counts(authorization: Authorization, charge: ServiceCharge) -> bool:
    number = charge.authorization_number
    if authorization.kind is Kind.REFERRAL:
        number = charge.referral_number
    return (
        not charge.is_void
        and authorization.payer_id in charge.payer_ids
        and names_code(authorization.codes, charge.code)
        and authorization.covers_day(charge.on)
        and (not number or _bare(number) == _bare(authorization.number))
    )


def _fits(each: Authorization, line: ServiceLine) -> bool:
    return each.covers_day(line.on) and not find_misfits(each, line)


def _rank(each: Authorization, line: ServiceLine, record: CareRecord) -> tuple[int, date, int]:
    """Order the candidates for a line, the best first."""
    if each.is_granted:
        is_full = each.approved is not None and used_with(each, line, record) > each.approved
        place = 2 if is_full else 0
    else:
        place = {Status.NOT_REQUIRED: 1, Status.DENIED: 4, Status.EXPIRED: 5}.get(each.status, 3)
    return (place, each.ends or date.max, each.id)


def _bare(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())


def _short(on: date, today: date) -> str:
    day = f"{_MONTHS[on.month - 1]} {on.day}"
    return day if on.year == today.year else f"{day}, {on.year}"

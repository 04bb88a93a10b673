"""Where the record differs from what an insurer says of a person: each difference is offered, none is taken.

Fields are named by record and column, as `patient.last` or `policy.member_id`; days are ISO texts in `said`.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import capwords

from app.domain.date_entry import format_date
from app.domain.eligibility import OtherPayer
from app.domain.names import fold

ORDER = "policy.rank"
LABELS = {
    "patient.last": "Last name",
    "patient.first": "First name",
    "patient.birth_date": "Birth date",
    "patient.street": "Street",
    "patient.city": "City",
    "patient.state": "State",
    "patient.zip": "ZIP",
    "policy.member_id": "Member number",
    "policy.group_number": "Group number",
    "policy.effective": "In force from",
    "policy.termination": "Ended on",
    "policy.holder_last": "Holder's last name",
    "policy.holder_first": "Holder's first name",
    "policy.holder_birth_date": "Holder's birth date",
}
DAYS = frozenset(name for name in LABELS if name.endswith(("birth_date", "effective", "termination")))
_NAMES = frozenset(name for name in LABELS if name.endswith(("last", "first")))
_FIRST_NAMES = frozenset(name for name in LABELS if name.endswith("first"))
_AS_TOLD = frozenset({"policy.member_id", "policy.group_number", "patient.state", "patient.zip"})
_SHORT = {
    "street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "lane": "ln", "boulevard": "blvd",
    "court": "ct", "place": "pl", "apartment": "apt", "suite": "ste", "highway": "hwy", "parkway": "pkwy",
    "north": "n", "south": "s", "east": "e", "west": "w",
}  # fmt: skip
_MARKS = re.compile(r"[^A-Za-z0-9]")
_OPEN_END = 2099
_ZIP_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what the record says, what the insurer says, and the value that would be taken over.

    `value` is None where a person must decide in the policy itself, as about who pays first.
    """

    field: str
    label: str
    ours: str
    theirs: str
    value: str | date | None


def find_differences(
    said: Mapping[str, str], ours: Mapping[str, str | date | None], decided: Collection[str] = ()
) -> tuple[Difference, ...]:
    """Compare what an insurer said with the record; what it left out or was decided is no difference."""
    found = []
    for field, label in LABELS.items():
        told = said.get(field, "").strip()
        if not told or field in decided:
            continue
        own = ours.get(field)
        if field in DAYS:
            day = date.fromisoformat(told)
            if day != own and not _is_open(field, day, own):
                shown = format_date(own) if isinstance(own, date) else ""
                found.append(Difference(field, label, shown, format_date(day), day))
        elif not _is_alike(field, str(own or ""), told):
            value = told if field in _AS_TOLD else _as_written(told)
            found.append(Difference(field, label, str(own or ""), value, value))
    return tuple(found)


def find_order_difference(
    others: Sequence[OtherPayer], rank: int, payer: str, decided: Collection[str] = ()
) -> Difference | None:
    """Tell whether an insurer names another that pays before or in place of this policy."""
    if ORDER in decided:
        return None
    for other in others:
        is_itself = fold(other.name) == fold(payer)
        if not is_itself and (other.rank if other.rank is not None else rank) <= rank:
            name = _as_written(other.name) or "Another insurer"
            said = f"{name} pays first" if other.rank == 1 else f"{name} is named too"
            return Difference(ORDER, "Order of insurers", f"{payer} is number {rank}", said, None)
    return None


def _is_open(field: str, told: date, own: str | date | None) -> bool:
    """An end in the far future means that there is none."""
    return field == "policy.termination" and own is None and told.year >= _OPEN_END


def _is_alike(field: str, ours: str, told: str) -> bool:
    if field in _FIRST_NAMES:
        # A middle name or its letter often stands behind the first.
        return fold(ours).split()[:1] == fold(told).split()[:1]
    if field in _NAMES:
        return fold(ours) == fold(told)
    if field == "patient.zip":
        return ours[:_ZIP_DIGITS] == told[:_ZIP_DIGITS]
    if field in _AS_TOLD:
        return _MARKS.sub("", ours).upper() == _MARKS.sub("", told).upper()
    return _words(ours) == _words(told)


def _words(text: str) -> list[str]:
    return [_SHORT.get(word, word) for word in fold(text).split()]


def _as_written(text: str) -> str:
    """Write what came in capitals as people write names and streets."""
    return capwords(text.lower()) if text.isupper() else text

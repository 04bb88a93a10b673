"""Finding patients while typing, and the record of one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.date_entry import read_date
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.models.records import GuarantorAccount, Patient
from app.queries.asking import asks

WORD = re.compile(r"[\w']+", re.UNICODE)
DATE_LIKE = re.compile(r"^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}$|^\d{8}$")


@dataclass(frozen=True, slots=True)
class PatientLine:
    """A patient as lists show him; `owes` is what his account owes, `credit` what it has left.

    `mark` is one word a receptionist must know before she speaks: `confidential`, `deceased`, `mail back`.
    """

    id: int
    number: str
    name: str
    birth_date: date | None
    phone: str
    account_id: int
    account_number: str
    owes: Money
    credit: Money
    mark: str = ""


_LINE = (
    "select t.id, t.number, t.last, t.suffix, t.first, t.middle, t.birth_date, t.phone, a.id, a.number, "
    "coalesce((select cents from account_balance b where b.guarantor_id = a.id "
    "and account = 'patient_ar'), 0), "
    "coalesce((select -cents from account_balance b where b.guarantor_id = a.id "
    "and account = 'unapplied'), 0), "
    "case when t.deceased_on is not null then 'deceased' when t.confidential then 'confidential' "
    "when t.returned_mail or a.returned_mail then 'mail back' else '' end "
)


@asks(Right.SEE_PATIENT)
def find_patients(text: str, today: date, limit: int = 50) -> tuple[PatientLine, ...]:
    """Find patients by beginnings of names, birth date, phone or its last four, account or patient number.

    Accents and capitals do not matter; an empty text finds the patients in order of name.
    """
    match = search_words(text, today)
    if not match:
        rows = select(
            f"{_LINE} from patient t join guarantor_account a on a.id = t.account_id "
            "where t.active = 1 order by t.last, t.first, t.id limit ?",
            limit,
        )
    else:
        rows = select(
            f"{_LINE} from patient_search s join patient t on t.id = s.rowid "
            "join guarantor_account a on a.id = t.account_id "
            "where patient_search match ? and t.active = 1 limit ?",
            match,
            limit,
        )
        rows.sort(key=lambda row: (row[2].casefold(), row[4].casefold(), row[0]))
    return tuple(_line(row) for row in rows)


@asks(Right.SEE_PATIENT)
def list_recent_patients(user_id: int, seen: Sequence[int] = (), limit: int = 10) -> tuple[PatientLine, ...]:
    """The patients this person opened last: those `seen` since, then those of the access log."""
    looks = select(
        "select patient_id from access where user_id = ? and what = 'find_patient' "
        "order by seq desc limit 300",
        user_id,
    )
    recent = list(dict.fromkeys([*seen, *(patient for (patient,) in looks)]))[:limit]
    lines = {line.id: line for line in load_lines(recent)}
    return tuple(lines[patient] for patient in recent if patient in lines)


def load_lines(patient_ids: Sequence[int]) -> tuple[PatientLine, ...]:
    """The lines of some active patients; for other questions of this floor."""
    marks = ", ".join("?" * len(patient_ids))
    rows = select(
        f"{_LINE} from patient t join guarantor_account a on a.id = t.account_id "
        f"where t.active = 1 and t.id in ({marks})",
        *patient_ids,
    )
    return tuple(_line(row) for row in rows)


@asks(Right.SEE_PATIENT)
def count_patients() -> int:
    """How many active patients there are."""
    return int(select("select count(*) from patient where active = 1")[0][0])


def search_words(text: str, today: date) -> str:
    """Write the words typed as a prefix question; a date of any writing becomes the index's own."""
    words = []
    for part in text.split():
        if DATE_LIKE.match(part):
            try:
                words.append(f"{read_date(part, today, birth=True):%m%d%Y}")
                continue
            except InputError:
                pass
        digits = re.sub(r"[()\-.]", "", part)
        words.extend([digits] if digits.isdigit() else WORD.findall(part))
    return " AND ".join(f'"{word.replace(chr(34), "")}"*' for word in words)


def _line(row: tuple[Any, ...]) -> PatientLine:
    patient, number, last, suffix, first, middle, born, phone, account, account_number, owes, credit, mark = (
        row
    )
    family = f"{last} {suffix}".strip()
    given = f"{first} {middle}".strip()
    return PatientLine(
        patient,
        number,
        f"{family}, {given}" if given else family,
        date.fromisoformat(born) if born else None,
        phone,
        account,
        account_number,
        Money(owes),
        Money(credit),
        mark,
    )


@dataclass(frozen=True, slots=True)
class PatientDetail:
    """A patient's record with the account that pays; `values` are the columns as forms change them."""

    id: int
    version: int
    values: dict[str, Any]
    account_id: int
    account_number: str
    account_name: str
    account_version: int
    own_account_id: int | None


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_patient(patient_id: int) -> PatientDetail:
    """One patient's record."""
    row = Patient.get_by_id(patient_id)
    account = GuarantorAccount.get_by_id(row.account_id)
    values = {
        name: value
        for name, value in row.__data__.items()
        if name not in ("id", "version", "account", "own_account", "number")
    }
    name = ", ".join(part for part in (account.last, account.first) if part)
    return PatientDetail(
        row.id, row.version, values, account.id, account.number, name, account.version, row.own_account_id
    )

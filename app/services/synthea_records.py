"""The records of a Synthea folder: payers, places, providers, patients and their policies."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app.catalogs import states
from app.domain.import_report import Tally
from app.domain.synthea import NO_INSURANCE, SourceCoverage, SourceOffice, SourcePatient
from app.models.imports import Imported
from app.models.records import GuarantorAccount, Patient
from app.services.office import write_in_list
from app.services.patients import write_patient
from app.services.policies import write_policy
from app.services.rows import change_row, fetch
from app.services.session import Session, Transaction
from app.services.synthea_folder import SyntheaFolder

SOURCE = "synthea"
ADDRESS = ("street", "city", "state", "zip")
RELATIONSHIPS = {"": "self", "self": "self", "guardian": "child", "spouse": "spouse"}
FORM_KINDS = {"medicare": "medicare", "medicaid": "medicaid", "dual eligible": "medicaid"}


@dataclass(slots=True)
class ImportedItems:
    """Which items of the source are here, by kind and key; `new` are those of the open transaction."""

    known: dict[tuple[str, str], int] = field(default_factory=dict)
    new: list[tuple[str, str, int]] = field(default_factory=list)

    @classmethod
    def load(cls) -> "ImportedItems":
        """Read what earlier runs took."""
        rows = Imported.select(Imported.kind, Imported.key, Imported.row_id).where(Imported.source == SOURCE)
        return cls({(row.kind, row.key): row.row_id for row in rows})

    def find(self, kind: str, key: str) -> int:
        """The row an item became; 0 where it is not here."""
        return self.known.get((kind, key), 0)

    def keep(self, kind: str, key: str, row_id: int) -> int:
        """Remember what an item became."""
        self.known[kind, key] = row_id
        self.new.append((kind, key, row_id))
        return row_id

    def write(self, at: str) -> None:
        """Write what is new inside the open transaction."""
        rows = [
            {"source": SOURCE, "kind": kind, "key": key, "row_id": row_id, "at": at}
            for kind, key, row_id in self.new
        ]
        for start in range(0, len(rows), 500):
            Imported.insert_many(rows[start : start + 500]).execute()
        self.new.clear()

    def forget_new(self) -> None:
        """Let go of what a transaction that was taken back had remembered."""
        for kind, key, _ in self.new:
            self.known.pop((kind, key), None)
        self.new.clear()


@dataclass(slots=True)
class ImportStep:
    """One transaction of an import: where it writes, until when, and what it counts."""

    session: Session
    transaction: Transaction
    items: ImportedItems
    as_of: date
    taken: Tally = field(default_factory=Tally)
    changed: Tally = field(default_factory=Tally)
    left: Tally = field(default_factory=Tally)


def import_lists(step: ImportStep, source: SyntheaFolder) -> None:
    """Take payers with one plan each, organizations as places, and providers; numbers stay empty."""
    for payer in source.payers:
        if payer.name != NO_INSURANCE and not step.items.find("plan", payer.id):
            step.items.keep("plan", payer.id, _write_plan(step.transaction, payer))
            step.taken.add("payers", payer.id)
    for place in source.organizations:
        _take_in_list(step, "place", place.id, {"name": place.name, "pos": "", **_address(place)})
    for provider in source.providers:
        first, _, last = provider.name.rpartition(" ")
        _take_in_list(step, "provider", provider.id, {"last": last, "first": first})
    step.items.write(step.session.now().isoformat())


def import_patient(step: ImportStep, source: SyntheaFolder, patient: SourcePatient) -> int:
    """Take a patient, who pays for himself, with the policies that began by then; gives the row."""
    row_id = step.items.find("patient", patient.id)
    if not row_id:
        row_id = step.items.keep("patient", patient.id, _write_patient(step, patient))
        step.taken.add("patients", patient.id)
        if patient.state != _state(patient.state):
            step.changed.add("patients", patient.id, "the state is written as its two letters")
    elif patient.death_date and patient.death_date <= step.as_of:
        _note_death(step, row_id, patient.death_date)
    stretches = [each for each in source.coverages if each.patient_id == patient.id]
    for stretch in join_stretches(stretches):
        if stretch.start <= step.as_of:
            _take_policies(step, row_id, stretch)
    return row_id


def _take_in_list(step: ImportStep, what: str, key: str, facts: dict[str, Any]) -> None:
    if not step.items.find(what, key):
        step.items.keep(what, key, write_in_list(step.transaction, what, facts))
        step.taken.add(f"{what}s", key)


def join_stretches(stretches: Iterable[SourceCoverage]) -> tuple[SourceCoverage, ...]:
    """Join stretches that follow each other without a gap and say the same."""
    joined: list[SourceCoverage] = []
    for stretch in sorted(stretches, key=lambda each: each.start):
        last = joined[-1] if joined else None
        if last and last.end == stretch.start and _same(last) == _same(stretch):
            joined[-1] = replace(last, end=stretch.end)
        else:
            joined.append(stretch)
    return tuple(joined)


def _same(each: SourceCoverage) -> tuple[str, ...]:
    return (each.payer_id, each.secondary_id, each.member_id, each.ownership, each.owner)


def _take_policies(step: ImportStep, patient: int, stretch: SourceCoverage) -> None:
    for rank, payer_id in ((1, stretch.payer_id), (2, stretch.secondary_id)):
        key = f"{stretch.patient_id}/{payer_id}/{stretch.start}/{rank}"
        plan = step.items.find("plan", payer_id)
        if plan and not step.items.find("policy", key):
            values = {"plan": plan, "rank": rank, **_policy_facts(stretch, rank)}
            step.items.keep("policy", key, write_policy(step.transaction, patient, values))
            step.taken.add("policies", key)


def _policy_facts(stretch: SourceCoverage, rank: int) -> dict[str, Any]:
    relationship = RELATIONSHIPS.get(stretch.ownership.casefold(), "other")
    facts: dict[str, Any] = {"effective": stretch.start, "relationship": relationship}
    if stretch.end:
        facts["termination"] = max(stretch.start, stretch.end - timedelta(days=1))
    if rank == 1:
        facts["member_id"] = stretch.member_id
    if relationship != "self":
        first, _, last = stretch.owner.rpartition(" ")
        facts |= {"holder_last": last, "holder_first": first}
    return facts


def _write_patient(step: ImportStep, patient: SourcePatient) -> int:
    died = patient.death_date if patient.death_date and patient.death_date <= step.as_of else None
    name = {"last": patient.last, "first": patient.first, "middle": patient.middle, "suffix": patient.suffix}
    home = {
        "street": patient.street,
        "city": patient.city,
        "state": _state(patient.state),
        "zip": _zip(patient.zip),
    }
    facts = {"birth_date": patient.birth_date, "sex": patient.sex, "deceased_on": died, "confirmed_on": None}
    account = {**name, **home, "deceased": died is not None}
    return write_patient(step.session, step.transaction, {**name, **home, **facts}, account)


def _note_death(step: ImportStep, row_id: int, died: date) -> None:
    """Note a death that lay after the date of the run that took the patient."""
    row = fetch(Patient, row_id, "patient")
    if row.deceased_on is None:
        facts = {"deceased_on": died}
        change_row(step.transaction, Patient, row_id, row.version, facts, what="patient", patient=row_id)
        account = fetch(GuarantorAccount, row.account_id, "account")
        held = {"deceased": True}
        change_row(step.transaction, GuarantorAccount, account.id, account.version, held, what="account")


def _write_plan(transaction: Transaction, payer: SourceOffice) -> int:
    kind = FORM_KINDS.get(payer.name.casefold(), "other")
    line = kind if kind != "other" else "commercial"
    facts = {"name": payer.name, "form_kind": kind, "line_of_business": line, **_address(payer)}
    digits = "".join(letter for letter in payer.phone if letter.isdigit())
    row = write_in_list(transaction, "payer", {**facts, "phone": digits[-10:]})
    return write_in_list(transaction, "plan", {"payer": row, "name": payer.name})


def _address(office: SourceOffice) -> dict[str, str]:
    home = (office.street, office.city, _state(office.state), _zip(office.zip))
    return dict(zip(ADDRESS, home, strict=True))


def _state(text: str) -> str:
    codes = {state.name.casefold(): state.code for state in states()}
    return codes.get(text.casefold(), text)


def _zip(text: str) -> str:
    """Give back the zeros that a spreadsheet took from the front."""
    return text.zfill(5) if text.isdigit() and len(text) in (3, 4) else text

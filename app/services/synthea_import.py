"""Importing a Synthea CSV folder as one practice: records, visits, answers and payments up to a date.

The lists are one transaction and each patient with all that belongs to him is one: a run that is cancelled
leaves whole patients only. Every item is remembered by its key, so a run repeated, or repeated with a later
date, takes only what is new.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from app.domain.errors import AppError
from app.domain.import_report import ImportReport, LedgerSums, Tally
from app.domain.money import total
from app.domain.rights import Right
from app.domain.synthea import (
    NO_INSURANCE,
    SourceClaim,
    SourcePatient,
    SourceTransaction,
    add_roundings,
)
from app.domain.synthea_history import (
    LEFT_TEXTS,
    PATIENT_METHODS,
    LeftRow,
    VisitHistory,
    plan_history,
)
from app.queries.imports import find_imported_sums
from app.services.progress import Progress, no_progress
from app.services.session import Session
from app.services.synthea_folder import SyntheaFolder, read_folder
from app.services.synthea_records import (
    SOURCE,
    ImportedItems,
    ImportStep,
    import_lists,
    import_patient,
)
from app.services.synthea_visits import import_visits, kind_of

Histories = dict[str, tuple[tuple[VisitHistory, ...], tuple[LeftRow, ...]]]


def import_synthea(
    session: Session, folder: Path, as_of: date | None = None, progress: Progress = no_progress
) -> ImportReport:
    """Take over a folder up to a date (None: today); everything is taken or named in the report.

    Raises InputError for what is no Synthea folder; nothing was changed then.
    """
    session.require(Right.IMPORT)
    until = min(as_of or session.today(), session.today())
    run = _Run(session, read_folder(folder), until)
    run.take_lists()
    for count, patient in enumerate(run.source.patients, start=1):
        run.take_patient(patient)
        progress(count, len(run.source.patients), "patients")
    return run.report()


class _Run:
    """One run: what the folder holds, what is here already, and what is counted on the way."""

    def __init__(self, session: Session, source: SyntheaFolder, as_of: date) -> None:
        self.session, self.source, self.as_of = session, source, as_of
        self.items = ImportedItems.load()
        self.taken, self.changed, self.left = Tally(), Tally(), Tally()
        self.histories = _histories(source, as_of)
        self.encounters = {encounter.id: encounter for encounter in source.encounters}
        self.claims: dict[str, list[SourceClaim]] = defaultdict(list)
        for claim in source.claims:
            self.claims[claim.patient_id].append(claim)
        self.failed: set[str] = set()

    def take_lists(self) -> None:
        """Take payers, organizations and providers, and name what the folder lacks."""
        with self.session.transaction() as transaction:
            step = ImportStep(self.session, transaction, self.items, self.as_of)
            import_lists(step, self.source)
        self._count(step)
        for fault in self.source.faults:
            self.left.add("rows", f"{fault.file} line {fault.line}", fault.text)
        for column in self.source.missing:
            self.left.add("columns", column, "not in the folder, so the field stays empty")
        _name_strays(self.source, self.left)
        _name_roundings(self.source, self.changed)

    def take_patient(self, patient: SourcePatient) -> None:
        """Take a patient with policies, visits, answers and payments: all of it or nothing."""
        if patient.birth_date > self.as_of:
            self._leave_whole(patient, LEFT_TEXTS["after"])
            return
        try:
            with self.session.transaction() as transaction:
                step = ImportStep(self.session, transaction, self.items, self.as_of)
                row_id = import_patient(step, self.source, patient)
                for claim in self.claims[patient.id]:
                    import_visits(step, (row_id, claim, self.histories[claim.id][0]), self.encounters)
                self.items.write(self.session.now().isoformat())
        except AppError as refusal:
            self.items.forget_new()
            self._leave_whole(patient, str(refusal))
            return
        self._count(step)
        for claim in self.claims[patient.id]:
            for each in self.histories[claim.id][1]:
                self.left.add(kind_of(each.row), each.row.id, LEFT_TEXTS[each.reason], each.row.amount)

    def _count(self, step: ImportStep) -> None:
        self.taken.join(step.taken)
        self.changed.join(step.changed)
        self.left.join(step.left)

    def report(self) -> ImportReport:
        """Compare the ledger with the folder, patient by patient."""
        folder, left_out = self._sums()
        by_row = self.session.ask(find_imported_sums, SOURCE)
        ledger = {
            patient.id: by_row.get(self.items.find("patient", patient.id), LedgerSums())
            for patient in self.source.patients
        }
        apart = {
            key: folder[key] - left_out[key] - sums
            for key, sums in ledger.items()
            if folder[key] - left_out[key] != sums
        }
        return ImportReport(
            self.as_of,
            self.taken.lines(),
            self.changed.lines(),
            self.left.lines(),
            sum(folder.values(), LedgerSums()),
            sum(left_out.values(), LedgerSums()),
            sum(ledger.values(), LedgerSums()),
            apart,
        )

    def _leave_whole(self, patient: SourcePatient, why: str) -> None:
        self.failed.add(patient.id)
        self.left.add("patients", patient.id, why)
        for claim in self.claims[patient.id]:
            for row in _rows(self.histories[claim.id]):
                self.left.add(kind_of(row), row.id, "its patient was left out", row.amount)

    def _sums(self) -> tuple[dict[str, LedgerSums], dict[str, LedgerSums]]:
        folder: dict[str, LedgerSums] = defaultdict(LedgerSums)
        left_out: dict[str, LedgerSums] = defaultdict(LedgerSums)
        for claim in self.source.claims:
            taken_visits, left = self.histories[claim.id]
            taken = [row for visit in taken_visits for row in visit.rows]
            known = [each.row for each in left if each.reason not in ("after", "kind", "method")]
            folder[claim.patient_id] += _sums_of([*taken, *known])
            left_out[claim.patient_id] += _sums_of(known)
            if claim.patient_id in self.failed:
                left_out[claim.patient_id] += _sums_of(taken)
        return folder, left_out


def _histories(source: SyntheaFolder, as_of: date) -> Histories:
    by_claim: dict[str, list[SourceTransaction]] = defaultdict(list)
    for row in source.transactions:
        by_claim[row.claim_id].append(row)
    insurers = {payer.id for payer in source.payers if payer.name != NO_INSURANCE}
    return {
        claim.id: plan_history(claim.id, by_claim.get(claim.id, ()), claim.payer_id in insurers, as_of)
        for claim in source.claims
    }


def _rows(history: tuple[tuple[VisitHistory, ...], tuple[LeftRow, ...]]) -> Iterable[SourceTransaction]:
    yield from (row for visit in history[0] for row in visit.rows)
    yield from (each.row for each in history[1])


def _name_strays(source: SyntheaFolder, left: Tally) -> None:
    """Name claims without patient and transactions without claim."""
    patients = {patient.id for patient in source.patients}
    claims = {claim.id for claim in source.claims}
    for claim in source.claims:
        if claim.patient_id not in patients:
            left.add("claims", claim.id, "its patient is not in the folder")
    for row in source.transactions:
        if row.claim_id not in claims:
            left.add(kind_of(row), row.id, "its claim is not in the folder", row.amount)


def _sums_of(rows: Sequence[SourceTransaction]) -> LedgerSums:
    charges = total(row.amount for row in rows if row.kind == "CHARGE")
    of_patient = total(row.amount for row in rows if row.kind == "PAYMENT" and row.method in PATIENT_METHODS)
    of_insurer = total(row.amount for row in rows if row.kind == "PAYMENT") - of_patient
    adjusted = total(row.amount for row in rows if row.kind == "ADJUSTMENT")
    moved = total(row.amount for row in rows if row.kind == "TRANSFERIN")
    outstanding = charges - of_patient - of_insurer - adjusted
    return LedgerSums(charges, of_insurer, of_patient, adjusted, moved, outstanding)


def _name_roundings(source: SyntheaFolder, changed: Tally) -> None:
    rounded = [row for row in source.transactions if row.rounding]
    added = add_roundings(row.rounding for row in rounded)
    for row in rounded:
        reason = f"rounded half-up to the cent; together this added {added} dollars"
        changed.add(kind_of(row), row.id, reason, row.amount)

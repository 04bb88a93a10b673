"""Rows of the shipped code lists, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceOfService:
    """A place of service (two digits) and whether Medicare pays the facility rate there."""

    code: str
    name: str
    facility_rate: bool


@dataclass(frozen=True, slots=True)
class State:
    """A state, territory or forces region of the US mail."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RelationshipCode:
    """What the patient is to the insured person: X12 code, name, and the form's box it folds to."""

    code: str
    name: str
    form_box: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639 code, with its English and its own name."""

    code: str
    name: str
    own_name: str


@dataclass(frozen=True, slots=True)
class AdjustmentGroup:
    """A group code of a remittance: who may owe such an amount, and how to tell the patient."""

    code: str
    meaning: str
    patient_may_owe: str
    patient_en: str
    patient_es: str


@dataclass(frozen=True, slots=True)
class DenialCode:
    """A reason code (CARC) in our own words: what it means, what to do, and what to tell the patient.

    `deadline` names a kind of deadline, `appealable` and `patient_billable` are hints. `groups` are the group
    codes it usually comes with.
    """

    code: str
    category: str
    groups: tuple[str, ...]
    staff_explanation: str
    usual_cause: str
    root_cause_stage: str
    action: str
    action_note: str
    evidence: tuple[str, ...]
    deadline: str
    appealable: str
    patient_billable: str
    patient_en: str
    patient_es: str
    remark_needed: bool


@dataclass(frozen=True, slots=True)
class RemarkCode:
    """A remark code (RARC) in our own words; `kind` is action, reason or alert."""

    code: str
    kind: str
    seen_with: tuple[str, ...]
    staff_explanation: str
    action_note: str
    patient_en: str
    patient_es: str


@dataclass(frozen=True, slots=True)
class RetiredCode:
    """A reason code that is no longer used, since when (ISO date), and what came in its place."""

    code: str
    stopped: str
    use_instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A kind of deadline with its usual number of days (None = none, or set elsewhere)."""

    key: str
    default_days: int | None
    note: str

"""Tables of the desk's talks: calls, who was checked and who may hear what, alerts, and to-dos."""

from typing import TYPE_CHECKING

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from app.models.claims import Claim
from app.models.database import Table
from app.models.fields import DayField, FlagField, MoneyField
from app.models.office import User
from app.models.records import GuarantorAccount, Patient, StoredFile


class PermittedPerson(Table):
    """A person whom a patient lets hear of his account: everything, or only the money."""

    id = AutoField()
    patient = ForeignKeyField(Patient, index=False)
    name = TextField()
    relationship = TextField(default="")
    phone = TextField(default="")
    scope = TextField()
    since = DayField()
    until = DayField(null=True)
    file = ForeignKeyField(StoredFile, null=True, index=False)
    user = ForeignKeyField(User, index=False)
    ended_at = TextField(null=True)
    ended_by = ForeignKeyField(User, null=True, index=False, column_name="ended_by")

    if TYPE_CHECKING:
        patient_id: int
        file_id: int | None
        user_id: int

    class Meta:
        """Look up by patient, in order."""

        indexes = ((("patient", "id"), False),)


class CallerCheck(Table):
    """A caller who was checked: what he confirmed, whether he may hear of the account, and why."""

    id = AutoField()
    patient = ForeignKeyField(Patient, index=False)
    at = TextField()
    user = ForeignKeyField(User, index=False)
    person = TextField(default="")
    relationship = TextField()
    permitted_person = ForeignKeyField(PermittedPerson, null=True, index=False)
    identifiers = TextField(default="")
    scope = TextField()
    passed = FlagField()
    reason = TextField()

    if TYPE_CHECKING:
        patient_id: int
        user_id: int
        permitted_person_id: int | None

    class Meta:
        """Look up by patient, in order."""

        indexes = ((("patient", "id"), False),)


class Contact(Table):
    """A call or talk about a patient: who, what was said, what comes next."""

    id = AutoField()
    patient = ForeignKeyField(Patient, index=False)
    account = ForeignKeyField(GuarantorAccount, index=False)
    at = TextField()
    direction = TextField()
    person = TextField(default="")
    representative = TextField(default="")
    reference = TextField(default="")
    said = TextField()
    next_on = DayField(null=True)
    promise_on = DayField(null=True)
    promise = MoneyField(null=True, column_name="promise_cents")
    user = ForeignKeyField(User, index=False)
    claim = ForeignKeyField(Claim, null=True)
    caller_check = ForeignKeyField(CallerCheck, null=True, index=False)
    topic = TextField(default="")

    if TYPE_CHECKING:
        patient_id: int
        account_id: int
        user_id: int
        claim_id: int | None
        caller_check_id: int | None

    class Meta:
        """Look up by patient, in order."""

        indexes = ((("patient", "id"), False),)


class FollowUpEnd(Table):
    """What came of a call's next step: its day to ask again (`ask`), or its promise (`promise`)."""

    contact = ForeignKeyField(Contact, index=False)
    part = TextField()
    at = TextField()
    user = ForeignKeyField(User, index=False)
    outcome = TextField(default="")

    if TYPE_CHECKING:
        contact_id: int
        user_id: int

    class Meta:
        """One end a part."""

        primary_key = CompositeKey("contact", "part")


class AccountAlert(Table):
    """What a person wants everyone to know first about an account, until a day or until it is ended."""

    id = AutoField()
    account = ForeignKeyField(GuarantorAccount, index=False)
    patient = ForeignKeyField(Patient, null=True, index=False)
    text = TextField()
    kind = TextField()
    since = DayField()
    expires_on = DayField(null=True)
    user = ForeignKeyField(User, index=False)
    ended_at = TextField(null=True)
    ended_by = ForeignKeyField(User, null=True, index=False, column_name="ended_by")

    if TYPE_CHECKING:
        account_id: int
        patient_id: int | None
        user_id: int

    class Meta:
        """Look up by account, in order."""

        indexes = ((("account", "id"), False),)


class ToDo(Table):
    """A piece of work for the desk: what, by when, whose, and what came of it."""

    id = AutoField()
    title = TextField()
    kind = TextField()
    subject = TextField(default="")
    subject_id = IntegerField(null=True)
    patient = ForeignKeyField(Patient, null=True, index=False)
    due_on = DayField()
    owner = ForeignKeyField(User, null=True, index=False)
    made_at = TextField()
    made_by = ForeignKeyField(User, index=False, column_name="made_by")
    snoozed_until = DayField(null=True)
    finished_at = TextField(null=True)
    finished_by = ForeignKeyField(User, null=True, index=False, column_name="finished_by")
    outcome = TextField(default="")
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        patient_id: int | None
        owner_id: int | None

    class Meta:
        """Look up by what it is about, and by patient."""

        indexes = ((("subject", "subject_id"), False), (("patient", "id"), False))

"""The table of answers given to patients' questions."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.callers import Contact
from app.models.database import Table
from app.models.office import User
from app.models.records import Patient, StoredFile


class AnswerGiven(Table):
    """An answer as it was given on a call: its texts, the records behind it, and its letter if any."""

    id = AutoField()
    contact = ForeignKeyField(Contact, unique=True)
    patient = ForeignKeyField(Patient, index=False)
    question = IntegerField()
    language = TextField()
    text_en = TextField()
    text_es = TextField()
    sources = TextField()
    file = ForeignKeyField(StoredFile, null=True, index=False)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        contact_id: int
        patient_id: int
        file_id: int | None
        user_id: int

    class Meta:
        """Look up by patient, in order."""

        indexes = ((("patient", "id"), False),)

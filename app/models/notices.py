"""The table of advance notices to Medicare patients."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, MoneyField
from app.models.ledger import Visit
from app.models.office import User
from app.models.records import Patient, StoredFile


class AdvanceNotice(Table):
    """An advance notice (ABN) given to a patient; `option` and `signed_on` are empty until it is signed."""

    id = AutoField()
    patient = ForeignKeyField(Patient, index=False)
    visit = ForeignKeyField(Visit, null=True)
    codes = TextField()
    reason = TextField()
    estimate = MoneyField(column_name="estimate_cents")
    edition = TextField(default="")
    issued_on = DayField()
    file = ForeignKeyField(StoredFile)
    option = TextField(null=True)
    signed_on = DayField(null=True)
    user = ForeignKeyField(User, index=False)
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        patient_id: int
        visit_id: int | None
        file_id: int
        user_id: int

    class Meta:
        """Look up by patient, in order."""

        indexes = ((("patient", "id"), False),)

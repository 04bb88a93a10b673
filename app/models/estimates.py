"""Tables of estimates: what is planned for a visit, what it was expected to cost, Good Faith Estimates."""

from typing import TYPE_CHECKING

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, MoneyField
from app.models.ledger import Visit
from app.models.office import User
from app.models.records import Patient, Policy, StoredFile


class PlannedService(Table):
    """A service planned for a visit; without an amount it costs the practice's fee of the day."""

    visit = ForeignKeyField(Visit, index=False)
    position = IntegerField()
    code = TextField()
    modifiers = TextField(default="")
    units = IntegerField(default=1)
    amount = MoneyField(null=True, column_name="cents")

    if TYPE_CHECKING:
        visit_id: int

    class Meta:
        """Positions of a visit."""

        primary_key = CompositeKey("visit", "position")


class Estimate(Table):
    """What a visit was expected to cost, as it was told; `content` is the kept estimate as JSON."""

    id = AutoField()
    patient = ForeignKeyField(Patient, index=False)
    visit = ForeignKeyField(Visit, null=True, index=False)
    policy = ForeignKeyField(Policy, null=True, index=False)
    on_date = DayField()
    content = TextField()
    charge = MoneyField(column_name="charge_cents")
    share = MoneyField(column_name="patient_cents")
    language = TextField(default="")
    file = ForeignKeyField(StoredFile, null=True, index=False)
    user = ForeignKeyField(User, index=False)
    made_at = TextField()

    if TYPE_CHECKING:
        patient_id: int
        visit_id: int | None
        policy_id: int | None
        file_id: int | None
        user_id: int

    class Meta:
        """Look up by visit and by patient, in order."""

        indexes = ((("visit", "id"), False), (("patient", "id"), False))


class GoodFaithEstimate(Table):
    """An estimate drawn for somebody who pays himself: when it was asked for and is due."""

    estimate = ForeignKeyField(Estimate, primary_key=True, index=False)
    booked_on = DayField(null=True)
    asked_on = DayField(null=True)
    visit_on = DayField()
    due_on = DayField(null=True)
    file = ForeignKeyField(StoredFile, index=False)

    if TYPE_CHECKING:
        estimate_id: int
        file_id: int


class GoodFaithDelivery(Table):
    """When and how a Good Faith Estimate was given: printed, saved, or handed over or mailed."""

    estimate = ForeignKeyField(GoodFaithEstimate, primary_key=True, index=False)
    on_date = DayField()
    way = TextField()
    user = ForeignKeyField(User, index=False)

    if TYPE_CHECKING:
        estimate_id: int
        user_id: int

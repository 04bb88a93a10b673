"""Table of authorizations and referrals."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, FlagField
from app.models.office import Place, Provider
from app.models.records import Patient, Policy


class Authorization(Table):
    """An authorization or a referral of a patient; what is left of it is counted from the charges."""

    id = AutoField()
    patient = ForeignKeyField(Patient, index=False)
    policy = ForeignKeyField(Policy)
    kind = TextField()
    status = TextField()
    number = TextField(default="")
    codes = TextField(default="")
    diagnosis = TextField(default="")
    provider = ForeignKeyField(Provider, null=True, index=False)
    place = ForeignKeyField(Place, null=True, index=False)
    count_by = TextField(default="visits")
    approved = IntegerField(null=True)
    used_before = IntegerField(default=0)
    starts = DayField(null=True)
    ends = DayField(null=True)
    requested_on = DayField(null=True)
    decided_on = DayField(null=True)
    denial_reason = TextField(default="")
    call_reference = TextField(default="")
    referred_by = TextField(default="")
    referred_by_npi = TextField(default="")
    note = TextField(default="")
    active = FlagField(default=True)
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        patient_id: int
        policy_id: int
        provider_id: int | None
        place_id: int | None

    class Meta:
        """Look up by patient, in order."""

        indexes = ((("patient", "id"), False),)

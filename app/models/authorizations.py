"""Tables of authorizations and referrals, and of what payers ask of a service."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, FlagField
from app.models.office import Place, Provider, User
from app.models.records import Patient, Payer, Plan, Policy


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


class CoverageRule(Table):
    """One version of what a payer or plan asks of a service, never edited; `chain_id` joins the versions."""

    id = AutoField()
    chain_id = IntegerField()
    version = IntegerField()
    payer = ForeignKeyField(Payer, index=False)
    plan = ForeignKeyField(Plan, null=True, index=False)
    codes = TextField(default="")
    category = TextField(default="")
    ask = TextField()
    most = IntegerField(null=True)
    count_by = TextField(default="visits")
    period = TextField(default="year")
    effective = DayField()
    ends = DayField(null=True)
    note = TextField(default="")
    source_title = TextField(default="")
    source_page = TextField(default="")
    source_link = TextField(default="")
    call_reference = TextField(default="")
    confirmed_by = TextField(default="")
    confirmed_on = DayField(null=True)
    review_on = DayField(null=True)
    withdrawn = FlagField(default=False)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        payer_id: int
        plan_id: int | None
        user_id: int

    class Meta:
        """One row a version; look up by payer."""

        indexes = ((("chain_id", "version"), True), (("payer", "effective"), False))

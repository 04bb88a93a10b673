"""Tables of eligibility: questions to payers, their answers and what they say, and providers' networks."""

from typing import TYPE_CHECKING

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, FlagField, MoneyField
from app.models.office import Provider, User
from app.models.records import Patient, Payer, Plan, Policy, StoredFile, TradingPartner


class EligibilityRequest(Table):
    """A question to a payer about one policy (270); `trace` comes back in the answer."""

    id = AutoField()
    policy = ForeignKeyField(Policy, index=False)
    patient = ForeignKeyField(Patient, index=False)
    trace = TextField(unique=True)
    for_date = DayField()
    partner = ForeignKeyField(TradingPartner, index=False)
    file = ForeignKeyField(StoredFile, index=False)
    reference = TextField()
    interchange_number = IntegerField()
    group_number = IntegerField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        policy_id: int
        patient_id: int
        partner_id: int
        file_id: int
        user_id: int

    class Meta:
        """Look up by policy, in order, and by the file's own reference."""

        indexes = ((("policy", "id"), False), (("reference",), False))


class EligibilityCheck(Table):
    """An insurer's answer about a policy on a day; `said` holds the person as the insurer knows him."""

    id = AutoField()
    policy = ForeignKeyField(Policy, index=False)
    patient = ForeignKeyField(Patient, index=False)
    request = ForeignKeyField(EligibilityRequest, null=True, index=False)
    for_date = DayField()
    checked_on = DayField()
    way = TextField()
    status = TextField()
    plan_name = TextField(default="")
    begins = DayField(null=True)
    ends = DayField(null=True)
    reference = TextField(default="")
    representative = TextField(default="")
    reject_reason = TextField(default="")
    file = ForeignKeyField(StoredFile, null=True, index=False)
    said = TextField(default="{}")
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        policy_id: int
        patient_id: int
        request_id: int | None
        file_id: int | None
        user_id: int

    class Meta:
        """Look up by policy and by patient, in order."""

        indexes = ((("policy", "id"), False), (("patient", "id"), False))


class EligibilityBenefit(Table):
    """One thing that an answer says: an amount, a share, a limit, or another payer."""

    check_made = ForeignKeyField(EligibilityCheck, index=False, column_name="check_id")
    position = IntegerField()
    kind = TextField()
    service = TextField(default="")
    person = TextField(default="unknown")
    network = TextField(default="unknown")
    amount = MoneyField(null=True, column_name="cents")
    percent_bp = IntegerField(null=True)
    quantity = TextField(default="")
    period = TextField(default="")
    approval = TextField(default="unknown")
    name = TextField(default="")
    number = TextField(default="")
    rank = IntegerField(null=True)
    detail = TextField(default="")

    class Meta:
        """Positions of an answer."""

        primary_key = CompositeKey("check_made", "position")


class EligibilityChoice(Table):
    """What a person decided about one difference between an answer and the record: taken over, or kept."""

    check_made = ForeignKeyField(EligibilityCheck, index=False, column_name="check_id")
    field = TextField()
    choice = TextField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    class Meta:
        """One decision a field of an answer."""

        primary_key = CompositeKey("check_made", "field")


class ProviderNetwork(Table):
    """Whether a provider takes part in a payer's network, or in that of one plan, from a date on."""

    id = AutoField()
    provider = ForeignKeyField(Provider, index=False)
    payer = ForeignKeyField(Payer, index=False)
    plan = ForeignKeyField(Plan, null=True, index=False)
    in_network = FlagField(default=True)
    effective = DayField()
    ends = DayField(null=True)
    note = TextField(default="")
    active = FlagField(default=True)
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        provider_id: int
        payer_id: int
        plan_id: int | None

    class Meta:
        """Look up by payer."""

        indexes = ((("payer", "effective"), False),)

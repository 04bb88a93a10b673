"""Tables of the ledger: days, visits, charges, payments, postings and their entries."""

from typing import TYPE_CHECKING

from peewee import AutoField, CompositeKey, DeferredForeignKey, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, FlagField, MoneyField
from app.models.office import Place, Provider, User
from app.models.records import GuarantorAccount, Patient, Policy


class LedgerAccount(Table):
    """An account of the ledger."""

    code = TextField(primary_key=True)
    name = TextField()


class PostingKind(Table):
    """A kind of posting; a new kind is a row, never another constraint."""

    code = TextField(primary_key=True)
    name = TextField()


class DayEvent(Table):
    """A business day opened, closed or reopened; `last_posting` is the ledger's last id at that moment."""

    seq = AutoField()
    day = DayField()
    event = TextField()
    user = ForeignKeyField(User, index=False)
    at = TextField()
    reason = TextField(default="")
    last_posting = IntegerField()
    second_user = ForeignKeyField(User, null=True, index=False)

    if TYPE_CHECKING:
        user_id: int
        second_user_id: int | None

    class Meta:
        """Look up by day, in order."""

        indexes = ((("day", "seq"), False),)


class Visit(Table):
    """A visit, planned or done."""

    id = AutoField()
    patient = ForeignKeyField(Patient, index=False)
    provider = ForeignKeyField(Provider, null=True, index=False)
    place = ForeignKeyField(Place, null=True, index=False)
    on_date = DayField()
    at_time = TextField(default="")
    state = TextField(default="planned")
    reason = TextField(default="")
    confidential = FlagField(default=False)
    self_pay = FlagField(default=False)
    employment = FlagField(default=False)
    auto = FlagField(default=False)
    auto_state = TextField(default="")
    other_accident = FlagField(default=False)
    onset_on = DayField(null=True)
    referring_qualifier = TextField(default="")
    referring_name = TextField(default="")
    referring_npi = TextField(default="")
    authorization_number = TextField(default="")
    additional_info = TextField(default="")
    version = IntegerField(default=1)
    referral_number = TextField(default="")
    accident_on = DayField(null=True)
    admitted_on = DayField(null=True)
    discharged_on = DayField(null=True)
    booked_on = DayField(null=True)
    estimate_asked_on = DayField(null=True)

    if TYPE_CHECKING:
        patient_id: int
        provider_id: int | None
        place_id: int | None

    class Meta:
        """Look up by patient and by date."""

        indexes = ((("patient", "on_date"), False), (("on_date", "at_time"), False))


class VisitDiagnosis(Table):
    """A diagnosis of a visit; position 1 is letter A."""

    visit = ForeignKeyField(Visit, index=False)
    position = IntegerField()
    code = TextField()

    if TYPE_CHECKING:
        visit_id: int

    class Meta:
        """Twelve positions a visit."""

        primary_key = CompositeKey("visit", "position")


class VisitTemplate(Table):
    """A frequent visit: its lines and diagnoses as JSON."""

    id = AutoField()
    name = TextField(unique=True)
    content = TextField()
    version = IntegerField(default=1)


class Charge(Table):
    """One service line, never edited: a wrong one is voided by a reversing posting."""

    id = AutoField()
    visit = ForeignKeyField(Visit, index=False)
    patient = ForeignKeyField(Patient, index=False)
    provider = ForeignKeyField(Provider, null=True, index=False)
    line_number = IntegerField()
    service_on = DayField()
    service_to = DayField(null=True)
    pos = TextField(default="")
    code = TextField()
    modifiers = TextField(default="")
    pointers = TextField(default="")
    units = IntegerField()
    amount = MoneyField(column_name="cents")
    description = TextField(default="")
    ndc = TextField(default="")
    ndc_unit = TextField(default="")
    ndc_quantity = TextField(default="")

    if TYPE_CHECKING:
        visit_id: int
        patient_id: int
        provider_id: int | None

    class Meta:
        """Look up by visit, by patient and by code."""

        indexes = (
            (("visit", "line_number"), False),
            (("patient", "service_on"), False),
            (("code", "service_on"), False),
        )


class Payment(Table):
    """Money from a patient, with its gapless receipt number."""

    id = AutoField()
    receipt_number = IntegerField(unique=True)
    account = ForeignKeyField(GuarantorAccount, index=False)
    patient = ForeignKeyField(Patient, null=True, index=False)
    visit = ForeignKeyField(Visit, null=True)
    received_on = DayField(index=True)
    method = TextField()
    reference = TextField(default="")
    payer_name = TextField(default="")
    memo = TextField(default="")
    amount = MoneyField(column_name="cents")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        account_id: int
        patient_id: int | None
        visit_id: int | None
        user_id: int

    class Meta:
        """Look up by account, in order."""

        indexes = ((("account", "id"), False),)


class Seal(Table):
    """The row without which a posting cannot be committed."""

    posting = DeferredForeignKey("Posting", primary_key=True, index=False)


class Posting(Table):
    """One balanced event of the ledger."""

    id = AutoField()
    kind = TextField()
    posted_on = DayField(index=True)
    effective_on = DayField()
    reason = TextField(default="")
    source_key = TextField(null=True, unique=True)
    reverses = ForeignKeyField("self", null=True, unique=True, column_name="reverses")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        reverses_id: int | None
        user_id: int


class Entry(Table):
    """One signed amount on one account; debit is positive."""

    id = AutoField()
    posting = ForeignKeyField(Posting)
    account = ForeignKeyField(LedgerAccount, column_name="account", index=False)
    guarantor = ForeignKeyField(GuarantorAccount, null=True, index=False)
    charge = ForeignKeyField(Charge, null=True)
    policy = ForeignKeyField(Policy, null=True, index=False)
    payment = ForeignKeyField(Payment, null=True)
    amount = MoneyField(column_name="cents")

    if TYPE_CHECKING:
        posting_id: int
        guarantor_id: int
        charge_id: int | None
        policy_id: int | None
        payment_id: int | None

    class Meta:
        """Look up by who owes, in order."""

        indexes = ((("guarantor", "id"), False),)

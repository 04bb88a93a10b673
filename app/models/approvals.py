"""Tables of requests about money, their decisions, refunds, returned checks and choices about credit."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, MoneyField
from app.models.ledger import Charge, Payment
from app.models.office import User
from app.models.records import GuarantorAccount, Patient, Payer, StoredFile


class ApprovalRequest(Table):
    """A request to give up or give back money: its frozen content, the hash of it, and how far it came."""

    id = AutoField()
    kind = TextField()
    content = TextField()
    hash = TextField()
    amount = MoneyField(column_name="cents")
    summary = TextField(default="")
    patient = ForeignKeyField(Patient, null=True, index=False)
    account = ForeignKeyField(GuarantorAccount, null=True, index=False)
    file = ForeignKeyField(StoredFile, null=True, index=False)
    reason = TextField()
    user = ForeignKeyField(User, index=False)
    asked_at = TextField()
    state = TextField(default="waiting")
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        patient_id: int | None
        account_id: int | None
        file_id: int | None
        user_id: int

    class Meta:
        """Look up by state, and by who asked when."""

        indexes = ((("state", "id"), False), (("user", "asked_at"), False))


class ApprovalDecision(Table):
    """What a person decided about a request: approved, rejected, or an exception of a one-person office."""

    id = AutoField()
    request = ForeignKeyField(ApprovalRequest, index=False)
    decision = TextField()
    hash = TextField()
    user = ForeignKeyField(User, index=False)
    at = TextField()
    note = TextField(default="")

    if TYPE_CHECKING:
        request_id: int
        user_id: int

    class Meta:
        """Look up by request, in order, and by month."""

        indexes = ((("request", "id"), False), (("decision", "at"), False))


class Refund(Table):
    """Money given back, to a patient or an insurer: to whom, how, and what became of the check."""

    id = AutoField()
    request = ForeignKeyField(ApprovalRequest, unique=True)
    account = ForeignKeyField(GuarantorAccount, index=False)
    payer = ForeignKeyField(Payer, null=True, index=False)
    payee = TextField()
    address = TextField(default="")
    method = TextField()
    check_number = TextField(default="")
    amount = MoneyField(column_name="cents")
    state = TextField(default="printed")
    issued_on = DayField()
    user = ForeignKeyField(User, index=False)
    at = TextField()
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        request_id: int
        account_id: int
        payer_id: int | None
        user_id: int

    class Meta:
        """Look up by account, in order."""

        indexes = ((("account", "id"), False),)


class ReturnedCheck(Table):
    """A patient's check that the bank returned unpaid, and the fee charged for it."""

    id = AutoField()
    payment = ForeignKeyField(Payment, unique=True)
    returned_on = DayField()
    reason = TextField()
    fee_charge = ForeignKeyField(Charge, null=True, index=False)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        payment_id: int
        fee_charge_id: int | None
        user_id: int


class CreditChoice(Table):
    """What the patient's side wants done with the credit of a payment; the latest row counts."""

    id = AutoField()
    payment = ForeignKeyField(Payment, index=False)
    choice = TextField()
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        payment_id: int
        user_id: int

    class Meta:
        """Look up by payment, in order."""

        indexes = ((("payment", "id"), False),)

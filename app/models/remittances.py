"""Tables of remittances: the payment, each claim and adjustment as the payer said it, and what was posted."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.claims import Adjudication, Claim
from app.models.database import Table
from app.models.fields import DayField, FlagField, MoneyField
from app.models.ledger import Posting
from app.models.office import User
from app.models.records import StoredFile


class Remittance(Table):
    """A payer's payment with all that it pays for; `position` is its place in the kept file."""

    id = AutoField()
    file = ForeignKeyField(StoredFile, index=False)
    position = IntegerField()
    name = TextField()
    payer_key = TextField()
    payer_name = TextField()
    trace = TextField()
    method = TextField(default="")
    handling = TextField(default="")
    paid_on = DayField()
    amount = MoneyField(column_name="cents")
    claims = IntegerField()
    reason = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        file_id: int
        user_id: int

    class Meta:
        """Look up by the payment, and by the place in a file."""

        indexes = ((("payer_key", "trace"), False), (("file", "position"), True))


class RemittanceVoid(Table):
    """A remittance that was taken back whole."""

    remittance = ForeignKeyField(Remittance, primary_key=True, index=False)
    reason = TextField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        remittance_id: int
        user_id: int


class RemittanceClaim(Table):
    """A claim as a payer answered it (`content`), its match, and whether it waits to be posted."""

    id = AutoField()
    remittance = ForeignKeyField(Remittance, index=False)
    position = IntegerField()
    number = TextField(default="")
    payer_control = TextField(default="")
    status = TextField(default="")
    patient = TextField(default="")
    charge = MoneyField(column_name="charge_cents")
    paid = MoneyField(column_name="paid_cents")
    content = TextField()
    claim = ForeignKeyField(Claim, null=True)
    found_by = TextField(default="")
    verdict = TextField()
    action = TextField()
    reasons = TextField(default="")
    is_open = FlagField()
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        remittance_id: int
        claim_id: int | None

    class Meta:
        """One row a place."""

        indexes = ((("remittance", "position"), True),)


class RemittanceAdjustment(Table):
    """Money beside the claims of a remittance: what it is, and whether it waits to be posted."""

    id = AutoField()
    remittance = ForeignKeyField(Remittance, index=False)
    position = IntegerField()
    code = TextField(default="")
    reference = TextField(default="")
    amount = MoneyField(column_name="cents")
    kind = TextField()
    claim = ForeignKeyField(Claim, null=True)
    reason = TextField(default="")
    is_open = FlagField()
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        remittance_id: int
        claim_id: int | None

    class Meta:
        """One row a place."""

        indexes = ((("remittance", "position"), True),)


class RemittanceStep(Table):
    """One thing posted of a remittance, with what it explains of the payment; `undoes` takes one back."""

    id = AutoField()
    remittance = ForeignKeyField(Remittance, index=False)
    remittance_claim = ForeignKeyField(RemittanceClaim, null=True)
    remittance_adjustment = ForeignKeyField(RemittanceAdjustment, null=True)
    kind = TextField()
    adjudication = ForeignKeyField(Adjudication, null=True)
    posting = ForeignKeyField(Posting, null=True, index=False)
    amount = MoneyField(column_name="cents")
    undoes = ForeignKeyField("self", null=True, unique=True, column_name="undoes")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        remittance_id: int
        remittance_claim_id: int | None
        remittance_adjustment_id: int | None
        adjudication_id: int | None
        posting_id: int | None
        undoes_id: int | None
        user_id: int

    class Meta:
        """Look up by remittance, in order."""

        indexes = ((("remittance", "id"), False),)

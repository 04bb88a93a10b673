"""Tables of the contracts with payers and plans; rows are never edited, a change is a new version."""

from typing import TYPE_CHECKING

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, FlagField, MoneyField
from app.models.office import User
from app.models.records import Payer, Plan


class Contract(Table):
    """One version of what a payer or plan has agreed to pay, from a date on; `chain_id` joins the versions.

    `multiple` lists the shares of the second and later procedures of a day, as they are typed.
    """

    id = AutoField()
    chain_id = IntegerField()
    version = IntegerField()
    payer = ForeignKeyField(Payer, index=False)
    plan = ForeignKeyField(Plan, null=True, index=False)
    name = TextField(default="")
    effective = DayField()
    ends = DayField(null=True)
    lesser_of = FlagField(default=True)
    multiple = TextField(default="")
    multiple_codes = TextField(default="")
    bilateral_bp = IntegerField(default=15000)
    dispute_days = IntegerField(null=True)
    source_title = TextField(default="")
    source_page = TextField(default="")
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        payer_id: int
        plan_id: int | None
        user_id: int

    class Meta:
        """One row a version; look up by payer."""

        indexes = ((("chain_id", "version"), True), (("payer", "effective"), False))


class ContractTerm(Table):
    """What one version of a contract pays for some codes or a category; percents in basis points."""

    contract = ForeignKeyField(Contract, index=False)
    position = IntegerField()
    kind = TextField()
    codes = TextField(default="")
    category = TextField(default="")
    modifier = TextField(default="")
    amount = MoneyField(null=True, column_name="cents")
    percent_bp = IntegerField(null=True)
    year = IntegerField(null=True)
    source = TextField(default="")

    if TYPE_CHECKING:
        contract_id: int

    class Meta:
        """Positions of a version."""

        primary_key = CompositeKey("contract", "position")

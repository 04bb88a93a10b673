"""Tables of deposits, counts of the drawer, months closed and reopened, and entries with an earlier date."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, MoneyField
from app.models.ledger import Payment, Posting
from app.models.office import User
from app.models.records import StoredFile


class DrawerCount(Table):
    """Cash counted by hand: what the books expected, what lay there above the change fund, and by whom."""

    id = AutoField()
    on_date = DayField()
    expected = MoneyField(column_name="expected_cents")
    counted = MoneyField(column_name="counted_cents")
    float = MoneyField(column_name="float_cents")
    coins = TextField()
    reason = TextField(default="")
    initials = TextField()
    posting = ForeignKeyField(Posting, null=True, index=False)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        posting_id: int | None
        user_id: int

    class Meta:
        """Look up by day, in order."""

        indexes = ((("on_date", "id"), False),)


class Deposit(Table):
    """Cash and checks brought to the bank, with the slip's gapless number."""

    id = AutoField()
    number = IntegerField(unique=True)
    on_date = DayField()
    bank = TextField()
    amount = MoneyField(column_name="cents")
    posting = ForeignKeyField(Posting, unique=True)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        posting_id: int
        user_id: int

    class Meta:
        """Look up by day, in order."""

        indexes = ((("on_date", "id"), False),)


class DepositItem(Table):
    """One payment in a deposit, or what a count of the drawer found over or short."""

    id = AutoField()
    deposit = ForeignKeyField(Deposit, index=False)
    payment = ForeignKeyField(Payment, null=True)
    count = ForeignKeyField(DrawerCount, null=True)
    amount = MoneyField(column_name="cents")

    if TYPE_CHECKING:
        deposit_id: int
        payment_id: int | None
        count_id: int | None

    class Meta:
        """Look up by deposit, in order."""

        indexes = ((("deposit", "id"), False),)


class MonthEvent(Table):
    """A month closed with its sums and its report, or reopened with a reason and by whom else."""

    seq = AutoField()
    month = TextField()
    event = TextField()
    user = ForeignKeyField(User, index=False)
    second_user = ForeignKeyField(User, null=True, index=False)
    at = TextField()
    reason = TextField(default="")
    last_posting = IntegerField()
    opening = MoneyField(column_name="opening_cents")
    charged = MoneyField(column_name="charged_cents")
    paid = MoneyField(column_name="paid_cents")
    adjusted = MoneyField(column_name="adjusted_cents")
    closing = MoneyField(column_name="closing_cents")
    file = ForeignKeyField(StoredFile, null=True, index=False)

    if TYPE_CHECKING:
        user_id: int
        second_user_id: int | None
        file_id: int | None

    class Meta:
        """Look up by month, in order."""

        indexes = ((("month", "seq"), False),)


class LateEntry(Table):
    """A posting with an earlier date: why, and the manager who allowed it where the user may not alone."""

    posting = ForeignKeyField(Posting, primary_key=True, index=False)
    user = ForeignKeyField(User, index=False)
    granted_by = ForeignKeyField(User, null=True, index=False)
    reason = TextField()
    at = TextField()

    if TYPE_CHECKING:
        posting_id: int
        user_id: int
        granted_by_id: int | None

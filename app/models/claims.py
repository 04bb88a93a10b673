"""Tables of claims, insurers' answers and statements."""

from typing import TYPE_CHECKING

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, FlagField, MoneyField
from app.models.ledger import Charge, Posting, Visit
from app.models.office import User
from app.models.records import GuarantorAccount, Patient, Policy, StoredFile, TradingPartner


class Claim(Table):
    """A claim of one visit to one policy; `typed` holds the boxes a person has overwritten, as JSON."""

    id = AutoField()
    number = IntegerField(unique=True)
    visit = ForeignKeyField(Visit)
    patient = ForeignKeyField(Patient, index=False)
    policy = ForeignKeyField(Policy)
    rank = IntegerField()
    state = TextField(default="ready")
    typed = TextField(default="{}")
    created_on = DayField()
    answered_on = DayField(null=True)
    version = IntegerField(default=1)
    held = TextField(default="")
    resubmission_code = TextField(default="")
    original_reference = TextField(default="")
    sent_on = DayField(null=True)

    if TYPE_CHECKING:
        visit_id: int
        patient_id: int
        policy_id: int

    class Meta:
        """Look up by patient and by state."""

        indexes = ((("patient", "id"), False), (("state", "id"), False))


class ClaimLine(Table):
    """A charge on a claim."""

    claim = ForeignKeyField(Claim, index=False)
    position = IntegerField()
    charge = ForeignKeyField(Charge)

    if TYPE_CHECKING:
        claim_id: int
        charge_id: int

    class Meta:
        """Positions of a claim."""

        primary_key = CompositeKey("claim", "position")


class ClaimBatch(Table):
    """Claims that go out together, on paper or as one 837P; the exact bytes lie in the kept file."""

    id = AutoField()
    number = IntegerField(unique=True)
    kind = TextField()
    partner = ForeignKeyField(TradingPartner, null=True, index=False)
    made_on = DayField()
    made_at = TextField()
    user = ForeignKeyField(User, index=False)
    file = ForeignKeyField(StoredFile, index=False)
    claims = IntegerField()
    charged = MoneyField(column_name="cents")
    interchange_number = IntegerField(null=True)
    group_number = IntegerField(null=True)
    set_number = TextField(default="")
    reference = TextField(default="")
    outbox_name = TextField(default="")

    if TYPE_CHECKING:
        partner_id: int | None
        user_id: int
        file_id: int


class ClaimVersion(Table):
    """A claim exactly as it went out: what fed it, its boxes and pages, or its segments in the file.

    `edi` is the claim's own part of the 837P, empty on paper; `first_page` and `last_page` count pages,
    in an 837P segments from ST.
    """

    id = AutoField()
    claim = ForeignKeyField(Claim, index=False)
    number = IntegerField()
    made_at = TextField()
    user = ForeignKeyField(User, index=False)
    content = TextField()
    boxes = TextField()
    file = ForeignKeyField(StoredFile, index=False)
    first_page = IntegerField()
    last_page = IntegerField()
    batch = ForeignKeyField(ClaimBatch, null=True)
    edi = TextField(default="")

    if TYPE_CHECKING:
        claim_id: int
        user_id: int
        file_id: int
        batch_id: int | None

    class Meta:
        """One row a version."""

        indexes = ((("claim", "number"), True),)


class Adjudication(Table):
    """An insurer's answer to a claim."""

    id = AutoField()
    claim = ForeignKeyField(Claim)
    policy = ForeignKeyField(Policy, index=False)
    posting = ForeignKeyField(Posting, null=True, index=False)
    received_on = DayField(index=True)
    check_number = TextField(default="")
    payer_control = TextField(default="")
    paid = MoneyField(column_name="paid_cents")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        claim_id: int
        policy_id: int
        posting_id: int | None
        user_id: int


class AdjudicationVoid(Table):
    """An answer that was taken back, by a reversing posting where it had posted anything."""

    adjudication = ForeignKeyField(Adjudication, primary_key=True, index=False)
    posting = ForeignKeyField(Posting, null=True, index=False)
    reason = TextField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        adjudication_id: int
        posting_id: int | None
        user_id: int


class AdjudicationLine(Table):
    """The answer for one charge."""

    adjudication = ForeignKeyField(Adjudication, index=False)
    charge = ForeignKeyField(Charge)
    allowed = MoneyField(null=True, column_name="allowed_cents")
    paid = MoneyField(column_name="paid_cents")

    if TYPE_CHECKING:
        adjudication_id: int
        charge_id: int

    class Meta:
        """One row a charge."""

        primary_key = CompositeKey("adjudication", "charge")


class AdjudicationAdjustment(Table):
    """One adjustment of one charge, by group and reason code."""

    id = AutoField()
    adjudication = ForeignKeyField(Adjudication, index=False)
    charge = ForeignKeyField(Charge)
    group_code = TextField()
    reason_code = TextField()
    amount = MoneyField(column_name="cents")
    accepted = FlagField(default=False)

    if TYPE_CHECKING:
        adjudication_id: int
        charge_id: int

    class Meta:
        """Look up by the line of the answer."""

        indexes = ((("adjudication", "charge"), False),)


class StatementRun(Table):
    """One run of statements over all accounts."""

    id = AutoField()
    run_on = DayField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        user_id: int


class Statement(Table):
    """A statement as printed, with its pages in the kept file."""

    id = AutoField()
    number = IntegerField(unique=True)
    run = ForeignKeyField(StatementRun, index=False)
    account = ForeignKeyField(GuarantorAccount, index=False)
    on_date = DayField()
    due_on = DayField()
    language = TextField()
    amount = MoneyField(column_name="cents")
    sha256 = TextField()
    file = ForeignKeyField(StoredFile, index=False)
    first_page = IntegerField()
    last_page = IntegerField()

    if TYPE_CHECKING:
        run_id: int
        account_id: int
        file_id: int

    class Meta:
        """Look up by account, in order."""

        indexes = ((("account", "id"), False),)


class StatementItem(Table):
    """An open line and what was owed for it on that statement."""

    statement = ForeignKeyField(Statement, index=False)
    charge = ForeignKeyField(Charge)
    amount = MoneyField(column_name="cents")

    if TYPE_CHECKING:
        statement_id: int
        charge_id: int

    class Meta:
        """One row a charge."""

        primary_key = CompositeKey("statement", "charge")

"""Tables of disputes: cases, what is known and by whom, deadlines and their rules, evidence, outcomes."""

from typing import TYPE_CHECKING

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from app.models.callers import Contact
from app.models.claims import Adjudication, Claim
from app.models.database import Table
from app.models.fields import DayField, FlagField, MoneyField
from app.models.ledger import Charge
from app.models.office import User
from app.models.records import Patient, Payer, Plan, Policy, StoredFile


class DisputeCase(Table):
    """A dispute with an insurer about a claim; what it was opened for stands, how far it came goes on."""

    id = AutoField()
    number = IntegerField(unique=True)
    kind = TextField()
    claim = ForeignKeyField(Claim)
    patient = ForeignKeyField(Patient, index=False)
    payer = ForeignKeyField(Payer, index=False)
    policy = ForeignKeyField(Policy, index=False)
    adjudication = ForeignKeyField(Adjudication, null=True, index=False)
    reason = TextField(default="")
    codes = TextField(default="")
    noticed_on = DayField()
    opened_at = TextField()
    user = ForeignKeyField(User, index=False)
    stage = TextField(default="working")
    level = IntegerField(default=1)
    next_actor = TextField(default="office")
    next_step = TextField(default="")
    next_on = DayField(null=True)
    owner = ForeignKeyField(User, null=True, index=False)
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        claim_id: int
        patient_id: int
        payer_id: int
        policy_id: int
        adjudication_id: int | None
        user_id: int
        owner_id: int | None

    class Meta:
        """Look up by patient, and by stage."""

        indexes = ((("patient", "id"), False), (("stage", "id"), False))


class DisputeLine(Table):
    """A charge in dispute and the amount at stake when the case was opened."""

    case = ForeignKeyField(DisputeCase, index=False)
    charge = ForeignKeyField(Charge)
    amount = MoneyField(column_name="cents")

    if TYPE_CHECKING:
        case_id: int
        charge_id: int

    class Meta:
        """One row a charge."""

        primary_key = CompositeKey("case", "charge")


class DisputeFact(Table):
    """One dated thing that a party said, sent, got or agreed; `topic` and `value` let facts contradict."""

    id = AutoField()
    case = ForeignKeyField(DisputeCase, index=False)
    lane = TextField()
    kind = TextField()
    on_date = DayField()
    person = TextField(default="")
    role = TextField(default="")
    channel = TextField(default="")
    reference = TextField(default="")
    text = TextField()
    topic = TextField(default="")
    value = TextField(default="")
    answers = ForeignKeyField("self", null=True, index=False)
    file = ForeignKeyField(StoredFile, null=True, index=False)
    contact = ForeignKeyField(Contact, null=True, index=False)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        case_id: int
        answers_id: int | None
        file_id: int | None
        contact_id: int | None
        user_id: int

    class Meta:
        """Look up by case, in order."""

        indexes = ((("case", "id"), False),)


class DeadlineRule(Table):
    """One version of how long a payer leaves for a step, never edited; `chain_id` joins the versions."""

    id = AutoField()
    chain_id = IntegerField()
    version = IntegerField()
    payer = ForeignKeyField(Payer, null=True, index=False)
    plan = ForeignKeyField(Plan, null=True, index=False)
    line_of_business = TextField(default="")
    kind = TextField()
    level = IntegerField(default=1)
    name = TextField(default="")
    amount = IntegerField()
    unit = TextField()
    counts_from = TextField()
    receipt_days = IntegerField(default=0)
    least = MoneyField(null=True, column_name="least_cents")
    decided_in = IntegerField(null=True)
    decided_unit = TextField(default="days")
    addressee = TextField(default="")
    effective = DayField()
    ends = DayField(null=True)
    source = TextField(default="")
    note = TextField(default="")
    withdrawn = FlagField(default=False)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        payer_id: int | None
        plan_id: int | None
        user_id: int

    class Meta:
        """One row a version."""

        indexes = ((("chain_id", "version"), True),)


class DisputeDeadline(Table):
    """A last day of a case as it was computed, with how and from which rule."""

    id = AutoField()
    case = ForeignKeyField(DisputeCase, index=False)
    kind = TextField()
    level = IntegerField(default=1)
    starts_on = DayField()
    due_on = DayField(index=True)
    how = TextField()
    source = TextField(default="")
    is_default = FlagField(default=False)
    rule = ForeignKeyField(DeadlineRule, null=True, index=False)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        case_id: int
        rule_id: int | None
        user_id: int

    class Meta:
        """Look up by case, in order."""

        indexes = ((("case", "id"), False),)


class DisputeDeadlineEnd(Table):
    """What became of a deadline: met, missed, moot, or replaced by a later one."""

    deadline = ForeignKeyField(DisputeDeadline, primary_key=True, index=False)
    outcome = TextField()
    on_date = DayField()
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        deadline_id: int
        user_id: int


class DisputeEvidence(Table):
    """A thing that the case needs, and from which party it comes; what became of it are its events."""

    id = AutoField()
    case = ForeignKeyField(DisputeCase, index=False)
    key = TextField()
    title = TextField()
    from_lane = TextField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        case_id: int
        user_id: int

    class Meta:
        """One row a thing."""

        indexes = ((("case", "key"), True),)


class DisputeEvidenceEvent(Table):
    """A piece of evidence was asked for, obtained (with its document), or is not needed."""

    id = AutoField()
    evidence = ForeignKeyField(DisputeEvidence, index=False)
    event = TextField()
    on_date = DayField()
    due_on = DayField(null=True)
    person = TextField(default="")
    file = ForeignKeyField(StoredFile, null=True, index=False)
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        evidence_id: int
        file_id: int | None
        user_id: int

    class Meta:
        """Look up by the thing, in order."""

        indexes = ((("evidence", "id"), False),)


class DisputeOutcome(Table):
    """What a level of a case came to, and the money that it brought."""

    id = AutoField()
    case = ForeignKeyField(DisputeCase, index=False)
    level = IntegerField()
    decided_on = DayField(index=True)
    result = TextField()
    won = MoneyField(default=0, column_name="won_cents")
    adjudication = ForeignKeyField(Adjudication, null=True, index=False)
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        case_id: int
        adjudication_id: int | None
        user_id: int

    class Meta:
        """Look up by case, in order."""

        indexes = ((("case", "id"), False),)

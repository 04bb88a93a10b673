"""Tables of guidelines: what payers say of services, version by version, and reasons to look one up again."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.claims import Adjudication, Claim
from app.models.database import Table
from app.models.fields import DayField, FlagField
from app.models.office import User
from app.models.records import Payer, Plan


class Guideline(Table):
    """One version of what a payer, plan or line of business says of services, never edited.

    `chain_id` joins the versions. Lists are kept as typed: codes, diagnoses and places with commas, modifiers
    with spaces, documents one a line.
    """

    id = AutoField()
    chain_id = IntegerField()
    version = IntegerField()
    status = TextField(default="active")
    payer = ForeignKeyField(Payer, null=True, index=False)
    plan = ForeignKeyField(Plan, null=True, index=False)
    line_of_business = TextField(default="")
    codes = TextField(default="")
    category = TextField(default="")
    modifiers = TextField(default="")
    places = TextField(default="")
    diagnoses = TextField(default="")
    diagnosis_rule = TextField(default="")
    age_from = IntegerField(null=True)
    age_to = IntegerField(null=True)
    sex = TextField(default="")
    answer = TextField(default="")
    conditions = TextField(default="")
    approval = TextField(default="")
    approval_after = IntegerField(null=True)
    ask_how = TextField(default="")
    turnaround_days = IntegerField(null=True)
    referral = FlagField(null=True)
    most = IntegerField(null=True)
    count_by = TextField(default="visits")
    period = TextField(default="year")
    documents = TextField(default="")
    billing_tips = TextField(default="")
    benefit_category = TextField(default="")
    filing_days = IntegerField(null=True)
    corrected_days = IntegerField(null=True)
    appeal_days = IntegerField(null=True)
    effective = DayField()
    ends = DayField(null=True)
    source_title = TextField(default="")
    source_page = TextField(default="")
    source_link = TextField(default="")
    call_reference = TextField(default="")
    note = TextField(default="")
    patient_en = TextField(default="")
    patient_es = TextField(default="")
    confirmed_by = TextField(default="")
    confirmed_on = DayField(null=True)
    review_on = DayField(null=True)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        payer_id: int | None
        plan_id: int | None
        user_id: int

    class Meta:
        """One row a version; look up by payer."""

        indexes = ((("chain_id", "version"), True), (("payer", "effective"), False))


class GuidelineReview(Table):
    """A reason to look a guideline up again: a denial that contradicts it, a person who doubts it."""

    id = AutoField()
    chain_id = IntegerField()
    guideline = ForeignKeyField(Guideline, index=False)
    cause = TextField()
    claim = ForeignKeyField(Claim, null=True)
    adjudication = ForeignKeyField(Adjudication, null=True, index=False)
    note = TextField(default="")
    opened_at = TextField()
    user = ForeignKeyField(User, index=False)

    if TYPE_CHECKING:
        guideline_id: int
        claim_id: int | None
        adjudication_id: int | None
        user_id: int

    class Meta:
        """Look up by the guideline's chain, in order."""

        indexes = ((("chain_id", "id"), False),)


class GuidelineReviewEnd(Table):
    """What a second look at a guideline came to; it ends the review, once."""

    review = ForeignKeyField(GuidelineReview, primary_key=True, index=False)
    outcome = TextField()
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        review_id: int
        user_id: int

"""Tables of the records: payers, plans, fees, procedures, accounts, patients, policies and files."""

from typing import TYPE_CHECKING

from peewee import AutoField, BlobField, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, FlagField, MoneyField
from app.models.office import User


class TradingPartner(Table):
    """A clearinghouse or payer that takes 837P files; its two control numbers only rise."""

    id = AutoField()
    name = TextField(unique=True)
    submitter_name = TextField(default="")
    submitter_id = TextField(default="")
    contact_name = TextField(default="")
    contact_phone = TextField(default="")
    contact_email = TextField(default="")
    receiver_name = TextField(default="")
    receiver_id = TextField(default="")
    sender_qualifier = TextField(default="ZZ")
    receiver_qualifier = TextField(default="ZZ")
    interchange_sender = TextField(default="")
    interchange_receiver = TextField(default="")
    group_sender = TextField(default="")
    group_receiver = TextField(default="")
    usage = TextField(default="T")
    line_feed = FlagField(default=False)
    wants_ta1 = FlagField(default=False)
    outbox = TextField(default="")
    inbox = TextField(default="")
    interchange_number = IntegerField(default=0)
    group_number = IntegerField(default=0)
    active = FlagField(default=True)
    version = IntegerField(default=1)


class Payer(Table):
    """An insurer, and how it wants its forms; with a `partner` its claims go out as 837P."""

    id = AutoField()
    name = TextField()
    line_of_business = TextField(default="commercial")
    form_kind = TextField(default="other")
    street = TextField(default="")
    street2 = TextField(default="")
    city = TextField(default="")
    state = TextField(default="")
    zip = TextField(default="")
    phone = TextField(default="")
    portal = TextField(default="")
    claim_payer_id = TextField(default="")
    eligibility_payer_id = TextField(default="")
    page_style = TextField(default="stand_alone")
    page_label = FlagField(default=False)
    line_limit = IntegerField(default=50)
    one_pointer = FlagField(default=False)
    filing_days = IntegerField(null=True)
    corrected_days = IntegerField(null=True)
    appeal_days = IntegerField(null=True)
    answer_days = IntegerField(null=True)
    takes_replacement = FlagField(default=True)
    active = FlagField(default=True)
    version = IntegerField(default=1)
    partner = ForeignKeyField(TradingPartner, null=True, index=False)
    filing_code = TextField(default="")
    wants_taxonomy = FlagField(default=False)

    if TYPE_CHECKING:
        partner_id: int | None


class Plan(Table):
    """A payer's plan with its yearly amounts."""

    id = AutoField()
    payer = ForeignKeyField(Payer)
    name = TextField()
    kind = TextField(default="")
    deductible = MoneyField(null=True, column_name="deductible_cents")
    family_deductible = MoneyField(null=True, column_name="family_deductible_cents")
    oop = MoneyField(null=True, column_name="oop_cents")
    family_oop = MoneyField(null=True, column_name="family_oop_cents")
    active = FlagField(default=True)
    version = IntegerField(default=1)
    cob_method = TextField(default="standard")
    family_deductible_kind = TextField(default="embedded")

    if TYPE_CHECKING:
        payer_id: int


class Benefit(Table):
    """What a plan pays for one category of service; coinsurance in basis points."""

    id = AutoField()
    plan = ForeignKeyField(Plan, index=False)
    category = TextField()
    mode = TextField()
    copay = MoneyField(null=True, column_name="copay_cents")
    coinsurance_bp = IntegerField(default=0)
    deductible_applies = FlagField(default=False)
    note = TextField(default="")

    if TYPE_CHECKING:
        plan_id: int

    class Meta:
        """One row a category."""

        indexes = ((("plan", "category"), True),)


class Procedure(Table):
    """A procedure of the practice's own list, with the practice's own plain name."""

    code = TextField(primary_key=True)
    name = TextField()
    name_es = TextField(default="")
    category = TextField(default="other")
    active = FlagField(default=True)


class Fee(Table):
    """The practice's fee for a code and modifier from a date on."""

    id = AutoField()
    code = TextField()
    modifier = TextField(default="")
    amount = MoneyField(column_name="cents")
    effective = DayField()
    ends = DayField(null=True)

    class Meta:
        """One fee a code, modifier and start."""

        indexes = ((("code", "modifier", "effective"), True),)


class GuarantorAccount(Table):
    """The person or family that owes, with the address the bill goes to."""

    id = AutoField()
    number = TextField(unique=True)
    last = TextField()
    first = TextField(default="")
    middle = TextField(default="")
    suffix = TextField(default="")
    street = TextField(default="")
    street2 = TextField(default="")
    city = TextField(default="")
    state = TextField(default="")
    zip = TextField(default="")
    phone = TextField(default="")
    email = TextField(default="")
    language = TextField(default="en")
    returned_mail = FlagField(default=False)
    do_not_bill = FlagField(default=False)
    deceased = FlagField(default=False)
    bankruptcy = FlagField(default=False)
    confidential = FlagField(default=False)
    note = TextField(default="")
    version = IntegerField(default=1)
    no_checks = FlagField(default=False)

    class Meta:
        """Look up by name."""

        indexes = ((("last", "first"), False),)


class Patient(Table):
    """A patient; `own_account` bears what must not reach the family's bill."""

    id = AutoField()
    number = TextField(unique=True)
    account = ForeignKeyField(GuarantorAccount)
    own_account = ForeignKeyField(GuarantorAccount, null=True)
    last = TextField()
    first = TextField()
    middle = TextField(default="")
    suffix = TextField(default="")
    birth_date = DayField(null=True)
    sex = TextField(default="")
    street = TextField(default="")
    street2 = TextField(default="")
    city = TextField(default="")
    state = TextField(default="")
    zip = TextField(default="")
    phone = TextField(default="")
    phone2 = TextField(default="")
    email = TextField(default="")
    language = TextField(default="en")
    emergency_name = TextField(default="")
    emergency_phone = TextField(default="")
    confidential = FlagField(default=False)
    self_pay = FlagField(default=False)
    returned_mail = FlagField(default=False)
    deceased_on = DayField(null=True)
    release_on = DayField(null=True)
    assignment_on = DayField(null=True)
    privacy_on = DayField(null=True)
    confirmed_on = DayField(null=True)
    note = TextField(default="")
    active = FlagField(default=True)
    version = IntegerField(default=1)

    if TYPE_CHECKING:
        account_id: int
        own_account_id: int | None

    class Meta:
        """Look up by name and by birth date."""

        indexes = ((("last", "first", "id"), False), (("birth_date",), False))


class Policy(Table):
    """A patient's insurance from a date on; `rank` 1 pays first."""

    id = AutoField()
    patient = ForeignKeyField(Patient)
    plan = ForeignKeyField(Plan)
    rank = IntegerField()
    member_id = TextField(default="")
    group_number = TextField(default="")
    relationship = TextField(default="self")
    holder_last = TextField(default="")
    holder_first = TextField(default="")
    holder_middle = TextField(default="")
    holder_suffix = TextField(default="")
    holder_birth_date = DayField(null=True)
    holder_sex = TextField(default="")
    street = TextField(default="")
    street2 = TextField(default="")
    city = TextField(default="")
    state = TextField(default="")
    zip = TextField(default="")
    holder_phone = TextField(default="")
    effective = DayField()
    termination = DayField(null=True)
    order_reason = TextField(default="")
    version = IntegerField(default=1)
    msp_type = TextField(default="")
    qmb = FlagField(default=False)
    cob_confirmed_on = DayField(null=True)

    if TYPE_CHECKING:
        patient_id: int
        plan_id: int


class StoredFile(Table):
    """A card image, a document or a printed paper, kept whole and never changed."""

    id = AutoField()
    kind = TextField()
    subject = TextField()
    subject_id = IntegerField(null=True)
    patient = ForeignKeyField(Patient, null=True)
    name = TextField()
    media_type = TextField()
    sha256 = TextField()
    size = IntegerField()
    pages = IntegerField(default=0)
    content = BlobField()
    added_at = TextField()
    user = ForeignKeyField(User, index=False)

    if TYPE_CHECKING:
        patient_id: int | None
        user_id: int

    class Meta:
        """Look up by what it belongs to."""

        indexes = ((("subject", "subject_id"), False),)

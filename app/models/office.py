"""Tables of the office itself: practice, users, providers, places, settings, drafts and the two trails."""

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import FlagField


class Practice(Table):
    """The practice: exactly one row."""

    id = AutoField()
    uid = TextField()
    name = TextField()
    tax_id = TextField(default="")
    tax_id_kind = TextField(default="ein")
    npi = TextField(default="")
    taxonomy = TextField(default="")
    street = TextField(default="")
    street2 = TextField(default="")
    city = TextField(default="")
    state = TextField(default="")
    zip = TextField(default="")
    phone = TextField(default="")
    billing_hours = TextField(default="")
    remit_name = TextField(default="")
    remit_street = TextField(default="")
    remit_street2 = TextField(default="")
    remit_city = TextField(default="")
    remit_state = TextField(default="")
    remit_zip = TextField(default="")
    pay_url = TextField(default="")
    message = TextField(default="")
    message_es = TextField(default="")
    demo = FlagField(default=False)
    version = IntegerField(default=1)


class User(Table):
    """A person who signs in; the password's slot lies in the key file."""

    id = AutoField()
    name = TextField(unique=True)
    display_name = TextField()
    role = TextField()
    active = FlagField(default=True)
    created_at = TextField()


class Provider(Table):
    """A clinician who renders services."""

    id = AutoField()
    last = TextField()
    first = TextField()
    middle = TextField(default="")
    suffix = TextField(default="")
    credential = TextField(default="")
    npi = TextField(default="")
    taxonomy = TextField(default="")
    license = TextField(default="")
    active = FlagField(default=True)
    version = IntegerField(default=1)


class Place(Table):
    """A place where services are given."""

    id = AutoField()
    name = TextField()
    pos = TextField()
    npi = TextField(default="")
    street = TextField(default="")
    street2 = TextField(default="")
    city = TextField(default="")
    state = TextField(default="")
    zip = TextField(default="")
    active = FlagField(default=True)
    version = IntegerField(default=1)
    clia = TextField(default="")


class Setting(Table):
    """A named setting of the practice."""

    name = TextField(primary_key=True)
    value = TextField()


class Counter(Table):
    """A number that is given out once: receipts, accounts, claims."""

    name = TextField(primary_key=True)
    value = IntegerField()


class Draft(Table):
    """What a person has typed and not yet posted."""

    id = AutoField()
    user = ForeignKeyField(User, index=False)
    panel = TextField()
    subject = TextField(default="")
    content = TextField()
    saved_at = TextField()

    class Meta:
        """One draft a person, panel and subject."""

        indexes = ((("user", "panel", "subject"), True),)


class Audit(Table):
    """One thing done, chained to the one before."""

    seq = AutoField()
    at = TextField()
    user_id = IntegerField()
    user_name = TextField()
    role = TextField()
    workstation = TextField()
    action = TextField()
    subject = TextField()
    subject_id = IntegerField(null=True)
    patient_id = IntegerField(null=True)
    reason = TextField(default="")
    before = TextField(default="{}")
    after = TextField(default="{}")
    app_version = TextField()
    previous = TextField()
    hash = TextField(unique=True)

    class Meta:
        """Look up by what it is about."""

        indexes = ((("subject", "subject_id"), False),)


class Access(Table):
    """One look at one patient, chained to the one before."""

    seq = AutoField()
    at = TextField()
    user_id = IntegerField()
    user_name = TextField()
    workstation = TextField()
    what = TextField()
    patient_id = IntegerField()
    previous = TextField()
    hash = TextField(unique=True)

    class Meta:
        """Look up by patient, and by who looked at what."""

        indexes = ((("patient_id", "seq"), False), (("user_id", "what", "seq"), False))

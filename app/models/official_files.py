"""Tables of the official files a user loaded; what they say is judged by the file in force on a date."""

from typing import TYPE_CHECKING

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.fields import DayField, FlagField, MoneyField
from app.models.office import User


class OfficialFile(Table):
    """An official file as it was loaded: its kind, whose rules, and the days on which it is in force.

    `rows` of `read_rows` were kept; `codes` are those for which pairs were kept.
    """

    id = AutoField()
    kind = TextField()
    source = TextField()
    part = TextField(default="")
    release = TextField()
    effective = DayField()
    ends = DayField(null=True)
    rows = IntegerField()
    read_rows = IntegerField()
    codes = TextField(default="")
    locality = TextField(default="")
    name = TextField()
    sha256 = TextField()
    loaded_at = TextField()
    user = ForeignKeyField(User, index=False)

    if TYPE_CHECKING:
        user_id: int

    class Meta:
        """One file a kind, source, first day and part."""

        indexes = ((("kind", "source", "effective", "part"), True),)


class NcciPair(Table):
    """Two codes that are not billed together on the days of the pair; one that still holds ends in 9999."""

    file = ForeignKeyField(OfficialFile, index=False)
    column1 = TextField()
    column2 = TextField()
    effective = DayField()
    deleted = DayField()
    indicator = TextField()

    class Meta:
        """Look up by file and first code."""

        primary_key = CompositeKey("file", "column1", "column2", "effective", "deleted")


class MueLimit(Table):
    """The most units of a code."""

    file = ForeignKeyField(OfficialFile, index=False)
    code = TextField()
    units = IntegerField()
    mai = TextField()

    class Meta:
        """Look up by file and code."""

        primary_key = CompositeKey("file", "code")


class FeeScheduleRow(Table):
    """What a fee schedule or contract says of a code and modifier: prices and payment indicators."""

    file = ForeignKeyField(OfficialFile, index=False)
    code = TextField()
    modifier = TextField()
    effective = DayField()
    facility = MoneyField(null=True, column_name="facility_cents")
    non_facility = MoneyField(null=True, column_name="non_facility_cents")
    status = TextField(default="")
    global_days = TextField(default="")
    pctc = TextField(default="")
    multiple = TextField(default="")
    bilateral = TextField(default="")
    assistant = TextField(default="")
    co_surgeon = TextField(default="")
    team = TextField(default="")

    class Meta:
        """Look up by file and code."""

        primary_key = CompositeKey("file", "code", "modifier", "effective")


class DiagnosisCode(Table):
    """An ICD-10-CM code of a loaded year, without its dot; a `fresh` one is not in the shipped list."""

    file = ForeignKeyField(OfficialFile, index=False)
    code = TextField()
    billable = FlagField()
    text = TextField()
    fresh = FlagField()

    class Meta:
        """Look up by file and code, and go through the few that the shipped list has not."""

        primary_key = CompositeKey("file", "code")
        indexes = ((("file", "fresh"), False),)


class HcpcsCode(Table):
    """A HCPCS level II code and the days on which it may be billed."""

    file = ForeignKeyField(OfficialFile, index=False)
    code = TextField()
    effective = DayField(null=True)
    ends = DayField(null=True)
    text = TextField(default="")

    class Meta:
        """Look up by file and code."""

        primary_key = CompositeKey("file", "code")

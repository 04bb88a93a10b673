"""Tables of the papers of disputes: letters, packets, and their sendings."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.database import Table
from app.models.disputes import DisputeCase
from app.models.fields import DayField
from app.models.office import User
from app.models.records import StoredFile


class DisputeLetter(Table):
    """One version of a case's letter, as Markdown; every saving is a new version."""

    id = AutoField()
    case = ForeignKeyField(DisputeCase, index=False)
    level = IntegerField()
    kind = TextField()
    version = IntegerField()
    subject = TextField()
    body = TextField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        case_id: int
        user_id: int

    class Meta:
        """One row a version."""

        indexes = ((("case", "version"), True),)


class DisputePacket(Table):
    """A packet as it was composed: the kept file, and what lies in it on which pages (`content`)."""

    id = AutoField()
    case = ForeignKeyField(DisputeCase, index=False)
    level = IntegerField()
    letter = ForeignKeyField(DisputeLetter, index=False)
    file = ForeignKeyField(StoredFile, index=False)
    pages = IntegerField()
    size = IntegerField()
    content = TextField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        case_id: int
        letter_id: int
        file_id: int
        user_id: int

    class Meta:
        """Look up by case, in order."""

        indexes = ((("case", "id"), False),)


class DisputeSending(Table):
    """How and when a packet was sent, with its tracking number and the confirmation."""

    id = AutoField()
    packet = ForeignKeyField(DisputePacket, index=False)
    sent_on = DayField()
    method = TextField()
    tracking = TextField(default="")
    file = ForeignKeyField(StoredFile, null=True, index=False)
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        packet_id: int
        file_id: int | None
        user_id: int

    class Meta:
        """Look up by packet, in order."""

        indexes = ((("packet", "id"), False),)

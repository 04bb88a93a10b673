"""Tables of claims on their way: partners, batches, payers' receipts, corrections and overrides."""

from typing import TYPE_CHECKING

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from app.models.claims import Claim, ClaimBatch
from app.models.database import Table
from app.models.fields import DayField
from app.models.office import User
from app.models.records import StoredFile


class ClaimBatchEvent(Table):
    """What became of a batch: put into the outbox, mailed or sent, undone, answered."""

    id = AutoField()
    batch = ForeignKeyField(ClaimBatch, index=False)
    event = TextField()
    on_date = DayField()
    method = TextField(default="")
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        batch_id: int
        user_id: int

    class Meta:
        """Look up by batch, in order."""

        indexes = ((("batch", "id"), False),)


class ClaimAnswerFile(Table):
    """A file of acknowledgements as it came: its bytes are kept, and no file is read twice."""

    id = AutoField()
    file = ForeignKeyField(StoredFile, index=False)
    name = TextField()
    sha256 = TextField(unique=True)
    sender = TextField(default="")
    control_number = TextField(default="")
    kinds = TextField(default="")
    unmatched = IntegerField(default=0)
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        file_id: int
        user_id: int

    class Meta:
        """Look up by who sent it under which number."""

        indexes = ((("sender", "control_number"), False),)


class ClaimResponse(Table):
    """One thing a clearinghouse or payer said of one version of a claim before it was adjudicated."""

    id = AutoField()
    claim = ForeignKeyField(Claim, index=False)
    claim_version = IntegerField()
    batch = ForeignKeyField(ClaimBatch, null=True, index=False)
    answer_file = ForeignKeyField(ClaimAnswerFile, null=True, index=False)
    kind = TextField()
    outcome = TextField()
    category = TextField(default="")
    status = TextField(default="")
    entity = TextField(default="")
    text = TextField(default="")
    field = TextField(default="")
    payer_control = TextField(default="")
    on_date = DayField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        claim_id: int
        batch_id: int | None
        answer_file_id: int | None
        user_id: int

    class Meta:
        """Look up by claim, in order."""

        indexes = ((("claim", "id"), False),)


class ClaimCorrection(Table):
    """A decision to send a claim again, with frequency 1, 7 or 8, after the version that was sent."""

    id = AutoField()
    claim = ForeignKeyField(Claim, index=False)
    after_version = IntegerField()
    what_happened = TextField()
    code = TextField()
    reference = TextField(default="")
    note = TextField(default="")
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        claim_id: int
        user_id: int

    class Meta:
        """Look up by claim, in order."""

        indexes = ((("claim", "id"), False),)


class ClaimOverride(Table):
    """A blocking finding that a manager let pass, with the reason."""

    id = AutoField()
    claim = ForeignKeyField(Claim, index=False)
    rule = TextField()
    field = TextField()
    reason = TextField()
    user = ForeignKeyField(User, index=False)
    at = TextField()

    if TYPE_CHECKING:
        claim_id: int
        user_id: int

    class Meta:
        """One override a rule and field."""

        indexes = ((("claim", "rule", "field"), True),)

"""The table of what was imported from elsewhere."""

from peewee import CompositeKey, IntegerField, TextField

from app.models.database import Table


class Imported(Table):
    """An item of a source, by its own key there, and the row it became here."""

    source = TextField()
    kind = TextField()
    key = TextField()
    row_id = IntegerField()
    at = TextField()

    class Meta:
        """One row an item."""

        primary_key = CompositeKey("source", "kind", "key")
        indexes = ((("kind", "row_id"), False),)

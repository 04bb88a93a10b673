"""The place where a second person signs: log-in name and password, kept in no draft."""

from app.services.practices import OpenPractice
from app.services.second_person import Signature
from app.views.common.fields import Field, Kind, Today
from app.views.common.form import FormPanel


class SignatureForm(FormPanel):
    """Name and password of the manager who signs."""

    def __init__(self, today: Today, help_text: str) -> None:
        fields = (
            Field("name", "Manager who signs (log-in name)", help=help_text),
            Field("password", "Password of that manager", Kind.PASSWORD),
        )
        super().__init__(fields, today)

    def clear(self) -> None:
        """Forget who signed."""
        self.set_values({"name": "", "password": ""})

    def signature(self, practice: OpenPractice | None) -> Signature | None:
        """What was typed; None where nobody signed."""
        values = self.values()
        name = str(values["name"] or "").strip()
        if practice is None or not name:
            return None
        return Signature(practice, name, str(values["password"] or ""))

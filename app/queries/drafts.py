"""What a person has typed and not yet posted."""

import json

from app.domain.rights import Right
from app.models.office import Draft
from app.queries.asking import asks


@asks(Right.OPEN)
def find_draft(user_id: int, panel: str, subject: str) -> dict[str, str]:
    """The draft of one's own for a panel and a subject, as field texts by name; empty where there is none."""
    here = (Draft.user == user_id) & (Draft.panel == panel) & (Draft.subject == subject)
    row = Draft.get_or_none(here)
    return dict(json.loads(row.content)) if row else {}

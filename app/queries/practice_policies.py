"""The office's own rules as answers to patients say them."""

from app.domain.questions.policies import SETTING, PracticePolicies, read_policies
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks


@asks(Right.SEE_OFFICE)
def find_practice_policies() -> PracticePolicies:
    """The rules as the office has set them, the usual ones where it has not."""
    rows = select("select name, value from setting where name >= ? and name < ?", SETTING, SETTING[:-1] + "/")
    return read_policies(dict(rows))

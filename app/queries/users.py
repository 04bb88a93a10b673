"""Who may sign in, and as what."""

from dataclasses import dataclass

from app.domain.rights import Right, Role
from app.models.office import User
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class UserLine:
    """A person of the office; a removed one stays on the list, not active."""

    id: int
    name: str
    display_name: str
    role: Role
    active: bool


@asks(Right.MANAGE_USERS)
def list_users() -> tuple[UserLine, ...]:
    """Everybody who may sign in or once could, the active first, by name."""
    rows = User.select().order_by(User.active.desc(), User.display_name, User.id)
    return tuple(UserLine(row.id, row.name, row.display_name, Role(row.role), row.active) for row in rows)

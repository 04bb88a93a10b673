"""A part of the settings that a person may not look into: it says so, and who may."""

from app.views.common.empty_state import EmptyState


class RefusedPart(EmptyState):
    """Stands in the place of the part."""

    def refresh(self) -> None:
        """Ask nothing: there is nothing to be seen."""

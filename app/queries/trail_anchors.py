"""The audit trail held against what backups saw of it."""

import json
from collections.abc import Sequence
from datetime import datetime

from app.domain.trail import Anchor, RestoredTo, binding_anchors
from app.models.database import select


def lost_anchors(anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """The heads of the trail that are not in it any more: changed, or cut off."""
    binding = binding_anchors(anchors, _restores())
    return tuple(anchor for anchor in binding if not _holds(anchor))


def _holds(anchor: Anchor) -> bool:
    return bool(select("select 1 from audit where seq = ? and hash = ?", anchor.seq, anchor.hash))


def _restores() -> tuple[RestoredTo, ...]:
    rows = select("select at, after from audit where subject = 'backup' and action = 'restore_practice'")
    return tuple(
        RestoredTo(datetime.fromisoformat(json.loads(after)["made_at"]), datetime.fromisoformat(at))
        for at, after in rows
    )

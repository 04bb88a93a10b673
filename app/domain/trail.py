"""The hash chain of the audit trail and the access log."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the audit trail as a backup saw it; nothing before it may be gone or changed later."""

    seq: int
    hash: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RestoredTo:
    """A restore that the trail itself tells of: when its backup was made, and when it was done."""

    backup_made_at: datetime
    at: datetime


def binding_anchors(anchors: Sequence[Anchor], restores: Sequence[RestoredTo]) -> tuple[Anchor, ...]:
    """Leave out what was seen between a restored backup and its restore: the trail went on without that."""
    return tuple(
        anchor
        for anchor in anchors
        if anchor.seq
        and not any(restore.backup_made_at < anchor.made_at <= restore.at for restore in restores)
    )


def canonical(facts: Mapping[str, Any]) -> str:
    """Write facts as JSON in one way only: sorted keys, no spaces, dates and money as text."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def chain(previous: str, facts: Mapping[str, Any]) -> str:
    """Hash one row onto the one before it; SHA-256 in hex."""
    return hashlib.sha256((previous + canonical(facts)).encode()).hexdigest()


def check_chain(rows: Iterable[tuple[int, str, str, Mapping[str, Any]]]) -> int | None:
    """Find the first row that does not follow; rows are (seq, previous, hash, facts) in order of seq.

    Gives its seq, or None when the whole chain holds; a gap in seq counts as broken.
    """
    before, expected = GENESIS, 1
    for seq, previous, digest, facts in rows:
        if seq != expected or previous != before or chain(previous, facts) != digest:
            return seq
        before, expected = digest, seq + 1
    return None

"""A file of answers to what we sent: receipts (TA1), 999, 277CA, status (277), and coverage (271).

What a set is follows from its own kind and guide; the kind told by its group is often wrong.
"""

from dataclasses import dataclass, field

from app.edi.interchanges import Interchange, Note, Receipt, TransactionSet, read_parts
from app.edi.ta1 import InterchangeReceipt, read_receipt
from app.edi.x271 import read_271
from app.edi.x271_values import CoverageReply
from app.edi.x277 import BatchAnswer, read_277
from app.edi.x999 import GroupAnswer, read_999

_ACKNOWLEDGMENT, _STATUS = "005010X214", "005010X212"
_PURPOSES = {"TH": _ACKNOWLEDGMENT, "DG": _STATUS}


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """All answers of one file, in their order; `notes` tell what is odd and which sets are none of these."""

    interchanges: tuple[Interchange, ...]
    receipts: tuple[InterchangeReceipt, ...]
    groups: tuple[GroupAnswer, ...]
    acknowledgments: tuple[BatchAnswer, ...]
    status_responses: tuple[BatchAnswer, ...]
    coverage: tuple[CoverageReply, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    interchanges: list[Interchange] = field(default_factory=list)
    receipts: list[InterchangeReceipt] = field(default_factory=list)
    groups: list[GroupAnswer] = field(default_factory=list)
    acknowledgments: list[BatchAnswer] = field(default_factory=list)
    status_responses: list[BatchAnswer] = field(default_factory=list)
    coverage: list[CoverageReply] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_answers(content: bytes) -> AnswerFile:
    """Read a file of answers; raises X12Error, and nothing else, for one that cannot be understood."""
    found = _Found()
    for part in read_parts(content):
        if isinstance(part, Interchange):
            found.interchanges.append(part)
        elif isinstance(part, Receipt):
            found.receipts.append(read_receipt(part))
        elif isinstance(part, TransactionSet):
            _read_set(part, found)
        elif isinstance(part, Note):
            found.notes.append(str(part))
    return AnswerFile(
        tuple(found.interchanges),
        tuple(found.receipts),
        tuple(found.groups),
        tuple(found.acknowledgments),
        tuple(found.status_responses),
        tuple(found.coverage),
        tuple(found.notes),
    )


def _read_set(transaction_set: TransactionSet, found: _Found) -> None:
    guide = _guide(transaction_set)
    if transaction_set.code == "999":
        found.groups.append(read_999(transaction_set))
    elif transaction_set.code == "271":
        found.coverage.append(read_271(transaction_set))
    elif guide.startswith(_ACKNOWLEDGMENT):
        found.acknowledgments.append(read_277(transaction_set))
    elif guide.startswith(_STATUS):
        found.status_responses.append(read_277(transaction_set))
    else:
        kind = " ".join(filter(None, (transaction_set.code[:20], transaction_set.guide[:20]))) or "no kind"
        found.notes.append(
            f"Segment {transaction_set.first}: This set ({kind}) is no answer to claims and was left unread."
        )


def _guide(transaction_set: TransactionSet) -> str:
    """Tell the guide of a 277 by its name, or by its purpose (BHT06) where the name is neither of the two."""
    if transaction_set.code != "277":
        return ""
    if transaction_set.guide.startswith((_ACKNOWLEDGMENT, _STATUS)):
        return transaction_set.guide
    purposes = (segment.element(6) for segment in transaction_set.segments() if segment.id == "BHT")
    return _PURPOSES.get(next(purposes, ""), "")

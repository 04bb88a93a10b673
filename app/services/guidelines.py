"""What payers say of services: guidelines are added, and changed by a new version; an old version stays."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.errors import InputError, RuleError
from app.domain.guideline_entry import tidy_guideline
from app.domain.guidelines import Status
from app.domain.rights import Right
from app.models.guidelines import Guideline
from app.models.records import Payer, Plan
from app.queries.guideline_rows import SUBJECT, last_chain, newest_version, values_of
from app.services.files import NewFile, keep_file
from app.services.rows import check_columns, fetch
from app.services.session import Session, Transaction

PAPER = "guideline"


def add_guideline(session: Session, values: Mapping[str, Any]) -> int:
    """Add what a payer says of a service from a date on, and give the guideline's id."""
    session.require(Right.EDIT_GUIDELINE)
    check_columns(Guideline, values)
    facts = sound_guideline(values)
    with session.transaction() as transaction:
        return write_guideline(transaction, last_chain() + 1, 1, facts, "add_guideline")


def change_guideline(session: Session, guideline_id: int, values: Mapping[str, Any]) -> int:
    """Write a new version of a guideline and give its id; services before its date keep the old one.

    Raises RuleError when `guideline_id` is not the newest version: a colleague has written one since.
    """
    session.require(Right.EDIT_GUIDELINE)
    return _change(session, guideline_id, values, "change_guideline")


def withdraw_guideline(session: Session, guideline_id: int, on: date, why: str) -> int:
    """Let a guideline say nothing from a day on, by a new version that says why; gives its id."""
    session.require(Right.EDIT_GUIDELINE)
    if not why.strip():
        raise InputError("Say why the guideline no longer counts.")
    values = {"status": Status.WITHDRAWN.value, "effective": on, "ends": None, "note": why.strip()}
    return _change(session, guideline_id, values, "withdraw_guideline")


def confirm_guideline(session: Session, guideline_id: int, by: str, on: date) -> int:
    """Keep that somebody looked a guideline up again and it still holds: a version with that alone new.

    The day of the next look is worked out anew.
    """
    session.require(Right.EDIT_GUIDELINE)
    if not by.strip():
        raise InputError("Say who looked it up.")
    if on > session.today():
        raise InputError("It cannot have been looked up on a later day than today. Check the date.")
    values = {"confirmed_by": by.strip(), "confirmed_on": on, "review_on": None}
    return _change(session, guideline_id, values, "confirm_guideline")


def attach_guideline_file(session: Session, guideline_id: int, path: Path) -> int:
    """Keep the paper that a guideline comes from beside all its versions, and give the file's id."""
    session.require(Right.EDIT_GUIDELINE)
    try:
        content = path.read_bytes()
    except OSError:
        raise InputError(f"“{path.name}” cannot be read. Nothing was kept. Choose another file.") from None
    guideline = fetch(Guideline, guideline_id, "guideline")
    paper = NewFile(PAPER, path.name, content, SUBJECT, guideline.chain_id)
    with session.transaction() as transaction:
        file_id = keep_file(transaction, paper)
        after = {"name": path.name, "file": file_id}
        transaction.record(SUBJECT, guideline_id, "attach_guideline_file", after=after)
        return file_id


def write_guideline(
    transaction: Transaction, chain: int, version: int, facts: Mapping[str, Any], action: str
) -> int:
    """Write a version inside the open transaction; its facts were made sound before."""
    session = transaction.session
    row = Guideline.create(
        **facts, chain_id=chain, version=version, user=session.user.id, at=session.now().isoformat()
    )
    transaction.record(SUBJECT, row.id, action, after={"chain": chain, "version": version, **facts})
    return int(row.id)


def sound_guideline(values: Mapping[str, Any]) -> dict[str, Any]:
    """Tidy a guideline's facts and refuse what cannot stand, also beside the insurers that are there."""
    facts = tidy_guideline(values)
    if facts["payer"] is None and not facts["line_of_business"] and not facts["codes"]:
        raise InputError("Choose the insurer whose guideline this is, or a line of business, or type codes.")
    if facts["payer"] is not None and Payer.get_or_none(Payer.id == facts["payer"]) is None:
        raise InputError("That insurer is not in this practice any more. Choose another one.")
    plan = Plan.get_or_none(Plan.id == facts["plan"]) if facts["plan"] else None
    if plan is not None and plan.payer_id != facts["payer"]:
        raise InputError("That plan belongs to another insurer. Choose one of its own, or all plans.")
    return facts


def _change(session: Session, guideline_id: int, values: Mapping[str, Any], action: str) -> int:
    check_columns(Guideline, values)
    before = fetch(Guideline, guideline_id, "guideline")
    kept = values_of(before)
    facts = sound_guideline({**kept, **values})
    if facts == kept:
        return guideline_id
    with session.transaction() as transaction:
        _refuse_old(before)
        return write_guideline(transaction, before.chain_id, before.version + 1, facts, action)


def _refuse_old(before: Guideline) -> None:
    if newest_version(before.chain_id) != before.version:
        raise RuleError(
            "A colleague changed this guideline while you were typing. Nothing was overwritten and what you "
            "typed is still here. Look at the new version, then save again."
        )

"""The letters of a dispute: composed from the case, changed by hand, each saving kept as a version."""

from app.domain.disputes.letters import DisputeLetterKind, DisputeLetterText, compose_letter
from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.dispute_papers import DisputeLetter
from app.models.disputes import DisputeCase
from app.queries.dispute_letter_facts import letter_source
from app.queries.dispute_papers import newest_version
from app.services.disputes import fetch_open_case
from app.services.rows import fetch
from app.services.session import Session

LONGEST_SUBJECT, LONGEST_BODY = 200, 30_000


def draft_letter(session: Session, case_id: int, kind: DisputeLetterKind | None = None) -> DisputeLetterText:
    """Compose the letter of a case anew, of the kind it calls for where none is named; keeps nothing."""
    session.require(Right.WORK_DISPUTE)
    case: DisputeCase = fetch(DisputeCase, case_id, "case")
    source = letter_source(case_id, case.patient_id, session.today(), session.user.display_name)
    return compose_letter(kind or source.kind, source.facts)


def keep_letter(session: Session, case_id: int, text: DisputeLetterText) -> int:
    """Keep a letter as the next version, and give its id; what was not changed makes no version."""
    session.require(Right.WORK_DISPUTE)
    subject, body = " ".join(text.subject.split()), text.body.strip()
    if not subject or not body:
        raise InputError("A letter needs a subject and words. Nothing was kept.")
    if len(subject) > LONGEST_SUBJECT or len(body) > LONGEST_BODY:
        raise InputError("The letter is too long: put the details into an enclosure. Nothing was kept.")
    with session.transaction() as transaction:
        case = fetch_open_case(case_id)
        last = newest_version(case_id)
        known = DisputeLetter.get_or_none((DisputeLetter.case == case_id) & (DisputeLetter.version == last))
        if known and (known.kind, known.subject, known.body, known.level) == (
            text.kind.value,
            subject,
            body,
            case.level,
        ):
            return int(known.id)
        row = DisputeLetter.create(
            case=case_id,
            level=case.level,
            kind=text.kind.value,
            version=last + 1,
            subject=subject,
            body=body,
            user=session.user.id,
            at=session.now().isoformat(),
        )
        after = {"case": case.number, "version": last + 1, "kind": text.kind.value}
        transaction.record("dispute_letter", row.id, "keep_letter", patient=case.patient_id, after=after)
        return int(row.id)

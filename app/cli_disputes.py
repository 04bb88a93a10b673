"""The commands about disputes: which there are and by when to act, one whole, its papers, and a calendar."""

from argparse import Namespace
from typing import Any

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome, free_places, progress_on_screen, put_paper
from app.domain.disputes.cases import LANE_NAMES, STAGE_NAMES, Stage, find_contradictions, open_questions
from app.domain.errors import InputError
from app.queries.dispute_papers import list_letters
from app.queries.disputes import CaseDetail, CaseLine, find_case, find_case_number, list_cases
from app.queries.kept_files import find_file_content
from app.services.dispute_calendar import export_deadlines
from app.services.dispute_letters import draft_letter, keep_letter
from app.services.dispute_packets import make_packet, print_handover
from app.services.session import Session

OPEN = (Stage.WORKING, Stage.SENT, Stage.LOST)


def list_disputes(words: Namespace) -> Outcome:
    """List the cases in dispute, the one whose time runs out first on top; closed ones with --all."""
    with opened_practice(words) as practice:
        session = practice.session
        found = session.ask(list_cases, () if words.all else OPEN)
        today = session.today()
    lines = [
        f"{each.number}  {STAGE_NAMES[each.stage]:<22}  {each.due or '':<10}  {each.left(today):<14}  "
        f"{each.at_stake.dollars:>11}  {each.reason:<8}  {each.payer}, {each.patient}"
        for each in found
    ]
    return Outcome({"cases": [_told(each) for each in found]}, lines or ["No case is in dispute."])


def show_dispute(words: Namespace) -> Outcome:
    """Show a case whole: lines, deadlines with how they were counted, facts by party, checklist, outcomes."""
    with opened_practice(words) as practice:
        line = practice.session.ask(find_case_number, words.id)
        case = practice.session.ask(find_case, line.id, line.patient_id)
    return Outcome(_told_whole(case), _lines_of(case))


def write_deadlines(words: Namespace) -> Outcome:
    """Write the open deadlines of all cases as a calendar file; it names cases by number only."""
    if words.out.exists() and not words.force:
        raise InputError(f"“{words.out.name}” is there already. Choose another name, or add --force.")
    with opened_practice(words) as practice:
        count = export_deadlines(practice.session, words.out)
    return Outcome({"file": words.out.name, "deadlines": count}, [f"{count} deadlines: {words.out.name}"])


def write_packet(words: Namespace) -> Outcome:
    """Compose the packet of a case from its newest letter; one is drafted and kept where there is none."""
    (place,) = free_places(words.out, 1, words.force)
    with opened_practice(words) as practice:
        session = practice.session
        line = session.ask(find_case_number, words.id)
        is_drafted = _draft_where_none(session, line)
        made = make_packet(session, line.id, progress_on_screen())
        put_paper(place, session.ask(find_file_content, made.file_id))
    facts = {
        "case": line.number,
        "path": str(place),
        "packet_id": made.id,
        "file_id": made.file_id,
        "pages": made.pages,
        "bytes": made.size,
        "letter_drafted": is_drafted,
        "warnings": list(made.warnings),
    }
    drafted = ["The case had no letter: one was drafted and kept. Read it before it goes out."]
    lines = [
        f"Case {line.number}: {made.pages:,} pages, {made.size:,} bytes in {place}.",
        *(drafted if is_drafted else ()),
        *made.warnings,
    ]
    return Outcome(facts, lines, FINDINGS if made.warnings or is_drafted else DONE)


def write_handover(words: Namespace) -> Outcome:
    """Write the hand-over sheet of a case: where it stands, what it waits for, who said what."""
    (place,) = free_places(words.out, 1, words.force)
    with opened_practice(words) as practice:
        session = practice.session
        line = session.ask(find_case_number, words.id)
        file_id = print_handover(session, line.id)
        put_paper(place, session.ask(find_file_content, file_id))
    facts = {"case": line.number, "path": str(place), "file_id": file_id}
    return Outcome(facts, [f"The hand-over sheet of case {line.number} is in {place}."])


def _draft_where_none(session: Session, line: CaseLine) -> bool:
    """Keep the letter that the case calls for where it has none yet; tells whether it did."""
    if session.ask(list_letters, line.id, line.patient_id):
        return False
    keep_letter(session, line.id, draft_letter(session, line.id))
    return True


def _told(each: CaseLine) -> dict[str, Any]:
    return {
        "number": each.number,
        "kind": each.kind.value,
        "stage": each.stage.value,
        "level": each.level,
        "patient": each.patient,
        "payer": each.payer,
        "claim": each.claim_number,
        "reason": each.reason,
        "at_stake": each.at_stake.cents,
        "due": each.due.isoformat() if each.due else None,
        "next": each.next_step,
        "result": each.result.value if each.result else None,
        "won": each.won.cents,
    }


def _told_whole(case: CaseDetail) -> dict[str, Any]:
    return {
        **_told(case.line),
        "codes": case.codes,
        "lines": [
            {"code": each.code, "on": each.service_on.isoformat(), "at_stake": each.at_stake.cents}
            for each in case.charges
        ],
        "deadlines": [
            {
                "kind": each.kind.value,
                "level": each.level,
                "due": each.due_on.isoformat(),
                "how": each.how,
                "source": each.source,
                "default": each.is_default,
                "outcome": each.outcome,
            }
            for each in case.deadlines
        ],
        "facts": [
            {"on": each.on.isoformat(), "lane": each.lane.value, "kind": each.kind.value, "text": each.text}
            for each in case.facts
        ],
        "contradictions": [each.words for each in find_contradictions(case.facts)],
        "open_questions": [each.text for each in open_questions(case.facts)],
        "evidence": [{"title": each.need.title, "state": each.state.value} for each in case.evidence],
        "outcomes": [
            {"level": each.level, "result": each.result.value, "won": each.won.cents}
            for each in case.outcomes
        ],
    }


def _lines_of(case: CaseDetail) -> list[str]:
    line = case.line
    head = f"Case {line.number}, {STAGE_NAMES[line.stage]}: {line.at_stake.dollars} with {line.payer}"
    return [
        f"{head} ({case.codes or line.kind.value}), {line.patient}, claim {line.claim_number}",
        *(f"  {each.code} of {each.service_on}: {each.at_stake.dollars}" for each in case.charges),
        "Deadlines:",
        *(f"  {each.due_on} {each.outcome or 'open'}: {each.how}" for each in case.deadlines),
        "Facts:",
        *(f"  {each.on} {LANE_NAMES[each.lane]}: {each.text}" for each in case.facts),
        *(f"  Contradiction: {each.words}" for each in find_contradictions(case.facts)),
        "Evidence:",
        *(f"  {each.state.value:<10}  {each.need.title}" for each in case.evidence),
    ]

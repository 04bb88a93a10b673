"""Due work: what waits for the desk today, from everything that has a day, and what came in since yesterday.

Several questions, for not everyone may see claims or insurers' payments; a screen asks those it may and
puts them together with `order_due`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.business_days import add_business_days
from app.domain.claim_work import FILING_NEAR, explain_filing
from app.domain.date_entry import format_date
from app.domain.due_work import FEW, DueKind, DueLine, count_denied, gather, name_work, order_due
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.claim_work import FILING, REJECTED, SILENT
from app.queries.claims import ClaimLine, list_claim_lines, list_claims
from app.queries.denials import DenialLine, list_denials
from app.queries.disputes import open_cases_of
from app.queries.good_faith import EstimateWork, EstimateWorkLine, good_faith_work
from app.queries.guidelines import GuidelineFilter, list_guidelines
from app.queries.promises import PromiseLine, list_broken_promises
from app.queries.standing import IS_VOIDED
from app.queries.to_dos import ToDoLine, list_finished_to_dos, list_later_to_dos, list_to_dos
from app.queries.unbilled_visits import count_unbilled

CALLS = "show_calls"
# What has a place of its own in the window; any other record is found at its patient.
PLACES = frozenset({"claim", "dispute", "guideline", "patient", "visit"})
# Filled with how the day to ask again stands to the day asked about.
_ASK_AGAIN = (
    "select c.id, c.said, c.next_on, c.patient_id, t.last || ', ' || t.first, u.display_name "
    "from contact c join patient t on t.id = c.patient_id join user u on u.id = c.user_id "
    "where c.next_on {} ? and not exists(select 1 from follow_up_end e where e.contact_id = c.id "
    "and e.part = 'ask') order by c.next_on, c.id"
)


@dataclass(frozen=True, slots=True)
class News:
    """What came in since a day: insurers' payments and what of them waits, replies, patients' money."""

    since: date
    remittances: int
    remitted_claims: int
    held: int
    replies: int
    rejected: int
    payments: int
    paid: Money


@asks(Right.SEE_PATIENT)
def list_due_work(today: date) -> tuple[DueLine, ...]:
    """To-dos, days to ask again, broken promises, denials whose time runs out, Good Faith Estimates due."""
    to_dos = (_to_do(line, line.due_on) for line in list_to_dos(today, today))
    promises = (_promise(line) for line in list_broken_promises(today))
    return order_due((*to_dos, *_ask_again(today), *promises, *_denials(today), *_good_faith(today)))


@asks(Right.SEE_PATIENT)
def list_later_work(today: date) -> tuple[DueLine, ...]:
    """To-dos and days to ask again that come up after today, by the day on which they do."""
    to_dos = (_to_do(line, line.comes_up_on) for line in list_later_to_dos(today))
    return order_due((*to_dos, *_ask_again(today, ">")))


@asks(Right.SEE_PATIENT)
def list_finished_work(since: date) -> tuple[DueLine, ...]:
    """To-dos that were finished since a day, the latest first; the owner is who finished it."""
    return tuple(
        DueLine(
            DueKind.TO_DO,
            line.id,
            f"{line.title}: {line.outcome}" if line.outcome else line.title,
            line.finished_on,
            line.patient,
            line.patient_id or 0,
            line.finished_by,
            "show_patient" if line.patient_id else "",
            line.patient_id or 0,
        )
        for line in list_finished_to_dos(since)
    )


@asks(Right.PRINT_CLAIM)
def list_due_claims(user_id: int, today: date) -> tuple[DueLine, ...]:
    """Claims near their filing limit, rejected or without an answer, and visits that are not billed."""
    filing, rejected, silent = (list_claims(asked, today) for asked in (FILING, REJECTED, SILENT))
    near = [_filing(line, today) for line in _few_claims(filing)]
    back = [_rejected(line) for line in _few_claims(rejected)]
    late = [_silent(line) for line in _few_claims(silent)]
    return order_due(
        (
            *gather(
                near, len(filing), f"{{count}} claims must be filed within {FILING_NEAR} days", "show_filing"
            ),
            *gather(back, len(rejected), "{count} claims were rejected", "show_replies"),
            *gather(late, len(silent), "{count} claims have no answer yet", "show_silent"),
            *_unbilled(user_id, today),
        )
    )


@asks(Right.POST_ANSWER)
def list_due_remittances() -> tuple[DueLine, ...]:
    """What of the insurers' payments waits for a person, in one line."""
    count = _held()
    if not count:
        return ()
    words = f"{count:,} {'item' if count == 1 else 'items'} of insurers’ payments to look at"
    return (DueLine(DueKind.REMITTANCE, 0, words, None, opens="show_remittances"),)


@asks(Right.SEE_OFFICE)
def list_due_guidelines(today: date) -> tuple[DueLine, ...]:
    """Guidelines whose day to be looked up again has come."""
    lines = [
        DueLine(
            DueKind.GUIDELINE,
            line.id,
            f"Look up again: {line.payer}, {line.service}",
            line.guideline.review_on,
            opens="show_guideline",
            opens_id=line.guideline.chain_id,
        )
        for line in list_guidelines(today, GuidelineFilter(overdue=True))
    ]
    return gather(lines, len(lines), "{count} guidelines to look up again", "show_guidelines")


@asks(Right.SEE_PATIENT)
def find_news(since: date) -> News:
    """What came in on a day and later."""
    day = since.isoformat()
    ((remittances, claims),) = select(
        "select count(*), coalesce(sum(r.claims), 0) from remittance r where r.at >= ? "
        "and not exists(select 1 from remittance_void v where v.remittance_id = r.id)",
        day,
    )
    ((replies,),) = select("select count(*) from claim_answer_file where at >= ?", day)
    ((rejected,),) = select(
        "select count(*) from claim_response r join claim_answer_file f on f.id = r.answer_file_id "
        "where f.at >= ? and r.outcome = 'rejected'",
        day,
    )
    ((payments, paid),) = select(
        "select count(*), coalesce(sum(p.cents), 0) from payment p where p.received_on >= ? "
        f"and not {IS_VOIDED} and not exists(select 1 from returned_check x where x.payment_id = p.id)",
        day,
    )
    return News(since, remittances, claims, _held(), replies, rejected, payments, Money(paid))


def _to_do(line: ToDoLine, day: date) -> DueLine:
    opens, opens_id = "", 0
    if line.subject in PLACES:
        opens, opens_id = f"show_{line.subject}", line.subject_id or 0
    elif line.patient_id:
        opens, opens_id = "show_patient", line.patient_id
    return DueLine(
        DueKind.TO_DO,
        line.id,
        line.title,
        day,
        line.patient,
        line.patient_id or 0,
        line.owner,
        opens,
        opens_id,
    )


def _ask_again(today: date, is_due: str = "<=") -> list[DueLine]:
    rows = select(_ASK_AGAIN.format(is_due), today.isoformat())
    return [
        DueLine(
            DueKind.ASK_AGAIN,
            contact,
            f"Ask again: {name_work(said)}",
            date.fromisoformat(next_on),
            patient,
            patient_id,
            user,
            CALLS,
            patient_id,
        )
        for contact, said, next_on, patient_id, patient, user in rows
    ]


def _promise(line: PromiseLine) -> DueLine:
    return DueLine(
        DueKind.PROMISE,
        line.contact_id,
        line.standing.words,
        line.promise.due_on,
        line.patient,
        line.patient_id,
        opens=CALLS,
        opens_id=line.patient_id,
    )


def _denials(today: date) -> tuple[DueLine, ...]:
    last = today + timedelta(days=FILING_NEAR)
    found = [line for line in list_denials() if line.due is not None and line.due <= last]
    # What is in a case is due with its case.
    in_cases = open_cases_of([line.id for line in found])
    near = [_denial(line) for line in found if line.id not in in_cases]
    late = sum(line.is_overdue(today) for line in near)
    words = count_denied(late, len(near) - late, FILING_NEAR)
    return gather(near, len(near), words, "show_denials")


def _denial(line: DenialLine) -> DueLine:
    return DueLine(
        DueKind.DENIAL,
        line.id,
        f"{line.payer} denied {line.code} ({line.reason}), {line.open.dollars} open: answer by "
        f"{format_date(line.due) if line.due else ''}",
        line.due,
        line.patient,
        line.patient_id,
        opens="show_claim",
        opens_id=line.claim_id,
    )


def _good_faith(today: date) -> list[DueLine]:
    return [_estimate(each) for each in good_faith_work(today, add_business_days(today, 1))]


def _estimate(each: EstimateWorkLine) -> DueLine:
    line, why = each.line, " anew: the plan changed" if each.work is EstimateWork.CHANGED else ""
    return DueLine(
        DueKind.GOOD_FAITH,
        line.id,
        f"Give the Good Faith Estimate for {format_date(line.on_date)}{why}",
        each.due_on,
        line.patient,
        line.patient_id,
        opens="estimate_visit",
        opens_id=line.id,
    )


def _few_claims(ids: Sequence[int]) -> list[ClaimLine]:
    """The rows of these claims in their order; of many only the most urgent, for they are counted."""
    if not ids:
        return []
    wanted = ids if len(ids) <= FEW else ids[:1]
    lines = {line.id: line for line in list_claim_lines(wanted)}
    return [lines[claim] for claim in wanted]


def _filing(line: ClaimLine, today: date) -> DueLine:
    left = explain_filing(line.file_until, today) if line.file_until else ""
    words = f"File claim {line.number} with {line.payer}: {left}"
    return _claim(DueKind.FILING, line, words, line.file_until, "show_filing")


def _rejected(line: ClaimLine) -> DueLine:
    return _claim(DueKind.REPLY, line, f"Claim {line.number} to {line.payer} was rejected", None)


def _silent(line: ClaimLine) -> DueLine:
    due = line.since + timedelta(days=line.answer_days)
    words = f"Ask {line.payer} about claim {line.number}: no answer since {format_date(line.since)}"
    return _claim(DueKind.SILENT, line, words, due, "show_silent")


def _claim(
    kind: DueKind, line: ClaimLine, words: str, due: date | None, opens: str = "show_claim"
) -> DueLine:
    return DueLine(kind, line.id, words, due, line.patient, line.patient_id, opens=opens, opens_id=line.id)


def _unbilled(user_id: int, today: date) -> tuple[DueLine, ...]:
    count = count_unbilled(user_id, today)
    if not count:
        return ()
    words = f"{count:,} {'visit is' if count == 1 else 'visits are'} not billed yet"
    return (DueLine(DueKind.UNBILLED, 0, words, None, opens="show_unbilled"),)


def _held() -> int:
    ((count,),) = select(
        "select (select count(*) from remittance_claim where is_open = 1) "
        "+ (select count(*) from remittance_adjustment where is_open = 1)"
    )
    return int(count)

"""What a case's packet is made of: its letter, and the papers behind it in the order of the index."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from app.catalogs import denial_codes
from app.claim_form_catalog import claim_form_grid
from app.documents.attachment_check import Attachment, check_attachment
from app.documents.claim_copy import lay_on_form
from app.domain.answers import Adjustment
from app.domain.authorizations import Authorization
from app.domain.date_entry import format_date
from app.domain.disputes.deadline_rules import DeadlineKind
from app.domain.disputes.evidence import KEPT_AS, EvidenceState
from app.domain.disputes.letters import DisputeLetterPaper
from app.domain.disputes.sheets import (
    AnsweredLine,
    DisputeSheet,
    compose_authorization_sheet,
    compose_call_sheet,
    compose_filing_sheet,
    compose_guideline_sheet,
    compose_handover_sheet,
    compose_remittance_sheet,
)
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.payer_windows import filing_limit, windows_of
from app.domain.rights import Right
from app.models.database import select
from app.models.records import Payer
from app.queries.asking import asks
from app.queries.authorizations import find_care_record
from app.queries.disputable_claims import DisputableClaim, disputable_claim
from app.queries.dispute_letter_facts import LetterSource, letter_source
from app.queries.dispute_papers import newest_letter
from app.queries.dispute_support import (
    approval_for,
    contradicted_guideline,
    earlier_calls,
    filing_steps,
    filing_words,
    guideline_in_force,
)
from app.queries.disputes import CaseDetail
from app.queries.guideline_rows import papers_of_chains
from app.queries.kept_files import cut_pages, find_kept_file
from app.queries.payer_windows import payer_facts

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class PacketPaper:
    """One paper behind the letter: a sheet to draw, a PDF (`content`), or a kept document by its id.

    A kept document tells its kind, pages and bytes, and is brought when the packet is composed; `fault` says
    why it cannot be part of one.
    """

    title: str
    sheet: DisputeSheet | None = None
    content: bytes = b""
    file_id: int = 0
    media_type: str = ""
    pages: int = 0
    size: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class PacketSource:
    """A packet before it is drawn: the case, the version of its letter, and the papers behind it.

    `left_out` says of documents that cannot be opened that they are not part of it.
    """

    case: CaseDetail
    letter_id: int
    paper: DisputeLetterPaper
    papers: tuple[PacketPaper, ...]
    left_out: tuple[str, ...] = ()


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_packet_source(case_id: int, patient_id: int, today: date, signer: str) -> PacketSource:
    """What the packet of a case would be made of today."""
    return packet_source(case_id, patient_id, today, signer)


def packet_source(case_id: int, patient_id: int, today: date, signer: str) -> PacketSource:
    """The same inside a transaction; raises InputError where the case has no letter yet."""
    letter = newest_letter(case_id)
    if letter is None:
        raise InputError("The case has no letter yet. Write it first; the packet begins with it.")
    source = letter_source(case_id, patient_id, today, signer)
    found = tuple(_papers(source, today))
    papers = tuple(each for each in found if not each.fault)
    paper = DisputeLetterPaper(source.facts, letter.text, tuple(each.title for each in papers))
    faults = tuple(each.fault for each in found if each.fault)
    return PacketSource(source.case, letter.id, paper, papers, faults)


def _whose(kind: DeadlineKind) -> str:
    return "the insurer" if kind is DeadlineKind.DECISION else "us"


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_handover(case_id: int, patient_id: int, today: date) -> DisputeSheet:
    """A case for the next hand: where it stands, what is awaited, who said what."""
    case = letter_source(case_id, patient_id, today, "").case
    line = case.line
    facts = (
        ("Case", str(line.number)),
        ("Patient", line.patient),
        ("Insurer", line.payer),
        ("Claim", str(line.claim_number)),
        ("Reason", case.codes or line.kind.value),
        ("At stake", line.at_stake.dollars),
        ("Level", str(line.level)),
        ("Next", f"{line.next_step} ({line.next_actor.value})" if line.next_step else ""),
        ("By", format_date(line.next_on) if line.next_on else ""),
    )
    waits = [
        (each.kind.value.replace("_", " ").capitalize(), _whose(each.kind), format_date(each.due_on))
        for each in case.deadlines
        if not each.outcome
    ]
    waits += [
        (each.need.title, each.events[-1].person, format_date(each.due_on))
        for each in case.evidence
        if each.due_on is not None
    ]
    return compose_handover_sheet(tuple(fact for fact in facts if fact[1]), line.stage, case.facts, waits)


def _papers(source: LetterSource, today: date) -> Iterator[PacketPaper]:
    """The papers on the checklist that are not waived: what the program makes, and what was obtained."""
    case, claim = source.case, disputable_claim(source.case.line.claim_id)
    made: dict[str, Callable[[], Iterator[PacketPaper]]] = {
        "claim_as_sent": lambda: _claim_as_sent(claim.claim_id),
        "remittance": lambda: _remittance(case, claim),
        "approval": lambda: _authorization(case, claim),
        "guideline": lambda: _guideline(case, claim, today),
        "proof_of_filing": lambda: iter((PacketPaper("Proof of timely filing", _filing(claim)),)),
        "call_log": lambda: _calls(case, claim),
    }
    wanted = [each for each in case.evidence if each.state is not EvidenceState.NOT_NEEDED]
    taken: set[int] = set()
    for each in wanted:
        if each.need.key in made:
            yield from made[each.need.key]()
        for file_id in dict.fromkeys(each.files):
            if file_id not in taken:
                taken.add(file_id)
                yield _document(each.need.title, file_id)


def _claim_as_sent(claim_id: int) -> Iterator[PacketPaper]:
    """The newest version that went out: its own pages, or its segments where it went in a file."""
    rows = select(
        "select v.file_id, v.first_page, v.last_page, v.number, v.edi, m.number, r.npi, "
        "coalesce(b.interchange_number, ''), coalesce(b.reference, ''), "
        "(select count(*) from json_each(v.boxes)) from claim_version v "
        "join claim m on m.id = v.claim_id join practice r on r.id = 1 "
        "left join claim_batch b on b.id = v.batch_id where v.claim_id = ? and not exists(select 1 from "
        "claim_batch_event u where u.batch_id = v.batch_id and u.event = 'undone') "
        "order by v.number desc limit 1",
        claim_id,
    )
    for file_id, first, last, version, edi, claim, npi, interchange, reference, forms in rows:
        title = "The claim exactly as it was sent"
        if not edi:
            pages = cut_pages(file_id, (first, last), "").content
            yield PacketPaper(title, content=lay_on_form(pages, forms, claim_form_grid()))
            continue
        facts = (
            ("Our claim", str(claim)),
            ("Version", str(version)),
            ("Way", "electronic file (837P)"),
            ("Interchange", f"{interchange:09}" if interchange else ""),
            ("Batch reference", reference),
            ("Billing NPI", npi),
        )
        segments = tuple(f"{segment.strip()}~" for segment in edi.split("~") if segment.strip())
        known = tuple(fact for fact in facts if fact[1])
        yield PacketPaper(title, DisputeSheet("The claim as it was sent", known, typed=segments))


def _remittance(case: CaseDetail, claim: DisputableClaim) -> Iterator[PacketPaper]:
    """Every line of the answer, the disputed ones marked; it must be the whole answer to be believed."""
    if claim.adjudication_id is None:
        return
    disputed = {each.charge_id for each in case.charges}
    parts: dict[int, list[Adjustment]] = {}
    for charge, group, code, cents in select(
        "select charge_id, group_code, reason_code, cents from adjudication_adjustment "
        "where adjudication_id = ? order by id",
        claim.adjudication_id,
    ):
        parts.setdefault(charge, []).append(Adjustment(group, code, Money(cents)))
    rows = select(
        "select c.id, c.code, c.modifiers, c.service_on, c.cents, l.allowed_cents, l.paid_cents "
        "from adjudication_line l join charge c on c.id = l.charge_id where l.adjudication_id = ? "
        "order by c.line_number, c.id",
        claim.adjudication_id,
    )
    lines = [
        AnsweredLine(
            "-".join((code, *modifiers.split())),
            date.fromisoformat(on),
            Money(billed),
            None if allowed is None else Money(allowed),
            Money(paid),
            tuple(parts.get(charge, ())),
            charge in disputed,
        )
        for charge, code, modifiers, on, billed, allowed, paid in rows
    ]
    ((check, control),) = select(
        "select check_number, payer_control from adjudication where id = ?", claim.adjudication_id
    )
    facts = (
        ("Insurer", claim.payer),
        ("Patient", claim.patient),
        ("Answered on", format_date(claim.answered_on) if claim.answered_on else ""),
        ("Check or EFT", check),
        ("Its claim number", control),
    )
    sheet = compose_remittance_sheet(tuple(fact for fact in facts if fact[1]), lines)
    yield PacketPaper("The insurer’s answer with the disputed lines", sheet)


def _authorization(case: CaseDetail, claim: DisputableClaim) -> Iterator[PacketPaper]:
    numbers = {
        approval_for(claim, line)[0]
        for line in claim.lines
        if line.charge_id in {each.charge_id for each in case.charges}
    }
    record = find_care_record(claim.patient_id)
    found: list[Authorization] = [each for each in record.authorizations if each.number in numbers - {""}]
    for each in found:
        yield PacketPaper(f"Authorization {each.number}", compose_authorization_sheet(each))


def _guideline(case: CaseDetail, claim: DisputableClaim, today: date) -> Iterator[PacketPaper]:
    """The rule that the denial contradicts, else the one in force for the dearest line, with its papers."""
    code = denial_codes().get(case.line.reason.partition("-")[2])
    found = contradicted_guideline(claim)
    if found is None:
        ids = {each.charge_id: each.at_stake for each in case.charges}
        lines = [line for line in claim.lines if line.charge_id in ids]
        main = max(lines, key=lambda line: ids[line.charge_id])
        found = guideline_in_force(claim, main, code.category if code else "", today)
    if found is None:
        return
    yield PacketPaper("The insurer’s rule in force on that day", compose_guideline_sheet(found))
    for file_id, name in papers_of_chains().get(found.chain_id, ()):
        yield _document(f"Where it says so: {name}", file_id)


def _document(title: str, file_id: int) -> PacketPaper:
    """A kept document; what was not kept as evidence was not looked at then, and is looked at now."""
    ((name, kind, media_type, pages, size),) = select(
        "select name, kind, media_type, pages, size from stored_file where id = ?", file_id
    )
    try:
        found = Attachment(media_type, pages)
        if kind != KEPT_AS:
            found = check_attachment(name, find_kept_file(file_id).content)
    except InputError:
        fault = (
            f"“{name}” was left out: it is damaged, locked or too large. Scan or save it again, attach "
            "that, and make the packet anew."
        )
        return PacketPaper(title, fault=fault)
    return PacketPaper(title, file_id=file_id, media_type=found.media_type, pages=found.pages, size=size)


def _calls(case: CaseDetail, claim: DisputableClaim) -> Iterator[PacketPaper]:
    """The calls with the insurer, those before the case was opened too."""
    facts = (*earlier_calls(claim.claim_id, case.line.id), *case.facts)
    told = sorted(facts, key=lambda fact: fact.on)
    yield PacketPaper("Contacts with the insurer", compose_call_sheet(_about(claim), told))


def _filing(claim: DisputableClaim) -> DisputeSheet:
    payer = Payer.get_by_id(claim.payer_id)
    first = min(line.service_on for line in claim.lines)
    limit = filing_limit(first, windows_of(payer_facts(payer)))
    steps = [(step.on, step.words) for step in filing_steps(claim.claim_id)]
    return compose_filing_sheet(_about(claim), steps, limit, filing_words(claim.claim_id, limit))


def _about(claim: DisputableClaim) -> tuple[tuple[str, str], ...]:
    return (("Patient", claim.patient), ("Insurer", claim.payer), ("Our claim", str(claim.number)))

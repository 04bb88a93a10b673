"""Answers to patients' questions: kept with the call they were given in, printed; and the office's rules."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.documents.answer_letter import draw_answer_letter
from app.documents.fonts import list_drawable
from app.domain.accounts import AccountSummary
from app.domain.callers import INSURER_ASKS, Relationship, Scope
from app.domain.errors import InputError, RuleError
from app.domain.explanation_letters import LetterHead
from app.domain.money import Money
from app.domain.paper_checks import require_printable
from app.domain.people import Address, PersonName
from app.domain.questions.answer import Answer
from app.domain.questions.catalog import Question, find_question
from app.domain.questions.facts import Asked
from app.domain.questions.letters import Reader, compose_answer_letter
from app.domain.questions.policies import PracticePolicies, check_practice_policies, write_policies
from app.domain.rights import Right
from app.models.callers import CallerCheck
from app.models.office import Setting
from app.models.questions import AnswerGiven
from app.models.records import Patient, StoredFile
from app.queries.account_papers import ANSWER
from app.queries.account_summaries import find_account
from app.queries.letterheads import find_letterhead
from app.queries.question_facts import account_asked, find_answer, pays_himself
from app.services.contacts import ContactEntry, check_contact, write_contact
from app.services.files import NewFile, keep_file, paper_mark
from app.services.papers import PrintedPaper, record_paper
from app.services.rows import fetch
from app.services.session import Session, Transaction
from app.services.to_dos import ToDoEntry, write_to_do

LANGUAGES = (("en",), ("es",), ("en", "es"), ("es", "en"))


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An answer as it was given on a call, with what the caller promised and what the office will do.

    `shown` is the answer that was read out. `caller_check_id` is today's check of who called; `follow_up_on`
    is the day by which the office does what the answer says, None for nothing to do. `letter_id` is the
    letter that was printed of it.
    """

    patient_id: int
    asked: Asked
    shown: Answer
    caller_check_id: int
    language: str = "en"
    note: str = ""
    follow_up_on: date | None = None
    promise: Money | None = None
    promise_on: date | None = None
    letter_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerOrder:
    """An answer to be printed as a letter, in one language or two side by side."""

    patient_id: int
    asked: Asked
    shown: Answer
    languages: tuple[str, ...] = ("en",)


def log_answer(session: Session, entry: AnswerEntry) -> int:
    """Keep an answer with its call, its promise and what the office has to do; gives the id of the call."""
    session.require(Right.LOG_CALL, patient=entry.patient_id)
    question = _question(entry.asked)
    with session.transaction() as transaction:
        check = _checked_caller(session, entry)
        patient = fetch(Patient, entry.patient_id, "patient")
        answer = _answer_again(session, entry.patient_id, entry.asked, entry.shown)
        call = ContactEntry(
            patient_id=patient.id,
            direction="in",
            said=_said(question, answer, entry),
            person=check.person,
            promise=entry.promise,
            promise_on=entry.promise_on,
            account_id=account_asked(patient),
            caller_check_id=check.id,
            topic=question.title,
        )
        check_contact(call, session.today())
        contact_id = write_contact(transaction, call)
        _keep_answer(transaction, entry, contact_id)
        if entry.follow_up_on is not None:
            write_to_do(transaction, _to_do(session, entry))
        return contact_id


def print_answer_letter(session: Session, order: AnswerOrder) -> PrintedPaper:
    """Draw and keep the letter that gives an answer on paper, in the words that were read out."""
    session.require(Right.RUN_STATEMENTS, patient=order.patient_id)
    if order.languages not in LANGUAGES:
        raise InputError("Choose English, Spanish, or both. Nothing was printed.")
    question = _question(order.asked)
    with session.transaction() as transaction:
        patient = fetch(Patient, order.patient_id, "patient")
        account_id = account_asked(patient)
        account = find_account(account_id)
        answer = _answer_again(session, order.patient_id, order.asked, order.shown)
        head = LetterHead(find_letterhead(), session.today(), order.languages)
        letter = compose_answer_letter(
            head, account, question, answer, _reader(account, patient, order.asked)
        )
        require_printable(letter, (), list_drawable())
        pdf = draw_answer_letter(letter, paper_mark())
        name = f"answer-{question.number}-{account.number}-{session.today()}.pdf"
        placed = NewFile(ANSWER, name, pdf, "account", account_id, order.patient_id)
        file_id = keep_file(transaction, placed)
        facts: Mapping[str, object] = {"question": question.number, "languages": order.languages}
        return record_paper(transaction, PrintedPaper(file_id, name, pdf), order.patient_id, facts)


def set_practice_policies(session: Session, rules: PracticePolicies) -> None:
    """Set what answers say of fees, instalments, help, ways to pay and the rest of the office's rules."""
    session.require(Right.SET_UP_OFFICE)
    check_practice_policies(rules)
    values = write_policies(rules)
    with session.transaction() as transaction:
        for name, value in values.items():
            Setting.insert(name=name, value=value).on_conflict("replace").execute()
        transaction.record("setting", None, "set_practice_policies", after=values)


def _question(asked: Asked) -> Question:
    question = find_question(asked.number)
    if question is None:
        raise InputError(f"There is no question {asked.number}. Choose one from the list.")
    return question


def _checked_caller(session: Session, entry: AnswerEntry) -> CallerCheck:
    """Today's check of the caller, who may hear what the answer tells; else refused."""
    check: CallerCheck = fetch(CallerCheck, entry.caller_check_id, "check of the caller")
    if check.patient_id != entry.patient_id or not check.at.startswith(session.today().isoformat()):
        raise RuleError("This caller was not checked today. Nothing was logged. Ask first who is calling.")
    if not check.passed:
        raise RuleError(f"{check.reason} Nothing was logged.")
    if check.relationship == Relationship.INSURER:
        raise RuleError(f"{INSURER_ASKS} Nothing was logged.")
    told = (entry.asked.is_payer, entry.asked.is_permitted)
    callers = (Relationship.GUARANTOR, Relationship.PERMITTED)
    if told != tuple(check.relationship == caller for caller in callers):
        raise RuleError("The answer is for another caller. Nothing was logged. Ask the question again.")
    if check.scope == Scope.MONEY and not entry.asked.is_money_only:
        raise RuleError("This caller may hear of money only. Nothing was logged. Ask the question again.")
    return check


def _reader(account: AccountSummary, patient: Patient, asked: Asked) -> Reader | None:
    """The patient, where he or whom he lets hear of it asked: another who pays is not told of his care."""
    if asked.is_payer or pays_himself(account, patient):
        return None
    name = PersonName(patient.last, patient.first, patient.middle, patient.suffix)
    own = Address(patient.street, patient.street2, patient.city, patient.state, patient.zip)
    return Reader(name, own if own.is_mailable else account.address)


def _answer_again(session: Session, patient_id: int, asked: Asked, shown: Answer) -> Answer:
    """The answer as it is now; refused where it is no longer the one that was shown."""
    answer = find_answer(patient_id, asked, session.today())
    if (answer.text_en, answer.text_es) != (shown.text_en, shown.text_es):
        raise RuleError(
            "Something changed since this answer was shown, so it may be out of date. Nothing was kept. Ask "
            "the question again and look at it once more."
        )
    return answer


def _said(question: Question, answer: Answer, entry: AnswerEntry) -> str:
    parts = [f"Question {question.number}: {question.asked_en}", answer.text(entry.language)]
    return "\n".join([*parts, entry.note.strip()]).strip()


def _keep_answer(transaction: Transaction, entry: AnswerEntry, contact_id: int) -> None:
    session = transaction.session
    if entry.letter_id is not None:
        letter = fetch(StoredFile, entry.letter_id, "letter")
        if letter.kind != ANSWER or letter.patient_id != entry.patient_id:
            raise InputError("That letter is not of this patient’s answer. Print it again.")
    sources = [{"kind": each.kind, "id": each.id, "text": each.text} for each in entry.shown.sources]
    row = AnswerGiven.create(
        contact=contact_id,
        patient=entry.patient_id,
        question=entry.asked.number,
        language=entry.language,
        text_en=entry.shown.text_en,
        text_es=entry.shown.text_es,
        sources=json.dumps(sources, ensure_ascii=False),
        file=entry.letter_id,
        user=session.user.id,
        at=session.now().isoformat(),
    )
    facts = {"question": entry.asked.number, "contact": contact_id, "language": entry.language}
    transaction.record("answer", row.id, "log_answer", patient=entry.patient_id, after=facts)


def _to_do(session: Session, entry: AnswerEntry) -> ToDoEntry:
    planned, due_on = entry.shown.follow_up, entry.follow_up_on
    if planned is None or due_on is None:
        raise InputError("This answer leaves nothing to do. Take the day out.")
    if due_on < session.today():
        raise InputError("The day by which it is due lies in the past. Type today or a later day.")
    return ToDoEntry(planned.title, due_on, "question", patient_id=entry.patient_id)

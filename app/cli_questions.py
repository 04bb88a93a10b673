"""The command that answers one of the 40 questions of patients, in English and Spanish."""

from argparse import Namespace

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome
from app.domain.questions.answer import Answer
from app.domain.questions.catalog import QUESTIONS
from app.domain.questions.facts import Asked, Focus
from app.queries.question_facts import find_answer


def answer_patient(words: Namespace) -> Outcome:
    """Answer a question of a patient: what is known, from which records, and what is still to be done."""
    focus = Focus(words.visit, None, words.code.strip().upper(), words.date)
    with opened_practice(words) as practice:
        session = practice.session
        asked = Asked(words.question, focus)
        answer = session.ask(find_answer, words.patient, asked, session.today())
    return Outcome(_facts(answer), _lines(answer), DONE if answer.is_known else FINDINGS)


def list_all_questions(_words: Namespace) -> Outcome:
    """List the 40 questions with their numbers."""
    facts = {
        "questions": [
            {"number": each.number, "key": each.key, "en": each.asked_en, "es": each.asked_es}
            for each in QUESTIONS
        ]
    }
    return Outcome(facts, [f"{each.number:>2}  {each.asked_en}  ·  {each.asked_es}" for each in QUESTIONS])


def _facts(answer: Answer) -> dict[str, object]:
    todo = answer.follow_up
    return {
        "question": answer.number,
        "known": answer.is_known,
        "en": answer.text_en,
        "es": answer.text_es,
        "sources": [{"kind": each.kind, "id": each.id, "text": each.text} for each in answer.sources],
        "amounts_cents": [amount.cents for amount in answer.amounts],
        "follow_up": {"title": todo.title, "due_on": str(todo.due_on)} if todo else None,
        "promise_cents": answer.promise.cents,
    }


def _lines(answer: Answer) -> list[str]:
    lines = [answer.text_en, answer.text_es]
    lines += [f"  From: {each.text}" for each in answer.sources]
    if todo := answer.follow_up:
        lines.append(f"  To do by {todo.due_on:%m/%d/%Y}: {todo.title}")
    return lines

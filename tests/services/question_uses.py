"""The use cases of the question desk with the right each asks for, and a call that succeeds."""

from app.domain.callers import Identifier, Relationship
from app.domain.questions.facts import Asked
from app.domain.questions.policies import PracticePolicies
from app.domain.rights import Right
from app.queries.question_facts import find_answer
from app.services import callers, questions, refused_calls

WHY_BILL = Asked(9)
CONFIRMED = (Identifier.NAME, Identifier.BIRTH_DATE, Identifier.ADDRESS)


def checked(desk, patient=1):
    """The patient called and was checked; gives the id of the check."""
    entry = callers.CallerEntry(patient, Relationship.PATIENT, "Ana Rivera", CONFIRMED)
    return callers.check_caller(desk.session, entry)


def refused(desk, patient=1):
    """A stranger called and was checked; gives the call in which nothing was told."""
    entry = callers.CallerEntry(patient, Relationship.OTHER, "A neighbour", CONFIRMED)
    return refused_calls.RefusedCall(patient, callers.check_caller(desk.session, entry), "Hung up.")


def entry_of(desk, asked=WHY_BILL, **more):
    shown = desk.session.ask(find_answer, 1, asked, desk.clock().date())
    return questions.AnswerEntry(1, asked, shown, checked(desk), **more)


def order_of(desk, asked=WHY_BILL, languages=("en",)):
    shown = desk.session.ask(find_answer, 1, asked, desk.clock().date())
    return questions.AnswerOrder(1, asked, shown, languages)


QUESTION_USES = {
    questions.log_answer: (Right.LOG_CALL, lambda desk, who, _: questions.log_answer(who, entry_of(desk))),
    questions.print_answer_letter: (
        Right.RUN_STATEMENTS,
        lambda desk, who, _: questions.print_answer_letter(who, order_of(desk)),
    ),
    refused_calls.log_refused_call: (
        Right.LOG_CALL,
        lambda desk, who, _: refused_calls.log_refused_call(who, refused(desk)),
    ),
    questions.set_practice_policies: (
        Right.SET_UP_OFFICE,
        lambda desk, who, _: questions.set_practice_policies(who, PracticePolicies()),
    ),
}

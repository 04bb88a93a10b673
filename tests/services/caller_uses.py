"""The use cases about callers, alerts and to-dos with the right each asks for, and a call that succeeds."""

from app.domain.callers import Relationship
from app.domain.rights import Right
from app.services import alerts, callers, contacts, to_dos
from tests.practice_fixtures import TODAY

NEXT_WEEK = TODAY.replace(day=30)
ANA = callers.CallerEntry(1, Relationship.PATIENT, "Ana Rivera")
BROTHER = callers.PermissionEntry("Sam Rivera")
NOTE = alerts.AlertEntry(1, "Speaks slowly")
WORK = to_dos.ToDoEntry("Call the plan", NEXT_WEEK)


def asked_again(desk):
    entry = contacts.ContactEntry(1, "in", "Will send the card.", next_on=NEXT_WEEK)
    return contacts.log_contact(desk.session, entry)


CALLER_USES = {
    alerts.add_alert: (Right.LOG_CALL, lambda desk, who, _: alerts.add_alert(who, NOTE)),
    alerts.end_alert: (
        Right.LOG_CALL,
        lambda desk, who, _: alerts.end_alert(who, 1, alerts.add_alert(desk.session, NOTE)),
    ),
    callers.check_caller: (Right.LOG_CALL, lambda desk, who, _: callers.check_caller(who, ANA)),
    callers.permit_person: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: callers.permit_person(who, 1, BROTHER),
    ),
    callers.end_permission: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: callers.end_permission(who, 1, callers.permit_person(desk.session, 1, BROTHER)),
    ),
    contacts.end_follow_up: (
        Right.LOG_CALL,
        lambda desk, who, _: contacts.end_follow_up(who, asked_again(desk), "ask", "Card came."),
    ),
    to_dos.add_to_do: (Right.LOG_CALL, lambda desk, who, _: to_dos.add_to_do(who, WORK)),
    to_dos.finish_to_do: (
        Right.LOG_CALL,
        lambda desk, who, _: to_dos.finish_to_do(who, to_dos.add_to_do(desk.session, WORK)),
    ),
    to_dos.snooze_to_do: (
        Right.LOG_CALL,
        lambda desk, who, _: to_dos.snooze_to_do(who, to_dos.add_to_do(desk.session, WORK), NEXT_WEEK),
    ),
}

"""Alerts typed by people: on one patient or the family, until a day or until they are ended."""

from datetime import date, timedelta

import pytest
from peewee import DatabaseError

from app.domain.errors import InputError, RuleError
from app.models.database import database, writing
from app.queries.alerts import list_alerts
from app.services.alerts import AlertEntry, add_alert, end_alert
from tests.practice_fixtures import TODAY


def texts(desk, patient):
    return [line.text for line in desk.session.ask(list_alerts, patient, desk.clock().date())]


def test_an_alert_stands_until_its_last_day(practice):
    patient = practice.a_patient()
    add_alert(practice.session_of("receptionist"), AlertEntry(patient, " Call  first ", expires_on=TODAY))
    assert texts(practice, patient) == ["Call first"]
    practice.clock.move_to(TODAY + timedelta(days=1))
    assert texts(practice, patient) == []


def test_an_alert_of_the_family_stands_on_everyone_and_one_of_a_child_on_nobody_else(practice):
    mother = practice.a_patient("Holm", "Karin")
    child = practice.a_patient("Holm", "Cy", guarantor=1)
    stranger = practice.a_patient("Stone", "Al")
    add_alert(practice.session, AlertEntry(mother, "Pays by check only", "money", for_family=True))
    add_alert(practice.session, AlertEntry(child, "Bring the interpreter", "language"))
    assert texts(practice, mother) == ["Pays by check only"]
    assert texts(practice, child) == ["Pays by check only", "Bring the interpreter"]
    assert texts(practice, stranger) == []


def test_nothing_of_a_confidential_patient_stands_on_the_family(practice):
    practice.a_patient("Holm", "Karin")
    child = practice.a_patient("Holm", "Cy", guarantor=1, confidential=True)
    with pytest.raises(RuleError, match="may not stand on the family"):
        add_alert(practice.session, AlertEntry(child, "Do not write home", for_family=True))
    add_alert(practice.session, AlertEntry(child, "Do not write home"))
    assert (texts(practice, 1), texts(practice, child)) == ([], ["Do not write home"])


def test_an_alert_is_ended_once_and_by_nobody_elses_screen(practice):
    ana, other = practice.a_patient(), practice.a_patient("Stone")
    alert = add_alert(practice.session, AlertEntry(ana, "Attorney: Ms. Vale", "legal"))
    with pytest.raises(InputError, match="does not belong to this patient"):
        end_alert(practice.session, other, alert)
    end_alert(practice.session, ana, alert)
    assert texts(practice, ana) == []
    with pytest.raises(RuleError, match="ended already"):
        end_alert(practice.session, ana, alert)
    for change in ("update account_alert set text = 'x'", "delete from account_alert"):
        with pytest.raises(DatabaseError), writing():
            database.execute_sql(change)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": "  "}, "in a few words"),
        ({"text": "x" * 81}, "80 letters at most; this has 81"),
        ({"kind": "joke"}, "what kind"),
        ({"expires_on": date(2026, 11, 22)}, "ended before today"),
    ],
)
def test_an_alert_that_makes_no_sense_is_refused(practice, changed, words):
    patient = practice.a_patient()
    entry = AlertEntry(**{"patient_id": patient, "text": "Call first", **changed})
    with pytest.raises(InputError, match=words):
        add_alert(practice.session, entry)
    assert texts(practice, patient) == []

"""Coming in behind a locked screen, and where a new practice is put."""

from pathlib import Path

import pytest

from app.domain.errors import InputError
from app.models.office import Access, Audit
from app.services import sign_ins
from app.services.demo_practice import DEMO_FILE, DEMO_PASSWORD
from tests.practice_fixtures import CHEAP, PASSWORDS


def test_the_people_of_a_file_are_named_without_a_password(practice):
    assert sign_ins.list_people(practice.path, CHEAP) == ("bea", "maria", "otto", "rita")


def test_a_wrong_password_is_told_from_other_refusals(practice):
    with pytest.raises(InputError) as refused:
        sign_ins.unlock_screen(practice.session, practice.opened, "not the password")
    assert sign_ins.is_wrong_password(refused.value)
    assert not sign_ins.is_wrong_password(InputError("Something else."))


def test_unlocking_is_on_record_with_the_wrong_tries(practice):
    sign_ins.unlock_screen(practice.session, practice.opened, PASSWORDS["maria"], 2)
    row = Audit.get(Audit.action == "unlock_screen")
    assert (row.user_name, row.after) == ("maria", '{"wrong_passwords":2}')


def test_a_colleague_takes_the_place_and_earlier_looks_keep_their_owner(practice):
    patient = practice.a_patient()
    from app.queries.patients import find_patient

    practice.session.ask(find_patient, patient)
    told = practice.session.announce
    session = sign_ins.switch_user(practice.opened, "rita", PASSWORDS["rita"], 1)
    assert practice.opened.session is session
    assert session.user.name == "rita"
    assert session.announce == told
    assert Access.get(Access.what == "find_patient").user_name == "maria"
    assert Audit.get(Audit.action == "switch_user").user_name == "rita"


def test_a_wrong_password_changes_nobodys_place(practice):
    with pytest.raises(InputError):
        sign_ins.switch_user(practice.opened, "rita", "not the password")
    assert practice.opened.session.user.name == "maria"


def test_a_new_practice_is_kept_out_of_the_cloud(monkeypatch, tmp_path):
    monkeypatch.setattr(sign_ins, "documents_folder", lambda: Path("/home/m/OneDrive/Documents/Plainbill"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert sign_ins.suggest_folder() == tmp_path / "Plainbill"
    monkeypatch.setattr(sign_ins, "documents_folder", lambda: tmp_path / "Documents" / "Plainbill")
    assert sign_ins.suggest_folder() == tmp_path / "Documents" / "Plainbill"


def test_only_the_demo_has_a_printed_password(practice):
    assert sign_ins.demo_password(practice.path, ("maria",)) == ""
    assert sign_ins.demo_password(practice.path, ("demo",)) == ""
    assert sign_ins.demo_password(Path(DEMO_FILE), ("demo", "rita")) == DEMO_PASSWORD

"""People of the office: who comes in and who does not, and that no half-done change locks anybody out."""

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.rights import Role
from app.models.key_slots import WrongPasswordError
from app.models.office import User
from app.queries.database_check import check_database
from app.queries.users import list_users
from app.services import practices, users
from app.services.users import NewUser
from tests.practice_fixtures import CHEAP, PASSWORDS, keys_at, open_at

NEW = "golden kettle afternoon"
NINA = NewUser("nina", "Nina Ray", Role.BILLER, NEW)


def comes_in(practice, name, password):
    """Close the practice, try to come in as somebody, and give the role met there."""
    practice.opened.close()
    try:
        opened = practices.open_practice(
            practice.path, name, password, cost=CHEAP, floor=CHEAP, clock=practice.clock
        )
        role = opened.session.user.role
        opened.close()
        return role
    finally:
        practice.opened = open_at(practice.path, "bea", practice.clock)


def test_a_new_person_comes_in_with_the_role_given(practice):
    added = users.add_user(practice.session, practice.opened, NINA)
    assert comes_in(practice, "NINA ", NEW) is Role.BILLER
    line = next(line for line in practice.session_of("manager").ask(list_users) if line.id == added)
    assert (line.name, line.display_name, line.role, line.active) == ("nina", "Nina Ray", Role.BILLER, True)


def test_a_name_is_known_however_it_is_typed(practice):
    for typed in ("MARIA", " maria ", "\N{FULLWIDTH LATIN SMALL LETTER M}aria"):
        assert comes_in(practice, typed, PASSWORDS["maria"]) is Role.MANAGER


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (NewUser("MARIA", "Maria Two", Role.BILLER, NEW), "is or was a log-in name"),
        (NewUser(" ", "Nina Ray", Role.BILLER, NEW), "needs a log-in name"),
        (NewUser("nina", "", Role.BILLER, NEW), "needs a log-in name"),
        (NewUser("nina", "Nina Ray", Role.BILLER, "short"), "12"),
    ],
)
def test_a_person_who_cannot_be_added_leaves_no_trace(practice, new, words):
    keys = practice.opened.keys.path.read_bytes()
    with pytest.raises((InputError, RuleError), match=words):
        users.add_user(practice.session, practice.opened, new)
    assert User.select().count() == 4
    assert practice.opened.keys.path.read_bytes() == keys


def test_ones_own_password_is_changed_with_the_old_one(practice):
    with pytest.raises(WrongPasswordError):
        users.change_password(practice.session, practice.opened, "not the old one", NEW)
    users.change_password(practice.session, practice.opened, PASSWORDS["maria"], NEW)
    with pytest.raises(WrongPasswordError):
        comes_in(practice, "maria", PASSWORDS["maria"])
    assert comes_in(practice, "maria", NEW) is Role.MANAGER


def test_a_forgotten_password_is_given_anew_by_the_manager(practice):
    users.reset_password(practice.session, practice.opened, 3, NEW)
    with pytest.raises(WrongPasswordError):
        comes_in(practice, "rita", PASSWORDS["rita"])
    assert comes_in(practice, "rita", NEW) is Role.RECEPTIONIST


def test_a_role_changes_from_the_next_sign_in_on(practice):
    users.change_role(practice.session, 3, Role.BILLER)
    assert comes_in(practice, "rita", PASSWORDS["rita"]) is Role.BILLER


def test_the_last_manager_stays(practice):
    with pytest.raises(RuleError, match="only manager"):
        users.remove_user(practice.session, practice.opened, 1)
    with pytest.raises(RuleError, match="only manager"):
        users.change_role(practice.session, 1, Role.BILLER)
    users.change_role(practice.session, 2, Role.MANAGER)
    users.change_role(practice.session, 1, Role.BILLER)
    assert User.get_by_id(1).role == "biller"


def test_a_removed_person_opens_nothing_and_stays_in_the_list(practice):
    users.remove_user(practice.session, practice.opened, 3)
    with pytest.raises(InputError, match="cannot open this practice"):
        comes_in(practice, "rita", PASSWORDS["rita"])
    line = next(line for line in practice.session_of("manager").ask(list_users) if line.name == "rita")
    assert not line.active
    with pytest.raises(RuleError, match="removed before"):
        users.remove_user(practice.session_of("manager"), practice.opened, 3)
    with pytest.raises(RuleError, match="is or was a log-in name"):
        users.add_user(
            practice.session_of("manager"), practice.opened, NewUser("rita", "Rita", Role.BILLER, NEW)
        )


def test_the_key_file_from_before_a_removal_opens_nothing(practice):
    before = practice.opened.keys.path.read_bytes()
    users.remove_user(practice.session, practice.opened, 3)
    practice.opened.close()
    keys_at(practice.path).path.write_bytes(before)
    with pytest.raises(RuleError, match="older copy"):
        open_at(practice.path, "rita", practice.clock)
    with pytest.raises(RuleError, match="older copy"):
        open_at(practice.path, "maria", practice.clock)


def test_a_new_recovery_key_replaces_the_old_one(practice):
    first = users.reissue_recovery_key(practice.session, practice.opened)
    second = users.reissue_recovery_key(practice.session, practice.opened)
    assert practice.opened.keys.unlock_with_recovery(second) == practice.opened.data_key
    with pytest.raises(InputError):
        practice.opened.keys.unlock_with_recovery(first)


def test_the_recovery_key_gives_a_person_a_new_password(practice):
    recovery = users.reissue_recovery_key(practice.session, practice.opened)
    practice.opened.close()
    typed = practices.Recovery(recovery.lower(), "maria", NEW)
    practice.opened = practices.recover_practice(
        practice.path, typed, cost=CHEAP, floor=CHEAP, clock=practice.clock
    )
    assert practice.session.user.role is Role.MANAGER
    assert comes_in(practice, "maria", NEW) is Role.MANAGER


CHANGES = {
    "add": lambda desk: users.add_user(desk.session, desk.opened, NINA),
    "password": lambda desk: users.change_password(desk.session, desk.opened, PASSWORDS["maria"], NEW),
    "reset": lambda desk: users.reset_password(desk.session, desk.opened, 3, NEW),
    "remove": lambda desk: users.remove_user(desk.session, desk.opened, 3),
    "recovery": lambda desk: users.reissue_recovery_key(desk.session, desk.opened),
}


class Cut(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_cut_off_before_its_commit_locks_nobody_out(practice, monkeypatch, name):
    def cut(*_):
        raise Cut

    monkeypatch.setattr(users, "note_key_generation", cut)
    with pytest.raises(Cut):
        CHANGES[name](practice)
    monkeypatch.undo()
    for person, (_, _, role) in (("maria", (1, "", Role.MANAGER)), ("rita", (3, "", Role.RECEPTIONIST))):
        assert comes_in(practice, person, PASSWORDS[person]) is role


@pytest.mark.parametrize("name", CHANGES)
def test_a_machine_that_dies_before_the_commit_locks_nobody_else_out(practice, monkeypatch, name):
    """The key file is new, the practice is old, and nothing could be put back."""

    def cut(*_):
        raise Cut

    monkeypatch.setattr(users, "note_key_generation", cut)
    monkeypatch.setattr(users, "write_whole", lambda *_: None)
    with pytest.raises(Cut):
        CHANGES[name](practice)
    monkeypatch.undo()
    assert comes_in(practice, "bea", PASSWORDS["bea"]) is Role.BILLER
    manager = practice.session_of("manager")
    if name != "password":
        assert comes_in(practice, "maria", PASSWORDS["maria"]) is Role.MANAGER
    if name == "add":
        users.add_user(manager, practice.opened, NINA)
        assert comes_in(practice, "nina", NEW) is Role.BILLER
    if name == "remove":
        users.remove_user(manager, practice.opened, 3)
    users.reset_password(manager, practice.opened, 1, PASSWORDS["maria"])
    assert comes_in(practice, "maria", PASSWORDS["maria"]) is Role.MANAGER


def test_a_failing_screen_after_the_commit_undoes_nothing(practice):
    def fail(_kinds):
        raise Cut

    practice.session.announce = fail
    with pytest.raises(Cut):
        users.change_password(practice.session, practice.opened, PASSWORDS["maria"], NEW)
    assert comes_in(practice, "maria", NEW) is Role.MANAGER
    assert all(line.is_sound for line in practice.session_of("manager").ask(check_database))

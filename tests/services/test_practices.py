"""A practice file: made, opened, refused and never harmed by what lies beside it."""

import pytest

from app.domain.errors import InputError, RuleError
from app.models.key_slots import WrongPasswordError
from app.models.practice_file import key_path
from app.services import practices
from app.services.practices import FirstUser
from tests.practice_fixtures import CHEAP, PASSWORDS, Clock, open_at

FIRST = FirstUser("maria", "Maria Lee", PASSWORDS["maria"])


def create(path, facts=None, first=FIRST):
    facts = {"name": "Maple"} if facts is None else facts
    return practices.create_practice(path, facts, first, cost=CHEAP, floor=CHEAP, clock=Clock())


def test_a_new_practice_is_opened_again_with_its_password_only(tmp_path):
    path = tmp_path / "new.plainbill"
    opened, recovery = create(path)
    opened.close()
    assert len(recovery.replace("-", "").replace(" ", "")) == 27
    with pytest.raises(WrongPasswordError):
        practices.open_practice(path, "maria", "not this one", cost=CHEAP, floor=CHEAP)
    again = open_at(path, "maria", Clock())
    assert again.session.user.display_name == "Maria Lee"
    again.close()


@pytest.mark.parametrize("there", ["practice", "keys"])
def test_what_lies_there_already_is_neither_used_nor_harmed(tmp_path, there):
    path = tmp_path / "new.plainbill"
    occupied = path if there == "practice" else key_path(path)
    occupied.write_bytes(b"somebody's only copy")
    with pytest.raises(RuleError, match="already there"):
        create(path)
    assert occupied.read_bytes() == b"somebody's only copy"
    occupied.unlink()
    create(path)[0].close()


@pytest.mark.parametrize(
    ("facts", "first", "words"),
    [
        ({"name": " "}, FIRST, "needs a name"),
        ({"name": "Maple", "zip": None}, FIRST, "NOT NULL"),
        (None, FirstUser("maria", "Maria Lee", "short"), "12"),
    ],
)
def test_a_practice_that_could_not_be_made_leaves_nothing(tmp_path, facts, first, words):
    path = tmp_path / "new.plainbill"
    with pytest.raises(Exception, match=words):
        create(path, facts, first)
    assert {each.name for each in tmp_path.iterdir()} <= {"new.plainbill.lock"}
    create(path)[0].close()


def test_a_practice_that_is_not_there_or_without_its_keys_is_refused(practice):
    with pytest.raises(InputError, match="not there"):
        open_at(practice.path.with_name("other.plainbill"), "maria", practice.clock)
    practice.opened.close()
    kept = key_path(practice.path).read_bytes()
    key_path(practice.path).unlink()
    with pytest.raises(InputError, match="is missing"):
        open_at(practice.path, "maria", practice.clock)
    key_path(practice.path).write_bytes(kept)
    practice.opened = open_at(practice.path, "maria", practice.clock)


def test_a_practice_open_elsewhere_is_refused(practice):
    with pytest.raises(RuleError, match="is open already: maria"):
        open_at(practice.path, "bea", practice.clock)


@pytest.mark.parametrize(
    "recovery",
    [
        practices.Recovery("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AA", "maria", "golden kettle afternoon"),
        practices.Recovery("", "maria", "golden kettle afternoon"),
    ],
)
def test_a_wrong_recovery_key_changes_no_password(practice, recovery):
    practice.opened.close()
    with pytest.raises(InputError):
        practices.recover_practice(practice.path, recovery, cost=CHEAP, floor=CHEAP, clock=practice.clock)
    practice.opened = open_at(practice.path, "maria", practice.clock)

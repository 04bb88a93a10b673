"""The key file: who gets in, who does not, and that no change to it goes unnoticed."""

import json
import os
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import AppError, InputError, RuleError
from app.models.key_slots import FLOOR_COST, KdfCost, Purpose, WrongPasswordError, subkey
from app.models.keys import KeyFile, NewKeys, SlotLine

CHEAP = KdfCost(8, 1, 1)
MARIA, TOM = "lamp river copper nine", "seven blue wagons roll"


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "office.plainbill.keys", CHEAP, CHEAP)


@pytest.fixture
def made(keys: KeyFile) -> NewKeys:
    return keys.create("practice-1", 1, "Maria", MARIA)


def rewrite(keys: KeyFile, change: Any) -> None:
    content = json.loads(keys.path.read_text())
    change(content)
    keys.path.write_text(json.dumps(content))


def test_password_by_id_and_by_name_gives_the_same_key(keys: KeyFile, made: NewKeys) -> None:
    assert len(made.data_key) == 32
    assert keys.unlock(1, MARIA) == keys.unlock(" maria ", MARIA) == made.data_key
    assert keys.practice_id() == "practice-1"


def test_the_data_key_and_the_password_are_not_in_the_file(keys: KeyFile, made: NewKeys) -> None:
    text = keys.path.read_text()
    assert made.data_key.hex() not in text
    assert MARIA not in text
    assert made.recovery_key not in text


def test_wrong_password_and_unknown_name(keys: KeyFile, made: NewKeys) -> None:
    with pytest.raises(WrongPasswordError, match="Caps Lock"):
        keys.unlock(1, MARIA + "x")
    with pytest.raises(InputError, match="Nobody"):
        keys.unlock("Nobody", MARIA)
    with pytest.raises(InputError):
        keys.unlock(0, str(made.recovery_key))


def test_recovery_key_opens_and_old_one_dies_when_reissued(keys: KeyFile, made: NewKeys) -> None:
    assert keys.unlock_with_recovery(made.recovery_key.lower().replace("-", " ")) == made.data_key
    newer = keys.reissue_recovery(made.data_key)
    assert keys.unlock_with_recovery(newer) == made.data_key
    with pytest.raises(WrongPasswordError, match="recovery key"):
        keys.unlock_with_recovery(made.recovery_key)


def test_twelve_users_open_the_same_practice(keys: KeyFile, made: NewKeys) -> None:
    for number in range(2, 14):
        keys.add_slot(made.data_key, number, f"user{number}", f"{TOM} {number}")
    assert {keys.unlock(n, f"{TOM} {n}") for n in range(2, 14)} == {made.data_key}
    assert len(keys.list_slots()) == 13
    assert keys.generation() == 13


def test_users_are_listed_by_name(keys: KeyFile, made: NewKeys) -> None:
    keys.add_slot(made.data_key, 2, "anna", TOM)
    assert keys.list_slots() == (SlotLine(2, "anna"), SlotLine(1, "Maria"))


def test_a_name_is_taken_once(keys: KeyFile, made: NewKeys) -> None:
    for user_id, name in ((1, "other"), (2, "MARIA")):
        with pytest.raises(RuleError, match="already"):
            keys.add_slot(made.data_key, user_id, name, TOM)


def test_changed_password(keys: KeyFile, made: NewKeys) -> None:
    before = keys.generation()
    keys.change_password("maria", MARIA, TOM)
    assert keys.unlock(1, TOM) == made.data_key
    assert keys.generation() == before + 1
    with pytest.raises(WrongPasswordError):
        keys.unlock(1, MARIA)
    with pytest.raises(WrongPasswordError):
        keys.change_password(1, MARIA, "nine green kettles hum")


def test_weak_new_password_is_refused(keys: KeyFile, made: NewKeys) -> None:
    with pytest.raises(InputError, match="12"):
        keys.change_password(1, MARIA, "short")
    assert keys.unlock(1, MARIA) == made.data_key


def test_removed_user_is_out_and_the_last_one_stays(keys: KeyFile, made: NewKeys) -> None:
    keys.add_slot(made.data_key, 2, "Tom", TOM)
    keys.remove_slot(made.data_key, "Tom")
    with pytest.raises(InputError, match="Tom"):
        keys.unlock("Tom", TOM)
    with pytest.raises(RuleError, match="last"):
        keys.remove_slot(made.data_key, 1)


def test_a_removed_slot_put_back_by_hand_is_noticed(keys: KeyFile, made: NewKeys) -> None:
    keys.add_slot(made.data_key, 2, "Tom", TOM)
    slots = json.loads(keys.path.read_text())["slots"]
    keys.remove_slot(made.data_key, 2)
    rewrite(keys, lambda content: content.update(slots=slots))
    with pytest.raises(RuleError, match="changed by something else"):
        keys.unlock(2, TOM)


@pytest.mark.parametrize("field", ["id", "user_id", "name"])
def test_relabelled_slot_does_not_open(keys: KeyFile, made: NewKeys, field: str) -> None:
    rewrite(keys, lambda content: content["slots"][0].update({field: 7 if field == "user_id" else "boss"}))
    with pytest.raises(AppError):
        keys.unlock(7 if field == "user_id" else 1, MARIA)


def test_slot_of_another_practice_does_not_open(keys: KeyFile, made: NewKeys) -> None:
    rewrite(keys, lambda content: content.update(practice="practice-2"))
    with pytest.raises(WrongPasswordError):
        keys.unlock(1, MARIA)


def test_composed_and_decomposed_letters_are_one_password(keys: KeyFile) -> None:
    made = keys.create("p", 1, "José", "caf\u00e9 au lait matin")
    assert keys.unlock("Jose\u0301", "cafe\u0301 au lait matin") == made.data_key


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 2**30, "passes": 3, "lanes": 4},
        {"memory_kib": 65536, "passes": 10**9, "lanes": 4},
        {"memory_kib": 65536, "passes": 3, "lanes": 64},
        {"memory_kib": -1, "passes": 3, "lanes": 4},
        {"memory_kib": 65536.5, "passes": 3, "lanes": 4},
        {"memory_kib": "65536", "passes": 3, "lanes": 4},
        {"memory_kib": 65536},
    ],
)
def test_hostile_costs_are_refused_at_once(keys: KeyFile, made: NewKeys, cost: Any) -> None:
    rewrite(keys, lambda content: content["slots"][0].update(kdf=cost))
    with pytest.raises(AppError):
        keys.unlock(1, MARIA)


def test_cheap_cost_needs_the_same_word_when_opening(keys: KeyFile, made: NewKeys) -> None:
    with pytest.raises(RuleError, match="too weak"):
        KeyFile(keys.path).unlock(1, MARIA)
    with pytest.raises(ValueError, match="cost"):
        KeyFile(keys.path.with_name("other.keys"), CHEAP, FLOOR_COST).create("p", 1, "Maria", MARIA)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "7", "[" * 100_000, '{"format":"plainbill-keys"}', "\0\1\2", "x" * 1_000_001],
)
def test_foreign_files_are_refused(keys: KeyFile, text: str) -> None:
    keys.path.write_text(text)
    with pytest.raises(InputError, match="damaged"):
        keys.unlock(1, MARIA)


def test_newer_file_is_refused(keys: KeyFile, made: NewKeys) -> None:
    rewrite(keys, lambda content: content.update(version=2))
    with pytest.raises(RuleError, match="newer"):
        keys.unlock(1, MARIA)


def test_missing_file(keys: KeyFile) -> None:
    with pytest.raises(InputError, match="missing"):
        keys.unlock(1, MARIA)


def test_200_single_bit_flips_are_all_caught(keys: KeyFile, made: NewKeys) -> None:
    keys.add_slot(made.data_key, 2, "Tom", TOM)
    whole, rng = keys.path.read_bytes(), random.Random(2)
    for _ in range(200):
        damaged = bytearray(whole)
        damaged[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        keys.path.write_bytes(damaged)
        with pytest.raises(AppError):
            keys.unlock(1, MARIA)


def test_truncations_are_all_caught(keys: KeyFile, made: NewKeys) -> None:
    whole = keys.path.read_bytes()
    for length in range(0, len(whole), 13):
        keys.path.write_bytes(whole[:length])
        with pytest.raises(AppError):
            keys.unlock(1, MARIA)


@pytest.mark.parametrize("step", ["replace", "fsync", "write"])
def test_a_failed_write_leaves_the_old_file_whole(
    keys: KeyFile, made: NewKeys, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = keys.path.read_bytes()
    target = "open" if step == "write" else step
    with monkeypatch.context() as patch:
        patch.setattr(os, target, fail)
        with pytest.raises(RuleError, match="disk is full"):
            keys.change_password(1, MARIA, TOM)
    assert keys.path.read_bytes() == before
    assert os.listdir(keys.path.parent) == [keys.path.name]
    assert keys.unlock(1, MARIA) == made.data_key


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_only_this_user_may_read_the_file(keys: KeyFile, made: NewKeys) -> None:
    assert keys.path.stat().st_mode & 0o777 == 0o600
    keys.change_password(1, MARIA, TOM)
    assert keys.path.stat().st_mode & 0o777 == 0o600


def test_an_existing_key_file_is_never_overwritten(keys: KeyFile, made: NewKeys) -> None:
    with pytest.raises(RuleError, match="already there"):
        keys.create("p", 1, "Maria", MARIA)


def test_each_purpose_has_its_own_key(made: NewKeys) -> None:
    derived = {subkey(made.data_key, purpose) for purpose in Purpose}
    assert len(derived) == len(Purpose)
    assert made.data_key not in derived


def test_default_cost_is_above_the_floor() -> None:
    assert KeyFile(Path("x")).cost.is_within(FLOOR_COST)
    assert not replace(FLOOR_COST, memory_kib=2**21).is_within(FLOOR_COST)

"""The recovery key survives paper: tolerant of case and dashes, and every slip is caught."""

import random

import pytest

from app.domain.errors import InputError
from app.domain.recovery_key import BITS, LETTERS, read_recovery_key, write_recovery_key

ONE = 0x1234_5678_9ABC_DEF0_1234_5678_9ABC_DEF % (1 << BITS)


@pytest.mark.parametrize("secret", [0, 1, (1 << BITS) - 1, ONE])
def test_round_trip(secret: int) -> None:
    text = write_recovery_key(secret)
    assert [len(group) for group in text.split("-")] == [5, 5, 5, 5, 5, 2]
    assert not set(text) & set("ILOU")
    assert read_recovery_key(text) == secret


def test_case_spaces_dashes_and_lookalikes_do_not_matter() -> None:
    text = write_recovery_key(ONE)
    assert read_recovery_key(text.lower().replace("-", " ")) == ONE
    assert read_recovery_key("  " + text.replace("-", "") + "\n") == ONE
    assert read_recovery_key(text.replace("-", "–")) == ONE
    assert read_recovery_key(text.replace("0", "O").replace("1", "l")) == ONE


def test_every_one_character_slip_is_caught_and_placed() -> None:
    letters = write_recovery_key(ONE).replace("-", "")
    for place, letter in enumerate(letters):
        for other in LETTERS.replace(letter, ""):
            with pytest.raises(InputError, match=f"group {place // 5 + 1}"):
                read_recovery_key(letters[:place] + other + letters[place + 1 :])


def test_swaps_and_double_slips_are_caught() -> None:
    rng = random.Random(1)
    for _ in range(2000):
        letters = list(write_recovery_key(rng.randrange(1 << BITS)).replace("-", ""))
        first, second = rng.sample(range(27), 2)
        changed = letters.copy()
        changed[first] = rng.choice(LETTERS)
        changed[second] = rng.choice(LETTERS)
        if changed != letters:
            with pytest.raises(InputError):
                read_recovery_key("".join(changed))


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 27, "?" * 27, "0" * 26, "0" * 28])
def test_other_texts_are_refused(typed: str) -> None:
    with pytest.raises(InputError):
        read_recovery_key(typed)


def test_larger_numbers_are_a_bug() -> None:
    with pytest.raises(ValueError, match="125 bits"):
        write_recovery_key(1 << BITS)

"""Passwords: what is refused, and how long a guesser waits."""

import pytest

from app.domain.findings import has_errors
from app.domain.passwords import check_password, same_password_form, wait_after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "short",
        "eleven-char",
        "aaaaaaaaaaaa",
        "abababababab",
        "password1234",
        "Password!2026",
        "Pass word 1234",
        "123456789012",
        "210987654321",
        "qwertyuiop12",
        "letmeinletmein",
        "Welcome-2026!",
        "x" * 300,
    ],
)
def test_weak_passwords_are_refused_with_a_remedy(text: str) -> None:
    findings = check_password(text)
    assert has_errors(findings)
    assert findings[0].text
    assert findings[0].fix


@pytest.mark.parametrize(
    "text",
    ["lamp river copper nine", "Tr0ubadour&3-zebra", "пароль-длинный-зима", "木村拓哉さんの犬は茶色です"],
)
def test_good_passwords_pass(text: str) -> None:
    assert check_password(text) == ()


def test_own_name_with_digits_is_refused() -> None:
    assert check_password("mariarivera2026", ("MariaRivera",))
    assert not check_password("mariarivera2026", ("someone",))


def test_two_keyboards_agree_on_accents() -> None:
    assert same_password_form("cafe\u0301") == same_password_form("caf\u00e9")


def test_waits_double_from_the_third_failure_up_to_a_minute() -> None:
    assert [wait_after(n) for n in range(11)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert wait_after(10**9) == 60

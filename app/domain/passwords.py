"""What makes a password good enough, and how long to wait after wrong ones.

Lengths are counted in characters after Unicode NFKC, the form in which passwords are used; waits are in
seconds. Source: NIST SP 800-63B section 5.1.1 (length and a list of
common ones instead of rules of composition).
"""

import unicodedata

from app.domain.findings import Finding, Severity

SHORTEST = 12
LONGEST = 256
FEWEST_DIFFERENT = 5
LONGEST_WAIT = 60
FREE_TRIES = 3
_RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb",
)
_COMMON_WORDS = (
    "password", "passw0rd", "p@ssword", "p@ssw0rd", "letmein", "welcome", "changeme", "iloveyou",
    "trustno1", "administrator", "admin", "qwerty", "monkey", "dragon", "football", "baseball",
    "sunshine", "princess", "superman", "secret", "default", "computer", "internet", "medical",
    "clinic", "doctor", "practice", "office", "reception", "billing", "plainbill", "summer", "winter",
    "spring", "autumn", "monday", "january",
)  # fmt: skip


def same_password_form(text: str) -> str:
    """Bring a password to one form (NFKC), so that two keyboards that write é differently agree."""
    return unicodedata.normalize("NFKC", text)


def check_password(text: str, own_words: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Check a new password; `own_words` are names it must not merely consist of (log-in name, practice)."""
    password = same_password_form(text)
    folded = "".join(password.casefold().split())
    if len(password) < SHORTEST:
        return (_refuse(f"The password has {len(password)} characters; it needs {SHORTEST}."),)
    if len(password) > LONGEST:
        return (_refuse(f"The password is longer than {LONGEST} characters."),)
    if len(set(folded)) < FEWEST_DIFFERENT:
        return (_refuse("The password repeats the same few characters."),)
    if _is_common(folded):
        return (_refuse("The password is one of the first that a stranger would try."),)
    if any(_is_mostly(folded, word.casefold()) for word in own_words):
        return (_refuse("The password is little more than a name that others know."),)
    return ()


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong passwords in a row: from the third on 1, 2, 4 … 60."""
    if failures < FREE_TRIES:
        return 0
    return int(min(2 ** min(failures - FREE_TRIES, 10), LONGEST_WAIT))


def _refuse(text: str) -> Finding:
    return Finding(Severity.ERROR, "password", text, "Take four or five words that do not belong together.")


def _is_common(folded: str) -> bool:
    if any(folded in run or folded in run[::-1] or folded[:10] in run for run in _RUNS):
        return True
    return any(_is_mostly(folded, word) for word in _COMMON_WORDS)


def _is_mostly(folded: str, word: str) -> bool:
    """Tell whether nothing but digits, signs or repetitions is left once the word is taken out."""
    if len(word) < 4 or word not in folded:
        return False
    rest = folded.replace(word, "")
    return not any(letter.isalpha() for letter in rest)

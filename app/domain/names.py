"""Names compared as people hear them: without accents, capitals and marks."""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES = re.compile(r"['’‘`´ʻ]")
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Fold for search: `Núñez-O’Neil` becomes `nunez oneil`; other scripts keep their letters."""
    lower = _APOSTROPHES.sub("", text.casefold()).translate(_PLAIN)
    apart = unicodedata.normalize("NFKD", lower)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", bare.casefold()).strip()


def similarity(one: str, other: str) -> int:
    """Tell how alike two names are, 0 to 100; the order of the words and what `fold` drops do not count."""
    # Seldom needed, and every start would wait for it.
    from rapidfuzz.distance import JaroWinkler

    left, right = fold(one), fold(other)
    if not left or not right:
        return 0
    as_written = JaroWinkler.similarity(left, right)
    sorted_words = JaroWinkler.similarity(_sort_words(left), _sort_words(right))
    return int(max(as_written, sorted_words) * 100)


def _sort_words(text: str) -> str:
    return " ".join(sorted(text.split()))

"""Names compared as people hear them, without accents, capitals and marks; and parted as they are spoken."""

import re
import unicodedata

from app.domain.people import PersonName

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES = re.compile(r"['’‘`´ʻ]")
_NOT_WORD = re.compile(r"[\W_]+")
_TITLES = frozenset({"DR", "MR", "MRS", "MS", "PROF"})
_SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV", "V"})
_CREDENTIALS = frozenset((
    "MD", "DO", "MBBS", "PHD", "PSYD", "PHARMD", "DNP", "NP", "PA", "PAC", "FNP", "FNPC", "FNPBC",
    "ANP", "AGNP", "PNP", "CNP", "CRNP", "APN", "APRN", "ARNP", "APNP", "CNM", "CNS", "CRNA", "RN",
    "BSN", "MSN", "LPN", "DC", "DPM", "OD", "DDS", "DMD", "DPT", "PT", "OT", "OTR", "SLP", "AUD", "RD",
    "LCSW", "LMSW", "LISW", "MSW", "LPC", "LMFT", "LMHC", "BCBA", "MA", "MS", "MPH", "MBA", "FACP",
    "FACS", "FAAP", "FAAFP", "FACOG", "FACC", "FACEP", "FAAN",
))  # fmt: skip
# Credentials that are surnames too: kept where otherwise no last name would be left.
_ALSO_SURNAMES = frozenset({"DO", "MA", "PA", "OD"})
_PARTICLES = frozenset((
    "DE", "DEL", "DELA", "LA", "LAS", "LOS", "DA", "DAS", "DI", "DO", "DOS", "DU", "VAN", "VON", "DER",
    "DEN", "TER", "TEN", "LE", "EL", "AL", "BIN", "IBN", "ST", "SAN",
))  # fmt: skip


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


def split_spoken_name(text: str) -> PersonName:
    """Part a name as it is spoken or listed: `Dr. Jane Q. Roe Jr., MD` or `Roe, Jane Q`.

    Titles and credentials fall away; a particle before the last word belongs to the last name (`de la Cruz`).
    """
    parts = [words for part in text.split(",") if (words := part.split())]
    while len(parts) > 1 and all(_bare(word) in _CREDENTIALS for word in parts[-1]):
        parts.pop()
    if len(parts) > 1 and not all(_bare(word) in _SUFFIXES for word in parts[1]):
        last, suffix = _part_suffix(parts[0])
        first = _without_credentials([word for words in parts[1:] for word in words])
        return PersonName(" ".join(last), first[0], " ".join(first[1:]), suffix)
    words = [word for words in parts for word in words]
    if len(words) > 1 and _bare(words[0]) in _TITLES:
        words = words[1:]
    words, suffix = _part_suffix(_without_credentials(words))
    return _part_words(words, suffix)


def _part_words(words: list[str], suffix: str) -> PersonName:
    if len(words) < 2:
        return PersonName(" ".join(words), "", "", suffix)
    start = len(words) - 1
    while start > 1 and _bare(words[start - 1]) in _PARTICLES:
        start -= 1
    return PersonName(" ".join(words[start:]), words[0], " ".join(words[1:start]), suffix)


def _without_credentials(words: list[str]) -> list[str]:
    while len(words) > 2 and _bare(words[-1]) in _CREDENTIALS:
        words = words[:-1]
    if len(words) == 2 and _bare(words[-1]) in _CREDENTIALS - _ALSO_SURNAMES:
        return words[:-1]
    return words


def _part_suffix(words: list[str]) -> tuple[list[str], str]:
    if len(words) > 1 and _bare(words[-1]) in _SUFFIXES:
        return words[:-1], words[-1].strip(".")
    return words, ""


def _bare(word: str) -> str:
    return re.sub(r"[^A-Z]", "", word.upper())


def _sort_words(text: str) -> str:
    return " ".join(sorted(text.split()))

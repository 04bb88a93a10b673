"""The recovery key: 125 random bits as letters and digits that survive paper, handwriting and typing.

25 characters and 2 check characters in groups of five, from an alphabet without I, L, O and U. The check
characters are a Reed-Solomon code over 32 symbols, so every one- or two-character slip is caught and a
single slip can be placed. Source of the alphabet: Crockford's base 32.
"""

from app.domain.errors import InputError

BITS = 125
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = {"O": "0", "I": "1", "L": "1"}
_SEPARATORS = " -–—\u2212\u00a0.\t\r\n_"
_LENGTH = 27
_GROUP = 5
# Powers of a generator of GF(32), polynomial x^5 + x^2 + 1; twice over, so that exponents need no reduction.
_POWERS = [1]
while len(_POWERS) < 62:
    _next = _POWERS[-1] << 1
    _POWERS.append(_next ^ 0b100101 if _next > 31 else _next)
_LOGS = {value: exponent for exponent, value in enumerate(_POWERS[:31])}


def write_recovery_key(secret: int) -> str:
    """Write 125 bits as `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XX`; raises ValueError if the number is larger."""
    if not 0 <= secret < 1 << BITS:
        raise ValueError("a recovery key holds 125 bits")
    symbols = [secret >> shift & 31 for shift in range(BITS - 5, -1, -5)]
    text = "".join(LETTERS[symbol] for symbol in symbols + _check_symbols(symbols))
    return "-".join(text[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read_recovery_key(text: str) -> int:
    """Read a typed recovery key, whatever its case and spaces; raises InputError that places the slip."""
    typed = "".join(_READ_AS.get(letter, letter) for letter in text.upper() if letter not in _SEPARATORS)
    strange = next((letter for letter in typed if letter not in LETTERS), None)
    if strange is not None:
        raise InputError(
            f"“{strange}” never occurs in a recovery key. Look at that character on the paper again."
        )
    if len(typed) != _LENGTH:
        raise InputError(
            f"A recovery key has {_LENGTH} letters and digits; {len(typed)} were typed. Compare them."
        )
    symbols = [LETTERS.index(letter) for letter in typed]
    _refuse_slips(symbols)
    secret = 0
    for symbol in symbols[:25]:
        secret = secret << 5 | symbol
    return secret


def _times(left: int, right: int) -> int:
    return _POWERS[_LOGS[left] + _LOGS[right]] if left and right else 0


def _check_symbols(symbols: list[int]) -> list[int]:
    """Divide by (x - a)(x - a²) = x² + (a + a²)x + a³ and return the remainder."""
    middle, last = _POWERS[1] ^ _POWERS[2], _POWERS[3]
    high = low = 0
    for symbol in symbols:
        lead = symbol ^ high
        high, low = low ^ _times(lead, middle), _times(lead, last)
    return [high, low]


def _refuse_slips(symbols: list[int]) -> None:
    first = second = 0
    for symbol in symbols:
        first = _times(first, _POWERS[1]) ^ symbol
        second = _times(second, _POWERS[2]) ^ symbol
    if not first and not second:
        return
    place = _LENGTH
    if first and second:
        place = _LENGTH - 1 - (_LOGS[second] - _LOGS[first]) % 31
    where = f"Look first at group {place // _GROUP + 1}." if 0 <= place < _LENGTH else "Compare every group."
    raise InputError(f"This recovery key has a typing slip. {where}")

"""What may be written beside a payment: a check number, the last four digits, an approval code."""

import re

CARD_DIGITS = range(13, 20)
BY_CARD = ("card", "hsa")
_RUN = re.compile(r"[0-9](?:[ -]?[0-9])+")


def holds_card_number(method: str, *texts: str) -> bool:
    """Tell whether any text holds what may be a full card number.

    For card payments any 13 digits are too many; elsewhere, as in the trace number of a bank transfer, only
    a run of 13 to 19 digits that passes the check digit of cards (ISO/IEC 7812-1, Luhn) and begins as theirs.
    """
    if method in BY_CARD:
        return any(sum(letter.isdigit() for letter in text) >= CARD_DIGITS.start for text in texts)
    runs = ("".join(re.findall(r"[0-9]", run)) for text in texts for run in _RUN.findall(text))
    return any(len(run) in CARD_DIGITS and run[0] in "3456" and _passes_luhn(run) for run in runs)


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0

"""TA1: the receipt for an interchange as a whole, read before anything in it was looked at."""

from dataclasses import dataclass

from app.edi.interchanges import Receipt

_ACCEPTED = {"A": True, "E": True, "R": False}
_NO_FAULT = "000"
_NOTES = {
    "001": "The control numbers in the first and the last segment of the file differ.",
    "002": "The version named in the file is not one they take.",
    "003": "The version of the file is not one they take.",
    "004": "A separator of the file is not valid.",
    "005": "The kind of sender id is not valid.",
    "006": "They do not know the sender id. Compare it with the trading partner’s settings.",
    "007": "The kind of receiver id is not valid.",
    "008": "They do not know the receiver id. Compare it with the trading partner’s settings.",
    "009": "They do not know the receiver.",
    "010": "The authorization entry of the file is not valid.",
    "012": "The security entry of the file is not valid.",
    "014": "The date of the file is not valid.",
    "015": "The time of the file is not valid.",
    "017": "The version of the file is not valid.",
    "018": "The control number of the file is not valid.",
    "019": "The request for a receipt is not valid.",
    "020": "The mark of test or production is not valid, or they do not take test files.",
    "021": "The number of groups told at the end of the file is wrong.",
    "022": "The file is not built as they need it.",
    "023": "The file ends too early. Send it again, whole.",
    "024": "The file holds something they cannot read.",
    "025": "They already have a file with this control number. Send the claims in a new file.",
    "026": "A separator between elements is not valid.",
    "027": "A separator within elements is not valid.",
}


@dataclass(frozen=True, slots=True)
class InterchangeReceipt:
    """What a TA1 says of our file: its control number, date and time (YYMMDD, HHMM), code A/E/R and note.

    `accepted` is false where nothing in the file was read; `text` is our sentence.
    """

    sender: str
    number: str
    date: str
    time: str
    code: str
    note: str
    accepted: bool
    text: str


def read_receipt(receipt: Receipt) -> InterchangeReceipt:
    """Read one TA1; raises X12Error if it names no file or says neither accepted nor rejected."""
    segment = receipt.segment
    number, day, time, code, note = (segment.element(at) for at in range(1, 6))
    if not number:
        raise segment.error("The receipt does not say which file it is for.")
    if code not in _ACCEPTED:
        raise segment.error("The receipt says neither accepted nor rejected.")
    text = _sentence(code, note)
    return InterchangeReceipt(
        receipt.interchange.sender, number, day, time, code, note, _ACCEPTED[code], text
    )


def _sentence(code: str, note: str) -> str:
    if code == "A":
        return "The file has arrived."
    why = _NOTES.get(note, f"They give the note {note}; ask them what it means.")
    if note in {"", _NO_FAULT}:
        why = "They give no reason; ask them."
    if code == "E":
        return f"The file has arrived, with a remark: {why}"
    return f"The file was rejected; none of its claims was read. {why}"

"""The words and chips by which payments, answers and days are shown."""

from app.queries.deposits import DepositLine
from app.queries.insurer_answers import InsurerAnswerLine
from app.queries.payments import PaymentLine
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind

METHODS = (
    ("cash", "Cash", "c"),
    ("check", "Check", "k"),
    ("card", "Card", "d"),
    ("hsa", "HSA", "h"),
    ("ach", "ACH", "a"),
    ("other", "Other", "o"),
)
METHOD_WORDS = {key: word for key, word, _ in METHODS}
WAY_WORDS = {
    **METHOD_WORDS,
    "insurer": "Insurers (EFT)",
    "over": "Counted over",
    "short": "Counted short",
}
METHOD_LETTERS: dict[str, object] = {letter: key for key, _, letter in METHODS}
METHOD_CHOICES = (("", "Choose…"), *((key, f"{word}  ({letter})") for key, word, letter in METHODS))

POSTING_WORDS = {
    "charge": "Charges entered",
    "charge_void": "Charges taken back",
    "payment": "Patients’ payments taken",
    "payment_void": "Patients’ payments voided",
    "allocation": "Credit used for services",
    "allocation_void": "Credit freed again",
    "adjudication_paid": "Insurers paid",
    "adjudication_written_off": "Written off by insurers’ answers",
    "adjudication_left": "Left to patients or the next insurer",
    "adjudication_void_paid": "Taken back: insurers paid",
    "adjudication_void_written_off": "Taken back: written off by answers",
    "adjudication_void_left": "Taken back: left to patients or the next insurer",
    "transfer": "Balances moved",
    "write_off": "Write-offs",
    "write_off_void": "Write-offs taken back",
    "refund": "Refunds",
    "refund_void": "Refunds voided",
    "fee": "Fees charged",
    "fee_void": "Fees taken back",
    "payment_returned": "Checks returned by the bank",
    "check_return": "Returned checks taken from the bank",
    "transfer_void": "Moves taken back",
    "deposit": "Brought to the bank",
    "deposit_void": "Deposits taken back",
    "drawer": "Drawer counted over or short",
    "remittance": "Insurers’ payments with remittances",
    "remittance_void": "Insurers’ payments taken back",
    "provider_adjustment": "Insurers’ adjustments of payments",
    "provider_adjustment_void": "Insurers’ adjustments taken back",
    "opening": "Opening balances",
    "history": "Imported history",
}
DAY_STATES = {
    "none": Chip(ChipKind.DRAFT, "Not opened yet"),
    "open": Chip(ChipKind.BILLED, "Open"),
    "reopened": Chip(ChipKind.DUE, "Reopened"),
    "closed": Chip(ChipKind.PAID, "Closed"),
}


def payment_chip(line: PaymentLine) -> Chip:
    """How a payment stands."""
    if line.is_returned:
        return Chip(ChipKind.DENIED, "Returned")
    if line.is_voided:
        return Chip(ChipKind.DRAFT, "Voided")
    return Chip(ChipKind.DUE, "Credit") if line.left else Chip(ChipKind.PAID, "Used")


def answer_chip(line: InsurerAnswerLine) -> Chip:
    """How an insurer's answer stands."""
    if line.taken_back:
        return Chip(ChipKind.DRAFT, "Taken back")
    return Chip(ChipKind.DENIED, "Denied") if line.denied else Chip(ChipKind.PAID, "Posted")


def deposit_chip(line: DepositLine) -> Chip:
    """How a deposit stands."""
    return Chip(ChipKind.DRAFT, "Taken back") if line.is_voided else Chip(ChipKind.PAID, "At the bank")

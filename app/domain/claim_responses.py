"""What a clearinghouse or payer said of a claim before it was adjudicated."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a reply means for a claim; the values are stored."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PENDED = "pended"
    FINAL = "final"
    LOOK = "look"
    NO_CHANGE = "no_change"

"""The codes of a 999 in our own words: verdicts, and what is wrong with sets, segments and elements."""

from collections.abc import Mapping
from types import MappingProxyType

VERDICTS: Mapping[str, tuple[bool, str]] = MappingProxyType(
    {
        "A": (True, "Accepted."),
        "E": (True, "Accepted, with errors to look at."),
        "P": (True, "Accepted in part; see each set."),
        "R": (False, "Rejected. Fix what is named and send the claims again."),
        "M": (False, "Rejected: the sender’s signature in the file was not confirmed."),
        "W": (False, "Rejected: the security check of the file failed."),
        "X": (False, "Rejected: the file could not be decrypted."),
    }
)

SET_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "1": "They do not take this kind of file.",
        "2": "The end of the set or group is missing.",
        "3": "The numbers at its beginning and end differ.",
        "4": "The count at its end is wrong.",
        "5": "One or more segments have errors.",
        "6": "Its kind or number is missing or not valid.",
        "7": "Its number is missing or not valid.",
        "23": "This number was used before.",
        "I5": "One or more segments break the guide for this kind of file.",
        "I6": "The guide named in the file does not fit.",
    }
)

SEGMENT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "1": "They do not know this segment.",
        "2": "This segment was not expected here.",
        "3": "A required segment is missing here.",
        "4": "This part comes more often than allowed.",
        "5": "This segment comes more often than allowed.",
        "6": "This segment does not belong into this kind of file.",
        "7": "This segment is not in its order.",
        "8": "One or more entries of this segment are wrong.",
        "I4": "This segment may not be used.",
        "I6": "A segment is missing that this claim needs.",
        "I7": "This part comes less often than required.",
        "I8": "This segment comes less often than required.",
        "I9": "This segment may not be used in this case.",
    }
)

ELEMENT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "1": "A required entry is missing.",
        "2": "An entry is missing that another entry calls for.",
        "3": "There are too many entries.",
        "4": "The entry is too short.",
        "5": "The entry is too long.",
        "6": "The entry holds a character that is not allowed.",
        "7": "The code is not valid.",
        "8": "The date is not valid.",
        "9": "The time is not valid.",
        "10": "Of two entries only one may be given.",
        "12": "The entry is repeated too often.",
        "13": "The entry has too many parts.",
        "I6": "The code may not be used in this place.",
        "I9": "An entry is missing that this claim needs.",
        "I10": "The entry may not be used.",
        "I11": "The entry is repeated less often than required.",
        "I12": "The entry is repeated more often than allowed.",
        "I13": "The entry may not be used in this case.",
    }
)

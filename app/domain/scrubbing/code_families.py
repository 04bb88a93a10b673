"""Families of procedure codes by number: visits, prevention, laboratory, imaging, therapy, drugs.

Only numbers stand here, no descriptors. Codes are compared as text, so bounds have five signs.
"""

from collections.abc import Sequence

PREVENTIVE_NEW = ("99381", "99387")
PREVENTIVE_KNOWN = ("99391", "99397")
NEW_PATIENT_OFFICE = ("99202", "99205")
OFFICE = ("99202", "99215")
_VISITS = (("99202", "99499"), ("92002", "92014"), ("98000", "98016"))
_NOT_VISITS = (("99406", "99409"), ("99453", "99474"))
_IMAGING = ("70010", "79999")
_LABORATORY = ("80047", "89398")
_NO_CERTIFICATE = (("80500", "80506"), ("86485", "86590"))
_THERAPY = ("97010", "97799")
_CONSULTS = (("99242", "99245"), ("99252", "99255"))
_SURGERY = ("10004", "69990")
FACILITY_PLACES = frozenset({"19", "21", "22", "23", "24", "26", "31", "34", "51", "52", "56", "61"})
TELEHEALTH_PLACES = frozenset({"02", "10"})
UNLISTED = frozenset((
    "01999", "15999", "17999", "19499", "20999", "21299", "21499", "21899", "22899", "22999", "23929",
    "24999", "25999", "26989", "27299", "27599", "27899", "28899", "29799", "29999", "30999", "31299",
    "31599", "31899", "32999", "33999", "36299", "37501", "37799", "38129", "38589", "38999", "39499",
    "39599", "40799", "40899", "41599", "41899", "42299", "42699", "42999", "43289", "43499", "43659",
    "43999", "44238", "44799", "44899", "44979", "45399", "45499", "45999", "46999", "47379", "47399",
    "47579", "47999", "48999", "49329", "49659", "49999", "50549", "50949", "51999", "53899", "54699",
    "55559", "55899", "58578", "58579", "58679", "58999", "59897", "59898", "59899", "60659", "60699",
    "64999", "66999", "67299", "67399", "67599", "67999", "68399", "68899", "69399", "69799", "69949",
    "69979", "76496", "76497", "76498", "76499", "76999", "77299", "77399", "77499", "77799", "78099",
    "78199", "78299", "78399", "78499", "78599", "78699", "78799", "78999", "79999", "80299", "81099",
    "81479", "81599", "84999", "85999", "86849", "86999", "87797", "87798", "87799", "87899", "87999",
    "88099", "88199", "88299", "88399", "89240", "89398", "90399", "90749", "90899", "90999", "91299",
    "92499", "92700", "93799", "93998", "94799", "95199", "95999", "96379", "96549", "96999", "97039",
    "97139", "97799", "99199", "99429", "99499", "99600", "A4649", "A9699", "A9999", "B9998", "E1399",
    "J3490", "J3590", "J7599", "J7699", "J7799", "J8498", "J8499", "J8999", "J9999", "L0999", "L1499",
    "L2999", "L3999", "L5999", "L7499", "L8499", "L8699", "Q4100",
))  # fmt: skip


def is_between(code: str, bounds: tuple[str, str]) -> bool:
    """Tell whether a code of five digits lies between two others, both included."""
    return code.isdigit() and bounds[0] <= code <= bounds[1]


def is_preventive_visit(code: str) -> bool:
    """Tell whether a code is a preventive visit."""
    return is_between(code, PREVENTIVE_NEW) or is_between(code, PREVENTIVE_KNOWN)


def is_visit(code: str) -> bool:
    """Tell whether a code is a visit (evaluation and management), preventive ones included."""
    return any(is_between(code, each) for each in _VISITS) and not any(
        is_between(code, each) for each in _NOT_VISITS
    )


def is_new_patient_visit(code: str) -> bool:
    """Tell whether a code is for a patient not seen for three years."""
    return is_between(code, NEW_PATIENT_OFFICE) or is_between(code, PREVENTIVE_NEW)


def is_imaging(code: str) -> bool:
    """Tell whether a code is imaging."""
    return is_between(code, _IMAGING)


def is_laboratory(code: str) -> bool:
    """Tell whether a code is a laboratory test for which the law asks a certificate (CLIA)."""
    return is_between(code, _LABORATORY) and not any(is_between(code, each) for each in _NO_CERTIFICATE)


def is_own_test(code: str, modifiers: Sequence[str]) -> bool:
    """Tell a test that was done here, and was not sent out (modifier 90) or only read (26)."""
    return is_laboratory(code) and {"90", "26"}.isdisjoint(modifiers)


def is_therapy(code: str) -> bool:
    """Tell whether a code is physical or occupational therapy."""
    return is_between(code, _THERAPY)


def is_consult(code: str) -> bool:
    """Tell whether a code is a consultation."""
    return any(is_between(code, each) for each in _CONSULTS)


def is_surgery(code: str) -> bool:
    """Tell whether a code lies in the range of surgery, small procedures included."""
    return is_between(code, _SURGERY)


def is_equipment(code: str) -> bool:
    """Tell whether a code is equipment, a brace or an artificial limb (HCPCS E, K, L)."""
    return len(code) == 5 and code[0] in "EKL" and code[1:].isdigit()


def is_drug(code: str) -> bool:
    """Tell whether a code is a drug (HCPCS J)."""
    return len(code) == 5 and code[0] == "J" and code[1:].isdigit()


def is_supply(code: str) -> bool:
    """Tell whether a code is a medical supply (HCPCS A4000 to A9999)."""
    return len(code) == 5 and code[0] == "A" and code[1:].isdigit() and code >= "A4000"


def is_reporting(code: str) -> bool:
    """Tell whether a code only reports quality and may be charged nothing (CPT category II)."""
    return len(code) == 5 and code[:4].isdigit() and code[4] == "F"

"""Which box of the CMS-1500 a segment and element of an 837P come from.

Boxes of the service rows are named without their row (`24.d_code`). A party is the qualifier of the last NM1;
`other IL` and `other PR` are those of another payer within the claim.
"""

_NAMES = {
    "QC": "i2",
    "IL": "i4",
    "85": "i33_1",
    "82": "24.j_npi",
    "77": "i32_1",
    "PR": "carrier_1",
    "other IL": "i9",
    "other PR": "i9d",
    **dict.fromkeys(("DN", "P3", "DK", "DQ"), "i17_name"),
}
_IDS = {
    "IL": "i1a",
    "85": "i33a",
    "82": "24.j_npi",
    "77": "i32a",
    "PR": "carrier_1",
    "other IL": "i9a",
    "other PR": "i9d",
    **dict.fromkeys(("DN", "P3", "DK", "DQ"), "i17b"),
}
_ID_ELEMENTS = frozenset({8, 9})
_STREETS = {"QC": "i5_street", "IL": "i7_street", "85": "i33_2", "77": "i32_2", "PR": "carrier_2"}
_CITIES = {"85": "i33_3", "77": "i32_3", "PR": "carrier_4"}
_CITY_PARTS = {1: "city", 2: "state", 3: "zip"}
_REFERENCES = {
    "EI": "i25",
    "SY": "i25",
    "G1": "i23",
    "9F": "i23",
    "X4": "i23",
    "F8": "i22_ref",
    "G2": "i33b",
}
_DATES = {
    "472": "24.a_from_mm",
    **dict.fromkeys(("431", "484"), "i14_mm"),
    **dict.fromkeys(("454", "304", "453", "439", "455", "471", "090", "091", "444"), "i15_mm"),
    **dict.fromkeys(("314", "360", "297"), "i16_from_mm"),
    **dict.fromkeys(("361", "296"), "i16_to_mm"),
    "435": "i18_from_mm",
    "096": "i18_to_mm",
}
# (segment, element) to a box; element 0 is the segment as a whole.
_PLAIN = {
    ("CLM", 0): "i26",
    ("CLM", 1): "i26",
    ("CLM", 2): "i28_dollars",
    ("CLM", 5): "24.b",
    ("CLM", 6): "i31_sig",
    ("CLM", 7): "i27_y",
    ("CLM", 8): "i13_sig",
    ("CLM", 9): "i12_sig",
    ("CLM", 11): "i10b_y",
    ("SBR", 0): "i11",
    ("SBR", 2): "i6_self",
    ("SBR", 3): "i11",
    ("SBR", 4): "i11c",
    ("SBR", 9): "i1_group",
    ("PAT", 0): "i6_self",
    ("PAT", 1): "i6_self",
    ("SV1", 0): "24.d_code",
    ("SV1", 1): "24.d_code",
    ("SV1", 2): "24.f_dollars",
    ("SV1", 3): "24.g",
    ("SV1", 4): "24.g",
    ("SV1", 5): "24.b",
    ("SV1", 7): "24.e",
    ("SV1", 9): "24.c",
    ("SV1", 11): "24.h",
    ("SV1", 12): "24.h",
}
_FIRST_MODIFIER, _LAST_MODIFIER = 3, 6
_WHOLE_SEGMENTS = {"NTE": "i19_b", "LIN": "24.supplemental", "CTP": "24.supplemental"}


def box_of(party: str, is_self: bool, row: list[str], at: tuple[int, int]) -> str:
    """Tell the box of a row, at an element and component (0 = not told); empty where the form has none.

    `is_self` tells that the patient is the insured person, whose data then stand in the patient's boxes.
    """
    name, qualifier = row[0], row[1] if len(row) > 1 else ""
    person = "QC" if party == "IL" and is_self else party
    if name == "NM1":
        return _IDS.get(party, "") if at[0] in _ID_ELEMENTS else _NAMES.get(person, "")
    if name in {"N3", "N4"}:
        return _place(name, person, at[0])
    if name == "DMG":
        return _birth(person, at[0])
    if name in {"REF", "DTP", "AMT"}:
        return _qualified(name, qualifier, party)
    return _WHOLE_SEGMENTS.get(name) or _in_claim(name, at, party)


def _place(name: str, person: str, element: int) -> str:
    if name == "N3":
        return _STREETS.get(person, "")
    item = {"QC": "i5", "IL": "i7"}.get(person)
    return f"{item}_{_CITY_PARTS.get(element, 'city')}" if item else _CITIES.get(person, "")


def _birth(person: str, element: int) -> str:
    item = {"QC": "i3", "IL": "i11a"}.get(person, "")
    return f"{item}_{'m' if element == 3 else 'mm'}" if item else ""


def _qualified(name: str, qualifier: str, party: str) -> str:
    if name == "AMT":
        return "i29_dollars" if qualifier == "F5" else ""
    if name == "DTP":
        return _DATES.get(qualifier, "")
    if qualifier == "SY" and party != "85":
        return ""
    return _REFERENCES.get(qualifier, "")


def _in_claim(name: str, at: tuple[int, int], party: str) -> str:
    element, component = at
    if name == "HI":
        return f"i21_{'abcdefghijkl'[max(element, 1) - 1]}" if element <= 12 else ""
    if name == "PRV":
        return "i33b" if party in {"", "85"} else ""
    if name == "SV1" and element == 1 and _FIRST_MODIFIER <= component <= _LAST_MODIFIER:
        return f"24.d_mod{component - _FIRST_MODIFIER + 1}"
    if name == "CLM" and element == 5 and component == 3:
        return "i22_code"
    return "" if party.startswith("other") else _PLAIN.get((name, element), "")

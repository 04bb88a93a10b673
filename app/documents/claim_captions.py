"""The printed words of the CMS-1500 (02/12) and where they stand, in inches from the upper left corner.

The form itself is in the public domain; this is our own rendering of its captions.
"""

from typing import NamedTuple

PLAIN, BOLD, SLANTED, BOLD_SLANTED = (
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Helvetica-BoldOblique",
)


class Caption(NamedTuple):
    """Words on a baseline `y`, narrowed to end at `right`."""

    x: float
    y: float
    text: str
    right: float
    size: float = 6.3
    face: str = PLAIN


LEFT, MIDDLE, HALF, RIGHT = 0.316, 3.192, 5.215, 8.19
LEFT_END, MIDDLE_END, HALF_END = 3.14, 5.165, 8.19


def _row(top: float, *cells: tuple[float, str, float]) -> list[Caption]:
    return [Caption(x, top + 0.1, text, right) for x, text, right in cells]


_IDENTITY = [
    *_row(1.333, (HALF, "1a. INSURED'S I.D. NUMBER", 6.6)),
    Caption(6.72, 1.433, "(For Program in Item 1)", RIGHT),
    *_row(
        1.667,
        (LEFT, "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)", LEFT_END),
        (MIDDLE, "3. PATIENT'S BIRTH DATE", 4.35),
        (4.66, "SEX", 4.9),
        (HALF, "4. INSURED'S NAME (Last Name, First Name, Middle Initial)", HALF_END),
    ),
    *_row(
        2.0,
        (LEFT, "5. PATIENT'S ADDRESS (No., Street)", LEFT_END),
        (MIDDLE, "6. PATIENT RELATIONSHIP TO INSURED", MIDDLE_END),
        (HALF, "7. INSURED'S ADDRESS (No., Street)", HALF_END),
    ),
    *_row(
        2.333,
        (LEFT, "CITY", 2.7),
        (2.822, "STATE", LEFT_END),
        (MIDDLE, "8. RESERVED FOR NUCC USE", MIDDLE_END),
        (HALF, "CITY", 7.5),
        (7.593, "STATE", HALF_END),
    ),
    *_row(
        2.667,
        (LEFT, "ZIP CODE", 1.5),
        (1.615, "TELEPHONE (Include Area Code)", LEFT_END),
        (HALF, "ZIP CODE", 6.4),
        (6.505, "TELEPHONE (Include Area Code)", HALF_END),
    ),
]
_INSURANCE = [
    *_row(
        3.0,
        (LEFT, "9. OTHER INSURED'S NAME (Last Name, First Name, Middle Initial)", LEFT_END),
        (MIDDLE, "10. IS PATIENT'S CONDITION RELATED TO:", MIDDLE_END),
        (HALF, "11. INSURED'S POLICY GROUP OR FECA NUMBER", HALF_END),
    ),
    *_row(
        3.333,
        (LEFT, "a. OTHER INSURED'S POLICY OR GROUP NUMBER", LEFT_END),
        (MIDDLE, "a. EMPLOYMENT? (Current or Previous)", MIDDLE_END),
        (HALF, "a. INSURED'S DATE OF BIRTH", 6.6),
        (7.3, "SEX", 7.6),
    ),
    *_row(
        3.667,
        (LEFT, "b. RESERVED FOR NUCC USE", LEFT_END),
        (MIDDLE, "b. AUTO ACCIDENT?", 4.4),
        (4.55, "PLACE (State)", MIDDLE_END),
        (HALF, "b. OTHER CLAIM ID (Designated by NUCC)", HALF_END),
    ),
    *_row(
        4.0,
        (LEFT, "c. RESERVED FOR NUCC USE", LEFT_END),
        (MIDDLE, "c. OTHER ACCIDENT?", MIDDLE_END),
        (HALF, "c. INSURANCE PLAN NAME OR PROGRAM NAME", HALF_END),
    ),
    *_row(
        4.333,
        (LEFT, "d. INSURANCE PLAN NAME OR PROGRAM NAME", LEFT_END),
        (MIDDLE, "10d. CLAIM CODES (Designated by NUCC)", MIDDLE_END),
        (HALF, "d. IS THERE ANOTHER HEALTH BENEFIT PLAN?", HALF_END),
    ),
    Caption(6.36, 4.63, "If yes,", 6.66, 6.3, BOLD_SLANTED),
    Caption(6.66, 4.63, "complete items 9, 9a, and 9d.", HALF_END),
]
_SIGNATURES = [
    Caption(1.3, 4.765, "READ BACK OF FORM BEFORE COMPLETING & SIGNING THIS FORM.", 4.6, 6.3, BOLD),
    Caption(
        LEFT,
        4.865,
        "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE  I authorize the release of any medical or other"
        " information necessary",
        MIDDLE_END,
        6.0,
    ),
    Caption(
        0.45,
        4.955,
        "to process this claim. I also request payment of government benefits either to myself or to the"
        " party who accepts assignment",
        MIDDLE_END,
        6.0,
    ),
    Caption(0.45, 5.045, "below.", MIDDLE_END, 6.0),
    Caption(0.5, 5.285, "SIGNED", 0.9),
    Caption(3.64, 5.285, "DATE", 3.9),
    Caption(HALF, 4.765, "13. INSURED'S OR AUTHORIZED PERSON'S SIGNATURE  I authorize", HALF_END, 6.0),
    Caption(
        5.35, 4.855, "payment of medical benefits to the undersigned physician or supplier for", HALF_END, 6.0
    ),
    Caption(5.35, 4.945, "services described below.", HALF_END, 6.0),
    Caption(5.42, 5.285, "SIGNED", 5.8),
]
_VISIT = [
    *_row(
        5.333,
        (LEFT, "14. DATE OF CURRENT ILLNESS, INJURY, or PREGNANCY (LMP)", 2.95),
        (3.0, "15. OTHER DATE", 4.2),
        (HALF, "16. DATES PATIENT UNABLE TO WORK IN CURRENT OCCUPATION", HALF_END),
    ),
    Caption(1.49, 5.62, "QUAL.", 1.75, 5.5),
    Caption(3.0, 5.62, "QUAL.", 3.25, 5.5),
    *_row(
        5.667,
        (LEFT, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE", 2.95),
        (3.0, "17a.", 3.19),
        (HALF, "18. HOSPITALIZATION DATES RELATED TO CURRENT SERVICES", HALF_END),
    ),
    Caption(3.0, 5.945, "17b.", 3.19),
    Caption(3.225, 5.945, "NPI", 3.4, 6.3, BOLD),
    *_row(
        6.0,
        (LEFT, "19. ADDITIONAL CLAIM INFORMATION (Designated by NUCC)", 2.8),
        (HALF, "20. OUTSIDE LAB?", 6.3),
        (6.95, "$ CHARGES", 7.9),
    ),
    *(Caption(x, 5.62 + down, "FROM", 5.6, 5.5) for x, down in ((5.33, 0.0), (5.33, 0.333))),
    *(Caption(6.79, 5.62 + down, "TO", 7.0, 5.5) for down in (0.0, 0.333)),
    Caption(LEFT, 6.433, "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY", 2.55),
    Caption(2.62, 6.433, "Relate A-L to service line below (24E)", 4.0, 6.0),
    Caption(4.05, 6.433, "ICD Ind.", 4.38),
    Caption(HALF, 6.433, "22. RESUBMISSION", 6.3),
    Caption(5.36, 6.513, "CODE", 6.3),
    Caption(6.37, 6.433, "ORIGINAL REF. NO.", RIGHT),
    Caption(HALF, 6.767, "23. PRIOR AUTHORIZATION NUMBER", RIGHT),
]
_PRACTICE = [
    *_row(
        9.333,
        (LEFT, "25. FEDERAL TAX I.D. NUMBER", 1.8),
        (1.9, "SSN", 2.09),
        (2.11, "EIN", 2.3),
        (2.497, "26. PATIENT'S ACCOUNT NO.", 3.9),
        (3.968, "27. ACCEPT ASSIGNMENT?", MIDDLE_END),
        (HALF, "28. TOTAL CHARGE", 6.28),
        (6.342, "29. AMOUNT PAID", 7.24),
        (7.295, "30. Rsvd for NUCC Use", RIGHT),
    ),
    Caption(4.12, 9.489, "(For govt. claims, see back)", MIDDLE_END, 4.4),
    *(Caption(x, 9.625, "$", x + 0.1, 7.5) for x in (5.225, 6.352)),
    Caption(LEFT, 9.762, "31. SIGNATURE OF PHYSICIAN OR SUPPLIER", 2.44),
    Caption(0.45, 9.85, "INCLUDING DEGREES OR CREDENTIALS", 2.44),
    Caption(0.45, 9.935, "(I certify that the statements on the reverse", 2.44, 6.0),
    Caption(0.45, 10.02, "apply to this bill and are made a part thereof.)", 2.44, 6.0),
    Caption(LEFT, 10.455, "SIGNED", 0.78),
    Caption(1.93, 10.455, "DATE", 2.4),
    Caption(2.497, 9.767, "32. SERVICE FACILITY LOCATION INFORMATION", MIDDLE_END),
    Caption(HALF, 9.767, "33. BILLING PROVIDER INFO & PH #", 6.77),
    *(Caption(x, 10.43, "a.", x + 0.15, 6.5, BOLD) for x in (2.497, 5.215)),
    Caption(3.687, 10.43, "b.", 3.8, 6.5, BOLD),
    Caption(6.494, 10.378, "b.", 6.56, 4.5, BOLD),
]
_SHEET = [
    Caption(0.286, 0.95, "HEALTH INSURANCE CLAIM FORM", 4.5, 13.0, BOLD),
    Caption(0.286, 1.09, "APPROVED BY NATIONAL UNIFORM CLAIM COMMITTEE (NUCC) 02/12", 4.5, 6.0),
    Caption(0.64, 1.3, "PICA", 0.9, 6.0),
    Caption(7.67, 1.3, "PICA", 7.9, 6.0),
    Caption(0.286, 10.625, "NUCC Instruction Manual available at: www.nucc.org", 3.2, 6.5),
    Caption(3.62, 10.63, "PLEASE PRINT OR TYPE", 5.1, 7.5, BOLD_SLANTED),
    Caption(5.9, 10.625, "APPROVED OMB-0938-1197 FORM 1500 (02-12)", 8.217, 6.8),
]
_PROGRAMS = [
    Caption(LEFT, 1.425, "1.  MEDICARE", 1.0),
    Caption(1.02, 1.425, "MEDICAID", 1.65),
    Caption(1.72, 1.425, "TRICARE", 2.5),
    Caption(2.62, 1.425, "CHAMPVA", 3.2),
    Caption(3.32, 1.405, "GROUP", 4.0, 5.6),
    Caption(3.32, 1.475, "HEALTH PLAN", 4.05, 5.6),
    Caption(4.12, 1.405, "FECA", 4.6, 5.6),
    Caption(4.12, 1.475, "BLK LUNG", 4.66, 5.6),
    Caption(4.72, 1.425, "OTHER", MIDDLE_END),
]

CAPTIONS: tuple[Caption, ...] = (
    *_SHEET,
    *_PROGRAMS,
    *_IDENTITY,
    *_INSURANCE,
    *_SIGNATURES,
    *_VISIT,
    *_PRACTICE,
)

SERVICE_HEADS: tuple[tuple[float, float, tuple[str, ...]], ...] = (
    (2.055, 2.375, ("B.", "PLACE OF", "SERVICE")),
    (2.375, 2.675, ("C.", "", "EMG")),
    (4.672, 5.185, ("E.", "DIAGNOSIS", "POINTER")),
    (5.185, 6.075, ("F.", "", "$ CHARGES")),
    (6.075, 6.477, ("G.", "DAYS OR", "UNITS")),
    (6.477, 6.685, ("H.", "EPSDT", "Family", "Plan")),
    (6.685, 6.978, ("I.", "ID.", "QUAL.")),
    (6.978, 8.217, ("J.", "RENDERING", "PROVIDER ID. #")),
)

BOX_LABELS: dict[str, str] = {
    "i1_medicare": "(Medicare#)",
    "i1_medicaid": "(Medicaid#)",
    "i1_tricare": "(ID#/DoD#)",
    "i1_champva": "(Member ID#)",
    "i1_group": "(ID#)",
    "i1_feca": "(ID#)",
    "i1_other": "(ID#)",
    **{f"{item}_y": "YES" for item in ("i10a", "i10b", "i10c", "i11d", "i20", "i27")},
    **{f"{item}_n": "NO" for item in ("i10a", "i10b", "i10c", "i11d", "i20", "i27")},
}
BOX_LABELS_BEFORE: dict[str, str] = {
    "i3_m": "M",
    "i3_f": "F",
    "i11a_m": "M",
    "i11a_f": "F",
    "i6_self": "Self",
    "i6_spouse": "Spouse",
    "i6_child": "Child",
    "i6_other": "Other",
}
DATE_HEADS = ("i3", "i11a", "i14", "i15", "i16_from", "i16_to", "i18_from", "i18_to")

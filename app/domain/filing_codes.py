"""Short code lists of the 837P in plain words: claim filing, why Medicare is second, id and drug units.

Each list is (code, words), the commonest first. Source: the trade's rules for SBR09, SBR05, ISA05 and CTP05.
"""

Codes = tuple[tuple[str, str], ...]

FILING_CODES: Codes = (
    ("CI", "Commercial insurance"),
    ("BL", "Blue Cross or Blue Shield"),
    ("MB", "Medicare Part B"),
    ("MC", "Medicaid"),
    ("CH", "TRICARE"),
    ("12", "Preferred provider plan (PPO)"),
    ("13", "Point of service plan (POS)"),
    ("14", "Exclusive provider plan (EPO)"),
    ("15", "Indemnity insurance"),
    ("16", "Medicare Advantage (HMO)"),
    ("HM", "Health maintenance plan (HMO)"),
    ("FI", "Federal employees’ plan"),
    ("OF", "Other federal program"),
    ("VA", "Veterans Affairs"),
    ("WC", "Workers’ compensation"),
    ("AM", "Auto insurance, medical part"),
    ("LM", "Liability insurance"),
    ("ZZ", "Not known"),
)
MSP_TYPES: Codes = (
    ("12", "Works, or the spouse does: employer of 20 or more"),
    ("43", "Disabled, under 65: employer of 100 or more"),
    ("13", "Kidney failure, in its first 30 months"),
    ("14", "Auto or no-fault accident"),
    ("15", "Workers’ compensation"),
    ("47", "Liability: somebody else has to pay"),
    ("42", "Veterans Affairs"),
    ("41", "Black lung"),
    ("16", "Public Health Service or another federal program"),
)
ID_QUALIFIERS: Codes = (
    ("ZZ", "Agreed between the two"),
    ("30", "Federal tax id"),
    ("01", "DUNS number"),
    ("14", "DUNS number and suffix"),
    ("20", "Health industry number"),
    ("27", "Medicare carrier number"),
    ("28", "Medicare intermediary number"),
    ("29", "Medicare provider number"),
    ("33", "NAIC company number"),
)
DRUG_UNITS: Codes = (
    ("ML", "milliliters"),
    ("UN", "units, like tablets or vials"),
    ("GR", "grams"),
    ("ME", "milligrams"),
    ("F2", "international units"),
)

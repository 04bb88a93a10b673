"""Checks of the trade that the program does not make, with the reasons; `docs/features.md` points here."""

NOT_HELD = (
    ("COV-09", "A claim bears no bill to the patient; bills are checked where they are made."),
    ("PRV-02", "A practice has one billing number and one tax id, so no pair can be wrong."),
    ("PRV-05", "Enrollment of providers with payers is not held."),
    ("DX-06", "The notes on codes that exclude each other are not loaded."),
    ("LCD-01", "Medicare’s local coverage articles are not loaded."),
    ("MED-06", "Hospice and nursing stays are not recorded."),
    ("DOC-01", "Attachments of claims are not tracked."),
    ("DOC-02", "Visit notes are not held."),
    ("NSA-02", "A claim bears no bill to the patient; bills are checked where they are made."),
)

"""X12 text to plain frozen values and back: no database, no screen, no clock."""

"""Rules as pure functions and frozen dataclasses."""

"""The questions tab: what patients ask at the desk, answered from their records."""

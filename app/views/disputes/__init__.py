"""The disputes tab: what waits for a decision, the cases, and what they taught."""

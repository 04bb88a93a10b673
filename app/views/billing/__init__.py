"""The Billing forms tab."""

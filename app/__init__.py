"""Plainbill: billing for a small medical practice."""

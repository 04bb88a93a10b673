"""Widgets: what the receptionist sees."""

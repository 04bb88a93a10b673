"""Widgets and values that every tab shares."""

"""Questions: frozen rows, never a write."""

"""The practice that the start is measured with: nearly empty, opened by a password."""

USER, PASSWORD = "maria", "correct horse battery"

"""The 40 questions that patients ask at the desk, and the answers to them."""

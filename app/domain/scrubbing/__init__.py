"""The checks of a claim before it is sent, by theme; `checks.py` runs them all."""

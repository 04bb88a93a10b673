"""The tab of the day: what is due, and what came in since yesterday."""

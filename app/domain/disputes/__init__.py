"""Rules of disputes with insurers: what is known by whom, how long there is, what to do, what it came to."""

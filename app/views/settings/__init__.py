"""Settings: the practice's own lists, its people, its backups, and how this computer shows it."""

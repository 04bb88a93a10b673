"""Names of what this computer remembers; nothing about patients is ever among it."""

LAST_PRACTICE = "practice/last"
LAST_PERSON = "practice/person"
BACKUP_FOLDER = "backup/folder"
GEOMETRY = "window/geometry"
TEXT_SIZE = "look/percent"
SCHEME = "look/scheme"
# Kept in the practice itself, for every computer that opens it.
LOCK_MINUTES = "lock_minutes"

"""Coming in: unlocking, the first set-up, the recovery key, and restoring a backup."""

"""The guidelines tab: what payers say of services, and “Is this covered?” from anywhere."""

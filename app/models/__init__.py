"""Tables and the one door to the database."""

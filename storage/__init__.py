"""The only code that sees the database or a key."""

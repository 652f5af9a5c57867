"""The officers' desk: its own listener, for people and for officers' systems."""

"""Who takes pages when."""

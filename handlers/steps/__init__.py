"""What several handlers do inside one transaction."""

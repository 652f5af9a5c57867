"""The public side: channels on which reporters write."""

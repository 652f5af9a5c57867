"""The restricted side: channels on which officers are paged."""

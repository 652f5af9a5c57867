"""The operator's command, one file each."""

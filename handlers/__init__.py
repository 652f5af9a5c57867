"""What the hotline does about each thing that happens, whatever the channel."""

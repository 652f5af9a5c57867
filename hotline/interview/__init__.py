"""The conversation that makes a report: scripts, state, and the engine that moves one to the next."""

"""The edges: each file talks to one outside system."""

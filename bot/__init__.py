"""Room bot."""

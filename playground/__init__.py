"""Room playground."""

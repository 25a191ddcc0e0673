"""Room handlers."""

"""Room texts."""

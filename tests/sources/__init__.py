"""The sources, read over real HTTP from servers of our own on loopback."""

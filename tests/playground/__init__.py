"""Tests of the playground: its Bot API over real HTTP, and its page."""

"""What things are, and the rules about them: no I/O, no clock, no framework."""

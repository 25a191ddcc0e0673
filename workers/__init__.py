"""The clock ticked: one file a rhythm."""

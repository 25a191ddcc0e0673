"""Someone spoke: one table of who answers what (``routes``), one file a conversation."""

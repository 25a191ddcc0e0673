"""The public sources: one file each turns what was saved or fetched into people and reports."""

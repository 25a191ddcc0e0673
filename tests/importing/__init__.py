"""Importing: files as Viasna and we write them, with people who do not exist, into a real store."""

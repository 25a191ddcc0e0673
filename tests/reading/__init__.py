"""What a piece of news tells, on samples of our own with invented people."""

"""Random sequences of what editors, readers and Telegram do, against the real store and the real sender."""

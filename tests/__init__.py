"""What a person, Telegram or a database would see."""

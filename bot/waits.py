"""How long Telegram asks us to wait."""

from datetime import timedelta

from telegram.error import RetryAfter


def seconds_asked(error: RetryAfter) -> float:
    """Return the seconds of a 429."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)

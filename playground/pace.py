"""Telegram's sending limits as token buckets; by default the playground has none."""

import math
from dataclasses import dataclass, field

from playground.errors import too_many


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages allowed; None is "as many as you like".

    `overall` and `chat` are rates a second with the bursts beside them, `group` is a number a minute.
    """

    overall: float | None = None
    overall_burst: int = 30
    chat: float | None = None
    chat_burst: int = 1
    group: int | None = None


NO_LIMITS = Limits()
# What Telegram documents for bots: 30 a second in all, one a second to a chat, 20 a minute to a group.
TELEGRAM_LIMITS = Limits(overall=30, overall_burst=30, chat=1, chat_burst=3, group=20)


@dataclass(slots=True)
class _Bucket:
    """Holds up to `size` tokens and fills at `rate` a second."""

    rate: float
    size: float
    tokens: float
    filled_at: float

    def wait(self, now: float) -> float:
        """Seconds until a token is there; 0 if one is there already."""
        self.tokens = min(self.size, self.tokens + (now - self.filled_at) * self.rate)
        self.filled_at = now
        # A bucket that lacks a billionth only because of rounding is full enough.
        return max(0.0, (1 - self.tokens) / self.rate) if self.tokens < 1 - 1e-9 else 0.0


@dataclass(slots=True)
class Pace:
    """Counts what was sent, and refuses what is too soon."""

    limits: Limits = NO_LIMITS
    _buckets: dict[tuple[str, int], _Bucket] = field(default_factory=dict)

    def spend(self, chat_id: int, *, is_group: bool, now: float) -> None:
        """Count one message to a chat, or raise ApiError 429 with the seconds to wait (nothing is counted then)."""
        buckets = list(self._buckets_for(chat_id, is_group, now))
        wait = max((bucket.wait(now) for bucket in buckets), default=0.0)
        if wait > 0:
            raise too_many(math.ceil(wait))
        for bucket in buckets:
            bucket.tokens -= 1

    def _buckets_for(self, chat_id: int, is_group: bool, now: float) -> list[_Bucket]:
        limits = self.limits
        wanted: list[tuple[tuple[str, int], float | None, float]] = [
            (("overall", 0), limits.overall, limits.overall_burst),
            (("chat", chat_id), limits.chat, limits.chat_burst),
        ]
        if is_group and limits.group:
            wanted.append((("group", chat_id), limits.group / 60, limits.group))
        return [self._buckets.setdefault(key, _Bucket(rate, size, size, now)) for key, rate, size in wanted if rate]

"""How we treat a host: one request at a time with a pause between, left alone after trouble, as long as it asks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from domain.ports import Clock
from sources.outcomes import Reason

PAUSE_SECONDS = 1.0
"""Between the end of one request to a host and the start of the next."""

FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=24)
LONGEST_ASKED = timedelta(days=7)
"""A host may ask for more patience than this; nobody would notice a source that sleeps for a year."""

_DELAYED = frozenset(
    {Reason.DEADLINE, Reason.UNREACHABLE, Reason.UNKNOWN_HOST, Reason.BROKEN, Reason.SERVER_ERROR, Reason.TOO_MANY}
)


@dataclass(slots=True)
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rests_until: float = 0.0
    failures: int = 0
    not_before: datetime | None = None


class Manners:
    """What we remember of each host; as many as the list of allowed hosts is long."""

    def __init__(self, clock: Clock, pause_seconds: float = PAUSE_SECONDS) -> None:
        self._clock = clock
        self._pause = pause_seconds
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Hold a host's only turn, once its pause since the last one is over."""
        known = self._known(host)
        async with known.turn:
            await self._rest(known)
            try:
                yield
            finally:
                known.rests_until = self._clock.monotonic() + self._pause

    def waits_until(self, host: str) -> datetime | None:
        """Return when a host may be asked again; None is now."""
        until = self._known(host).not_before
        return until if until and until > self._clock.now() else None

    def went_well(self, host: str) -> None:
        """Forget a host's failures."""
        known = self._known(host)
        known.failures, known.not_before = 0, None

    def went_badly(self, host: str, reason: Reason, retry_after: str = "") -> datetime | None:
        """Note a failure and return until when the host is left alone; None when it was not the host's trouble."""
        known = self._known(host)
        asked = asked_patience(retry_after, self._clock.now())
        delay = self._delay(known, reason) if asked is None else asked
        if delay is None:
            return None
        known.not_before = self._clock.now() + delay
        return known.not_before

    def _known(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())

    async def _rest(self, known: _Host) -> None:
        left = known.rests_until - self._clock.monotonic()
        if left > 0:
            await self._clock.sleep(left)

    def _delay(self, known: _Host, reason: Reason) -> timedelta | None:
        if reason is Reason.REJECTED:
            return LONGEST_DELAY
        if reason not in _DELAYED:
            return None
        known.failures += 1
        doubled: timedelta = FIRST_DELAY * 2 ** min(known.failures - 1, 16)
        return min(doubled, LONGEST_DELAY)


def asked_patience(retry_after: str, now: datetime) -> timedelta | None:
    """Read a Retry-After header, in seconds or as an HTTP date; None when there is none that can be read.

    Never shorter than a second nor longer than ``LONGEST_ASKED``.
    """
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        asked = timedelta(seconds=int(text[:9]))
    else:
        moment = _http_date(text)
        if moment is None:
            return None
        asked = moment - now
    return min(max(asked, timedelta(seconds=1)), LONGEST_ASKED)


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""robots.txt, fetched by our own client, kept for a day and obeyed (RFC 9309)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from domain.ports import Clock
from sources.budget import Budget
from sources.outcomes import Expected, Fetched, NotFetched, Outcome, Reason

ROBOTS = Expected((), 0, 512 * 1024)
"""Any type, also an empty one: an HTML page that stands in for the file allows everything."""

KEPT_FOR = timedelta(days=1)

_ABSENT = frozenset({Reason.STATUS, Reason.NOT_ALLOWED, Reason.REDIRECTS})
"""RFC 9309, 2.3.1.3: a file that is not there, or that leads elsewhere, forbids nothing."""


@dataclass(slots=True)
class _Kept:
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: RobotFileParser | None = None
    until: datetime | None = None


class Robots:
    """The rules of each host, asked for through ``fetch`` when they are first needed."""

    def __init__(self, fetch: Callable[[httpx.URL, Budget], Awaitable[Outcome]], user_agent: str, clock: Clock) -> None:
        self._fetch = fetch
        self._agent = user_agent.partition("/")[0]
        self._clock = clock
        self._hosts: dict[str, _Kept] = {}

    async def refusal(self, url: httpx.URL, budget: Budget) -> NotFetched | None:
        """Return why a page may not be fetched; None when it may.

        A robots.txt that could not be read (a refusal, an error, a timeout) is a reason: until it can be, we stay away.
        """
        kept = self._hosts.setdefault(url.netloc.decode("ascii"), _Kept())
        async with kept.asking:
            if kept.until is None or self._clock.now() >= kept.until:
                failure = await self._renew(kept, url, budget)
                if failure:
                    return failure
        if kept.rules is None or kept.rules.can_fetch(self._agent, str(url)):
            return None
        return NotFetched(Reason.ROBOTS, url.path[:200])

    async def _renew(self, kept: _Kept, url: httpx.URL, budget: Budget) -> NotFetched | None:
        outcome = await self._fetch(url.copy_with(raw_path=b"/robots.txt", fragment=None), budget)
        if isinstance(outcome, NotFetched) and outcome.reason not in _ABSENT:
            return outcome
        kept.rules = parse_rules(outcome.body) if isinstance(outcome, Fetched) else None
        kept.until = self._clock.now() + KEPT_FOR
        return None


def parse_rules(body: bytes) -> RobotFileParser:
    """Parse a robots.txt; lines that are no text or hold no address are left out."""
    rules = RobotFileParser()
    lines = body.decode("utf-8-sig", "replace").splitlines()
    rules.parse([line for line in lines if _is_readable(line)])
    return rules


def _is_readable(line: str) -> bool:
    """Say whether urllib can parse a line's value; on ``[`` it raises."""
    try:
        urlsplit(line.partition(":")[2].strip())
    except ValueError:
        return False
    return True

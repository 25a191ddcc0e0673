"""The one careful client: every byte that Zvestka reads from the web comes through here.

It goes only where ``Reach`` lets it, asks one thing of a host at a time, follows redirects itself and looks at each,
ends within its deadline and its memory, and says in one type what came of it. It raises nothing for what a server does.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self

import httpx

from domain.ports import Clock
from sources.addresses import AddressRefused, DiallingTransport, Reach, UnknownHost, host_of
from sources.bodies import ENCODINGS, BodyRefused, read_body
from sources.budget import Budget
from sources.manners import PAUSE_SECONDS, Manners
from sources.outcomes import NEVER_SEEN, Expected, Fetched, NotFetched, NotModified, Outcome, Reason, Validators
from sources.robots import ROBOTS, Robots

MOST_REDIRECTS = 5

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNWANTED = frozenset({401, 403, 451})
_LONGEST_VALIDATOR = 500


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for a whole fetch with its redirects, for one connection, for one silence, between two requests."""

    whole: float = 60.0
    connecting: float = 10.0
    silence: float = 20.0
    pause: float = PAUSE_SECONDS


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class _Redirected:
    to: httpx.URL


_Permits = Callable[[httpx.URL, Budget], Awaitable[NotFetched | None]]


def user_agent(version: str, contact: str) -> str:
    """Return who we say we are; raise ValueError for a contact that cannot stand in a header."""
    if not (contact.isascii() and (contact.isprintable() or not contact)):
        raise ValueError("the contact for the User-Agent takes printable ASCII: an address or a URL")
    return f"Zvestka/{version} (+{contact})" if contact else f"Zvestka/{version}"


class CarefulClient:
    """Fetches pages and feeds. Use it as ``async with``; one for the whole program, so that it knows every host."""

    def __init__(self, reach: Reach, agent: str, clock: Clock, patience: Patience = PATIENCE) -> None:
        self._reach = reach
        self._patience = patience
        self._manners = Manners(clock, patience.pause)
        self._robots = Robots(self._fetch_robots, agent, clock)
        self._client = httpx.AsyncClient(
            transport=DiallingTransport(reach),
            headers={"User-Agent": agent, "Accept-Encoding": ENCODINGS},
            timeout=httpx.Timeout(patience.silence, connect=patience.connecting),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def fetch(self, url: str, expected: Expected, validators: Validators = NEVER_SEEN) -> Outcome:
        """Fetch one address. ``validators`` of its last answer let the server say that nothing has changed."""
        try:
            place = httpx.URL(url)
        except httpx.InvalidURL:
            return NotFetched(Reason.NOT_ALLOWED, url[:200])
        budget = Budget(self._patience.whole)
        return await self._follow(place, expected, validators, budget, self._robots.refusal)

    async def _fetch_robots(self, place: httpx.URL, budget: Budget) -> Outcome:
        return await self._follow(place, ROBOTS, NEVER_SEEN, budget, _nobody_minds)

    async def _follow(
        self, place: httpx.URL, expected: Expected, known: Validators, budget: Budget, permits: _Permits
    ) -> Outcome:
        for _ in range(MOST_REDIRECTS + 1):
            place = _undotted(place)
            if not self._reach.admits(place):
                return NotFetched(Reason.NOT_ALLOWED, f"{place.scheme}://{place.netloc.decode('ascii')}"[:200])
            outcome = await permits(place, budget) or await self._exchange(place, expected, known, budget)
            if not isinstance(outcome, _Redirected):
                return outcome
            place = outcome.to
        return NotFetched(Reason.REDIRECTS, f"more than {MOST_REDIRECTS}")

    async def _exchange(
        self, place: httpx.URL, expected: Expected, known: Validators, budget: Budget
    ) -> Outcome | _Redirected:
        host = place.netloc.decode("ascii")
        async with self._manners.turn(host):
            until = self._manners.waits_until(host)
            if until:
                return NotFetched(Reason.WAITING, host, until)
            try:
                async with budget.spending():
                    return await self._ask(place, expected, known)
            except (TimeoutError, httpx.HTTPError, AddressRefused, UnknownHost) as error:
                return self._failed(place, *_explained(error))

    async def _ask(self, place: httpx.URL, expected: Expected, known: Validators) -> Outcome | _Redirected:
        headers = {"Accept": ", ".join((*expected.types, "*/*;q=0.1")), **_conditions(place, known)}
        async with self._client.stream("GET", place, headers=headers) as response:
            status = response.status_code
            if status == httpx.codes.OK:
                return await self._take(place, response, expected)
            if status == httpx.codes.NOT_MODIFIED and _conditions(place, known):
                self._manners.went_well(place.netloc.decode("ascii"))
                return NotModified(str(place))
            if status in _REDIRECTS and response.next_request is not None:
                return _Redirected(response.next_request.url)
            return self._failed(place, _meaning(status), f"HTTP {status}", response.headers.get("retry-after", ""))

    async def _take(self, place: httpx.URL, response: httpx.Response, expected: Expected) -> Outcome:
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not expected.accepts(content_type):
            return self._failed(place, Reason.WRONG_TYPE, content_type[:100])
        try:
            body = await read_body(response, expected.largest)
        except BodyRefused as refused:
            return self._failed(place, refused.reason, refused.detail)
        if len(body) < expected.least:
            return self._failed(place, Reason.TOO_SMALL, f"{len(body)} bytes")
        self._manners.went_well(place.netloc.decode("ascii"))
        charset = (response.charset_encoding or "").lower()
        return Fetched(str(place), body, content_type, charset, _validators(place, response))

    def _failed(self, place: httpx.URL, reason: Reason, detail: str, retry_after: str = "") -> NotFetched:
        until = self._manners.went_badly(place.netloc.decode("ascii"), reason, retry_after)
        return NotFetched(reason, detail, until)


def _undotted(place: httpx.URL) -> httpx.URL:
    """Return one address for ``site.example`` and ``site.example.``, so that they share one turn and one memory."""
    return place.copy_with(host=host_of(place)) if place.host.endswith(".") else place


async def _nobody_minds(place: httpx.URL, budget: Budget) -> NotFetched | None:  # noqa: ARG001 - stands in for Robots.refusal
    return None


def _meaning(status: int) -> Reason:
    if status in _UNWANTED:
        return Reason.REJECTED
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return Reason.TOO_MANY
    return Reason.SERVER_ERROR if status >= 500 else Reason.STATUS


def _explained(error: Exception) -> tuple[Reason, str]:
    """Return the reason and the particulars of what ended an exchange."""
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return Reason.DEADLINE, type(error).__name__
    if isinstance(error, AddressRefused):
        return Reason.PRIVATE_ADDRESS, str(error)
    if isinstance(error, UnknownHost):
        return Reason.UNKNOWN_HOST, str(error)[:200]
    reason = Reason.UNREACHABLE if isinstance(error, httpx.ConnectError) else Reason.BROKEN
    return reason, f"{type(error).__name__} {error}".strip()[:200]


def _conditions(place: httpx.URL, known: Validators) -> dict[str, str]:
    if known.url != str(place):
        return {}
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value}


def _validators(place: httpx.URL, response: httpx.Response) -> Validators:
    return Validators(str(place), _kept(response, "etag"), _kept(response, "last-modified"))


def _kept(response: httpx.Response, header: str) -> str:
    """Return a header that can be sent back as it is, or nothing."""
    value = response.headers.get(header, "")
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR else ""

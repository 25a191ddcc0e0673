"""Where the client may go: hosts on a list, HTTPS, and public addresses only, looked at when it dials.

A name is resolved once and its numbers are dialled, so that nothing can change between the look and the connection;
whatever way a loopback address is spelled, it is seen here as what it is.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import httpcore
import httpx

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class AddressRefused(Exception):  # noqa: N818 - reads as what it is: `except AddressRefused`
    """Raised instead of dialling an address that is not allowed; says which."""


class UnknownHost(Exception):  # noqa: N818 - reads as what it is: `except UnknownHost`
    """Raised for a name without an address."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A policy: which hosts (lower case), over which scheme and port (None is any), at which addresses."""

    hosts: frozenset[str]
    scheme: str
    port: int | None
    may_dial: Callable[[Address], bool]

    def admits(self, url: httpx.URL) -> bool:
        """Return whether an address may be asked at all, before any name is resolved."""
        has_port = self.port is None or url.port in {None, self.port}
        return url.scheme == self.scheme and has_port and not url.userinfo and host_of(url) in self.hosts


def public_web(hosts: Iterable[str]) -> Reach:
    """Return the policy of the running program: these hosts, by HTTPS, on the public internet."""
    return Reach(frozenset(map(str.lower, hosts)), "https", 443, is_public)


def this_machine(hosts: Iterable[str]) -> Reach:
    """Return the policy of tests and rehearsals: these names, by plain HTTP, on loopback and nowhere else."""
    return Reach(frozenset(map(str.lower, hosts)), "http", None, is_loopback)


def host_of(url: httpx.URL) -> str:
    """Return a URL's host in ASCII and lower case, without the dot that may end it."""
    return url.raw_host.decode("ascii").lower().rstrip(".")


def is_public(address: Address) -> bool:
    """Return whether an address is one of the public internet, also what it carries inside (6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address) and not _carries_public(address):
        return False
    return address.is_global and not address.is_multicast


def is_loopback(address: Address) -> bool:
    """Return whether an address is this machine itself."""
    return address.is_loopback


def _carries_public(address: ipaddress.IPv6Address) -> bool:
    nat64 = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
    inside = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()), nat64)
    return not address.is_site_local and all(is_public(each) for each in inside if each is not None)


class Dialler(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore, to addresses that the policy allows."""

    def __init__(self, may_dial: Callable[[Address], bool]) -> None:
        self._may_dial = may_dial
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a host's first address that answers; raise AddressRefused if any of them is not allowed."""
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in await self._allowed(host, port):
            try:
                return await self._network.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or UnknownHost(host)

    async def _allowed(self, host: str, port: int) -> list[Address]:
        """Resolve a host; one forbidden address among several is a name that somebody bends towards us."""
        addresses = await _resolved(host, port)
        forbidden = [address for address in addresses if not self._may_dial(address)]
        if forbidden:
            raise AddressRefused(str(forbidden[0]))
        return addresses


async def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnknownHost(host) from None
    return [ipaddress.ip_address(sockaddr[0]) for *_, sockaddr in found]


class DiallingTransport(httpx.AsyncHTTPTransport):
    """httpx over our Dialler. No connection is kept, so every request dials and every address is looked at."""

    def __init__(self, reach: Reach) -> None:
        context = ssl.create_default_context()
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,  # one a host, and hosts are on a list
            max_keepalive_connections=0,
            network_backend=Dialler(reach.may_dial),
        )

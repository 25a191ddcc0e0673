"""The client goes where it may: listed hosts, HTTPS, public addresses, and nowhere else by any spelling."""

import ipaddress
from dataclasses import replace

import httpx
import pytest

from sources.addresses import AddressRefused, Dialler, UnknownHost, is_public, public_web, this_machine
from sources.http import CarefulClient
from sources.outcomes import PAGE, NotFetched, Reason
from tests.clock import FakeClock
from tests.sources.web import AGENT, leads_to, says, serving

LOOPBACKS = ("127.0.0.1", "2130706433", "0x7f.1", "127.1", "017700000001", "localhost", "::1", "::ffff:127.0.0.1")
OUR_OWN = (
    "10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255 "
    ":: fe80::1 fc00::1 fec0::1 ff02::1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: ::ffff:10.0.0.1"
).split()


@pytest.mark.parametrize("spelling", LOOPBACKS)
async def test_no_spelling_of_loopback_is_dialled(spelling: str, clock: FakeClock) -> None:
    async with serving({"/": says("x" * 500)}) as site:
        port = httpx.URL(site.url).port
        reach = replace(public_web({spelling}), scheme="http", port=None)
        async with CarefulClient(reach, AGENT, clock) as client:
            place = f"[{spelling}]" if ":" in spelling else spelling
            outcome = await client.fetch(f"http://{place}:{port}/", PAGE)
        assert isinstance(outcome, NotFetched)
        assert outcome.reason is Reason.PRIVATE_ADDRESS
        assert not site.requests


@pytest.mark.parametrize("address", OUR_OWN)
def test_what_is_not_of_the_public_internet_is_known(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450::1", "64:ff9b::808:808"])
def test_the_public_internet_is_known(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


async def test_the_dialler_refuses_before_it_dials() -> None:
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        await Dialler(is_public).connect_tcp("2130706433", 80)
    with pytest.raises(UnknownHost):
        await Dialler(is_public).connect_tcp("no-such-host.invalid", 80)
    with pytest.raises(UnknownHost):
        await Dialler(is_public).connect_tcp("a" * 70 + ".example", 80)


@pytest.mark.parametrize(
    "url",
    [
        "http://spring96.org/",
        "https://spring96.org:8443/",
        "https://me@spring96.org/",
        "https://spring96.org.evil.example/",
        "https://evil.example/?spring96.org",
        "ftp://spring96.org/",
        "file:///etc/passwd",
        "https://",
        "https://[",
        "",
    ],
)
async def test_only_listed_hosts_by_https_are_asked(url: str, clock: FakeClock) -> None:
    async with CarefulClient(public_web({"spring96.org"}), AGENT, clock) as client:
        outcome = await client.fetch(url, PAGE)
    assert isinstance(outcome, NotFetched)
    assert outcome.reason is Reason.NOT_ALLOWED


@pytest.mark.parametrize("url", ["https://spring96.org/be", "https://SPRING96.org:443/be", "https://spring96.org./be"])
def test_one_host_has_several_spellings(url: str) -> None:
    assert public_web({"Spring96.org"}).admits(httpx.URL(url))


@pytest.mark.parametrize("place", ["http://evil.example/", "https://127.0.0.1/", "//10.0.0.1/", "file:///etc/passwd"])
async def test_a_redirect_is_looked_at_like_the_first_address(client: CarefulClient, place: str) -> None:
    async with serving({"/": leads_to(place)}) as site:
        outcome = await client.fetch(f"{site.url}/", PAGE)
    assert isinstance(outcome, NotFetched)
    assert outcome.reason is Reason.NOT_ALLOWED


async def test_a_redirect_from_a_listed_name_to_loopback_is_not_dialled(clock: FakeClock) -> None:
    async with serving({"/secret": says("x" * 500)}) as inner, serving({"/": leads_to(f"{inner.url}/secret")}) as outer:
        async with CarefulClient(this_machine({"localhost"}), AGENT, clock) as client:
            outcome = await client.fetch(f"{outer.url.replace('127.0.0.1', 'localhost')}/", PAGE)
        assert isinstance(outcome, NotFetched)
        assert outcome.reason is Reason.NOT_ALLOWED
        assert not inner.requests


def test_this_machine_is_all_that_a_rehearsal_reaches() -> None:
    reach = this_machine({"127.0.0.1"})
    assert reach.admits(httpx.URL("http://127.0.0.1:8080/"))
    assert not reach.admits(httpx.URL("https://127.0.0.1/"))
    assert not reach.may_dial(ipaddress.ip_address("8.8.8.8"))

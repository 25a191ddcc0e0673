"""HTTPS as the running program speaks it: our dialler under TLS, with certificates looked at."""

import ssl
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sources.addresses import Reach, is_loopback
from sources.http import CarefulClient
from sources.outcomes import PAGE, Fetched, NotFetched, Reason
from tests.clock import FakeClock
from tests.sources.web import AGENT, HASTE, says

HERE = Reach(frozenset({"localhost", "127.0.0.1"}), "https", None, is_loopback)


@pytest.mark.parametrize(("host", "is_trusted"), [("localhost", True), ("localhost", False), ("127.0.0.1", True)])
async def test_only_a_trusted_certificate_of_that_host_will_do(
    host: str, is_trusted: bool, certificate: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    application = web.Application()
    application.router.add_get("/page", says("x" * 500))
    server = TestServer(application)
    await server.start_server(ssl=context)
    async with CarefulClient(HERE, AGENT, clock, HASTE) as client:
        outcome = await client.fetch(f"https://{host}:{server.port}/page", PAGE)
    await server.close()
    if host == "localhost" and is_trusted:
        assert isinstance(outcome, Fetched)
        return
    assert isinstance(outcome, NotFetched)
    assert outcome.reason is Reason.UNREACHABLE
    assert "CERTIFICATE_VERIFY_FAILED" in outcome.detail

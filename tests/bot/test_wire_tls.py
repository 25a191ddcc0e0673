"""The wire under TLS: the machine's trust, the host's name, HTTP/1.1."""

import asyncio
import ssl
from pathlib import Path

import pytest

from tests.bot.far_end import PATH, FarEnd, far_end, hangs_up_after, ok, says, wired


@pytest.fixture
def context(certificate: Path) -> ssl.SSLContext:
    """Return what a server for ``localhost`` says about itself."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    return context


@pytest.fixture
def _trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine trust the certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def _url(far: FarEnd, host: str = "localhost") -> str:
    return f"https://{host}:{far.port}"


@pytest.mark.usefixtures("_trusted")
async def test_requests_go_over_tls_and_share_its_connections(context: ssl.SSLContext) -> None:
    body = b"x" * 100_000
    async with far_end(says(ok(body)), context) as far, wired(_url(far), connections=3) as wire:
        answers = await asyncio.gather(*(wire.post(PATH, body) for _ in range(30)))
    assert answers == [(200, body)] * 30
    assert (far.opened, far.protocols) == (3, {"http/1.1"})


@pytest.mark.usefixtures("_trusted")
async def test_an_answer_cut_off_under_tls_is_an_error(context: ssl.SSLContext) -> None:
    async with far_end(hangs_up_after(ok(b"[1]")[:-1]), context) as far, wired(_url(far)) as wire:
        with pytest.raises(ConnectionError):
            await wire.post(PATH, b"")
    assert len(far.requests) == 1


@pytest.mark.usefixtures("_trusted")
async def test_a_connection_closed_while_idle_is_replaced_under_tls(context: ssl.SSLContext) -> None:
    async with far_end(says(ok()), context) as far, wired(_url(far)) as wire:
        await wire.post(PATH, b"")
        far.hang_up()
        await asyncio.gather(*(line.lost for line in wire._lines))
        assert await wire.post(PATH, b"") == (200, b"{}")
    assert far.opened == 2


async def test_a_certificate_that_nobody_vouches_for_will_not_do(context: ssl.SSLContext) -> None:
    await _is_refused(context, "localhost")


@pytest.mark.usefixtures("_trusted")
async def test_a_certificate_of_another_host_will_not_do(context: ssl.SSLContext) -> None:
    await _is_refused(context, "127.0.0.1")


async def _is_refused(context: ssl.SSLContext, host: str) -> None:
    async with far_end(says(ok()), context) as far, wired(_url(far, host)) as wire:
        with pytest.raises(ssl.SSLCertVerificationError) as raised:
            await wire.post(PATH, b"")
    assert "secret" not in repr(raised.value)
    assert not far.requests


async def test_dialling_counts_as_time() -> None:
    async with far_end(says(ok())) as deaf, wired(_url(deaf, "127.0.0.1"), seconds=0.1) as wire:
        with pytest.raises(TimeoutError):
            await wire.post(PATH, b"")
        await deaf.until(lambda: deaf.opened == 1 and not deaf.open)

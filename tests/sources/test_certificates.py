"""HTTPS as the running program speaks it: our dialler under TLS, with certificates looked at."""

import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sources.addresses import Reach, is_loopback
from sources.http import CarefulClient
from sources.outcomes import PAGE, Fetched, NotFetched, Reason
from tests.clock import START, FakeClock
from tests.sources.web import AGENT, HASTE, says

HERE = Reach(frozenset({"localhost", "127.0.0.1"}), "https", None, is_loopback)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return a file with a key and a certificate of its own for ``localhost``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(START - timedelta(days=3650))
        .not_valid_after(START + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path / "localhost.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


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

"""A site is believed only with a certificate for its name from someone whom this machine trusts."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.pages.fetching.server import HOSTS, Server, TestClock, answer
from tierbook.pages import AnswerLimits, Asker, Manners
from tierbook.pages.fetching.trouble import Trouble


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of nobody's for www.state.gov, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("left out: tests of certificates (install openssl)")
    folder = tmp_path_factory.mktemp("certificate")
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=www.state.gov",
         "-addext", "subjectAltName=DNS:www.state.gov", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr.decode()
    both = folder / "both.pem"
    both.write_bytes((folder / "cert.pem").read_bytes() + (folder / "key.pem").read_bytes())
    return both


@pytest.fixture
def server(certificate: Path) -> Iterator[Server]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with Server(tls=tls).running() as running:
        running.serve("/a", answer("<p>Words.</p>"))
        running.serve("/a", answer("<p>Words.</p>"), host="www.ecoi.net")
        yield running


def _asker(server: Server, trusted: Path | None) -> Asker:
    network = server.network()
    if trusted is not None:
        network = replace(network, trusted=ssl.create_default_context(cafile=str(trusted)))
    manners = Manners("tierbook test", pause=0, tries=1)
    return Asker(HOSTS, manners, TestClock(), network, AnswerLimits(total=5, step=2))


def test_a_certificate_from_someone_trusted_is_good(server: Server, certificate: Path) -> None:
    asker = _asker(server, certificate)
    assert asker.ask("https://www.state.gov/a").answer.status == 200
    asker.close()


@pytest.mark.parametrize(
    ("host", "trust"),
    [("www.state.gov", False), ("www.ecoi.net", True)],
    ids=["nobody's", "another's"],
)
def test_any_other_is_refused_before_anything_is_asked(
    server: Server, certificate: Path, host: str, trust: bool
) -> None:
    asker = _asker(server, certificate if trust else None)
    with pytest.raises(Trouble, match="certificate"):
        asker.ask(f"https://{host}/a")
    asker.close()
    assert server.asked == []

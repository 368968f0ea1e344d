"""Health, logs and metrics: what is wrong in words, routes and no searches, figures for those who may read them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.library.factories import coding
from tierbook.library.operating.logs import JsonFormatter, PlainFormatter, strike_out

Load = Callable[..., Any]


class Lines(logging.Handler):
    """Keeps what is logged, formatted as JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter())
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def lines(settings: Any) -> Iterator[list[dict[str, Any]]]:
    settings.TIERBOOK_LOGS_REQUESTS = True
    handler = Lines()
    logger = logging.getLogger("tierbook.requests")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler.lines
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_healthz_asks_nothing_of_the_database(client: Any) -> None:
    answer = client.get("/healthz")  # no fixture opens the database: a query would fail this test
    assert (answer.status_code, answer.json()["alive"]) == (200, True)
    assert answer.headers["Cache-Control"] == "no-store"


def test_readyz_says_that_all_is_well(
    load: Load, client: Any, settings: Any, tmp_path: Any
) -> None:
    load(coding())
    settings.TIERBOOK_HOME = str(tmp_path)
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.content
    assert answer.json()["checks"] == dict.fromkeys(("database", "tables", "corpus"), "ready")


def test_readyz_names_a_corpus_that_is_missing(
    db: None, client: Any, settings: Any, tmp_path: Any
) -> None:
    settings.TIERBOOK_HOME = str(tmp_path / "gone")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    checks = answer.json()["checks"]
    assert "tierbook ingest" in checks["corpus"]
    assert checks["database"] == "ready"
    assert str(tmp_path) not in answer.content.decode()


def test_readyz_names_steps_that_are_missing(db: None, client: Any, settings: Any) -> None:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    last = max(n for a, n in MigrationRecorder(connection).applied_migrations() if a == "catalogue")
    MigrationRecorder(connection).record_unapplied("catalogue", last)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert f"catalogue.{last}" in answer.json()["checks"]["tables"]
    assert "tierbook migrate" in answer.json()["checks"]["tables"]


def test_readyz_names_a_database_that_does_not_answer(
    db: None, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError, connection

    def refuse() -> None:
        raise OperationalError("could not connect to db.example as tip with password hidden-word")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", refuse)
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (
        answer.json()["checks"]["database"] == "The database cannot be reached. The log says more."
    )
    assert "hidden-word" not in answer.content.decode()
    assert "db.example" not in answer.content.decode()


def test_a_request_leaves_one_line_with_its_route_and_nothing_that_was_asked(
    load: Load, client: Any, lines: list[dict[str, Any]]
) -> None:
    load(coding())
    answer = client.get("/search/?q=a+private+name", headers={"user-agent": "one reader"})
    assert len(lines) == 1
    line = lines[0]
    assert (line["route"], line["status"], line["method"]) == ("search", 200, "GET")
    assert line["ms"] >= 0
    assert line["bytes"] == len(answer.content)
    assert line["request"] == answer.headers["X-Request-ID"]
    told = json.dumps(lines)
    assert "private" not in told
    assert "127.0.0.1" not in told
    assert "one reader" not in told


def test_addresses_are_written_when_the_home_says_so(
    db: None, client: Any, lines: list[dict[str, Any]], settings: Any
) -> None:
    settings.TIERBOOK_LOG_ADDRESSES = True
    client.get("/healthz")
    assert lines[0]["address"] == "127.0.0.1"


def test_an_address_that_leads_nowhere_has_no_route(
    db: None, client: Any, lines: list[dict[str, Any]]
) -> None:
    client.get("/a-private-name/")
    assert (lines[0]["route"], lines[0]["status"]) == ("none", 404)
    assert "private" not in json.dumps(lines)


def test_the_id_of_a_request_is_believed_from_a_proxy_alone(client: Any, settings: Any) -> None:
    given = {"x-request-id": "abcdef-0123456789"}
    assert client.get("/healthz", headers=given).headers["X-Request-ID"] != given["x-request-id"]
    settings.TIERBOOK_PROXIES = 1
    assert client.get("/healthz", headers=given).headers["X-Request-ID"] == given["x-request-id"]
    bad = {"x-request-id": "no\tid"}
    assert client.get("/healthz", headers=bad).headers["X-Request-ID"] != bad["x-request-id"]


@pytest.mark.parametrize(
    ("proxies", "said", "address"),
    [
        (0, "192.0.2.9", "127.0.0.1"),
        (1, "192.0.2.9", "192.0.2.9"),
        (
            1,
            "203.0.113.5, 192.0.2.9",
            "192.0.2.9",
        ),  # what stands further left was sent by the reader
        (2, "203.0.113.5, 192.0.2.9, 10.0.0.1", "192.0.2.9"),
        (2, "10.0.0.1", "127.0.0.1"),
    ],
)
def test_the_readers_address_is_what_our_own_proxies_say(
    client: Any, lines: list[dict[str, Any]], settings: Any, proxies: int, said: str, address: str
) -> None:
    settings.TIERBOOK_LOG_ADDRESSES = True
    settings.TIERBOOK_PROXIES = proxies
    client.get("/healthz", headers={"x-forwarded-for": said})
    assert lines[0]["address"] == address


@pytest.mark.parametrize(
    "words",
    [
        "cannot reach postgresql://reader:hidden-word@db.example/tip",
        "Authorization: Bearer hidden-word-0123",
        "key tb_hidden-word-0123456 was used",
        "connection string password=hidden-word host=db",
    ],
)
def test_what_looks_like_a_secret_is_struck_out(words: str) -> None:
    assert "hidden-word" not in strike_out(words)
    record = logging.LogRecord("tierbook", logging.ERROR, "f", 1, words, None, None)
    assert "hidden-word" not in JsonFormatter().format(record)
    assert "hidden-word" not in PlainFormatter().format(record)


def test_the_secret_key_is_in_no_line_of_a_fault(
    lines: list[dict[str, Any]], settings: Any
) -> None:
    try:
        raise RuntimeError(f"secret_key={settings.SECRET_KEY}")
    except RuntimeError:
        logging.getLogger("tierbook.requests").exception("a fault")
    assert "RuntimeError" in lines[0]["trace"]
    assert "only for tests"[:4] not in lines[0]["trace"].split("RuntimeError: ")[1]


def test_metrics_are_off_until_a_network_may_read_them(
    db: None, client: Any, settings: Any
) -> None:
    assert client.get("/metrics").status_code == 404
    import ipaddress

    settings.TIERBOOK_METRICS = (ipaddress.ip_network("10.0.0.0/8"),)
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="").status_code == 404


def test_metrics_count_by_route_and_tell_what_is_held(
    load: Load, client: Any, settings: Any
) -> None:
    import ipaddress

    settings.TIERBOOK_METRICS = (ipaddress.ip_network("127.0.0.1"),)
    load(coding())
    before = _figures(client)
    client.get("/search/?q=a+private+name")
    client.get("/search/?q=another")
    client.generic("BREW", "/search/")
    after = _figures(client)
    name = 'tierbook_requests_total{method="GET",route="search",status="200"}'
    assert after[name] - before.get(name, 0) == 2
    assert after['tierbook_request_seconds_count{route="search"}'] >= 3
    assert after["tierbook_documents"] == 1
    assert not [n for n in after if "BREW" in n or "private" in n]


def _figures(client: Any) -> dict[str, float]:
    text = client.get("/metrics").content.decode()
    rows = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in rows}


def test_a_request_that_is_too_large_is_refused_before_it_is_read(
    client: Any, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post("/display/", b"x" * 1001, content_type="application/octet-stream")
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
    assert client.post("/display/", {"display": "dark"}).status_code == 302

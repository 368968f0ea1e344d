"""What holds for every request: allowances, reading from other sites, HEAD."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

Ask = Callable[..., Any]


@pytest.fixture
def limited(samples: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A limit of five in a minute, a clock that stands still, and a worker that has counted nothing."""
    from tierbook.library.api import gate
    from tierbook.library.api.limits import Limiter

    settings.TIERBOOK_API_LIMIT = 5
    settings.TIERBOOK_API_WINDOW = 60
    now = [1_000_000.0]
    monkeypatch.setattr(gate, "limiter", Limiter(clock=lambda: now[0]))
    return now


def test_an_allowance_is_counted_and_told(limited: Any, client: Any) -> None:
    left = [client.get("/api/v1/versions")["RateLimit"] for _ in range(5)]
    assert [one.split(";")[1] for one in left] == ["r=4", "r=3", "r=2", "r=1", "r=0"]
    response = client.get("/api/v1/versions")
    assert response.status_code == 429
    assert response["Content-Type"] == "application/problem+json"
    assert 1 <= int(response["Retry-After"]) <= 60
    assert response["RateLimit-Policy"] == '"reading";q=5;w=60'
    limited[0] += 60
    assert client.get("/api/v1/versions").status_code == 200


def test_each_asker_has_an_allowance(limited: Any, client: Any) -> None:
    for _ in range(6):
        client.get("/api/v1/versions", REMOTE_ADDR="192.0.2.1")
    assert client.get("/api/v1/versions", REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.get("/api/v1/versions", REMOTE_ADDR="192.0.2.2").status_code == 200


def test_who_forwards_is_believed_only_where_proxies_are_named(
    limited: Any, client: Any, settings: Any
) -> None:
    for n in range(6):
        last = client.get("/api/v1/versions", headers={"X-Forwarded-For": f"192.0.2.{n}"})
    assert last.status_code == 429
    settings.TIERBOOK_PROXIES = 1
    forged = {"X-Forwarded-For": "198.51.100.9, 192.0.2.77"}
    assert [client.get("/api/v1/versions", headers=forged).status_code for _ in range(6)][-1] == 429
    other = {"X-Forwarded-For": "198.51.100.9, 192.0.2.78"}
    assert client.get("/api/v1/versions", headers=other).status_code == 200


def test_workers_share_an_allowance(samples: None) -> None:
    from tierbook.library.api.limits import Limiter

    workers = [Limiter(clock=lambda: 5.0) for _ in range(4)]
    answered = [workers[n % 4].ask("somebody", 40, 60).ok for n in range(100)]
    assert sum(answered) == 40


def test_nobody_gets_more_when_workers_ask_at_once(samples: None) -> None:
    from tierbook.library.api.limits import Limiter

    worker = Limiter(clock=lambda: 5.0)

    with ThreadPoolExecutor(1) as pool:  # the database in memory is one connection's
        pool.submit(lambda: None).result()
    assert sum(worker.ask("somebody", 100, 60).ok for _ in range(150)) == 100


def test_the_table_is_written_seldom_and_holds_no_address(
    samples: None, django_assert_num_queries: Any
) -> None:
    from tierbook.library.api.limits import Limiter
    from tierbook.library.api.models import Allowance

    worker = Limiter(clock=lambda: 5.0)
    worker.ask("address 192.0.2.1", 600, 60)
    with django_assert_num_queries(0):
        for _ in range(29):
            worker.ask("address 192.0.2.1", 600, 60)
    row = Allowance.objects.get()
    assert row.taken == 30
    assert "192" not in row.asker or len(row.asker) == 40
    later = Limiter(clock=lambda: 200.0)
    later.ask("address 192.0.2.1", 600, 60)
    assert row.asker != Allowance.objects.get().asker


def test_where_the_database_cannot_be_written_a_worker_counts_alone(
    samples: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from tierbook.library.api import limits

    def locked(*_: object) -> int:
        raise OperationalError("database is locked")

    monkeypatch.setattr(limits, "_take_from_table", locked)
    worker = limits.Limiter(clock=lambda: 5.0)
    assert sum(worker.ask("somebody", 10, 60).ok for _ in range(15)) == 10


def test_no_limit_has_no_headers(ask: Ask) -> None:
    assert "RateLimit" not in ask("/versions")


def test_pages_of_other_sites_may_read_and_never_with_credentials(ask: Ask) -> None:
    for address in ("/documents", "/nowhere"):
        response = ask(address, Origin="https://elsewhere.example")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "ETag" in response["Access-Control-Expose-Headers"]


def test_a_browser_may_ask_whether_it_may_read_and_not_whether_it_may_write(
    samples: None, client: Any
) -> None:
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    response = client.options("/api/v1/documents", headers=headers)
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Authorization" not in response["Access-Control-Allow-Headers"]


def test_pages_for_people_stay_closed_to_other_sites(samples: None, client: Any) -> None:
    response = client.get("/api/", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize("address", ["/documents", "/documents?format=csv", "/nowhere"])
def test_head_is_get_without_its_body(samples: None, client: Any, address: str) -> None:
    get, head = client.get(f"/api/v1{address}"), client.head(f"/api/v1{address}")
    assert head.status_code == get.status_code
    assert head.content == b""
    assert head["Content-Type"] == get["Content-Type"]


def test_no_cookie_is_set(ask: Ask) -> None:
    assert not ask("/documents").cookies

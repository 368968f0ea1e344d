"""Keys, and the one thing that a program may write: a report of a wrong coding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

JAPAN = "tip-2018-jpn-sample-f4a0320b"
GOOD = {"document": JAPAN, "what": "other", "text": "The heading is wrong."}


@pytest.fixture
def key(samples: None) -> Callable[..., str]:
    """Make a key with some scopes; gives its secret."""
    from tierbook.library.accounts.keys import make_key
    from tierbook.library.accounts.models import Person

    def make(*scopes: str) -> str:
        person, _ = Person.objects.get_or_create(username="program")
        return make_key(person, "a program", scopes)[1]

    return make


@pytest.fixture
def send(client: Any, key: Callable[..., str]) -> Callable[..., Any]:
    """Send a report with a key that may write."""

    def post(body: Any, secret: str | None = None, content_type: str = "application/json") -> Any:
        headers = {"Authorization": f"Bearer {secret or key('read', 'write')}"}
        return client.post("/api/v1/reports", body, content_type=content_type, headers=headers)

    return post


def test_a_report_is_taken_in_and_can_be_followed(send: Any, client: Any) -> None:
    from tierbook.library.desk.models import Event

    response = send(GOOD)
    assert response.status_code == 201, response.content
    record = response.json()
    assert record["state"] == "open"
    assert response["Location"] == record["page"]
    assert client.get(record["page"].removeprefix("https://library.example")).status_code == 200
    event = Event.objects.get(number=record["number"])
    assert (event.via, event.content["text"]) == ("api", GOOD["text"])


def test_a_report_of_a_finding_has_its_variable_and_its_sentence(send: Any, client: Any) -> None:
    listed = client.get(f"/api/v1/documents/{JAPAN}/findings?variable=tier.stated").json()["items"][
        0
    ]
    body = {
        **GOOD,
        "finding": listed["id"],
        "paragraph": 0,
        "sentence": 1,
        "what": "wrong_value",
        "value": "2",
    }
    assert send(body).json()["variable"] == "tier.stated"


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"document": "tip-none"}, 422, "tip-none"),
        ({"what": "nonsense"}, 422, "what"),
        ({"text": ""}, 422, "says nothing"),
        ({"text": "x" * 3000}, 422, "text"),
        ({"finding": "0123456789abcdef"}, 422, "finding"),
        ({"paragraph": 99, "sentence": 1}, 422, ""),
        ({"more": 1}, 422, "more"),
        ({"words": "nothing of this stands there"}, 422, ""),
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_is_refused_with_a_remedy(
    send: Any, change: Any, status: int, words: str
) -> None:
    response = send({**GOOD, **change})
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    record = response.json()
    assert words in record["detail"] + record["remedy"] + str(record.get("errors"))


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "null"])
def test_a_body_that_is_no_record_is_refused(send: Any, body: str) -> None:
    response = send(body)
    assert response.status_code in (400, 415, 422)
    assert response["Content-Type"] == "application/problem+json"


def test_a_body_of_another_kind_is_refused(send: Any) -> None:
    response = send("text=1", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 415
    assert "unsupported" not in response.json()["type"]
    assert response.json()["type"].endswith("/wrong-media-type/")


def test_nobody_writes_without_a_key_that_may(samples: None, client: Any, key: Any) -> None:
    from tierbook.library.desk.models import Event

    bare = client.post("/api/v1/reports", GOOD, content_type="application/json")
    assert (bare.status_code, bare["WWW-Authenticate"]) == (401, "Bearer")
    for secret, status in ((key("read"), 403), ("tb_" + "x" * 43, 401), ("nonsense", 401)):
        response = client.post(
            "/api/v1/reports",
            GOOD,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
    assert not Event.objects.exists()


def test_a_session_writes_nothing_here(samples: None, client: Any) -> None:
    from tierbook.library.accounts.models import Person

    client.force_login(
        Person.objects.create(username="signed-in"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert client.post("/api/v1/reports", GOOD, content_type="application/json").status_code == 401


def test_reading_with_a_key_is_counted_by_the_key_and_kept_out_of_shared_caches(
    samples: None, client: Any, key: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierbook.library.api import gate
    from tierbook.library.api.limits import Limiter

    settings.TIERBOOK_API_LIMIT = 2
    monkeypatch.setattr(gate, "limiter", Limiter(clock=lambda: 5.0))
    for _ in range(3):
        last = client.get("/api/v1/versions")
    assert last.status_code == 429
    headers = {"Authorization": f"Bearer {key('read')}"}
    response = client.get("/api/v1/versions", headers=headers)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"


def test_a_key_that_is_not_known_is_told_to_whoever_reads(samples: None, client: Any) -> None:
    response = client.get("/api/v1/versions", headers={"Authorization": "Bearer tb_nonsense"})
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_key_reports_so_often_and_no_more(
    send: Any, key: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierbook.library.api.limits import Limiter
    from tierbook.library.api.operations import reporting

    monkeypatch.setattr(reporting, "_MOST", 2)
    monkeypatch.setattr(reporting, "limiter", Limiter(clock=lambda: 5.0))
    secret = key("write")
    statuses = [send(GOOD, secret).status_code for _ in range(3)]
    assert statuses == [201, 201, 429]

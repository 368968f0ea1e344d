"""Every refusal is a problem that says what is wrong and what to do, at an address that explains it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]
JAPAN = "tip-2018-jpn-sample-f4a0320b"


def _problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    record: dict[str, Any] = response.json()
    assert record["status"] == status
    assert all(record[name] for name in ("type", "title", "detail", "remedy", "instance"))
    return record


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, "No operation"),
        ("/documents/tip-none", 404, "tip-none"),
        ("/documents/tip-none/text", 404, "tip-none"),
        (f"/documents/{JAPAN}/findings/0123456789abcdef", 404, "no finding"),
        ("/countries/AFG", 404, "is held"),
        ("/countries/XYZ", 422, "none of its codes"),
        ("/countries/jpn", 422, "perhaps JPN"),
        ("/documents?country=Japan", 422, "none of its codes"),
        ("/documents?edtion=2018", 422, "does not know"),
        ("/documents?edition=2e3", 422, "digits"),
        ("/documents?edition=1999", 422, "2001"),
        ("/documents?limit=0", 422, "greater than"),
        ("/documents?limit=501", 422, "less than"),
        ("/documents?fields=words", 422, "words"),
        ("/documents?format=xml", 422, "json"),
        ("/documents?publisher=%00", 422, "publisher"),
        ("/documents?cursor=abc", 400, "none that this library gave"),
        ("/findings?level=paper", 422, "law"),
        ("/findings?variable=tier.statd", 422, "perhaps tier.stated"),
        ("/compare", 422, "units"),
        ("/compare?units=ZZZ:2018", 422, "ZZZ"),
        ("/compare?units=JPN:2018&variables=nonsense", 422, "nonsense"),
        ("/panel?variables=nonsense", 422, "nonsense"),
        ("/panel?variables=tier.stated&countries=AFG", 422, "No text"),
        ("/law/1999", 422, "2001"),
        ("/law/entries/nothing", 404, "no entry"),
        ("/law/2018/2003", 422, "after"),
        ("/countries/JPN/changes/2018/2017", 422, "before"),
        ("/countries/JPN/changes/2001/2018", 404, "2001"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_wrong(
    ask: Ask, client: Any, address: str, status: int, words: str
) -> None:
    record = _problem(ask(address), status)
    assert words in record["detail"] + record["remedy"], record
    assert record["instance"] == f"/api/v1{address}" or "%00" in address
    assert client.get(record["type"]).status_code == 200


def test_a_misspelt_parameter_is_told_the_right_one(ask: Ask) -> None:
    record = _problem(ask("/documents?edtion=2018"), 422)
    assert record["errors"] == [
        {"in": "query", "name": "edtion", "fault": "no such parameter; perhaps edition"}
    ]


@pytest.mark.parametrize(
    "change", [lambda c: c[:-2], lambda c: c + "x", lambda c: "a" * 599, lambda c: "é"]
)
def test_a_cursor_that_was_changed_is_refused(ask: Ask, give: Ask, change: Any) -> None:
    cursor = give("/documents?limit=2")["next_cursor"]
    response = ask(f"/documents?limit=2&cursor={change(cursor)}")
    assert "bad-cursor" in _problem(response, 400)["type"]


def test_a_cursor_of_other_filters_is_refused(ask: Ask, give: Ask) -> None:
    cursor = give("/documents?limit=2")["next_cursor"]
    assert ask(f"/documents?limit=3&cursor={cursor}").status_code == 200
    record = _problem(ask(f"/documents?limit=2&edition=2018&cursor={cursor}"), 400)
    assert "other filters" in record["detail"]
    _problem(ask(f"/findings?cursor={cursor}"), 400)


def test_a_format_that_is_not_given_is_refused(ask: Ask) -> None:
    record = _problem(ask("/documents", Accept="application/xml"), 406)
    assert "text/csv" in record["detail"]
    _problem(ask(f"/documents/{JAPAN}", Accept="text/csv"), 406)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_method_that_is_not_taken_is_refused(samples: None, client: Any, method: str) -> None:
    response = getattr(client, method)("/api/v1/documents")
    record = _problem(response, 405)
    assert "GET" in response["Allow"]
    assert method.upper() in record["detail"]


def test_a_long_address_is_refused(ask: Ask) -> None:
    assert "address-too-long" in _problem(ask("/compare?units=" + "x" * 9000), 414)["type"]


def test_a_large_body_is_refused_unread(samples: None, client: Any) -> None:
    response = client.post(
        "/api/v1/documents", data=b"x" * 200_000, content_type="application/json"
    )
    assert "too-large" in _problem(response, 413)["type"]


def test_a_fault_of_ours_is_a_problem_without_its_inside(
    samples: None, client: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from tierbook.library.api.operations import editions

    def fail(_: str) -> Any:
        raise RuntimeError("the inside")

    monkeypatch.setattr(editions, "edition_rows", fail)
    response = client.get("/api/v1/editions")
    record = _problem(response, 500)
    assert "inside" not in response.content.decode()
    assert record["type"].endswith("/failed/")


def test_a_database_that_does_not_answer_is_told_with_when_to_ask_again(
    samples: None, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from tierbook.library.api.operations import editions

    def busy(_: str) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(editions, "edition_rows", busy)
    response = client.get("/api/v1/editions")
    _problem(response, 503)
    assert response["Retry-After"] == "5"


def test_the_pages_of_problems_explain_each(page: Any, samples: None) -> None:
    from tierbook.library.api.problems import PROBLEMS

    listed = page("/api/problems/")
    for kind in PROBLEMS.values():
        assert kind.address in listed
        words = page(kind.address)
        assert kind.title in words
        assert "What to do" in words


def test_a_kind_of_problem_that_there_is_not_is_a_page_that_says_so(client: Any, db: None) -> None:
    assert client.get("/api/problems/none/").status_code == 404

"""Many lines at once: the database is asked as often for forty as for four."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.library.desk.test_disputes import line, said
from tests.library.factories import coding
from tierbook.library.desk import (
    export_events,
    import_events,
    load_disputes,
    load_sample,
    rebuild_desk,
    take_in,
)
from tierbook.library.desk.models import Decided, Disputed, Event, Item, Unit
from tierbook.library.desk.working import assign

COUNTRIES = ("JPN", "THA", "KEN", "NOR", "PER", "MDA", "GHA", "FJI")


@pytest.fixture
def texts(load: Any) -> list[dict[str, Any]]:
    """Eight texts that are held."""
    made = [coding(country=country) for country in COUNTRIES]
    load(*made)
    return made


def decisions(texts: list[dict[str, Any]], coder: str) -> list[dict[str, Any]]:
    return [
        {
            "coder": coder,
            "document": text["document"]["id"],
            "variable": finding["variable"],
            "level": finding["level"],
            "action": "accept",
            "value": finding["value"],
            "shown": "proposal",
        }
        for text in texts
        for finding in text["findings"]
    ]


def disputes(texts: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [
        line(text, variable, said(text, "rules/1", "no", "few went"), said(text, name, "yes", "few went"))
        for text in texts
        for variable in ("prevention.hotline", "protection.shelter", "prosecution.law")
    ]  # fmt: skip


def units(texts: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [
        {"sample": name, "seed": 7, "n": n, "document": text["document"]["id"], "probability": 0.5}
        for n, text in enumerate(texts, 1)
    ]


def as_lines(rows: list[dict[str, Any]]) -> list[bytes]:
    return [orjson.dumps(row) for row in rows]


def queries_of(work: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def test_no_line_asks_the_database_for_itself(texts, people):
    few, names = texts[:1], [text["document"]["id"] for text in texts]
    for work in (
        lambda some, name: take_in(decisions(some, name), via="qdpx"),
        lambda some, name: load_disputes(as_lines(disputes(some, name))),
        lambda some, name: load_sample(as_lines(units(some, name))),
        lambda some, name: assign(people["kofi"], names[: len(some)], sample=name),
    ):
        small = queries_of(lambda work=work: work(few, "few"))
        assert queries_of(lambda work=work: work(texts, "many")) <= small + 1
    assert Event.objects.count() == 7 + 8 * 7 + 3 + 8 * 3 + 1 + 8 + 1 + 8
    assert Unit.objects.count() == 9
    assert Disputed.objects.count() == 27


def test_what_was_many_comes_back_as_many(texts):
    take_in(decisions(texts, "p-1"), via="qdpx")
    load_disputes(as_lines(disputes(texts, "m")))
    load_sample(as_lines(units(texts, "s-1")))
    lines = [orjson.dumps(event) for event in export_events()]
    Event.objects.all()._raw_delete("default")
    assert queries_of(rebuild_desk) <= 45
    assert not Decided.objects.exists()
    made = queries_of(lambda: import_events(lines))
    assert made <= 45, made
    assert Event.objects.count() == len(lines) == 8 * 7 + 8 * 3 + 8
    before = list(
        Item.objects.order_by("document_id", "variable", "level").values_list(
            "document_id", "variable", "state", "disputed"
        )
    )
    assert {state for _, _, state, _ in before} == {"", "set"}
    assert queries_of(rebuild_desk) <= 45
    after = list(
        Item.objects.order_by("document_id", "variable", "level").values_list(
            "document_id", "variable", "state", "disputed"
        )
    )
    assert after == before
    assert (import_events(lines).known, Event.objects.count()) == (len(lines), len(lines))


def test_a_line_that_the_database_refuses_leaves_all_others(texts, monkeypatch):
    from django.db import DatabaseError

    from tierbook.library.desk import lines as taking

    place = taking.place_events

    def refuse_kenya(events: list[Event]) -> None:
        if any("-ken-" in event.document for event in events):
            raise DatabaseError("no")
        place(events)

    monkeypatch.setattr(taking, "place_events", refuse_kenya)
    taken = import_events(as_lines(decisions(texts, "p-1")))
    assert (taken.added, [n for n, _ in taken.refused]) == (49, list(range(15, 22)))
    assert "cannot be kept" in taken.refused[0][1]
    assert not Event.objects.filter(document__contains="-ken-").exists()
    assert Item.objects.filter(state="set").count() == 49

"""What is worked out of all texts is kept until one changes; held texts come from the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.library.deciding import decide
from tests.library.factories import coding

Load = Callable[..., Any]


@pytest.fixture
def calls() -> list[int]:
    return []


def _count(calls: list[int]) -> Any:
    from tierbook.library.catalogue.derived import derived

    def make() -> dict[str, Any]:
        calls.append(1)
        return {"rows": [len(calls)], 2018: "a year"}

    return derived("test/2018", make)


def test_a_result_is_made_once(load: Load, calls: list[int]) -> None:
    load(coding())
    assert _count(calls) == _count(calls) == {"rows": [1], "2018": "a year"}
    assert len(calls) == 1


def test_a_new_text_makes_it_again(load: Load, calls: list[int]) -> None:
    load(coding())
    _count(calls)
    load(coding(), coding(edition=2018))
    _count(calls)
    assert len(calls) == 2


def test_loading_the_same_folder_keeps_it(load: Load, calls: list[int]) -> None:
    load(coding())
    _count(calls)
    load(coding())
    _count(calls)
    assert len(calls) == 1


def test_a_result_of_another_version_is_made_again(load: Load, calls: list[int]) -> None:
    from tierbook.library.catalogue.models import Derived

    load(coding())
    _count(calls)
    Derived.objects.update(made_by="0.0.0")
    _count(calls)
    assert len(calls) == 2


def test_held_texts_are_those_that_are_asked_for(load: Load) -> None:
    from tierbook.library.reading.held import held_of

    load(coding(), coding(edition=2018), coding(country="KEN", edition=2018))
    assert [t.unit for t in held_of()] == ["JPN:2003", "JPN:2018", "KEN:2018"]
    assert [t.unit for t in held_of(["JPN"])] == ["JPN:2003", "JPN:2018"]
    assert [t.unit for t in held_of(editions=[2018])] == ["JPN:2018", "KEN:2018"]
    assert [t.unit for t in held_of(["KEN"], [2003])] == []


def test_asking_for_none_gives_none_and_not_all(load: Load) -> None:
    from tierbook.library.reading.held import held_of

    load(coding(), coding(country="KEN", edition=2018))
    assert list(held_of(documents=[])) == []
    assert list(held_of(countries=[])) == []
    assert list(held_of(editions=[])) == []


def test_the_state_is_another_one_with_each_batch_and_when_a_load_ends(load: Load) -> None:
    from tierbook.library.catalogue.derived import (
        held_since,
        held_state,
        loading_begins,
        loading_ends,
        touch_derived,
    )

    load(coding())
    before, since = held_since()
    assert held_since() == (before, since)
    assert before == held_state()
    loading_begins("loader 1 on test")
    touch_derived(["JPN"], [2018])
    under_way, later = held_since()
    touch_derived(["KEN"], [2003])
    next_batch, _ = held_since()
    loading_ends()
    after, last = held_since()
    assert len({before, under_way, next_batch, after}) == 4
    assert since <= later <= last
    assert held_since() == (after, last)


def test_a_load_that_changes_nothing_leaves_the_state(load: Load) -> None:
    from tierbook.library.catalogue.derived import held_since

    load(coding())
    first = held_since()
    load(coding())
    assert held_since() == first


def test_a_result_that_a_disk_has_changed_is_made_again(load: Load, calls: list[int]) -> None:
    from tierbook.library.catalogue.models import Derived

    load(coding())
    _count(calls)
    row = Derived.objects.get(key="test/2018")
    row.content = row.content.replace("a year", "a yeah")
    row.save()
    assert _count(calls) == {"rows": [2], "2018": "a year"}


def test_two_who_begin_at_the_same_mark_never_leave_one_and_the_same(db: None) -> None:
    from tierbook.library.catalogue.derived import marks_of_people, touch_people_of
    from tierbook.library.catalogue.models import Derived

    touch_people_of([("a-text", None, None, ())])
    begun = list(Derived.objects.all())
    left = set()
    for _ in range(2):  # each has read what there was before the other wrote
        Derived.objects.all().delete()
        Derived.objects.bulk_create(begun)
        touch_people_of([("a-text", None, None, ())])
        left.add(marks_of_people()["any"])
    assert len(left) == 2


def test_a_load_and_a_decision_take_the_marks_of_people_before_the_stamp(load: Load) -> None:
    """On PostgreSQL two transactions that take them in two orders wait for each other."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    record = coding()
    load(record)
    with CaptureQueriesContext(connection) as deciding:
        decide(record, "prosecution.law", "yes", "No statute bans trafficking as such.")
    with CaptureQueriesContext(connection) as loading:
        load({**record, "versions": {**record["versions"], "tierbook": "0.0.9"}})
    for queries in (deciding, loading):
        told = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
        stamps = [n for n, sql in enumerate(told) if '"catalogue_stamp"' in sql]
        marks = [n for n, sql in enumerate(told) if "mark/people/any" in sql]
        assert stamps
        assert marks
        assert max(marks) < min(stamps)
        (first,) = [told[n] for n in marks if "mark/people/JPN" in told[n]]
        assert first.index("mark/people/any") < first.index("mark/people/JPN")

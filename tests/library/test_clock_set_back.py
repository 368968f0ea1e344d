"""The clock is set back by an hour: what comes later stays later, and nothing waits for a time that has passed.

The library asks one function for the time, `django.utils.timezone.now`, and the tests set that one back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.library.factories import coding, finding

WORDS = "Women are brought to Japan and sold for sex"
VARIABLE = "profile.destination"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    from django.utils import timezone

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


@contextmanager
def hour_back(set_clock: SetClock) -> Iterator[None]:
    set_clock(NOON - timedelta(hours=1))
    yield


def _text(edition: int = 2003) -> dict[str, Any]:
    return coding(edition=edition, findings=[finding(VARIABLE, "yes", WORDS)])


def test_the_newest_decision_is_the_one_that_came_last(load: Any, set_clock: SetClock) -> None:
    from tierbook.library.accounts.models import Person
    from tierbook.library.desk.deciding import Asked, Said, decide, take_back
    from tierbook.library.desk.standing import decisions_on, read_coding

    set_clock(NOON)
    record = _text()
    load(record)
    name = record["document"]["id"]
    held = read_coding(name)
    assert held is not None
    person = Person.objects.create(username="ada", role="adjudicator")
    first = decide(person, "adjudicator", held, VARIABLE, Said("not_stated"), Asked())[0]
    with hour_back(set_clock):
        second = decide(person, "adjudicator", held, VARIABLE, Said("reject"), Asked())[0]
        undone = take_back(person, "adjudicator", second.number)
    assert first.at < second.at < undone.at
    assert [one["event"] for one in decisions_on(name)] == [
        first.number,
        second.number,
        undone.number,
    ]


def test_what_is_published_later_has_no_earlier_date(load: Any, set_clock: SetClock) -> None:
    from tierbook.library.record.models import Entry

    set_clock(NOON)
    load(_text())
    with hour_back(set_clock):
        load(_text(), _text(2004))
    dates = list(Entry.objects.order_by("id").values_list("date", flat=True))
    assert len(dates) == 2
    assert dates == sorted(dates)
    assert dates[0] == NOON


def test_an_answer_that_has_changed_is_newer_than_it_was(
    load: Any, client: Any, set_clock: SetClock
) -> None:
    from email.utils import parsedate_to_datetime

    future = datetime(2100, 1, 1, tzinfo=UTC)  # after the files of the package
    set_clock(future)
    load(_text())
    before = client.get("/api/v1/countries")
    set_clock(future - timedelta(hours=1))
    load(_text(), _text(2004))
    after = client.get("/api/v1/countries", headers={"If-Modified-Since": before["Last-Modified"]})
    assert after.status_code == 200, "what somebody keeps of before is old"
    dates = [parsedate_to_datetime(one["Last-Modified"]) for one in (before, after)]
    assert dates[0] < dates[1]
    assert before["ETag"] != after["ETag"]


def test_a_load_that_was_cut_off_before_is_not_waited_for(load: Any, set_clock: SetClock) -> None:
    """Its mark bears a time that is still to come, and would be taken for a load at work until then."""
    from tierbook.library.catalogue.derived import derived, loading_begins, touch_derived

    set_clock(NOON)
    load(_text())
    assert derived("test", lambda: "before") == "before"
    loading_begins("a loader that was killed")
    touch_derived({"JPN"}, {2003})
    assert derived("test", lambda: "after") == "before", "a load is at work"
    with hour_back(set_clock):
        assert derived("test", lambda: "after") == "after"


def test_who_signed_in_stays_and_is_signed_out_in_time(db: None, set_clock: SetClock) -> None:
    from django.contrib.sessions.backends.db import SessionStore

    set_clock(NOON)
    session = SessionStore()
    session["who"] = "ada"
    session.save()
    with hour_back(set_clock):
        assert SessionStore(session.session_key).get("who") == "ada"
    set_clock(NOON + timedelta(days=15))
    assert SessionStore(session.session_key).get("who") is None


def test_an_allowance_is_given_anew_and_never_withheld(db: None, set_clock: SetClock) -> None:
    from tierbook.library.api.limits import Limiter

    set_clock(NOON)
    limiter = Limiter()
    assert [limiter.ask("asker", 2, 60).ok for _ in range(3)] == [True, True, False]
    with hour_back(set_clock):
        answer = limiter.ask("asker", 2, 60)
        assert answer.ok
        assert answer.seconds <= 60

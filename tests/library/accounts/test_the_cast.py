"""Every address of the site, tried by nobody and by each of the cast, against a written table.

`cast.txt` has a line for each route: the route as the site has it, an address to try, what GET answers, what POST
answers. One status stands for everybody; six are for nobody, Rosa (reader), Kofi (coder), Ayşe (adjudicator), Ines
(editor) and Ada (admin). A route without a line fails here, and the message holds the line to look at and to add.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import get_resolver

from tests.library.accounts.conftest import CAST
from tests.library.factories import KENYA, coding, engine_record

TABLE = Path(__file__).parent / "cast.txt"
WHO = ("", *CAST)
SKIPPED = ("/api/v1",)  # each operation is tried in tests of the interface


@dataclass(frozen=True)
class Line:
    """What is expected of one route."""

    route: str
    address: str
    get: tuple[int, ...]
    post: tuple[int, ...]


def read_table() -> dict[str, Line]:
    lines = {}
    for words in TABLE.read_text(encoding="utf-8").splitlines():
        if not words.strip() or words.startswith("#"):
            continue
        route, address, get, post = (part.strip() for part in f" {words}".split(" | "))
        assert route not in lines, f"two lines for {route}"
        lines[route] = Line(route, address, _statuses(get), _statuses(post))
    return lines


def _statuses(words: str) -> tuple[int, ...]:
    found = tuple(int(word) for word in words.split())
    return found * len(WHO) if len(found) == 1 else found


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Yield every route of the site as one string."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, here)
        else:
            yield here


def tried_here() -> list[str]:
    return [route for route in routes() if not f"/{route.lstrip('^')}".startswith(SKIPPED)]


@pytest.fixture
def held(load, people):
    """One thing of each kind, Rosa's where it is somebody's."""
    from tests.library.accounts.belongings import belongings

    record, copy = coding(), coding(publisher="ecoi.net")
    judged, assessment = engine_record(KENYA, country="KEN", edition=2018)
    known = {judged["document"]["id"]: assessment}
    load(record, copy, coding(edition=2004), judged, judged=known)
    return {**belongings(record, people), "copy": copy["document"]["id"]}


def test_every_route_has_a_line_and_every_line_a_route():
    known, here = set(read_table()), set(tried_here())
    missing = sorted(here - known)
    assert not missing, "add to cast.txt, with an address and what is right:\n" + "\n".join(
        f"{route} | /{route} | 200 | 405" for route in missing
    )
    assert not known - here, f"these lines have no route any more: {sorted(known - here)}"


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("who", WHO, ids=lambda name: name or "nobody")
def test_everybody_is_answered_as_the_table_says(who, held, as_):
    place = WHO.index(who)
    client = as_(who)
    client.raise_request_exception = False
    wrong = []
    for line in read_table().values():
        address = line.address.format(**held)
        for method, expected in (("get", line.get[place]), ("post", line.post[place])):
            cookies = dict(client.cookies)
            with transaction.atomic():  # what one request does is undone before the next
                answer = getattr(client, method)(address)
                answer.close()
                transaction.set_rollback(True)
            client.cookies.clear()
            client.cookies.update(cookies)
            if answer.status_code != expected:
                wrong.append(f"{method} {address}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.only_on("sqlite")
def test_no_form_is_taken_without_its_token(held, people):
    from django.test import Client

    ada = Client(enforce_csrf_checks=True)
    ada.force_login(people["ada"])
    taken = []
    for line in read_table().values():
        if not line.address.startswith(("/account/", "/desk/")):
            continue
        with transaction.atomic():
            answer = ada.post(line.address.format(**held))
            transaction.set_rollback(True)
        if answer.status_code not in {403, 404, 405}:
            taken.append((line.address, answer.status_code))
    assert not taken

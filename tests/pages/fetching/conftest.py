"""A server that misbehaves, and someone who asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.pages.fetching.server import HOSTS, Server, TestClock
from tierbook.pages import AnswerLimits, Asker, Manners

AGENT = "Mozilla/5.0 (compatible; tierbook/test)"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with nothing on it: every path answers 404, `robots.txt` too."""
    with Server().running() as running:
        yield running


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def ask(server: Server, clock: TestClock) -> Iterator[Callable[..., Asker]]:
    """Make an asker; manners and limits may be said."""
    made: list[Asker] = []

    def make(
        limits: AnswerLimits | None = None,
        leads: dict[str, list[str]] | None = None,
        **manners: float,
    ) -> Asker:
        asker = Asker(
            HOSTS,
            Manners(AGENT, **manners),  # type: ignore[arg-type]
            clock,
            server.network(**(leads or {})),
            limits or AnswerLimits(total=5, step=2),
        )
        made.append(asker)
        return asker

    yield make
    for asker in made:
        asker.close()

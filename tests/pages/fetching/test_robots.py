"""`robots.txt` is asked first, kept for the run, and obeyed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pages.fetching.server import Server, TestClock, answer, moved, raw, silent
from tierbook.pages import AnswerLimits, Asker
from tierbook.pages.fetching.trouble import Trouble

Ask = Callable[..., Asker]


def _rules(server: Server, words: str | bytes, host: str = "www.state.gov") -> None:
    server.serve("/robots.txt", answer(words, kind="text/plain"), host=host)


def test_it_is_asked_first_and_once_for_each_host(server: Server, ask: Ask) -> None:
    asker = ask(pause=0)
    for path in ("/a", "/b"):
        for host in ("www.state.gov", "www.ecoi.net"):
            asker.ask(server.serve(path, answer("x"), host=host))
    asked = [(a.host, a.path) for a in server.asked]
    assert asked[0] == ("www.state.gov", "/robots.txt")
    assert [a for a in asked if a[1] == "/robots.txt"] == [
        ("www.state.gov", "/robots.txt"),
        ("www.ecoi.net", "/robots.txt"),
    ]


def test_what_it_closes_is_not_asked(server: Server, ask: Ask) -> None:
    _rules(server, "User-agent: *\nDisallow: /private/\nAllow: /private/open\n")
    asker = ask(pause=0)
    with pytest.raises(Trouble, match=r"robots\.txt"):
        asker.ask(server.serve("/private/a", answer("x")))
    assert asker.ask(server.serve("/private/open", answer("x"))).answer.status == 200
    assert server.paths() == ["/private/open"]


def test_rules_for_us_by_name_win(server: Server, ask: Ask) -> None:
    _rules(server, "User-agent: tierbook\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    with pytest.raises(Trouble, match=r"robots\.txt"):
        ask(pause=0).ask(server.serve("/a", answer("x")))


def test_a_redirect_into_what_is_closed_is_not_followed(server: Server, ask: Ask) -> None:
    _rules(server, "User-agent: *\nDisallow: /closed\n")
    server.serve("/closed", answer("x"))
    with pytest.raises(Trouble, match=r"robots\.txt"):
        ask(pause=0).ask(server.serve("/a", moved("/closed")))
    assert server.paths() == ["/a"]


@pytest.mark.parametrize(
    "words", ["User-agent: *\nCrawl-delay: 11\n", "User-agent: *\nRequest-rate: 1/11\n"]
)
def test_a_delay_that_it_asks_for_is_kept(
    server: Server, ask: Ask, clock: TestClock, words: str
) -> None:
    _rules(server, words)
    asker = ask(pause=2.0)
    asker.ask(server.serve("/a", answer("x")))
    asker.ask(server.serve("/b", answer("x")))
    assert clock.slept == pytest.approx([11.0, 11.0], abs=0.5)


@pytest.mark.parametrize(
    "status", ["404 Not Found", "403 Forbidden", "401 Unauthorized", "410 Gone"]
)
def test_a_host_without_rules_is_asked(server: Server, ask: Ask, status: str) -> None:
    server.serve("/robots.txt", answer("", status))
    assert ask(pause=0).ask(server.serve("/a", answer("x"))).answer.status == 200


@pytest.mark.parametrize(
    "behaviour",
    [
        answer("", "500 Oops"),
        answer("", "503 Busy"),
        answer("", "429 Too Many Requests"),
        raw(b""),
        silent(1),
        moved("https://elsewhere.example/robots.txt"),
    ],
    ids=["500", "503", "429", "broken", "silent", "elsewhere"],
)
def test_a_host_whose_rules_cannot_be_had_is_not_asked(
    server: Server, ask: Ask, behaviour: object
) -> None:
    server.serve("/robots.txt", behaviour)  # type: ignore[arg-type]
    asker = ask(AnswerLimits(total=5, step=0.2), pause=0)
    for path in ("/a", "/b"):
        with pytest.raises(Trouble, match=r"robots\.txt"):
            asker.ask(server.serve(path, answer("x")))
    assert server.paths() == []
    tries = len(server.asked)
    assert tries <= 4  # and they are not asked for again for the second page


@pytest.mark.parametrize(
    "words",
    [
        b"\x00\xff\xfe garbage \x80" * 50,
        b"<!DOCTYPE html><p>Disallow: /</p>",
        b"",
        b"\xef\xbb\xbfUser-agent: x\n",
    ],
    ids=["bytes", "page", "empty", "mark"],
)
def test_what_is_no_rules_forbids_nothing(server: Server, ask: Ask, words: bytes) -> None:
    _rules(server, words)
    assert ask(pause=0).ask(server.serve("/a", answer("x"))).answer.status == 200


def test_a_file_with_a_mark_at_its_head_is_read(server: Server, ask: Ask) -> None:
    _rules(server, b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n")
    with pytest.raises(Trouble, match=r"robots\.txt"):
        ask(pause=0).ask(server.serve("/a", answer("x")))


def test_of_an_endless_file_the_beginning_counts(server: Server, ask: Ask) -> None:
    _rules(server, b"User-agent: *\nDisallow: /closed\n" + b"# filler\n" * 100_000)
    asker = ask(pause=0)
    assert asker.ask(server.serve("/a", answer("x"))).answer.status == 200
    with pytest.raises(Trouble, match=r"robots\.txt"):
        asker.ask(server.serve("/closed", answer("x")))


def test_its_redirect_is_followed(server: Server, ask: Ask) -> None:
    server.serve("/robots.txt", moved("/rules/robots.txt"))
    server.serve("/rules/robots.txt", answer("User-agent: *\nDisallow: /\n", kind="text/plain"))
    with pytest.raises(Trouble, match="asks programs not to take"):
        ask(pause=0).ask(server.serve("/a", answer("x")))

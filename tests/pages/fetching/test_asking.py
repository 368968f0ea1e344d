"""Against a server that misbehaves: what is tried again, what is refused, how long we wait."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable

import pytest

from tests.pages.fetching.conftest import AGENT
from tests.pages.fetching.server import (
    HOSTS,
    Server,
    TestClock,
    answer,
    chunked,
    dripping,
    fresh_or,
    moved,
    packed,
    raw,
    silent,
)
from tierbook.errors import FetchRefused
from tierbook.pages import AnswerLimits, Asker, Manners, Network
from tierbook.pages.fetching.trouble import Trouble
from tierbook.pages.fetching.unpacking import unpack

Ask = Callable[..., Asker]
PAGE = "<html><body><p>A page in words of ours.</p></body></html>"
BUSY = answer("busy", "503 Service Unavailable")


def test_a_page_comes_as_it_was_served(server: Server, ask: Ask) -> None:
    address = server.serve("/a", answer(PAGE.encode("cp1252"), kind="text/html; charset=utf-16"))
    answered = ask().ask(address).answer
    assert unpack(answered, AnswerLimits()) == PAGE.encode("cp1252")
    assert answered.header("content-type") == "text/html; charset=utf-16"


def test_we_say_who_we_are_and_bring_no_cookies(server: Server, ask: Ask) -> None:
    asker = ask()
    for path in ("/a", "/b?again"):
        asker.ask(server.serve(path, answer(PAGE, Set_Cookie="seen=1")))
    for asked in server.asked:
        assert asked.headers["user-agent"] == AGENT
        assert not {"cookie", "authorization", "referer"} & asked.headers.keys()


def test_no_proxy_is_taken_from_the_environment(
    server: Server, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask().ask(server.serve("/a", answer(PAGE))).answer.status == 200


# --- pauses and tries


def test_requests_to_a_host_are_kept_apart(server: Server, ask: Ask, clock: TestClock) -> None:
    asker = ask(pause=2.0)
    for path in ("/a", "/b", "/c"):
        asker.ask(server.serve(path, answer(PAGE)))
    assert len(clock.slept) == 3  # robots.txt was the first request
    assert all(1.5 < pause <= 2.0 for pause in clock.slept)
    assert server.most_open == 1


@pytest.mark.parametrize(
    "status", ["500 Oops", "502 Bad Gateway", "503 Busy", "504 Late", "408 Timeout"]
)
def test_a_passing_fault_is_tried_again_later_and_later(
    server: Server, ask: Ask, clock: TestClock, status: str
) -> None:
    address = server.serve("/a", answer("", status), answer("", status), answer(PAGE))
    assert ask(pause=0, back_off=5.0).ask(address).answer.status == 200
    assert clock.slept == [5.0, 10.0]


def test_after_its_tries_a_page_is_given_up(server: Server, ask: Ask, clock: TestClock) -> None:
    address = server.serve("/a", BUSY)
    with pytest.raises(Trouble, match="503"):
        ask(pause=0, tries=4).ask(address)
    assert len(server.paths()) == 4
    assert clock.slept == [5.0, 10.0, 20.0]


def test_the_time_for_one_address_is_bounded(server: Server, ask: Ask, clock: TestClock) -> None:
    address = server.serve("/a", BUSY)
    with pytest.raises(Trouble):
        ask(pause=0, tries=50, budget=60.0).ask(address)
    assert sum(clock.slept) <= 60


@pytest.mark.parametrize(
    "status", ["404 Not Found", "410 Gone", "403 Forbidden", "401 Unauthorized", "418 Teapot"]
)
def test_a_final_no_is_not_tried_again(server: Server, ask: Ask, status: str) -> None:
    with pytest.raises(Trouble) as caught:
        ask(pause=0).ask(server.serve("/a", answer("", status)))
    assert status.split()[0] in caught.value.what
    assert server.paths() == ["/a"]


@pytest.mark.parametrize(
    ("said", "wait"),
    [("7", 7.0), ("Tue, 24 Nov 2026 09:30:30 GMT", 30.0), ("soon", 5.0), ("-3", 5.0)],
)
def test_retry_after_is_heard(
    server: Server, ask: Ask, clock: TestClock, said: str, wait: float
) -> None:
    address = server.serve(
        "/a", answer("", "429 Too Many Requests", Retry_After=said), answer(PAGE)
    )
    assert ask(pause=0).ask(address).answer.status == 200
    assert clock.slept == [wait]


def test_a_host_that_wants_to_be_left_alone_is(server: Server, ask: Ask, clock: TestClock) -> None:
    server.serve("/a", answer("", "429 Too Many Requests", Retry_After="86400"))
    server.serve("/b", answer(PAGE))
    asker = ask(pause=0, longest_wait=300.0)
    for path in ("/a", "/b"):
        with pytest.raises(Trouble, match="left alone") as caught:
            asker.ask(f"https://www.state.gov{path}")
    assert caught.value.remedy
    assert server.paths() == ["/a"]
    assert clock.slept == []
    assert asker.ask(server.serve("/c", answer(PAGE), host="www.ecoi.net")).answer.status == 200


def test_a_host_that_fails_again_and_again_is_left_alone(server: Server, ask: Ask) -> None:
    asker = ask(pause=0, tries=1, patience=3)
    for number in range(5):
        with pytest.raises(Trouble):
            asker.ask(server.serve(f"/{number}", BUSY))
    assert server.paths() == ["/0", "/1", "/2"]


def test_pages_that_are_not_there_are_no_fault_of_the_host(server: Server, ask: Ask) -> None:
    asker = ask(pause=0, patience=3)
    for number in range(6):
        with pytest.raises(Trouble):
            asker.ask(f"https://www.state.gov/{number}")
    assert len(server.paths()) == 6


# --- limits


def test_silence_ends(server: Server, ask: Ask) -> None:
    begun = time.monotonic()
    with pytest.raises(Trouble, match="silence"):
        ask(AnswerLimits(total=5, step=0.2), tries=1).ask(server.serve("/a", silent(3)))
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("head", [False, True])
def test_a_body_or_headers_that_drip_end_at_the_deadline(
    server: Server, ask: Ask, *, head: bool
) -> None:
    begun = time.monotonic()
    address = server.serve("/a", dripping(b"x" * 500, 0.02, head=head))
    with pytest.raises(Trouble, match="no whole answer within"):
        ask(AnswerLimits(total=0.5, step=0.3), tries=1).ask(address)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "cut",
    [
        answer(PAGE, length=len(PAGE) + 10),
        chunked([b"<p>", b"half"], end=False),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 12"),
        raw(b""),
        raw(b"\x00\x01 nothing like HTTP \xff\r\n\r\n"),
    ],
    ids=["short", "chunks", "headers", "nothing", "garbage"],
)
def test_a_cut_answer_is_asked_for_again(server: Server, ask: Ask, cut: object) -> None:
    address = server.serve("/a", cut, answer(PAGE))  # type: ignore[arg-type]
    assert unpack(ask(pause=0).ask(address).answer, AnswerLimits()) == PAGE.encode()
    assert len(server.paths()) == 2


def test_a_declared_length_over_the_limit_is_not_even_read(server: Server, ask: Ask) -> None:
    with pytest.raises(Trouble, match="longer than 1,000 bytes"):
        ask(AnswerLimits(size=1000)).ask(server.serve("/a", answer(b"", length=10**12)))
    assert len(server.paths()) == 1


def test_a_body_without_a_length_stops_at_the_limit(server: Server, ask: Ask) -> None:
    sent: list[int] = []

    def parts() -> object:
        for number in range(10_000):
            sent.append(number)
            yield b"x" * 1000

    with pytest.raises(Trouble, match="longer than"):
        ask(AnswerLimits(size=5000)).ask(server.serve("/a", chunked(parts())))  # type: ignore[arg-type]
    assert len(sent) < 9_000


def test_a_pdf_may_be_longer_than_a_page(server: Server, ask: Ask) -> None:
    limits = AnswerLimits(size=1000, pdf_size=5000)
    body = b"%PDF-1.7\n" + b"x" * 3000
    for kind in ("application/pdf", "application/octet-stream"):
        address = server.serve("/a.pdf", answer(body, kind=kind))
        assert unpack(ask(limits).ask(address).answer, limits) == body


def test_gzip_and_deflate_are_undone(server: Server, ask: Ask) -> None:
    asker = ask(pause=0)
    zipped = server.serve("/gzip", packed(PAGE))
    deflated = server.serve(
        "/deflate", answer(zlib.compress(PAGE.encode()), Content_Encoding="deflate")
    )
    bare = zlib.compressobj(wbits=-15)
    naked = bare.compress(PAGE.encode()) + bare.flush()
    stripped = server.serve("/bare", answer(naked, Content_Encoding="deflate"))
    for address in (zipped, deflated, stripped):
        assert unpack(asker.ask(address).answer, AnswerLimits()) == PAGE.encode()


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (packed(b"0" * 3_000_000), "unpacks to more than 1,000,000 bytes"),
        (answer(gzip.compress(b"x" * 5000)[:30], Content_Encoding="gzip"), "cut"),
        (answer(b"not gzip at all", Content_Encoding="gzip"), "damaged"),
        (answer(b"whatever", Content_Encoding="br"), "did not ask for: br"),
        (answer(b""), "empty"),
        (answer(b"GIF89a", kind="image/gif"), "no page: its type is image/gif"),
    ],
    ids=["bomb", "cut", "damaged", "brotli", "empty", "picture"],
)
def test_what_is_no_page_is_named(server: Server, ask: Ask, behaviour: object, said: str) -> None:
    limits = AnswerLimits(size=1_000_000)
    answered = ask(limits).ask(server.serve("/a", behaviour)).answer  # type: ignore[arg-type]
    with pytest.raises(Trouble, match=said):
        unpack(answered, limits)


def test_a_bomb_in_a_bomb_stops_at_the_limit() -> None:
    from tierbook.pages.fetching.network import Answer

    body = gzip.compress(gzip.compress(b"0" * 20_000_000))
    nested = Answer(
        "https://www.state.gov/", 200, "OK", (("Content-Encoding", "gzip, gzip"),), body, ()
    )
    with pytest.raises(Trouble, match="unpacks to more"):
        unpack(nested, AnswerLimits(size=1_000_000))


# --- redirects


def test_redirects_within_listed_hosts_are_followed(server: Server, ask: Ask) -> None:
    server.serve("/end", answer(PAGE), host="2017-2021.state.gov")
    server.serve("/b", moved("https://2017-2021.state.gov/end", "301 Moved"))
    reply = ask(pause=0).ask(server.serve("/a", moved("b#part")))
    assert reply.answer.address == "https://2017-2021.state.gov/end"
    assert [hop.address for hop in reply.hops] == [
        "https://www.state.gov/a",
        "https://www.state.gov/b",
    ]


@pytest.mark.parametrize(
    "to",
    [
        "https://elsewhere.example/a",
        "http://www.state.gov/a",
        "//evil.example/a",
        "https://www.state.gov@evil.example/",
        "https://user:word@www.state.gov/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://www.state.gov:8443/",
        "https://www.state.gov.evil.example/",
        "ftp://www.state.gov/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "",
    ],
)
def test_redirects_elsewhere_are_refused(server: Server, ask: Ask, to: str) -> None:
    with pytest.raises(FetchRefused) as caught:
        ask(pause=0).ask(server.serve("/a", moved(to)))
    assert caught.value.remedy
    assert server.paths() == ["/a"]


def test_redirects_in_a_circle_end(server: Server, ask: Ask) -> None:
    server.serve("/b", moved("/a"))
    with pytest.raises(Trouble, match="circle"):
        ask(pause=0).ask(server.serve("/a", moved("/b")))
    assert server.paths() == ["/a", "/b"]


def test_too_many_redirects_end(server: Server, ask: Ask) -> None:
    for number in range(20):
        server.serve(f"/{number}", moved(f"/{number + 1}"))
    with pytest.raises(Trouble, match="more than 5 redirects"):
        ask(pause=0).ask("https://www.state.gov/0")
    assert len(server.paths()) == 6


@pytest.mark.parametrize(
    "leads",
    [
        ["127.0.0.1"],
        ["10.0.0.8"],
        ["169.254.169.254"],
        ["192.168.1.1"],
        ["::1"],
        ["fe80::1%eth0"],
        ["fd00::1"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["0.0.0.0"],
        ["100.64.0.1"],
        ["198.41.0.4", "10.0.0.1"],
        ["224.0.0.1"],
    ],
    ids=str,
)
def test_a_listed_host_that_leads_into_this_network_is_refused(
    server: Server, ask: Ask, leads: list[str]
) -> None:
    address = server.serve("/a", answer(PAGE), host="www.ecoi.net")
    with pytest.raises(Trouble, match="not of the public network"):
        ask(leads={"www.ecoi.net": leads}).ask(address)
    assert server.asked == []


def test_a_name_that_is_not_found_is_said_so(server: Server, clock: TestClock) -> None:
    def look_up(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    asker = Asker(HOSTS, Manners(AGENT, tries=2), clock, Network(look_up))
    for _ in range(2):
        with pytest.raises(Trouble, match=r"the name www\.state\.gov was not found"):
            asker.ask("https://www.state.gov/a")
    assert asker.requests == 2  # and not once more for the second page
    asker.close()


def test_a_redirect_to_a_host_that_leads_into_this_network_is_refused(
    server: Server, ask: Ask
) -> None:
    address = server.serve("/a", moved("https://www.ecoi.net/b"))
    with pytest.raises(Trouble, match=r"192\.168"):
        ask(leads={"www.ecoi.net": ["192.168.0.1"]}, pause=0).ask(address)
    assert server.paths() == ["/a"]


# --- what is held


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, ask: Ask) -> None:
    address = server.serve("/a", fresh_or('"v1"', PAGE))
    asker = ask(pause=0)
    assert not asker.ask(address).not_modified
    assert asker.ask(address, etag='"v1"').not_modified
    assert not asker.ask(address, etag='"v0"').not_modified


def test_a_304_that_nobody_asked_for_is_no_answer(server: Server, ask: Ask) -> None:
    with pytest.raises(Trouble, match="304"):
        ask(pause=0).ask(server.serve("/a", answer("", "304 Not Modified")))

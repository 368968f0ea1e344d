"""WARC files: pages with address and day, what is passed over, and records that are broken."""

from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest

from tests.pages.containers.making import make_warc, open_bytes, page
from tierbook.errors import Problem
from tierbook.pages import read_bytes

SITE = "https://www.example.org/reports"
PACKED = pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])


def address(n: int) -> str:
    return f"{SITE}/{n}/"


def body(n: int) -> bytes:
    return f"<html><p>page number {n} of the site, and some more words</p></html>".encode()


def records(count: int, *, packed: bool) -> tuple[bytes, list[int]]:
    """Return a file of pages and where each record begins."""
    parts = [make_warc([(address(n), body(n))], packed=packed) for n in range(count)]
    return b"".join(parts), [sum(map(len, parts[:n])) for n in range(count)]


def label(n: int) -> str:
    return f"w.warc/{address(n)}"


@PACKED
def test_a_page_comes_with_its_address_and_the_day_it_was_captured(packed: bool) -> None:
    opened = open_bytes(records(3, packed=packed)[0], "w.warc")
    assert opened.members == {label(n): body(n) for n in range(3)}
    assert not opened.problems
    fact = opened.facts[label(1)]
    assert (fact.address, fact.captured, fact.whole) == (address(1), "2018-07-02", False)


def test_one_gzip_around_all_records_is_read_too() -> None:
    data, _ = records(3, packed=False)
    assert open_bytes(gzip.compress(data), "w.warc").members == {
        label(n): body(n) for n in range(3)
    }


def test_the_document_carries_address_and_day() -> None:
    data = make_warc([(f"{SITE}/kenya/", page())], packed=True)
    result = read_bytes(data, name="w.warc.gz")
    (document,) = result.documents
    assert result.many
    assert (document.address, document.captured) == (f"{SITE}/kenya/", "2018-07-02")
    assert document.sha256 == read_bytes(page(), name="page.html").documents[0].sha256


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br", brotli.compress),
        ("br, gzip", lambda data: gzip.compress(brotli.compress(data))),
        ("identity", bytes),
        ("gzip", bytes),  # stored unpacked under the header it came with
        ("br", bytes),
    ],
)
def test_packed_bodies_are_unpacked(encoding: str, pack: object) -> None:
    data = make_warc([(address(1), pack(body(1)))], headers={"Content-Encoding": encoding})  # type: ignore[operator]
    opened = open_bytes(data, "w.warc")
    assert list(opened.members.values()) == [body(1)]


def chunks(data: bytes) -> bytes:
    half = len(data) // 2
    parts = (data[:half], data[half:])
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_chunks_are_joined() -> None:
    said = {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}
    data = make_warc([(address(1), chunks(gzip.compress(body(1))))], headers=said)
    assert list(open_bytes(data, "w.warc").members.values()) == [body(1)]


def test_a_body_stored_without_its_chunks_is_read_as_it_is() -> None:
    data = make_warc([(address(1), body(1))], headers={"Transfer-Encoding": "chunked"})
    assert list(open_bytes(data, "w.warc").members.values()) == [body(1)]


@pytest.mark.parametrize(
    ("stored", "headers", "said"),
    [
        (body(1)[:30], {"Content-Length": str(len(body(1)))}, "30 of"),
        (chunks(body(1))[:-20], {"Transfer-Encoding": "chunked"}, "last chunk"),
        (gzip.compress(body(1))[:-12], {"Content-Encoding": "gzip"}, "breaks off"),
        (brotli.compress(body(1))[:-3], {"Content-Encoding": "br"}, "breaks off"),
        (b"\x1f\x8b" + b"\xff" * 40, {"Content-Encoding": "gzip"}, "damaged"),
        (body(1), {"Content-Encoding": "zstd"}, "packed as 'zstd'"),
    ],
    ids=["short", "chunks", "gzip", "br", "noise", "zstd"],
)
def test_a_page_that_is_cut_or_damaged_is_named_and_the_rest_read(
    stored: bytes, headers: dict[str, str], said: str
) -> None:
    data = make_warc([(address(1), stored)], headers=headers) + make_warc([(address(2), body(2))])
    opened = open_bytes(data, "w.warc")
    assert opened.names == [label(2)]
    (problem,) = opened.failed
    assert problem.where == label(1)
    assert said in problem.what
    assert "byte 0" in str(problem.why)
    assert problem.remedy


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_body_that_unpacks_beyond_the_limit_is_named(encoding: str) -> None:
    pack = gzip.compress if encoding == "gzip" else brotli.compress
    data = make_warc([(address(1), pack(b"<p>" * 400_000))], headers={"Content-Encoding": encoding})
    (problem,) = open_bytes(data, "w.warc", max_size=100_000).failed
    assert "more than 100,000 bytes" in problem.what
    assert "--max-size" in str(problem.remedy)


def test_a_record_whose_capture_was_cut_is_named() -> None:
    data = make_warc([(address(1), body(1))], said={"WARC-Truncated": "disconnect"})
    (problem,) = open_bytes(data, "w.warc").failed
    assert "disconnect" in str(problem.why)


def test_what_is_no_page_is_counted_by_kind_with_its_first_example() -> None:
    picture = {"Content-Type": "image/png"}
    data = (
        make_warc([(address(n), b"\x89PNG") for n in range(3)], headers=picture)
        + make_warc([(address(4), b"a {}")], headers={"Content-Type": "text/css"})
        + make_warc([(address(5), b"gone")], status="404 Not Found")
        + make_warc([(address(6), b"")], status="301 Moved")
        + make_warc([(address(7), b"")], kind="revisit")
        + make_warc([(address(8), b"")])
        + make_warc([(address(9), b"GET / HTTP/1.1\r\n\r\n")], kind="request")
        + make_warc([(address(10), b"x: y")], kind="metadata")
        + make_warc([(address(11), body(1))])
    )
    opened = open_bytes(data, "w.warc")
    assert opened.names == [label(11)]
    assert not opened.failed
    assert [problem.what for problem in opened.problems] == [
        f"passed over: record of image/png (3 of them, the first {address(0)})",
        f"passed over: record of text/css ({address(4)})",
        f"passed over: response with status 404 ({address(5)})",
        f"passed over: response with status 301 ({address(6)})",
        f"passed over: record of a page that stands in an earlier capture ({address(7)})",
        f"passed over: empty response ({address(8)})",
    ]


def test_text_and_pdf_and_resources_are_pages() -> None:
    data = (
        make_warc([(address(1), b"text")], headers={"Content-Type": "text/plain"})
        + make_warc([(address(2), b"%PDF-1.7")], headers={"Content-Type": "application/pdf"})
        + make_warc([(address(3), body(3))], kind="resource", headers={"Content-Type": "text/html"})
        + make_warc([(address(4), body(4))], headers={"Content-Type": ""})
    )
    assert open_bytes(data, "w.warc").names == [label(n) for n in (1, 2, 3, 4)]


def test_a_charset_that_the_server_alone_tells_is_heard() -> None:
    words = "<p>Приднестровье, déjà</p>"
    for charset, stored in (
        ("koi8-r", words.replace("é", "e").replace("à", "a")),
        ("utf-16", words),
    ):
        headers = {"Content-Type": f'text/html; charset="{charset}"'}
        data = make_warc([(address(1), stored.encode(charset))], headers=headers)
        assert list(open_bytes(data, "w.warc").members.values()) == [stored.encode()]


def test_bytes_that_are_utf8_stay_whatever_the_server_says() -> None:
    data = make_warc(
        [(address(1), "<p>é</p>".encode())], headers={"Content-Type": "text/html; charset=koi8-r"}
    )
    assert list(open_bytes(data, "w.warc").members.values()) == ["<p>é</p>".encode()]


@PACKED
def test_a_record_in_the_middle_that_is_damaged_costs_itself_alone(packed: bool) -> None:
    data, starts = records(5, packed=packed)
    broken = bytearray(data)
    if packed:
        for at in range(starts[2] + 60, starts[2] + 90):
            broken[at] ^= 0xFF
    else:
        broken[starts[2] : starts[2] + 4] = b"XXXX"
    opened = open_bytes(bytes(broken), "w.warc")
    assert opened.names == [label(n) for n in (0, 1, 3, 4)]
    (problem,) = opened.failed
    assert f"byte {starts[2]:,}" in problem.what
    assert problem.where == "w.warc"
    assert problem.remedy


@PACKED
def test_a_file_that_breaks_off_gives_the_records_before(packed: bool) -> None:
    data, starts = records(4, packed=packed)
    opened = open_bytes(data[: starts[3] + 70], "w.warc")
    assert opened.names == [label(n) for n in range(3)]
    (problem,) = opened.failed
    assert f"{starts[3]:,}" in problem.what


@pytest.mark.parametrize(
    ("change", "said"),
    [(7, "goes on after"), (200, "record after"), (-7, "goes on after"), (None, "its length is")],
    ids=["too long", "much too long", "too short", "no number"],
)
def test_a_wrong_length_costs_its_record_alone(change: int | None, said: str) -> None:
    data, starts = records(3, packed=False)
    first, rest = data[: starts[1]], data[starts[1] :]
    at = first.index(b"Content-Length: ") + len(b"Content-Length: ")
    length = int(first[at : first.index(b"\r\n", at)])
    wrong = b"many" if change is None else b"%d" % (length + change)
    first = first[:at] + wrong + first[first.index(b"\r\n", at) :]
    opened = open_bytes(first + rest, "w.warc")
    assert opened.names == [label(1), label(2)]
    (problem,) = opened.failed
    assert said in str(problem.why)
    assert "byte 0" in problem.what


def test_bytes_that_are_not_those_of_the_digest_are_told_and_read() -> None:
    data = bytearray(make_warc([(address(1), body(1))]))
    at = data.index(b"number 1")
    data[at : at + 6] = b"NUMBER"
    opened = open_bytes(bytes(data), "w.warc")
    assert opened.names == [label(1)]
    (notice,) = opened.problems
    assert "digest" in notice.what
    assert not notice.failed


def test_a_long_film_is_skipped_and_a_long_page_named() -> None:
    film = make_warc([(address(1), b"\x00" * 300_000)], headers={"Content-Type": "video/mp4"})
    long = make_warc([(address(2), b"<p>" * 100_000)])
    data = film + long + make_warc([(address(3), body(3))])
    result = read_bytes(data, name="w.warc")
    opened = open_bytes(data, "w.warc", max_size=150_000)
    assert opened.names == [label(3)]
    (problem,) = opened.failed
    assert problem.where == label(2)
    assert "--max-size" in str(problem.remedy)
    assert any("video/mp4" in p.what for p in result.problems)


def test_a_file_without_pages_is_a_failure() -> None:
    data = make_warc([(address(1), b"\x89PNG")], headers={"Content-Type": "image/png"})
    result = read_bytes(data, name="w.warc")
    assert [p.failed for p in result.problems] == [False, True]


def test_an_old_arc_file_is_refused_with_the_way_out() -> None:
    data = b"filedesc://a.arc 0.0.0.0 20050101000000 text/plain 70\n1 0 Archive\n"
    (problem,) = read_bytes(data, name="a.arc").problems
    assert "ARC" in problem.what
    assert "recompress" in str(problem.remedy)


def test_standard_input_need_not_be_sought_in() -> None:
    from tierbook.pages import ReadOptions, open_container

    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.rest = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            return self.rest.readinto(memoryview(buffer)[:1000])  # type: ignore[arg-type]

    for packed in (False, True):
        data, _ = records(3, packed=packed)
        pipe = io.BufferedReader(Pipe(data))
        given = list(open_container(pipe, "standard input", ReadOptions()))
        assert not any(isinstance(m, Problem) for m in given)
        assert len(given) == 3

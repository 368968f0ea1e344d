"""The WARC file: whole records that other programs read, and a torn end that is cut off."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from tests.limits import files_no_longer_than
from tests.pages.fetching.server import Server, answer, chunked, moved, packed
from tierbook.errors import CorpusError
from tierbook.pages import Asker, WarcFile
from tierbook.pages.fetching.asking import Reply
from tierbook.pages.fetching.network import Answer

Ask = Callable[..., Asker]
WHEN = "2026-11-24T09:30:00Z"


def _reply(number: int = 1, body: bytes = b"<p>Words of ours.</p>") -> Reply:
    headers = (("Content-Type", "text/html"), ("Content-Length", str(len(body))))
    address = f"https://www.state.gov/page/{number}"
    return Reply(Answer(address, 200, "OK", headers, body, (("User-Agent", "tierbook"),)))


def _write(path: Path, *replies: Reply) -> WarcFile:
    file = WarcFile(path, software="tierbook test", made=WHEN)
    with file:
        for reply in replies:
            file.write(reply, WHEN)
    return file


def _records(path: Path) -> list[tuple[str, str | None, bytes]]:
    """What another program reads, digests checked."""
    found = []
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            target = record.rec_headers.get_header("WARC-Target-URI")
            found.append((record.rec_type, target, record.content_stream().read()))
    return found


def test_request_and_response_stand_side_by_side(server: Server, ask: Ask, tmp_path: Path) -> None:
    body = b"<p>caf\xe9</p>"
    address = server.serve("/a?b=1", packed(body))
    reply = ask(pause=0).ask(server.serve("/start", moved("/a?b=1")))
    path = tmp_path / "a.warc.gz"
    _write(path, reply)
    kinds = [(kind, target) for kind, target, _ in _records(path)]
    start = "https://www.state.gov/start"
    assert kinds == [
        ("warcinfo", None), ("response", start), ("request", start), ("response", address), ("request", address)
    ]  # fmt: skip
    with path.open("rb") as stream:
        (response,) = [
            (
                r.http_headers.get_statuscode(),
                r.rec_headers.get_header("WARC-Date"),
                r.content_stream().read(),
            )
            for r in ArchiveIterator(stream)
            if r.rec_type == "response" and r.rec_headers.get_header("WARC-Target-URI") == address
        ]
    assert response == ("200", WHEN, body)


def test_a_body_that_came_in_chunks_is_readable(server: Server, ask: Ask, tmp_path: Path) -> None:
    reply = ask(pause=0).ask(server.serve("/a", chunked([b"one ", b"two"])))
    path = tmp_path / "a.warc.gz"
    _write(path, reply)
    assert [body for kind, _, body in _records(path) if kind == "response"] == [b"one two"]


def test_a_second_run_adds_to_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    _write(path, _reply(1))
    first = path.read_bytes()
    assert _write(path, _reply(2)).cut == 0
    assert path.read_bytes().startswith(first)
    assert [kind for kind, _, _ in _records(path)] == [
        "warcinfo",
        "response",
        "request",
        "response",
        "request",
    ]


@given(cut=st.integers(1, 3000), size=st.sampled_from([20, 5000, 200_000]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_torn_end_is_cut_off_and_nothing_else(tmp_path: Path, cut: int, size: int) -> None:
    import random

    path = tmp_path / f"{cut}-{size}.warc.gz"
    body = random.Random(size).randbytes(size)
    _write(path, _reply(1))
    whole = path.stat().st_size
    _write(path, _reply(2, body))
    data = path.read_bytes()
    kept = max(len(data) - cut, 0)
    path.write_bytes(data[:kept])
    file = _write(path, _reply(3))
    records = _records(path)
    targets = [target for kind, target, _ in records if kind == "response"]
    assert targets[-1] == "https://www.state.gov/page/3"
    assert file.cut <= cut + size + 2000
    if kept >= whole:
        assert targets[0] == "https://www.state.gov/page/1"


@pytest.mark.parametrize("length", [0, 1, 2, 10, 30, 100])
def test_a_first_record_that_is_torn_is_begun_anew(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.warc.gz"
    _write(path)
    path.write_bytes(path.read_bytes()[:length])
    _write(path, _reply())
    assert [kind for kind, _, _ in _records(path)] == ["warcinfo", "response", "request"]


@pytest.mark.parametrize(
    "content",
    [
        b"my thesis, the only copy",
        gzip.compress(b"my thesis, the only copy"),
        b"WARC/1.1\r\nWARC-Type: warcinfo\r\n",
    ],
    ids=["text", "gzip", "not packed"],
)
def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thesis.txt"
    path.write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        _write(path, _reply())
    assert "--warc" in str(caught.value)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="cannot be written") as caught:
        _write(tmp_path / "file" / "a.warc.gz")
    assert caught.value.remedy


def test_what_a_server_sends_as_headers_cannot_forge_records(
    server: Server, ask: Ask, tmp_path: Path
) -> None:
    odd = answer("x", X_Odd="caf\xe9 WARC/1.1", ETag='"a b"')
    path = tmp_path / "a.warc.gz"
    _write(path, ask(pause=0).ask(server.serve("/a", odd)))
    assert len(_records(path)) == 3


@pytest.mark.skipif(os.name != "posix", reason="left out: no limit of a file's size here")
@pytest.mark.parametrize("begun", [True, False])
def test_a_full_disk_is_told_as_that_when_the_file_is_closed_too(
    tmp_path: Path, *, begun: bool
) -> None:
    path = tmp_path / "a.warc.gz"
    if begun:
        _write(path, _reply(1))
    size = path.stat().st_size if begun else 0
    words = "the WARC file cannot be written: File too large"
    with pytest.raises(CorpusError, match=words), files_no_longer_than(size + 40):
        _write(path, _reply(2))
    _write(path, _reply(3))
    wanted = [1, 3] if begun else [3]
    told = [target for kind, target, _ in _records(path) if kind == "response"]
    assert told == [f"https://www.state.gov/page/{number}" for number in wanted]

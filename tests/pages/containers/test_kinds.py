"""What a file is by its bytes, gzip as a wrapping, and packings that are refused."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile

import pytest

from tests.pages.containers.making import make_warc, make_zip, open_bytes, page, text
from tierbook.pages import passed_by_name, read_bytes


def tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo("page.txt")
        info.size = 4
        archive.addfile(info, io.BytesIO(b"page"))
    return stream.getvalue()


@pytest.mark.parametrize("name", ["page.html", "pages", "page.png", "a.docx"])
def test_a_container_is_known_by_its_bytes_whatever_its_name(name: str) -> None:
    for data in (make_zip({"KEN.txt": text().encode()}), make_warc([("https://a.org/", page())])):
        result = read_bytes(data, name=name)
        assert [d.country for d in result.documents] == ["KEN"]
        assert result.many


def test_a_page_in_gzip_is_the_page() -> None:
    result = read_bytes(gzip.compress(text().encode()), name="2018/KEN.txt.gz")
    assert not result.many
    assert result == read_bytes(text().encode(), name="2018/KEN.txt")


def test_records_in_gzip_are_records() -> None:
    lines = b'{"text": "a. Trafficking.", "country": "KEN"}\n{broken\n'
    result = read_bytes(gzip.compress(lines), name="a.jsonl.gz")
    assert [d.row for d in result.documents] == [1]
    assert [p.where for p in result.problems] == ["a.jsonl:2"]


@pytest.mark.parametrize("cut", [12, -4, -30])
def test_gzip_that_breaks_off_is_named(cut: int) -> None:
    (problem,) = read_bytes(gzip.compress(page())[:cut], name="page.html.gz").problems
    assert problem.failed
    assert problem.where == "page.html.gz"
    assert "breaks off" in problem.what


def test_gzip_with_a_wrong_checksum_is_named() -> None:
    data = bytearray(gzip.compress(page()))
    data[-6] ^= 0xFF
    (problem,) = read_bytes(bytes(data), name="page.html.gz").problems
    assert "damaged" in problem.what


def test_rows_before_the_cut_of_a_table_in_gzip_are_read() -> None:
    from random import Random

    noise = Random(0).randbytes(60_000).hex()
    rows = [
        json.dumps({"text": text(number=n), "country": "KEN", "id": noise[n * 900 : n * 900 + 900]})
        + "\n"
        for n in range(100)
    ]
    data = gzip.compress("".join(rows).encode())
    result = read_bytes(data[: len(data) // 2], name="a.jsonl.gz")
    assert 10 < len(result.documents) < 90
    assert [d.row for d in result.documents] == list(range(1, len(result.documents) + 1))
    assert "breaks off" in result.problems[-1].what


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bz2.compress(b"page"), "bzip2"),
        (lzma.compress(b"page"), "xz"),
        (b"7z\xbc\xaf\x27\x1c....", "7z"),
        (b"Rar!\x1a\x07\x00....", "RAR"),
        (b"\x28\xb5\x2f\xfd....", "zstd"),
        (tar(), "tar"),
        (gzip.compress(tar()), "tar"),
    ],
    ids=["bzip2", "xz", "7z", "rar", "zstd", "tar", "tar.gz"],
)
def test_other_packings_are_refused_with_the_way_out(data: bytes, said: str) -> None:
    (problem,) = read_bytes(data, name="pages.bin").problems
    assert problem.failed
    assert said in problem.what
    assert "unpack it" in str(problem.remedy)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{\\rtf1\\ansi words}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old kind"),
    ],
)
def test_old_documents_are_refused_with_the_way_out(data: bytes, said: str) -> None:
    (problem,) = read_bytes(data, name="page.doc").problems
    assert said in problem.what
    assert "DOCX" in str(problem.remedy)


@pytest.mark.parametrize(
    "name", ["a.txt", "a.HTML", "a", "a.warc.gz", "a.md", "a.docx", "a.csv", "a.pdf", "a.doc"]
)
def test_names_that_may_be_pages(name: str) -> None:
    assert passed_by_name(name) is None


@pytest.mark.parametrize("name", ["a.png", "a.css", "a.xml", "a.odd"])
def test_names_that_are_passed_over(name: str) -> None:
    assert passed_by_name(name)


def test_a_name_that_says_nothing_is_decided_by_the_bytes() -> None:
    assert passed_by_name("a.odd", b"<!DOCTYPE html>") is None
    assert passed_by_name("a.odd", b"%PDF-1.7") is None
    assert passed_by_name("a.png", b"<!DOCTYPE html>")


def test_a_bomb_in_gzip_is_named() -> None:
    (problem,) = read_bytes(
        gzip.compress(b" " * 30_000_000),
        name="a.gz",
    ).problems
    assert "times its size" in problem.what
    opened = open_bytes(gzip.compress(b" " * 2_000_000), "a.gz", max_size=1_000_000)
    assert "--max-size" in str(opened.failed[0].remedy)

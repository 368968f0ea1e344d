"""ZIP archives: members as pages, names as labels, limits, damage."""

from __future__ import annotations

import gzip
import io
import random
import stat
import zipfile
from dataclasses import replace

import pytest

from tests.pages.containers.making import Opened, make_zip, open_bytes, page, text
from tierbook.errors import Problem
from tierbook.pages import LIMITS, Limits, ReadOptions, open_container, read_bytes


def noise(size: int, seed: int = 0) -> bytes:
    """Bytes that do not compress."""
    return random.Random(seed).randbytes(size)


def test_members_come_in_order_under_the_name_of_the_archive() -> None:
    data = make_zip({"2018/KEN.txt": b"one", "b/c.html": b"two", "plain": b"three"})
    opened = open_bytes(data, "reports/all.zip")
    assert opened.names == [
        "reports/all.zip/2018/KEN.txt",
        "reports/all.zip/b/c.html",
        "reports/all.zip/plain",
    ]
    assert list(opened.members.values()) == [b"one", b"two", b"three"]
    assert not opened.problems
    assert not any(member.whole for member in opened.facts.values())


def test_what_is_no_page_by_its_name_is_passed_over_and_hidden_files_are_left_out() -> None:
    data = make_zip(
        {
            "a.txt": b"x",
            "photo.png": b"x",
            "style.css": b"x",
            ".hidden.txt": b"x",
            "__MACOSX/a.txt": b"x",
            "folder/Thumbs.db": b"x",
        }
    )
    opened = open_bytes(data)
    assert opened.names == ["a.zip/a.txt"]
    assert [p.where for p in opened.problems] == ["a.zip/photo.png", "a.zip/style.css"]
    assert not any(p.failed for p in opened.problems)


def test_a_name_that_says_nothing_is_judged_by_the_bytes() -> None:
    data = make_zip({"saved.2018": page(), "other.2018": b"\x00\x01\x02"})
    opened = open_bytes(data)
    assert opened.names == ["a.zip/saved.2018"]
    assert [p.where for p in opened.problems] == ["a.zip/other.2018"]


def test_containers_within_containers_are_opened() -> None:
    inner = make_zip({"deep.txt": b"deep"})
    data = make_zip({"in.zip": inner, "page.html.gz": gzip.compress(b"page"), "last.txt": b"last"})
    opened = open_bytes(data)
    assert opened.members == {
        "a.zip/in.zip/deep.txt": b"deep",
        "a.zip/page.html": b"page",
        "a.zip/last.txt": b"last",
    }


def test_a_broken_container_within_a_container_costs_itself_alone() -> None:
    data = make_zip(
        {"in.zip": b"PK\x03\x04 nothing", "page.gz": b"\x1f\x8b nothing", "last.txt": b"last"}
    )
    stream = open_container(io.BytesIO(data), "a.zip", ReadOptions())
    seen: list[str] = []
    for found in stream:
        if isinstance(found, Problem):
            seen.append(found.where)
        elif found.name == "a.zip/last.txt":
            assert found.read(ReadOptions()) == b"last"
            seen.append(found.name)
    assert seen[-1] == "a.zip/last.txt"
    assert "a.zip/in.zip" in seen
    assert "a.zip/page.gz" in seen


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../etc/page.txt", "leads out of the archive"),
        ("/etc/page.txt", "root of a disk"),
        ("C:\\pages\\page.txt", "root of a disk"),
        ("..\\page.txt", "leads out of the archive"),
        ("page\u202etxt.txt", "cannot be seen"),
        ("page\x1b[31m.txt", "cannot be seen"),
    ],
)
def test_an_odd_name_is_told_and_the_member_read(name: str, said: str) -> None:
    opened = open_bytes(make_zip({name: b"words"}))
    assert list(opened.members.values()) == [b"words"]
    (notice,) = opened.problems
    assert said in notice.what
    assert not notice.failed
    assert "\x1b" not in str(notice)
    assert "\u202e" not in str(notice)


def test_a_zero_byte_in_a_name_is_told() -> None:
    data = make_zip({"page-0.txt": b"words"}).replace(b"page-0.txt", b"page\x000.txt")
    opened = open_bytes(data)
    assert opened.problems


def test_nothing_is_written_under_a_members_name(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    open_bytes(make_zip({"../escaped.txt": b"x", "inside.txt": b"y"}))
    from pathlib import Path

    assert list(Path(str(tmp_path)).parent.rglob("escaped.txt")) == []
    assert list(Path(str(tmp_path)).iterdir()) == []


def test_links_are_passed_over() -> None:
    def link(info: zipfile.ZipInfo) -> None:
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16

    opened = open_bytes(make_zip({"page.txt": b"/etc/passwd"}, change=link))
    assert not opened.members
    assert "a link" in opened.problems[0].what


def test_both_of_two_members_of_one_name_are_read() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = make_zip([("a.txt", b"one"), ("a.txt", b"two")])
    opened = open_container(io.BytesIO(data), "a.zip", ReadOptions())
    seen = ["notice" if isinstance(m, Problem) else m.read(ReadOptions()).decode() for m in opened]
    assert seen == ["one", "notice", "two"]


def test_names_in_any_writing_are_labels() -> None:
    opened = open_bytes(make_zip({"2018/Côte d’Ivoire.txt": b"a", "東ティモール.txt": b"b"}))
    assert opened.names == ["a.zip/2018/Côte d’Ivoire.txt", "a.zip/東ティモール.txt"]


def test_an_encrypted_member_is_refused_by_name() -> None:
    data = bytearray(make_zip({"secret.txt": b"words", "open.txt": b"words"}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    opened = open_bytes(bytes(data))
    assert opened.names == ["a.zip/open.txt"]
    (problem,) = opened.failed
    assert problem.where == "a.zip/secret.txt"
    assert "encrypted" in problem.what
    assert "password" in str(problem.remedy)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_rare_compression_is_refused_by_name(method: int) -> None:
    opened = open_bytes(make_zip({"page.txt": b"words"}, method=method))
    (problem,) = opened.failed
    assert problem.where == "a.zip/page.txt"
    assert "rare method" in problem.what


def test_a_member_that_is_damaged_costs_itself_alone() -> None:
    data = bytearray(make_zip({"a.txt": b"first", "b.txt": noise(5000), "c.txt": b"third"}))
    at = data.index(b"b.txt") + 200
    data[at] ^= 0xFF
    opened = open_bytes(bytes(data))
    assert opened.members == {"a.zip/a.txt": b"first", "a.zip/c.txt": b"third"}
    (problem,) = opened.failed
    assert problem.where == "a.zip/b.txt"
    assert "damaged" in problem.what


def test_without_its_list_an_archive_gives_the_members_that_are_whole() -> None:
    members = {f"{n}.txt": noise(400, n) for n in range(6)}
    data = make_zip(members)
    cut = data.index(b"4.txt") + 150
    opened = open_bytes(data[:cut])
    assert opened.members == {f"a.zip/{n}.txt": members[f"{n}.txt"] for n in range(4)}
    assert [p.where for p in opened.failed] == ["a.zip", "a.zip/4.txt"]
    assert "breaks off" in opened.failed[1].what


def test_without_its_list_sizes_behind_the_members_are_found() -> None:
    class Unseekable(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for n in range(3):
            archive.writestr(f"{n}.txt", b"words " * (n + 1))
    whole = bytes(stream.data)
    assert open_bytes(whole).members == open_bytes(whole[: whole.index(b"PK\x01\x02")]).members


def bomb(size: int) -> bytes:
    return make_zip({"a.txt": b"first", "big.txt": b"\x20" * size, "z.txt": b"last"})


def test_a_member_beyond_the_limit_of_a_page_is_named_and_the_rest_read() -> None:
    seen: list[str] = []
    options = ReadOptions(max_size=1_000_000)
    result = read_bytes(bomb(2_000_000), name="a.zip", options=options)
    (problem,) = [p for p in result.problems if p.failed]
    assert problem.where == "a.zip/big.txt"
    assert "--max-size" in str(problem.remedy)
    for found in open_container(io.BytesIO(bomb(2_000_000)), "a.zip", options):
        assert not isinstance(found, Problem)
        seen.append(found.name)
    assert seen == ["a.zip/a.txt", "a.zip/big.txt", "a.zip/z.txt"]


def test_a_member_that_grows_too_much_is_named_and_the_rest_read() -> None:
    result = read_bytes(bomb(20_000_000), name="a.zip")
    (problem,) = [p for p in result.problems if p.failed]
    assert problem.where == "a.zip/big.txt"
    assert f"{LIMITS.ratio} times" in problem.what
    assert any(p.where == "a.zip/z.txt" for p in result.problems)


def test_containers_too_deep_are_named() -> None:
    data = b"page"
    for n in range(LIMITS.depth + 2):
        data = make_zip({f"{n}.zip" if n else "page.txt": data})
    opened = open_bytes(data)
    assert not opened.members
    (problem,) = opened.failed
    assert "deep" in problem.what
    assert problem.where.count(".zip") == LIMITS.depth + 1


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (replace(LIMITS, members=2), "more than 2 members"),
        (replace(LIMITS, total=6), "unpacks to more than 6 bytes"),
    ],
)
def test_a_limit_on_the_whole_ends_the_container_there(limits: Limits, said: str) -> None:
    data = make_zip({f"{n}.txt": b"abc" for n in range(5)})
    opened = Opened(data, "a.zip", ReadOptions(), limits=limits)
    assert opened.names == ["a.zip/0.txt", "a.zip/1.txt"]
    assert opened.failed
    assert all(said in problem.what and problem.remedy for problem in opened.failed)


def test_a_list_of_members_longer_than_any_is_refused_before_it_is_read() -> None:
    data = bytearray(make_zip({"a.txt": b"x"}))
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 16] = (LIMITS.members * 200 + 1).to_bytes(4, "little")
    (problem,) = open_bytes(bytes(data)).failed
    assert "list of members" in problem.what


def test_an_empty_archive_gives_nothing_and_says_so() -> None:
    (problem,) = read_bytes(make_zip({}), name="a.zip").problems
    assert problem.failed
    assert "nothing in it is a page" in problem.what


def test_documents_of_an_archive_are_those_of_its_pages() -> None:
    data = make_zip({"2018/KEN.txt": text("Kenya").encode(), "CHAD.html": page("Chad")})
    packed = read_bytes(data, name="a.zip")
    alone = [
        read_bytes(text("Kenya").encode(), name="2018/KEN.txt").documents[0],
        read_bytes(page("Chad"), name="CHAD.html").documents[0],
    ]
    assert packed.many
    assert list(packed.documents) == alone


@pytest.mark.parametrize(
    ("members", "said", "remedy"),
    [
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "Excel", "CSV"),
        ({"ppt/presentation.xml": b""}, "PowerPoint", "text"),
        ({"mimetype": b"application/epub+zip"}, "EPUB", "HTML"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument text", "DOCX"),
        (
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"},
            "OpenDocument sheet",
            "CSV",
        ),
    ],
)
def test_other_documents_in_the_form_of_an_archive_are_named(
    members: dict[str, bytes], said: str, remedy: str
) -> None:
    (problem,) = read_bytes(make_zip(members), name="a.bin").problems
    assert said in problem.what
    assert remedy in str(problem.remedy)

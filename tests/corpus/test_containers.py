"""Containers and tables on the way through batches and into the corpus: each member is a page of its own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from tests.corpus.making import record
from tests.pages.containers.making import make_mhtml, make_warc, make_zip, page, text
from tests.pages.formats.making import make_word
from tierbook.corpus import Corpus, IngestReport, expand_inputs, run_batch
from tierbook.errors import Problem
from tierbook.pages import Document, ReadOptions

SITE = "https://www.example.org"


def name_it(document: Document) -> str:
    return f"{document.country}:{document.edition}:{document.row}:{document.captured}"


def run(*paths: Path | str, jobs: int = 1, **options: object) -> list[str | Problem]:
    read = ReadOptions(**options)  # type: ignore[arg-type]
    return list(run_batch(expand_inputs([str(p) for p in paths]), name_it, options=read, jobs=jobs))


def bring(home: Path, *paths: Path, jobs: int = 1, **options: object) -> IngestReport:
    inputs = expand_inputs([str(p) for p in paths])
    read = ReadOptions(**options)  # type: ignore[arg-type]
    return Corpus(home / "corpus").ingest(inputs, options=read, jobs=jobs)


def files(home: Path) -> dict[str, bytes]:
    folder = home / "corpus"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def lines(count: int, first: int = 1) -> bytes:
    return "".join(json.dumps(record(first + n)) + "\n" for n in range(count)).encode()


def table(count: int, first: int = 1) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, ["text", "country", "edition"])
    writer.writeheader()
    writer.writerows(record(first + n) for n in range(count))
    return stream.getvalue().encode()


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A folder with a file of every kind."""
    folder = tmp_path / "given"
    put(
        folder / "a.zip",
        make_zip({"2018/KEN.txt": text().encode(), "t.csv": table(3, 900), "map.png": b"x"}),
    )
    put(folder / "b.warc.gz", make_warc([(f"{SITE}/chad/", page("Chad"))], packed=True))
    put(folder / "c.mhtml", make_mhtml([(f"{SITE}/peru/", "text/html", page("Peru"))]))
    put(folder / "d.docx", make_word())
    put(folder / "e.html.gz", gzip.compress(page("Ghana"), mtime=0))
    put(folder / "f.csv", table(120))
    put(folder / "g.jsonl.gz", gzip.compress(lines(60, 500), mtime=0))
    return folder


def test_every_kind_of_file_is_read_in_order(packed: Path) -> None:
    outcomes = run(packed)
    documents = [o for o in outcomes if isinstance(o, str)]
    assert documents[:8] == [
        "KEN:2018:None:None",
        *(f"KEN:2022:{row}:None" for row in (1, 2, 3)),
        "TCD:2018:None:2018-07-02",
        "PER:2018:None:2018-07-02",
        "KEN:2018:None:None",
        "GHA:2018:None:None",
    ]
    assert [o.split(":")[2] for o in documents[8:]] == [
        str(n) for n in (*range(1, 121), *range(1, 61))
    ]
    (passed,) = [o for o in outcomes if isinstance(o, Problem)]
    assert passed.where.endswith("a.zip/map.png")
    assert not passed.failed


def test_several_processes_give_the_same(packed: Path) -> None:
    assert run(packed, jobs=2) == run(packed)


def test_a_member_that_is_no_narrative_is_passed_over_and_one_that_is_damaged_a_failure(
    tmp_path: Path,
) -> None:
    data = bytearray(
        make_zip(
            {
                "index.html": b"<html><p>Contents</p></html>",
                "a.txt": text().encode(),
                "z.txt": text("Chad").encode(),
            }
        )
    )
    data[data.index(b"z.txt") + 40] ^= 0xFF
    path = put(tmp_path / "a.zip", bytes(data))
    outcomes = run(path)
    assert outcomes[1] == "KEN:2018:None:None"
    first, last = outcomes[0], outcomes[2]
    assert isinstance(first, Problem)
    assert (first.where, first.failed) == (f"{path}/index.html", False)
    assert isinstance(last, Problem)
    assert (last.where, last.failed) == (f"{path}/z.txt", True)


def test_a_container_that_gives_nothing_fails_when_named_and_is_passed_over_in_a_folder(
    tmp_path: Path,
) -> None:
    path = put(tmp_path / "in" / "a.zip", make_zip({"map.png": b"x"}))
    named, met = run(path), run(path.parent)
    assert [p.failed for p in named if isinstance(p, Problem)] == [False, True]
    assert [p.failed for p in met if isinstance(p, Problem)] == [False, False]
    for outcomes in (named, met):
        assert isinstance(outcomes[-1], Problem)
        assert outcomes[-1].where == str(path)
        assert "nothing in it" in outcomes[-1].what


def test_a_table_without_texts_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    path = put(tmp_path / "in" / "figures.csv", b"year,cases\n2017,14\n")
    (named,) = run(path)
    (met,) = run(path.parent)
    assert isinstance(named, Problem)
    assert isinstance(met, Problem)
    assert (named.failed, met.failed) == (True, False)
    assert "'year', 'cases'" in str(named.why)


def test_a_broken_row_stands_in_its_place(tmp_path: Path) -> None:
    rows = table(130).split(b"\r\n")
    rows[70] = b"broken"
    path = put(tmp_path / "a.csv", b"\r\n".join(rows))
    outcomes = run(path, jobs=2)
    assert isinstance(outcomes[69], Problem)
    assert outcomes[69].where == f"{path}:70"
    assert [o.split(":")[2] for o in outcomes if isinstance(o, str)] == [
        str(n) for n in range(1, 131) if n != 70
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (make_zip({"2018/KEN.txt": text().encode()}), ["KEN:2018:None:None"]),
        (make_warc([(f"{SITE}/1", page())], packed=True), ["KEN:2018:None:2018-07-02"]),
        (make_mhtml([(f"{SITE}/1", "text/html", page())]), ["KEN:2018:None:2018-07-02"]),
        (gzip.compress(page()), ["KEN:2018:None:None"]),
        (make_word(), ["KEN:2018:None:None"]),
        (table(2), ["KEN:2022:1:None", "KEN:2022:2:None"]),
        (json.dumps([record(1)]).encode(), ["KEN:2022:1:None"]),
        (lines(2), ["KEN:2022:1:None", "KEN:2022:2:None"]),
        (page(), ["KEN:2018:None:None"]),
    ],
    ids=["zip", "warc", "mhtml", "gzip", "word", "csv", "json", "json lines", "page"],
)
def test_standard_input_may_be_of_any_kind(
    data: bytes, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run("-") == expected


def test_a_member_has_the_limit_of_a_page_and_a_table_in_it_none(tmp_path: Path) -> None:
    path = put(
        tmp_path / "a.zip", make_zip({"long.txt": text().encode() * 9, "t.jsonl": lines(40)})
    )
    outcomes = run(path, max_size=4000)
    assert isinstance(outcomes[0], Problem)
    assert outcomes[0].failed
    assert "--max-size" in str(outcomes[0])
    assert len([o for o in outcomes if isinstance(o, str)]) == 40


def test_a_pdf_may_be_longer_than_another_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierbook.pages import options

    monkeypatch.setattr(options, "MAX_PDF_SIZE", 3000)
    monkeypatch.setattr(options, "MAX_SIZE", 1000)
    long, longer = b"%PDF-1.7" + b" " * 2000, b"%PDF-1.7" + b" " * 4000
    for name, data, said in (
        ("a.pdf", long, None),
        ("b.pdf", longer, "3,000"),
        ("c.txt", b"x" * 2000, "1,000"),
    ):
        (problem,) = run(put(tmp_path / name, data), max_size=1000)
        assert isinstance(problem, Problem)
        assert ("limit" in str(problem)) == (said is not None), problem
        assert said is None or said in str(problem)


def test_members_are_pages_of_the_corpus_with_what_their_container_says(
    packed: Path, tmp_path: Path
) -> None:
    report = bring(tmp_path, packed)
    corpus = Corpus(tmp_path / "corpus")
    entries = corpus.manifest().pages
    assert report.pages == len(entries) == 8
    by_name = {entry.name: (key, entry) for key, entry in entries.items()}
    key, entry = (
        by_name["chad/"]
        if "chad/" in by_name
        else next(v for k, v in by_name.items() if "chad" in k)
    )
    assert entry.options == {"address": f"{SITE}/chad/", "captured": "2018-07-02"}
    assert corpus.load_page(key) == page("Chad")
    (document,) = entry.documents
    said = corpus.load_coding(document)["document"]
    assert (said["address"], said["captured"]) == (f"{SITE}/chad/", "2018-07-02")


def test_the_same_container_again_rewrites_nothing(packed: Path, tmp_path: Path) -> None:
    bring(tmp_path, packed)
    before = files(tmp_path)
    report = bring(tmp_path, packed)
    assert (report.pages, report.pages_again, report.documents) == (0, 0, 0)
    assert files(tmp_path) == before


def test_several_processes_write_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    bring(tmp_path / "one", packed)
    bring(tmp_path / "two", packed, jobs=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_pages_held_are_read_again_as_they_were(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierbook.corpus import ingest as room

    bring(tmp_path, packed)
    before = files(tmp_path)
    first = Corpus(tmp_path / "corpus").manifest()
    monkeypatch.setattr(room, "CUES_VERSION", "another")
    report = bring(tmp_path)
    assert report.pages_again == 8
    monkeypatch.undo()
    bring(tmp_path)
    assert Corpus(tmp_path / "corpus").manifest() == first
    assert files(tmp_path) == before


def test_the_same_page_bare_and_in_two_containers_is_one_page(tmp_path: Path) -> None:
    bare = put(tmp_path / "kenya.html", page())
    first = put(tmp_path / "a.warc", make_warc([(f"{SITE}/1", page())]))
    second = put(
        tmp_path / "b.warc",
        make_warc([(f"{SITE}/2", page())], said={"WARC-Date": "2020-01-01T00:00:00Z"}),
    )
    bring(tmp_path, bare)
    assert bring(tmp_path, first).pages_again == 1  # it says where the page was taken from
    before = files(tmp_path)
    (document,) = Corpus(tmp_path / "corpus").documents()
    said = Corpus(tmp_path / "corpus").load_coding(document)["document"]
    assert (said["address"], said["captured"]) == (f"{SITE}/1", "2018-07-02")
    for path in (second, bare, first):
        assert bring(tmp_path, path).pages_unchanged == 1
        assert files(tmp_path) == before
    (entry,) = Corpus(tmp_path / "corpus").manifest().pages.values()
    assert entry.options["address"] == f"{SITE}/1"


def test_a_mended_container_takes_its_problems_away(tmp_path: Path) -> None:
    good = make_zip({"a.txt": text().encode(), "b.txt": text("Chad").encode()})
    bad = bytearray(good)
    bad[bad.index(b"b.txt") + 40] ^= 0xFF
    path = put(tmp_path / "a.zip", bytes(bad))
    (problem,) = bring(tmp_path, path).problems
    assert problem.failed
    assert [r["where"] for r in Corpus(tmp_path / "corpus").load_problems()] == [f"{path}/b.txt"]
    assert not list((tmp_path / "corpus" / "pages").glob(".*"))
    put(path, good)
    assert bring(tmp_path, path).problems == []
    assert Corpus(tmp_path / "corpus").load_problems() == []

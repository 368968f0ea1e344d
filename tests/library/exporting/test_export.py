"""A library as files: whole or not there, the same bytes for the same library, every link, every word."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.library.exporting.links import broken_links
from tests.library.factories import coding, write_corpus
from tierbook.errors import CorpusError, WrongUse
from tierbook.files import alone_at
from tierbook.library.exporting.checking import check_export
from tierbook.library.exporting.run import export_library
from tierbook.library.exporting.words import words_of

# Loads a home, and writes it as files: cut off after some pages where a number is given.
RUN = """
import datetime, sys
from pathlib import Path
from tierbook.library import load_corpus
from tierbook.library.exporting import export_library
home, folder, stop = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
load_corpus(home)
def told(done, known):
    if done == stop:
        raise KeyboardInterrupt
without = ["charts", "changes", "clock", "digests", "flows", "law", "variables"]
counts = export_library(folder, date=datetime.date(2026, 3, 31), without=without, progress=told)
print(counts.documents, len(counts.missing))
"""


def run(home: Path, folder: Path, stop: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, str(home), str(folder), str(stop)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    accents = (("profile", "Señoritas are taken from Peru. The <b>sign</b> & “quotes” stay."),)
    kenya = coding(country="KEN", edition=2018, tier_line=None, paragraphs=accents, findings=[])
    write_corpus(home, coding(), coding(edition=2018), kenya, assessed=False)
    return home


@pytest.fixture(scope="module")
def copy(home: Path) -> Path:
    folder = home / "copies" / "one"
    folder.parent.mkdir()
    done = run(home, folder)
    assert done.stdout == "3 0\n", done.stderr
    return folder


def test_every_link_leads_to_a_file_and_a_place_in_it(copy: Path):
    assert broken_links(copy) == []
    assert len(list(copy.rglob("*.html"))) > 30


def test_the_manifest_names_every_file_and_a_check_finds_what_is_wrong(copy: Path, tmp_path: Path):
    import shutil

    manifest = json.loads((copy / "manifest.json").read_bytes())
    assert (manifest["kind"], manifest["date"], manifest["documents"]) == (
        "tierbook export",
        "2026-03-31",
        3,
    )
    assert "charts" in manifest["left_out"]
    assert check_export(copy) == (len(manifest["files"]), [])
    harmed = tmp_path / "harmed"
    shutil.copytree(copy, harmed)
    (harmed / "index.html").write_text("other")
    (harmed / "start.html").unlink()
    (harmed / "more.html").write_text("more")
    assert check_export(harmed)[1] == [
        "index.html: changed",
        "start.html: lost",
        "more.html: not in the manifest",
    ]
    (harmed / "manifest.json").unlink()
    with pytest.raises(CorpusError, match="no whole copy"):
        check_export(harmed)


def test_a_run_that_is_cut_off_leaves_no_copy_and_the_next_goes_on_to_the_same_bytes(
    copy: Path, home: Path
):
    other = copy.with_name("two")
    assert run(home, other, stop=40).returncode != 0
    assert not other.exists()
    part = other.with_name(".two.part")
    stamps = {p: p.stat().st_mtime_ns for p in part.rglob("*.html")}
    assert len(stamps) >= 30
    # A note may be on the disk when the power fails, and its page not yet.
    lost = sorted(stamps)[:3]
    lost[0].write_bytes(b"")
    lost[1].write_bytes(lost[1].read_bytes()[:100])
    lost[2].unlink()
    assert run(home, other).returncode == 0
    assert check_export(other)[1] == []
    kept = [
        p
        for p, stamp in stamps.items()
        if (other / p.relative_to(part)).stat().st_mtime_ns == stamp
    ]
    assert len(kept) == len(stamps) - len(lost), "what was written whole is not written again"
    assert (other / "manifest.json").read_bytes() == (copy / "manifest.json").read_bytes()
    assert not part.exists()


def test_a_second_run_into_the_same_folder_is_refused_and_spoils_nothing(copy: Path, home: Path):
    with alone_at(copy, kind=CorpusError):
        second = run(home, copy)
    assert second.returncode != 0
    assert "another run is writing here" in second.stderr
    assert check_export(copy)[1] == []
    assert not list(copy.parent.glob(f".{copy.name}*"))


def test_no_page_has_a_form_or_a_script_that_needs_a_server(copy: Path):
    for page in copy.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "csrf" not in text, page
        assert not re.search(r'\shx-|method="post"|htmx', text), page
    left_out = (copy / "left-out.html").read_text("utf-8")
    assert "Sign in" in left_out
    assert "panel" in left_out


def test_each_word_leads_to_the_sentences_that_hold_it(copy: Path):
    about = script(copy / "search" / "documents.js")[0]
    assert [row[1] for row in about["documents"]] == ["Japan", "Japan", "Kenya"]
    sentences = []
    for n, row in enumerate(about["documents"]):
        number, rows = script(copy / "search" / "t" / f"{n}.js")
        assert (number, len(rows), len(sentences)) == (n, row[5], row[4])
        sentences += [text for _, text in rows]
    assert about["sentences"] == len(sentences)
    lists = {}
    for path in (copy / "search" / "w").glob("*.js"):
        lists |= script(path)[1]
    wanted = {}
    for number, text in enumerate(sentences):
        for word in set(words_of(text)):
            wanted.setdefault(word, []).append(number)
    assert {word: unpack(held) for word, held in lists.items()} == wanted
    assert "senoritas" in wanted


def script(path: Path) -> list:
    return json.loads(f"[{path.read_text('utf-8').split('(', 1)[1].rstrip().removesuffix(');')}]")


def unpack(held: str) -> list[int]:
    numbers, at = [], 0
    for step in held.split(","):
        at += int(step, 36)
        numbers.append(at)
    return numbers


def test_without_scripts_a_list_of_words_leads_to_sentences(copy: Path):
    assert 'href="words/se.html"' in (copy / "words.html").read_text("utf-8")
    page = (copy / "words" / "se.html").read_text("utf-8")
    assert re.search(
        r'senoritas.*?href="\.\./documents/[^"]+/index\.html#p1s1">Kenya 2018', page, re.S
    )


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path):
    import datetime

    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(WrongUse, match="something else"):
        export_library(tmp_path, date=datetime.date(2026, 3, 31))
    assert (tmp_path / "letters.txt").read_text() == "mine"

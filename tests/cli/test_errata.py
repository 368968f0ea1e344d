"""`tierbook errata`: from pages to what changed, each run in a process of its own, as it meets the database."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.library.factories import write_corpus
from tests.library.histories import NEXT, first, law, made

LOAD = "import sys; from tierbook.library import load_corpus; load_corpus(sys.argv[1])"


@pytest.fixture
def home(tmp_path: Path):
    """A home in which one value on Japan's law has changed."""
    import subprocess
    import sys

    place = tmp_path / "home"
    for record in (first(), made(law("yes", "Police opened cases"), versions=NEXT)):
        write_corpus(place, record)
        subprocess.run([sys.executable, "-c", LOAD, str(place)], check=True, capture_output=True)
    return place


def test_errata_print_was_is_words_and_reason(home, process):
    done = process("errata")
    assert (done.code, done.err) == (0, "")
    for words in (
        "JPN:2003  prosecution.law  another value",
        "was: no (law)",
        "is: yes (law)",
        "[3] s. 1  “No statute bans trafficking as such.”",
        "changed from 1 to 2",
        "/errata/",
    ):
        assert words in done.out, words


def test_errata_for_programs_are_those_of_the_site(home, process):
    told = json.loads(process("errata", "--format", "json").out)
    assert [(row["was"]["value"], row["is"]["value"]) for row in told["errata"]] == [("no", "yes")]
    line = json.loads(process("errata", "--format", "jsonl").out)
    assert line == told["errata"][0]
    (row,) = csv.DictReader(io.StringIO(process("errata", "--format", "csv").out))
    assert (row["country"], row["was"], row["is"]) == ("JPN", "no", "yes")


def test_filters_narrow_and_bad_ones_are_named(home, process):
    none = process("errata", "--country", "Thailand")
    assert (none.code, none.out) == (0, "")
    assert "no published value that you ask for has changed" in none.err
    assert process("errata", "--country", "Japan", "--edition", "2003").out
    bad = process("errata", "--variable", "prosecution.lawx")
    assert bad.code == 2
    assert "perhaps prosecution.law" in bad.err


def test_a_home_without_a_library_says_how_to_make_one(process):
    done = process("errata")
    assert done.code == 2
    assert "tierbook ingest PATH" in done.err


def test_the_guide_shows_what_is_printed(home, process):
    guide = (Path(__file__).parents[2] / "docs" / "how-to" / "follow-errata.md").read_text("utf-8")
    shown = guide.split("$ tierbook errata --country JPN\n")[1].split("```")[0].splitlines()
    printed = process("errata", "--country", "JPN").out.splitlines()
    for line in shown[1:]:
        assert line in printed, line
    assert shown[0].split()[1:] == printed[0].split()[1:]

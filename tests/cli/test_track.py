"""`tierbook track` and `tierbook digest`: over the library, and over pages."""

import json
from pathlib import Path

import pytest

NAMIBIA = """NAMIBIA: Tier 1

The Government of Namibia fully meets the minimum standards. Namibia was upgraded to Tier 1.

PROSECUTION

The government convicted two traffickers, the first convictions since 2012.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "nam.txt"
    path.write_text(NAMIBIA)
    return path


def test_track_tells_a_country_of_the_library_in_words(program, process, page):
    process("ingest", page, "--country", "NAM", "--edition", "2018")
    run = program("track", "Namibia")
    assert run.code == 0, run.err
    assert run.lines[0] == "Namibia (NAM)"
    assert "Held: 1 narrative (2018); not held: 24 editions of 25." in run.out


def test_track_works_on_pages_without_a_library(program, page, tmp_path):
    run = program(
        "track", "NAM", "--from", page, "--country", "NAM", "--edition", "2018", "--format", "json"
    )
    assert run.code == 0, run.err
    assert json.loads(run.out)["country"] == "NAM"
    assert not (tmp_path / "home" / "corpus").exists()


def test_track_names_a_country_of_which_nothing_is_held_and_ends_with_2(program, process, page):
    process("ingest", page, "--country", "NAM", "--edition", "2018")
    run = program("track", "KEN")
    assert run.code == 2
    assert "KEN is not in the library" in run.err
    assert run.out == ""


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_every_row_of_track_has_words_or_a_basis(program, process, page, form):
    process("ingest", page, "--country", "NAM", "--edition", "2018")
    run = program("track", "NAM", "--format", form)
    if form == "jsonl":
        rows = [json.loads(line) for line in run.lines]
        assert all(row.get("quote") or row["basis"] for row in rows)
    else:
        assert run.lines[0] == "part,edition,text,quote,place,document,basis,set_by_people"
        assert len(run.lines) > 2


def test_digest_prints_an_edition_in_each_form(program, process, page):
    process("ingest", page, "--country", "NAM", "--edition", "2018")
    table = program("digest", 2018)
    assert table.code == 0, table.err
    assert "Namibia: called the first since 2012" in table.out
    markdown = program("digest", 2018, "--format", "md")
    assert markdown.out.startswith("# Trafficking in Persons Report, edition of 2018: a digest")
    assert program("digest", 2018, "--format", "atom").out.startswith("<?xml")
    assert json.loads(program("digest", 2018, "--format", "json").out)["edition"] == 2018
    assert program("digest", 2018, "--format", "csv").lines[0].startswith("part,country")


def test_digest_of_a_year_without_edition_ends_with_2(program):
    run = program("digest", 1999)
    assert run.code == 2
    assert "there is no edition of 1999" in run.err


@pytest.mark.parametrize("verb", [("track", "JPN"), ("digest", "2018", "--format", "atom")])
def test_the_same_pages_give_the_same_bytes_under_any_hash_seed(process, samples, verb):
    page = samples / "japan-2018.txt"
    one, other = (process(*verb, "--from", page, PYTHONHASHSEED=seed) for seed in ("1", "77"))
    assert one.code == 0, one.err
    assert one.out == other.out

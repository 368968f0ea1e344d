"""`tierbook pack query | themes | advocacy` as a person uses them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Program
from tests.release.packs.making import EARLY, LATE

NOTHING = (
    "no information found among the sources and within the limits listed; "
    "this is not evidence that it does not occur"
)


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    """Narratives of two editions as pages that say which they are."""
    found = []
    for year, text in ((2014, EARLY), (2018, LATE)):
        path = tmp_path / f"ghana-{year}.txt"
        path.write_text(f"{year} Trafficking in Persons Report: Ghana\n\n{text}", encoding="utf-8")
        found.append(path)
    return found


def given(pages: list[Path]) -> list[str]:
    """Name pages as options."""
    return [word for page in pages for word in ("--from", str(page))]


def test_a_query_on_pages_prints_excerpts_of_the_period_for_and_against(
    program: Program, pages: list[Path]
) -> None:
    run = program(
        "pack", "query", "Ghana", "--theme", "punishment-of-victims", "--since", 2013, "--until", 2018,
        "--date", "2026-03-31", *given(pages),
    )  # fmt: skip
    assert run.code == 0, run.err
    head, _, rest = run.out.partition("## For: excerpts that speak for the claim")
    assert "| Period | editions of 2013 to 2018 |" in head
    assert "| Date of the search | 31 March 2026 |" in head
    assert "| 2015 | not held |" in head
    for_it, _, against = rest.partition("## Against: excerpts that speak against the claim")
    assert "“Police arrested and fined some victims for prostitution.”" in for_it
    assert "“The government did not penalize victims" in against


def test_a_query_asks_the_library_where_no_pages_are_given(
    program: Program, process: Program, pages: list[Path]
) -> None:
    assert process("ingest", *pages).code == 0
    run = program("pack", "query", "GHA", "--theme", "shelter")
    assert run.code == 0, run.err
    assert "The government opened a shelter for trafficking victims in the capital." in run.out
    assert "2 of 25 editions" in run.out


def test_where_nothing_is_found_the_pack_and_the_message_say_what_that_means(
    program: Program, pages: list[Path]
) -> None:
    run = program("pack", "query", "GHA", "--theme", "child-soldiers", *given(pages))
    assert run.code == 0
    assert NOTHING in run.out
    assert NOTHING in run.err


def test_the_name_of_the_file_is_the_format(
    program: Program, pages: list[Path], tmp_path: Path
) -> None:
    for ending, head in (
        ("docx", b"PK"),
        ("html", b"<!doctype html>"),
        ("pdf", b"%PDF"),
        ("json", b"{"),
    ):
        out = tmp_path / f"pack.{ending}"
        run = program("pack", "query", "GHA", "--theme", "shelter", *given(pages), "--out", out)
        assert run.code == 0, run.err
        assert run.out == ""
        assert out.read_bytes().startswith(head)
    document = docx.Document(str(tmp_path / "pack.docx"))
    assert any("opened a shelter" in p.text for p in document.paragraphs)


def test_csv_has_a_row_for_each_excerpt_and_json_counts_them(
    program: Program, pages: list[Path]
) -> None:
    ask = ("pack", "query", "GHA", "--theme", "shelter", *given(pages))
    whole = json.loads(program(*ask, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(program(*ask, "--format", "csv").out)))
    assert len(rows) == len(whole["excerpts"]) == sum(whole["counts"].values()) > 0
    assert [r["words"] for r in rows] == [e["words"] for e in whole["excerpts"]]


def test_own_words_and_the_question_as_put_are_in_the_pack(
    program: Program, pages: list[Path]
) -> None:
    run = program(
        "pack", "query", "GHA", "--words", "porter*", "--asked", "Do children carry loads?", *given(pages)
    )  # fmt: skip
    assert run.code == 0, run.err
    assert "Do children carry loads?" in run.out
    assert run.out.count("Children from Togo are forced to work in Ghana as porters.") == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--theme", "weather"), "there is no theme 'weather'"),
        ((), "nothing is asked for"),
        (("--theme", "shelter", "--kind", "novel"), "'novel' is no kind of text"),
        (("--theme", "shelter", "--since", "2018", "--until", "2014"), "no edition lies between 2018 and 2014"),
        (("--theme", "shelter", "--date", "soon"), "'soon' is no date"),
        (("--theme", "shelter", "--out", "pack.odt"), "no draft is written as .odt"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_wrong_use(
    program: Program, pages: list[Path], words: tuple[str, ...], message: str
) -> None:
    run = program("pack", "query", "GHA", *words, *given(pages))
    assert run.code == 2
    assert message in run.err


def test_a_country_of_which_nothing_is_held_is_named(program: Program, pages: list[Path]) -> None:
    run = program("pack", "query", "TGO", "--theme", "shelter", *given(pages))
    assert run.code == 2
    assert "TGO is not among these pages" in run.err


def test_themes_are_listed_with_their_questions_and_as_data_with_reasons(program: Program) -> None:
    run = program("pack", "themes")
    assert run.code == 0
    assert any(line.startswith("shelter ") and line.endswith("?") for line in run.lines)
    found = json.loads(program("pack", "themes", "--format", "json").out)
    assert all(v["why"] for theme in found for v in theme["variables"])

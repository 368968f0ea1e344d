"""Files that are no page: a Problem with what is wrong and what to do, never a traceback."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.pages import ReadOptions, read_bytes, sample_pages

CASES = {
    "empty": (b"", "empty"),
    "only blanks": (b" \n\t\n", "empty"),
    "zero bytes": (b"abc\x00\x01\x02def", "zero bytes"),
    "control characters": (bytes(range(1, 9)) * 40, "control characters"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "zip": (b"PK\x03\x04....", "ZIP"),
    "torn utf-16": (b"\xff\xfeK\x00e", "UTF-16"),
    "login": (
        b"<html><title>Sign in</title><body><h1>Log in</h1><form><input type='password'></form></body></html>",
        "log in",
    ),
    "login as text": (b"Sign in\nUser name\nPassword\nForgot your password?", "log in"),
    "bot wall": (
        b"<html><title>Just a moment...</title><body>Checking your browser</body></html>",
        "bot wall",
    ),
    "missing page": (
        b"<html><title>404</title><body><h1>Page not found</h1></body></html>",
        "missing",
    ),
    "another site": (
        b"<html><title>Recipes</title><body><p>Boil the beans.</p></body></html>",
        "another kind",
    ),
    "another report": (
        b"<html><title>2019 Country Reports on Human Rights Practices: Kenya</title><body><p>x</p></body></html>",
        "another report",
    ),
    "no narrative": (b"Beans are boiled in water.\n", "no narrative"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_names_the_file_what_is_wrong_and_what_to_do(case: str) -> None:
    data, words = CASES[case]
    result = read_bytes(data, name="folder/page.html")
    assert not result.documents
    (problem,) = result.problems
    assert problem.failed
    assert problem.where == "folder/page.html"
    assert words in problem.what
    assert problem.remedy


def test_a_file_over_the_limit_is_refused(tier_text: str) -> None:
    result = read_bytes(tier_text.encode(), name="x.txt", options=ReadOptions(max_size=10))
    assert "--max-size" in str(result.problems[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_give_the_same_words(encoding: str, tier_text: str) -> None:
    text = tier_text.replace("KENYA", "CÔTE D’IVOIRE")
    (document,) = read_bytes(text.encode(encoding), name="x.txt").documents
    assert document.country == "CIV"
    assert document.blocks[0].text == "CÔTE D’IVOIRE: TIER 2"
    assert bool(document.repairs) == (encoding == "cp1252")


def test_stray_windows_bytes_within_utf8_are_repaired_and_listed(tier_text: str) -> None:
    data = (
        tier_text.replace("KENYA", "CÔTE D’IVOIRE").encode()
        + b"\n\nThe \x93police\x94 came \x96 late.\n"
    )
    (document,) = read_bytes(data, name="x.txt").documents
    assert document.blocks[-1].text == "The “police” came – late."
    assert [repair.now for repair in document.repairs] == ["“", "”", "–"]
    for repair in document.repairs:
        assert document.source[repair.at : repair.at + len(repair.now)] == repair.now


@pytest.mark.shared
def test_pages_of_the_sibling_report_are_refused_by_name(shared: Path) -> None:
    for path in sorted((shared / "data/hr-reports/html-samples").glob("*.html.gz")):
        result = read_bytes(gzip.decompress(path.read_bytes()), name=path.name)
        assert "Human Rights" in result.problems[0].what


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_mutated_pages_give_documents_or_problems_and_nothing_else(data: st.DataObject) -> None:
    name, page = data.draw(st.sampled_from(sample_pages()))
    cut = data.draw(st.integers(0, len(page)))
    noise = data.draw(st.binary(max_size=40))
    end = data.draw(st.integers(cut, len(page)))
    result = read_bytes(page[:cut] + noise + page[end:], name=name)
    assert bool(result.documents) != bool(result.problems)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.txt", "x.html", "x.jsonl"]))
def test_any_bytes_give_documents_or_problems(data: bytes, name: str) -> None:
    result = read_bytes(data, name=name)
    assert result.documents or result.problems or not data.strip()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='<>/aph1"= divTierKENYA (2)\n', max_size=200))
def test_broken_markup_never_raises(markup: str) -> None:
    read_bytes(("<html>" + markup).encode(), name="x.html")

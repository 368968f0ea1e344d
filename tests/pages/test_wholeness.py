"""A narrative that is cut is read, keeps its kind, and says so; a whole one says nothing of the kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import prose
from tierbook.pages import Document, read_bytes

WHOLE = "\n\n".join(
    [
        "2021 Trafficking in Persons Report: Kenya",
        "KENYA: Tier 2",
        prose.standards("Kenya"),
        "PROSECUTION",
        prose.prosecution("Kenya"),
        "PROTECTION",
        prose.protection("Kenya"),
        "PREVENTION",
        prose.prevention("Kenya"),
        "TRAFFICKING PROFILE",
        prose.profile("Kenya"),
    ]
)


def read(text: str) -> Document:
    (document,) = read_bytes(text.encode(), name="kenya.txt").documents
    assert document.text_kind == "narrative"
    return document


def test_a_whole_narrative_has_no_note() -> None:
    assert read(WHOLE).notes == ()


@pytest.mark.parametrize(
    "end", ["courts for nine", "were brought to a", "Social workers met 31 victims at"]
)
def test_a_text_that_ends_within_a_sentence_says_where(end: str) -> None:
    cut = (
        WHOLE[: WHOLE.index(end) + len(end)]
        if end in WHOLE
        else WHOLE + "\n\nThe state saw to it that they " + end
    )
    (note,) = [note for note in read(cut).notes if "in the middle of a sentence" in note]
    assert end.split()[-1] in note


@pytest.mark.parametrize("end", [" ...", " … ", " [...]", " Read more »", " (More)"])
def test_a_text_that_is_left_off_by_its_page_says_so(end: str) -> None:
    assert any("leaves out the rest" in note for note in read(WHOLE + end).notes)


def test_sections_that_are_missing_are_named() -> None:
    cut = WHOLE[: WHOLE.index("PREVENTION")]
    assert any("no heading Prevention or Trafficking Profile stands" in n for n in read(cut).notes)
    early = cut.replace("2021 Trafficking", "2012 Trafficking")
    assert any("no heading Prevention stands" in note for note in read(early).notes)


def test_a_page_without_any_heading_of_a_pillar_says_nothing_of_sections() -> None:
    bare = "\n\n".join(part for part in WHOLE.split("\n\n") if not part.isupper())
    assert not any("heading" in note for note in read(bare).notes)


@pytest.mark.shared
def test_no_real_narrative_is_called_cut(shared: Path) -> None:
    paths = sorted((shared / "data/narratives/2018").glob("*.txt"))
    for path in [*paths, shared / "data/narratives/refworld-2003-japan.txt"]:
        (document,) = read_bytes(path.read_bytes(), name=str(path)).documents
        assert not any("breaks off" in n or "may hold a part" in n for n in document.notes), path


@pytest.mark.shared
def test_real_narratives_cut_in_their_middle_are(shared: Path) -> None:
    paths = sorted((shared / "data/narratives/2018").glob("*.txt"))
    noted = 0
    for path in paths:
        text = path.read_text(encoding="utf-8")
        cut = text[: text.rindex(" ", 0, len(text) // 2)]
        (document,) = read_bytes(cut.encode(), name=str(path)).documents
        noted += any("breaks off" in n or "may hold a part" in n for n in document.notes)
    assert noted >= 0.97 * len(paths)

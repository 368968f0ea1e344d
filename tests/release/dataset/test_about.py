"""What a release is told of itself: creators, day; what makes no sense is refused before anything is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest
import yaml

from tests.release.dataset.making import library
from tierbook.errors import WrongUse
from tierbook.release import LibraryContent, Wishes, make_release
from tierbook.release.dataset.about import Creator

ORCID = "0000-0002-1825-0097"
FEW = ("codes",)


def _unread() -> LibraryContent:
    """Return a library that nobody may read yet."""

    def texts_of(country: str) -> NoReturn:
        raise AssertionError(country)

    whole = library(("BHS",), people=False)
    return LibraryContent(whole.countries, texts_of, whole.history)


def _refused(folder: Path, **wishes: object) -> WrongUse:
    with pytest.raises(WrongUse) as caught:
        make_release(_unread(), folder / "out", Wishes(formats=("csv",), **wishes))  # type: ignore[arg-type]
    assert not list(folder.iterdir())
    return caught.value


@pytest.mark.parametrize(
    "words",
    [
        f"Hanako Yamada {ORCID}",
        f"Institute of Law <https://orcid.org/{ORCID}>",
        f"{ORCID} Yamada, Hanako",
    ],
)
def test_an_orcid_without_a_family_name_before_a_comma_is_refused(
    tmp_path: Path, words: str
) -> None:
    error = _refused(tmp_path, creators=("Institute of Law", words))
    assert words in str(error)
    assert "Yamada, Hanako" in str(error.remedy)


@pytest.mark.parametrize(
    "words", [ORCID, f"<https://orcid.org/{ORCID}>", f", Hanako {ORCID}", "Yamada, "]
)
def test_a_creator_without_a_name_is_refused(tmp_path: Path, words: str) -> None:
    assert "no name" in str(_refused(tmp_path, creators=(words,)))


@pytest.mark.parametrize(
    "words", [f"Yamada, Hanako {ORCID}", f"Yamada, Hanako <https://orcid.org/{ORCID}>"]
)
def test_an_orcid_stands_in_every_file_of_its_person(tmp_path: Path, words: str) -> None:
    wishes = Wishes(formats=("csv",), tables=FEW, creators=(words,))
    folder = make_release(library(("BHS",), people=False), tmp_path / "1", wishes).folder
    told = json.loads((folder / "datacite.json").read_text("utf-8"))
    assert told["creators"][0]["nameIdentifiers"][0]["nameIdentifier"].endswith(ORCID)
    cited = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert cited["authors"][0]["orcid"].endswith(ORCID)


@pytest.mark.parametrize(
    ("orcid", "right"),
    [
        (ORCID, True), ("0000-0001-5109-3700", True), ("0000-0002-1694-233X", True),
        ("0000-0002-1825-0098", False), ("0000-0002-8125-0097", False), ("0000-0002-1694-2330", False),
        ("0000-0002-1825-009X", False),
    ],
)  # fmt: skip
def test_an_orcid_with_a_wrong_check_digit_is_refused(orcid: str, *, right: bool) -> None:
    if right:
        assert Creator.of(f"Yamada, Hanako {orcid}").orcid == orcid
        return
    with pytest.raises(WrongUse, match="is no ORCID") as caught:
        Creator.of(f"Yamada, Hanako {orcid}")
    assert orcid in str(caught.value)
    assert "orcid.org" in str(caught.value.remedy)


@pytest.mark.parametrize(
    "sign", ["\x00", "\x0b", "\x1f", "\x85", "\n", "\u2028", "\ud800", "\uffff"]
)
@pytest.mark.parametrize(
    ("option", "wishes"),
    [
        ("--title", {"title": "A{}title"}),
        ("--version", {"version": "1{}0"}),
        ("--doi", {"doi": "10.5281/zenodo{}1"}),
        ("--creators", {"creators": ("Institute of Law", "Yamada, Ha{}nako")}),
    ],
)
def test_a_sign_that_no_file_can_hold_is_refused_before_anything_is_read(
    tmp_path: Path, option: str, wishes: dict[str, Any], sign: str
) -> None:
    made = {
        name: words.format(sign) if isinstance(words, str) else tuple(w.format(sign) for w in words)
        for name, words in wishes.items()
    }
    error = _refused(tmp_path, **made)
    assert option in str(error.where)
    assert f"U+{ord(sign):04X}" in str(error)


def test_a_day_is_written_in_one_way(tmp_path: Path) -> None:
    wishes = Wishes(formats=("csv",), tables=FEW, day="20261127")
    made = make_release(library(("BHS",), people=False), tmp_path / "1", wishes)
    assert (made.about.day, made.about.version, made.about.year) == (
        "2026-11-27",
        "2026-11-27",
        2026,
    )
    package = json.loads((made.folder / "datapackage.json").read_text("utf-8"))
    assert package["created"] == "2026-11-27T00:00:00Z"


@pytest.mark.parametrize("day", ["2026-13-01", "27.11.2026", "yesterday", "2026-11-27T10:00"])
def test_what_is_no_day_is_refused(tmp_path: Path, day: str) -> None:
    assert "is no day" in str(_refused(tmp_path, day=day))


def test_a_format_that_is_named_twice_is_written_once(tmp_path: Path) -> None:
    wishes = Wishes(formats=("parquet", "csv", "parquet"), tables=FEW)
    made = make_release(library(("BHS",), people=False), tmp_path / "1", wishes)
    assert made.about.formats == ("parquet", "csv")


def test_a_release_goes_into_the_empty_folder_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    monkeypatch.chdir(folder)
    made = make_release(
        library(("BHS",), people=False), Path(), Wishes(formats=("csv",), tables=FEW)
    )
    assert (folder / "datapackage.json").is_file()
    assert made.folder == folder
    assert [path.name for path in tmp_path.iterdir()] == ["ours"]

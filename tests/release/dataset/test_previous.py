"""What changed against the release before: each cell with its reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import pytest

from tests.dossier.making import hold
from tests.release.dataset.making import ANNA, JAPAN, decide, library, record_of, texts
from tierbook.errors import ReleaseInvalid, WrongUse
from tierbook.release import LibraryContent, Wishes, make_release

FEW = Wishes(
    formats=("csv",),
    tables=(
        "documents",
        "narratives",
        "quotes",
        "findings_consensus",
        "decisions",
        "recommendations",
        "errata",
        "tiers",
    ),
)
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of Japan and the Bahamas before anybody decided anything."""
    return make_release(
        library(("BHS", "JPN"), people=False), tmp_path_factory.mktemp("old") / "1", FEW
    ).folder


def _lines(folder: Path, **where: str) -> Rows:
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [row for row in rows if all(row[name] == value for name, value in where.items())]


def _other(change: Mapping[str, Any]) -> LibraryContent:
    """Return the library of Japan and the Bahamas with one of its texts coded otherwise."""
    content = library(("BHS", "JPN"), people=False)
    changed = str(change["document"]["id"])

    def texts_of(country: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
        for record, assessment in texts()[country]:
            yield (change if record["document"]["id"] == changed else record), assessment

    return replace(content, texts_of=texts_of)


def test_the_same_library_has_no_changes(before: Path, tmp_path: Path) -> None:
    made = make_release(library(("BHS", "JPN"), people=False), tmp_path / "2", FEW, previous=before)
    assert "Every cell is the same." in (made.folder / "CHANGES.md").read_text("utf-8")
    assert _lines(made.folder) == []


def test_a_decision_is_the_reason_of_the_cells_that_it_changed(
    before: Path, tmp_path: Path
) -> None:
    made = decide("JPN:2018", "prosecution.law", "change", "mixed", ANNA)
    content = replace(library(("BHS", "JPN"), people=False), decisions={made["document"]: [made]})
    folder = make_release(content, tmp_path / "2", FEW, previous=before).folder
    lines = _lines(folder, table_name="findings_consensus", column_name="value")
    assert [
        (row["iso3"], row["edition"], row["variable"], row["was"], row["is_now"], row["why"])
        for row in lines
    ] == [("JPN", "2018", "prosecution.law", "yes", "mixed", "decision")]
    assert [row["why"] for row in _lines(folder, table_name="decisions", change="added")] == [
        "decision"
    ]
    text = (folder / "CHANGES.md").read_text("utf-8")
    assert "| `findings_consensus` | 0 | 0 | 1 |" in text
    assert "| `decision` |" in text
    assert "Unchanged: `documents`" in text


def test_other_cues_are_the_reason_where_they_coded_the_text(before: Path, tmp_path: Path) -> None:
    record = record_of("JPN:2018")
    findings = [f for f in record["findings"] if f["variable"] != "protection.shelter"]
    change = {**record, "findings": findings, "versions": {**record["versions"], "cues": "99"}}
    folder = make_release(_other(change), tmp_path / "2", FEW, previous=before).folder
    (line,) = _lines(folder, table_name="findings_consensus", column_name="value")
    assert (line["variable"], line["was"], line["is_now"], line["why"]) == (
        "protection.shelter",
        "yes",
        "",
        "cues",
    )
    assert {row["why"] for row in _lines(folder, table_name="recommendations")} <= {"cues", "texts"}


def test_another_page_and_a_text_that_is_gone_are_told(before: Path, tmp_path: Path) -> None:
    content = library(("JPN",), people=False)
    later = hold("JPN:2019", JAPAN)

    def texts_of(country: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
        yield from texts()[country]
        yield later.record, None

    folder = make_release(
        replace(content, texts_of=texts_of), tmp_path / "2", FEW, previous=before
    ).folder
    (new,) = _lines(folder, table_name="documents", change="added")
    assert (new["edition"], new["why"]) == ("2019", "page")
    (gone,) = _lines(folder, table_name="documents", change="removed")
    assert (gone["iso3"], gone["why"]) == ("BHS", "page")


def test_words_of_the_report_stand_in_no_line(before: Path, tmp_path: Path) -> None:
    folder = make_release(
        library(("BHS",), people=False), tmp_path / "2", FEW, previous=before
    ).folder
    lines = _lines(folder, table_name="quotes")
    assert lines
    assert {row["change"] for row in lines} == {"removed"}
    assert "criminalizes" not in (folder / "changes.csv").read_text("utf-8")


def test_columns_and_tables_that_came_and_went_are_named(before: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    import shutil

    shutil.copytree(before, old)
    path = old / "csv" / "tiers.csv"
    path.write_text(path.read_text("utf-8").replace("ruling", "verdict", 1), "utf-8")
    wishes = replace(FEW, tables=("tiers", "codes"))
    folder = make_release(
        library(("BHS",), people=False), tmp_path / "2", wishes, previous=old
    ).folder
    text = (folder / "CHANGES.md").read_text("utf-8")
    assert "Columns of `tiers` that are new: `ruling`." in text
    assert "Columns of `tiers` that are gone: `verdict`." in text
    assert "New tables: `codes`." in text
    assert "Gone tables: `documents`, `narratives`" in text


def test_columns_alone_that_came_and_went_are_a_change(tmp_path: Path) -> None:
    wishes = replace(FEW, tables=("tiers", "rights"))
    content = library(("BHS",), people=False)
    old = make_release(content, tmp_path / "1", wishes).folder
    path = old / "csv" / "tiers.csv"
    path.write_text(path.read_text("utf-8").replace("ruling", "verdict", 1), "utf-8")
    folder = make_release(content, tmp_path / "2", wishes, previous=old).folder
    text = (folder / "CHANGES.md").read_text("utf-8")
    assert "Columns of `tiers` that are new: `ruling`." in text
    assert "Columns of `tiers` that are gone: `verdict`." in text
    assert "Unchanged: `rights`." in text
    assert "Every cell is the same." not in text


def test_what_changed_is_a_table_of_the_package_and_none_of_the_next_comparison(
    before: Path, tmp_path: Path
) -> None:
    made = decide("JPN:2018", "prosecution.law", "change", "mixed", ANNA)
    content = replace(library(("BHS", "JPN"), people=False), decisions={made["document"]: [made]})
    second = make_release(content, tmp_path / "2", FEW, previous=before).folder
    third = make_release(content, tmp_path / "3", FEW, previous=second).folder
    assert "Every cell is the same." in (third / "CHANGES.md").read_text("utf-8")
    for folder in (second, third):
        package = str(folder / "datapackage.json")
        report = frictionless.validate(package)
        assert report.valid, [(t.name, e.note) for t in report.tasks for e in t.errors][:5]
        resource = frictionless.Package(package).get_resource("changes")
        assert [field.name for field in resource.schema.fields][-1] == "why"
        assert resource.to_descriptor()["rows"] == len(_lines(folder))


def test_what_is_no_release_or_one_of_samples_is_refused(before: Path, tmp_path: Path) -> None:
    content = library(("BHS",), people=False)
    with pytest.raises(ReleaseInvalid, match="release before cannot be read"):
        make_release(content, tmp_path / "2", FEW, previous=tmp_path)
    tried = make_release(
        library(("NOR",), people=False), tmp_path / "try", replace(FEW, samples=True)
    )
    with pytest.raises(WrongUse, match="release of samples"):
        make_release(content, tmp_path / "2", FEW, previous=tried.folder)

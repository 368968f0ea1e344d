"""Why something changed against the release before: no reason is given that is not one."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.release.dataset.making import ANNA, BEN, SAMPLE, decide, library, record_of, texts
from tierbook.release import LibraryContent, Wishes, make_release

CSV = Wishes(formats=("csv",))
PLACES = ("BHS", "JPN")
DRAWN = {"how": "sample", "sample": SAMPLE, "probability": 0.5, "stratum": "era=2018"}
Record = Mapping[str, Any]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables of Japan and the Bahamas before anybody decided anything."""
    folder = tmp_path_factory.mktemp("old") / "1"
    return make_release(library(PLACES, people=False), folder, CSV).folder


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with blind answers on a sample."""
    folder = tmp_path_factory.mktemp("old") / "1"
    return make_release(_content(*_blind()), folder, CSV).folder


def _blind() -> list[dict[str, Any]]:
    told: dict[str, Any] = {"shown": "blind", "drawn": DRAWN}
    return [
        decide("JPN:2018", "protection.shelter", "change", "yes", c, **told) for c in (ANNA, BEN)
    ]


def _content(*decisions: dict[str, Any], record: Record | None = None) -> LibraryContent:
    """Return the library with decisions, and with one of its texts coded otherwise."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in decisions:
        found.setdefault(one["document"], []).append(one)

    def texts_of(country: str) -> Iterator[tuple[Record, Record | None]]:
        for own, assessment in texts()[country]:
            changed = record is not None and record["document"]["id"] == own["document"]["id"]
            yield (record if record is not None and changed else own), assessment

    return replace(library(PLACES, people=False), texts_of=texts_of, decisions=found)


def _recoded(unit: str, without: str, **versions: str) -> Record:
    """Return a coding by other versions, which finds one thing less."""
    record = record_of(unit)
    findings = [f for f in record["findings"] if f["variable"] != without]
    return {**record, "findings": findings, "versions": {**record["versions"], **versions}}


def _figure(unit: str, n: int) -> dict[str, Any]:
    """Return a person's word on how many were convicted."""
    record = record_of(unit)
    found = next(f for f in record["findings"] if f["variable"] == "figures.convictions")
    value = [{**found["value"][0], "n": n}, *found["value"][1:]]
    return decide(unit, "figures.convictions", "change", value, ANNA)


def _lines(folder: Path, *tables: str, **where: str) -> list[dict[str, str]]:
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [
        row
        for row in rows
        if (not tables or row["table_name"] in tables) and where.items() <= row.items()
    ]


def _why(folder: Path, *tables: str, **where: str) -> set[str]:
    return {row["why"] for row in _lines(folder, *tables, **where)}


def _older(folder: Path, place: Path, **facts: object) -> Path:
    """Copy a release, as another one that says other things of itself."""
    shutil.copytree(folder, place)
    path = place / "datapackage.json"
    record = {**json.loads(path.read_text("utf-8")), **facts}
    path.write_text(json.dumps({k: v for k, v in record.items() if v is not None}), "utf-8")
    return place


def _cell(folder: Path, table: str, was: str, other: str) -> None:
    """Write something else into a table of a release."""
    path = folder / "csv" / f"{table}.csv"
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, other, 1), "utf-8")


def test_a_decision_on_a_figure_is_the_reason_of_its_series_and_of_no_other_figure(
    before: Path, tmp_path: Path
) -> None:
    folder = make_release(
        _content(_figure("JPN:2018", 7)), tmp_path / "2", CSV, previous=before
    ).folder
    lines = _lines(folder, "series", column_name="count")
    assert [(row["edition"], row["was"], row["is_now"], row["why"]) for row in lines] == [
        ("2018", "9", "7", "decision")
    ]
    assert _why(folder, "series", "quotes", "country_edition", "findings_consensus") == {"decision"}


def test_a_decision_is_no_reason_of_what_the_program_found(before: Path, tmp_path: Path) -> None:
    decision = decide("JPN:2018", "protection.shelter", "change", "no", ANNA)
    record = _recoded("JPN:2018", "protection.shelter", cues="99")
    folder = make_release(
        _content(decision, record=record), tmp_path / "2", CSV, previous=before
    ).folder
    program = ("findings", "evidence", "silences", "figures")
    assert {row["table_name"] for row in _lines(folder, *program)} >= {
        "findings",
        "evidence",
        "silences",
    }
    assert _why(folder, *program) == {"cues"}
    consensus = _why(folder, "findings_consensus", variable="protection.shelter")
    assert consensus == {"cues;decision"}


def test_reasons_do_not_go_by_the_tables_that_were_asked_for(before: Path, tmp_path: Path) -> None:
    decision = decide("JPN:2018", "prosecution.law", "change", "mixed", ANNA)
    wishes = replace(CSV, tables=("findings_consensus",))
    folder = make_release(_content(decision), tmp_path / "2", wishes, previous=before).folder
    assert _why(folder) == {"decision"}


def test_what_the_release_before_lacks_is_no_reason_and_that_is_said(tmp_path: Path) -> None:
    wishes = replace(CSV, tables=("findings_consensus",))
    old = make_release(_content(), tmp_path / "1", wishes).folder
    record = _recoded("JPN:2018", "protection.shelter", cues="99")
    folder = make_release(_content(record=record), tmp_path / "2", CSV, previous=old).folder
    assert _why(folder) == {"unknown"}
    text = (folder / "CHANGES.md").read_text("utf-8")
    assert "The release before has not the tables `decisions`, `errata` and `narratives`" in text


def test_another_version_of_the_program_is_the_reason_of_what_it_knows_itself(
    before: Path, tmp_path: Path
) -> None:
    old = _older(before, tmp_path / "1", tierbook="0.0.1")
    _cell(old, "tiers", ",2,", ",3,")
    _cell(old, "accuracy", "labelled,", "labelled,x")
    _cell(
        old,
        "editions",
        "2018-06-28,2017-04-01,2018-03-31,1,1",
        "2018-06-28,2017-04-01,2018-03-31,5,1",
    )
    decision = decide("JPN:2018", "prosecution.law", "change", "mixed", ANNA)
    folder = make_release(_content(decision), tmp_path / "2", CSV, previous=old).folder
    assert _why(folder, "tiers") == {"software"}
    assert _why(folder, "accuracy") == {"software"}
    assert _why(folder, "editions") == {"texts"}
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["tierbook"] != "0.0.1"


def test_without_the_version_before_what_the_program_knows_changed_for_no_known_reason(
    before: Path, tmp_path: Path
) -> None:
    old = _older(before, tmp_path / "1", tierbook=None)
    _cell(old, "tiers", ",2,", ",3,")
    folder = make_release(_content(), tmp_path / "2", CSV, previous=old).folder
    assert _why(folder, "tiers") == {"unknown"}
    assert "does not say by which version of tierbook" in (folder / "CHANGES.md").read_text("utf-8")


def test_accuracy_on_a_sample_has_the_reasons_of_its_texts(measured: Path, tmp_path: Path) -> None:
    record = _recoded("JPN:2018", "protection.shelter", cues="99")
    folder = make_release(
        _content(*_blind(), record=record), tmp_path / "2", CSV, previous=measured
    ).folder
    tables = ("accuracy", "confusion", "sample_decisions")
    assert {row["table_name"] for row in _lines(folder, *tables)} == set(tables)
    assert _why(folder, *tables) == {"cues"}

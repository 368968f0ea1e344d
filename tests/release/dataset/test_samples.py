"""Answers on samples as a release has them: one rule for rows, matrices and the published shares."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.release.dataset.making import ANNA, BEN, SAMPLE, library, record_of
from tierbook.codebook import load_codebook
from tierbook.coding import check_decision, decision_id
from tierbook.release import Wishes, make_release

CARL = "person-00000000000000cc"
TABLES = ("sample_decisions", "sample_units", "accuracy", "confusion", "decisions", "documents")
FIGURE = {"what": "convictions", "unit": "persons", "actor": "government"}
RESIDENCY, LAW, SHELTER = "protection.residency", "prosecution.law", "protection.shelter"
HOTLINE, CONVICTIONS = "prevention.hotline", "figures.convictions"

Row = dict[str, str]


def _record() -> dict[str, Any]:
    """Return a coding with an answer of its own for the law and for practice."""
    record = record_of("JPN:2018")
    law = next(f for f in record["findings"] if f["variable"] == LAW)
    both = [
        {**law, "id": "of-law", "variable": RESIDENCY, "value": "yes"},
        {**law, "id": "of-practice", "variable": RESIDENCY, "level": "practice", "value": "no"},
    ]
    silent = [row for row in record["absences"] if row["variable"] != RESIDENCY]
    return {**record, "findings": [*record["findings"], *both], "absences": silent}


def _blind(record: Mapping[str, Any], **said: Any) -> dict[str, Any]:
    drawn = {"how": "sample", "sample": SAMPLE, "probability": 0.5, "stratum": "era=2018"}
    document = record["document"]
    given = {
        "at": "2026-03-01T10:00:00+00:00",
        "document": document["id"],
        "unit": "JPN:2018",
        "page": document["sha256"],
        "codebook": record["versions"]["codebook"],
        "action": "change",
        "shown": "blind",
        "drawn": drawn,
        **said,
    }
    made = check_decision(given, load_codebook())
    return {"event": decision_id(made), **made, "role": "coder"}


def _released(folder: Path) -> dict[str, list[Row]]:
    record = _record()
    told = [{**FIGURE, "n": 9, "period": "current"}, {**FIGURE, "n": 13, "period": "previous"}]
    decided = [
        _blind(record, coder=ANNA, variable=RESIDENCY, value="yes"),
        _blind(record, coder=ANNA, variable=LAW, level="law", value="yes"),
        _blind(record, coder=BEN, variable=LAW, level="law", action="reject"),
        _blind(record, coder=CARL, variable=LAW, level="practice", value="yes"),
        _blind(record, coder=ANNA, variable=SHELTER, level="practice", value="yes"),
        _blind(record, coder=BEN, variable=SHELTER, level="law", value="no"),
        _blind(record, coder=ANNA, variable=HOTLINE, action="not_stated"),
        _blind(record, coder=BEN, variable=HOTLINE, value="yes"),
        _blind(record, coder=ANNA, variable=CONVICTIONS, value=told),
    ]
    content = replace(
        library(),
        countries=["JPN"],
        texts_of=lambda _: [(record, None)],
        decisions={record["document"]["id"]: decided},
        errata=(),
    )
    make_release(content, folder, Wishes(formats=("csv",), tables=TABLES))
    found = {}
    for name in TABLES:
        with (folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            found[name] = list(csv.DictReader(stream))
    return found


def _share(rows: Sequence[Row]) -> float:
    weights = [float(r["weight"]) / int(r["people"]) for r in rows]
    right = sum(w for w, r in zip(weights, rows, strict=True) if r["same"] == "yes")
    return right / sum(weights)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    return _released(tmp_path_factory.mktemp("samples") / "release")


def test_the_published_share_comes_out_of_the_answers(tables: dict[str, list[Row]]) -> None:
    met = [row for row in tables["sample_decisions"] if row["same"]]
    shares = {
        row["variable"]: row
        for row in tables["accuracy"]
        if row["measured_on"] == "sample" and row["part"] == "_all" and row["share"]
    }
    assert set(shares) == {"_all", RESIDENCY, LAW, SHELTER, HOTLINE, CONVICTIONS}
    for variable, told in shares.items():
        rows = [row for row in met if variable in ("_all", row["variable"])]
        assert float(told["share"]) == pytest.approx(_share(rows), abs=1e-4), variable
        assert int(told["n"]) == len({row["decision"] for row in rows}), variable


def test_the_matrix_holds_the_same_answers(tables: dict[str, list[Row]]) -> None:
    met = [row for row in tables["sample_decisions"] if row["same"]]
    cells = [row for row in tables["confusion"] if row["measured_on"] == "sample"]
    assert sum(float(row["n"]) for row in cells) == len(met)
    assert sum(float(row["weighted"]) for row in cells) == sum(float(r["weight"]) for r in met)
    same = [row for row in cells if row["labelled_value"] == row["program_value"]]
    assert sum(float(row["n"]) for row in same) == sum(row["same"] == "yes" for row in met)


def test_an_answer_to_the_whole_is_held_against_each_level(tables: dict[str, list[Row]]) -> None:
    def told(variable: str) -> list[tuple[str, ...]]:
        columns = ("coder", "level", "person_value", "program_value", "same")
        rows = tables["sample_decisions"]
        return sorted(tuple(r[c] for c in columns) for r in rows if r["variable"] == variable)

    assert told(RESIDENCY) == [
        (ANNA, "law", "yes", "yes", "yes"),
        (ANNA, "practice", "yes", "no", "no"),
    ]
    assert told(SHELTER) == [
        (ANNA, "practice", "yes", "yes", "yes"),
        (BEN, "law", "no", "yes", "no"),
    ]
    assert told(LAW) == [
        (ANNA, "law", "yes", "yes", "yes"),
        (BEN, "law", "not_stated", "yes", "no"),
        (CARL, "practice", "yes", "", ""),
    ]


def test_that_nothing_stands_there_is_an_answer_that_counts(tables: dict[str, list[Row]]) -> None:
    (unit,) = tables["sample_units"]
    assert int(unit["decided"]) == len(tables["decisions"]) == 9


def test_a_list_of_figures_is_held_against_the_program_figure_by_figure(
    tables: dict[str, list[Row]],
) -> None:
    rows = [row for row in tables["sample_decisions"] if row["variable"] == CONVICTIONS]
    assert [(r["n"], r["figure"], r["person_value"], r["program_value"]) for r in rows] == [
        ("1", "convictions · current", "9", "9"),
        ("2", "convictions · previous", "13", "12"),
    ]

"""One value for each variable: what it says beside the reason why there is none, and whose it is."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from tests.dossier.making import hold
from tests.release.dataset.making import ANNA, JAPAN, decide, library, record_of
from tierbook.dossier import Missing
from tierbook.editions import load_placements
from tierbook.release import MadeRelease, Wishes, make_release

RESIDENCY, LAW, HOTLINE = "protection.residency", "prosecution.law", "prevention.hotline"
SHELTER, MEDICAL = "protection.shelter", "protection.medical"
CONVICTIONS = "figures.convictions"
LETTERS = {why.letter: why.value for why in Missing}
_BLANK = {
    "n_max": None,
    "unit": "persons",
    "period": "current",
    "compared_with": None,
    "actor": "government",
    "law": None,
}

Row = dict[str, str]


def _with_figures(record: Mapping[str, Any], *rows: Mapping[str, Any]) -> dict[str, Any]:
    made = [{"what": "convictions", **_BLANK, **row} for row in rows]
    findings = [
        {**f, "value": made} if f["variable"] == CONVICTIONS else f for f in record["findings"]
    ]
    return {**record, "findings": findings}


def _with_both(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a coding that has residence in the law and not in practice."""
    law = next(f for f in record["findings"] if f["variable"] == LAW)
    both = [
        {**law, "id": "of-law", "variable": RESIDENCY, "value": "yes"},
        {**law, "id": "of-practice", "variable": RESIDENCY, "level": "practice", "value": "no"},
    ]
    silent = [row for row in record["absences"] if row["variable"] != RESIDENCY]
    return {**record, "findings": [*record["findings"], *both], "absences": silent}


def _texts() -> dict[str, list[tuple[Mapping[str, Any], None]]]:
    conflict = _with_figures(record_of("JPN:2017"), {"n": 3}, {"n": 5})
    earlier = _with_figures(record_of("JPN:2018"), {"n": 9, "period": "2012"})
    haiti = hold("HTI:2025", JAPAN.replace("JAPAN: Tier 2", "HAITI").replace("JAPAN", "HAITI"))
    return {
        "HTI": [(haiti.record, None)],
        "JPN": [(conflict, None), (_with_both(earlier), None)],
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeRelease:
    texts = _texts()
    unit = "JPN:2018"
    decided = [
        decide(unit, LAW, "accept", "yes", ANNA),
        decide(unit, SHELTER, "change", "yes", ANNA, level="practice"),
        decide(unit, HOTLINE, "not_stated", "not_stated", ANNA),
        decide(unit, MEDICAL, "change", "yes", ANNA),
        decide(unit, RESIDENCY, "reject", None, ANNA, level="practice"),
    ]
    content = replace(
        library(people=False),
        countries=list(texts),
        texts_of=lambda country: texts[country],
        decisions={decided[0]["document"]: decided},
    )
    folder = tmp_path_factory.mktemp("values") / "release"
    return make_release(content, folder, Wishes(formats=("csv", "dta")))


def _rows(made: MadeRelease, table: str) -> list[Row]:
    path = made.folder / "csv" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _read(path: Path) -> tuple[Any, Any]:
    return pyreadstat.read_dta(str(path), user_missing=True)


def test_absence_is_stated_wherever_there_is_a_value(made: MadeRelease) -> None:
    rows = _rows(made, "findings_consensus")
    assert any(row["value"] for row in rows)
    for row in rows:
        assert bool(row["value"]) == (row["absence"] == "stated"), row
    frame, _ = _read(made.folder / "stata" / "findings_consensus.dta")
    numbers = {
        row["edition"]: number
        for row, number in zip(rows, frame["number"], strict=True)
        if row["variable"] == CONVICTIONS and row["iso3"] == "JPN"
    }
    assert numbers == {"2017": Missing.conflict.letter, "2018": Missing.other_figures.letter}


def test_every_missing_code_that_occurs_is_declared(made: MadeRelease) -> None:
    told = {
        (r["table_name"], r["column_name"]): set(filter(None, r["missing"].split(";")))
        for r in _rows(made, "data_dictionary")
    }
    met = set()
    for table in made.about.tables:
        frame, meta = _read(made.folder / "stata" / f"{table.name}.dta")
        for name, letters in meta.missing_user_values.items():
            found = {LETTERS[cell] for cell in frame[name] if cell in letters}
            met |= found
            assert found <= told[table.name, name], (table.name, name)
    assert met >= {"not_stated", "conflict", "other_figures"}


def test_a_placement_that_is_not_known_has_no_reason_that_is_not_true(made: MadeRelease) -> None:
    assert load_placements().get("HTI", 2025) is None
    frame, meta = _read(made.folder / "stata" / "country_edition.dta")
    tiers = dict(zip(frame["iso3"], frame["tier_published"], strict=True))
    assert tiers["JPN"] == 1
    assert tiers["HTI"] != tiers["HTI"], "a cell without a value, and no reason"
    assert "tier_published" not in meta.missing_user_values


def test_origin_is_that_of_the_value_that_is_read(made: MadeRelease) -> None:
    rows = {r["variable"]: r for r in _rows(made, "findings_consensus") if r["edition"] == "2018"}

    def told(variable: str) -> tuple[str, ...]:
        columns = ("level", "value", "origin", "decisions", "program_value")
        return tuple(rows[variable][name] for name in columns)

    assert told(LAW) == ("law", "yes", "confirmed", "1", "")
    assert told(SHELTER) == ("practice", "yes", "person", "1", "yes")
    assert told(HOTLINE) == ("", "", "confirmed", "1", "")
    assert told(MEDICAL) == ("", "yes", "person", "1", "not_stated")
    assert told(RESIDENCY) == ("law", "yes", "person", "1", "no")

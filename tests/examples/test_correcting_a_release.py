"""A regression corrected from the tables of a release, as the how-to has it; and from labelled real texts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.conftest import REPOSITORY
from tests.examples.releases import write_release
from tierbook import code, read
from tierbook.agreement import SampleUnit, TwiceCoded, correct_regression, draw_sample, load_gold
from tierbook.codebook import load_codebook
from tierbook.coding import check_decision, decision_id
from tierbook.release import describe_tables

PAGE = REPOSITORY / "docs" / "how-to" / "correct-for-coding-error.md"
MADE_BY = REPOSITORY / "examples" / "coding-error" / "practice_release.py"
SHELTER = "The government ran a shelter for victims of trafficking."
SILENT = "The government held a conference on trafficking."
COUNTRIES = ("Japan", "Albania", "Chile", "Ghana", "Nepal", "Kenya", "Peru", "Togo")


def _decide(record: dict[str, Any], line: dict[str, Any], value: str) -> dict[str, Any]:
    """Return the blind answer of a person on a text of the sample, as the desk keeps it."""
    drawn = {"how": "sample", **{k: line[k] for k in ("sample", "probability", "stratum")}}
    document = record["document"]
    given = {
        "at": "2026-03-01T10:00:00+00:00", "coder": "person-00000000000000aa", "document": document["id"],
        "unit": f"{document['country']}:{document['edition']}", "page": document["sha256"],
        "codebook": record["versions"]["codebook"], "variable": "protection.shelter", "level": None, "place": None,
        "action": "not_stated" if value == "not_stated" else "change", "value": value, "evidence": [], "note": "",
        "shown": "blind", "drawn": drawn,
    }  # fmt: skip
    made = check_decision(given, load_codebook())
    return {"event": decision_id(made), **made, "role": "coder"}


def test_the_tables_of_a_release_are_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(3)
    codings = []
    for country in COUNTRIES:
        for edition in (2014, 2015, 2016, 2017, 2018):
            document = read(
                (SHELTER if random.random() < 0.5 else SILENT).encode(),
                country=country,
                edition=edition,
            )
            assert not isinstance(document, list)
            codings.append(code(document))
    records = {c.to_dict()["document"]["id"]: c.to_dict() for c in codings}
    (kind,) = {r["document"]["text_kind"] for r in records.values()}
    frame = [SampleUnit(i, r["document"]["country"], r["document"]["edition"]) for i, r in records.items()]  # fmt: skip
    sample = draw_sample(frame, 16, seed=1, by=["edition"])
    said, decisions = {}, {}
    for line in sample.lines[:-2]:  # two were drawn and are not yet coded
        record = records[line["document"]]
        said[line["document"]] = "yes" if random.random() < 0.7 else "not_stated"
        decisions[line["document"]] = [_decide(record, dict(line), said[line["document"]])]
    write_release(
        codings, tmp_path / "release", decisions=decisions, sample_lines=list(sample.lines)
    )

    heads = [record["document"] for record in records.values()]
    rows = [f"{head['country']},{head['edition']},0.{n}" for n, head in enumerate(heads)]
    (tmp_path / "income.csv").write_text("\n".join(["iso3,edition,income", *rows]), "utf-8")
    monkeypatch.chdir(tmp_path)
    shown = _block().replace('"practice", "narrative"', f'"release", "{kind}"')
    names: dict[str, Any] = {}
    exec(shown.replace("practice/", ""), names)

    texts = names["texts"]
    found = {
        name: any(f["variable"] == "protection.shelter" and f["value"] == "yes" for f in record["findings"])
        for name, record in records.items()
    }  # fmt: skip
    assert {d: bool(v) for d, v in texts.program.items()} == found
    assert 0 < sum(found.values()) < len(found)
    assert {d: v == 1 for d, v in texts.people.dropna().items()} == {
        d: v == "yes" for d, v in said.items()
    }
    assert (1 / texts.chance.dropna()).sum() == pytest.approx(40)
    assert names["found"].drawn == 14
    assert "add up to" not in names["found"].explain()


def test_the_practice_folder_runs_and_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _practise(tmp_path, monkeypatch)
    names: dict[str, Any] = {}
    exec(_block(), names)
    printed = capsys.readouterr().out.splitlines()
    shown = re.search(r"With the practice folder.*?```text\n(.*?)```", PAGE.read_text("utf-8"), re.S)  # fmt: skip
    assert shown is not None
    assert printed[:5] == shown[1].splitlines()
    texts = pd.read_csv(MADE_BY.with_name("texts.csv"))
    same = correct_regression(
        TwiceCoded(texts.program, texts.people),
        {"income": texts.income},
        chances=texts.probability,
        clusters=texts.country,
    )
    for which in ("naive", "sample", "corrected"):
        ours, theirs = (found.of("income", which) for found in (names["found"], same))
        assert (ours.value, ours.error) == pytest.approx((theirs.value, theirs.error))


def test_without_the_filters_of_the_page_the_practice_folder_gives_another_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _practise(tmp_path, monkeypatch)
    slopes = []
    for left_out in ("", " and text_kind == @kind", " and absence != 'not_asked'"):
        names: dict[str, Any] = {}
        assert left_out in _block()
        exec(_block().replace(left_out, ""), names)
        slopes.append((len(names["texts"]), names["found"].of("income", "naive").value))
    assert [n for n, _ in slopes] == [600, 660, 660]
    assert all(value != pytest.approx(slopes[0][1], rel=0.05) for _, value in slopes[1:])


def test_the_practice_tables_have_columns_of_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _practise(tmp_path, monkeypatch)
    tables = {n: {c.name for c in table.columns} for n, table in describe_tables().items()}
    for path in (tmp_path / "practice" / "csv").iterdir():
        assert set(pd.read_csv(path).columns) <= tables[path.stem]
    assert "Invented, for practice" in (tmp_path / "practice" / "README.md").read_text("utf-8")


def _block() -> str:
    found = re.search(r"## From a release.*?```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert found is not None
    return found[1]


def _practise(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the practice folder as the page has it, and go where it is."""
    subprocess.run([sys.executable, str(MADE_BY), "practice"], check=True, cwd=folder)
    monkeypatch.chdir(folder)


@pytest.mark.shared
def test_on_labelled_texts_the_corrected_interval_holds_what_the_labels_say(shared: Path) -> None:
    """Do later texts state a government's identification of victims more often? Labels stand for people's answers."""
    variable = "protection.victims_identified"
    texts = {
        text.id: text
        for text in load_gold(shared / "gold" / "development.jsonl")
        if text.edition and text.country
    }
    labels = [float(_says_yes(text.values.get(variable))) for text in texts.values()]
    program = []
    for text in texts.values():
        finding = code(text.text, country=text.country, edition=text.edition).get(variable)
        program.append(float(_says_yes(finding and finding.value)))
    edition = [float((text.edition or 0) - 2018) for text in texts.values()]
    truth = np.polyfit(edition, labels, 1)[0]
    frame = [SampleUnit(i, text.country, text.edition) for i, text in texts.items()]
    held = 0
    for seed in range(100):
        lines = draw_sample(frame, len(frame) // 2, seed=seed, by=["era"]).lines
        chance = {line["document"]: line["probability"] for line in lines}
        chances = [chance.get(i) for i in texts]
        people = [one if c else None for one, c in zip(labels, chances, strict=True)]
        coded = TwiceCoded(program, people)
        row = correct_regression(coded, {"edition": edition}, chances=chances).of("edition")
        held += row.low <= truth <= row.high
    assert 0 < sum(a != b for a, b in zip(program, labels, strict=True)) < len(labels) / 2
    assert held >= 93


def _says_yes(value: object) -> bool:
    return value in ("yes", "mixed")

"""A regression corrected from the tables of a release, as the how-to has it; and from labelled real texts."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.conftest import REPOSITORY
from tests.examples.releases import write_release
from tierbook import code, read
from tierbook.agreement import SampleUnit, TwiceCoded, correct_regression, draw_sample, load_gold
from tierbook.codebook import load_codebook
from tierbook.coding import check_decision, decision_id

PAGE = REPOSITORY / "docs" / "how-to" / "correct-for-coding-error.md"
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

    monkeypatch.chdir(tmp_path)
    block = re.search(r"## From a release.*?```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)  # fmt: skip
    assert block is not None
    names: dict[str, Any] = {}
    exec(block[1].replace("print(", "str("), names)

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

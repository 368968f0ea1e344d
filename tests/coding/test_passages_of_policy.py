"""How many passages in our own words the rules decide as a coder of the Human Trafficking Index would.

Two sets: who traffics, marriages, cooperation, plans, training, demand, research, education and awareness; and one
written from the definitions of all variables alone, before a cue was looked at, and halved at random. The rates are
floors: they state what the cues reach, on passages that they were mended on and on passages that they never saw.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tierbook.agreement import evaluate_passages
from tierbook.files import load_yaml

CASES = Path(__file__).parent / "cases" / "passages"
COUNTRIES = ("ALB", "KHM", "NGA", "MDA", "COL", "YEM", "THA", "BEL", "GHA", "NPL")
EDITIONS = (2003, 2005, 2007, 2009, 2011, 2013, 2015, 2017)
DECISIONS = {"code": "code", "not": "do_not_code"}


@pytest.mark.parametrize(
    ("name", "recall", "specificity"),
    [
        ("agents_and_policy_cases", 0.85, 0.90),
        ("classes_of_wording", 0.94, 0.95),
        ("law_and_bodies", 0.9, 0.85),
        ("agents_and_policy_held_out", 0.62, 0.80),
        ("written_from_definitions_cases", 0.94, 0.97),
        ("written_from_definitions_held_out", 0.73, 0.90),
    ],
)
def test_passages_are_decided_as_people_would(
    name: str, recall: float, specificity: float, tmp_path: Path
) -> None:
    content: dict[str, dict[str, list[str]]] = load_yaml(CASES / f"{name}.yaml")
    rows = [
        {"variable": variable, "decision": DECISIONS[kind], "text": text}
        for variable, kinds in content.items()
        for kind, texts in kinds.items()
        for text in texts
    ]
    path = tmp_path / "passages.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for n, row in enumerate(rows):
            where = {
                "country": COUNTRIES[n % len(COUNTRIES)],
                "edition": EDITIONS[n % len(EDITIONS)],
            }
            stream.write(json.dumps({**row, **where}) + "\n")
    total = evaluate_passages(path).total
    assert total.recall.share is not None
    assert total.recall.share >= recall
    assert total.specificity.share is not None
    assert total.specificity.share >= specificity

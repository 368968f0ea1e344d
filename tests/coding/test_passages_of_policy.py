"""How many passages in our own words the rules decide as a coder of the Human Trafficking Index would.

Who traffics, marriages, cooperation, plans, training, demand, research, education and awareness. The rates
are floors: they state what the cues reach, on passages that they were mended on and on passages that they never saw.
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
    ("part", "recall", "specificity"), [("cases", 0.85, 0.90), ("held_out", 0.62, 0.80)]
)
def test_passages_are_decided_as_people_would(
    part: str, recall: float, specificity: float, tmp_path: Path
) -> None:
    content: dict[str, dict[str, list[str]]] = load_yaml(CASES / f"agents_and_policy_{part}.yaml")
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

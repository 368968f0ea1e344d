"""Verdict sentences of every era since 2004, in our own words, and sentences that look like one and are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from tests.coding.making import coding_of
from tierbook.files import load_yaml
from tierbook.narrative import Pillar

CASES = Path(__file__).parent / "cases" / "verdicts.yaml"
# A second paragraph, so that the text is a narrative with sections and no passage.
REST = "\n\nThe country lies by the sea."


@pytest.mark.parametrize("case", load_yaml(CASES), ids=lambda case: case["text"][:50])
def test_a_verdict_sentence_is_read_as_people_read_it(case: dict[str, Any]) -> None:
    coding = coding_of(
        case["text"] + REST,
        country="JPN",
        edition=int(case["edition"]),
        pillar=cast(Pillar, case["pillar"]),
    )
    finding = coding.get(f"effort.{case['pillar']}")
    value = None if case["value"] == "null" else case["value"]  # every scalar of the YAML is text
    assert (finding.value if finding else None) == value
    if "quality" in case:
        assert finding is not None
        assert finding.quality == case["quality"]


def test_a_verdict_of_one_section_is_not_that_of_another() -> None:
    text = "The government increased efforts to prevent trafficking." + REST
    coding = coding_of(text, pillar="prevention")
    assert [f.variable for f in coding.findings if f.variable.startswith("effort.")] == [
        "effort.prevention"
    ]

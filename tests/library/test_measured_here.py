"""How often the machine is right by people of this library: on /variables/, on each variable's page, for programs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.library.deciding import decide
from tests.library.factories import coding, finding

LAW = "prosecution.law"
YEARS = (2014, 2015, 2016, 2017)


@pytest.fixture
def held(load: Any) -> list[dict[str, Any]]:
    """Four narratives in which the machine reads a law."""
    words = (("prosecution", "The law bans all forms. Courts convicted two traffickers."),)
    said = [finding(LAW, "yes", "The law bans all forms.", level="law")]
    records = [coding(edition=y, tier_line=None, paragraphs=words, findings=said) for y in YEARS]
    load(*records, assessed=False)
    return records


def answer(record: dict[str, Any], value: str, *, how: str = "sample", **more: Any) -> None:
    """Answer one question: blind on the sample s-1 unless told."""
    drawn: dict[str, Any] = {"how": how}
    if how == "sample":
        drawn |= {"sample": "s-1", "probability": 0.5, "stratum": "all"}
    words = () if value == "not_stated" else ("The law bans all forms.",)
    level = None if value == "not_stated" else "law"
    decide(record, LAW, value, *words, level=level, shown="blind", drawn=drawn, **more)


def test_blind_answers_on_a_sample_measure_and_all_others_are_counted_beside(
    held: list[dict[str, Any]], client: Any, page: Any
) -> None:
    assert "Nobody has coded a sample blind here" in page("/variables/")
    assert "nothing was measured on it here" in page(f"/variables/{LAW}/")
    for record, value in zip(held, ("yes", "yes", "yes", "no"), strict=True):
        answer(record, value)
    decide(held[0], LAW, "no", "The law bans", level="law", coder="coder-9")  # with the proposal
    one = client.get(f"/api/v1/variables/{LAW}").json()["measured_here"]
    assert len(one) == 1
    assert one[0]["share"] == 0.75
    assert one[0]["low"] < 0.75 < one[0]["high"]
    assert (one[0]["n_units"], one[0]["n_measure"], one[0]["n_teach"]) == (4, 4, 1)
    assert (one[0]["samples"], one[0]["codebook"], one[0]["stale"]) == (["s-1"], "tip/1", False)
    text = page(f"/variables/{LAW}/")
    assert "0.75 (" in text
    assert "<td>s-1</td>" in text
    text = page("/variables/")
    assert "0.75 (" in text
    assert "By people here" in text
    rows = client.get("/variables.json").json()
    items = rows["items"] if isinstance(rows, dict) else rows
    said = {row["id"]: row["measured_here"] for row in items}
    assert said[LAW].startswith("Right in 0.75")
    assert "1 others never do" in said[LAW]
    assert said["prosecution.convicted"] is None


def test_what_people_set_changes_no_measure(held: list[dict[str, Any]], client: Any) -> None:
    for record in held:
        answer(record, "no")
    before = client.get(f"/api/v1/variables/{LAW}").json()["measured_here"][0]
    assert before["share"] == 0.0
    for record in held:
        decide(record, LAW, "no", "The law bans", level="law", coder="coder-9")
    after = client.get(f"/api/v1/variables/{LAW}").json()["measured_here"][0]
    assert (after["share"], after["n_measure"], after["n_teach"]) == (0.0, 4, 4)


def test_a_measure_under_another_codebook_is_told_as_stale(
    held: list[dict[str, Any]], client: Any, page: Any
) -> None:
    for record in held:
        old = {**record, "versions": {**record["versions"], "codebook": "tip/0"}}
        answer(old, "yes")
    answer(held[0], "yes", coder="coder-8")
    found = client.get(f"/api/v1/variables/{LAW}").json()["measured_here"]
    assert [(one["codebook"], one["stale"], one["n_units"]) for one in found] == [
        ("tip/1", False, 1),
        ("tip/0", True, 4),
    ]
    assert "stale, for the codebook is tip/1 today" in found[1]["in_words"]
    assert "<b>stale</b>" in page(f"/variables/{LAW}/")

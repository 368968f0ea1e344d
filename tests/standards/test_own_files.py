"""A file of own findings: what is read of it, and what is refused, with line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tierbook.errors import OwnFileInvalid
from tierbook.standards import OwnFile, load_own

HEAD = "format: tierbook-own/1\ncountry: SEN\nedition: 2025\n"
GOOD = "  - {variable: prosecution.convicted, value: yes, quote: Two men were convicted., source: {title: Court}}\n"


def _load(folder: Path, text: str, head: str = HEAD) -> OwnFile:
    path = folder / "own.yaml"
    path.write_text(head + text, encoding="utf-8")
    return load_own(path)


def test_a_finding_keeps_its_words_its_source_and_its_origin(tmp_path: Path) -> None:
    own = _load(
        tmp_path,
        """\
author: {institution: A Centre, contact: , date: 2025-03}
findings:
  - id: own-1
    variable: figures.convictions
    value: [{what: convictions, n: 12, unit: persons, period: current}]
    quality: strong
    quote: "  Twelve people were convicted. "
    source: {title: Bulletin, date: 2025-02-03, place: p. 4, sha256: %s, held_by: the archive}
"""
        % ("AB" * 32),
    )
    [finding] = own.findings
    assert (own.country, own.edition, own.author.institution) == ("SEN", 2025, "A Centre")
    assert finding.value == [
        {"what": "convictions", "n": 12, "unit": "persons", "period": "current"}
    ]
    assert finding.quote == "Twelve people were convicted."
    assert finding.origin == "own"
    assert finding.said_by is None
    assert finding.source.sha256 == "ab" * 32
    assert finding.source.cite() == "Bulletin, 2025-02-03, p. 4"
    assert own.problems == ()
    assert own.to_dict()["findings"][0]["origin"] == "own"  # type: ignore[index]


def test_a_country_may_be_named_and_a_set_given_as_one_code(tmp_path: Path) -> None:
    own = _load(
        tmp_path,
        "findings:\n"
        "  - {variable: protection.victim_concept, value: only_women, quote: a b, source: {title: x}}\n",
        HEAD.replace("SEN", "Senegal"),
    )
    assert own.country == "SEN"
    assert own.findings[0].value == ["only_women"]


def test_a_finding_without_an_id_gets_one_that_lasts_while_others_move(tmp_path: Path) -> None:
    one = _load(tmp_path, "findings:\n" + GOOD).findings[0]
    other = "  - {variable: protection.shelter, value: no, quote: None., source: {title: Visit}}\n"
    again = _load(tmp_path, "findings:\n" + other + GOOD).findings[1]
    assert one.id == again.id
    assert one.id.startswith("own-")


def test_rows_of_a_form_that_nobody_filled_in_are_no_problem(tmp_path: Path) -> None:
    own = _load(
        tmp_path,
        """\
findings:
  - {variable: figures.convictions, value: [{what: convictions, unit: persons, n: }], quote: , source: {title: }}
  - {variable: prosecution.law, value: , quote: }
  -
judgements:
  - {criterion: prosecution.vigorous, judgement: , reason: }
""",
    )
    assert own.findings == ()
    assert own.judgements == ()
    assert own.problems == ()
    assert own.unfilled == 4


FAULTS = {
    "a variable that is none": (
        "findings:\n" + GOOD + GOOD.replace("convicted,", "convictd,", 1),
        5,
        "prosecution.convicted",
    ),
    "a value that is none": (
        "findings:\n" + GOOD + GOOD.replace("yes", "perhaps"),
        5,
        "not_reported",
    ),
    "a figure that is no number": (
        "findings:\n" + GOOD + "  - variable: figures.convictions\n"
        "    value: [{what: convictions, n: a dozen}]\n    quote: a b\n    source: {title: x}\n",
        6,
        "whole number",
    ),
    "a quality that is none": (
        "findings:\n" + GOOD + GOOD.replace("quote", "quality: thin, quote"),
        5,
        "strong",
    ),
    "no words": (
        "findings:\n" + GOOD + GOOD.replace("quote: Two men were convicted., ", ""),
        5,
        "very words",
    ),
    "no source": (
        "findings:\n" + GOOD + GOOD.replace(", source: {title: Court}", ""),
        5,
        "title of the source",
    ),
    "a hash that is none": (
        "findings:\n" + GOOD + GOOD.replace("Court", "x, sha256: 12"),
        5,
        "sha256sum",
    ),
    "a date that is none": (
        "findings:\n" + GOOD + GOOD.replace("Court", "x, date: May 2025"),
        5,
        "2026-03-31",
    ),
    "an unknown key": (
        "findings:\n" + GOOD + GOOD.replace("quote", "colour: red, quote"),
        5,
        "spelling",
    ),
    "an id given twice": (
        "findings:\n"
        + GOOD.replace("{", "{id: a, ", 1)
        + GOOD.replace("{", "{id: a, ", 1).replace("yes", "no"),
        6,
        "line 5",
    ),
    "the Department's tier": (
        "findings:\n"
        + GOOD
        + '  - {variable: tier.stated, value: "1", quote: a b, source: {title: x}}\n',
        6,
        "Department's alone",
    ),
    "the Department's verdict": (
        "findings:\n" + GOOD + GOOD.replace("prosecution.convicted, value: yes", "effort.prosecution, value: none"),
        6,
        "judgements",
    ),
    "a criterion that is none": (
        "judgements:\n  - {criterion: prosecution.vigor, judgement: effort, reason: x}\n",
        5,
        "no criterion",
    ),
    "a criterion of another edition": (
        "judgements:\n  - {criterion: prevention.diplomats, judgement: effort, reason: x}\n",
        5,
        "no criterion",
    ),
    "a judgement that is none": (
        "judgements:\n  - {criterion: prosecution.vigorous, judgement: good, reason: x}\n",
        5,
        "not_enough",
    ),
    "a judgement without a reason": (
        "judgements:\n  - {criterion: prosecution.vigorous, judgement: effort}\n",
        5,
        "reason",
    ),
    "a criterion judged twice": (
        "judgements:\n" + "  - {criterion: prosecution.vigorous, judgement: effort, reason: x}\n" * 2,
        6,
        "line 5",
    ),
    "a withdrawal of nothing": ("withdraw:\n  - {reason: x}\n", 5, "name one"),
    "a withdrawal of a variable that is none": (
        "withdraw:\n  - {variable: prosecution.x}\n",
        5,
        "codebook find",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_wrong_entry_is_named_with_its_line_and_the_others_stand(
    tmp_path: Path, fault: str
) -> None:
    text, line, words = FAULTS[fault]
    head = HEAD.replace("2025", "2008") if "another edition" in fault else HEAD
    own = _load(tmp_path, text, head)
    [problem] = own.problems
    assert words in str(problem)
    assert problem.remedy
    assert abs(int(problem.where.rpartition(":")[2]) - line) <= 1
    good = len(own.findings) + len(own.judgements) + len(own.withdraw)
    assert good == (1 if "findings" in text or "twice" in fault else 0)


WHOLE = {
    "no format": (HEAD.replace("tierbook-own/1", ""), "tierbook-own/1"),
    "another format": (HEAD.replace("own/1", "own/7"), "tierbook-own/7"),
    "no country": (HEAD.replace("country: SEN\n", ""), "country"),
    "a country that is none": (HEAD.replace("SEN", "Atlantis"), "Atlantis"),
    "no edition": (HEAD.replace("edition: 2025\n", ""), "edition"),
    "an edition that is no year": (HEAD.replace("2025", "last"), "no year"),
    "an edition without a law": (HEAD.replace("2025", "2099"), "2099"),
    "a key of its own": (HEAD + "finding: []\n", "spelling"),
    "a key given twice": (HEAD + "country: SEN\n", "twice"),
    "no YAML": (HEAD + "findings: [", "no YAML"),
}


@pytest.mark.parametrize("fault", list(WHOLE))
def test_a_file_that_cannot_be_placed_is_refused(tmp_path: Path, fault: str) -> None:
    head, words = WHOLE[fault]
    with pytest.raises(OwnFileInvalid) as error:
        _load(tmp_path, "", head)
    assert words in str(error.value)
    assert "own.yaml" in (error.value.where or "")
    assert error.value.remedy


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OwnFileInvalid, match="cannot be read"):
        load_own(tmp_path / "none.yaml")

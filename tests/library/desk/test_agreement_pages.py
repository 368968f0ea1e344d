"""How far people agree, on the page and in the library: the same numbers, and nobody who is blind is told."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from tests.library.desk.test_blind_and_adjudicated import LAW, blind
from tests.library.factories import coding
from tierbook.agreement import compare_pairs, estimate_accuracy, measure_agreement
from tierbook.codebook import load_codebook
from tierbook.library.desk.agreeing import answers_by_text, program_answers
from tierbook.library.desk.answers import answers
from tierbook.library.desk.working import load_sample

PAGE = f"/desk/agreement/{LAW}/"


@pytest.fixture
def answered(load: Any, as_: Any) -> list[str]:
    """Four narratives, each coded blind by two people who differ on one, all of them drawn."""
    records = [coding(country=code) for code in ("JPN", "KOR", "ALB", "CHL")]
    documents = []
    for n, record in enumerate(records, 1):
        load(record)
        document = record["document"]["id"]
        documents.append(document)
        unit = {
            "sample": "s-0a1b2c3d", "seed": 7, "n": n, "document": document, "country": record["document"]["country"],
            "edition": 2003, "stratum": "era=2001-2003;text_kind=narrative", "probability": 0.5, "variables": [LAW],
        }  # fmt: skip
        load_sample([json.dumps(unit)])
        for name, value in (
            ("kofi", "yes" if n % 2 else "no"),
            ("ines", "yes" if n != 4 and n % 2 else "no"),
        ):
            value = "yes" if name == "ines" and n == 2 else value
            answer = blind(
                as_(name),
                document,
                LAW,
                sample="s-0a1b2c3d",
                value=value,
                sentence="3.1",
                level="law",
            )
            assert answer.status_code == 302
    return documents


def test_the_number_on_the_page_is_the_librarys(answered: list[str], as_: Any) -> None:
    given = [replace(a, unit=a.document) for a in answers()]
    found = measure_agreement(given, codebook=load_codebook()).variables[LAW]
    alpha = found.values["krippendorff_alpha"]
    assert alpha is not None
    page = as_("kofi").get(PAGE).content.decode()
    low, high = found.intervals["krippendorff_alpha"]
    assert f"{alpha:.3f} (95% {low:.3f} to {high:.3f})" in page
    assert f"{alpha:.3f}" in as_("kofi").get("/desk/agreement/").content.decode()
    record = json.loads(as_("kofi").get(f"/desk/agreement/{LAW}.json").content)
    assert record["krippendorff_alpha"] == alpha
    assert record["matrix"]["labels"] == ["no", "yes"]
    listed = json.loads(as_("kofi").get("/desk/agreement.json").content)
    assert listed[LAW]["krippendorff_alpha"] == alpha == listed["_all"]["krippendorff_alpha"]
    rows = list(
        csv.DictReader(io.StringIO(as_("kofi").get("/desk/agreement.csv").content.decode()))
    )
    assert [row["variable"] for row in rows] == [LAW, "_all"]
    assert float(rows[0]["krippendorff_alpha"]) == alpha


def test_the_program_is_one_of_the_coders_and_is_measured_on_the_sample(
    answered: list[str], as_: Any, people: dict[str, Any]
) -> None:
    given = answers_by_text(LAW)
    program = program_answers(given)
    names = {row.coder for row in program}
    assert len(names) == 1
    (name,) = names
    pairs = compare_pairs([*given, *program], codebook=load_codebook(), programs=names)
    assert len([row for row in pairs if row.variable == LAW]) == 3
    page = as_("kofi").get(PAGE).content.decode()
    assert f'<span class="id">{name}</span> (program)' in page
    assert people["ines"].pseudonym in page
    assert people["ines"].shown_name not in page.partition("<main")[2]
    estimate = estimate_accuracy([*given, *program], name, codebook=load_codebook()).of(LAW)
    assert estimate is not None
    assert estimate.n_answers == 8
    assert estimate.explain() in page
    assert '<span class="num">8</span> answers measure it' in page


def test_what_divides_is_told_to_those_who_answered_or_judge(
    answered: list[str], as_: Any, people: dict[str, Any]
) -> None:
    sentence = "<q>"
    assert sentence in as_("kofi").get(PAGE).content.decode()
    assert sentence in as_("ayse").get(PAGE).content.decode()
    people["rosa"].role = "coder"
    people["rosa"].save()
    page = as_("rosa").get(PAGE).content.decode()
    assert "Nothing that you have answered" in page
    assert sentence not in page


def test_undefined_is_said_in_words(record: Any, as_: Any) -> None:
    document = record["document"]["id"]
    for name in ("kofi", "ines"):
        blind(as_(name), document, LAW, value="no", sentence="3.1", level="law")
    for address in ("/desk/agreement/", PAGE):
        assert "no variation, every answer is no" in as_("kofi").get(address).content.decode()


def test_nobody_has_answered(record: Any, as_: Any) -> None:
    assert "Nobody has answered yet" in as_("kofi").get("/desk/agreement/").content.decode()
    assert as_("kofi").get(PAGE).status_code == 404
    assert as_("kofi").get("/desk/agreement/no.such/").status_code == 404
    assert as_("kofi").get("/desk/agreement.csv").status_code == 200


def test_few_queries(answered: list[str], as_: Any, django_assert_max_num_queries: Any) -> None:
    client = as_("kofi")
    client.get(PAGE)
    for address in ("/desk/agreement/", PAGE):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200

"""Files of records: one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tierbook.files import canonical_json, content_hash
from tierbook.pages import ReadOptions, ReadResult, read_bytes

NARRATIVE = (
    "KENYA: TIER 2\n\nThe government does not fully meet the minimum standards.\n\n"
    "PROSECUTION\n\nPolice arrested nine traffickers."
)
SHORT = "traffickers exploit women in Kenya; men are forced to fish; boys beg; girls cook (2022)"


def read(*records: object, **options: object) -> ReadResult:
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    return read_bytes("\n".join(lines).encode(), name="in.jsonl", options=ReadOptions(**options))  # type: ignore[arg-type]


def test_a_record_says_its_country_edition_and_kind() -> None:
    record = {"id": "a", "text": NARRATIVE, "country": "KEN", "edition": 2018}
    (document,) = read(record).documents
    assert (document.country, document.edition, document.text_kind) == ("KEN", 2018, "narrative")
    assert document.row == 1
    assert document.sha256 == content_hash(canonical_json(record))
    assert document.source == NARRATIVE


def test_a_text_of_clauses_is_a_summary_unless_the_record_says_otherwise() -> None:
    plain, said = read(
        {"text": SHORT, "country": "KEN"}, {"text": SHORT, "country": "KEN", "text_kind": "excerpt"}
    ).documents
    assert (plain.text_kind, said.text_kind) == ("summary", "excerpt")


def test_columns_of_other_names_can_be_given() -> None:
    (document,) = read(
        {"body": NARRATIVE, "where": "Kenya", "year": "2017"},
        text_column="body",
        country_column="where",
        edition_column="year",
    ).documents
    assert (document.country, document.edition) == ("KEN", 2017)


def test_factbook_fields_are_joined_and_the_edition_is_in_the_closing_parentheses() -> None:
    record = {
        "file": "africa/ke.json",
        "country": "Kenya",
        "fields": {
            "current situation": SHORT,
            "tier rating": "Tier 2 - Kenya makes efforts (2022)",
        },
    }
    (document,) = read(record).documents
    assert document.publisher == "World Factbook"
    assert document.text_author == "Central Intelligence Agency"
    assert (document.country, document.edition, document.text_kind) == ("KEN", 2022, "summary")
    assert document.source == f"{SHORT}\n\nTier 2 - Kenya makes efforts (2022)"
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph"]


def test_factbook_labels_within_one_text_are_furniture() -> None:
    text = f"current situation: {SHORT} | tier_rating: Tier 3 - Kenya makes no efforts (2022)"
    (document,) = read(
        {"fips": "ke", "country": "kenya", "tip_edition": 2022, "text": text}
    ).documents
    assert [block.text[:6] for block in document.blocks] == ["traffi", "Tier 3"]
    assert [document.source[a:b] for a, b in document.furniture] == [
        "current situation:",
        "| tier_rating:",
    ]


def test_two_letter_codes_are_never_read() -> None:
    (document,) = read(
        {"text": NARRATIVE.replace("KENYA: TIER 2\n\n", ""), "country": "AG"}
    ).documents
    assert document.country is None
    assert any("two-letter" in note for note in document.notes)
    factbook = {"fips": "ag", "country": "Algeria", "text": f"current situation: {SHORT}"}
    assert read(factbook).documents[0].country == "DZA"


def test_one_broken_record_never_stops_the_rest() -> None:
    result = read(
        {"text": NARRATIVE, "country": "KEN"},
        '{"text": ',
        "[1]",
        {"title": "x"},
        {"text": NARRATIVE},
    )
    assert [document.row for document in result.documents] == [1, 5]
    assert [problem.where for problem in result.problems] == [
        "in.jsonl:2",
        "in.jsonl:3",
        "in.jsonl:4",
    ]
    assert all(problem.failed and problem.remedy for problem in result.problems)
    assert "--text-column" in str(result.problems[2])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "count", "unnamed"),
    [
        ("factbook-trafficking.jsonl", 357, 6),
        ("factbook-trafficking-2007-2025.jsonl", 696, 16),
        ("factbook-json-2014-2026.jsonl", 671, 18),
    ],
)
def test_every_factbook_record_is_read(shared: Path, name: str, count: int, unnamed: int) -> None:
    path = shared / "data" / name
    result = read_bytes(path.read_bytes(), name=str(path))
    assert not result.problems
    assert len(result.documents) == count
    assert {document.publisher for document in result.documents} == {"World Factbook"}
    assert sum(document.country is None for document in result.documents) == unnamed
    assert len({document.id for document in result.documents}) > count * 0.98


@pytest.mark.shared
def test_gold_texts_are_read_as_they_stand(shared: Path) -> None:
    for name, kind in (("development.jsonl", "summary"), ("narratives-2018.jsonl", "narrative")):
        path = shared / "gold" / name
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        documents = read_bytes(path.read_bytes(), name=str(path)).documents
        assert len(documents) == len(records)
        for record, document in zip(records, documents, strict=True):
            assert document.source == record["text"]
            assert (document.country, document.edition) == (record["country"], record["edition"])
            assert document.text_kind == kind

"""Every line of `code --format jsonl` fits the schema in the package."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Program
from tests.corpus.making import write_records
from tierbook.codebook import load_codebook
from tierbook.coding.line_schema import coding_line_schema


@cache
def validator() -> Any:
    schema = coding_line_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check(lines: Iterable[str]) -> list[dict[str, Any]]:
    """Validate lines; every offset displays the words it claims."""
    records = [json.loads(line) for line in lines]
    for record in records:
        errors = [
            f"{error.json_path}: {error.message[:200]}" for error in validator().iter_errors(record)
        ]
        assert not errors, errors[:5]
        text = record["narrative"]["text"]
        for finding in record["findings"]:
            for evidence in finding["evidence"]:
                assert text[evidence["start"] : evidence["end"]] == evidence["text"]
    return records


@pytest.mark.parametrize("options", [[], ["--all"]])
def test_the_samples(program: Program, samples: Path, options: list[str]) -> None:
    records = check(program("code", samples, "--format", "jsonl", *options).lines)
    assert {record["document"]["text_kind"] for record in records} == {"sample"}


def test_records_of_a_file_of_many(program: Program, tmp_path: Path) -> None:
    path = write_records(tmp_path / "many.jsonl", 3)
    assert len(check(program("code", path, "--all", "--format", "jsonl").lines)) == 3


@pytest.mark.shared
def test_the_seed_and_five_narratives(program: Program, shared: Path) -> None:
    folder = shared / "data" / "narratives"
    pages = [folder / "2018" / f"{code}.txt" for code in ("AFG", "JPN", "CUB", "THA", "YEM")]
    run = program("code", folder / "refworld-2003-japan.txt", *pages, "--all", "--format", "jsonl")
    seed, *_ = records = check(run.lines)
    assert len(records) == 6
    assert seed["document"]["id"].startswith("tip-2003-jpn-refworld-")
    assert seed["read"] == [1, 2, 3, 4, 5]


def test_the_schema_refuses_what_it_should() -> None:
    empty: dict[str, Any] = {"findings": []}
    assert list(validator().iter_errors(empty))


@pytest.mark.parametrize(
    ("field", "vocabulary"),
    [
        ("actor", "actor"),
        ("period", "period"),
        ("said_by", "said_by"),
        ("certainty", "certainty"),
        ("quality", "quality"),
        ("level", "level"),
        ("place", "place"),
        ("extent", "extent"),
    ],
)
def test_codes_are_those_of_the_vocabularies(field: str, vocabulary: str) -> None:
    codes = coding_line_schema()["$defs"]["finding"]["properties"][field]["enum"]
    assert {code for code in codes if code is not None} == set(
        load_codebook().vocabularies[vocabulary]
    )


@pytest.mark.parametrize("field", ["acts", "whom"])
def test_codes_of_lists_are_those_of_the_vocabularies(field: str) -> None:
    codes = coding_line_schema()["$defs"]["finding"]["properties"][field]["items"]["enum"]
    assert set(codes) == set(load_codebook().vocabularies[field])

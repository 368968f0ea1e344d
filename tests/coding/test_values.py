"""Every value that the rules write fits the codebook: a code that it doesn't know is an error."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tests.coding.making import coding_of
from tierbook.codebook import check_value, load_codebook
from tierbook.coding import Coding, code_narrative
from tierbook.narrative import parse_document
from tierbook.pages import read_bytes

BOOK = load_codebook()
ONE = ("actor", "period", "said_by", "certainty", "quality", "extent", "level", "place")
SEVERAL = ("acts", "whom")
FACTBOOKS = [
    "factbook-trafficking.jsonl",
    "factbook-trafficking-2007-2025.jsonl",
    "factbook-json-2014-2026.jsonl",
]


def check(coding: Coding) -> None:
    for finding in coding.findings:
        check_value(BOOK, finding.variable, finding.value)
        for name in ONE:
            code = getattr(finding, name)
            assert code is None or code in BOOK.vocabularies[name], (finding.variable, name)
        for name in SEVERAL:
            assert set(getattr(finding, name)) <= set(BOOK.vocabularies[name]), finding.variable


def check_file(content: bytes, name: str) -> None:
    for document in read_bytes(content, name=name).documents:
        check(code_narrative(parse_document(document)))


@pytest.mark.parametrize(
    ("text", "what", "unit"),
    [
        ("The government allocated 876,000 euros ($1 million) to shelters.", "funding", "EUR"),
        ("The government allocated £800,000 to shelters.", "funding", "GBP"),
        ("Police conducted two raids in brothels.", "other_raids", None),
        (
            "A police officer received two years' imprisonment for trafficking.",
            "sentences_months_max_officials",
            "months",
        ),
    ],
)
def test_money_raids_and_terms_of_officials_are_codes(
    text: str, what: str, unit: str | None
) -> None:
    coding = coding_of(text, pillar="prosecution")
    rows = [
        row
        for f in coding.findings
        if f.variable.startswith("figures.") and isinstance(f.value, list)
        for row in f.value
        if isinstance(row, dict)
    ]
    assert [r for r in rows if str(r["what"]).startswith(what) and r["unit"] == unit], rows
    check(coding)


def test_values_of_the_samples_fit_the_codebook() -> None:
    samples = [p for p in files("tierbook.pages").joinpath("samples").iterdir() if p.is_file()]
    assert samples
    for path in samples:
        check_file(path.read_bytes(), path.name)


@pytest.mark.shared
def test_values_of_real_narratives_fit_the_codebook(shared: Path) -> None:
    folder = shared / "data" / "narratives"
    paths = [folder / "refworld-2003-japan.txt", *sorted((folder / "2018").glob("*.txt"))]
    for path in (*paths, *(shared / "data" / name for name in FACTBOOKS)):
        check_file(path.read_bytes(), str(path))

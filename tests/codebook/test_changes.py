"""What a change of the codebook breaks is seen before it lands."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import program  # noqa: F401
from tierbook.codebook import broken_answers, diff_codebooks, load_codebook, read_codebook
from tierbook.codebook.loading import PACKAGED
from tierbook.errors import CodebookInvalid, WrongUse


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the codebook without one code of the tiers, and with one variable of other editions."""
    folder = tmp_path / "book" / "tip"
    shutil.copytree(PACKAGED / "tip", folder)
    words = (PACKAGED / "vocabularies.yaml").read_text()
    (folder.parent / "vocabularies.yaml").write_text(
        words.replace("  abduction: Abduction\n", "", 1)
    )
    file = folder / "variables" / "protection" / "protection.repatriation.yaml"
    text = file.read_text()
    text = re.sub(r"edition: 20\d\d", "edition: 2012", text)
    file.write_text(text.replace("editions: {from: 2001}", "editions: {from: 2010}"))
    methods = folder / "variables" / "profile" / "profile.methods.yaml"
    methods.write_text(methods.read_text().replace("abduction", "threats"))
    return folder


def test_nothing_differs_from_itself() -> None:
    book = load_codebook()
    found = diff_codebooks(book, book)
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_variables_and_codes_that_come_and_go() -> None:
    old = load_codebook()
    shelter = old.variables["protection.shelter"]
    variables = {name: v for name, v in old.variables.items() if name != "protection.referral"}
    variables["protection.shelter"] = replace(
        shelter, type="category", vocabulary="effort", rule="Another."
    )
    variables["protection.new"] = replace(shelter, id="protection.new")
    vocabularies = {**old.vocabularies, "tiers": {"1": "Tier 1", "4": "Tier 4"}}
    new = replace(old, version="2", variables=variables, vocabularies=vocabularies)
    found = diff_codebooks(old, new)
    assert (found.old, found.new) == ("tip/1", "tip/2")
    assert found.added == ("protection.new",)
    assert found.removed == ("protection.referral",)
    by = {change.variable: change for change in found.changed}
    assert by["protection.shelter"].shape["type"] == ("yes_no", "category")
    assert by["protection.shelter"].words == ("rule",)
    assert by["tier.stated"].codes_gone == ("2", "2WL", "3", "special")
    assert by["tier.stated"].codes_new == ("4",)
    given = [
        ("JPN:2003", "a", "protection.referral", "yes"),
        ("JPN:2003", "a", "protection.shelter", "yes"),
        ("JPN:2003", "a", "protection.shelter", "not_stated"),
        ("JPN:2003", "a", "protection.shelter", None),
        ("JPN:2003", "a", "tier.stated", "2"),
        ("JPN:2003", "a", "tier.stated", "1"),
    ]
    broken = broken_answers(given, new)
    assert [(b.variable, b.value) for b in broken] == [
        ("protection.referral", "yes"), ("protection.shelter", "yes"), ("tier.stated", "2"),
    ]  # fmt: skip
    assert broken[0].why == "the variable is gone"


def test_a_folder_is_read_and_what_it_breaks_is_listed(
    changed: Path,
    tmp_path: Path,
    program: object,  # noqa: F811
) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "coder,unit,variable,value\n"
        "a,JPN:2003,profile.methods,debt;abduction\n"
        "a,JPN:2003,protection.repatriation,yes\n"
        "a,JPN:2012,protection.repatriation,yes\n"
    )
    run = program("codebook", "diff", "tip", changed, "--answers", answers, "--format", "json")  # type: ignore[operator]
    assert run.out, run.err
    assert run.code == 1, run.err
    record = json.loads(run.out)
    assert (record["answers"], len(record["broken"])) == (3, 2)
    assert {row["variable"] for row in record["broken"]} == {
        "profile.methods",
        "protection.repatriation",
    }
    assert "not asked in 2003" in json.dumps(record["broken"])
    table = program("codebook", "diff", "tip", changed)  # type: ignore[operator]
    assert table.code == 0
    assert "changed  protection.repatriation: first_edition 2001 -> 2010" in table.out
    assert "codes gone: abduction" in table.out
    answers.write_text(
        "coder,unit,variable,value\na,JPN:2003,protection.shelter,yes\n,JPN:2003,protection.shelter,yes\n"
    )
    unread = program("codebook", "diff", "tip", "tip", "--answers", answers)  # type: ignore[operator]
    assert unread.code == 1
    assert "it names no coder" in unread.err


def test_what_is_no_codebook(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        read_codebook(str(tmp_path / "absent"))
    other = tmp_path / "x.json"
    other.write_text("{}")
    with pytest.raises(CodebookInvalid):
        read_codebook(str(other))

"""`tierbook assess` with a person's own findings and another table of placements, as a shell sees it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.house.checkout import REPOSITORY

SAMPLE = REPOSITORY / "src" / "tierbook" / "pages" / "samples" / "mauritania-2018.txt"
GUIDE = REPOSITORY / "docs" / "how-to" / "own-findings.md"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The file that the guide shows."""
    found = re.search(r"```yaml\n(format: .*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    path = tmp_path / "mauritania.yaml"
    path.write_text(found[1], encoding="utf-8")
    return path


def test_what_changes_is_printed_as_the_guide_shows_it(program: Program, own: Path) -> None:
    run = program("assess", SAMPLE, "--with", own)
    assert run.code == 0, run.err
    shown = re.search(
        r"^(What the own entries changed\n.*?)```", GUIDE.read_text(encoding="utf-8"), re.M | re.S
    )
    assert shown is not None
    assert shown[1].strip() in run.out
    assert "With 2 own findings and 1 own judgement of National Rapporteur" in run.out
    assert "They are not the Department's" in " ".join(run.out.split())


def test_the_refusal_is_printed_as_the_guide_shows_it(program: Program, own: Path) -> None:
    own.write_text(own.read_text(encoding="utf-8").replace("value: yes", "value: maybe", 1))
    run = program("assess", SAMPLE, "--with", own)
    assert run.code == 1
    assert "1 document done" in run.err
    printed = re.search(
        r"^tierbook: (mauritania\.yaml:8: .*)$", GUIDE.read_text(encoding="utf-8"), re.M
    )
    assert printed is not None
    assert printed[1] in run.err


def test_a_record_carries_own_entries_and_changes(program: Program, own: Path) -> None:
    run = program("assess", SAMPLE, "--with", own, "--format", "json")
    [record] = json.loads(run.out)
    assert [f["origin"] for f in record["own"]["findings"]] == ["own", "own"]
    assert record["own"]["author"]["institution"] == "National Rapporteur"
    changed = {c["id"]: (c["before"], c["after"], c["person"]) for c in record["changes"]}
    assert changed["protection.alternatives_to_removal"] == ("failure", "mixed", None)
    assert changed["complicity.officials"][2] == "not_enough"
    rows = {row["id"]: row for row in record["criteria"]}
    assert rows["complicity.officials"]["leading"] == "not_enough"
    origins = {q["origin"] for q in rows["protection.alternatives_to_removal"]["quotes"]}
    assert origins == {"own", "text"}


def test_a_table_tells_both_judgements_and_what_was_before(program: Program, own: Path) -> None:
    run = program("assess", SAMPLE, "--with", own, "--format", "csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(run.out))}
    removal, officials = rows["protection.alternatives_to_removal"], rows["complicity.officials"]
    assert (removal["judgement"], removal["without_own"]) == ("mixed", "failure")
    assert (officials["leading"], officials["own_judgement"]) == ("not_enough", "not_enough")
    assert officials["judgement"] == officials["without_own"]
    assert rows["complicity.enable"]["asked"] == "not yet"
    assert rows["complicity.enable"]["judgement"] == ""


def test_a_file_alone_is_assessed_without_a_page(program: Program, own: Path) -> None:
    run = program("assess", "--with", own, "--format", "jsonl")
    assert run.code == 0, run.err
    record = json.loads(run.out)
    assert (record["document"], record["country"], record["edition"]) == (None, "MRT", 2018)
    judged = {row["id"]: row["judgement"] for row in record["criteria"]}
    assert judged["protection.alternatives_to_removal"] == "effort"
    assert judged["prevention.forced_child_labor"] == "failure"


def test_a_file_alone_is_not_judged_by_another_statute_than_its_own(
    program: Program, own: Path
) -> None:
    run = program("assess", "--with", own, "--statute", "palermo")
    assert run.code == 1
    assert "the file is about the statute 'tvpa', and --statute is 'palermo'" in run.err
    assert run.out == ""


def test_a_file_that_no_page_is_about_fails_and_the_page_is_assessed(
    program: Program, own: Path
) -> None:
    own.write_text(own.read_text(encoding="utf-8").replace("edition: 2018", "edition: 2016"))
    run = program("assess", SAMPLE, "--with", own, "--format", "jsonl")
    assert run.code == 1
    assert "no page is about MRT:2016" in run.err
    assert "own" not in json.loads(run.out)


def test_an_id_that_the_page_does_not_have_is_told(program: Program, own: Path) -> None:
    own.write_text(own.read_text(encoding="utf-8").replace("withdraw:", "withdraw:\n  - abcdef"))
    run = program("assess", SAMPLE, "--with", own)
    assert run.code == 1
    assert "there is no finding abcdef" in run.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--with", "nowhere.yaml"), "cannot be read"),
        ((SAMPLE, "--statute", "none"), "no statute 'none'"),
        ((SAMPLE, "--history", "nowhere.csv"), "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_refused(
    program: Program, arguments: tuple[object, ...], words: str
) -> None:
    run = program("assess", *arguments)
    assert run.code != 0
    assert words in run.err


def test_two_files_on_one_country_and_edition_are_wrong_use(program: Program, own: Path) -> None:
    other = own.with_name("other.yaml")
    other.write_bytes(own.read_bytes())
    run = program("assess", SAMPLE, "--with", own, "--with", other)
    assert run.code == 2
    assert "two files are about MRT:2018" in run.err


def test_another_table_of_placements_is_held_against_the_text(
    program: Program, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "JAPAN: TIER 2\n\nJapan's government does not fully meet the minimum standards; however, it is making "
        "significant efforts to meet them.\n"
    )
    table = tmp_path / "tiers.csv"
    table.write_text("iso3,edition,tier\nJPN,2018,3\n")
    arguments = ("assess", page, "--country", "JPN", "--edition", "2018", "--format", "jsonl")
    run = program(*arguments, "--history", table)
    assert run.code == 0, run.err
    record = json.loads(run.out)
    assert [c["id"] for c in record["contradictions"]] == ["clock.tier"]
    assert (record["watch_list"]["edition"], record["watch_list"]["tier"]) == (2018, "3")
    table.write_text("iso3,edition,tier\nJPN,2018,2\n")
    again = program(*arguments, "--history", table)
    assert json.loads(again.out)["contradictions"] == []


def test_the_explanation_shows_what_is_printed(program: Program) -> None:
    page = REPOSITORY / "docs" / "explanation" / "assessment.md"
    found = re.search(
        r"^\$ tierbook assess \S+\n(.*?)```", page.read_text(encoding="utf-8"), re.M | re.S
    )
    assert found is not None
    printed = program("assess", SAMPLE).out
    lines = found[1].splitlines()
    assert len(lines) > 4
    assert not [line for line in lines if line not in printed]

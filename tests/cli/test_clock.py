"""`tierbook clock` and `tierbook tiers`, as a person meets them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

_NEWER = "iso3,edition,tier,waiver\nSEN,2016,2WL,\nSEN,2019,2,\nCOG,2023,2,\n"
_RUN = "iso3,edition,tier\nUKR,2013,2WL\nUKR,2014,2WL\nUKR,2015,2WL\n"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    path = tmp_path / "newer.csv"
    path.write_text(_NEWER, encoding="utf-8")
    return path


@pytest.fixture
def run_of_three(tmp_path: Path) -> Path:
    path = tmp_path / "run.csv"
    path.write_text(_RUN, encoding="utf-8")
    return path


def test_a_position_has_the_keys_of_the_contract(program, run_of_three):
    done = program("clock", "UKR", "--edition", 2015, "--history", run_of_three, "--format", "json")
    assert done.code == 0
    record = json.loads(done.out)
    assert list(record)[:9] == [
        "country",
        "edition",
        "consecutive_years",
        "waivers_used",
        "waivers_inferred",
        "waiver_needed",
        "last_permitted_edition",
        "allowed_next",
        "reasons",
    ]
    assert record["consecutive_years"] == 3
    assert record["waiver_needed"] is True
    assert record["waivers_inferred"] == 1
    assert record["last_permitted_edition"] == 2016
    assert record["allowed_next"] == ["1", "2", "2WL", "3"]


def test_a_country_is_named_as_people_name_it(program):
    records = [
        json.loads(program("clock", word, "--edition", 2025, "--format", "json").out)
        for word in ("DZA", "dza", "Algeria")
    ]
    assert records[0] == records[1] == records[2]
    assert "one_year_rule_conflict" in records[0]["flags"]


def test_the_newest_edition_that_is_held_is_taken_where_none_is_given(program, run_of_three):
    newest = json.loads(program("clock", "JPN", "--format", "json").out)
    assert newest["edition"] == 2025
    own = json.loads(program("clock", "UKR", "--history", run_of_three, "--format", "json").out)
    assert own["edition"] == 2015


def test_a_history_is_taken_from_standard_input(program):
    done = program("clock", "UKR", "--history", "-", "--format", "json", stdin=_RUN.encode())
    assert json.loads(done.out)["consecutive_years"] == 3


def test_bad_rows_are_told_and_the_rest_is_done(program, tmp_path):
    path = tmp_path / "mixed.csv"
    path.write_text(_RUN + "JA,2015,2\n", encoding="utf-8")
    done = program("clock", "UKR", "--history", path, "--format", "json")
    assert done.code == 1
    assert json.loads(done.out)["consecutive_years"] == 3
    assert "mixed.csv:5" in done.err
    assert "FIPS" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("clock", "Atlantis"),
        ("clock", "ATA"),
        ("clock", "Congo"),
        ("clock", "DZA", "--all"),
        ("clock", "--all", "--edition", "2018"),
        ("clock", "DZA", "--edition", "1999"),
        ("clock", "DZA", "--history", "nowhere.csv"),
        ("tiers", "Atlantis"),
        ("tiers", "JPN:2016"),
        ("tiers", "validate"),
        ("tiers", "merge", "a.csv", "b.csv"),
    ],
)
def test_wrong_use_is_said_with_a_remedy(program, arguments):
    done = program(*arguments)
    assert done.code in (1, 2)
    assert done.out == ""
    assert done.err.startswith("tierbook: ")


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "table"])
def test_a_timeline_has_every_edition(program, run_of_three, form):
    done = program("clock", "UKR", "--timeline", "--history", run_of_three, "--format", form)
    assert done.code == 0
    editions = {"json": lambda t: [p["edition"] for p in json.loads(t)["positions"]]}.get(
        form,
        lambda t: [
            int(y)
            for y in re.findall(r"^(?:UKR,|\{\"country\":\"UKR\",\"edition\":)?(20\d\d)", t, re.M)
        ],
    )
    assert editions(done.out) == [2013, 2014, 2015]


def test_every_exception_is_listed_with_its_class(program):
    done = program("clock", "--all", "--format", "json")
    record = json.loads(done.out)
    assert done.code == 0
    assert sum(record["totals"].values()) == len(record["exceptions"])
    assert {"country": "DZA", "edition": 2025, "class": "world"}.items() <= next(
        e for e in record["exceptions"] if (e["country"], e["edition"]) == ("DZA", 2025)
    ).items()
    table = program("clock", "--all")
    assert "The Gambia" in table.out or "Gambia" in table.out
    rows = list(csv.DictReader(io.StringIO(program("clock", "--all", "--format", "csv").out)))
    assert len(rows) == len(record["exceptions"])


def test_placements_are_printed_with_their_sources(program):
    done = program("tiers", "SWZ:2009")
    assert done.code == 0
    assert "2WL on 2009-09" in done.out
    assert "Heiss and Kelley" in done.out
    disputed = program("tiers", "Republic of the Congo")
    assert "gvnet.com" in disputed.out
    assert re.search(r"^COG not held: .*2016", disputed.out, re.MULTILINE)


def test_a_tier_that_is_not_held_is_a_gap_by_name(program):
    record = json.loads(program("tiers", "JPN", "--format", "json").out)
    assert 2016 in record["gaps"]["JPN"]
    assert 2016 not in [p["edition"] for p in record["placements"]]


def test_what_is_exported_is_taken_as_a_history_and_gives_the_same_clock(program, tmp_path):
    path = tmp_path / "all.csv"
    path.write_text(program("tiers", "--format", "csv").out, encoding="utf-8")
    for unit in (("DZA", 2025), ("COG", 2025), ("SEN", 2022), ("CUB", 2018)):
        ours, theirs = (
            json.loads(
                program("clock", unit[0], "--edition", unit[1], *more, "--format", "json").out
            )
            for more in ((), ("--history", path))
        )
        for record in (ours, theirs):
            del record["reasons"]
            record["flags"] = [f for f in record["flags"] if f != "tier_ruled"]
        assert ours == theirs


def test_a_table_is_validated_against_ours(program, newer):
    done = program("tiers", "validate", newer, "--format", "json")
    assert done.code == 0
    record = json.loads(done.out)
    assert (record["rows"], record["refused"], record["new"]) == (3, 0, 1)
    (conflict,) = record["conflicts"]
    assert (conflict["country"], conflict["edition"], conflict["kept"]) == (
        "COG",
        2023,
        "Tier 2 Watch List",
    )


def test_a_merge_is_written_out_with_its_conflicts_told_and_then_used(program, newer, tmp_path):
    out = tmp_path / "merged.csv"
    done = program("tiers", "merge", newer, "--out", out)
    assert done.code == 0
    assert done.out == ""
    assert "COG:2023" in done.err
    assert "newer.csv" in done.err
    record = json.loads(
        program("clock", "SEN", "--edition", 2019, "--history", out, "--format", "json").out
    )
    assert record["tier"] == "2"
    again = program("tiers", "merge", newer, "--out", out)
    assert again.code == 2
    assert "there already" in again.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("merge", "{newer}", "--out", "{folder}/nowhere/merged.csv"), "cannot be written"),
        (("DZA", "--out", "{folder}/algeria.csv"), "--out is for `tierbook tiers merge`"),
    ],
)
def test_an_out_that_cannot_be_used_is_wrong_use(program, newer, tmp_path, words, said):
    run = program("tiers", *(w.format(newer=newer, folder=tmp_path) for w in words))
    assert run.code == 2
    assert said in run.err
    assert "Traceback" not in run.err


def test_theirs_is_kept_where_one_says_so(program, newer):
    done = program("tiers", "merge", newer, "--keep", "theirs")
    rows = {(r["iso3"], r["edition"]): r for r in csv.DictReader(io.StringIO(done.out))}
    assert rows["COG", "2023"]["tier"] == "2"
    assert "kept: Tier 2" in done.err


def test_the_commands_of_the_guide_run_in_its_order(program, repository, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newer.csv").write_text(_NEWER, encoding="utf-8")
    guide = repository / "docs" / "how-to" / "follow-the-watch-list.md"
    blocks = re.findall(r"^\$ tierbook ([^\n]+)\n(.*?)^```$", guide.read_text("utf-8"), re.M | re.S)
    assert len(blocks) == 6
    for command, printed in blocks:
        done = program(*command.split())
        assert done.code == 0
        assert printed.strip() == (done.out + done.err).strip(), command

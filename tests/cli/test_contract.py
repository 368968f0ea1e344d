"""Exit statuses, what goes to which stream, and the formats."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from importlib.metadata import requires
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import Program
from tests.corpus.making import narrative, write_narratives, write_records
from tierbook.cli.app import make_app

PAGE_VERBS = ["read", "code", "assess"]
VERBS = [
    *("read", "code", "assess", "why", "clock", "tiers", "evaluate", "diff-codings", "fetch", "works", "move"),
    *("ingest", "serve", "demo", "draft", "codebook", "law"),
]  # fmt: skip


def test_the_version_is_printed(program: Program) -> None:
    from tierbook.files import VERSION

    assert program("--version").out == f"tierbook {VERSION}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["code"],
        ["code", "--format", "xml", "a.txt"],
        ["code", "--edition", "nineteen", "a.txt"],
        ["code", "--edition", "1999", "a.txt"],
        ["code", "--country", "Narnia", "a.txt"],
        ["code", "--max-size", "much", "a.txt"],
        ["code", "--jobs", "-2", "a.txt"],
        ["evaluate", "gold.jsonl", "--coder", "oracle"],
        ["ingest", "--format", "csv"],
    ],
)
def test_wrong_use_ends_with_2_and_prints_no_data(program: Program, arguments: list[str]) -> None:
    run = program(*arguments)
    assert run.code == 2
    assert run.err
    assert run.out == ""


@pytest.mark.parametrize("verb", PAGE_VERBS)
def test_json_is_an_array_and_jsonl_one_record_a_line(
    program: Program, samples: Path, verb: str
) -> None:
    array = program(verb, samples, "--format", "json")
    lines = program(verb, samples, "--format", "jsonl")
    assert (array.code, lines.code) == (0, 0)
    assert json.loads(array.out) == [json.loads(line) for line in lines.lines]
    assert len(lines.lines) >= 3
    assert lines.err == ""


@pytest.mark.parametrize("verb", PAGE_VERBS)
def test_csv_has_a_header_and_full_rows(program: Program, samples: Path, verb: str) -> None:
    run = program(verb, samples / "japan-2003.txt", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert rows
    assert all(None not in row and row["country"] == "JPN" for row in rows)


@pytest.mark.parametrize("verb", PAGE_VERBS)
def test_a_table_in_a_pipe_is_plain_and_whole(program: Program, samples: Path, verb: str) -> None:
    run = program(verb, samples / "japan-2003.txt")
    assert "\x1b" not in run.out
    assert not set("│┃━─┏┓") & set(run.out)
    assert run.lines[0] == "Sample, not a quotation"


def test_the_table_of_code_names_values_places_and_words(program: Program, samples: Path) -> None:
    run = program("code", samples / "japan-2003.txt")
    (tier,) = [line for line in run.lines if line.startswith("tier.stated ")]
    assert "[0] s. 1" in tier
    assert "Japan (Tier 2)" in tier
    (plan,) = [line for line in run.lines if line.startswith("prevention.action_plan")]
    assert plan.split()[1] == "no"


def test_all_adds_absences_and_what_did_not_count(program: Program, samples: Path) -> None:
    page = samples / "japan-2003.txt"
    (plain,) = program("code", page, "--format", "json").out and json.loads(
        program("code", page, "--format", "json").out
    )
    (everything,) = json.loads(program("code", page, "--format", "json", "--all").out)
    assert "absences" not in plain
    assert {"absences", "rejected"} <= everything.keys()
    assert plain["findings"] == everything["findings"]
    table = program("code", page, "--all").out
    assert "not_stated" in table
    assert "absence" in program("code", page, "--format", "csv", "--all").lines[0]


def test_assess_explains_in_prose(program: Program, samples: Path) -> None:
    run = program("assess", samples / "japan-2003.txt")
    assert "Stated tier: Tier 2" in run.out
    assert "Computed tier: none" in run.out


def test_law_shows_the_statute_of_an_edition(program: Program) -> None:
    record = json.loads(program("law", "2003", "--format", "json").out)
    assert record["criteria"]
    assert record["edition"] == 2003
    table = program("law", "2018").out
    assert record["standards"][0]["id"] in table
    assert program("law", "1990").code == 1
    assert len(program("law", "2018", "--format", "jsonl").lines) > 10


@pytest.mark.parametrize("verb", PAGE_VERBS)
def test_one_broken_file_fails_alone(program: Program, tmp_path: Path, verb: str) -> None:
    pages = write_narratives(tmp_path / "2018", 3)
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"")
    run = program(verb, pages[0], broken, *pages[1:], tmp_path / "gone.txt", "--format", "jsonl")
    assert run.code == 1
    assert len(run.lines) == 3
    assert str(broken) in run.err
    assert "empty" in run.err
    assert "gone.txt" in run.err
    assert "2 inputs failed; 3 documents done" in run.err


def test_a_file_of_another_kind_is_passed_over_in_a_folder(
    program: Program, tmp_path: Path
) -> None:
    write_narratives(tmp_path / "2018", 1)
    (tmp_path / "2018" / "table.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "2018" / "empty.txt").write_bytes(b"")
    run = program("code", tmp_path / "2018", "--format", "jsonl")
    assert run.code == 0
    assert len(run.lines) == 1
    assert run.err.count("passed over") == 2
    named = program("code", tmp_path / "2018" / "table.csv")
    assert named.code == 1


def test_standard_input_is_a_page(program: Program) -> None:
    run = program("code", "-", "--edition", "2018", "--format", "json", stdin=narrative().encode())
    (record,) = json.loads(run.out)
    assert record["document"]["country"] == "KEN"
    assert record["document"]["edition"] == 2018


def test_standard_input_may_be_records(program: Program, tmp_path: Path) -> None:
    data = write_records(tmp_path / "many.jsonl", 60).read_bytes()
    run = program("read", "-", "--format", "jsonl", stdin=data)
    assert [json.loads(line)["row"] for line in run.lines] == list(range(1, 61))


def test_columns_can_be_named(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    row = {"body": narrative("JAPAN"), "where": "Japan", "year": "2018"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    names = ["--text-column", "body", "--country-column", "where", "--edition-column", "year"]
    (record,) = json.loads(program("read", path, *names, "--format", "json").out)
    assert (record["country"], record["edition"], record["row"]) == ("JPN", 2018, 1)
    assert program("read", path).code == 1


def test_a_text_without_edition_is_coded_and_not_assessed(program: Program, tmp_path: Path) -> None:
    page = tmp_path / "kenya.txt"
    page.write_text(narrative(), encoding="utf-8")
    assert program("code", page).code == 0
    run = program("assess", page)
    assert run.code == 1
    assert "--edition" in run.err
    assert program("assess", page, "--edition", "2018").code == 0


def test_nothing_to_do_is_an_empty_array(program: Program, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("nothing", encoding="utf-8")
    run = program("code", tmp_path, "--format", "json")
    assert (run.code, json.loads(run.out)) == (0, [])
    assert "no document" in run.err


def test_verbs_on_paths_never_touch_the_home(
    program: Program, samples: Path, tmp_path: Path
) -> None:
    for verb in PAGE_VERBS:
        program(verb, samples)
    assert not (tmp_path / "home").exists()


def test_a_run_on_two_processes_prints_the_same_bytes_under_any_hash_seed(
    process: Program, samples: Path, tmp_path: Path
) -> None:
    records = write_records(tmp_path / "many.jsonl", 130)
    command = ("code", samples, records, tmp_path / "gone.txt", "--all", "--format", "jsonl")
    first = process(*command, PYTHONHASHSEED="1")
    second = process(*command, "--jobs", "2", PYTHONHASHSEED="2")
    assert first.code == second.code == 1
    assert first.out == second.out
    assert first.err == second.err
    assert len(first.lines) > 130


def test_a_reader_who_leaves_is_no_fault(samples: Path, tmp_path: Path) -> None:
    records = write_records(tmp_path / "many.jsonl", 400)
    command = [sys.executable, "-m", "tierbook", "code", str(records), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
        assert running.wait(timeout=60) == 0
    assert said == b""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_control_c_ends_with_130(tmp_path: Path, jobs: str) -> None:
    records = write_records(tmp_path / "many.jsonl", 4000)
    command = [
        sys.executable,
        "-m",
        "tierbook",
        "code",
        str(records),
        "--format",
        "jsonl",
        "--jobs",
        jobs,
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        running.stdout.read()
        said = running.stderr.read().decode()
        started = time.monotonic()
        assert running.wait(timeout=60) == 130
        assert time.monotonic() - started < 30
    assert "stopped" in said
    assert "Traceback" not in said


@pytest.mark.shared
def test_the_seed_is_coded_quickly_without_what_it_does_not_need(shared: Path) -> None:
    page = shared / "data" / "narratives" / "refworld-2003-japan.txt"
    code = (
        "import sys; sys.argv[1:] = ['code', sys.argv[1]]\n"
        "from tierbook.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(page)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    heavy = {"pydantic", "numpy", "django", "rich", "pygments", "jsonschema"}
    if any(line.startswith("pydantic") for line in requires("typer") or ()):
        heavy.remove("pydantic")  # this typer loads it by itself
    assert not loaded & heavy
    assert "prevention.action_plan" in done.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_loaded_alone_says_the_same_of_itself(verb: str) -> None:
    alone, whole = (CliRunner().invoke(make_app(v), [verb, "--help"]) for v in (verb, None))
    assert alone.exit_code == 0
    assert f"tierbook {verb}" in alone.output or f"root {verb}" in alone.output
    assert alone.output == whole.output


def test_what_is_no_verb_finds_all_of_them() -> None:
    overview = CliRunner().invoke(make_app("--help"), ["--help"]).output
    assert [verb for verb in VERBS if f"\n  {verb} " not in overview] == []

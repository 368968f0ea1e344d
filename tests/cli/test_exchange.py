"""`tierbook exchange`: two people code the same text in another tool, and what they say is counted."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tierbook.agreement import read_answers
from tierbook.release import EXCHANGE_FORMATS

SAMPLE = (
    Path(__file__).resolve().parents[2]
    / "src"
    / "tierbook"
    / "pages"
    / "samples"
    / "japan-2003.txt"
)
VARIABLES = ("prosecution.law", "protection.shelter", "profile.origins")
Coder = Callable[[Path, str, list[tuple[str, str, str]]], None]


def code_in_a_tool(path: Path, person: str, codings: list[tuple[str, str, str]]) -> None:
    """Do to a QDPX what a person does in a tool: words, code, comment, under her name, into the file.

    No words stand for the whole text.
    """
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = next(data.decode() for name, data in files.items() if name.endswith(".txt"))
    qde = files["project.qde"].decode()
    user = qde.split(f'name="{person}"')[0].rsplit('guid="', 1)[1].split('"')[0]
    made = []
    for n, (words, code, memo) in enumerate(codings):
        guid = qde.split(f'name="{code}"')[0].rsplit('guid="', 1)[1].split('"')[0]
        start = text.index(words)
        end = start + len(words) if words else len(text)
        made.append(
            f'<PlainTextSelection guid="44444444-0000-0000-0000-{n:012}" startPosition="{start}" '
            f'endPosition="{end}" creatingUser="{user}" creationDateTime="2026-11-26T1{n}:00:00Z">'
            f"<Description>{memo}</Description>"
            f'<Coding guid="55555555-0000-0000-0000-{n:012}" creatingUser="{user}"><CodeRef targetGUID="{guid}"/>'
            "</Coding></PlainTextSelection>"
        )
    at = qde.index("<VariableValue>")
    files["project.qde"] = (qde[:at] + "".join(made) + qde[at:]).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


@pytest.fixture
def two_people(program: Program, tmp_path: Path) -> tuple[Path, Path]:
    """A blank project for two coders, as each of them gives it back."""
    blank = tmp_path / "blank.qdpx"
    options = ["--blank", "--coder", "ana", "--coder", "ben", "--variables", ",".join(VARIABLES)]
    run = program("exchange", "to", "qdpx", str(SAMPLE), *options, "--out", str(blank))
    assert run.code == 0, run.err
    assert "1 text, 0 values" in run.err
    text = SAMPLE.read_text(encoding="utf-8")
    ana, ben = tmp_path / "ana.qdpx", tmp_path / "ben.qdpx"
    law = next(line for line in text.splitlines() if " law" in line)[:60].strip()
    for path in (ana, ben):
        path.write_bytes(blank.read_bytes())
    code_in_a_tool(
        ana,
        "ana",
        [
            (law, "prosecution.law = no", "level: law"),
            ("", "protection.shelter = not_stated", "Read twice."),
        ],
    )
    code_in_a_tool(
        ben,
        "ben",
        [(law, "prosecution.law = yes", "level: law"), ("", "protection.shelter = not_stated", "")],
    )
    return ana, ben


def test_two_peoples_projects_become_answers(
    program: Program, two_people: tuple[Path, Path]
) -> None:
    run = program(
        "exchange", "from", "qdpx", *map(str, two_people), "--onto", str(SAMPLE), "--as", "answers"
    )
    assert run.code == 0, run.err
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert [tuple(row.values()) for row in rows] == [
        ("ana", "JPN:2003 law", "prosecution.law", "no"),
        ("ana", "JPN:2003", "protection.shelter", "not_stated"),
        ("ben", "JPN:2003 law", "prosecution.law", "yes"),
        ("ben", "JPN:2003", "protection.shelter", "not_stated"),
    ]
    assert run.err.count("2 codings taken, 0 not") == 2


def test_a_name_that_a_spreadsheet_would_work_out_is_shown_and_read_as_it_is(
    program: Program, two_people: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "answers.csv"
    options = ["--onto", str(SAMPLE), "--as", "answers", "--coder", "ben==1+1", "--out", str(out)]
    run = program("exchange", "from", "qdpx", *map(str, two_people), *options)
    assert run.code == 0, run.err
    names = {row["coder"] for row in csv.DictReader(io.StringIO(out.read_text("utf-8")))}
    assert names == {"ana", "'=1+1"}
    assert {answer.coder for answer in read_answers([out]).answers} == {"ana", "=1+1"}


def test_they_become_decisions_of_people_who_saw_no_value(
    program: Program, two_people: tuple[Path, Path]
) -> None:
    run = program(
        "exchange",
        "from",
        "qdpx",
        *map(str, two_people),
        "--onto",
        str(SAMPLE),
        "--coder",
        "ben=p-1",
    )
    decisions = [json.loads(line) for line in run.lines]
    assert [(d["coder"], d["action"], d["shown"], d["drawn"]["how"]) for d in decisions] == [
        ("ana", "change", "blind", "assigned"),
        ("ana", "not_stated", "blind", "assigned"),
        ("p-1", "change", "blind", "assigned"),
        ("p-1", "not_stated", "blind", "assigned"),
    ]
    law = decisions[0]
    assert (law["unit"], law["codebook"], law["level"], law["value"]) == (
        "JPN:2003",
        "tip/1",
        "law",
        "no",
    )
    assert law["at"] == "2026-11-26T10:00:00Z"
    (words,) = law["evidence"]
    assert set(words) == {"start", "end", "text", "paragraph", "sentence"}
    assert words["end"] - words["start"] == len(words["text"])
    assert words["paragraph"] >= 1
    assert decisions[1]["note"] == "Read twice."
    assert len(law["page"]) == 64


def test_they_become_codings_that_stand_in_the_text(
    program: Program, two_people: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "codings.jsonl"
    run = program(
        "exchange",
        "from",
        "qdpx",
        str(two_people[0]),
        "--onto",
        str(SAMPLE),
        "--as",
        "codings",
        "--out",
        str(out),
    )
    assert run.code == 0, run.err
    (line,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    from jsonschema import validate

    from tierbook.coding import coding_line_schema

    validate(line, coding_line_schema())
    (finding,) = line["findings"]
    (words,) = finding["evidence"]
    assert line["coder"] == "person/ana"
    assert words["mark"][0] >= words["start"]
    assert [row["variable"] for row in line["absences"]] == ["protection.shelter"]


@pytest.mark.parametrize(
    "form", [name for name, kind in EXCHANGE_FORMATS.items() if kind.of_codings]
)
def test_every_format_goes_out_and_comes_back(program: Program, tmp_path: Path, form: str) -> None:
    codings, out, back = tmp_path / "c.jsonl", tmp_path / "out", tmp_path / "back.jsonl"
    run = program("code", str(SAMPLE), "--format", "jsonl")
    codings.write_text(run.out, encoding="utf-8")
    run = program("exchange", "to", form, str(codings), "--out", str(out))
    assert run.code == 0, run.err
    run = program(
        "exchange",
        "from",
        form,
        str(out),
        "--onto",
        str(codings),
        "--as",
        "codings",
        "--out",
        str(back),
    )
    assert run.code == 0, run.err
    mine, theirs = (json.loads(path.read_text(encoding="utf-8")) for path in (codings, back))
    assert theirs["findings"] == mine["findings"]


def test_decisions_go_to_the_desk_of_a_library_once(
    process: Program, two_people: tuple[Path, Path]
) -> None:
    assert process("ingest", str(SAMPLE)).code == 0
    run = process("exchange", "from", "qdpx", *map(str, two_people), "--to-desk")
    assert (run.code, run.out) == (0, ""), run.err
    assert "desk: 4 new, 0 known, 0 refused" in run.err
    run = process("exchange", "from", "qdpx", *map(str, two_people), "--to-desk")
    assert "desk: 0 new, 4 known, 0 refused" in run.err
    events = [json.loads(line) for line in process("desk", "export", "--decisions").lines]
    assert [(e["coder"], e["variable"], e["value"], e["shown"]) for e in events] == [
        ("ana", "prosecution.law", "no", "blind"),
        ("ana", "protection.shelter", "not_stated", "blind"),
        ("ben", "prosecution.law", "yes", "blind"),
        ("ben", "protection.shelter", "not_stated", "blind"),
    ]


def test_answers_of_two_projects_are_measured(
    program: Program, two_people: tuple[Path, Path], tmp_path: Path
) -> None:
    answers, decisions = tmp_path / "answers.csv", tmp_path / "decisions.jsonl"
    given = [*map(str, two_people), "--onto", str(SAMPLE)]
    program("exchange", "from", "qdpx", *given, "--as", "answers", "--out", str(answers))
    program("exchange", "from", "qdpx", *given, "--out", str(decisions))
    for file in (answers, decisions):
        run = program("agree", str(file), "--format", "json")
        assert run.code == 0, run.err
        found = json.loads(run.out)
        assert (found["prosecution.law"]["percent"], found["protection.shelter"]["percent"]) == (
            0.0,
            1.0,
        )
        assert found["_all"]["n_coders"] == 2


def test_one_broken_file_stops_no_other(
    program: Program, two_people: tuple[Path, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.qdpx"
    broken.write_bytes(b"PK no project")
    run = program(
        "exchange",
        "from",
        "qdpx",
        str(broken),
        str(two_people[0]),
        "nowhere.qdpx",
        "--onto",
        str(SAMPLE),
    )
    assert run.code == 1
    assert len(run.lines) == 2
    assert "broken.qdpx: the archive cannot be opened" in run.err
    assert "nowhere.qdpx: it cannot be read" in run.err
    assert "2 inputs failed; 1 file done" in run.err


def test_codes_that_stand_for_nothing_are_named_with_the_remedy(
    program: Program, two_people: tuple[Path, Path], tmp_path: Path
) -> None:
    ana = two_people[0]
    with zipfile.ZipFile(ana) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["project.qde"] = files["project.qde"].replace(
        b'name="prosecution.law = no"', b'name="No law: none"'
    )
    files["project.qde"] = files["project.qde"].replace(b'name="prosecution.law"', b'name="Laws"')
    with zipfile.ZipFile(ana, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    run = program("exchange", "from", "qdpx", str(ana), "--onto", str(SAMPLE))
    assert (run.code, len(run.lines)) == (0, 1)
    assert "unknown code, used 1 time: 'prosecution > Laws > No law: none'" in run.err
    assert "--map" in run.err
    known = tmp_path / "map.yaml"
    known.write_text('"No law: none": prosecution.law = no\n', encoding="utf-8")
    run = program("exchange", "from", "qdpx", str(ana), "--onto", str(SAMPLE), "--map", str(known))
    assert (run.code, len(run.lines)) == (0, 2)


def test_a_sample_says_how_each_text_was_drawn(program: Program, tmp_path: Path) -> None:
    codings = tmp_path / "c.jsonl"
    codings.write_text(program("code", str(SAMPLE), "--format", "jsonl").out, encoding="utf-8")
    document = json.loads(codings.read_text(encoding="utf-8"))["document"]["id"]
    row = {
        "sample": "s-00c0ffee",
        "document": document,
        "probability": 0.25,
        "stratum": "era=early",
        "variables": ["prosecution.law"],
    }
    drawn, out = tmp_path / "sample.jsonl", tmp_path / "p.qdpx"
    drawn.write_text(json.dumps(row) + "\n", encoding="utf-8")
    program(
        "exchange",
        "to",
        "qdpx",
        str(codings),
        "--blank",
        "--coder",
        "ana",
        "--sample",
        str(drawn),
        "--out",
        str(out),
    )
    code_in_a_tool(out, "ana", [("Japan", "prosecution.law = no", "")])
    run = program("exchange", "from", "qdpx", str(out), "--onto", str(codings))
    (decision,) = [json.loads(line) for line in run.lines]
    assert decision["drawn"] == {
        "how": "sample",
        "sample": "s-00c0ffee",
        "probability": 0.25,
        "stratum": "era=early",
    }


def test_line_ends_of_windows_come_back_as_they_were(program: Program, tmp_path: Path) -> None:
    codings, out = tmp_path / "c.jsonl", tmp_path / "p.qdpx"
    codings.write_text(program("code", str(SAMPLE), "--format", "jsonl").out, encoding="utf-8")
    assert program("exchange", "to", "qdpx", str(codings), "--windows", "--out", str(out)).code == 0
    with zipfile.ZipFile(out) as archive:
        text = next(archive.read(name) for name in archive.namelist() if name.endswith(".txt"))
    assert text.count(b"\r\n") == text.count(b"\n") > 3
    run = program("exchange", "from", "qdpx", str(out), "--onto", str(codings), "--as", "codings")
    mine = json.loads(codings.read_text(encoding="utf-8"))
    assert json.loads(run.out)["findings"] == mine["findings"]
    assert program("exchange", "to", "csv", str(codings), "--windows", "--out", str(out)).code == 2


def test_a_codebook_goes_out_alone_and_comes_back_as_a_map(
    program: Program, tmp_path: Path
) -> None:
    out = tmp_path / "codes.qdc"
    run = program("exchange", "to", "qdc", "--variables", "tier.stated", "--out", str(out))
    assert run.code == 0, run.err
    run = program("exchange", "from", "qdc", str(out))
    assert "standards > tier.stated > tier.stated = 2WL" in run.out
    assert run.err.strip().endswith("use it as --map") or "0 without a meaning" in run.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["to", "nvivo", "x", "--out", "y"], "no format"),
        (["to", "qdpx", str(SAMPLE)], "--out"),
        (["to", "qdpx", "--out", "y"], "nothing to write"),
        (["to", "qdpx", "XYZ:2003", "--out", "y"], "XYZ"),
        (["from", "qdpx", str(SAMPLE), "--coder", "ana"], "NAME=PSEUDONYM"),
        (["from", "label-config", str(SAMPLE)], "holds no codings"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_with_the_remedy(
    program: Program, arguments: list[str], words: str
) -> None:
    run = program("exchange", *arguments)
    assert run.code == 2
    assert words in run.err


def test_formats_are_listed_for_people_and_programs(program: Program) -> None:
    run = program("exchange", "formats")
    assert "NVivo, ATLAS.ti, MAXQDA, QualCoder" in run.out
    rows = json.loads(program("exchange", "formats", "--format", "json").out)
    assert {row["what"] for row in rows} >= {"words", "level", "adjudication"}


def test_the_commands_of_the_guide_run(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (
        Path(__file__).resolve().parents[2] / "docs" / "how-to" / "exchange-with-other-tools.md"
    ).read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    Path("narratives").mkdir()
    Path("narratives/JPN-2018.html").write_bytes(SAMPLE.with_name("japan-2018.txt").read_bytes())
    Path("codings.jsonl").write_text(
        program("code", str(SAMPLE), "--format", "jsonl").out, encoding="utf-8"
    )
    blocks = re.findall(r"^```\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    commands = [
        line for block in blocks for line in block.splitlines() if line.startswith("tierbook ")
    ]
    assert len(commands) >= 6
    for command in commands:
        if "ana.qdpx" in command and not Path("ana.qdpx").exists():
            for name in ("ana", "ben"):
                Path(f"{name}.qdpx").write_bytes(Path("blank.qdpx").read_bytes())
                code_in_a_tool(Path(f"{name}.qdpx"), name, [("Japan", "prosecution.law = no", "")])
        words, _, target = command.partition(" > ")
        run = program(*shlex.split(words)[1:])
        assert run.code == 0, (command, run.err)
        if target:
            Path(target).write_text(run.out, encoding="utf-8")

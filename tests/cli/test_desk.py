"""`tierbook desk` and `tierbook code --decisions`: people's decisions from the shell, each run as a shell makes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def page(samples: Path) -> Path:
    return samples / "japan-2003.txt"


def test_a_sample_is_loaded_and_given_and_its_events_go_out_and_in(process, tmp_path, page):
    assert process("ingest", page).code == 0
    head = json.loads(process("code", page, "--format", "jsonl").out)["document"]
    document = head["id"]
    unit = {"sample": "s-1", "seed": 1, "n": 1, "document": document, "probability": 0.5}
    file = tmp_path / "sample.jsonl"
    file.write_text(json.dumps(unit) + "\n", encoding="utf-8")
    loaded = process("desk", "sample", file)
    assert (loaded.code, "s-1: 1 new, 0 known" in loaded.err) == (0, True)
    assert "0 new, 1 known" in process("desk", "sample", file).err
    assert process("people", "add", "kofi", "--role", "coder").code == 0
    assert "was given 1 text\n" in process("desk", "assign", "kofi", "--sample", "s-1").err
    assert "was given 1 text\n" in process("desk", "assign", "kofi", "JPN:2003").err
    assert "was given 0 texts" in process("desk", "assign", "kofi", "JPN:2003").err
    assert process("desk", "assign", "kofi", "NOR:1999").code == 2
    assert process("desk", "assign", "nobody", "JPN:2003").code == 2
    silent = {"coder": "rules/1", "value": None, "evidence": []}
    dispute = {
        **dict.fromkeys(("unit", "codebook", "kept"), "x"),
        "document": document,
        "page": head["sha256"],
        "variable": "prevention.hotline",
        "kind": "only",
        "values": [silent],
    }
    differ = tmp_path / "disputes.jsonl"
    differ.write_text(json.dumps(dispute) + "\n{\n", encoding="utf-8")
    loaded = process("desk", "disputes", differ)
    assert (loaded.code, "1 new, 0 known" in loaded.err) == (1, True)
    assert "line 2: this is no JSON" in loaded.err
    status = process("desk", "status").out
    assert "1 open proposals on which coders differ" in status
    assert "1 samples are loaded" in status
    assert "in 2 texts" in status
    out = tmp_path / "desk.jsonl"
    assert "4 events" in process("desk", "export", "--out", out).err
    assert "0 new, 4 known" in process("desk", "import", out).err
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{\n", encoding="utf-8")
    refused = process("desk", "import", broken)
    assert refused.code == 1
    assert "line 1: this is no JSON" in refused.err
    assert process("desk", "import", tmp_path / "none").code == 2


def test_decisions_are_laid_over_codings_without_a_library(program, tmp_path, page):
    bare = json.loads(program("code", page, "--format", "jsonl").out)
    finding = next(f for f in bare["findings"] if f["value"] == "no")
    decision = {
        "event": "0123456789abcdef",
        "at": "2026-11-26T10:00:00+00:00",
        "coder": "person-1",
        "document": bare["document"]["id"],
        "page": bare["document"]["sha256"],
        "codebook": bare["versions"]["codebook"],
        "variable": finding["variable"],
        "level": finding["level"],
        "place": finding["place"],
        "action": "reject",
        "shown": "proposal",
    }
    file = tmp_path / "desk.jsonl"
    file.write_text('{"kind": "sample"}\n' + json.dumps(decision) + "\n", encoding="utf-8")
    over = json.loads(program("code", page, "--format", "jsonl", "--decisions", file).out)
    assert finding["id"] in {f["id"] for f in bare["findings"]}
    assert finding["id"] not in {f["id"] for f in over["findings"]}
    assert over["people"][0]["state"] == "laid"
    (machine,) = over["people"][0]["machine"]
    assert (machine["id"], machine["value"]) == (finding["id"], "no")
    assert machine["qualities"]["said_by"] == finding["said_by"]
    assert over["versions"]["people"]
    file.write_text("nothing\n", encoding="utf-8")
    refused = program("code", page, "--decisions", file)
    assert refused.code == 2
    assert "line 1 is no decision" in refused.err


def test_what_people_set_stands_in_tables_of_the_shell(process, tmp_path, page):
    assert process("ingest", page).code == 0
    bare = json.loads(process("code", page, "--format", "jsonl").out)
    finding = next(f for f in bare["findings"] if f["variable"] == "prosecution.law")
    asked = ("compare", "JPN:2003", "--variables", "prosecution.law", "--format", "csv")
    assert ",set," not in process(*asked).out
    decision = {
        "at": "2026-11-26T10:00:00+00:00",
        "coder": "person-1",
        "document": bare["document"]["id"],
        "page": bare["document"]["sha256"],
        "codebook": bare["versions"]["codebook"],
        "variable": "prosecution.law",
        "level": finding["level"],
        "place": finding["place"],
        "action": "not_stated",
        "shown": "proposal",
    }
    file = tmp_path / "desk.jsonl"
    file.write_text(json.dumps(decision) + "\n", encoding="utf-8")
    assert process("desk", "import", file).code == 0
    over = process(*asked)
    assert f",set,not_stated,{finding['value']}" in over.out
    assert "1 value that people set stands over the machine's" in over.err
    assert "person-1" not in over.out
    none = process(*asked, "--set-by-people", "none")
    assert ",set," not in none.out
    assert "people set" not in none.err
    table = process("panel", "--variables", "prosecution.law", "--set-by-people", "beside")
    assert table.code == 0
    assert "People who looked at the text set 1 value" in " ".join(table.out.split())
    why = process("why", "JPN:2003", "prosecution.law")
    assert "Decided by people:" in why.out

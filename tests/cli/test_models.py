"""`--coder llm` and `--coder ensemble` from a command line, against a server on this machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program
from tests.coding.llm.asking import LAW, TEXT, only
from tests.coding.llm.server import Reply, completion, refusal, serving
from tests.coding.llm.simulated import SimulatedModel
from tierbook.agreement import evaluate
from tierbook.agreement.coding_labelled import code_labelled
from tierbook.agreement.gold import load_gold
from tierbook.coding import code_narrative

KEY = "sk-sample-key-that-nobody-may-read"


def good(request: dict[str, Any], _: int) -> Reply:
    return completion(only(request, LAW))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    path = tmp_path / "pages.jsonl"
    records = [
        {"text": text, "country": "JPN", "edition": 2018, "text_kind": "narrative"}
        for text in (TEXT, TEXT.replace("12", "13"))
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def test_a_page_is_coded_by_a_model_then_offline_and_the_rules_stay_the_default(
    program: Program, pages: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    with serving(good) as server:
        told = ("--coder", "llm", "--model", "org/m-7b:q4")
        run = program(
            "code", pages, *told, "--endpoint", server.address, "--format", "jsonl", "--model-report", report
        )  # fmt: skip
        assert run.code == 0, run.err
        count = len(server.requests)
    lines = [json.loads(line) for line in run.lines]
    assert [line["coder"] for line in lines] == ["llm/org/m-7b:q4/1"] * 2
    assert [f["variable"] for line in lines for f in line["findings"]] == ["prosecution.law"] * 2
    assert "2 narratives; 40 questions asked" in run.err
    assert "40,000 tokens in and 4,000 out" in run.err
    assert json.loads(report.read_text())["questions"] == {
        "asked": count,
        "cached": 0,
        "retried": 0,
    }
    again = program("code", pages, *told, "--offline", "--format", "jsonl")
    assert (again.code, again.out) == (0, run.out)
    assert "40 from kept answers" in again.err
    rules = program("code", pages, "--format", "jsonl")
    assert {json.loads(line)["coder"] for line in rules.lines} == {"rules/1"}
    table = program("code", pages, *told, "--offline")
    assert "prohibits all forms" in table.out
    missing = program("code", pages, "--coder", "llm", "--model", "other", "--offline")
    assert missing.code == 1
    assert "20 of 20 questions" in missing.err
    assert "2 inputs failed" in missing.err


def test_a_budget_ends_with_status_1_and_what_was_done(program: Program, pages: Path) -> None:
    with serving(good) as server:
        options = (
            "--coder",
            "llm",
            "--model",
            "m",
            "--endpoint",
            server.address,
            "--format",
            "jsonl",
        )
        run = program("code", pages, *options, "--budget", "42k", "--concurrency", 2)
        assert run.code == 1
        assert len(run.lines) == 1
        assert f"{pages}:2" in run.err
        assert "budget of 42,000 tokens" in run.err
        assert "1 input failed; 1 document done" in run.err
        rest = program("code", pages, *options)
        assert (rest.code, len(rest.lines)) == (0, 2)


def test_settings_and_key_come_from_home_environment_and_file(
    program: Program, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "key").write_text(KEY + "\n")
    with serving(good) as server:
        (home / "config.toml").write_text(
            f'model = "from-config"\nmodel_endpoint = "{server.address}"\n'
            f'model_key_file = "{tmp_path / "key"}"\nmodel_concurrency = 2\n'
        )
        run = program("code", pages, "--coder", "llm", "--format", "jsonl")
        assert run.code == 0, run.err
        assert {h["authorization"] for h in server.headers} == {f"Bearer {KEY}"}
        assert {r["model"] for r in server.requests} == {"from-config"}
        monkeypatch.setenv("TIERBOOK_MODEL", "from-environment")
        monkeypatch.setenv("TIERBOOK_MODEL_KEY", "another-key")
        other = program("code", pages, "--coder", "llm", "--format", "jsonl")
        assert other.code == 0, other.err
        assert server.headers[-1]["authorization"] == "Bearer another-key"
        assert server.requests[-1]["model"] == "from-environment"
    for kept in home.rglob("*.json"):
        assert KEY not in kept.read_text()
    assert KEY not in run.out + run.err


def test_a_refused_key_is_told_without_it(
    program: Program, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERBOOK_MODEL_KEY", KEY)
    with serving(lambda request, _: refusal(401, f"wrong key {KEY}")) as server:
        run = program("code", pages, "--coder", "llm", "--model", "m", "--endpoint", server.address)
    assert run.code == 1
    assert "refuses the key" in run.err
    assert KEY not in run.out + run.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--coder", "llm"), "no model is named"),
        (("--coder", "llm", "--model", "m"), "no server is named"),
        (
            ("--coder", "llm", "--model", "a b", "--endpoint", "http://127.0.0.1/v1"),
            "no name of a model",
        ),
        (
            ("--coder", "llm", "--model", "m", "--endpoint", "http://k@127.0.0.1/v1"),
            "more than an address",
        ),
        (("--coder", "llm", "--model", "m", "--offline", "--budget", "lots"), "no budget"),
        (("--coder", "llm", "--model", "m", "--offline", "--budget", "5USD"), "needs the price"),
        (("--coder", "llm", "--model", "m", "--offline", "--jobs", "2"), "one process"),
        (("--coder", "llm", "--model", "m", "--offline", "--disputes", "d"), "disputes nothing"),
        (("--model", "m"), "the rules code"),
        (("--budget", "1k", "--offline"), "the rules code"),
        (
            ("--cache", "d", "--concurrency", "2", "--timeout", "9"),
            "--cache, --concurrency, --timeout",
        ),
    ],
)
def test_what_does_not_fit_is_wrong_use(
    program: Program, pages: Path, arguments: tuple[str, ...], why: str
) -> None:
    run = program("code", pages, *arguments)
    assert run.code == 2
    assert why in run.err
    assert run.out == ""


def test_an_ensemble_writes_its_disputes(program: Program, pages: Path, tmp_path: Path) -> None:
    disputes = tmp_path / "disputes.jsonl"

    def contrary(request: dict[str, Any], _: int) -> Reply:
        return completion(only(request, {**LAW, "value": "no"}))

    with serving(contrary) as server:
        run = program(
            "code", pages, "--coder", "ensemble", "--model", "m", "--endpoint", server.address,
            "--disputes", disputes, "--format", "jsonl",
        )  # fmt: skip
    assert run.code == 0, run.err
    codings = [json.loads(line) for line in run.lines]
    assert {c["coder"] for c in codings} == {"ensemble/rules/1+llm/m/1"}
    rows = [json.loads(line) for line in disputes.read_text().splitlines()]
    law = [row for row in rows if row["variable"] == "prosecution.law"]
    assert [row["document"] for row in law] == [c["document"]["id"] for c in codings]
    assert [row["page"] for row in law] == [c["document"]["sha256"] for c in codings]
    assert [v["value"] for v in law[0]["values"]] == ["yes", "no"]
    assert law[0]["codebook"] == codings[0]["versions"]["codebook"]
    kept = {f["variable"]: f["value"] for f in codings[0]["findings"]}
    assert kept["prosecution.law"] == "yes"


def _few(shared: Path, name: str, count: int, folder: Path) -> Path:
    """Write the first labelled texts of a file to one of their own."""
    lines = (shared / "gold" / name).read_text(encoding="utf-8").splitlines()
    path = folder / name
    path.write_text("\n".join(lines[:count]) + "\n", encoding="utf-8")
    return path


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "count"), [("narratives-2018.jsonl", 3), ("development.jsonl", 6)]
)
def test_a_model_that_answers_as_the_rules_do_scores_as_they_do(
    program: Program, shared: Path, tmp_path: Path, name: str, count: int
) -> None:
    gold = _few(shared, name, count, tmp_path)
    codings = [
        code_labelled(t.text, t.country, t.edition, code=code_narrative, what="text", where="")
        for t in load_gold(gold)
    ]
    rules = evaluate(gold).to_dict()
    with serving(SimulatedModel(codings)) as server:
        run = program(
            "evaluate", gold, "--coder", "llm", "--model", "m", "--endpoint", server.address, "--format", "json"
        )  # fmt: skip
    assert run.code == 0, run.err
    scored = json.loads(run.out)
    assert scored["coder"] == "llm/m/1"
    assert scored["total"] == rules["total"]
    assert scored["variables"] == rules["variables"]
    assert scored["total"]["f1"] > 0.8


def test_shown_examples_are_left_out_of_what_is_measured(program: Program, tmp_path: Path) -> None:
    gold, shown = tmp_path / "gold.jsonl", tmp_path / "shown.jsonl"
    start = TEXT.index("prohibits")
    rows = [
        {
            "id": f"t{n}", "coder": "A", "country": "JPN", "edition": 2018, "text": TEXT.replace("12", str(n)),
            "values": {"prosecution.law": "yes"}, "evidence": {"prosecution.law": [[start, start + 35]]},
        }
        for n in (12, 13, 14)
    ]  # fmt: skip
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
    shown.write_text(json.dumps(rows[0]) + "\n")
    with serving(good) as server:
        options = (
            "--coder",
            "llm",
            "--model",
            "m",
            "--endpoint",
            server.address,
            "--format",
            "json",
        )
        run = program("evaluate", gold, *options, "--examples", shown)
        assert run.code == 0, run.err
        assert "1 text left out: the model was shown their labels" in run.err
        scored = json.loads(run.out)
        assert (scored["texts"], scored["left_out"]) == (2, ["t12"])
        assert any(
            "prohibits all forms of trafficking. -> yes" in json.dumps(r) for r in server.requests
        )
        only_shown = program("evaluate", shown, *options, "--examples", shown)
        assert only_shown.code == 1
        assert "every text was shown" in only_shown.err


def test_texts_on_which_the_model_fails_are_named_and_the_others_measured(
    program: Program, tmp_path: Path
) -> None:
    gold, passages = tmp_path / "gold.jsonl", tmp_path / "passages.jsonl"
    words = "The penal code prohibits all forms of trafficking."
    marked = [words, words.replace("penal", "BROKEN penal"), words.replace("penal", "labor")]
    about = {"country": "JPN", "edition": 2012}
    told = {"coder": "A", **about, "values": {"prosecution.law": "yes"}}
    rows = [{"id": f"t{n}", **told, "text": text} for n, text in enumerate(marked)]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
    label = {"variable": "law_allforms", **about, "decision": "code", "value": "1"}
    passages.write_text("".join(json.dumps({**label, "text": text}) + "\n" for text in marked))

    def answering(request: dict[str, Any], _: int) -> Reply:
        return completion("no JSON" if "BROKEN" in json.dumps(request) else only(request, LAW))

    def failing(_request: dict[str, Any], _: int) -> Reply:
        return completion("no JSON")

    for path, noun in ((gold, "text"), (passages, "passage")):
        with serving(answering) as server:
            options = ("--coder", "llm", "--model", "m", "--endpoint", server.address)
            run = program("evaluate", path, *options, "--format", "json")
        assert run.code == 1
        record = json.loads(run.out)
        assert [one["where"] for one in record["failed"]] == [f"{path}:2"]
        assert f"{path}:2: the answer holds no JSON" in run.err
        assert f"1 input failed; 2 {noun}s done" in run.err
        with serving(failing) as server:
            options = ("--coder", "llm", "--model", "n", "--endpoint", server.address)
            run = program("evaluate", path, *options)
        assert (run.code, run.out) == (1, "")
        assert f"the model failed on every {noun}, 3 in all" in run.err


def test_passages_are_measured_too(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "passages.jsonl"
    passage = {
        "variable": "law_allforms", "country": "JPN", "edition": 2012, "decision": "code", "value": "1",
        "text": "The penal code prohibits all forms of trafficking.",
    }  # fmt: skip
    path.write_text(json.dumps(passage) + "\n")

    def answering(request: dict[str, Any], _: int) -> Reply:
        words = [
            {"sentence": "p1s1", "quote": "prohibits all forms of trafficking", "supports": None}
        ]
        return completion(only(request, {**LAW, "evidence": words}))

    with serving(answering) as server:
        run = program(
            "evaluate", path, "--coder", "llm", "--model", "m", "--endpoint", server.address, "--format", "json"
        )  # fmt: skip
    assert run.code == 0, run.err
    assert json.loads(run.out)["coder"] == "llm/m/1"


def test_the_guide_shows_options_that_there_are(program: Program, repository: Path) -> None:
    import re

    guide = (repository / "docs" / "how-to" / "code-with-a-model.md").read_text(encoding="utf-8")
    shown = set(
        re.findall(r"--[a-z-]+", "\n".join(re.findall(r"^tierbook .*$", guide, re.MULTILINE)))
    )
    known = set(re.findall(r"--[a-z-]+", program("code", "--help").out))
    assert shown
    assert shown <= known

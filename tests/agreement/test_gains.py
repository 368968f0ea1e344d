"""Two runs over the same documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tierbook.agreement import GainsAndLosses, diff_codings
from tierbook.errors import CorpusError, WrongUse


def coding(document: str, **values: object) -> dict[str, object]:
    findings = [
        {
            "variable": variable.replace("__", "."),
            "level": None,
            "place": None,
            "value": value,
            "evidence": [{"text": f"words on {value}"}],
        }
        for variable, value in values.items()
    ]
    return {"document": {"id": document}, "findings": findings}


def run(
    tmp_path: Path, old: list[dict[str, object]], new: list[dict[str, object]]
) -> GainsAndLosses:
    paths = []
    for name, rows in (("a", old), ("b", new)):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        paths.append(path)
    return diff_codings(*paths)


def test_gains_losses_and_changes(tmp_path: Path) -> None:
    old = [coding("x", a__one="yes", a__two="no", a__three="yes"), coding("y", a__one="yes")]
    new = [coding("x", a__one="no", a__three="yes", a__four="yes"), coding("y", a__one="yes")]
    result = run(tmp_path, old, new)
    assert [(d.document, d.variable, d.kind) for d in result.differences] == [
        ("x", "a.four", "gain"),
        ("x", "a.one", "change"),
        ("x", "a.two", "loss"),
    ]
    assert result.totals() == {"gain": 1, "loss": 1, "change": 1}
    assert next(iter(result.by_variable())) == "a.two"
    change = result.differences[1]
    assert (change.before, change.after, change.words) == ("yes", "no", "words on no")


def test_the_order_of_a_list_is_no_change(tmp_path: Path) -> None:
    old, new = [coding("x", a=["KEN", "UGA"])], [coding("x", a=["UGA", "KEN"])]
    assert run(tmp_path, old, new).differences == ()


def test_lists_are_compared_by_element(tmp_path: Path) -> None:
    edges = [{"from": "KEN", "to": "SAU", "forms": []}, {"from": "UGA", "to": "KEN", "forms": []}]
    figures = [{"what": "convictions", "n": 14, "period": "current"}]
    old = [coding("x", a=["KEN", "UGA"], b=edges, c=figures)]
    new = [coding("x", a=["KEN", "TZA"], b=edges[:1], c=[{**figures[0], "n": 15}])]
    result = run(tmp_path, old, new)
    assert [(d.variable, d.kind, d.before or d.after) for d in result.differences] == [
        ("a", "loss", "UGA"),
        ("a", "gain", "TZA"),
        ("b", "loss", edges[1]),
        ("c", "loss", figures[0]),
        ("c", "gain", {**figures[0], "n": 15}),
    ]


def test_the_kind_of_a_loss_is_told(tmp_path: Path) -> None:
    old = [coding(d, a="yes") for d in ("need", "level", "gone", "unknown")]
    text = "words on yes"
    need = {**coding("need"), "narrative": {"text": text}, "rejected": []}
    need["absences"] = [
        {"variable": "a", "rejected": [{"start": 0, "end": len(text), "cue": "c", "why": "a need"}]}
    ]
    level = coding("level", a="yes")
    level["findings"][0]["level"] = "law"  # type: ignore[index]
    silent = [{"variable": "a", "rejected": []}]
    gone = {**coding("gone"), "narrative": {"text": text}, "absences": silent, "rejected": []}
    result = run(tmp_path, old, [need, level, gone, coding("unknown")])
    whys = {d.document: d.why for d in result.differences if d.kind == "loss"}
    assert whys["need"] == "did not count: a need"
    assert whys["level"] == "stands at law"
    assert whys["gone"] == "nothing nominates it"
    assert "--all" in whys["unknown"]
    other = {**gone, "absences": [], "not_asked": []}
    assert run(tmp_path, [coding("gone", a="yes")], [other]).differences[0].why == (
        "no such variable in that run"
    )
    assert result.by_why()["loss"]["did not count: a need"] == 1


def test_equal_values_on_other_words_are_counted(tmp_path: Path) -> None:
    old, new = coding("x", a="yes"), coding("x", a="yes")
    new["findings"][0]["evidence"] = [{"text": "other words"}]  # type: ignore[index]
    result = run(tmp_path, [old], [new])
    assert (result.differences, result.reworded) == ((), 1)


def test_levels_are_told_apart(tmp_path: Path) -> None:
    old, new = coding("x", a="yes"), coding("x", a="yes")
    new["findings"][0]["level"] = "law"  # type: ignore[index]
    assert run(tmp_path, [old], [new]).totals() == {"gain": 1, "loss": 1, "change": 0}


def test_documents_of_one_run_alone_are_listed(tmp_path: Path) -> None:
    result = run(tmp_path, [coding("x"), coding("y")], [coding("x"), coding("z")])
    assert (result.documents, result.only_before, result.only_after) == (1, ("y",), ("z",))


def test_runs_over_other_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no document in common"):
        run(tmp_path, [coding("x")], [coding("z")])


def test_a_line_that_is_no_coding_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"b\.jsonl:2"):
        run(tmp_path, [coding("x")], [coding("x"), {"text": "t"}])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere"):
        diff_codings(tmp_path / "nowhere", tmp_path / "nowhere")

"""A coder against labelled passages, with maps and codings that are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tierbook.agreement import PassageEvaluation, Proportion, evaluate_passages, passages
from tierbook.agreement import looks_like_passages as looks
from tierbook.coding import Coding, Finding, Rejected, Silence
from tierbook.errors import GoldInvalid, WrongUse
from tierbook.narrative import Narrative

MAPS = {
    "D_sex": {"profile.forms": frozenset({"sex_trafficking"})},
    "no_law": {"prosecution.law": frozenset({"no"})},
    "aware_tv": {"prevention.campaigns": frozenset({"any"})},
}


def passage(variable: str, text: str, decision: str = "code", **more: object) -> dict[str, object]:
    row = {"variable": variable, "country": "KEN", "edition": 2008, "decision": decision}
    return {**row, "value": "1", "text": text, **more}


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Evaluate by a stand-in whose findings stand in the passage: `variable=value, ...`."""
    monkeypatch.setattr(passages, "htc_maps", lambda: MAPS)

    def code(narrative: Narrative) -> Coding:
        pairs = [p.split("=") for p in narrative.text.strip().rstrip(".").split() if "=" in p]
        findings = tuple(
            Finding(str(i), name, value.split("+") if "+" in value else value, (), "a.cue")
            for i, (name, value) in enumerate(pairs)
        )
        silence = Silence(
            "prosecution.law", "not_stated", (Rejected("prosecution.law", 0, 1, "b.cue", "a need"),)
        )
        return Coding((), "rules/1", narrative, (), (1,), findings, (silence,))

    def evaluate(*rows: dict[str, object], **options: object) -> PassageEvaluation:
        path = write(tmp_path / "passages.jsonl", *rows)
        return evaluate_passages(path, code=code, **options)  # type: ignore[arg-type]

    return evaluate


def test_a_value_that_the_map_names_is_code(run) -> None:  # type: ignore[no-untyped-def]
    result = run(
        passage("no_law", "There was prosecution.law=no ."),
        passage("no_law", "There was prosecution.law=yes ."),
        passage("no_law", "There was prosecution.law=yes .", "do_not_code"),
        passage("no_law", "There was nothing at all in it."),
    )
    assert result.variables["no_law"].recall == Proportion(1, 3)
    assert result.total.specificity == Proportion(1, 1)
    assert [w.passage.line for w in result.wrong] == [2, 4]
    assert result.wrong[0].ours == (("prosecution.law", "yes", "a.cue"),)
    assert result.wrong[1].rejected == (("prosecution.law", "b.cue", "a need"),)


def test_lists_count_by_element_and_any_takes_every_value(run) -> None:  # type: ignore[no-untyped-def]
    result = run(
        passage("D_sex", "It says profile.forms=forced_labor+sex_trafficking ."),
        passage("D_sex", "It says profile.forms=forced_labor+begging .", "do_not_code"),
        passage("aware_tv", "It says prevention.campaigns=no ."),
        passage("aware_tv", "It says nothing about them here.", "do_not_code"),
    )
    assert result.total.recall == Proportion(2, 2)
    assert result.total.specificity == Proportion(2, 2)
    assert list(result.groups) == ["destination", "awareness"]


def test_what_has_no_map_counts_as_not_coded_and_is_named(run) -> None:  # type: ignore[no-untyped-def]
    result = run(
        passage("pk_abuse", "It says nothing of it here."),
        passage("no_law", "It says prosecution.law=no ."),
    )
    assert result.unmapped == ("pk_abuse",)
    assert result.total.recall == Proportion(1, 2)
    assert result.mapped.recall == Proportion(1, 1)
    assert result.groups["peacekeepers"].recall.share == 0.0


def test_variables_are_chosen_by_either_name_or_by_group(run) -> None:  # type: ignore[no-untyped-def]
    rows = [passage("no_law", "One law is here."), passage("D_sex", "One form is here.")]
    for name, kept in (("no_law", "no_law"), ("law", "no_law"), ("profile.forms", "D_sex")):
        assert list(run(*rows, variables=[name]).variables) == [kept]
    with pytest.raises(WrongUse, match="nothing"):
        run(*rows, variables=["nothing"])


def test_the_rules_coder_reads_a_passage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "htc_maps", lambda: MAPS)
    words = "Women from Uganda are subjected to sex trafficking in Kenya."
    rows = [passage("D_sex", words), passage("D_sex", "The weather was fine.", "do_not_code")]
    result = evaluate_passages(write(tmp_path / "p.jsonl", *rows))
    assert result.total.recall.share == result.total.specificity.share == 1.0
    assert result.to_dict()["total"]["n_code"] == 1  # type: ignore[index]


def test_a_file_of_passages_is_known_by_its_keys(tmp_path: Path) -> None:
    assert looks(write(tmp_path / "a", passage("no_law", "Words.")))
    assert not looks(write(tmp_path / "b", {"id": "x", "text": "t", "values": {}}))
    (tmp_path / "c").write_text("a,b\n", encoding="utf-8")
    assert not looks(tmp_path / "c")
    assert not looks(tmp_path / "nowhere")


def test_a_broken_passage_is_named_by_its_line(tmp_path: Path) -> None:
    rows = [passage("no_law", "Words."), passage("no_law", "Words.", "perhaps")]
    with pytest.raises(GoldInvalid, match=r"p\.jsonl:2"):
        evaluate_passages(write(tmp_path / "p.jsonl", *rows))


def test_wilson_against_published_values() -> None:
    # 81 of 263: R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3
    assert Proportion(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert Proportion(0, 20).interval == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert Proportion(29, 29).interval == pytest.approx((0.8830, 1.0), abs=1e-4)
    assert Proportion(0, 0).interval is None
    assert Proportion(0, 0).share is None


@pytest.mark.shared
def test_the_passages_of_the_project_are_scored(shared: Path) -> None:
    result = evaluate_passages(shared / "gold" / "passages.jsonl")
    assert result.total.recall.n + result.total.specificity.n == 366
    assert sum(row.recall.n for row in result.groups.values()) == result.total.recall.n
    assert "other" not in result.groups

"""What an evaluation says beside scores: answers confused, means over variables, figures found, parts of the texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreement.making import TEXT, gold
from tests.agreement.test_evaluation import finding, run, stand_in
from tierbook.agreement import Score, evaluate
from tierbook.agreement.macro import average_f1
from tierbook.coding import Coding, Finding, Rejected, Silence
from tierbook.errors import WrongUse
from tierbook.narrative import Narrative

SHORT = "Kenya is a source country for women; men from Uganda are forced to beg in Kenya; (2015)"


def test_answers_are_told_apart_and_not_reported_agrees_with_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        monkeypatch,
        finding("prosecution.convicted", "not_reported"),
        finding("protection.services", "mixed"),
    )
    result = run(
        tmp_path,
        gold("a", values={"prosecution.convicted": "no", "protection.services": "yes"}),
        gold("b", values={"protection.shelter": "yes"}),
    )
    table = result.confusion["prosecution.convicted"]
    assert table.to_dict() == {
        "no": {"not_reported": 1.0},
        "not_stated": {"not_reported": 1.0},
    }
    assert table.agreed == 0.5
    assert result.confusion["protection.services"].cells["yes", "mixed"] == 1.0
    assert result.confusion["protection.shelter"].cells["yes", "not_stated"] == 1.0
    assert "tier.stated" not in result.confusion


def test_two_readers_of_one_text_are_half_an_answer_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, finding("prosecution.law", "yes"))
    rows = [
        gold("a", "A", values={"prosecution.law": "yes"}),
        gold("a", "B", values={"prosecution.law": "no"}),
    ]
    assert run(tmp_path, *rows).confusion["prosecution.law"].cells == {
        ("yes", "yes"): 0.5,
        ("no", "yes"): 0.5,
    }


def score(f1: float | None, n: float) -> Score:
    return Score(None, None, f1, n, None, None)


def test_the_mean_counts_each_variable_once() -> None:
    scores = {
        "a": score(1.0, 1),
        "b": score(0.6, 20),
        "c": score(0.8, 10),
        "d": score(0.0, 0),
        "e": score(0.1, 9),
    }
    macro = average_f1(scores, {"a", "b", "c", "d"})
    assert (macro.f1, macro.variables) == (0.8, 3)  # d was never there to find, e is not asked for
    assert (macro.f1_enough, macro.variables_enough) == (0.7, 2)
    assert macro.weak == ("b",)
    assert average_f1({}, {"a"}).f1 is None


def test_figures_are_found_near_in_unit_or_under_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [
        {"what": "convictions", "n": 14, "unit": "cases"},
        {"what": "prosecutions", "n": 101, "unit": "persons"},
        {"what": "victims_referred", "n": 7, "unit": "persons"},
    ]
    stand_in(monkeypatch, finding("figures.convictions", ours))
    listed = [
        {"what": "convictions", "n": 14, "unit": "persons"},  # another unit
        {"what": "prosecutions", "n": 105, "unit": "persons"},  # near
        {"what": "victims_identified", "n": 7, "unit": None},  # the number alone
        {"what": "arrests", "n": 500},
    ]
    figures = run(tmp_path, gold(values={}, counts=listed)).whole.figures
    assert figures is not None
    assert (figures.listed, figures.found, figures.near, figures.number) == (4, 1, 2, 2)
    assert (figures.unit_listed, figures.found_in_unit) == (2, 0)
    assert figures.kinds["convictions"] == (1, 1)
    assert figures.to_dict()["found"] == 0.25


def test_texts_are_split_and_whole_ones_stand_apart(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        gold("a", values={"tier.stated": "2"}),
        gold("b", edition=2015, text=SHORT, values={"profile.source": "yes", "tier.stated": "2"}),
        by=["kind", "edition", "region"],
    )
    assert {value: part.texts for value, part in result.by["kind"].items()} == {
        "narrative": 1,
        "summary": 1,
    }
    assert result.by["edition"]["2018"].total.f1 == 1.0
    assert result.by["kind"]["summary"].variables["tier.stated"].recall == 0.0
    assert list(result.by["region"]) == ["Africa"]
    assert set(result.to_dict()["by"]) == {"kind", "edition", "region"}  # type: ignore[call-overload]
    with pytest.raises(WrongUse, match="weather"):
        run(tmp_path, gold(), by=["weather"])


def test_files_are_scored_together_each_on_what_it_states(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.agreement.making import write_gold

    stand_in(monkeypatch, finding("tier.stated", "2"), finding("prosecution.law", "yes"))
    first = write_gold(tmp_path / "a.jsonl", gold("a", values={"tier.stated": "2"}))
    second = write_gold(tmp_path / "b.jsonl", gold("b", values={"prosecution.law": "yes"}))
    result = evaluate([first, second])
    assert result.variables["prosecution.law"].precision == 1.0  # the first file never states it
    assert (result.texts, result.total.n) == (2, 2)


def test_errors_name_the_rule_and_what_was_nominated_in_vain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierbook.agreement import evaluation as room

    def code(narrative: Narrative) -> Coding:
        words = "Courts convicted 14 traffickers."
        start = narrative.text.index(words)
        out = Rejected(
            "prosecution.convicted", start, start + len(words), "x.courts", "an earlier period"
        )
        silence = Silence("prosecution.convicted", "not_stated", (out,))
        return Coding(
            (),
            "rules/1",
            narrative,
            (),
            (1,),
            (Finding("i", "tier.stated", "3", (), "t.line"),),
            (silence,),
        )

    monkeypatch.setattr(room, "CODERS", {"rules": code})
    at = TEXT.index("convicted 14")
    row = gold(
        values={"prosecution.convicted": "yes", "tier.stated": "2"},
        evidence={"prosecution.convicted": [[at, at + 12]]},
    )
    first, second = run(tmp_path, row).wrong
    assert first.gold_words == ("convicted 14",)
    assert first.gold_sentences == ("Courts convicted 14 traffickers.",)
    assert [(r.cue, r.why) for r in first.rejected] == [("x.courts", "an earlier period")]
    assert second.our_cues == ()
    assert second.text_kind == "narrative"


def test_recommendations_are_compared_by_number_and_topics(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [
        {"text": "convict", "topic": "prosecution.convicted"},
        {
            "text": "train",
            "topic": "prosecution.training",
            "parts": [{"text": "x", "topic": "protection.referral"}],
        },
    ]
    stand_in(monkeypatch, finding("recommendations", items))
    labels = {
        "n": 2,
        "topics": ["prosecution.convicted", "protection.referral", "protection.shelter"],
    }
    found = run(tmp_path, gold(recommendations=labels)).whole.recommendations
    assert found is not None
    assert (found.same_number, found.topics) == (1.0, 3)
    assert (found.precision, found.recall) == (0.6667, 0.6667)
    assert run(tmp_path, gold()).whole.recommendations is None


def test_figures_are_scored_by_name_and_number_and_found_alike_by_compatible_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [
        {"what": "convictions_sex", "n": 14, "period": "current"},
        {"what": "convictions", "n": 20, "period": "current"},
        {"what": "convictions", "n": 9, "period": "previous"},
    ]
    stand_in(monkeypatch, finding("figures.convictions", ours))
    listed = [
        {"what": "convictions", "n": 20, "compared_with": 9},
        {"what": "convictions_sex_trafficking", "n": 14},
    ]
    result = run(tmp_path, gold(values={}, counts=listed))
    row = result.variables["counts"]
    assert (row.precision, row.recall) == (1.0, 0.5)  # the figure of the year before is no error
    assert result.whole.figures is not None
    assert (result.whole.figures.found, result.whole.figures.found_alike) == (1, 2)
    assert result.wrong == ()  # a difference of names alone is not listed


def test_edges_are_found_turned_round_or_extra_with_what_flows_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [
        {"from": "KEN", "to": "SAU", "forms": ["forced_labor", "slavery"], "victims": ["women"]},
        {"from": "KEN", "to": "UGA", "forms": [], "victims": []},
        {"from": "KEN", "to": "TZA", "forms": [], "victims": []},
    ]
    stand_in(monkeypatch, finding("flows.edges", ours))
    listed = [
        {"from": "KEN", "to": "SAU", "forms": ["forced_labor"], "victims": ["women", "girls"]},
        {"from": "UGA", "to": "KEN", "forms": [], "victims": []},
    ]
    edges = run(tmp_path, gold(values={}, edges=listed)).whole.edges
    assert edges is not None
    assert edges.to_dict() == {
        "listed": 2,
        "found": 0.5,
        "reversed": 0.5,
        "extra": 2,
        "forms": 0.6667,
        "victims": 0.6667,
    }

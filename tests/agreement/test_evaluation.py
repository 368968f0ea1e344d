"""A coder against tiny labelled texts; the coder is a stand-in whose findings are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreement.making import TEXT, gold, write_gold
from tierbook.agreement import Evaluation, Score, evaluate
from tierbook.agreement import evaluation as room
from tierbook.coding import Coding, Evidence, Finding
from tierbook.errors import GoldInvalid, NarrativeUnparsable, WrongUse
from tierbook.narrative import Narrative


def finding(
    variable: str, value: object, words: str = "Courts convicted 14 traffickers.", **more: object
) -> tuple[str, object, str, dict[str, object]]:
    return variable, value, words, more


def stand_in(
    monkeypatch: pytest.MonkeyPatch, *rows: tuple[str, object, str, dict[str, object]]
) -> None:
    """Let `rules` be a coder that finds these values in every text."""

    def code(narrative: Narrative) -> Coding:
        findings = []
        for i, (variable, value, words, more) in enumerate(rows):
            start = narrative.text.index(words)
            evidence = Evidence(start, start + len(words), 2, 1, words)
            findings.append(Finding(f"{i:016x}", variable, value, (evidence,), "a.cue", **more))  # type: ignore[arg-type]
        return Coding((), "rules/1", narrative, (), (1, 2), tuple(findings))

    monkeypatch.setattr(room, "CODERS", {"rules": code})


def run(tmp_path: Path, *rows: dict[str, object], **options: object) -> Evaluation:
    return evaluate(write_gold(tmp_path / "gold.jsonl", *rows), **options)  # type: ignore[arg-type]


def counts(score: Score) -> tuple[float | None, float | None, float]:
    return score.precision, score.recall, score.n


def test_values_match_by_element_and_a_wrong_value_is_two_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        monkeypatch,
        finding("tier.stated", "3"),
        finding("profile.origins", ["KEN", "UGA", "TZA"]),
        finding("prosecution.convicted", "yes"),
    )
    values = {
        "tier.stated": "2",
        "profile.origins": ["KEN", "SOM"],
        "prosecution.convicted": "yes",
        "prosecution.law": "yes",
    }
    result = run(tmp_path, gold(values=values))
    assert counts(result.variables["tier.stated"]) == (0.0, 0.0, 1)
    assert counts(result.variables["profile.origins"]) == (0.3333, 0.5, 2)
    assert counts(result.variables["prosecution.convicted"]) == (1.0, 1.0, 1)
    assert counts(result.variables["prosecution.law"]) == (None, 0.0, 1)
    # right: KEN, convicted; extra: tier 3, UGA, TZA; missed: tier 2, SOM, law
    assert counts(result.total) == (0.4, 0.4, 5)
    assert result.total.f1 == 0.4


def test_what_the_file_never_states_is_not_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, finding("tier.stated", "2"), finding("protection.services", "yes"))
    result = run(tmp_path, gold())
    assert list(result.variables) == ["tier.stated"]


def test_what_one_text_states_counts_as_extra_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, finding("protection.services", "yes"))
    rows = [gold("a", values={"protection.services": "yes"}), gold("b", values={})]
    assert counts(run(tmp_path, *rows).total) == (0.5, 1.0, 1)


def test_a_doubted_variable_is_not_scored_in_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, finding("protection.services", "yes"))
    values = {"protection.services": "no"}
    rows = [gold("a", values=values, doubt=["protection.services"]), gold("b", values=values)]
    assert counts(run(tmp_path, *rows).total) == (0.0, 0.0, 1)


def test_not_reported_agrees_with_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, finding("prosecution.convicted", "not_reported"))
    result = run(tmp_path, gold(values={"prosecution.convicted": "no"}))
    assert result.total.f1 == 1.0


def test_practice_is_read_before_law_and_home_before_abroad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        monkeypatch,
        finding("protection.residency", "yes", level="law"),
        finding("protection.residency", "no", level="practice"),
    )
    assert run(tmp_path, gold(values={"protection.residency": "no"})).total.f1 == 1.0


def test_figures_count_among_the_kinds_that_the_reader_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        monkeypatch,
        finding(
            "figures.convictions",
            [{"what": "convictions", "n": 14}, {"what": "convictions", "n": 9}],
        ),
        finding("figures.shelters", [{"what": "shelters", "n": 3}]),
    )
    listed = [{"what": "convictions", "n": 14}, {"what": "prosecutions", "n": 20}]
    result = run(tmp_path, gold(values={}, counts=listed))
    assert counts(result.variables["counts"]) == (0.5, 0.5, 2)


def test_edges_match_on_from_and_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(
        monkeypatch,
        finding(
            "flows.edges", [{"from": "KEN", "to": "SAU", "forms": ["forced_labor"], "victims": []}]
        ),
    )
    edges = [{"from": "KEN", "to": "SAU", "forms": [], "victims": []}, {"from": "UGA", "to": "KEN"}]
    result = run(tmp_path, gold(values={}, edges=edges))
    assert counts(result.variables["flows.edges"]) == (1.0, 0.5, 2)


def test_two_readers_of_a_text_weigh_half_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, finding("tier.stated", "2"))
    rows = [
        gold("a", "A"),
        gold("a", "B", values={"tier.stated": "3"}),
        gold("b", "A"),
    ]
    result = run(tmp_path, *rows)
    assert counts(result.total) == (0.75, 0.75, 2)
    assert (result.texts, result.readers) == (2, ("A", "B"))


def test_evidence_agrees_where_the_words_share_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, finding("prosecution.convicted", "yes"), finding("tier.stated", "2"))
    convicted = TEXT.index("convicted 14")
    evidence = {"prosecution.convicted": [[convicted, convicted + 9]], "tier.stated": [[0, 13]]}
    values = {"prosecution.convicted": "yes", "tier.stated": "2"}
    result = run(tmp_path, gold(values=values, evidence=evidence))
    assert dict(result.evidence) == {"share": 0.5, "n": 2}


def test_errors_carry_both_sides_and_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, finding("profile.origins", ["KEN"]))
    row = gold(values={"profile.origins": ["UGA"]}, evidence={"profile.origins": [[0, 5]]})
    (wrong,) = run(tmp_path, row).wrong
    assert (wrong.gold, wrong.ours) == (("UGA",), ("KEN",))
    assert (wrong.gold_words, wrong.our_words) == (
        ("KENYA",),
        ("Courts convicted 14 traffickers.",),
    )


def test_variables_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, finding("tier.stated", "2"))
    row = gold(values={"tier.stated": "2", "prosecution.law": "yes"})
    assert run(tmp_path, row, variables=["tier.stated"]).total.recall == 1.0
    with pytest.raises(WrongUse, match=r"tier\.nothing"):
        run(tmp_path, row, variables=["tier.nothing"])


def test_an_unknown_coder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="oracle"):
        run(tmp_path, gold(), coder="oracle")


def test_a_text_that_cannot_be_coded_is_named_by_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(narrative: Narrative) -> Coding:
        raise NarrativeUnparsable("no narrative here")

    monkeypatch.setattr(room, "CODERS", {"rules": refuse})
    with pytest.raises(GoldInvalid, match=r"gold\.jsonl:1"):
        run(tmp_path, gold(), gold("b"))


def test_the_rules_coder_reads_the_tier(tmp_path: Path) -> None:
    result = run(tmp_path, gold(values={"tier.stated": "2", "tier.standards": "significant"}))
    assert result.total.f1 == 1.0
    assert set(result.to_dict()) >= {"total", "variables"}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["development", "narratives-2018"])
def test_the_projects_labelled_texts_are_scored(shared: Path, name: str) -> None:
    result = evaluate(shared / "gold" / f"{name}.jsonl")
    assert result.variables["tier.stated"].f1 == 1.0
    assert result.total.low is not None
    assert result.total.high is not None
    assert result.total.f1 is not None
    assert result.total.low < result.total.f1 < result.total.high
    assert all(score.n >= 0 for score in result.variables.values())

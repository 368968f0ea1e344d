"""What a computed tier shows, and where none is computed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from tierbook.coding import Coding, code_narrative
from tierbook.files import canonical_json
from tierbook.narrative import parse_document
from tierbook.pages import ReadOptions, read_bytes
from tierbook.standards import add_computed, assess_coding, compute_tier, load_own
from tierbook.standards.computed import (
    LABEL,
    TIER_ORDER,
    ComputedTier,
    Withheld,
    load_card,
    load_fitted,
)


@cache
def coding(name: str = "thailand-2018", kind: str = "narrative", edition: int = 2018) -> Coding:
    """The coding of one of our samples, as if it were a narrative."""
    data = (resources.files("tierbook.pages") / "samples" / f"{name}.txt").read_bytes()
    (document,) = read_bytes(data, name=name, options=ReadOptions()).documents
    return code_narrative(parse_document(replace(document, text_kind=kind, edition=edition)))


def computed(**given: object) -> ComputedTier:
    result = compute_tier(assess_coding(coding(**given)))  # type: ignore[arg-type]
    assert isinstance(result, ComputedTier)
    return result


@pytest.mark.parametrize("kind", ["summary", "excerpt", "sample"])
def test_nothing_is_computed_for_a_text_that_is_no_whole_narrative(kind: str) -> None:
    assessment = add_computed(assess_coding(coding(kind=kind)))
    assert isinstance(assessment.computed, Withheld)
    record = assessment.to_dict()
    assert record["computed_tier"] is None
    assert kind in str(record["computed_note"])
    assert record["computed"]["withheld"] == record["computed_note"]  # type: ignore[index]
    assert "Computed tier: none." in assessment.explain()
    assert "score card" not in assessment.explain()


def test_nothing_is_computed_from_the_coding_of_another_coder() -> None:
    for name in ("llm/some-model", "human/ab", "case"):
        result = compute_tier(assess_coding(replace(coding(), coder=name)))
        assert isinstance(result, Withheld)
        assert name in result.reason


def test_nothing_is_computed_under_the_law_of_another_edition() -> None:
    result = compute_tier(assess_coding(coding(), law_of=2003))
    assert isinstance(result, Withheld)
    assert "2003" in result.reason


def test_nothing_is_computed_unless_it_is_asked_for() -> None:
    record = assess_coding(coding()).to_dict()
    assert record["computed_tier"] is None
    assert record["computed"] is None


def test_the_label_the_record_and_the_stated_tier_stand_beside_it() -> None:
    assessment = add_computed(assess_coding(coding()))
    record = assessment.to_dict()
    assert record["computed_tier"] in TIER_ORDER
    inner = record["computed"]
    assert isinstance(inner, dict)
    assert inner["label"] == LABEL == "what the published text alone would suggest"
    assert inner["unofficial"] is True
    assert inner["compared"] == {
        "stated_tier": record["stated_tier"],
        "same": record["stated_tier"] == record["computed_tier"],
    }
    assert canonical_json(record)
    for words in (assessment.explain(), str(record["computed_note"])):
        flat = " ".join(words.split())
        assert LABEL in flat
        assert "nofficial" in flat
        assert "Its record: on 110 narratives of 2018" in flat
        assert "weighted kappa" in flat
    html = assessment.computed._repr_html_()  # type: ignore[union-attr]
    assert "unofficial" in html
    assert "Its record" in html


def test_the_probabilities_sum_to_one_and_the_tier_is_the_most_probable() -> None:
    result = computed()
    assert list(result.probabilities) == list(TIER_ORDER)
    assert sum(result.probabilities.values()) == pytest.approx(1)
    assert result.probabilities[result.tier] == max(result.probabilities.values())


def test_the_points_of_the_card_add_up_to_the_score_and_those_of_signs_to_their_line() -> None:
    result = computed()
    assert sum(line.points for line in result.card) == pytest.approx(result.score)
    for line in result.card:
        assert line.points == pytest.approx(line.net * line.weight)
        assert sum(s.points for s in line.signs) == pytest.approx(line.points)


def test_each_sign_has_findings_of_the_coding_with_the_words_at_their_place() -> None:
    result, made = computed(), coding()
    known = {f.id for f in made.findings}
    signs = [s for line in result.card for s in line.signs]
    assert len(signs) > 10
    for sign in signs:
        assert sign.findings
        for quote in sign.quotes:
            assert made.narrative.text[quote.start : quote.end] == quote.text
            assert quote.finding in known


def test_the_lines_that_moved_it_most_come_first() -> None:
    moved = [abs(line.above_average) for line in computed().moved_most]
    assert moved == sorted(moved, reverse=True)
    assert moved[0] > 0


def test_the_order_of_findings_changes_nothing() -> None:
    there = add_computed(assess_coding(coding()))
    turned = add_computed(assess_coding(replace(coding(), findings=coding().findings[::-1])))
    assert canonical_json(there.computed.to_dict()) == canonical_json(turned.computed.to_dict())  # type: ignore[union-attr]


def test_an_edition_before_the_watch_list_knows_three_tiers() -> None:
    early = computed(name="japan-2003", edition=2003)
    assert list(early.probabilities) == ["1", "2", "3"]
    assert sum(early.probabilities.values()) == pytest.approx(1)
    assert any("no Watch List" in note for note in early.notes)
    assert any("untested" in note and "2003" in note for note in early.notes)


def test_what_the_law_of_an_edition_does_not_ask_moves_nothing() -> None:
    early = computed(name="japan-2003", edition=2003)
    out = {line.id: line for line in early.card if not line.asked}
    assert {"partners", "service_abroad", "demand"} <= set(out)
    assert all(line.above_average == 0 and not line.signs for line in out.values())
    assert any("Not asked by the law of this edition" in note for note in early.notes)


def test_an_edition_that_was_measured_has_no_note_that_it_is_untested() -> None:
    assert not [note for note in computed().notes if "untested" in note]


def test_a_narrative_that_the_weights_were_fitted_on_says_so() -> None:
    country = load_fitted().how["countries"][0]
    made = coding()
    document = replace(made.narrative.document, country=country)
    assessment = assess_coding(replace(made, narrative=replace(made.narrative, document=document)))
    result = compute_tier(assessment)
    assert isinstance(result, ComputedTier)
    assert any("fitted on" in note for note in result.notes)


def test_a_text_that_may_be_a_part_of_its_narrative_says_so() -> None:
    whole = coding()
    document = whole.narrative.document
    cut = replace(
        document, notes=(*document.notes, "the text breaks off where the page leaves out the rest")
    )
    part = replace(whole, narrative=replace(whole.narrative, document=cut))
    notes = []
    for one in (whole, part):
        result = compute_tier(assess_coding(one))
        assert isinstance(result, ComputedTier)
        notes.append(" ".join(result.notes))
    assert "may be a part" not in notes[0]
    assert "may be a part of its narrative: the text breaks off" in notes[1]


def test_a_special_case_is_compared_with_nothing() -> None:
    assessment = replace(assess_coding(coding()), stated_tier="special")
    result = compute_tier(assessment)
    assert isinstance(result, ComputedTier)
    assert result.same_as_stated is None
    assert "not ranked" in " ".join(result.explain().split())


def test_the_stated_tier_of_the_assessment_is_not_read() -> None:
    there = compute_tier(assess_coding(coding())).to_dict()
    for tier in (*TIER_ORDER, None):
        other = compute_tier(replace(assess_coding(coding()), stated_tier=tier)).to_dict()
        assert {k: v for k, v in other.items() if k != "compared"} == {
            k: v for k, v in there.items() if k != "compared"
        }


def test_withdrawn_findings_are_left_out_and_own_findings_are_not_read(tmp_path: Path) -> None:
    result = computed()
    change = result.changes[0]
    path = tmp_path / "own.yaml"
    path.write_text(
        "format: tierbook-own/1\ncountry: THA\nedition: 2018\n"
        f"withdraw: [{', '.join(q.finding for q in change.findings)}]\n",
        encoding="utf-8",
    )
    other = compute_tier(assess_coding(coding(), own=load_own(path)))
    assert isinstance(other, ComputedTier)
    assert other.tier == change.tier != result.tier
    assert any("withdraws" in note for note in other.notes)


def test_the_card_and_its_weights_belong_together() -> None:
    card, fitted = load_card(), load_fitted()
    names = [feature.id for feature in card.features]
    assert list(fitted.weights) == list(fitted.means) == names
    assert fitted.card == f"{card.version} {card.content}", "fit again: scripts/computed_tier.py"
    assert min(fitted.weights.values()) >= 0
    assert list(fitted.cuts) == list(TIER_ORDER[:-1])
    assert sorted(fitted.cuts.values(), reverse=True) == list(fitted.cuts.values())


def test_nothing_that_fits_is_loaded_to_compute() -> None:
    code = (
        "import sys, tierbook; from importlib import resources;"
        "p = resources.files('tierbook.pages') / 'samples' / 'thailand-2018.txt';"
        "text = '\\n'.join(p.read_text('utf-8').split('\\n')[6:]);"
        "a = tierbook.assess(text, country='THA', edition=2018); assert a.computed.tier;"
        "print([m for m in ('sklearn', 'scipy', 'numpy', 'statsmodels') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == []

"""What the score card never reads: rewriting it changes nothing."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from tests.standards.computed.rewriting import REWRITES, all_of_it, compute, read_text, shown
from tierbook.errors import StatuteInvalid
from tierbook.standards.computed import load_card, load_never_read, mask_narrative
from tierbook.standards.computed.card import _feature

SAMPLES = ("mauritania-2018", "thailand-2018", "japan-2003")
SOME = ("CUB", "GAB", "KHM", "TZA", "USA", "ZMB")


def sample(name: str) -> str:
    return (resources.files("tierbook.pages") / "samples" / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("rewrite", sorted(REWRITES))
def test_other_words_on_the_tier_of_a_sample_give_the_same_result(name: str, rewrite: str) -> None:
    text = sample(name)
    there = compute(read_text(text))
    other = compute(read_text(REWRITES[rewrite](text)))
    assert there.withheld is None
    assert shown(there) == shown(other)


def test_the_rewrites_do_change_what_is_stated() -> None:
    text = sample("thailand-2018")
    there, other = compute(read_text(text)), compute(read_text(all_of_it(text)))
    assert there.withheld is None
    assert other.withheld is None
    assert (there.stated_tier, other.stated_tier) == ("2", "1")


@pytest.mark.shared
@pytest.mark.parametrize("rewrite", sorted(REWRITES))
def test_other_words_on_the_tier_of_a_real_narrative_give_the_same_result(
    shared: Path, rewrite: str
) -> None:
    changed = 0
    for path in _some(shared):
        text = path.read_text("utf-8")
        other = REWRITES[rewrite](text)
        changed += other != text
        two = compute(read_text(other, country=path.stem, edition=2018))
        assert _as_it_stands(path) == shown(two), path.stem
    assert changed >= 4


@pytest.mark.shared
def test_the_same_text_gives_another_result_when_a_fact_changes(shared: Path) -> None:
    text = (shared / "data/narratives/2018/ZMB.txt").read_text("utf-8")
    other = text.replace("convicted all four traffickers", "did not convict any traffickers")
    assert other != text
    one = compute(read_text(text, country="ZMB", edition=2018))
    two = compute(read_text(other, country="ZMB", edition=2018))
    assert shown(one) != shown(two)


@pytest.mark.shared
def test_no_sentence_that_speaks_of_a_tier_is_left_to_read_or_quoted(shared: Path) -> None:
    from tierbook.coding import code_narrative
    from tierbook.narrative import parse_document

    never = load_never_read()
    for path in _some(shared):
        document = read_text(path.read_text("utf-8"), country=path.stem, edition=2018)
        masked = mask_narrative(code_narrative(parse_document(document)))
        words = [masked.text[s.start : s.end] for s in masked.sentences]
        assert words
        assert not [w for w in words if "minimum standards" in w or "Watch List" in w]
        assert "standards" not in {s.pillar for s in masked.paragraphs if _read(masked, s.n)}
        computed = compute(document)
        assert computed.withheld is None
        quoted = [q.text for line in computed.card for s in line.signs for q in s.quotes]
        assert quoted
        assert not [q for q in quoted if never.sentence(q)]


def test_a_sign_may_not_ask_for_what_is_never_read() -> None:
    for rule in (
        "tier.stated is 2",
        "effort.prosecution is increased",
        "recommendations.law is yes",
    ):
        row = {
            "label": "x",
            "criteria": ["std.prohibit_punish"],
            "for": [{"says": "x", "any": [rule]}],
        }
        with pytest.raises(StatuteInvalid, match="never read"):
            _feature("x", row, "card.yaml")


def test_each_line_of_the_card_names_standards_and_criteria_of_the_statute() -> None:
    from tierbook.standards import load_statutes

    statutes = load_statutes()
    known = {e.id for e in (*statutes.standards, *statutes.criteria)}
    for feature in load_card().features:
        assert feature.criteria
        assert set(feature.criteria) <= known, feature.id


def test_each_sign_asks_for_variables_and_values_of_the_codebook() -> None:
    from tierbook.codebook import load_codebook

    variables = load_codebook().variables
    for feature in load_card().features:
        for sign in feature.signs:
            for name in [r.variable for r in sign.rules] + ([sign.figure] if sign.figure else []):
                assert name in variables, (feature.id, name)


@cache
def _as_it_stands(path: Path) -> bytes:
    return shown(compute(read_text(path.read_text("utf-8"), country=path.stem, edition=2018)))


def _read(narrative: object, number: int) -> bool:
    return any(s.paragraph == number for s in narrative.sentences)  # type: ignore[attr-defined]


def _some(shared: Path) -> list[Path]:
    folder = shared / "data" / "narratives" / "2018"
    return [folder / f"{name}.txt" for name in SOME if (folder / f"{name}.txt").is_file()]
